"""Coverage says who was reached and who was not."""

from __future__ import annotations

from datetime import date

import pytest
from tests.account_data import read_town, session, village

from portal.account.coverage import Coverage
from portal.account.town import TownAccount
from portal.catalog.agenda import Agenda

TODAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def coverage(files: dict[str, bytes]) -> Coverage:
    records = {f"villages/{id}.yml": village(at) for at, id in enumerate("abcd")}
    records["places.yml"] = (
        "- {id: temple, kind: temple-or-mosque, name: {zh: 示例寺}, village: a}\n"
        "- {id: school, kind: school, name: {zh: 示例学校}, village: b}\n"
    )
    records["events/2025/2025-12-01-old.yml"] = session("2025-12-01", "c")
    records["events/2026/2026-01-10-one.yml"] = session("2026-01-10", "a, b", audience="women, elders", topics="family")
    records["events/2026/2026-04-01-two.yml"] = session(
        "2026-04-01", "a", venue="temple-or-mosque", place="temple", audience="believers", topics="religion, money"
    )
    records["events/2026/2026-04-20-three.yml"] = session("2026-04-20", "a", status="cancelled")
    return TownAccount(Agenda(read_town(files, records, TODAY), TODAY)).year(2026).coverage


def test_a_session_counts_in_every_village_month_audience_and_topic(coverage: Coverage) -> None:
    count = {id: matrix.count for id, matrix in coverage.matrices.items()}
    assert [count["village-month"]("a", month) for month in ("01", "02", "04")] == [1, 0, 1]
    assert count["village-audience"]("b", "elders") == 1 and count["village-audience"]("b", "believers") == 0
    assert count["venue-quarter"]("temple-or-mosque", "2") == 1 and count["venue-quarter"]("village", "1") == 1
    assert count["topic-audience"]("money", "believers") == 1 and count["topic-audience"]("family", "believers") == 0
    assert count["language-quarter"]("zh", "1") == 1 and count["language-quarter"]("bo", "1") == 0
    assert count["place-month"]("temple", "04") == 1 and count["place-month"]("school", "04") == 0


def test_villages_and_places_never_reached_have_their_row(coverage: Coverage) -> None:
    assert coverage.matrices["village-month"].rows == ("a", "b", "c", "d")
    assert coverage.matrices["place-month"].rows == ("temple", "school")
    days = {reach.id: reach.days for reach in (*coverage.villages, *coverage.places)}
    assert days == {"a": 90, "b": 171, "c": 211, "d": None, "temple": 90, "school": None}


def test_evenness_is_the_share_of_villages_reached_in_ninety_days(coverage: Coverage) -> None:
    assert (coverage.reached, coverage.share) == (1, 0.25)
    assert [reach.id for reach in coverage.most] == ["a", "b"]
    assert [reach.id for reach in coverage.least][:2] == ["d", "c"]
