"""Rules become dates: the occurrences of office hours.

Owns expanding a rule over a span of days, holidays and weekends included. What was
reported of single dates (held, moved, excused) is laid over them in `catalog/agenda.py`.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from portal.records import Assignment, OfficeHour, Rest
from portal.records.fields import LAST_YEAR
from portal.records.recurrence_rules import (
    LunarDayRule,
    MonthDayRule,
    NthWeekdayRule,
    OnceRule,
    WeekdayRule,
)
from portal.schedule.holidays import SHORTEST_LUNAR_MONTH, Almanac

WEEK = 7
_DAY = timedelta(days=1)


FARTHEST_SHIFT = timedelta(days=2 * WEEK)
"""A holiday moves a day no farther than this."""


LAST_DAY = date(LAST_YEAR, 12, 31)
"""No record names a later day, and a year on the almanac ends."""


class Occurrence(NamedTuple):
    """One computed day of an office hour."""

    day: date
    scheduled: date
    """The day the rule names, before a holiday shifted it; part of the sit-in's identity."""
    is_provisional: bool
    """Whether that year's holidays are unannounced, so that the day may still shift."""


def find_occurrences(
    rule: OfficeHour, assignment: Assignment, first: date, last: date, almanac: Almanac
) -> list[Occurrence]:
    """The rule's days from `first` to `last`, both included, in order, each day once.

    A rule never reaches beyond its assignment: nobody inherits one in silence. Where a
    holiday shifts one day onto another, the day that stands there by itself is kept.
    """
    since, until = rule_span(rule, assignment)
    earliest, latest = max(since, first), min(until, last, LAST_DAY)
    if earliest > latest:
        return []
    by_day: dict[date, Occurrence] = {}
    for year in range((earliest - FARTHEST_SHIFT).year, (latest + FARTHEST_SHIFT).year + 1):
        for occurrence in _occurrences_of(rule, rule.since or assignment.since, year, almanac):
            day, scheduled, _ = occurrence
            if (
                earliest <= day <= latest
                and since <= scheduled <= until
                and not (rule.except_days and (day in rule.except_days or scheduled in rule.except_days))
                and (day not in by_day or day == scheduled)
            ):
                by_day[day] = occurrence
    return [by_day[day] for day in sorted(by_day)]


def rule_span(rule: OfficeHour, assignment: Assignment) -> tuple[date, date]:
    """The first and last day on which the rule can hold."""
    since = max(filter(None, (assignment.since, rule.since)))
    until = min((day for day in (assignment.until, rule.until) if day), default=date.max)
    return since, until


def _occurrences_of(rule: OfficeHour, anchor: date, year: int, almanac: Almanac) -> list[Occurrence]:
    """The days a rule names in a year, whoever keeps it; those staff have excepted one by one are still among them.

    The almanac remembers them: a province has thousands of rules, but they are alike in all but
    their terms, and the same few hundred come again and again.
    """
    # Fortnights count from the week of `anchor`: it matters whether that week is odd or even.
    week = anchor.toordinal() - anchor.weekday() if rule.every == "2 weeks" else 0
    alike = (rule.every, rule.on, rule.holidays, rule.weekends, rule.except_months, week % (2 * WEEK))
    years = almanac.occurrences.setdefault(alike, {})
    if year not in years:
        years[year] = list(_find_occurrences_of(rule, anchor, year, almanac))
    return years[year]


def _find_occurrences_of(rule: OfficeHour, anchor: date, year: int, almanac: Almanac) -> Iterator[Occurrence]:
    for scheduled in _scheduled_days(rule, anchor, date(year, 1, 1), date(year, 12, 31), almanac):
        if _is_in_excepted_month(rule, scheduled, almanac):
            continue
        day = _shift(rule, scheduled, almanac)
        if day is None or (day != scheduled and _is_in_excepted_month(rule, day, almanac)):
            continue
        yield Occurrence(day, scheduled, almanac.is_provisional(day) or almanac.is_provisional(scheduled))


def _shift(rule: OfficeHour, day: date, almanac: Almanac) -> date | None:
    policy: Rest = "keep"
    if rule.holidays == rule.weekends == policy:
        return day
    if almanac.is_public_holiday(day):
        policy = rule.holidays
    elif almanac.is_plain_weekend(day):
        policy = rule.weekends
    if policy == "keep":
        return day
    if policy == "skip":
        return None
    return almanac.next_workday(day, 1 if policy == "next-workday" else -1)


def _is_in_excepted_month(rule: OfficeHour, day: date, almanac: Almanac) -> bool:
    """Whether staff have excepted the day's month; a leap month counts as the month it repeats."""
    if not rule.except_months:
        return False
    return str(day.month) in rule.except_months or f"lunar {almanac.lunar(day).month}" in rule.except_months


def _scheduled_days(rule: OfficeHour, anchor: date, start: date, end: date, almanac: Almanac) -> Iterator[date]:
    """The days the rule names from `start` to `end`, in order."""
    if rule.every in ("week", "2 weeks"):
        yield from _in_weeks(rule, anchor, start, end)
    elif rule.every == "lunar-month":
        wanted = {r.day for r in rule.on if isinstance(r, LunarDayRule)}
        day = start
        while day <= end:
            lunar = almanac.lunar(day).day
            if lunar in wanted or (
                -1 in wanted and lunar >= SHORTEST_LUNAR_MONTH and almanac.lunar(day + _DAY).day == 1
            ):
                yield day
            day += _DAY
    elif rule.every == "once":
        yield from sorted(r.day for r in rule.on if isinstance(r, OnceRule) and start <= r.day <= end)
    else:
        yield from _in_periods(rule, start, end, 1 if rule.every == "month" else 3)


def _in_weeks(rule: OfficeHour, anchor: date, start: date, end: date) -> Iterator[date]:
    step = WEEK if rule.every == "week" else 2 * WEEK
    monday = anchor - timedelta(days=anchor.weekday())
    monday += timedelta(days=(start - monday).days // step * step)
    weekdays = sorted({r.weekday for r in rule.on if isinstance(r, WeekdayRule)})
    while monday <= end:
        for weekday in weekdays:
            day = monday + timedelta(days=weekday)
            if start <= day <= end:
                yield day
        monday += timedelta(days=step)


def _in_periods(rule: OfficeHour, start: date, end: date, months: int) -> Iterator[date]:
    """Days of months (`months` 1) or quarters (3) that begin before `end`."""
    year, month = start.year, (start.month - 1) // months * months + 1
    while (first := date(year, month, 1)) <= end:
        last_month = month + months - 1
        last = date(year, last_month, calendar.monthrange(year, last_month)[1])
        found = set()
        for day_rule in rule.on:
            if isinstance(day_rule, NthWeekdayRule):
                found.add(_nth_weekday(day_rule, first, last))
            elif isinstance(day_rule, MonthDayRule):
                found.add(_month_day(day_rule, first, last))
        yield from sorted(day for day in found if day is not None and start <= day <= end)
        year, month = (year, month + months) if month + months <= 12 else (year + 1, 1)


def _nth_weekday(rule: NthWeekdayRule, first: date, last: date) -> date | None:
    if rule.nth > 0:
        offset = (rule.weekday - first.weekday()) % WEEK + (rule.nth - 1) * WEEK
        day = first + timedelta(days=offset)
    else:
        day = last - timedelta(days=(last.weekday() - rule.weekday) % WEEK)
    return day if first <= day <= last else None


def _month_day(rule: MonthDayRule, first: date, last: date) -> date | None:
    if rule.day < 0:
        return last
    if rule.day > calendar.monthrange(first.year, first.month)[1]:
        return None
    return first.replace(day=rule.day)
