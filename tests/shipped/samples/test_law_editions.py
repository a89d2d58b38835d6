"""The texts as shipped against older editions of the laws they cite, where those stand beside the project."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from portal.cli import main
from portal.loading.load import load, read_folder
from tests.conftest import ROOT, TODAY


@pytest.fixture(scope="module")
def editions() -> tuple[Path, Path]:
    """The older and the present texts, where they stand beside the project."""
    old, new = ROOT.parent / "shared" / "laws-before", ROOT.parent / "shared" / "laws"
    if old.is_dir() and new.is_dir():
        return old, new
    message = f"no older editions in {old}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def test_five_older_editions_against_the_present_ones(
    editions: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = map(str, editions)
    assert main(["--root", str(ROOT), "laws", old, "--compare", new]) == 0
    told = capsys.readouterr().out
    assert "  改了 changed (5): 41 81 82 124 132\n" in told  # what its publisher says was amended
    assert len(re.findall(r"^《", told, re.M)) == 5
    for language in ("zh", "bo", "en"):
        assert f"- [ ] docs/{language}/explainers/government/fights.md:" in told
    assert "docs/zh/explainers/family/marriage-bride-price.md:" in told
    assert "docs/zh/explainers/labour/" not in told


def test_texts_of_last_year_are_told_what_moved_once_the_register_is_renewed(
    editions: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A whole year: registered with the older editions, written then, renewed with the present ones."""
    for name in ("content", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "content/common/law_shapes.yml").unlink()
    old, new = map(str, editions)
    main(["--root", str(tmp_path), "laws", old])
    main(["--root", str(tmp_path), "laws", "--compare", new])
    main(["--root", str(tmp_path), "laws", new])
    capsys.readouterr()
    fights = tmp_path / "docs/zh/explainers/government/fights.md"
    text = fights.read_text(encoding="utf-8")
    fights.write_text(text.replace("changed: 2026-11-22", "changed: 2025-06-01", 1), encoding="utf-8")
    _, problems = load(read_folder(tmp_path), TODAY)
    told = [problem for problem in problems if problem.code == "law-moved"]
    assert {problem.path for problem in told} == {"docs/zh/explainers/government/fights.md"}
    assert [problem.args["law"] for problem in told] == ["治安管理处罚法"]
    assert "第五十一条" in told[0].args["articles"]
