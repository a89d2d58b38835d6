"""The almanac: which days are workdays, public holidays, and what the lunar date is.

Announced years come from chinesecalendar, or from content/holidays/<year>.yml; a year
nobody has announced yet has the statutory days off alone, without shifted workdays, and
is provisional. An `Almanac` remembers what it has computed; it holds no other state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import chinese_calendar
from borax.calendars.lunardate import LunarDate, TermUtils

from portal.records import HolidayYear

_LAST_ANNOUNCED = max(chinese_calendar.holidays).year
_FIRST_ANNOUNCED = min(chinese_calendar.holidays).year

_STATUTORY_SOLAR = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
_STATUTORY_LUNAR = ((1, 1), (1, 2), (1, 3), (5, 5), (8, 15))
"""Days off under 全国年节及纪念日放假办法 (2024 revision), beside New Year's Eve and Qingming."""

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the Chinese lunar calendar."""

    month: int
    day: int
    is_leap: bool


class Almanac:
    """Workdays, holidays and lunar dates; `announced` are the years of content/holidays/."""

    def __init__(self, announced: Mapping[int, HolidayYear] | None = None) -> None:
        self._announced = dict(announced or {})
        self._lunar: dict[date, LunarDay] = {}
        self._shifts: dict[int, tuple[frozenset[date], frozenset[date]]] = {}

    def is_provisional(self, day: date) -> bool:
        """Whether the shifts of that year are unknown as yet."""
        return day.year not in self._announced and not (_FIRST_ANNOUNCED <= day.year <= _LAST_ANNOUNCED)

    def is_public_holiday(self, day: date) -> bool:
        """Whether the day is off because of a public holiday (a plain weekend is not)."""
        return day in self._year(day.year)[0]

    def is_workday(self, day: date) -> bool:
        """Whether offices work: weekdays but for holidays, and weekends shifted to work."""
        off, shifted = self._year(day.year)
        return day in shifted or (day.weekday() < SATURDAY and day not in off)

    def is_plain_weekend(self, day: date) -> bool:
        """Whether the day is a Saturday or Sunday that is neither a holiday nor worked."""
        off, shifted = self._year(day.year)
        return day.weekday() >= SATURDAY and day not in off and day not in shifted

    def next_workday(self, day: date, step: int = 1) -> date:
        """The nearest workday after the day (`step` -1: before it)."""
        day += timedelta(days=step)
        while not self.is_workday(day):
            day += timedelta(days=step)
        return day

    def lunar(self, day: date) -> LunarDay:
        """The lunar date of a solar one (1900 to 2100)."""
        known = self._lunar.get(day)
        if known is None:
            found: Any = LunarDate.from_solar(day)
            known = self._lunar[day] = LunarDay(found.month, found.day, bool(found.leap))
        return known

    def _year(self, year: int) -> tuple[frozenset[date], frozenset[date]]:
        """Days off for public holidays, and weekend days worked instead."""
        if year not in self._shifts:
            self._shifts[year] = self._find_year(year)
        return self._shifts[year]

    def _find_year(self, year: int) -> tuple[frozenset[date], frozenset[date]]:
        if year in self._announced:
            record = self._announced[year]
            return frozenset(record.off), frozenset(record.workdays)
        if _FIRST_ANNOUNCED <= year <= _LAST_ANNOUNCED:
            return (
                frozenset(day for day in chinese_calendar.holidays if day.year == year),
                frozenset(day for day in chinese_calendar.workdays if day.year == year),
            )
        off = {date(year, month, day) for month, day in _STATUTORY_SOLAR}
        off |= {LunarDate(year, month, day).to_solar_date() for month, day in _STATUTORY_LUNAR}
        off.add(LunarDate(year, 1, 1).to_solar_date() - timedelta(days=1))
        off.add(TermUtils.day_start_from_term(year, "清明"))
        return frozenset(off), frozenset()
