"""Checks of what the account is computed from: outcomes, plans, study, published figures.

Whether work was reported of the right day and adviser is `checks/dates.py`'s and `checks/work.py`'s business.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portal.account.materials import find_leaflets
from portal.account.town import YearAccount
from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.problems.problem import Problem
from portal.records.validation import RecordStore


def check_account_records(store: RecordStore) -> Iterator[Problem]:
    """Problems and warnings of single records that need another one to judge."""
    for _, event, document, _ in store.all("event"):
        if event.status == "held" and event.outcome is None:
            yield document.problem_at(("status",), "held-without-outcome")
    for kind, list_name in (("plan", "items"), ("study", "sessions")):
        for year, record, document, _ in store.all(kind):
            for position, item in enumerate(getattr(record, list_name)):
                if not item.month.startswith(year):
                    at = (list_name, position, "month")
                    yield document.problem_at(at, "outside-file", day=item.month, span=year)
    for year, study, document, _ in store.all("study"):
        for position, session in enumerate(study.sessions):
            if session.held and f"{session.held.year}" != year:
                at = ("sessions", position, "held")
                yield document.problem_at(at, "outside-file", day=f"{session.held}", span=year)


def check_account(catalog: Catalog, store: RecordStore, today: date) -> Iterator[Problem]:
    """Warnings about what the figures come to: reports not borne out, more given than printed."""
    agenda = Agenda(catalog, today)
    for year, report in catalog.reports.items():
        document, _ = store.places["report", year]
        account = YearAccount(agenda, int(year))
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
            document, location = store.places["material", leaflet.id]
            args = {"given": str(leaflet.given), "printed": str(leaflet.printed)}
            yield document.problem_at([*location, "printed"], "more-given-than-printed", **args)
