"""A build of records that were built before loads no dictionary, in none of its processes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import copy_project, run_build


def test_the_next_build_loads_no_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one language: there the search asks for no village's reading, and only the pages do."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")  # each process names what it loads
    project = copy_project(tmp_path)
    portal = project / "content/portal.yml"
    text = re.sub(r"languages: \[.*\]", "languages: [zh]", portal.read_text(encoding="utf-8"))
    portal.write_text(text, encoding="utf-8")
    first, second = run_build(project), run_build(project)
    assert first.returncode == second.returncode == 0, second.stderr
    assert "portal.text.pinyin" in second.stderr
    assert "pypinyin" in first.stderr and "pypinyin" not in second.stderr
