"""Bad input of the account is answered with file, line, column and how to mend it."""

from __future__ import annotations

import pytest

from portal.loading import load
from portal.problems import Problem, render_problem
from tests.account_data import engaged, session, town, village, year_2024
from tests.conftest import TODAY

VILLAGE = {"villages/a.yml": village(1, engaged("sample-01", "2026-01-01", "every: month, on: 5"))}
STATED = "title: {zh: 年度报告}\nfigures:\n  sessions: %s\n  legal-helpers: 102\n"


def _problems(files: dict[str, bytes], records: dict[str, str]) -> list[Problem]:
    return load(town(files, records), TODAY)[1]


CASES = {
    "held-without-outcome": (
        "events/2026/2026-03-01-a.yml",
        session("2026-03-01", "a").replace("outcome: {attendance: 20}\n", ""),
        (2, 9),
    ),
    "missing-key": (
        "events/2026/2026-03-01-a.yml",
        session("2026-03-01", "a", outcome="note: {zh: 下雨}"),
        (11, 1),
    ),
    "sit-in-unknown-date": (
        "work/2026-03.yml",
        "sit_ins:\n  - {village: a, date: 2026-03-06, outcome: held}\n",
        (2, 24),
    ),
    "work-unassigned": (
        "work/2026-03.yml",
        "advisers:\n  - {adviser: sample-02, village: a, calls: 1}\n",
        (2, 15),
    ),
    "stated-form": ("reports/2024.yml", STATED % "若干", (3, 13)),
    "figure-unknown": ("reports/2024.yml", STATED % "40余" + "  session: 40\n", (5, 3)),
    "report-without-records": ("reports/2024.yml", STATED % "40余", (2, 1)),
    "stated-not-borne-out": ("reports/2026.yml", STATED % "40余", (3, 13)),
    "topic-counted-twice": (
        "events/2026/2026-03-01-a.yml",
        session(
            "2026-03-01",
            "a",
            outcome="attendance: 9, consultations: [{topic: labour, count: 2}, {topic: labour, count: 3}]",
        ),
        (11, 26),
    ),
    "more-given-than-printed": (
        "materials.yml",
        "- id: wages\n  title: {zh: 讨工钱}\n  topic: labour\n  language: zh\n  printed: 10\n"
        "  placed: [{village: a, count: 20, on: 2026-03-01}]\n",
        (5, 12),
    ),
    "year-differs": (
        "plans/2026.yml",
        "items:\n  - {id: x, title: {zh: 甲}, month: 2025-03, office: justice-office}\n",
        (2, 36),
    ),
}
WARNINGS = {
    "held-without-outcome", "work-unassigned", "report-without-records", "stated-not-borne-out",
    "more-given-than-printed",
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_told_at_its_place(code: str, files: dict[str, bytes]) -> None:
    path, text, place = CASES[code]
    always = {"events/2026/2026-02-01-any.yml": session("2026-02-01", "a")}
    found = [problem for problem in _problems(files, VILLAGE | always | {path: text}) if problem.code == code]
    assert [(problem.path, (problem.line, problem.column)) for problem in found][:1] == [(f"content/{path}", place)]
    printed = render_problem(found[0])
    assert printed.startswith(f"content/{path}:{place[0]}:{place[1]}: {'warning' if code in WARNINGS else 'error'}")
    assert "改法 mend" in printed and "{" not in printed.split("问题 problem")[1]


def test_a_wrong_sit_in_date_names_the_right_ones(files: dict[str, bytes]) -> None:
    path, text, _ = CASES["sit-in-unknown-date"]
    (problem,) = [p for p in _problems(files, VILLAGE | {path: text}) if p.code == "sit-in-unknown-date"]
    assert "2026-03-05" in problem.args["near"]


def test_a_report_for_the_day_a_sit_in_was_moved_to_is_right(files: dict[str, bytes]) -> None:
    text = (
        "sit_ins:\n  - {village: a, date: 2026-03-05, outcome: moved, "
        "moved_to: {date: 2026-03-06, from: 09:00, to: 10:00}}\n  - {village: a, date: 2026-03-06, outcome: held}\n"
    )
    assert not [p for p in _problems(files, VILLAGE | {"work/2026-03.yml": text}) if p.code == "sit-in-unknown-date"]


def test_a_shortfall_never_stops_publishing(files: dict[str, bytes]) -> None:
    records = year_2024()
    for number in range(5):
        records = {path: text for path, text in records.items() if f"-s0{number}.yml" not in path}
    catalog, problems = load(town(files, records), TODAY)
    assert catalog is not None
    short = {problem.line for problem in problems if problem.code == "stated-not-borne-out"}
    assert short and all(problem.is_warning for problem in problems)
