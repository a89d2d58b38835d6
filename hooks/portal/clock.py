"""The clock: the one place that reads it. Everything else is given `today`."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from portal.text.staff_message import StaffError

VARIABLE = "PORTAL_TODAY"


def read_fixed_day() -> date | None:
    """The day that PORTAL_TODAY names; None if it is not set.

    Raises StaffError if it is no date.
    """
    fixed = os.environ.get(VARIABLE)
    if not fixed:
        return None
    try:
        return date.fromisoformat(fixed)
    except ValueError:
        raise StaffError(
            f"{VARIABLE}: “{fixed}”不是日期，应写成 2026-11-22",
            f"{VARIABLE}: “{fixed}” is not a date; write 2026-11-22",
        ) from None


def read_today() -> date:
    """PORTAL_TODAY, else today in China.

    Whoever has the records asks `site_day.find_today` instead: samples may have a day of their own.
    """
    return read_fixed_day() or read_now().astimezone(ZoneInfo("Asia/Shanghai")).date()


def read_now() -> datetime:
    """This moment in UTC, for what a publish notes of itself; never part of a page."""
    return datetime.now(UTC)
