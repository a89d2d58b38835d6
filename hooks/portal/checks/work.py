"""Checks of the work reported: of its month, and under an assignment that stood.

Whether a sit-in was scheduled on a reported day is `checks/dates.py`'s business.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from portal.problems.problem import Problem
from portal.records import Assignment, SitInReport, Village
from portal.records.validation import RecordStore
from portal.yaml_io.document import Document, Location


def check_work(store: RecordStore) -> Iterator[Problem]:
    """The months' reports, and the advisers of sessions, against the assignments they refer to."""
    for month, work, document, _ in store.all("work"):
        first = date.fromisoformat(f"{month}-01")
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        if first > store.today:  # coming sit-ins may be moved or called off; work is not done ahead
            for key, rows in (("advisers", work.advisers), ("legal_helpers", work.legal_helpers)):
                if rows:
                    yield document.problem_at((key, 0), "not-yet", day=month, today=f"{store.today}")
        for position, report in enumerate(work.sit_ins):
            yield from _check_report(document, ("sit_ins", position), report, month, store.today)
        for position, row in enumerate(work.advisers):
            village = store.records.get("village", {}).get(row.village)
            if not isinstance(village, Village):
                continue
            theirs = [a for a in village.assignments if a.adviser == row.adviser]
            if not any(a.since <= last and (a.until is None or a.until >= first) for a in theirs):
                code = "assignment-ended" if theirs else "adviser-not-assigned"
                at = ("advisers", position, "adviser")
                yield _unassigned(document, at, code, row.adviser, row.village, village.assignments, month)
    yield from _check_sessions(store)


def _check_report(document: Document, at: Location, report: SitInReport, month: str, today: date) -> Iterator[Problem]:
    if f"{report.date:%Y-%m}" != month:
        yield document.problem_at([*at, "date"], "outside-file", day=f"{report.date}", span=month)
    elif report.outcome == "held" and report.date > today:
        yield document.problem_at([*at, "outcome"], "held-in-future", day=f"{report.date}")
    if report.moved_to is not None and report.moved_to.date == report.date:
        yield document.problem_at([*at, "moved_to", "date"], "moved-nowhere", day=f"{report.date}")


def _check_sessions(store: RecordStore) -> Iterator[Problem]:
    """Whoever is named for a session advised some village at that time."""
    terms: dict[str, list[Assignment]] = {}
    for _, village, _, _ in store.all("village"):
        for assignment in village.assignments:
            terms.setdefault(assignment.adviser, []).append(assignment)
    for _, event, document, _ in store.all("event"):
        day = event.starts.date()
        for position, adviser in enumerate(event.advisers):
            theirs = tuple(terms.get(adviser, ()))
            if theirs and not any(assignment.covers(day) for assignment in theirs):
                at = ("advisers", position)
                yield _unassigned(document, at, "assignment-ended", adviser, "*", theirs, f"{day}")


def _unassigned(
    document: Document, at: Location, code: str, adviser: str, village: str,
    assignments: tuple[Assignment, ...], when: str,
) -> Problem:  # fmt: skip
    terms = [f"{a.adviser} {a.since} – {a.until or ''}".rstrip(" –") for a in assignments]
    return document.problem_at(at, code, adviser=adviser, village=village, day=when, terms="; ".join(terms) or "—")
