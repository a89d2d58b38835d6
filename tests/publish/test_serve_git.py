"""A real server: bare repository, clones, good and bad pushes."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal_publish.releases import ReleaseStore
from portal_publish.server import read_server
from tests.publish.conftest import change, environment, git, is_whole, portal


@dataclass(frozen=True)
class Clerk:
    """A clone, and the repository it pushes to."""

    folder: Path
    repository: Path

    @property
    def place(self) -> ReleaseStore:
        return read_server(self.repository).place

    @property
    def head(self) -> str:
        return git(self.repository, "rev-parse", "main").stdout.strip()

    @property
    def home_page(self) -> str:
        return (self.place.current / "index.html").read_text("utf-8")

    def village(self) -> Path:
        return min(self.folder.glob("content/villages/*.yml"))

    def commit(self, message: str = "改动") -> None:
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-qm", message)

    def push(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return git(self.folder, "push", "-q", *(arguments or ("origin", "HEAD:main")), check=False, **variables)

    def another(self, name: str) -> Clerk:
        folder = self.folder.parent / name
        git(self.folder.parent, "clone", "-q", self.repository, folder)
        return Clerk(folder, self.repository)


@pytest.fixture(scope="session")
def served(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository set up from the small portal; tests take a copy."""
    folder = tmp_path_factory.mktemp("server")
    project = Path(shutil.copytree(small_project, folder / "project"))
    (project / ".gitignore").write_text("__pycache__/\n")
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "First")
    done = portal(project, "serve-git", folder / "portal.git")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "portal.git"


@pytest.fixture
def clerk(served: Path, tmp_path: Path) -> Clerk:
    repository = Path(shutil.copytree(served, tmp_path / "portal.git", symlinks=True))
    git(tmp_path, "clone", "-q", repository, tmp_path / "clerk")
    return Clerk(tmp_path / "clerk", repository)


def refused(clerk: Clerk, done: subprocess.CompletedProcess[str], code: str) -> None:
    """The push was refused with this code, in words; nothing has changed."""
    assert done.returncode != 0
    assert f"error[{code}]" in done.stderr, done.stderr
    assert "什么都没有发布" in done.stderr
    assert "Traceback" not in done.stderr
    assert clerk.head == git(clerk.repository, "rev-parse", "refs/portal/installed").stdout.strip()
    assert [name[:6] for name in clerk.place.names()] == ["000001"]
    assert is_whole(clerk.place)


def test_a_good_push_is_published_at_once_by_the_installed_program(clerk: Clerk, tmp_path: Path) -> None:
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 推送之后")
    clerk.commit()
    # Whatever variables a push comes with, another program is not run.
    trap = tmp_path / "trap/portal"
    trap.mkdir(parents=True)
    (trap / "__init__.py").write_text("raise SystemExit('trapped')")
    done = clerk.push(PYTHONPATH=str(trap.parent), PYTHONHOME=str(trap))
    assert done.returncode == 0, done.stderr
    assert "remote: 已发布 000002" in done.stderr
    assert "推送之后" in clerk.home_page
    live = clerk.place.live()
    assert live and live.commit == clerk.head
    assert portal(clerk.folder, "status", "--served", clerk.repository, "--max-age", "1h").returncode == 0


def test_a_bad_push_is_refused_with_the_line_to_mend(clerk: Clerk) -> None:
    path = clerk.village()
    change(path, "kind: .*", "kind: town")
    (clerk.folder / "content/portal.yml").write_bytes("sample：true\n".encode("gbk"))
    clerk.commit()
    done = clerk.push()
    refused(clerk, done, "not-utf-8")
    clerk.folder.joinpath("content/portal.yml").write_bytes(
        git(clerk.folder, "show", "HEAD~1:content/portal.yml").stdout.encode()
    )
    clerk.commit()
    done = clerk.push()
    assert re.search(rf"content/villages/{path.name}:\d+:\d+: error\[", done.stderr)
    assert "改法 mend" in done.stderr
    assert "^^^^" in done.stderr
    assert [name[:6] for name in clerk.place.names()] == ["000001"]


def test_what_a_later_commit_deleted_does_not_get_into_the_history(clerk: Clerk) -> None:
    """The first push is refused for it; taking the line out again is not enough, the clerk is told what is."""
    secret = "11010519491231002X"
    path = clerk.village()
    change(path, "$", f"# {secret}\n")
    clerk.commit()
    refused(clerk, clerk.push(), "id-number")
    change(path, f"# {secret}\n", "")
    clerk.commit()
    done = clerk.push()
    refused(clerk, done, "push-history")
    assert secret not in done.stderr
    assert git(clerk.folder, "rev-parse", "--short", "HEAD~1").stdout.strip() in done.stderr
    assert f"content/villages/{path.name}:" in done.stderr
    git(clerk.folder, "reset", "-q", "--soft", "origin/main")
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 并成一次")
    clerk.commit()
    done = clerk.push()
    assert done.returncode == 0, done.stderr
    assert "并成一次" in clerk.home_page


def test_a_push_cannot_bring_code_templates_or_configuration(clerk: Clerk, tmp_path: Path) -> None:
    witness = tmp_path / "was-run"
    evil = f"open({str(witness)!r}, 'w')\n"
    for path in (
        "hooks/events.py",
        "hooks/portal/loading/load.py",
        "hooks/portal_publish/receive.py",
        "sitecustomize.py",
    ):
        file = clerk.folder / path
        file.write_text(evil + (file.read_text("utf-8") if file.exists() else ""), "utf-8")
    change(clerk.folder / "mkdocs.yml", "site_name: .*", "site_name: x")
    (clerk.folder / "overrides/layout.html").write_text("{{ cycler.__init__ }}")
    clerk.commit()
    refused(clerk, clerk.push(), "push-program-changed")
    git(clerk.folder, "push", "-q", "origin", "HEAD:program")  # kept, but not used
    assert not witness.exists()


def test_code_inside_the_content_folders_is_never_run(clerk: Clerk, tmp_path: Path) -> None:
    witness = tmp_path / "was-run"
    evil = f"open({str(witness)!r}, 'w')\n"
    for path in ("content/mkdocs.py", "docs/zh/explainers/labour/conftest.py", "docs/hooks/events.py"):
        (clerk.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (clerk.folder / path).write_text(evil)
    clerk.commit()
    refused(clerk, clerk.push(), "misplaced-file")
    assert not witness.exists()


def test_a_push_that_deletes_every_record_is_refused(clerk: Clerk) -> None:
    git(clerk.folder, "rm", "-rq", "content", "docs")
    clerk.commit()
    refused(clerk, clerk.push(), "missing-file")


def test_a_push_that_deletes_most_records_has_to_say_that_it_is_meant(clerk: Clerk) -> None:
    # What is left is a valid portal: no villages, nobody who refers to them.
    for folder in ("villages", "work", "events", "advisers"):
        git(clerk.folder, "rm", "-rq", "--ignore-unmatch", f"content/{folder}")
    git(clerk.folder, "rm", "-rq", "docs")
    change(clerk.folder / "content/places.yml", r"(?s).*", "[]\n")
    clerk.commit()
    done = clerk.push()
    refused(clerk, done, "push-deletes-many")
    git(clerk.folder, "commit", "-q", "--amend", "-m", "换成新的镇\n\n确认大量删除")
    second = clerk.push()
    assert "push-deletes-many" not in second.stderr


def test_a_forced_push_is_refused(clerk: Clerk) -> None:
    git(clerk.folder, "commit", "-q", "--amend", "-m", "改写历史")
    done = clerk.push("--force", "origin", "HEAD:main")
    refused(clerk, done, "push-forced")
    assert "git pull --rebase" in done.stderr


def test_the_branch_cannot_be_deleted_and_others_are_not_taken(clerk: Clerk) -> None:
    refused(clerk, clerk.push("origin", ":main"), "push-branch-deleted")
    refused(clerk, clerk.push("origin", "HEAD:refs/heads/mine"), "push-branch-unknown")
    refused(clerk, clerk.push("origin", "HEAD:refs/tags/v1"), "push-branch-unknown")
    # The installed program is not the pusher's to choose.
    assert clerk.push("origin", "HEAD:refs/portal/installed").returncode != 0


def test_links_and_odd_names_in_a_push_are_refused(clerk: Clerk) -> None:
    (clerk.folder / "docs/zh/explainers/labour/secret.md").symlink_to("/etc/passwd")
    clerk.commit()
    done = clerk.push()
    refused(clerk, done, "push-no-file")
    git(clerk.folder, "reset", "-q", "--hard", "HEAD~1")
    (clerk.folder / "content/villages/a\\b.yml").write_text("x")
    (clerk.folder / "content/large.bin").write_bytes(b"0" * (16 * 1024 * 1024 + 1))
    clerk.commit()
    done = clerk.push()
    refused(clerk, done, "push-file-name")
    assert "error[push-file-large]" in done.stderr


def test_two_pushes_at_once_lose_nothing(clerk: Clerk) -> None:
    other = clerk.another("other")
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 甲改的站名")
    change(other.village(), r"name: \{zh: [^,]+", "name: {zh: 乙村")
    for one in (clerk, other):
        one.commit()
    pushes = [
        subprocess.Popen(["git", "push", "-q", "origin", "HEAD:main"], cwd=one.folder, env=environment(),
                         stderr=subprocess.PIPE, text=True, encoding="utf-8")
        for one in (clerk, other)
    ]  # fmt: skip
    said = [push.communicate()[1] for push in pushes]
    assert sorted(push.returncode for push in pushes) == [0, 1], said
    late = (clerk, other)[[push.returncode for push in pushes].index(1)]
    git(late.folder, "pull", "-q", "--rebase", "origin", "main")
    assert late.push().returncode == 0
    assert "甲改的站名" in clerk.home_page
    assert "乙村" in (clerk.place.current / "villages/index.html").read_text("utf-8")
    assert is_whole(clerk.place)


def test_upgrading_takes_a_deliberate_step_and_proves_itself_first(clerk: Clerk) -> None:
    layout = clerk.folder / "overrides/layout.html"
    change(layout, "<footer>", '<footer data-program="2">')
    clerk.commit("新模板")
    done = clerk.push("origin", "HEAD:program")
    assert done.returncode == 0
    assert "还没有启用" in done.stderr
    assert 'data-program="2"' not in clerk.home_page
    shown = portal(clerk.folder, "upgrade", clerk.repository)
    assert "overrides/layout.html" in shown.stdout
    commit = re.search(r"--accept ([0-9a-f]+)", shown.stdout)
    assert commit
    assert portal(clerk.folder, "upgrade", clerk.repository, "--accept", "0" * 12).returncode == 1
    assert 'data-program="2"' not in clerk.home_page
    done = portal(clerk.folder, "upgrade", clerk.repository, "--accept", commit[1])
    assert done.returncode == 0, done.stdout + done.stderr
    assert 'data-program="2"' in clerk.home_page
    assert clerk.head.startswith(commit[1])
    assert "没有新程序" in portal(clerk.folder, "upgrade", clerk.repository).stdout
    # Records go on as before, with the new program.
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 升级之后")
    clerk.commit()
    assert clerk.push().returncode == 0
    assert "升级之后" in clerk.home_page
    assert 'data-program="2"' in clerk.home_page


def test_an_upgrade_that_does_not_work_changes_nothing(clerk: Clerk) -> None:
    (clerk.folder / "overrides/bodies/village.html").write_text("{{ view.no_such_thing }}")
    clerk.commit("坏模板")
    clerk.push("origin", "HEAD:program")
    commit = git(clerk.folder, "rev-parse", "HEAD").stdout.strip()
    done = portal(clerk.folder, "upgrade", clerk.repository, "--accept", commit)
    assert done.returncode == 1
    assert "没有通过试运行" in done.stderr
    assert clerk.head != commit
    assert read_server(clerk.repository).program.resolve().name == clerk.head[:12]
    assert is_whole(clerk.place)
    assert len(clerk.place.names()) == 1


def test_an_upgrade_waits_for_its_packages_and_for_the_latest_records(clerk: Clerk) -> None:
    change(clerk.folder / "requirements.txt", r"(?m)^pyyaml==\S+", "pyyaml==99.0")
    clerk.commit("新依赖")
    clerk.push("origin", "HEAD:program")
    commit = git(clerk.folder, "rev-parse", "HEAD").stdout.strip()
    done = portal(clerk.folder, "upgrade", clerk.repository, "--accept", commit)
    assert done.returncode == 1
    assert "pyyaml 99.0" in done.stderr
    assert "make -C" in done.stderr
    git(clerk.folder, "reset", "-q", "--hard", "HEAD~1")
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 刚推送的")
    clerk.commit()
    assert clerk.push().returncode == 0
    done = portal(clerk.folder, "upgrade", clerk.repository, "--accept", commit)
    assert done.returncode == 1
    assert "合并" in done.stderr


def test_a_push_is_kept_though_publishing_fails_and_the_night_makes_up_for_it(clerk: Clerk) -> None:
    releases = clerk.place.releases
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 夜里补发的")
    clerk.commit()
    releases.rename(releases.with_name("away"))
    releases.write_text("not a folder")
    done = clerk.push()
    releases.unlink()
    releases.with_name("away").rename(releases)
    assert done.returncode == 0  # git has taken it
    assert "还没有发布" in done.stderr
    assert "Traceback" not in done.stderr
    status = portal(clerk.folder, "status", "--served", clerk.repository)
    assert status.returncode == 1
    assert "还没有发布" in status.stdout
    run = clerk.repository / "portal/run"
    night: list[str | Path] = [run, "publish", "--served", clerk.repository, "--if-changed", "--nightly"]
    assert subprocess.run(night, env=environment(), capture_output=True, check=False).returncode == 0
    assert "夜里补发的" in clerk.home_page


def test_the_nightly_files_are_ready_to_be_installed(served: Path) -> None:
    folder = served / "portal/nightly"
    service, timer = configparser.RawConfigParser(), configparser.RawConfigParser()
    service.read(folder / "portal-nightly.service")
    timer.read(folder / "portal-nightly.timer")
    assert service["Service"]["User"]
    assert timer["Timer"]["OnCalendar"].endswith("Asia/Shanghai")
    commands = [service["Service"]["ExecStart"], service["Service"]["ExecStartPost"]]
    lines = [line for line in (folder / "portal-nightly.cron").read_text("utf-8").splitlines() if line[:1].isdigit()]
    for line in [*commands, *(line.split(None, 5)[5] for line in lines)]:
        done = subprocess.run(["sh", "-c", line], env=environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, line + done.stdout + done.stderr
    if shutil.which("systemd-analyze"):
        units = [folder / "portal-nightly.timer", folder / "portal-nightly.service"]
        done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
        assert "portal-nightly" not in done.stderr, done.stderr


def test_setting_up_again_mends_the_hooks_and_keeps_the_records(clerk: Clerk) -> None:
    (clerk.repository / "hooks/pre-receive").unlink()
    head = clerk.head
    done = portal(clerk.folder, "serve-git", clerk.repository)
    assert done.returncode == 0, done.stdout + done.stderr
    assert clerk.head == head
    git(clerk.folder, "commit", "-q", "--amend", "-m", "改写历史")
    refused(clerk, clerk.push("--force", "origin", "HEAD:main"), "push-forced")


def test_setting_up_refuses_a_folder_in_use_and_a_project_without_commits(project: Path, tmp_path: Path) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used/file").write_text("x")
    git(project, "init", "-q")
    assert "没有提交" in portal(project, "serve-git", tmp_path / "new.git").stderr
    git(project, "add", "-A")
    git(project, "commit", "-qm", "First")
    assert "已有别的东西" in portal(project, "serve-git", tmp_path / "used").stderr
