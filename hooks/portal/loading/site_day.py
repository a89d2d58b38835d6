"""The day a site is seen from: PORTAL_TODAY, else the samples' own day, else the clock's.

Records are judged as of a day, so it has to be known before they are read. Hence portal.yml is
looked at once more here, for its two lines alone; what is wrong with them is told by `loading/load.py`.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ValidationError

from portal.clock import read_fixed_day, read_today
from portal.loading.read_cache import Files, read_bytes
from portal.records.fields import Day, Flag

_PORTAL = "content/portal.yml"


class _SampleLines(BaseModel):
    """The lines of portal.yml that say whether, and on which day, samples stand still."""

    sample: Flag = False
    sample_day: Day | None = None


def find_sample_day(files: Files) -> date | None:
    """`sample_day`, if the site stands still at it: not for real records, nor when PORTAL_TODAY is set.

    Raises StaffError if PORTAL_TODAY is no date.
    """
    if read_fixed_day() is not None or _PORTAL not in files:
        return None
    try:
        lines = _SampleLines.model_validate(read_bytes(_PORTAL, files[_PORTAL]).value)
    except ValidationError:
        return None
    return lines.sample_day if lines.sample else None


def find_today(files: Files) -> date:
    """The day to see these records from.

    Raises StaffError if PORTAL_TODAY is no date.
    """
    return find_sample_day(files) or read_today()
