"""The figures of a year are what the records add up to."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
import yaml
from tests.account_data import CONSULTATIONS_2024, SESSIONS_2024, engaged, read_town, session, village, year_2024
from tests.conftest import TODAY

from portal.account.rows import Figure
from portal.account.town import TownAccount, YearAccount
from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.loading.load import load

NEXT_YEAR = date(2025, 1, 20)


def _account(catalog: Catalog, today: date, year: int | None = None) -> YearAccount:
    return TownAccount(Agenda(catalog, today)).year(year or today.year)


@pytest.fixture(scope="module")
def full_2024(files: dict[str, bytes]) -> YearAccount:
    return _account(read_town(files, year_2024(), NEXT_YEAR), NEXT_YEAR, 2024)


def test_a_full_2024_bears_out_the_town_s_report(full_2024: YearAccount) -> None:
    amounts = {id: figure.amount for id, figure in full_2024.figures.items()}
    leaflets = sum(90 + number % 5 + 10 * (number % 2) for number in range(SESSIONS_2024))
    assert amounts["sessions"] == 43
    assert amounts["leaflets"] == leaflets > 4000
    assert amounts["consultations"] == sum(map(sum, CONSULTATIONS_2024.values())) == 35
    assert amounts["villages-with-adviser"] == 34 and amounts["villages-without-adviser"] == 0
    assert amounts["legal-helpers"] == 102 and amounts["villages-below-minimum"] == 0
    assert (amounts["study-meetings"], amounts["study-lectures"]) == (8, 6)
    assert amounts["constitution-week"] == 1
    stated = full_2024.catalog.reports["2024"].figures
    assert {id: figure.judge(amounts[id]) for id, figure in stated.items()} == dict.fromkeys(stated, "borne-out")


def test_a_borne_out_report_draws_no_warning(files: dict[str, bytes]) -> None:
    from tests.account_data import town

    _, problems = load(town(files, year_2024()), NEXT_YEAR)
    told = {problem.code for problem in problems if problem.path.startswith("content/reports")}
    assert told <= {"translation-missing"}


def test_every_figure_is_the_sum_of_its_rows_and_every_row_has_its_file(
    catalog: Catalog, files: dict[str, bytes], full_2024: YearAccount
) -> None:
    year = _account(catalog, TODAY)
    for figure in (*year.figures.values(), *(f for values in year.breakdowns.values() for f in values.values())):
        assert figure.amount == sum(row.amount for row in figure.rows)
        # An unrecorded sit-in names the month's work, where it is to be entered.
        missing = {row.file for row in figure.rows if row.file not in files and row.item != "unrecorded"}
        assert missing == set()


def _read(files: dict[str, bytes], folder: str) -> list[tuple[str, Any]]:
    return [
        (path, yaml.load(raw, Loader=yaml.BaseLoader))
        for path, raw in files.items()
        if path.startswith(f"content/{folder}/")
    ]


def test_the_towns_figures_recomputed_from_the_yaml(catalog: Catalog, files: dict[str, bytes]) -> None:
    """By a few lines of their own that share nothing with the portal's code."""
    held = [
        event
        for _, event in _read(files, "events")
        if event["status"] == "held" and (event.get("postponed_to") or event)["starts"].startswith("2026")
    ]
    work = [month for _, month in _read(files, "work")]
    villages = [record for _, record in _read(files, "villages")]
    outcomes = [event["outcome"] for event in held]

    def done(name: str) -> int:
        return sum(int(line.get(name, 0)) for month in work for line in month["advisers"])

    expected = {
        "sessions": len(held),
        "attendance": sum(int(outcome["attendance"]) for outcome in outcomes),
        "leaflets": sum(int(given["count"]) for outcome in outcomes for given in outcome.get("leaflets", [])),
        "consultations": sum(int(heard["count"]) for outcome in outcomes for heard in outcome.get("consultations", [])),
        "adviser-calls": done("calls"),
        "adviser-visits": done("visits"),
        "adviser-meetings": done("committee_meetings"),
        "adviser-mediations": done("mediations"),
        "adviser-lectures": done("lectures"),
        "legal-helpers": sum(
            helper.get("active") != "false" for record in villages for helper in record.get("legal_helpers", [])
        ),
        "sit-ins-held": sum(report["outcome"] == "held" for month in work for report in month["sit_ins"]),
        "study-meetings": 5,
        "study-lectures": 3,
    }
    year = _account(catalog, TODAY)
    assert {id: year.figures[id].amount for id in expected} == expected
    by = {
        "kind": Counter(event["kind"] for event in held),
        "venue": Counter(event["venue"]["type"] for event in held),
        "audience": Counter(group for event in held for group in event["audience"]),
        "topic": Counter(topic for event in held for topic in event["topics"]),
        "language": Counter(language for event in held for language in event.get("languages", ["zh"])),
        "organiser": Counter(event["organiser"] for event in held),
    }
    for dimension, counts in by.items():
        found = year.breakdowns[f"sessions/{dimension}"]
        assert {value: figure.amount for value, figure in found.items()} == dict(counts), dimension


# --- sit-ins ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sit_ins(files: dict[str, bytes]) -> YearAccount:
    """A village with a sit-in on the 5th of each month, seen on 5 July."""
    work = {
        "work/2026-01.yml": "sit_ins:\n  - {village: a, date: 2026-01-05, outcome: held, confirmed: true}\n",
        "work/2026-02.yml": "sit_ins:\n  - {village: a, date: 2026-02-05, outcome: moved, "
        "moved_to: {date: 2026-02-06, from: 09:00, to: 10:00}}\n  - {village: a, date: 2026-02-06, outcome: held}\n",
        "work/2026-03.yml": "sit_ins:\n  - {village: a, date: 2026-03-05, outcome: excused}\n",
        "work/2026-04.yml": "sit_ins:\n  - {village: a, date: 2026-04-05, outcome: moved, "
        "moved_to: {date: 2026-04-08, from: 09:00, to: 10:00}}\n",
    }
    villages = {"villages/a.yml": village(1, engaged("sample-01", "2026-01-01", "every: month, on: 5"))}
    today = date(2026, 7, 5)
    return _account(read_town(files, work | villages, today), today)


def test_a_moved_sit_in_is_promised_once(sit_ins: YearAccount) -> None:
    assert [promise.day.month for promise in sit_ins.promises] == [1, 2, 3, 4, 5, 6]


def test_every_promise_is_held_moved_excused_or_unrecorded(sit_ins: YearAccount) -> None:
    amounts = {id: figure.amount for id, figure in sit_ins.figures.items() if id.startswith("sit-ins")}
    assert amounts == {
        "sit-ins-promised": 6, "sit-ins-held": 1, "sit-ins-moved": 2, "sit-ins-excused": 1, "sit-ins-unrecorded": 2,
        "sit-ins-confirmed": 1,
    }  # fmt: skip


def test_a_moved_sit_in_held_on_its_new_day_is_known_as_made_up(sit_ins: YearAccount) -> None:
    assert [promise.is_made_up for promise in sit_ins.promises if promise.outcome == "moved"] == [True, False]


def test_today_s_sit_in_is_not_held_against_anybody_until_tomorrow(sit_ins: YearAccount) -> None:
    assert date(2026, 7, 5) not in {promise.day for promise in sit_ins.promises}


def test_what_is_expected_counts_whole_months(sit_ins: YearAccount) -> None:
    (service,) = sit_ins.services
    assert service.expected == {"sit-ins": 6, "calls": 6, "visits": 2, "lectures": 0}
    assert service.short_of == ("sit-ins", "calls", "visits")
    assert service.number("held") + service.number("unrecorded") == 3


def test_another_adviser_s_months_are_not_mixed_up(files: dict[str, bytes]) -> None:
    rule = "every: month, on: 5"
    both = engaged("sample-01", "2026-01-01", rule, until="2026-03-31") + engaged("sample-02", "2026-04-01", rule)
    work = {"work/2026-05.yml": "advisers:\n  - {adviser: sample-02, village: a, calls: 4}\n"}
    today = date(2026, 7, 1)
    account = _account(read_town(files, {"villages/a.yml": village(1, both)} | work, today), today)
    assert {(s.adviser, s.promised, s.total("calls")) for s in account.services} == {
        ("sample-01", 3, 0), ("sample-02", 3, 4),
    }  # fmt: skip


# --- villages and helpers -----------------------------------------------------------------------


def test_villages_without_an_adviser_and_below_three_helpers_are_named(files: dict[str, bytes]) -> None:
    records = {
        "villages/a.yml": village(1, engaged("sample-01", "2026-01-01"), helpers=2, trained="2026-05-01"),
        "villages/b.yml": village(2, engaged("sample-01", "2025-01-01", until="2026-02-01")),
    }
    account = _account(read_town(files, records, TODAY), TODAY)

    def villages(id: str) -> list[str]:
        figure: Figure = account.figures[id]
        return [row.id for row in figure.rows]

    assert villages("villages-without-adviser") == ["b"]
    assert villages("villages-with-adviser") == ["a"]
    assert villages("villages-below-minimum") == ["a"]
    assert villages("helpers-trained") == ["a", "a"]


def test_a_past_year_counts_no_helper_first_trained_later(files: dict[str, bytes]) -> None:
    records = year_2024() | {"villages/v00.yml": village(0, engaged("sample-01"), trained="2025-11-18")}
    account = _account(read_town(files, records, TODAY), TODAY, 2024)
    assert account.figures["legal-helpers"].amount == 99


def test_a_session_moved_into_another_year_counts_there(files: dict[str, bytes]) -> None:
    text = session("2025-12-30", "a").replace(
        "venue:", "postponed_to: {starts: 2026-01-06 09:30, ends: 2026-01-06 11:00}\nvenue:"
    )
    records = {"villages/a.yml": village(1), "events/2025/2025-12-30-late.yml": text}
    town = TownAccount(Agenda(read_town(files, records, TODAY), TODAY))
    assert (town.year(2025).figures["sessions"].amount, town.year(2026).figures["sessions"].amount) == (0, 1)


def test_planned_and_cancelled_sessions_are_not_counted(files: dict[str, bytes]) -> None:
    records = {
        "villages/a.yml": village(1),
        "events/2026/2026-03-01-a.yml": session("2026-03-01", "a", status="cancelled"),
        "events/2026/2026-12-01-b.yml": session("2026-12-01", "a", status="planned"),
    }
    assert _account(read_town(files, records, TODAY), TODAY).figures["sessions"].amount == 0
