"""The repository on the server: set up once, pushed to by staff, published from.

    REPO/                         a bare repository
    REPO/hooks/pre-receive …      three lines each: they run the installed program
    REPO/portal/run               the installed program, as a command
    REPO/portal/program/<commit>/ its code, templates and configuration, taken from a commit
    REPO/portal/program/current   which of them is installed
    REPO/portal/nightly/          a systemd timer and a cron line
    refs/portal/installed         the commit the installed program was taken from

What a push brings is read as bytes. Its code is laid out only by `portal upgrade`.
"""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from portal_publish.console import PublishError
from portal_publish.git import Repository
from portal_publish.releases import ReleaseStore, remove, sync
from portal_publish.sources import CONTENT, PROGRAM, Sources, committed_content

CONTENT_BRANCH, PROGRAM_BRANCH = "main", "program"
PUSH_SECONDS = 25
"""By the clock. A push is answered within half a minute: a few seconds go to git and to starting the program."""
INSTALLED = "refs/portal/installed"
NOT_PROGRAM = (*CONTENT, "tests")
"""What an installed program does not need."""

_SETTINGS = {
    "core.hooksPath": "hooks",  # whatever the server's own git settings say
    "core.logAllRefUpdates": "true",
    "receive.denyNonFastForwards": "true",
    "receive.denyDeletes": "true",
    "receive.fsckObjects": "true",
    "receive.maxInputSize": "256m",
    "transfer.hideRefs": "refs/portal",
}
_RUN = """\
#!/bin/sh
# 由 portal serve-git 写成，请勿修改。安装着的程序：portal/program/current。
# Written by portal serve-git. Runs the installed program, never what is pushed.
portal=$(cd "$(dirname "$0")" && pwd)
unset PYTHONHOME PYTHONSTARTUP
export PYTHONPATH="$portal/program/current/hooks" PYTHONSAFEPATH=1 PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1
exec {python} -m portal --root "$portal/program/current" "$@"
"""
_HOOK = """\
#!/bin/sh
# 由 portal serve-git 写成，请勿修改。 Written by portal serve-git; do not edit.
exec portal/run {command} --served .
"""
_HOOKS = {"pre-receive": "receive", "post-receive": "received"}
_SERVICE = """\
[Unit]
Description=Rebuild the legal-education portal so that its dates move
After=network.target

[Service]
Type=oneshot
User={user}
ExecStart={run} publish --served {repository} --if-changed --nightly
ExecStartPost={run} status --served {repository} --max-age 30h
Nice=10
"""
_TIMER = """\
[Unit]
Description=Every night, just after midnight in China

[Timer]
OnCalendar=*-*-* 00:05:00 Asia/Shanghai
Persistent=true
RandomizedDelaySec=120

[Install]
WantedBy=timers.target
"""
_CRON = """\
# 没有 systemd 的服务器：crontab -e，加上下面几行。出错时 cron 会寄信给 MAILTO。
# For servers without systemd. Midnight in China is 16:00 UTC; CRON_TZ is known to cronie, not to every cron.
CRON_TZ=Asia/Shanghai
5 0 * * * {run} publish --served {repository} --if-changed --nightly >/dev/null
30 8 * * * {run} status --served {repository} --max-age 30h >/dev/null
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A repository that staff push to."""

    folder: Path
    place: ReleaseStore

    @property
    def repository(self) -> Repository:
        """The bare repository."""
        return Repository(self.folder)

    @property
    def portal(self) -> Path:
        """Our own folder in it."""
        return self.folder / "portal"

    @property
    def program(self) -> Path:
        """The installed program."""
        return self.portal / "program" / "current"

    @property
    def push_seconds(self) -> float:
        """How long the check of a push may take; `git config portal.pushSeconds` sets another limit."""
        told = self.repository.ask("config", "--local", "--type=int", "portal.pushSeconds")
        return float(told) if told and int(told) > 0 else PUSH_SECONDS

    @property
    def installed(self) -> str:
        """The commit the installed program was taken from."""
        commit = self.repository.commit(INSTALLED)
        if commit is None:
            raise PublishError(
                f"{self.folder} 里没有安装程序：先运行 portal serve-git。",
                f"No program is installed in {self.folder}: run portal serve-git first.",
            )
        return commit

    def sources(self, revision: str = f"refs/heads/{CONTENT_BRANCH}", program: Path | None = None) -> Sources:
        """The records on the content branch, with the installed program; or others, to try them."""
        return committed_content(self.repository, revision, program or self.program.resolve())


def read_server(folder: Path) -> Server:
    """A repository made by `serve-git`; raises PublishError if it is none."""
    folder = folder.resolve()
    to = Repository(folder).ask("config", "--local", "portal.to") if folder.is_dir() else None
    if to is None:
        raise PublishError(f"{folder} 不是 portal serve-git 建的仓库。", f"{folder} was not made by portal serve-git.")
    return Server(folder, ReleaseStore(folder / to))


def set_up(folder: Path, project: Path, to: Path | None) -> Server:
    """Makes the repository, or brings hooks and settings of one that exists up to date."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "HEAD").is_file():
        raise PublishError(
            f"{folder} 里已有别的东西，换一个文件夹。", f"{folder} holds something else; use another folder."
        )
    source = Repository(project.resolve())
    commit = source.commit("HEAD")
    if commit is None:
        raise PublishError(
            f"{project.resolve()} 还没有提交。先运行 git init、git add -A、git commit。",
            f"{project.resolve()} has no commit yet: git init, git add -A, git commit.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    known = Repository(folder).ask("config", "--local", "portal.to") if (folder / "HEAD").is_file() else None
    server = Server(folder.resolve(), ReleaseStore((to or folder / (known or "portal/public")).resolve()))
    repository = server.repository
    repository.run("init", "--quiet", "--bare", f"--initial-branch={CONTENT_BRANCH}")
    if repository.commit(f"refs/heads/{CONTENT_BRANCH}") is None:
        repository.run("fetch", "--quiet", "--no-tags", str(source.folder), f"HEAD:refs/heads/{CONTENT_BRANCH}")
    if repository.commit(INSTALLED) is None:  # a new one, or a mirror, which does not carry that name
        repository.run("update-ref", INSTALLED, f"refs/heads/{CONTENT_BRANCH}")
    # Relative where the site stands inside, so that the whole folder can be moved.
    inside = server.place.root.is_relative_to(server.folder)
    shown = server.place.root.relative_to(server.folder) if inside else server.place.root
    for key, value in {**_SETTINGS, "portal.to": str(shown)}.items():
        repository.run("config", "--local", key, value)
    if not server.program.exists():
        install(server, lay_out_program(server, server.installed), Path(sys.executable))
    elif not _python_of(server).exists():  # restored where Python stands elsewhere
        _write_run(server, Path(sys.executable))
    write_files(server)
    return server


def write_files(server: Server) -> None:
    """Hooks, and what a nightly rebuild needs."""
    for name, command in _HOOKS.items():
        _write(server.folder / "hooks" / name, _HOOK.format(command=command), executable=True)
    run, repository = shlex.quote(str(server.portal / "run")), shlex.quote(str(server.folder))
    user = getpass.getuser()
    for name, text in {"service": _SERVICE, "timer": _TIMER, "cron": _CRON}.items():
        _write(
            server.portal / "nightly" / f"portal-nightly.{name}", text.format(run=run, repository=repository, user=user)
        )


def lay_out_program(server: Server, commit: str) -> Path:
    """Writes code, templates and configuration of a commit into a folder of their own."""
    folder = server.portal / "program" / commit[:12]
    if folder.is_dir():
        return folder
    tops = server.repository.run("ls-tree", "-z", "--name-only", commit).decode().split("\0")
    files, problems = server.repository.read_commit(commit, *(top for top in tops if top and top not in NOT_PROGRAM))
    missing = [part for part in PROGRAM if not any(name.split("/")[0] == part for name in files)]
    if problems or missing:
        found = "、".join([*missing, *(problem.path for problem in problems)])
        raise PublishError(f"这个提交里的程序不完整：{found}", f"The program in this commit is not whole: {found}")
    making = folder.with_name(f".making-{os.getpid()}")
    if making.exists():
        remove(making)
    for name, data in files.items():
        path = making / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if data.startswith(b"#!"):
            path.chmod(0o755)
    making.rename(folder)
    return folder


def install(server: Server, program: Path, python: Path) -> None:
    """Lets a program be the installed one, in one step."""
    subprocess.run([python, "-m", "compileall", "-q", program / "hooks"], check=False, capture_output=True)
    _write_run(server, python)
    current, link = server.program, program.parent / ".making-current"
    # A push that is being published still runs the one before.
    kept = {"current", program.name, current.resolve().name}
    link.unlink(missing_ok=True)
    link.symlink_to(program.name)
    link.replace(current)
    sync(program.parent)
    for other in program.parent.iterdir():
        if other.name not in kept:
            shutil.rmtree(other, ignore_errors=True)


def _write_run(server: Server, python: Path) -> None:
    _write(server.portal / "run", _RUN.format(python=shlex.quote(str(python))), executable=True)


def _python_of(server: Server) -> Path:
    """The Python that the installed program runs under."""
    last = (server.portal / "run").read_text(encoding="utf-8").splitlines()[-1]
    return Path(shlex.split(last)[1])


def _write(path: Path, text: str, *, executable: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f".making-{path.name}")
    making.write_text(text, encoding="utf-8")
    making.chmod(0o755 if executable else 0o644)
    making.replace(path)
