"""Boards: the code changes with what is on the poster, and tells what has changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.conftest import TODAY
from tests.towns import TOWN

from portal.catalog.agenda import Agenda
from portal.loading.load import load
from portal.posters.versions import find_board_faults, poster_facts
from portal.records import Board
from portal.records.registry import PHOTOS

JIAYA = "content/villages/jiaya.yml"
LAWYER = "content/advisers/sample-01.yml"
Files = dict[str, bytes]


@pytest.fixture
def files(files: Files) -> Files:
    """The records a poster is made of: few, so that each test reads them quickly; nobody has a photo yet."""
    kept = (
        "villages/",
        "advisers/",
        "common/labels/",
        "portal.yml",
        "offices.yml",
        "common/offices.yml",
        "common/topics.yml",
        "common/laws.yml",
        "common/observances.yml",
        "privacy-allow.yml",
    )
    found = {path: raw for path, raw in files.items() if path.startswith(tuple(f"content/{name}" for name in kept))}
    return {path: re.sub(rb"(?m)^photo:.*\n", b"", raw) for path, raw in found.items() if not path.startswith(PHOTOS)}


def _code(files: Files, today: date = TODAY) -> str:
    catalog, problems = load(files, today)
    assert catalog is not None, [problem.code for problem in problems if not problem.is_warning]
    return poster_facts("jiaya", catalog, Agenda(catalog, today).next_sit_ins("jiaya"), today).code


def _faults(files: Files, board: Board, today: date = TODAY) -> tuple[str, ...]:
    catalog, _ = load(files, today)
    assert catalog is not None
    facts = poster_facts("jiaya", catalog, Agenda(catalog, today).next_sit_ins("jiaya"), today)
    return find_board_faults(board, facts, catalog, today)


def _edit(files: Files, path: str, old: str, new: str) -> Files:
    text = files[path].decode()
    assert old in text
    return {**files, path: text.replace(old, new, 1).encode()}


CHANGES: dict[str, tuple[tuple[str, ...], Callable[[Files], Files]]] = {
    "adviser's name": (("adviser",), lambda f: _edit(f, LAWYER, "示例律师01", "示例律师77")),
    "adviser's number": (("number",), lambda f: _edit(f, LAWYER, "0971-0000201", "0971-0000299")),
    "consent withdrawn": (("number",), lambda f: _edit(f, LAWYER, "phone: {", "# phone: {")),
    "photo": (
        ("photo",),
        lambda f: {
            **_edit(f, LAWYER, "verified:", "photo: {file: a.png, consent: 2026-01-08}\nverified:"),
            f"{PHOTOS}a.png": (TOWN / PHOTOS / "sample-01.png").read_bytes(),
        },
    ),
    "rule": (("dates",), lambda f: _edit(f, JIAYA, "on: second tuesday", "on: second thursday")),
    "hours": (("dates",), lambda f: _edit(f, JIAYA, "to: 11:30", "to: 11:00")),
    "place": (("dates",), lambda f: _edit(f, JIAYA, "          zh: 村委会一楼", "          zh: 村委会二楼")),
    "helper gone": (("helpers",), lambda f: _edit(f, JIAYA, "示例明白人068", "示例明白人668")),
    "office moved": (("village",), lambda f: _edit(f, JIAYA, "place: {zh: 村委会一楼", "place: {zh: 村委会三楼")),
    "site moved": (("village",), lambda f: _edit(f, "content/portal.yml", "example.org/sxz", "example.org/abc")),
}


def test_a_code_is_short_and_without_letters_taken_for_digits(files: Files) -> None:
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", _code(files))


def test_a_board_put_up_today_holds(files: Files) -> None:
    assert _faults(files, Board(code=_code(files), printed="2026-11-22")) == ()


@pytest.mark.parametrize("what", list(CHANGES))
def test_a_change_is_told_from_the_code(what: str, files: Files) -> None:
    expected, change = CHANGES[what]
    board = Board(code=_code(files), printed="2026-11-22")
    assert _faults(change(files), board) == expected


def test_a_new_adviser_with_the_old_rules_gone_changes_name_number_and_dates(files: Files) -> None:
    text = files[JIAYA].decode()
    before, rest = text.split("    since: 2026-01-01\n", 1)
    rules, helpers = rest.split("legal_helpers:", 1)
    new = (
        f"{before}    since: 2026-01-01\n    until: 2026-11-20\n{rules}  - adviser: sample-02\n    since: 2026-11-21\n"
    )
    changed = {**files, JIAYA: f"{new}legal_helpers:{helpers}".encode()}
    assert _faults(changed, Board(code=_code(files), printed="2026-11-01")) == ("adviser", "number", "dates")


def test_what_is_not_on_the_poster_does_not_change_its_code(files: Files) -> None:
    assert _code(_edit(files, JIAYA, "members: 7", "members: 9")) == _code(files)


def test_a_board_holds_while_two_of_its_dates_are_to_come_and_no_longer(files: Files) -> None:
    made = TODAY
    board = Board(code=_code(files, made), printed="2026-11-25")
    catalog, _ = load(files, made)
    assert catalog is not None
    days = [s.day for s in Agenda(catalog, made).next_sit_ins("jiaya") if s.takes_place][:6]
    assert _faults(files, board, days[4]) == ()
    assert _faults(files, board, days[4] + timedelta(days=1)) == ("dates-passed",)
    assert _faults(files, board, days[5] + timedelta(days=200)) == ("dates-passed",)


def test_a_report_of_a_date_that_has_passed_does_not_outdate_the_board(files: Files) -> None:
    made = date(2026, 12, 1)
    board = Board(code=_code(files, made), printed="2026-12-01")
    late = b"sit_ins:\n  - {village: jiaya, date: 2026-12-08, outcome: excused, reason: {zh: a}}\n"
    assert _faults({**files, "content/work/2026-12.yml": late}, board, date(2026, 12, 10)) == ()


def test_moving_a_coming_date_outdates_the_board(files: Files) -> None:
    moved = (
        "  - {village: jiaya, date: 2026-12-08, outcome: moved, moved_to: {date: 2026-12-09, from: 09:00, to: 11:30}}\n"
    )
    changed = {**files, "content/work/2026-12.yml": f"sit_ins:\n{moved}".encode()}
    assert _faults(changed, Board(code=_code(files), printed="2026-11-22")) == ("dates",)


def test_the_check_warns_of_a_board_out_of_date_and_publishes_all_the_same(files: Files) -> None:
    board = f"board: {{code: {_code(files)}, printed: 2026-11-20}}\n"
    text = files[JIAYA].decode()
    text = re.sub(r"^board:.*\n", "", text, flags=re.M) + board
    _, fresh = load({**files, JIAYA: text.encode()}, TODAY)
    assert not [p for p in fresh if p.code == "board-outdated" and p.path == JIAYA]
    changed = _edit({**files, JIAYA: text.encode()}, LAWYER, "0971-0000201", "0971-0000299")
    catalog, problems = load(changed, TODAY)
    found = next(p for p in problems if p.code == "board-outdated" and p.path == JIAYA)
    assert catalog is not None and found.is_warning
    assert text.split("\n")[found.line - 1] == board.strip()
    assert "电话变了" in found.text("found", "zh") and "the number" in found.text("found", "en")


@pytest.mark.parametrize("written", ["7k2m-x4rd-9qta", "7K2MX4RD9QTA", "7K2M X4RD 9QTA", "7K2M-X4RD-9QTA"])
def test_a_code_is_read_as_people_copy_it(written: str) -> None:
    assert Board(code=written, printed="2026-11-22").code == "7K2M-X4RD-9QTA"


def test_o_and_l_are_read_as_the_digits_they_are_taken_for() -> None:
    assert Board(code="OOll-iX4R-9QTA", printed="2026-11-22").code == "0011-1X4R-9QTA"


def test_a_code_that_is_none_is_a_problem_at_its_line(files: Files) -> None:
    text = re.sub(r"^board:.*\n", "", files[JIAYA].decode(), flags=re.M) + "board: {code: ABC, printed: 2026-11-20}\n"
    catalog, problems = load({**files, JIAYA: text.encode()}, TODAY)
    assert catalog is None
    found = next(p for p in problems if p.code == "board-code-form")
    assert text.split("\n")[found.line - 1].startswith("board:")


def test_a_photo_that_is_not_there_is_a_problem(files: Files) -> None:
    changed = _edit(files, LAWYER, "verified:", "photo: {file: gone.jpg, consent: 2026-01-08}\nverified:")
    _, problems = load(changed, TODAY)
    assert [p.code for p in problems if not p.is_warning] == ["photo-missing"]
