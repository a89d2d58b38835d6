"""Checks of what the account is computed from: work, plans, study, published figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from portal.account.materials import find_leaflets
from portal.account.town import YearAccount
from portal.almanac import Almanac
from portal.catalog import Catalog
from portal.hours import find_occurrences
from portal.problems import Problem
from portal.reading import Shelf
from portal.records import SitInReport, Village
from portal.source import Document

NEAREST = 3
"""How many right days are named beside a wrong one."""


def check_account_records(shelf: Shelf) -> Iterator[Problem]:
    """Problems and warnings of single records that need another one to judge."""
    for _, event, document, _ in shelf.all("event"):
        if event.status == "held" and event.outcome is None:
            yield document.problem_at(("status",), "held-without-outcome")
    yield from _check_sit_ins(shelf)
    yield from _check_advisers(shelf)
    for kind, list_name in (("plan", "items"), ("study", "sessions")):
        for year, record, document, _ in shelf.all(kind):
            for position, item in enumerate(getattr(record, list_name)):
                if not item.month.startswith(year):
                    at = (list_name, position, "month")
                    yield document.problem_at(at, "year-differs", month=item.month, year=year)


def check_account(catalog: Catalog, shelf: Shelf, today: date) -> Iterator[Problem]:
    """Warnings about what the figures come to: reports not borne out, more given than printed."""
    for year, report in catalog.reports.items():
        document, _ = shelf.places["report", year]
        account = YearAccount(catalog, int(year), today)
        if not account.has_records:
            yield document.problem_at_key(("figures",), "report-without-records", year=year)
            continue
        for id, stated in report.figures.items():
            counted = account.figures[id].amount
            if stated.judge(counted) == "short":
                args = {"stated": stated.text, "counted": str(counted)}
                yield document.problem_at(("figures", id), "stated-not-borne-out", **args)
    for leaflet in find_leaflets(catalog, today):
        if leaflet.given > leaflet.printed:
            document, location = shelf.places["material", leaflet.id]
            args = {"given": str(leaflet.given), "printed": str(leaflet.printed)}
            yield document.problem_at([*location, "printed"], "more-given-than-printed", **args)


def _check_sit_ins(shelf: Shelf) -> Iterator[Problem]:
    """A report names a day the village's office hours name, or one a sit-in was moved to."""
    villages: Mapping[str, Village] = shelf.records.get("village", {})  # type: ignore[assignment]
    almanac = Almanac({int(year): record for year, record, _, _ in shelf.all("holidays")})
    reports: dict[str, list[tuple[SitInReport, Document, int]]] = {}
    for _, work, document, _ in shelf.all("work"):
        for position, report in enumerate(work.sit_ins):
            reports.setdefault(report.village, []).append((report, document, position))
    for village_id, found in reports.items():
        if village_id not in villages:
            continue
        days = [report.date for report, _, _ in found]
        known = _days_by_rule(villages[village_id], min(days), max(days), almanac)
        moved_to = {report.moved_to.date for report, _, _ in found if report.moved_to}
        for report, document, position in found:
            rules = [report.office_hour] if report.office_hour else list(known)
            right = {day for rule in rules for day in known.get(rule, ())}
            if report.date in right or report.date in moved_to:
                continue
            near = sorted(right, key=lambda day: abs(day - report.date))[:NEAREST]
            yield document.problem_at(
                ("sit_ins", position, "date"), "sit-in-unknown-date", village=village_id, day=f"{report.date}",
                near=", ".join(f"{day}" for day in sorted(near)) or "—",
            )  # fmt: skip


def _days_by_rule(village: Village, first: date, last: date, almanac: Almanac) -> dict[str, set[date]]:
    """The days of each office hour in the months around the reports."""
    # A month more on both sides, so that a right day can be named beside a wrong one.
    first, last = first - timedelta(days=31), last + timedelta(days=31)
    found: dict[str, set[date]] = {}
    for assignment in village.assignments:
        for rule in assignment.office_hours:
            days = find_occurrences(rule, assignment, first, last, almanac)
            found.setdefault(rule.id, set()).update(occurrence.day for occurrence in days)
    return found


def _check_advisers(shelf: Shelf) -> Iterator[Problem]:
    villages: Mapping[str, Village] = shelf.records.get("village", {})  # type: ignore[assignment]
    for month, work, document, _ in shelf.all("work"):
        for position, done in enumerate(work.advisers):
            village = villages.get(done.village)
            if village is not None and not _is_engaged(village, done.adviser, month):
                at = ("advisers", position, "adviser")
                yield document.problem_at(at, "work-unassigned", adviser=done.adviser, village=done.village)


def _is_engaged(village: Village, adviser: str, month: str) -> bool:
    return any(
        assignment.adviser == adviser
        and f"{assignment.since:%Y-%m}" <= month
        and (assignment.until is None or month <= f"{assignment.until:%Y-%m}")
        for assignment in village.assignments
    )
