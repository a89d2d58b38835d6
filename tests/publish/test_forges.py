"""The check where staff commit: on their own machine, and on forges."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from portal.cli import main
from tests.conftest import ROOT
from tests.publish.conftest import change, environment, git, portal

FORGES = ROOT / ".ci/forges"
COMING = ("--github",)
"""Of `portal check`: promised with the check's other forms of output."""


@pytest.fixture
def repository(project: Path) -> Path:
    """The small portal as a clone on a clerk's machine, with its hooks switched on."""
    shutil.copytree(FORGES / "git-hooks", project / ".ci/forges/git-hooks")
    launcher = project / ".venv/bin/portal"
    launcher.parent.mkdir(parents=True)
    launcher.write_text(f'#!/bin/sh\nexec {environment()["PYTHON"]} -m portal "$@"\n')
    launcher.chmod(0o755)
    (project / ".gitignore").write_text(".venv/\n__pycache__/\n")
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "First")
    git(project, "config", "core.hooksPath", ".ci/forges/git-hooks")
    return project


def village(project: Path) -> Path:
    return min(project.glob("content/villages/*.yml"))


def test_the_pre_commit_hook_refuses_what_is_staged_and_wrong(repository: Path) -> None:
    change(village(repository), "kind: .*", "kind: town")
    git(repository, "add", "-A")
    done = git(repository, "commit", "-qm", "x", check=False)
    assert done.returncode == 1
    assert "error[" in done.stdout + done.stderr
    assert "改法" in done.stdout + done.stderr
    assert git(repository, "log", "--oneline").stdout.count("\n") == 1


def test_the_pre_commit_hook_looks_at_the_index_not_at_the_folder(repository: Path) -> None:
    change(repository / "content/portal.yml", "zh: .*", "zh: 好的改动")
    git(repository, "add", "-A")
    change(village(repository), "kind: .*", "kind: town")  # still being worked on
    git(repository, "commit", "-qm", "good")
    assert git(repository, "log", "--oneline").stdout.count("\n") == 2


def test_a_commit_can_be_checked_without_a_checkout(repository: Path) -> None:
    change(village(repository), "kind: .*", "kind: town")
    git(repository, "commit", "-qam", "bad", "--no-verify")
    assert portal(repository, "check-commit", "--commit", "HEAD~1").returncode == 0
    assert portal(repository, "check-commit", "--commit", "HEAD").returncode == 1
    assert portal(repository, "check-commit", "--commit", "nothing").returncode == 1


def test_gitlab_gets_every_problem_at_its_line(project: Path, tmp_path: Path) -> None:
    path = village(project)
    change(path, "kind: .*", "kind: town")
    line = path.read_text("utf-8")[: path.read_text("utf-8").index("kind: town")].count("\n") + 1
    report = tmp_path / "report.json"
    assert main(["--root", str(project), "annotate", "--gitlab", str(report)]) == 1
    issues = [issue for issue in json.loads(report.read_text("utf-8")) if issue["severity"] == "blocker"]
    assert [(issue["location"]["path"], issue["location"]["lines"]["begin"]) for issue in issues] == [
        (path.relative_to(project).as_posix(), line)
    ]
    assert "改法" in issues[0]["description"]
    every = json.loads(report.read_text("utf-8"))
    assert len({issue["fingerprint"] for issue in every}) == len(every)  # GitLab shows equal ones once


def test_gitee_gets_a_link_to_the_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = village(project)
    change(path, "kind: .*", "kind: town")
    assert main(["--root", str(project), "annotate", "--link", "https://gitee.com/o/r/blob/abc/"]) == 1
    assert f"https://gitee.com/o/r/blob/abc/content/villages/{path.name}#L2" in capsys.readouterr().out


def test_workflow_files_call_what_there_is() -> None:
    """Every `portal` command and make target they run is known, and the README lists each file."""
    readme = (FORGES / "README.md").read_text("utf-8")
    targets = (ROOT / "Makefile").read_text("utf-8")
    for path in sorted(FORGES.glob("*/*.yml")):
        assert path.relative_to(FORGES).as_posix() in readme
        text = path.read_text("utf-8")
        yaml.safe_load(text)
        for words in (line.split("portal ", 1)[1].split() for line in text.splitlines() if "bin/portal " in line):
            done = subprocess.run(
                [environment()["PYTHON"], "-m", "portal", words[0], "--help"], env=environment(),
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, words
            for option in (word for word in words[1:] if word.startswith("--") and word not in COMING):
                assert option in done.stdout, f"{path.name}: {words}"
        for word in ("publish:", "$(VENV)/runtime:"):
            assert word in targets
