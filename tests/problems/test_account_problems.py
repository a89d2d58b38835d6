"""Faults of the account's records that one reviewed case each does not show."""

from __future__ import annotations

from portal.loading.load import load
from tests.account_data import session, town, village, year_2024
from tests.conftest import TODAY


def test_a_held_session_without_attendance_is_a_problem(files: dict[str, bytes]) -> None:
    records = {
        "villages/a.yml": village(1),
        "events/2026/2026-03-01-a.yml": session("2026-03-01", "a", outcome="note: {zh: 下雨}"),
    }
    catalog, problems = load(town(files, records), TODAY)
    assert catalog is None
    (missing,) = [problem for problem in problems if problem.code == "missing-key"]
    assert (missing.path, missing.line, missing.args["key"]) == (
        "content/events/2026/2026-03-01-a.yml", 11, "attendance",
    )  # fmt: skip


def test_plans_and_study_keep_to_their_year(files: dict[str, bytes]) -> None:
    records = {
        "plans/2026.yml": "items:\n  - {id: x, title: {zh: 甲}, month: 2025-03, office: justice-office}\n",
        "study/2026.yml": "sessions:\n  - {id: x, kind: meeting, month: 2027-01, subject: {zh: 甲}}\n",
    }
    found = [(p.path, p.line, p.column) for p in load(town(files, records), TODAY)[1] if p.code == "outside-file"]
    assert found == [("content/plans/2026.yml", 2, 36), ("content/study/2026.yml", 2, 35)]


def test_what_was_done_lies_neither_ahead_nor_in_another_year(files: dict[str, bytes]) -> None:
    records = {
        "plans/2026.yml": "items:\n"
        "  - {id: x, title: {zh: 甲}, month: 2026-03, office: justice-office, done: 2027-01-02}\n",
        "study/2026.yml": "sessions:\n"
        "  - {id: x, kind: meeting, month: 2026-01, subject: {zh: 甲}, held: 2026-12-20}\n"
        "  - {id: y, kind: lecture, month: 2026-02, subject: {zh: 乙}, held: 2025-02-03}\n",
    }
    found = [(p.code, p.path, p.line, p.column) for p in load(town(files, records), TODAY)[1] if not p.is_warning]
    assert found == [
        ("not-yet", "content/plans/2026.yml", 2, 75), ("not-yet", "content/study/2026.yml", 2, 68),
        ("outside-file", "content/study/2026.yml", 3, 68),
    ]  # fmt: skip


def test_market_days_and_harvest_months_are_days_and_months(files: dict[str, bytes]) -> None:
    text = files["content/portal.yml"].decode()
    text = text.replace("harvest_months: [9]", "harvest_months: [13]").replace("[lunar 3, ", "[lunar 31, 32, ")
    found = [p for p in load({**files, "content/portal.yml": text.encode()}, TODAY)[1] if not p.is_warning]
    line = next(at for at, words in enumerate(text.splitlines(), 1) if "harvest_months" in words)
    assert [(p.code, p.line, p.column) for p in found] == [
        ("month-form", line, 22), ("impossible-day", line + 1, 19), ("impossible-day", line + 1, 29),
    ]  # fmt: skip


def test_a_list_of_dates_is_told_to_its_end(files: dict[str, bytes]) -> None:
    """Only what may be the beginning of a longer number is masked."""
    unreported = {path: raw for path, raw in files.items() if not path.startswith("content/work/")}
    told = [p.args["days"] for p in load(unreported, TODAY)[1] if p.code == "sit-ins-unrecorded"]
    assert any(len(days) > 40 and not days.endswith("…") for days in told) and not any("*" in days for days in told)


def test_a_shortfall_never_stops_publishing(files: dict[str, bytes]) -> None:
    records = {path: text for path, text in year_2024().items() if not path.endswith("-s01.yml")}
    catalog, problems = load(town(files, records), TODAY)
    assert catalog is not None
    short = [problem for problem in problems if problem.code == "stated-not-borne-out"]
    # 42 sessions still bear out 40余, and 4 006 leaflets 4000余; 31 consultations do not bear out 35.
    assert [(problem.path, problem.args["stated"], problem.args["counted"]) for problem in short] == [
        ("content/reports/2024.yml", "35", "31")
    ]
