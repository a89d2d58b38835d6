"""`make same-site`: two commits that build the same site are told from two that do not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT, copy_project


def _git(project: Path, *arguments: str) -> str:
    name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    return subprocess.run(["git", *name, *arguments], cwd=project, capture_output=True, text=True, check=True).stdout


def _compare(project: Path, ref: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / ".ci" / "same-site"), ref, "2026-11-22"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_project(tmp_path_factory.mktemp("same-site"))
    (project / ".gitignore").write_text("__pycache__/\n/site*/\n", encoding="utf-8")
    _git(project, "init", "-q")
    _git(project, "add", "-A")
    _git(project, "commit", "-qm", "first")
    return project


def test_a_file_whose_bytes_differ_is_named_and_no_other(project: Path) -> None:
    office = project / "content" / "villages" / "jiaya.yml"
    before = office.read_bytes()
    office.write_bytes(before.replace("加牙村".encode(), "加牙大村".encode()))
    result = _compare(project, "HEAD")
    office.write_bytes(before)
    assert result.returncode == 1
    assert "differs: site/villages/jiaya/index.html" in result.stdout
    assert "differs: site/laws/civil-code/index.html" not in result.stdout


@pytest.mark.slow
def test_the_same_text_builds_the_same_site(project: Path) -> None:
    result = _compare(project, "HEAD")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.endswith("0 个不同 / files, of which 0 differ\n")


def test_a_commit_that_is_none_or_does_not_build_is_said_in_words(project: Path) -> None:
    missing = _compare(project, "nowhere")
    assert missing.returncode == 2 and "没有这个提交 / no such commit: nowhere" in missing.stderr
    (project / "content" / "portal.yml").write_text("site_name: 1\n", encoding="utf-8")
    broken = _compare(project, "HEAD")
    _git(project, "checkout", "-q", "--", "content")
    assert broken.returncode == 2 and "不能生成 / does not build" in broken.stderr
    assert "Traceback" not in missing.stderr + broken.stderr
