"""Promised sit-ins of a year, and what was recorded of each.

A sit-in is promised once: where it was moved, the new day is no second promise. What
nobody has recorded is `unrecorded`; whether the adviser was there is then unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from portal.agenda import find_sit_ins
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
    """Whether the village confirmed it, on the first day or the new one."""
    moved_to: date | None = None
    is_made_up: bool = False
    """Whether a moved one is recorded as held on its new day."""


def find_promises(catalog: Catalog, village_id: str, first: date, last: date, today: date) -> list[Promise]:
    """The sit-ins of a village from `first` to `last` that are due: the day is over, or recorded today."""
    end = min(last, today)
    if first > end:
        return []
    sit_ins = find_sit_ins(catalog, village_id, first, end)
    confirmed_on_new_day = {sit_in.moved_from for sit_in in sit_ins if sit_in.moved_from and sit_in.is_confirmed}
    held_on = {report.date for report in catalog.reports_of(village_id) if report.outcome == "held"}
    promises = []
    for sit_in in sit_ins:
        is_open = sit_in.state == "scheduled"
        if sit_in.moved_from is not None or (is_open and sit_in.day > end - timedelta(days=end == today)):
            continue
        is_confirmed = sit_in.is_confirmed or sit_in.day in confirmed_on_new_day
        outcome: Outcome = "unrecorded" if sit_in.state == "scheduled" else sit_in.state
        is_made_up = outcome == "moved" and (is_confirmed or sit_in.moved_to in held_on)
        promises.append(
            Promise(village_id, sit_in.adviser, sit_in.day, outcome, is_confirmed, sit_in.moved_to, is_made_up)
        )
    return promises
