"""Days on which a session can be held: not at harvest, on market days, festivals or over fixed duties."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from portal.catalog.agenda import Agenda

NOTICE = 7
"""Days ahead of the first suggestion: residents and the lawyer must hear of it."""
_FARTHEST = 300


class FreeDays:
    """Finds days for stops; each day is given away once."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._avoid = agenda.catalog.portal.account.avoid
        self._taken: set[date] = set()
        self._law_days = {o.on for o in agenda.catalog.observances.values() if o.until is None}

    def take(self, advisers: Collection[str], *, is_market: bool = False) -> date | None:
        """The next free day, on which none of the advisers sits elsewhere; None if there is none in sight."""
        day = self._agenda.today + timedelta(days=NOTICE)
        for _ in range(_FARTHEST):
            if not self.why_not(day, advisers, is_market=is_market):
                self._taken.add(day)
                return day
            day += timedelta(days=1)
        return None

    def why_not(self, day: date, advisers: Collection[str], *, is_market: bool = False) -> str:
        """Why a day is not free; empty if it is."""
        almanac = self._agenda.catalog.almanac
        lunar = almanac.lunar(day)
        if {str(day.month), f"lunar {lunar.month}"} & set(self._avoid.harvest_months):
            return "harvest"
        if day in self._avoid.festivals or not almanac.is_workday(day):
            return "festival"
        is_market_day = bool({str(day.day), f"lunar {lunar.day}"} & set(self._avoid.market_days))
        if self._avoid.market_days and is_market_day != is_market:
            return "market"
        if f"{day:%m-%d}" in self._law_days or day in self._taken or day in self._agenda.events_by_day:
            return "duty"
        return "duty" if any(self._sits_elsewhere(adviser, day) for adviser in advisers) else ""

    def _sits_elsewhere(self, adviser: str, day: date) -> bool:
        # Only the adviser's own villages are asked: in a province there are thousands of others.
        return any(
            sit_in.day == day and sit_in.adviser == adviser and sit_in.takes_place
            for village, _ in self._agenda.catalog.villages_of(adviser, day)
            for sit_in in self._agenda.sit_ins_of(village)
        )
