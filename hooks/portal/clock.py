"""The clock: the one place that reads it. Everything else is given `today`."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VARIABLE = "PORTAL_TODAY"


def read_today() -> date:
    """The day to see the records from: PORTAL_TODAY, else today in China.

    Raises ValueError, worded for staff, if PORTAL_TODAY is no date.
    """
    fixed = os.environ.get(VARIABLE)
    if not fixed:
        return datetime.now(ZoneInfo("Asia/Shanghai")).date()
    try:
        return date.fromisoformat(fixed)
    except ValueError:
        raise ValueError(f"{VARIABLE}: “{fixed}”不是日期，应写成 2026-11-22 / is not a date") from None


def read_now() -> datetime:
    """This moment in UTC, for what a publish notes of itself; never part of a page."""
    return datetime.now(UTC)
