"""The town's account as views and commands ask for it: everything computed once, when asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from portal.account.coverage import Coverage, find_coverage
from portal.account.figures import find_figures
from portal.account.materials import Leaflet, find_leaflets
from portal.account.planning import (
    DutyLine,
    LawDay,
    PlanLine,
    StudyLine,
    YearSessions,
    find_duties,
    find_law_days,
    find_plan,
    find_study,
    index_sessions,
)
from portal.account.promised import Service, find_services
from portal.account.questions import Heard, find_heard
from portal.account.rows import Figure
from portal.account.sessions import DIMENSIONS, SessionRows, find_session_rows, held_events
from portal.account.sit_ins import Promise, find_promises
from portal.account.suggestions import Suggestion, find_suggestions
from portal.catalog.agenda import Agenda
from portal.catalog.small_counts import PublishedTotals, publish_totals
from portal.records import Event


class YearAccount:
    """One year; of the year under way what there is up to today."""

    def __init__(self, agenda: Agenda, year: int) -> None:
        self.catalog = agenda.catalog
        self.year = year
        self.is_current = year == agenda.today.year
        self.day = agenda.today if self.is_current else date(year, 12, 31)
        """The day it is seen from: its last, or today."""
        self._agenda = agenda

    @property
    def has_records(self) -> bool:
        """Whether anything at all was recorded: sessions, work or study."""
        prefix = f"{self.year}-"
        return bool(
            self.events or any(month.startswith(prefix) for month in self.catalog.work)
        ) or str(self.year) in self.catalog.study  # fmt: skip

    @cached_property
    def events(self) -> list[tuple[str, Event]]:
        """The sessions held."""
        return held_events(self.catalog, date(self.year, 1, 1), self.day)

    @cached_property
    def promises(self) -> list[Promise]:
        """The sit-ins that are due, by village and day."""
        return [
            promise for village in self.catalog.villages for promise in find_promises(self._agenda, village, self.year)
        ]

    @cached_property
    def _sessions(self) -> SessionRows:
        return find_session_rows(self.catalog, self.events)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure by id."""
        return find_figures(self.catalog, self.year, self.day, self.is_current, self._sessions, self.promises)

    @cached_property
    def breakdowns(self) -> Mapping[str, Mapping[str, Figure]]:
        """Sessions by each of `DIMENSIONS`, leaflets by title, consultations by topic; largest first."""
        groups = {f"sessions/{name}": self._sessions.by[name] for name in DIMENSIONS}
        groups |= {"leaflets/title": self._sessions.leaflets, "consultations/topic": self._sessions.consultations}
        return {
            id: {
                value: Figure(f"{id}/{value}", rows)
                for value, rows in sorted(values.items(), key=lambda item: (-sum(r.amount for r in item[1]), item[0]))
            }
            for id, values in groups.items()
        }

    @cached_property
    def published_consultations(self) -> PublishedTotals:
        """Totals of consultations as residents may see them."""
        return publish_totals(
            {topic: [row.amount for row in rows] for topic, rows in self._sessions.consultations.items()},
            is_settled=not self.is_current,
        )

    @cached_property
    def coverage(self) -> Coverage:
        """Who was reached."""
        return find_coverage(self.catalog, self.events, self.day)

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """Promised and held, by village and adviser."""
        return find_services(self.catalog, self.year, self.day, self.promises)

    def services_of(self, village_id: str) -> Sequence[Service]:
        """What is known of one village's advisers."""
        return self._services_by_village.get(village_id, ())

    @cached_property
    def _services_by_village(self) -> Mapping[str, list[Service]]:
        found: dict[str, list[Service]] = {}
        for service in self.services:
            found.setdefault(service.village, []).append(service)
        return found

    @cached_property
    def _all_sessions(self) -> YearSessions:
        return index_sessions(self.catalog, self.year)

    @cached_property
    def plan(self) -> tuple[PlanLine, ...]:
        """The outreach plan."""
        return find_plan(self.catalog, self.year, self.day, self._all_sessions)

    @cached_property
    def duties(self) -> tuple[DutyLine, ...]:
        """The duty list."""
        return find_duties(self.catalog, self.day, self._all_sessions)

    @cached_property
    def study(self) -> tuple[StudyLine, ...]:
        """The leaders' study plan."""
        return find_study(self.catalog, self.year, self.day)

    @cached_property
    def law_days(self) -> tuple[LawDay, ...]:
        """The fixed law days."""
        return find_law_days(self.catalog, self.year, self.day, self._all_sessions)

    @cached_property
    def heard(self) -> tuple[Heard, ...]:
        """Topics asked about."""
        return find_heard(self.catalog, dict(self.breakdowns["consultations/topic"]))


class TownAccount:
    """The account of all years, seen from the agenda's today."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self.catalog = agenda.catalog
        self.today = agenda.today
        self._years: dict[int, YearAccount] = {}
        self._suggestions: dict[bool, tuple[Suggestion, ...]] = {}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that have records or a report, this one included, newest first."""
        found = {event.when[0].year for event in self.catalog.events.values()}
        found |= {int(month[:4]) for month in self.catalog.work}
        for kept in (self.catalog.plans, self.catalog.study, self.catalog.reports):
            found |= {int(year) for year in kept}
        return tuple(sorted({year for year in found if year <= self.today.year} | {self.today.year}, reverse=True))

    def year(self, year: int) -> YearAccount:
        """The account of a year."""
        if year not in self._years:
            self._years[year] = YearAccount(self.agenda, year)
        return self._years[year]

    @cached_property
    def leaflets(self) -> tuple[Leaflet, ...]:
        """The stock of leaflets, today."""
        return find_leaflets(self.catalog, self.today)

    def suggestions(self, *, for_public: bool) -> tuple[Suggestion, ...]:
        """What next."""
        if for_public not in self._suggestions:
            self._suggestions[for_public] = find_suggestions(self.agenda, for_public=for_public)
        return self._suggestions[for_public]
