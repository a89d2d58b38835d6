"""The almanac: which days are workdays, public holidays, and what the lunar date is.

Announced years come from chinesecalendar, or from content/holidays/<year>.yml; a year
nobody has announced yet has the statutory days off alone, without shifted workdays, and
is provisional. An `Almanac` remembers what it has computed; it holds no other state.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import chinese_calendar
from borax.calendars.lunardate import LunarDate, TermUtils

from portal.records import HolidayYear

_LAST_ANNOUNCED = max(chinese_calendar.holidays).year
_FIRST_ANNOUNCED = min(chinese_calendar.holidays).year

_STATUTORY_SOLAR = {
    "new-year": ((1, 1),),
    "labour-day": ((5, 1), (5, 2)),
    "national-day": ((10, 1), (10, 2), (10, 3)),
}
_STATUTORY_LUNAR = {
    "spring-festival": ((1, 1), (1, 2), (1, 3)),
    "dragon-boat": ((5, 5),),
    "mid-autumn": ((8, 15),),
}
"""Days off under 全国年节及纪念日放假办法 (2024 revision), beside New Year's Eve and Qingming."""

HOLIDAYS = (*_STATUTORY_SOLAR, "qingming", *_STATUTORY_LUNAR)
"""Ids of the public holidays; the label catalogues name them."""

FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR = 1900, 2100
"""Years the tables of lunar months hold."""

SATURDAY = 5
SHORTEST_LUNAR_MONTH = 29
"""Days."""


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the Chinese lunar calendar."""

    month: int
    day: int
    is_leap: bool


class Almanac:
    """Workdays, holidays and lunar dates; `announced` are the years of content/holidays/."""

    def __init__(self, announced: Mapping[int, HolidayYear] | None = None) -> None:
        self.announced = dict(announced or {})
        self.occurrences: dict[Hashable, dict[int, list[Any]]] = {}
        """Kept for `schedule/occurrences.py`: what it has computed from these days, by rule and year."""
        self._lunar: dict[date, LunarDay] = {}
        self._shifts: dict[int, tuple[frozenset[date], frozenset[date]]] = {}
        self._statutory: dict[int, dict[date, str]] = {}

    def is_provisional(self, day: date) -> bool:
        """Whether the shifts of that year are unknown as yet."""
        return day.year not in self.announced and not (_FIRST_ANNOUNCED <= day.year <= _LAST_ANNOUNCED)

    def is_public_holiday(self, day: date) -> bool:
        """Whether the day is off because of a public holiday (a plain weekend is not)."""
        return day in self._year(day.year)[0]

    def holiday(self, day: date) -> str | None:
        """The public holiday of a day off: of those in the same run of days off, the nearest."""
        if not self.is_public_holiday(day):
            return None
        years = (day.year - 1, day.year, day.year + 1)
        days = {found: name for year in years for found, name in self._statutory_days(year).items()}
        return days[min(days, key=lambda found: (abs(found - day), found))]

    def is_shifted_workday(self, day: date) -> bool:
        """Whether a Saturday or Sunday is worked in exchange for a holiday."""
        return day in self._year(day.year)[1]

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
        if day not in self._lunar:
            found: Any = LunarDate.from_solar(day)
            # Reckoning takes time: the month is noted down at once, of which 29 days are certain.
            first = day.toordinal() - found.day + 1
            for number in (*range(1, SHORTEST_LUNAR_MONTH + 1), found.day):
                at = date.fromordinal(first + number - 1)
                self._lunar[at] = LunarDay(found.month, number, bool(found.leap))
        return self._lunar[day]

    def _year(self, year: int) -> tuple[frozenset[date], frozenset[date]]:
        """Days off for public holidays, and weekend days worked instead."""
        if year not in self._shifts:
            self._shifts[year] = self._find_year(year)
        return self._shifts[year]

    def _find_year(self, year: int) -> tuple[frozenset[date], frozenset[date]]:
        off, shifted = self._find_own(year)
        # New Year's holiday may begin in the December before, in the announcement of the year after.
        for neighbour in (self.announced[other] for other in (year - 1, year + 1) if other in self.announced):
            off |= {day for day in neighbour.off if day.year == year}
            shifted |= {day for day in neighbour.workdays if day.year == year}
        return off - shifted, shifted - off

    def _find_own(self, year: int) -> tuple[frozenset[date], frozenset[date]]:
        if year in self.announced:
            record = self.announced[year]
            return frozenset(record.off), frozenset(record.workdays)
        if _FIRST_ANNOUNCED <= year <= _LAST_ANNOUNCED:
            return (
                frozenset(day for day in chinese_calendar.holidays if day.year == year),
                frozenset(day for day in chinese_calendar.workdays if day.year == year),
            )
        return frozenset(self._statutory_days(year)), frozenset()

    def _statutory_days(self, year: int) -> dict[date, str]:
        """The days the regulation itself names, each with its holiday; beyond the lunar tables only the solar ones."""
        if year not in self._statutory:
            days = {date(year, *at): name for name, dates in _STATUTORY_SOLAR.items() for at in dates}
            self._statutory[year] = days
            if not FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR:
                return days
            for name, dates in _STATUTORY_LUNAR.items():
                days |= {LunarDate(year, *at).to_solar_date(): name for at in dates}
            days[LunarDate(year, 1, 1).to_solar_date() - timedelta(days=1)] = "spring-festival"
            days[TermUtils.day_start_from_term(year, "清明")] = "qingming"
        return self._statutory[year]
