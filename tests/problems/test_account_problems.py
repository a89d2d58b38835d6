"""Faults of the account's records that one reviewed case each does not show."""

from __future__ import annotations

from portal.loading import load
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


def test_a_shortfall_never_stops_publishing(files: dict[str, bytes]) -> None:
    records = {path: text for path, text in year_2024().items() if not path.endswith("-s01.yml")}
    catalog, problems = load(town(files, records), TODAY)
    assert catalog is not None
    short = [problem for problem in problems if problem.code == "stated-not-borne-out"]
    # 42 sessions still bear out 40余, and 4 006 leaflets 4000余; 31 consultations do not bear out 35.
    assert [(problem.path, problem.args["stated"], problem.args["counted"]) for problem in short] == [
        ("content/reports/2024.yml", "35", "31")
    ]
