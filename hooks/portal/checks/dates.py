"""Checks of dates: whether what the rules and records promise can be kept.

Rules, reports and sessions are right one by one when they come here; what is asked is
whether they agree with each other, with the holidays and with `today`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import combinations

from portal.catalog.agenda import DAYS_AHEAD, SitIn, find_sit_ins_of
from portal.checks.reports import check_reports
from portal.problems.problem import Problem
from portal.records import Assignment, HolidayYear, OfficeHour, SitInReport, Village
from portal.records.recurrence_rules import OnceRule
from portal.records.validation import RecordStore
from portal.schedule.holidays import Almanac
from portal.schedule.occurrences import FARTHEST_SHIFT, find_occurrences, rule_span
from portal.yaml_io.document import Document, Location

NO_SIT_IN_DAYS = 60
"""A village without a sit-in in so many days is named."""
LONGEST_SEARCH = timedelta(days=4 * 366)
"""How far a rule is searched for a first date before it counts as impossible."""
SHOWN_AROUND = timedelta(days=100)
"""Days on which a sit-in was due are looked for so far before a report: rules of a quarter have one there."""
UNRECORDED_AFTER = timedelta(days=30)
LOOKED_BACK = timedelta(days=365)
"""Beyond a year nobody remembers what came of a sit-in."""


@dataclass(frozen=True, slots=True)
class _Engagement:
    """Somewhere an adviser is to be, and the line that says so."""

    starts: datetime
    ends: datetime
    where: str
    villages: frozenset[str]
    document: Document
    location: tuple[str | int, ...]


_Busy = dict[tuple[str, date], list[Callable[[], _Engagement]]]
"""Engagements by adviser and day, made only where there are several."""


def check_dates(store: RecordStore, almanac: Almanac, today: date) -> Iterator[Problem]:
    """Every problem and warning of dates."""
    yield from _check_holidays(store)
    reports = _reports_by_village(store)
    busy: _Busy = defaultdict(list)
    for village_id, village, document, _ in store.all("village"):
        yield from _check_assignments(village, document)
        found = reports.get(village_id, [])
        listed = [report for report, _, _ in found]
        first = min([today - LOOKED_BACK, *(report.date - SHOWN_AROUND for report in listed)])
        last = today + timedelta(days=DAYS_AHEAD)
        sit_ins = find_sit_ins_of(village_id, village, listed, first, last, almanac)
        coming = [sit_in for sit_in in sit_ins if sit_in.day >= today and sit_in.takes_place]
        places = _rule_places(village)
        yield from _check_rules(village, document, {(s.adviser, s.office_hour) for s in coming}, almanac)
        yield from _check_holiday_sit_ins(coming, document, places, almanac)
        yield from _check_soon(village, document, coming, today)
        yield from check_reports(village, sit_ins, found)
        yield from _check_unrecorded(sit_ins, document, places, today)
        for sit_in in coming:
            busy[sit_in.adviser, sit_in.day].append(partial(_engagement, sit_in, village, document, places))
    for _, event, document, _ in store.all("event"):
        starts, ends = event.when
        if event.status in ("planned", "postponed") and starts.date() >= today:
            title = next(iter(event.title.values()))
            for position, adviser in enumerate(event.advisers):
                where = frozenset(event.villages)
                at = ("advisers", position)
                busy[adviser, starts.date()].append(partial(_Engagement, starts, ends, title, where, document, at))
        if event.status in ("postponed", "cancelled") and not (event.changed and event.revision):
            yield document.problem_at(("status",), "change-unmarked", status=event.status)
    yield from _check_two_places(busy)


def _reports_by_village(store: RecordStore) -> Mapping[str, list[tuple[SitInReport, Document, int]]]:
    found: dict[str, list[tuple[SitInReport, Document, int]]] = defaultdict(list)
    for _, work, document, _ in sorted(store.all("work"), key=lambda item: item[0]):
        for position, report in enumerate(work.sit_ins):
            found[report.village].append((report, document, position))
    return found


def _rule_places(village: Village) -> Mapping[tuple[str, str], tuple[str | int, ...]]:
    """Where each rule stands, by adviser and rule."""
    return {
        (assignment.adviser, rule.id): ("assignments", position, "office_hours", number)
        for position, assignment in enumerate(village.assignments)
        for number, rule in enumerate(assignment.office_hours)
    }


def _engagement(
    sit_in: SitIn, village: Village, document: Document, places: Mapping[tuple[str, str], tuple[str | int, ...]]
) -> _Engagement:
    return _Engagement(
        datetime.combine(sit_in.day, sit_in.starts), datetime.combine(sit_in.day, sit_in.ends),
        next(iter(village.name.values())), frozenset({sit_in.village}), document,
        (*places[sit_in.adviser, sit_in.office_hour], "on"),
    )  # fmt: skip


def _check_holidays(store: RecordStore) -> Iterator[Problem]:
    """Each year's file names days of that year (or of the December before), and none twice."""
    record: HolidayYear
    for id, record, document, _ in store.all("holidays"):
        first = date(int(id) - 1, 12, 1)
        for key in ("off", "workdays"):
            for position, day in enumerate(getattr(record, key)):
                if not first <= day <= date(int(id), 12, 31):
                    yield document.problem_at((key, position), "holiday-of-another-year", day=f"{day}", year=id)
                elif key == "workdays" and day in record.off:
                    yield document.problem_at((key, position), "holiday-and-workday", day=f"{day}")


def _check_assignments(village: Village, document: Document) -> Iterator[Problem]:
    """Two advisers at once: is an end missing? And do their rules have ids of their own?"""
    for position, later in enumerate(village.assignments):
        for earlier in village.assignments[:position]:
            if not (earlier.covers(later.since) or later.covers(earlier.since)) or earlier.adviser == later.adviser:
                continue
            at: Location = ("assignments", position, "since")
            yield document.problem_at(at, "two-advisers", adviser=earlier.adviser, since=f"{earlier.since}")
            taken = {rule.id for rule in earlier.office_hours}
            for number, rule in enumerate(later.office_hours):
                if rule.id in taken:
                    at = ("assignments", position, "office_hours", number, "id")
                    yield document.problem_at(at, "id-used-twice", id=rule.id, other=earlier.adviser)


def _check_rules(
    village: Village, document: Document, alive: set[tuple[str, str]], almanac: Almanac
) -> Iterator[Problem]:
    """Every rule yields a date."""
    for position, assignment in enumerate(village.assignments):
        for number, rule in enumerate(assignment.office_hours):
            if (assignment.adviser, rule.id) not in alive and not _has_dates(rule, assignment, almanac):
                at = ("assignments", position, "office_hours", number, "on")
                yield document.problem_at(at, "rule-without-dates")


def _has_dates(rule: OfficeHour, assignment: Assignment, almanac: Almanac) -> bool:
    since, until = rule_span(rule, assignment)
    listed = [once.day for once in rule.on if isinstance(once, OnceRule)]
    if listed:  # they may lie long behind us, or far ahead: only whether one can be kept at all is asked
        return bool(
            find_occurrences(rule, assignment, min(listed) - FARTHEST_SHIFT, max(listed) + FARTHEST_SHIFT, almanac)
        )
    return bool(find_occurrences(rule, assignment, since, min(until, since + LONGEST_SEARCH), almanac))


def _check_holiday_sit_ins(
    coming: list[SitIn], document: Document, places: Mapping[tuple[str, str], tuple[str | int, ...]], almanac: Almanac
) -> Iterator[Problem]:
    """Sit-ins on public holidays, when the village office is closed: one warning a rule."""
    by_rule: dict[tuple[str, str], list[date]] = defaultdict(list)
    for sit_in in coming:
        if almanac.is_public_holiday(sit_in.day):
            by_rule[sit_in.adviser, sit_in.office_hour].append(sit_in.day)
    for rule, days in by_rule.items():
        shown = "、".join(f"{day}" for day in days[:3]) + (" …" if len(days) > 3 else "")
        yield document.problem_at((*places[rule], "on"), "sit-in-on-holiday", days=shown)


def _check_soon(village: Village, document: Document, coming: list[SitIn], today: date) -> Iterator[Problem]:
    """A village with an adviser has a sit-in soon."""
    limit = today + timedelta(days=NO_SIT_IN_DAYS)
    if village.assignment_on(today) is not None and not any(sit_in.day <= limit for sit_in in coming):
        name = next(iter(village.name.values()))
        yield document.problem_at_key(("assignments",), "no-sit-in-soon", village=name, days=str(NO_SIT_IN_DAYS))


def _check_unrecorded(
    sit_ins: list[SitIn], document: Document, places: Mapping[tuple[str, str], tuple[str | int, ...]], today: date
) -> Iterator[Problem]:
    """One warning a rule: the days on which nobody has reported for a month. Not recorded is never absent."""
    by_rule: dict[tuple[str, str], list[date]] = defaultdict(list)
    first, after = today - LOOKED_BACK, today - UNRECORDED_AFTER
    for sit_in in sit_ins:
        if sit_in.state == "scheduled" and first <= sit_in.day < after:
            by_rule[sit_in.adviser, sit_in.office_hour].append(sit_in.day)
    for rule, days in by_rule.items():
        shown = "、".join(f"{day}" for day in days[:6]) + (" …" if len(days) > 6 else "")
        yield document.problem_at(places[rule], "sit-ins-unrecorded", count=str(len(days)), days=shown)


def _check_two_places(busy: _Busy) -> Iterator[Problem]:
    """One warning for each pair of lines that ask for the same adviser at the same time."""
    clashes: dict[tuple[str, ...], list[tuple[str, _Engagement, _Engagement]]] = defaultdict(list)
    for (adviser, _), engagements in busy.items():
        for one, other in combinations([make() for make in engagements] if len(engagements) > 1 else (), 2):
            if one.starts < other.ends and other.starts < one.ends and not one.villages & other.villages:
                lines = (*_line(one), *_line(other))
                clashes[lines].append((adviser, one, other))
    for found in clashes.values():
        adviser, one, other = min(found, key=lambda clash: clash[1].starts)
        yield other.document.problem_at(
            other.location, "adviser-in-two-places", adviser=adviser, times=str(len(found)),
            first=f"{max(one.starts, other.starts):%Y-%m-%d %H:%M}", one=one.where, other=other.where,
        )  # fmt: skip


def _line(engagement: _Engagement) -> tuple[str, str]:
    return engagement.document.path, "/".join(map(str, engagement.location))
