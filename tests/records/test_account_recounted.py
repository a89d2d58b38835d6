"""Every figure of the account, held against a second count that shares no code with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from tests.account_data import town, year_2024, year_of_everything
from tests.conftest import TODAY
from tests.recount import Recount, Row

from portal.account.promised import COUNTS
from portal.account.rows import Figure
from portal.account.sit_ins import OUTCOMES
from portal.account.town import TownAccount, YearAccount
from portal.catalog.agenda import Agenda
from portal.generate.generate import generate
from portal.loading.load import load

Counted = tuple[YearAccount, Recount]


def _both(files: Mapping[str, bytes], year: int, today: date) -> Counted:
    catalog, problems = load(dict(files), today)
    assert catalog is not None, [
        (problem.code, problem.path, problem.line) for problem in problems if not problem.is_warning
    ]
    return TownAccount(Agenda(catalog, today)).year(year), Recount(files, year, today)


@pytest.fixture(scope="module", params=["town", "2024", "everything", "made 11", "made 12", "made 13"])
def counted(request: pytest.FixtureRequest, files: dict[str, bytes]) -> Counted:
    """The tests' town, the full 2024, a town where all goes awry, and records nobody has seen."""
    if request.param == "town":
        return _both(files, 2026, TODAY)
    if request.param == "2024":
        return _both(town(files, year_2024()), 2024, date(2025, 1, 20))
    if request.param == "everything":
        return _both(town(files, year_of_everything()), 2026, date(2026, 7, 5))
    return _both(generate(files, 40, int(request.param.split()[1]), TODAY), 2026, TODAY)


def _rows(figures: Mapping[str, Figure]) -> dict[str, list[Row]]:
    return {
        id: sorted((row.id, f"{row.day}" if row.day else row.month, row.amount) for row in figure.rows)
        for id, figure in figures.items()
        if figure.rows
    }


def test_every_figure_has_the_rows_of_the_second_count(counted: Counted) -> None:
    account, recount = counted
    expected = recount.figures()
    assert _rows(account.figures) == expected
    assert {id: f.amount for id, f in account.figures.items() if f.rows} == {
        id: sum(amount for _, _, amount in rows) for id, rows in expected.items()
    }


def test_every_breakdown_has_the_rows_of_the_second_count(counted: Counted) -> None:
    account, recount = counted
    found = {figure.id: figure for values in account.breakdowns.values() for figure in values.values()}
    assert _rows(found) == recount.breakdowns()


def test_every_cell_of_coverage_has_the_sessions_of_the_second_count(counted: Counted) -> None:
    account, recount = counted
    found = {
        id: {key: sorted(row.id for row in rows) for key, rows in matrix.cells.items()}
        for id, matrix in account.coverage.matrices.items()
        if matrix.cells
    }
    assert found == recount.coverage()


def test_days_and_evenness_are_those_of_the_second_count(counted: Counted) -> None:
    account, recount = counted
    coverage = account.coverage
    days = recount.days_since("village")
    assert {reach.id: reach.days for reach in coverage.villages} == days
    assert {reach.id: reach.days for reach in coverage.places} == recount.days_since("place")
    lately = [id for id, number in days.items() if number is not None and number <= 90]
    assert (coverage.reached, coverage.share) == (len(lately), len(lately) / len(days))


def test_promised_and_held_are_those_of_the_second_count(counted: Counted) -> None:
    account, recount = counted
    found = {}
    for service in account.services:
        for number, month in service.months.items():
            counts = {outcome: month.number(outcome) for outcome in OUTCOMES} | {"confirmed": month.confirmed}
            counts |= {name: month.counts[name] for name in COUNTS}
            found[service.village, service.adviser, number] = {name: n for name, n in counts.items() if n}
    expected = recount.services()
    assert {key: counts for key, counts in found.items() if counts} == {k: c for k, c in expected.items() if c}


def test_leaflets_are_those_of_the_second_count(counted: Counted) -> None:
    account, recount = counted
    found = TownAccount(Agenda(account.catalog, account.day)).leaflets
    assert {leaflet.id: (leaflet.printed, leaflet.given, leaflet.left, list(leaflet.without)) for leaflet in found} == (
        recount.leaflets()
    )


def test_the_second_count_shares_no_code_with_the_portal() -> None:
    text = (Path(__file__).parent.parent / "recount.py").read_text(encoding="utf-8")
    assert "import portal" not in text and "from portal" not in text and "from tests" not in text


def test_a_town_where_all_goes_awry_has_something_in_every_figure(files: dict[str, bytes]) -> None:
    """So that no figure above is right only because it is empty."""
    account, _ = _both(town(files, year_of_everything()), 2026, date(2026, 7, 5))
    assert [id for id, figure in account.figures.items() if not figure.rows and id != "constitution-week"] == []
