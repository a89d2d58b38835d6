"""Promised sit-ins of a year, and what was recorded of each.

A sit-in is promised once: where it was moved, the new day is no second promise. What
nobody has recorded is `unrecorded`; whether the adviser was there is then unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.agenda import SitIn, find_sit_ins
from portal.catalog import Catalog

Outcome = Literal["held", "moved", "excused", "unrecorded"]
OUTCOMES: tuple[Outcome, ...] = ("held", "moved", "excused", "unrecorded")


@dataclass(frozen=True, slots=True)
class Promise:
    """One promised sit-in that is due."""

    village: str
    adviser: str
    day: date
    outcome: Outcome
    is_confirmed: bool
    """Whether the village confirmed it; of a moved one, on its last day."""
    moved_to: date | None = None
    """Where it was moved more than once, the last day."""
    is_made_up: bool = False
    """Whether a moved one is recorded as held on its new day."""


def find_promises(catalog: Catalog, village_id: str, first: date, last: date, today: date) -> list[Promise]:
    """The sit-ins of a village from `first` to `last` that are due: the day is over, or recorded today."""
    end = min(last, today)
    if first > end:
        return []
    moves = [report.moved_to.date for report in catalog.reports_of(village_id) if report.moved_to]
    # One moved out of the span is looked for at its new day.
    sit_ins = find_sit_ins(catalog, village_id, first, max([end, *moves]))
    in_the_end = {_identity(sit_in): sit_in for sit_in in sit_ins if sit_in.moved_to is None}
    promises = []
    for sit_in in sit_ins:
        is_open = sit_in.state == "scheduled"
        if sit_in.moved_from or sit_in.day > end or (is_open and sit_in.day == today):
            continue
        final = in_the_end.get(_identity(sit_in), sit_in)
        is_moved = sit_in.state == "moved"
        promises.append(
            Promise(
                village_id, sit_in.adviser, sit_in.day, sit_in.state if sit_in.state != "scheduled" else "unrecorded",
                final.is_confirmed, final.day if is_moved else None,
                is_moved and (final.is_confirmed or final.state == "held"),
            )
        )  # fmt: skip
    return promises


def _identity(sit_in: SitIn) -> tuple[str, str, date]:
    return sit_in.adviser, sit_in.office_hour, sit_in.scheduled
