"""What next: each reason for a stop, and the days that are kept free of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.account_data import engaged, read_town, session, village
from tests.conftest import TODAY

from portal.account.drafts import draft_event
from portal.account.free_days import FreeDays
from portal.account.ranking import Facts, rank
from portal.account.suggestions import find_suggestions
from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.loading.load import load
from portal.records import Thresholds

CONTENT = Facts(
    days_since_session=10,
    times_asked=0,
    days_since_audience=10,
    days_since_topic=10,
    has_adviser=True,
    is_planned=False,
)
"""A stop nobody needs to make."""


@pytest.fixture(scope="module")
def thresholds(catalog: Catalog) -> Thresholds:
    return catalog.portal.thresholds


def _codes(facts: Facts, thresholds: Thresholds) -> list[str]:
    return [reason.code for reason in rank(facts, thresholds)]


def test_a_stop_reached_lately_is_not_suggested(thresholds: Thresholds) -> None:
    assert rank(CONTENT, thresholds) == ()


def test_reason_never_reached(thresholds: Thresholds) -> None:
    assert _codes(replace(CONTENT, days_since_session=None), thresholds) == ["never"]


def test_reason_not_reached_for_long_with_its_days(thresholds: Thresholds) -> None:
    assert rank(replace(CONTENT, days_since_session=90), thresholds) == ()
    (reason,) = rank(replace(CONTENT, days_since_session=140), thresholds)
    assert (reason.code, reason.number) == ("long-ago", 140)


def test_reason_asked_more_than_five_times(thresholds: Thresholds) -> None:
    assert rank(replace(CONTENT, times_asked=5), thresholds) == ()
    (reason,) = rank(replace(CONTENT, times_asked=6), thresholds)
    assert (reason.code, reason.number) == ("asked", 6)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(CONTENT, has_adviser=False), "no-adviser"),
        (replace(CONTENT, days_since_audience=None), "audience"),
        (replace(CONTENT, days_since_audience=366), "audience"),
        (replace(CONTENT, days_since_topic=None), "topic"),
    ],
)
def test_reasons_that_only_add_to_another(facts: Facts, code: str, thresholds: Thresholds) -> None:
    assert rank(facts, thresholds) == ()
    assert _codes(replace(facts, days_since_session=140), thresholds) == ["long-ago", code]


@pytest.mark.parametrize("days", [None, 366])
def test_where_nothing_was_held_for_a_year_no_audience_is_named_as_missing(
    days: int | None, thresholds: Thresholds
) -> None:
    facts = replace(CONTENT, days_since_session=days, days_since_audience=days, days_since_topic=days)
    assert len(rank(facts, thresholds)) == 1


def test_a_planned_session_makes_a_stop_needless(thresholds: Thresholds) -> None:
    assert rank(replace(CONTENT, days_since_session=None, times_asked=20, is_planned=True), thresholds) == ()


def test_reasons_weigh_never_over_long_and_questions_by_their_number(thresholds: Thresholds) -> None:
    def points(facts: Facts) -> int:
        return sum(reason.points for reason in rank(facts, thresholds))

    def since(days: int | None) -> int:
        return points(replace(CONTENT, days_since_session=days))

    def asked(times: int) -> int:
        return points(replace(CONTENT, times_asked=times))

    assert since(None) > since(4000) > since(399) > since(140)
    assert asked(9) > asked(7) > since(100)


# --- days ---------------------------------------------------------------------------------------


AVOID = "account:\n  public: [figures]\n  avoid: {harvest_months: [9], market_days: [12], festivals: [2026-08-13]}\n"


@pytest.fixture(scope="module")
def summer(files: dict[str, bytes]) -> Agenda:
    """Seen on 1 August 2026: a session on the 11th, the adviser in b on the 14th, a market on the 12th."""
    portal = files["content/portal.yml"].decode()
    portal = portal[: portal.index("account:")] + AVOID
    rule = "every: once, on: 2026-08-14"
    records = {
        "portal.yml": portal,
        "villages/a.yml": village(1, engaged("sample-01", "2026-01-01")),
        "villages/b.yml": village(2, engaged("sample-01", "2026-01-01", rule)),
        "events/2026/2026-08-11-x.yml": session("2026-08-11", "b", status="planned"),
    }
    today = date(2026, 8, 1)
    return Agenda(read_town(files, records, today), today)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-08-10", ""), ("2026-08-11", "duty"), ("2026-08-12", "market"), ("2026-08-13", "festival"),
        ("2026-08-14", "duty"), ("2026-08-15", "festival"), ("2026-09-02", "harvest"), ("2026-10-01", "festival"),
        ("2026-11-09", "duty"),
    ],
)  # fmt: skip
def test_days_are_avoided_for_harvest_market_festival_and_fixed_duty(day: str, reason: str, summer: Agenda) -> None:
    assert FreeDays(summer).why_not(date.fromisoformat(day), ["sample-01"]) == reason


def test_a_stop_at_the_market_is_put_on_a_market_day(summer: Agenda) -> None:
    found = FreeDays(summer).take((), is_market=True)
    assert found == date(2026, 8, 12)


def test_no_two_stops_get_the_same_day(summer: Agenda) -> None:
    free = FreeDays(summer)
    days = [free.take(["sample-01"]) for _ in range(5)]
    assert days[0] == date(2026, 8, 10) and len(set(days)) == 5
    assert all(day and day.month == 8 for day in days)


# --- the list -----------------------------------------------------------------------------------


def test_the_list_is_ranked_explained_and_the_same_twice(catalog: Catalog) -> None:
    first = find_suggestions(Agenda(catalog, TODAY), for_public=False)
    assert first == find_suggestions(Agenda(catalog, TODAY), for_public=False)
    assert [s.points for s in first] == sorted((s.points for s in first), reverse=True)
    assert all(s.reasons and s.day and s.day >= TODAY + timedelta(days=7) for s in first)
    assert len({(s.is_place, s.id) for s in first}) == len(first) == 6


def test_a_topic_goes_first_to_those_whom_the_duty_list_names(files: dict[str, bytes]) -> None:
    records = {"villages/a.yml": village(1, engaged("sample-01", "2026-01-01"))}
    duty = (
        "{id: d, office: justice-office, laws: [], audience: [women, migrant-workers], topics: [labour], sessions: 1}"
    )
    records["duties.yml"] = f"- {duty}\n"
    first_topic = next(iter(read_town(files, records, TODAY).topics))
    assert first_topic == "labour"
    for duties, audience in ((records, "women"), ({**records, "duties.yml": "[]\n"}, "farmers")):
        (found,) = find_suggestions(Agenda(read_town(files, duties, TODAY), TODAY), for_public=False)
        assert (found.topic, found.audience) == ("labour", audience)


def test_what_residents_see_rests_on_published_counts(files: dict[str, bytes]) -> None:
    """Two sessions with 4 and 3 questions: the sum must not show that none was lower."""
    asked = "attendance: 9, consultations: [{topic: labour, count: %s}]"
    records = {
        "villages/a.yml": village(1, engaged("sample-01", "2026-01-01")),
        "events/2026/2026-11-01-x.yml": session("2026-11-01", "a", outcome=asked % 4),
        "events/2026/2026-11-02-y.yml": session("2026-11-02", "a", outcome=asked % 3),
    }
    agenda = Agenda(read_town(files, records, TODAY), TODAY)
    (internal,) = find_suggestions(agenda, for_public=False)
    assert next((r.code, r.number) for r in internal.reasons) == ("asked", 7)
    assert find_suggestions(agenda, for_public=True) == ()


def test_drafts_are_sessions_the_check_accepts(catalog: Catalog, files: dict[str, bytes]) -> None:
    made: dict[str, bytes] = {}
    ids = set(catalog.events)
    for suggestion in find_suggestions(Agenda(catalog, TODAY), for_public=False):
        draft = draft_event(suggestion, catalog, ids)
        assert draft
        id, path, text = draft
        ids.add(id)
        made[path] = text.encode()
    with_drafts, problems = load(files | made, TODAY)
    assert with_drafts is not None and len(with_drafts.events) == len(catalog.events) + len(made)
    assert {with_drafts.events[id].status for id in ids - set(catalog.events)} == {"planned"}
    assert {problem.code for problem in problems if problem.path in made} <= {"translation-missing"}


def test_a_second_draft_for_the_same_stop_gets_another_id(catalog: Catalog) -> None:
    suggestion = find_suggestions(Agenda(catalog, TODAY), for_public=False)[0]
    first = draft_event(suggestion, catalog, ())
    assert first
    again = draft_event(suggestion, catalog, {first[0]})
    assert again and again[0] == f"{first[0]}-2"
