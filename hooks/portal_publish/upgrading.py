"""Upgrading: the program of the second branch becomes the installed one, when someone says so."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from portal_publish.console import PublishError, print_bilingual, write
from portal_publish.git import Repository
from portal_publish.server import (
    CONTENT_BRANCH,
    INSTALLED,
    PROGRAM_BRANCH,
    Server,
    install,
    lay_out_program,
    write_files,
)

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s\\;]+)", re.MULTILINE)
_ASK_VERSIONS = """
import importlib.metadata, json, sys
def version(name):
    try: return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError: return None
print(json.dumps({name: version(name) for name in json.load(sys.stdin)}))
"""


def waiting(server: Server) -> str | None:
    """The commit that an upgrade would install; None if there is nothing new."""
    commit = server.repository.commit(f"refs/heads/{PROGRAM_BRANCH}")
    return None if commit is None or commit == server.installed else commit


def describe(server: Server, commit: str) -> None:
    """Tells what an upgrade would change, for someone to read before agreeing to it."""
    repository = server.repository
    _require_content(repository, commit)
    changes = repository.run("diff", "--stat", "--no-color", server.installed, commit).decode("utf-8", "replace")
    write(changes + "\n")
    print_bilingual(
        f"看过以上改动、确认可信以后运行：portal upgrade {server.folder} --accept {commit[:12]}",
        f"When you have read these changes and trust them: portal upgrade {server.folder} --accept {commit[:12]}",
    )


def upgrade(server: Server, commit: str, python: Path) -> None:
    """Installs a program that has proved itself on the present records.

    Tries it first: check, build and verification with the new code. Only then the content
    branch moves to it (unless somebody pushed meanwhile) and the program is switched.
    Raises PublishError with everything as it was.
    """
    repository = server.repository
    _require_content(repository, commit)
    program = lay_out_program(server, commit)
    _require_packages(program, python)
    before = repository.run("rev-parse", f"refs/heads/{CONTENT_BRANCH}").decode().strip()
    _try(server, program, python, commit)
    moved = repository.ask("update-ref", f"refs/heads/{CONTENT_BRANCH}", commit, before)
    if moved is None:
        raise PublishError(
            "没有升级：刚才有人推送了新内容。把 main 合并进 program，推送后再升级。",
            "Not upgraded: new records were pushed just now. Merge main into program, push and try again.",
        )
    repository.run("update-ref", INSTALLED, commit)
    install(server, program, python)
    write_files(server)


def _require_content(repository: Repository, commit: str) -> None:
    if not repository.is_ancestor(f"refs/heads/{CONTENT_BRANCH}", commit):
        raise PublishError(
            f"{PROGRAM_BRANCH} 还没有包含 {CONTENT_BRANCH} 上的最新内容：先把 {CONTENT_BRANCH} 合并进去，再推送一次。",
            f"{PROGRAM_BRANCH} lacks the latest records: merge {CONTENT_BRANCH} into it and push again.",
        )


def _require_packages(program: Path, python: Path) -> None:
    """The new program's locked packages are there, in the versions it names."""
    locked = program / "requirements.txt"
    pins = dict(_PIN.findall(locked.read_text(encoding="utf-8"))) if locked.exists() else {}
    done = _call([str(python), "-I", "-c", _ASK_VERSIONS], given=json.dumps(list(pins)))
    if done.returncode:
        raise PublishError(f"{python} 不能运行：{done.stderr}", f"{python} does not run.")
    found = json.loads(done.stdout)
    wrong = [f"{name} {pins[name]}" for name in pins if found[name] != pins[name]]
    if wrong:
        raise PublishError(
            f"没有升级：新程序需要 {'、'.join(wrong)}。先运行 make -C {program} .venv/runtime，"
            f"再加上 --python {program}/.venv/bin/python 升级。",
            f"Not upgraded: the new program needs {', '.join(wrong)}. Run make -C {program} .venv/runtime first, "
            f"then upgrade with --python {program}/.venv/bin/python.",
        )


def _try(server: Server, program: Path, python: Path, commit: str) -> None:
    """Everything but going live, run by the new program itself."""
    command = [
        str(python), "-P", "-m", "portal", "--root", str(program),
        "publish", "--served", str(server.folder), "--dry-run", "--commit", commit,
    ]  # fmt: skip
    done = _call(command, hooks=program / "hooks")
    if done.returncode:
        write(done.stdout + done.stderr)
        raise PublishError(
            "没有升级：新程序没有通过试运行，一切照旧。", "Not upgraded: the new program failed its trial."
        )


def _call(
    command: Sequence[str], given: str | None = None, hooks: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    if hooks:
        environment["PYTHONPATH"] = str(hooks)
    return subprocess.run(
        command, input=given, capture_output=True, text=True, encoding="utf-8", errors="replace",
        check=False, env=environment,
    )  # fmt: skip
