"""Rules become the right dates. Known answers are from issue 3 and from printed calendars."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from pydantic import ValidationError

from portal.records import Assignment, HolidayYear
from portal.schedule.holidays import Almanac
from portal.schedule.occurrences import find_occurrences

MARKET_DAYS = ["3", "6", "9", "13", "16", "19", "23", "26", "29"]


def make_assignment(*rules: Mapping[str, object], since: str = "2020-01-01", **more: str) -> Assignment:
    """An assignment with rules; hours and place are filled in where a test does not mind them."""
    hours = [{"id": f"r{n}", "from": "09:00", "to": "11:30", "place": {"zh": "x"}, **r} for n, r in enumerate(rules)]
    return Assignment.model_validate({"adviser": "a", "since": since, "office_hours": hours, **more})


def find_days(
    rule: Mapping[str, object], first: str, last: str, almanac: Almanac | None = None, **more: str
) -> list[str]:
    """The days of one rule, as text."""
    assignment = make_assignment(rule, **more)
    span = (date.fromisoformat(first), date.fromisoformat(last))
    found = find_occurrences(assignment.office_hours[0], assignment, *span, almanac or Almanac())
    return [f"{occurrence.day}" for occurrence in found]


def find_year(rule: Mapping[str, object], year: int) -> list[str]:
    return find_days(rule, f"{year}-01-01", f"{year}-12-31")


@pytest.mark.parametrize(("year", "count"), [(2025, 111), (2026, 112)])
def test_market_days_of_a_year(year: int, count: int) -> None:
    assert len(find_year({"every": "lunar-month", "on": MARKET_DAYS}, year)) == count


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_last_day_comes_twelve_times_a_year(year: int) -> None:
    days = find_year({"every": "month", "on": "last day"}, year)
    assert len(days) == 12
    assert days[1] == ("2024-02-29" if year == 2024 else f"{year}-02-28")


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("next-workday", ["2026-02-24"]),
        ("previous-workday", ["2026-02-14"]),  # a Saturday worked in exchange
        ("skip", []),
        ("keep", ["2026-02-15"]),
    ],
)
def test_the_fifteenth_in_the_spring_festival(policy: str, expected: list[str]) -> None:
    assert find_days({"every": "month", "on": "15", "holidays": policy}, "2026-02-01", "2026-02-28") == expected


def test_holiday_policy_leaves_plain_weekends_alone() -> None:
    # 2026-08-15 is a plain Saturday.
    assert find_days({"every": "month", "on": "15", "holidays": "skip"}, "2026-08-01", "2026-08-31") == ["2026-08-15"]


@pytest.mark.parametrize(
    ("policy", "expected"), [("next-workday", "2026-08-17"), ("previous-workday", "2026-08-14"), ("keep", "2026-08-15")]
)
def test_weekend_policy(policy: str, expected: str) -> None:
    assert find_days({"every": "month", "on": "15", "weekends": policy}, "2026-08-01", "2026-08-31") == [expected]


def test_weekend_policy_keeps_a_saturday_that_is_worked() -> None:
    assert find_days({"every": "month", "on": "14", "weekends": "skip"}, "2026-02-01", "2026-02-28") == ["2026-02-14"]


def test_lunar_month_of_29_days_has_no_thirtieth() -> None:
    days = find_year({"every": "lunar-month", "on": "30"}, 2026)
    assert 5 <= len(days) <= 8
    assert "2026-12-08" in days  # 十月三十
    assert "2026-02-16" not in days  # 腊月 of that winter ends on the 29th


def test_leap_month_repeats() -> None:
    # 2025 has a leap sixth month: day 3 on 2025-06-27 and again on 2025-07-27.
    days = find_days({"every": "lunar-month", "on": "3"}, "2025-06-20", "2025-08-20")
    assert days == ["2025-06-27", "2025-07-27"]


def test_last_day_of_a_lunar_month() -> None:
    days = find_days({"every": "lunar-month", "on": "last day"}, "2026-01-01", "2026-03-31")
    assert days == ["2026-01-18", "2026-02-16", "2026-03-18"]


def test_fortnights_count_from_the_rules_own_first_day() -> None:
    rule = {"every": "2 weeks", "on": "wednesday", "since": "2026-01-07"}
    assert find_days(rule, "2026-01-01", "2026-02-10") == ["2026-01-07", "2026-01-21", "2026-02-04"]
    # Whatever span is asked for, and across the turn of the year.
    assert find_days(rule, "2026-12-20", "2027-01-31") == ["2026-12-23", "2027-01-06", "2027-01-20"]
    # A later assignment that goes on with a dated rule keeps its rhythm.
    later = find_days(rule, "2026-06-01", "2026-06-30", since="2026-06-08")
    assert later == ["2026-06-10", "2026-06-24"]


def test_week_with_several_weekdays() -> None:
    days = find_days({"every": "week", "on": ["friday", "tuesday"]}, "2026-11-22", "2026-12-05")
    assert days == ["2026-11-24", "2026-11-27", "2026-12-01", "2026-12-04"]


def test_nth_weekdays_of_months() -> None:
    rule = {"every": "month", "on": ["second tuesday", "last friday"]}
    assert find_days(rule, "2026-12-01", "2026-12-31") == ["2026-12-08", "2026-12-25"]
    assert find_year({"every": "month", "on": "fifth monday"}, 2026) == [
        "2026-03-30", "2026-06-29", "2026-08-31", "2026-11-30",
    ]  # fmt: skip


def test_days_of_the_month_skip_months_without_them() -> None:
    assert len(find_year({"every": "month", "on": "31"}, 2026)) == 7
    assert find_days({"every": "month", "on": ["1", "15"]}, "2026-06-01", "2026-07-01") == [
        "2026-06-01", "2026-06-15", "2026-07-01",
    ]  # fmt: skip


def test_quarters() -> None:
    assert find_year({"every": "quarter", "on": "first monday"}, 2026) == [
        "2026-01-05", "2026-04-06", "2026-07-06", "2026-10-05",
    ]  # fmt: skip
    assert find_year({"every": "quarter", "on": "last day"}, 2026) == [
        "2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31",
    ]  # fmt: skip
    assert find_year({"every": "quarter", "on": "15"}, 2026)[:2] == ["2026-01-15", "2026-04-15"]


def test_once() -> None:
    assert find_days({"every": "once", "on": ["2026-12-04", "2026-11-30"]}, "2026-01-01", "2026-12-31") == [
        "2026-11-30", "2026-12-04",
    ]  # fmt: skip


def test_several_slots_a_day_are_rules_of_their_own() -> None:
    slots = make_assignment(
        {"every": "month", "on": "15"}, {"every": "month", "on": "15", "from": "14:30", "to": "17:00"}
    )
    span = (date(2026, 12, 1), date(2026, 12, 31))
    found = [find_occurrences(rule, slots, *span, Almanac()) for rule in slots.office_hours]
    assert [[occurrence.day for occurrence in days] for days in found] == [[date(2026, 12, 15)]] * 2


def test_excepted_days_are_excepted_before_and_after_a_shift() -> None:
    shifted = {"every": "month", "on": "15", "holidays": "next-workday"}
    assert find_days({**shifted, "except": ["2026-02-15"]}, "2026-02-01", "2026-02-28") == []
    assert find_days({**shifted, "except": ["2026-02-24"]}, "2026-02-01", "2026-02-28") == []


def test_excepted_months_solar_and_lunar() -> None:
    assert len(find_year({"every": "month", "on": "1", "except_months": ["8", "9"]}, 2026)) == 10
    # The eighth lunar month of 2026 runs from 09-11 to 10-09.
    days = find_year({"every": "week", "on": "tuesday", "except_months": ["lunar 8"]}, 2026)
    assert not [day for day in days if "2026-09-11" <= day <= "2026-10-09"]
    assert {"2026-09-08", "2026-10-13"} <= set(days)


def test_an_excepted_lunar_month_is_excepted_when_it_repeats() -> None:
    days = find_year({"every": "week", "on": "monday", "except_months": ["lunar 6"]}, 2025)
    assert not [day for day in days if "2025-06-25" <= day <= "2025-08-22"]


def test_a_shift_never_leads_into_an_excepted_month() -> None:
    rule = {"every": "once", "on": "2026-02-23", "holidays": "next-workday"}
    assert find_days(rule, "2026-02-01", "2026-03-31") == ["2026-02-24"]
    assert find_days({**rule, "on": "2026-05-01"}, "2026-04-01", "2026-06-30") == ["2026-05-06"]
    before = {**rule, "on": "2026-05-01", "holidays": "previous-workday", "except_months": ["4"]}
    assert find_days(before, "2026-04-01", "2026-06-30") == []


def test_rules_end_with_their_assignment() -> None:
    rule = {"every": "week", "on": "tuesday"}
    days = find_days(rule, "2026-01-01", "2026-12-31", since="2026-03-01", until="2026-03-31")
    assert days == ["2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24", "2026-03-31"]
    within = {**rule, "since": "2026-03-10", "until": "2026-03-20"}
    assert find_days(within, "2026-01-01", "2026-12-31", since="2026-03-01", until="2026-03-31") == [
        "2026-03-10", "2026-03-17",
    ]  # fmt: skip


def test_two_days_shifted_onto_one_are_one_and_keep_the_day_that_stands_there() -> None:
    rule = {"every": "month", "on": ["15", "16", "24"], "holidays": "next-workday"}
    assignment = make_assignment(rule)
    found = find_occurrences(
        assignment.office_hours[0], assignment, date(2026, 2, 1), date(2026, 2, 28), Almanac()
    )  # fmt: skip
    assert [(f"{o.day}", f"{o.scheduled}") for o in found] == [("2026-02-24", "2026-02-24")]


def test_a_holiday_outside_the_span_may_shift_a_day_into_it() -> None:
    rule = {"every": "month", "on": "15", "holidays": "next-workday"}
    assert find_days(rule, "2026-02-20", "2026-02-28") == ["2026-02-24"]


def test_years_nobody_has_announced_are_provisional() -> None:
    rule = make_assignment({"every": "month", "on": "1", "holidays": "previous-workday"})
    found = find_occurrences(rule.office_hours[0], rule, date(2026, 11, 1), date(2027, 2, 28), Almanac())
    # New Year's Day of 2027 is shifted into 2026, which is announced; the shift is not.
    assert [(f"{o.day}", o.is_provisional) for o in found] == [
        ("2026-11-01", False), ("2026-12-01", False), ("2026-12-31", True), ("2027-02-01", True),
    ]  # fmt: skip


def test_a_holiday_file_ends_what_was_provisional() -> None:
    announced = HolidayYear.model_validate(
        {"source": "示例通知", "off": ["2027-05-01", "2027-05-02", "2027-05-03"], "workdays": ["2027-05-08"]}
    )
    almanac = Almanac({2027: announced})
    rule = {"every": "month", "on": "3", "holidays": "next-workday"}
    assert find_days(rule, "2027-05-01", "2027-05-31", almanac) == ["2027-05-04"]
    assert not almanac.is_provisional(date(2027, 5, 4))
    assert almanac.is_shifted_workday(date(2027, 5, 8))


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"every": "lunar-month", "on": "31"}, "impossible-day"),
        ({"every": "month", "on": "32"}, "impossible-day"),
        ({"every": "once", "on": "2026-02-31"}, "date-form"),
        ({"every": "week", "on": "tuseday"}, "rule-form"),
        ({"every": "month", "on": "tuesday"}, "rule-form"),
        ({"every": "month", "on": "15", "from": "09:00", "to": "08:00"}, "clock-order"),
        ({"every": "month", "on": "15", "since": "2026-05-01", "until": "2026-04-01"}, "date-order"),
        ({"every": "month", "on": "15", "until": "2019-12-31"}, "date-order"),
        ({"every": "month", "on": "15", "except": ["2026-02-30"]}, "date-form"),
        ({"every": "month", "on": "15", "except_months": ["13"]}, "month-form"),
    ],
)
def test_impossible_rules_are_faults(rule: Mapping[str, object], code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        make_assignment(rule)
    assert [error["type"] for error in caught.value.errors()] == [code]
