"""Checks of records against those published before: numbers of calendar entries only rise.

A calendar program that has an entry takes another one under the same UID only if its number (RFC 5545, SEQUENCE)
is higher; after a step back it keeps what is no longer so. The numbers come from the records alone, and so a
push may neither take a published report away nor lower a revision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from portal.catalog.agenda import ReportsByDay, SitIn, find_report, find_sit_ins_of, reports_by_day
from portal.catalog.catalog import Catalog
from portal.problems.problem import Problem
from portal.records import Event, SitInReport, Village, Work
from portal.records.base import Record
from portal.records.registry import KINDS, path_of
from portal.records.validation import read_record
from portal.records.work import LEAST_NUMBER
from portal.yaml_io.document import Document, decode, read_document

COMPARED = ("content/events", "content/villages", "content/work")
"""Folders whose records number calendar entries."""

Files = Mapping[str, bytes]
Known = TypeVar("Known", bound=Record)
_Key = tuple[str, date]
"""Rule and day it names: within a village the identity of a sit-in, as in its UID."""


class _Stage(NamedTuple):
    """A day of a sit-in's way (it may be moved more than once), and what was reported of it there."""

    sit_in: SitIn
    report: SitInReport | None


def check_revisions(before: Files, files: Files, catalog: Catalog) -> Iterator[Problem]:
    """Entries of `files` (whose catalog is given) that calendar programs would not take, since `before` was published.

    What has gone for good (a village, a session, a rule's day) has no entry any more and is no step back.
    """
    languages = tuple(catalog.languages)
    for event_id, event, path in _changed(before, files, "event", Event, languages):
        yield from _check_lowered(event, catalog.events.get(event_id), path, files)
    villages: dict[str, Village] = {}
    for village_id, old, path in _changed(before, files, "village", Village, languages):
        if village_id in catalog.villages:
            new = catalog.villages[village_id]
            yield from _check_lowered(old, new, path, files)
            # Lowered, it is told once and not once more for every row.
            villages[village_id] = old.model_copy(update={"revision": min(old.revision, new.revision)})
    reports = _reports_before(before, files, catalog, languages)
    for village_id, village in catalog.villages.items():
        known, published = catalog.reports_of(village_id), reports.get(village_id, ())
        if published and (village_id in villages or known != published):
            yield from _check_village(village_id, villages.get(village_id, village), published, catalog, files)


def _changed(
    before: Files, files: Files, kind: str, model: type[Known], languages: tuple[str, ...]
) -> Iterator[tuple[str, Known, str]]:
    """The published records of a kind whose files have changed: id, record, path."""
    pattern = next(known.pattern for known in KINDS if known.name == kind)
    for path, raw in before.items():
        match = pattern.fullmatch(path.removeprefix("content/"))
        if match and files.get(path) != raw:
            record = read_record(_document(path, raw), model, languages)[0]
            if record is not None:  # else a program with other rules took it
                yield match["id"], record, path


@lru_cache(maxsize=4)
def _document(path: str, raw: bytes) -> Document:
    text, problems = decode(path, raw)
    return Document(path, problems=problems) if problems else read_document(path, text)


def _reports_before(
    before: Files, files: Files, catalog: Catalog, languages: tuple[str, ...]
) -> Mapping[str, tuple[SitInReport, ...]]:
    """What was reported of each village in the published records."""
    months = {month: work for month, work in catalog.work.items() if path_of("work", month) in before}
    months |= {month: work for month, work, _ in _changed(before, files, "work", Work, languages)}
    found: dict[str, list[SitInReport]] = {}
    for month in sorted(months):
        for report in months[month].sit_ins:
            found.setdefault(report.village, []).append(report)
    return {village_id: tuple(listed) for village_id, listed in found.items()}


def _check_lowered(old: Event | Village, new: Event | Village | None, path: str, files: Files) -> Iterator[Problem]:
    if new is not None and new.revision < old.revision:
        args = {"now": str(new.revision), "was": str(old.revision), "least": str(old.revision)}
        yield _document(path, files[path]).problem_at(("revision",), "push-revision-lower", **args)


def _check_village(
    village_id: str, village: Village, published: Sequence[SitInReport], catalog: Catalog, files: Files
) -> Iterator[Problem]:
    """One problem a row: one that is gone, or under whose number a calendar program has taken another state."""
    known = catalog.reports_of(village_id)
    days = [day for report in (*published, *known) for day in _days_of(report)]
    was = _stages(village_id, village, published, catalog, min(days), max(days))
    now = _stages(village_id, catalog.villages[village_id], known, catalog, min(days), max(days))
    kept, told = reports_by_day(known), set[int]()
    for key in sorted(was.keys() & now.keys()):
        old, new = was[key][-1].sit_in, now[key][-1].sit_in
        before, after = _rows(was[key]), _rows(now[key])
        missing = [row for row in before if not _is_kept(row, now[key], kept)]
        if missing:
            yield _row_deleted(missing[-1], missing[-1].office_hour, old, new)
        elif _lags(was[key], now[key]) and before and not after:  # what is left names another rule
            yield _row_deleted(before[-1], key[0], old, new)
        elif _lags(was[key], now[key]) and after and id(after[-1]) not in told:
            told.add(id(after[-1]))
            yield _number_lower(after[-1], after[-1].number + old.revision + 1 - new.revision, catalog, files)


def _days_of(report: SitInReport) -> Iterator[date]:
    yield report.date
    if report.moved_to is not None:
        yield report.moved_to.date


def _stages(
    village_id: str, village: Village, reports: Sequence[SitInReport], catalog: Catalog, first: date, last: date
) -> Mapping[_Key, Sequence[_Stage]]:
    found: dict[_Key, list[_Stage]] = {}
    reported = reports_by_day(reports)
    sit_ins = find_sit_ins_of(village_id, village, reports, first, last, catalog.almanac)
    for sit_in in sorted(sit_ins, key=lambda each: each.moved_to is None):  # where it stands in the end comes last
        stage = _Stage(sit_in, find_report(reported, sit_in))
        found.setdefault((sit_in.office_hour, sit_in.scheduled), []).append(stage)
    return found


def _rows(stages: Sequence[_Stage]) -> list[SitInReport]:
    return [stage.report for stage in stages if stage.report is not None]


def _is_kept(row: SitInReport, stages: Sequence[_Stage], kept: ReportsByDay) -> bool:
    """Whether a published row is still there, or had to go: its sit-in no longer stands on that day."""
    if all(stage.sit_in.day != row.date for stage in stages):
        return True
    others = kept.get(row.date, ())
    return any(other.office_hour == row.office_hour or None in (other.office_hour, row.office_hour) for other in others)


def _lags(was: Sequence[_Stage], now: Sequence[_Stage]) -> bool:
    """Whether the entry's number fell, or stayed while reports moved it, called it off or took that back."""
    old, new = was[-1].sit_in, now[-1].sit_in
    if new.revision != old.revision:
        return new.revision < old.revision
    says = [(row.date, row.outcome, row.moved_to) for row in _rows(was)]
    if says == [(row.date, row.outcome, row.moved_to) for row in _rows(now)]:
        return False
    return (old.day, old.starts, old.ends, old.takes_place) != (new.day, new.starts, new.ends, new.takes_place)


def _row_deleted(row: SitInReport, office_hour: str | None, old: SitIn, new: SitIn) -> Problem:
    revision = max(old.revision + 1 - new.revision, LEAST_NUMBER["scheduled"])
    rule = f", office_hour: {office_hour}" if office_hour else ""
    line = f"{{village: {row.village}, date: {row.date}{rule}, outcome: scheduled, revision: {revision}}}"
    args = {"village": row.village, "day": f"{row.date}", "office_hour": old.office_hour, "row": line}
    return Problem("push-row-deleted", path_of("work", f"{row.date:%Y-%m}"), args=args)


def _number_lower(row: SitInReport, least: int, catalog: Catalog, files: Files) -> Problem:
    month = f"{row.date:%Y-%m}"
    path = path_of("work", month)
    position = next(at for at, each in enumerate(catalog.work[month].sit_ins) if each is row)
    at = ("sit_ins", position, "revision" if row.revision else "outcome")
    args = {"now": str(row.number), "was": str(least - 1), "least": str(least)}
    return _document(path, files[path]).problem_at(at, "push-revision-lower", **args)
