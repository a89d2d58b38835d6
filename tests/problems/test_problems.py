"""Each problem code, as staff see it: a small tree of files, and exactly what is printed about it.

A case is a folder of `cases/`: files laid over `base/` (which has no fault), `gone.txt` with
paths taken away, and `case.expected.txt`. Its name is the code, and after a dot the way to get it
wrong, where there are several. `pytest --update-golden` writes the last anew; the
difference is reviewed as text.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from portal.loading.load import load, read_folder
from portal.problems.messages import TEXTS, publishing
from portal.problems.problem import render_report
from tests.conftest import TODAY

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "cases").iterdir() if path.is_dir())
EXPECTED = "case.expected.txt"

SHOWN_ELSEWHERE = frozenset(
    {
        *publishing.TEXTS,
        "file-too-large",
        "glyph-missing",
        "not-readable",
        "translation-negation",
        "unsafe-path",
        "yaml-syntax",
    }
)
"""Codes no small record can show: other tests do (tests/publish, tests/build, tests/domain, below)."""


def base() -> dict[str, bytes]:
    """The records without a fault."""
    return read_folder(HERE / "base")


def files_of(case: Path) -> dict[str, bytes]:
    """The files of a case."""
    files = base() | read_folder(case)
    gone = case / "gone.txt"
    for path in gone.read_text(encoding="utf-8").split() if gone.exists() else ():
        del files[path]
    return files


def code_of(case: Path) -> str:
    """The code a case is about."""
    return case.name.partition(".")[0].replace("_", "-")


def test_the_base_has_no_fault() -> None:
    assert load(base(), TODAY)[1] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_problem_is_told_as_it_was_reviewed(case: Path, request: pytest.FixtureRequest) -> None:
    _, problems = load(files_of(case), TODAY)
    told = render_report(problems) + "\n"
    assert code_of(case) in {problem.code for problem in problems}
    expected = case / EXPECTED
    if request.config.getoption("--update-golden"):
        expected.write_text(told, encoding="utf-8", newline="\n")
    assert told == expected.read_text(encoding="utf-8")


def test_every_code_has_a_case() -> None:
    assert {code_of(case) for case in CASES} | SHOWN_ELSEWHERE == set(TEXTS)


def test_a_file_that_is_far_too_large_is_not_read() -> None:
    huge = b"- a: b\n" * 1_500_000
    _, problems = load({**base(), "content/places.yml": huge}, TODAY)
    assert "file-too-large" in {problem.code for problem in problems}


def test_a_photo_that_knows_its_place_is_refused() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 25.0, 0.0), 3: "E", 4: (101.0, 33.0, 0.0)})
    for suffix, kind in (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP")):
        plain, placed = io.BytesIO(), io.BytesIO()
        Image.new("RGB", (4, 4)).save(plain, kind)
        Image.new("RGB", (4, 4)).save(placed, kind, exif=exif.tobytes())
        path = f"content/advisers/photos/sample-01.{suffix}"
        adviser = base()["content/advisers/sample-01.yml"]
        adviser += f"photo: {{file: sample-01.{suffix}, consent: 2026-01-08}}\n".encode()
        files = {**base(), "content/advisers/sample-01.yml": adviser}
        assert [p.code for p in load({**files, path: plain.getvalue()}, TODAY)[1]] == []
        assert [p.code for p in load({**files, path: placed.getvalue()}, TODAY)[1]] == ["picture-with-place"]


def test_what_is_longer_than_a_line_is_shown_around_its_fault() -> None:
    zh = "content/villages/jiaya.yml"
    text = base()[zh].decode().replace("加牙村", "加" * 200 + "\u200b牙村")
    _, problems = load({**base(), zh: text.encode()}, TODAY)
    told = render_report(problems)
    assert "·" in told and max(len(line) for line in told.split("\n")) < 200
    shown, caret = next((a, b) for a, b in re.findall(r"( +\d+ \| .*)\n( +\| .*)", told))
    cells = sum(2 if ord(sign) > 0x2E80 else 1 for sign in shown[: shown.index("·")])
    assert caret.index("^") == cells


@pytest.mark.parametrize(
    "name",
    ["portal.loading.load.read_record", "portal.loading.load.check_dates"],
)
def test_a_mistake_of_the_program_is_no_traceback(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> object:
        raise KeyError("630105199001011234")

    monkeypatch.setattr(name, fail)
    catalog, problems = load(base(), TODAY)
    assert catalog is None
    told = render_report(problems)
    assert "not-readable" in told and "1990" not in told


def test_the_file_a_mistake_is_about_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> object:
        raise IndexError

    monkeypatch.setattr("portal.loading.load.read_records", fail)
    _, problems = load(base(), TODAY)
    assert "content/places.yml" in {problem.path for problem in problems if problem.code == "not-readable"}
