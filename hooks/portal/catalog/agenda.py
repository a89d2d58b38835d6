"""The agenda: what is when. Sit-ins with what was reported of them, and sessions.

Lays reports (`work/`) over the occurrences of `schedule/occurrences.py`; an `Agenda` computes each
village's year once and remembers it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from functools import cached_property
from operator import attrgetter, is_
from typing import Literal, NamedTuple

from portal.catalog.catalog import Catalog
from portal.records import Event, SitInReport, Village
from portal.schedule.holidays import Almanac
from portal.schedule.occurrences import find_occurrences

DAYS_AHEAD = 400
"""How far sit-ins are computed at least: feeds promise the next 400 days."""
MONTHS_SHOWN = 13
"""Months after this one that pages list."""
DAYS_BACK = 60
"""How far back feeds reach."""

SitInState = Literal["scheduled", "held", "moved", "excused"]


class SitIn(NamedTuple):
    """One day an adviser sits in a village, or was to sit there.

    A tuple, because a province has hundreds of thousands: a frozen dataclass takes three times as long to make.
    """

    village: str
    adviser: str
    office_hour: str
    scheduled: date
    """The day the rule names: with village and rule the identity of the sit-in."""
    changed: date
    """When what is known of it last changed, as the records say."""
    revision: int
    """Rises whenever it changes (RFC 5545, SEQUENCE)."""
    day: date
    starts: time
    ends: time
    place: Mapping[str, str]
    is_provisional: bool
    state: SitInState = "scheduled"
    is_confirmed: bool = False
    moved_to: date | None = None
    """Set at the old date of a moved sit-in, which then does not take place."""
    moved_from: date | None = None
    """Set at the new date of a moved sit-in."""
    reason: Mapping[str, str] | None = None

    @property
    def takes_place(self) -> bool:
        """Whether somebody is to be found there on that day."""
        return self.state not in ("moved", "excused")


class Agenda:
    """Sit-ins and sessions of a catalog, seen from `today`."""

    def __init__(self, catalog: Catalog, today: date, earlier: Agenda | None = None) -> None:
        """What an `earlier` agenda has computed from the same records is not computed again."""
        self.catalog = catalog
        self.today = today
        self.first = min(date(today.year, 1, 1), today - timedelta(days=DAYS_BACK))
        self.last_shown = month_after(today, MONTHS_SHOWN + 1) - timedelta(days=1)
        """The end of the last month that pages list: whole months, so that they say the same all month."""
        self.last = today + timedelta(days=DAYS_AHEAD)
        self._sit_ins: dict[str, tuple[tuple[object, ...], tuple[SitIn, ...]]] = {}
        """By village: the records they were computed from, and the sit-ins."""
        same_days = (today, catalog.almanac.announced)
        if earlier is not None and same_days == (earlier.today, earlier.catalog.almanac.announced):
            self._sit_ins |= earlier._sit_ins

    def sit_ins_of(self, village_id: str) -> tuple[SitIn, ...]:
        """A village's sit-ins from the first day of this year (or 60 days back) on, moved and excused ones included."""
        return tuple([sit_in for sit_in in self.shown_sit_ins_of(village_id) if sit_in.day <= self.last])

    def shown_sit_ins_of(self, village_id: str) -> tuple[SitIn, ...]:
        """The same up to the end of the last month that pages list."""
        basis = (self.catalog.villages[village_id], *self.catalog.reports_of(village_id))
        known = self._sit_ins.get(village_id)
        if known is None or len(known[0]) != len(basis) or not all(map(is_, known[0], basis)):
            found = tuple(find_sit_ins(self.catalog, village_id, self.first, max(self.last, self.last_shown)))
            known = self._sit_ins[village_id] = (basis, found)
        return known[1]

    def next_sit_ins(self, village_id: str) -> list[SitIn]:
        """The sit-ins of a village from today on, those that were moved away or excused included."""
        return [sit_in for sit_in in self.sit_ins_of(village_id) if sit_in.day >= self.today]

    def sit_ins_of_adviser(self, adviser_id: str) -> tuple[SitIn, ...]:
        """An adviser's sit-ins in all villages, those of ended and coming engagements included."""
        return self._sit_ins_by_adviser.get(adviser_id, ())

    @cached_property
    def _sit_ins_by_adviser(self) -> Mapping[str, tuple[SitIn, ...]]:
        found: dict[str, list[SitIn]] = {}
        for village_id in self.catalog.villages:
            for sit_in in self.sit_ins_of(village_id):
                found.setdefault(sit_in.adviser, []).append(sit_in)
        return {
            id: tuple(sorted(sit_ins, key=lambda sit_in: (sit_in.day, sit_in.starts, sit_in.village)))
            for id, sit_ins in found.items()
        }

    @cached_property
    def sit_ins_by_day(self) -> Mapping[date, list[SitIn]]:
        """Every village's sit-ins by day, in order of hour and division code."""
        found: dict[date, list[SitIn]] = {}
        for village_id in self.catalog.villages:
            for sit_in in self.shown_sit_ins_of(village_id):
                found.setdefault(sit_in.day, []).append(sit_in)
        return {day: sorted(found[day], key=lambda sit_in: sit_in.starts) for day in sorted(found)}

    @cached_property
    def events_by_day(self) -> Mapping[date, list[tuple[str, Event]]]:
        """Sessions by day; a postponed one stands at both its days."""
        found: dict[date, list[tuple[str, Event]]] = {}
        for event_id, event in self.catalog.events.items():
            for day in sorted({event.starts.date(), event.when[0].date()}):
                found.setdefault(day, []).append((event_id, event))
        return {day: sorted(found[day], key=lambda item: item[1].when[0]) for day in sorted(found)}

    @cached_property
    def next_events(self) -> list[tuple[str, Event]]:
        """Sessions that are still to come, cancelled ones included, in order."""
        coming = [item for item in self.catalog.events.items() if item[1].when[1].date() >= self.today]
        return sorted(coming, key=lambda item: (item[1].when[0], item[0]))


def month_after(day: date, months: int) -> date:
    """The first day of the month that is so many after the day's own."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def find_sit_ins(
    catalog: Catalog, village_id: str, first: date, last: date, reports: Sequence[SitInReport] | None = None
) -> list[SitIn]:
    """A village's sit-ins from `first` to `last`, in order of day and hour; `reports` are all, if not given."""
    village = catalog.villages[village_id]
    reports = catalog.reports_of(village_id) if reports is None else reports
    return find_sit_ins_of(village_id, village, reports, first, last, catalog.almanac)


def find_sit_ins_of(
    village_id: str, village: Village, reports: Sequence[SitInReport], first: date, last: date, almanac: Almanac
) -> list[SitIn]:
    """The same for a village whose records are not in a catalog (yet)."""
    # What was moved into the span may have been scheduled outside it.
    moved = [report.date for report in reports if report.moved_to and first <= report.moved_to.date <= last]
    earliest, latest = min([first, *moved]), max([last, *moved])
    reported = reports_by_day(reports)
    found: list[SitIn] = []
    for assignment in village.assignments:
        for rule in assignment.office_hours:
            known_since = village.changed or max(assignment.since, rule.since or assignment.since)
            for occurrence in find_occurrences(rule, assignment, earliest, latest, almanac):
                sit_in = SitIn(
                    village_id, assignment.adviser, rule.id, occurrence.scheduled, known_since, village.revision,
                    occurrence.day, rule.starts, rule.ends, rule.place, occurrence.is_provisional,
                )  # fmt: skip
                if sit_in.day in reported:
                    found += [s for s in _apply(reported, sit_in, almanac) if first <= s.day <= last]
                elif first <= sit_in.day <= last:
                    found.append(sit_in)
    return sorted(found, key=attrgetter("day", "starts", "office_hour"))


ReportsByDay = Mapping[date, Sequence[SitInReport]]


def reports_by_day(reports: Iterable[SitInReport]) -> ReportsByDay:
    """Reports of one village by the day they name: of a day there are few, of years thousands."""
    found: dict[date, list[SitInReport]] = {}
    for report in reports:
        found.setdefault(report.date, []).append(report)
    return found


def find_report(reports: ReportsByDay, sit_in: SitIn, used: Sequence[SitInReport] = ()) -> SitInReport | None:
    """The report of a sit-in by its day: the one that names its rule, else one that names none; none that is `used`."""
    of_day = [report for report in reports.get(sit_in.day, ()) if not any(report is other for other in used)]
    named = (report for report in of_day if report.office_hour == sit_in.office_hour)
    return next(named, next((report for report in of_day if report.office_hour is None), None))


def _apply(reports: ReportsByDay, sit_in: SitIn, almanac: Almanac, used: tuple[SitInReport, ...] = ()) -> list[SitIn]:
    """The sit-in as reported; a moved one stands at both its days, and is reported of at its new one."""
    report = find_report(reports, sit_in, used)
    if report is None:
        return [sit_in]
    old = sit_in._replace(
        state=report.outcome, is_confirmed=report.confirmed, reason=report.reason or sit_in.reason,
        changed=max(sit_in.changed, report.changed or report.date),
        revision=sit_in.revision + report.number,
    )  # fmt: skip
    to = report.moved_to
    if to is None:
        return [old]
    new = old._replace(
        day=to.date, starts=to.starts, ends=to.ends, place=to.place or sit_in.place,
        is_provisional=almanac.is_provisional(to.date), state="scheduled", moved_from=sit_in.day,
    )  # fmt: skip
    return [old._replace(moved_to=to.date, is_confirmed=False), *_apply(reports, new, almanac, (*used, report))]
