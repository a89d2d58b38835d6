"""Checks between records: what no single file can get wrong alone.

Sit-ins and the work of advisers are `checks/work.py`'s business, files that are no
records `checks/files.py`'s, personal data `catalog/allow_list.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from portal.checks.account import check_account_records
from portal.checks.site import check_conventions, check_icons
from portal.checks.work import check_work
from portal.explainers.translations import check_untranslated
from portal.problems.problem import Problem
from portal.records import Portal, Village
from portal.records.validation import RecordStore
from portal.yaml_io.document import Document

FARTHEST = timedelta(days=800)
"""How far ahead a session may be planned: beyond two years and a bit, the year is a slip."""


FIRST_VILLAGE, FIRST_OTHER = 200, 400
"""Last three digits of a division code: communities, villages, then bodies like either (国家统计局, 2009)."""


def check_between_records(store: RecordStore) -> None:
    """Adds every problem and warning that concerns more than one record, or today."""
    for kind, id in list(store.places):
        record = store.records.get(kind, {}).get(id)
        if record is not None:
            store.check_marks(record, *store.places[kind, id])
    store.problems += _check_names(store)
    store.problems += _check_licences(store)
    for _, village, document, _ in store.all("village"):
        store.problems += _check_assignments(village, document, store.today)
    store.problems += _check_verified(store)
    store.problems += _check_events(store)
    store.problems += check_conventions(store)
    store.problems += check_icons(store)
    store.problems += check_account_records(store)
    store.problems += check_work(store)
    store.problems += check_untranslated(store)


def _check_names(store: RecordStore) -> Iterator[Problem]:
    """Division codes, names and aliases belong to one village each."""
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for id, village, document, _ in store.all("village"):
        other = codes.setdefault(village.code, id)
        if other != id:
            yield document.problem_at(("code",), "code-used-twice", division=village.code, other=other)
        number = int(village.code[-3:])
        if 0 < number < FIRST_OTHER and (number >= FIRST_VILLAGE) != (village.kind == "village"):
            yield document.problem_at(("kind",), "code-and-kind", kind=village.kind, division=village.code)
        named = [(("name", language), name) for language, name in village.name.items()]
        named += [(("aliases", position), alias) for position, alias in enumerate(village.aliases)]
        for location, name in named:
            other = names.setdefault(name, id)
            if other != id:
                yield document.problem_at(location, "name-used-twice", name=name, other=other)


def _check_licences(store: RecordStore) -> Iterator[Problem]:
    """A licence number belongs to one adviser."""
    owners: dict[str, str] = {}
    for id, adviser, document, _ in store.all("adviser"):
        other = owners.setdefault(adviser.licence, id) if adviser.licence else id
        if other != id:
            yield document.problem_at(("licence",), "licence-used-twice", other=other)


def _check_assignments(village: Village, document: Document, today: date) -> Iterator[Problem]:
    for position, assignment in enumerate(village.assignments):
        for earlier in village.assignments[:position]:
            overlaps = earlier.covers(assignment.since) or assignment.covers(earlier.since)
            if overlaps and earlier.adviser == assignment.adviser:
                at = ("assignments", position, "since")
                yield document.problem_at(at, "assignments-overlap", other=f"{earlier.since}")
    if village.assignment_on(today) is None:
        name = next(iter(village.name.values()))
        yield document.problem_at_key(("assignments",), "no-current-adviser", village=name)


def _check_verified(store: RecordStore) -> Iterator[Problem]:
    portal = store.records.get("portal", {}).get("portal")
    days = portal.thresholds.verified_within_days if isinstance(portal, Portal) else 365
    for kind in ("village", "adviser", "office"):
        for _, record, document, location in store.all(kind):
            if store.today - record.verified.on > timedelta(days=days):
                at = [*location, "verified", "on"]
                yield document.problem_at(at, "not-verified-lately", day=f"{record.verified.on}", days=str(days))


def _check_events(store: RecordStore) -> Iterator[Problem]:
    for _, event, document, _ in store.all("event"):
        starts, ends = event.when
        if event.status in ("planned", "postponed") and ends.date() < store.today:
            yield document.problem_at(("status",), "session-still-planned", day=f"{ends.date()}")
        if event.status == "held" and starts.date() > store.today:
            yield document.problem_at(("status",), "held-in-future", day=f"{starts.date()}")
        for location, day in ((("starts",), event.starts.date()), (("postponed_to", "starts"), starts.date())):
            if day - store.today > FARTHEST:
                yield document.problem_at(location, "too-far-ahead", day=f"{day}")
