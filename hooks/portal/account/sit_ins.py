"""Promised sit-ins of a year, and what was recorded of each.

A sit-in is promised once: where it was moved, the new day is no second promise. What
nobody has recorded is `unrecorded`; whether the adviser was there is then unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from portal.catalog.agenda import Agenda, SitIn, find_sit_ins

Outcome = Literal["held", "moved", "excused", "unrecorded"]
OUTCOMES: tuple[Outcome, ...] = ("held", "moved", "excused", "unrecorded")


class Promise(NamedTuple):
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


def find_promises(agenda: Agenda, village_id: str, year: int) -> list[Promise]:
    """The sit-ins of a village in a year that are due: the day is over, or recorded today."""
    today = agenda.today
    first, end = date(year, 1, 1), min(date(year, 12, 31), today)
    if first > end:
        return []
    sit_ins = _sit_ins(agenda, village_id, first, end)
    in_the_end = {_identity(sit_in): sit_in for sit_in in sit_ins if sit_in.moved_to is None}
    promises = []
    for sit_in in sit_ins:
        is_open = sit_in.state == "scheduled"
        if sit_in.moved_from or not first <= sit_in.day <= end or (is_open and sit_in.day == today):
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


def _sit_ins(agenda: Agenda, village_id: str, first: date, end: date) -> Sequence[SitIn]:
    """A village's sit-ins of the span, and beyond it those moved out of it, at their new days."""
    moves = [report.moved_to.date for report in agenda.catalog.reports_of(village_id) if report.moved_to]
    last = max([end, *moves])
    if agenda.first <= first and last <= agenda.last:
        return agenda.sit_ins_of(village_id)
    return find_sit_ins(agenda.catalog, village_id, first, last)


def _identity(sit_in: SitIn) -> tuple[str, str, date]:
    return sit_in.adviser, sit_in.office_hour, sit_in.scheduled
