"""Lunar dates, held against a second library; holidays, held against what was announced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from lunar_python import LunarYear, Solar

from portal.records import HolidayYear
from portal.schedule.holidays import HOLIDAYS, Almanac, LunarDay


def test_lunar_dates_agree_with_a_second_library_from_2000_to_2049() -> None:
    almanac = Almanac()
    seen = 0
    for year in range(1999, 2050):
        for month in LunarYear.fromYear(year).getMonths():
            first = Solar.fromJulianDay(month.getFirstJulianDay())
            day = date(first.getYear(), first.getMonth(), first.getDay())
            number, is_leap = abs(month.getMonth()), month.isLeap()
            for of_month in range(1, month.getDayCount() + 1):
                if 2000 <= day.year <= 2049:
                    assert almanac.lunar(day) == LunarDay(number, of_month, is_leap), day
                    seen += 1
                day += timedelta(days=1)
    # A year of the second library lists 15 months, so that some days are seen twice; none is missed.
    assert seen >= (date(2050, 1, 1) - date(2000, 1, 1)).days


def test_statutory_days_of_a_year_to_come_are_those_that_were_announced_before() -> None:
    """What is computed for unannounced years lies among the days announced for known ones."""
    almanac = Almanac()
    for year in (2025, 2026):  # the regulation as revised in 2024
        computed = almanac._statutory_days(year)
        assert len(computed) == 13
        assert set(computed.values()) == set(HOLIDAYS)
        assert not [day for day in computed if not almanac.is_public_holiday(day)]


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        ("2026-01-01", "new-year"), ("2026-02-16", "spring-festival"), ("2026-02-23", "spring-festival"),
        ("2026-04-05", "qingming"), ("2026-05-05", "labour-day"), ("2026-06-19", "dragon-boat"),
        ("2026-09-25", "mid-autumn"), ("2026-10-07", "national-day"), ("2026-11-22", None),
        ("2027-02-06", "spring-festival"),
    ],
)  # fmt: skip
def test_holidays_have_names(day: str, holiday: str | None) -> None:
    assert Almanac().holiday(date.fromisoformat(day)) == holiday


def test_new_years_holiday_may_begin_in_december() -> None:
    record = HolidayYear.model_validate(
        {"source": "示例通知", "off": ["2027-12-31", "2028-01-01", "2028-01-02"], "workdays": ["2027-12-26"]}
    )
    almanac = Almanac({2028: record})
    assert almanac.is_public_holiday(date(2027, 12, 31))
    assert almanac.is_workday(date(2027, 12, 26))
    assert almanac.is_provisional(date(2027, 12, 31))
