"""The catalog: everything under content/ and docs/, connected, and the questions pages ask.

It is made by `loading/load.py`, which reads and checks; by the time a catalog exists its
references hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from portal.catalog.allow_list import AllowList
from portal.catalog.urls import explainer_path, letter_path
from portal.explainers.model import Explainer
from portal.free_pages.model import FreePage
from portal.i18n.language import Language
from portal.letters.model import Letter
from portal.records import (
    Adviser,
    Assignment,
    Duty,
    Event,
    Law,
    LawShape,
    Material,
    Observance,
    Office,
    Place,
    PlanYear,
    Portal,
    Question,
    ReportYear,
    SearchWords,
    SitInReport,
    StudyYear,
    Term,
    Topic,
    Village,
    Work,
)
from portal.schedule.holidays import Almanac


@dataclass(frozen=True, eq=False)
class Catalog:
    """All records by id, in a stable order."""

    portal: Portal
    languages: Mapping[str, Language]
    """The site's languages in order; the first is the source."""
    villages: Mapping[str, Village]
    """In the order of their division codes."""
    advisers: Mapping[str, Adviser]
    events: Mapping[str, Event]
    """In the order of their first start."""
    work: Mapping[str, Work]
    """By month, `2026-11`."""
    offices: Mapping[str, Office]
    places: Mapping[str, Place]
    topics: Mapping[str, Topic]
    laws: Mapping[str, Law]
    terms: Mapping[str, Term]
    """The glossary."""
    questions: Mapping[str, Question]
    """Of the chooser; the first is where it begins."""
    observances: Mapping[str, Observance]
    materials: Mapping[str, Material]
    explainers: Mapping[str, Explainer]
    """By `topic/slug`, in the order of topics.yml."""
    letters: Mapping[str, Letter] = field(default_factory=dict)
    """Letters to fill in, by their name in the address."""
    free_pages: Mapping[str, FreePage] = field(default_factory=dict)
    """By the path of their file below docs/<language>/."""
    almanac: Almanac = field(default_factory=Almanac)
    law_shapes: Mapping[str, LawShape] = field(default_factory=dict)
    """How the articles of laws are divided, and since when each reads as it does."""
    search_words: SearchWords = field(default_factory=SearchWords)
    duties: Mapping[str, Duty] = field(default_factory=dict)
    plans: Mapping[str, PlanYear] = field(default_factory=dict)
    """By year, `2026`; so are `study` and `reports`."""
    study: Mapping[str, StudyYear] = field(default_factory=dict)
    reports: Mapping[str, ReportYear] = field(default_factory=dict)
    may_leave: AllowList = field(default_factory=AllowList)
    """Numbers with consent and the allow list: what the privacy gate lets through in the built site."""

    @property
    def sensitive_paths(self) -> list[str]:
        """Where the pages stand that nobody may keep, below a language's root."""
        explainers = [explainer_path(each.id) for each in self.explainers.values() if each.is_sensitive]
        return explainers + [letter_path(slug) for slug, letter in self.letters.items() if letter.is_sensitive]

    @property
    def source_language(self) -> Language:
        """The language every text has."""
        return next(iter(self.languages.values()))

    def adviser_of(self, village: Village, day: date) -> tuple[Assignment, Adviser] | None:
        """Who advises the village on that day, and under which engagement."""
        assignment = village.assignment_on(day)
        return (assignment, self.advisers[assignment.adviser]) if assignment else None

    def villages_of(self, adviser_id: str, day: date) -> list[tuple[str, Assignment]]:
        """The villages an adviser serves on that day."""
        return [
            (village_id, assignment)
            for village_id, assignment in self._assignments_by_adviser.get(adviser_id, ())
            if self.villages[village_id].assignment_on(day) is assignment
        ]

    def assignments_of(self, adviser_id: str) -> tuple[tuple[str, Assignment], ...]:
        """An adviser's engagements and the villages they are for, ended and coming ones included."""
        return tuple(self._assignments_by_adviser.get(adviser_id, ()))

    def events_of_village(self, village_id: str) -> tuple[tuple[str, Event], ...]:
        """The sessions for a village, in the order of their start."""
        return self._events_by_village.get(village_id, ())

    def events_of_adviser(self, adviser_id: str) -> tuple[tuple[str, Event], ...]:
        """The sessions an adviser speaks at, in the order of their first start."""
        return self._events_by_adviser.get(adviser_id, ())

    def reports_of(self, village_id: str) -> tuple[SitInReport, ...]:
        """What was reported of a village's sit-ins."""
        return self._reports_by_village.get(village_id, ())

    def explainers_of(self, topic_id: str) -> list[Explainer]:
        """The explainers of a topic."""
        return self._explainers_by_topic.get(topic_id, [])

    def letters_of(self, explainer_id: str) -> tuple[tuple[str, Letter], ...]:
        """The letters a reader of that explainer may need."""
        return self._letters_by_explainer.get(explainer_id, ())

    @cached_property
    def _letters_by_explainer(self) -> Mapping[str, tuple[tuple[str, Letter], ...]]:
        found: dict[str, list[tuple[str, Letter]]] = {}
        for slug, letter in self.letters.items():
            for explainer_id in letter.explainers:
                found.setdefault(explainer_id, []).append((slug, letter))
        return {id: tuple(letters) for id, letters in found.items()}

    @cached_property
    def _explainers_by_topic(self) -> Mapping[str, list[Explainer]]:
        found: dict[str, list[Explainer]] = {}
        for explainer in self.explainers.values():
            found.setdefault(explainer.topic, []).append(explainer)
        return found

    @cached_property
    def _assignments_by_adviser(self) -> Mapping[str, list[tuple[str, Assignment]]]:
        found: dict[str, list[tuple[str, Assignment]]] = {}
        for village_id, village in self.villages.items():
            for assignment in village.assignments:
                found.setdefault(assignment.adviser, []).append((village_id, assignment))
        return found

    @cached_property
    def _events_by_village(self) -> Mapping[str, tuple[tuple[str, Event], ...]]:
        found: dict[str, list[tuple[str, Event]]] = {}
        for event_id, event in self.events.items():
            for village_id in event.villages:
                found.setdefault(village_id, []).append((event_id, event))
        return {id: tuple(sorted(events, key=_start)) for id, events in found.items()}

    @cached_property
    def _events_by_adviser(self) -> Mapping[str, tuple[tuple[str, Event], ...]]:
        found: dict[str, list[tuple[str, Event]]] = {}
        for event_id, event in self.events.items():
            for adviser_id in event.advisers:
                found.setdefault(adviser_id, []).append((event_id, event))
        return {id: tuple(events) for id, events in found.items()}

    @cached_property
    def _reports_by_village(self) -> Mapping[str, tuple[SitInReport, ...]]:
        found: dict[str, list[SitInReport]] = {}
        for report in self._reports():
            found.setdefault(report.village, []).append(report)
        return {id: tuple(reports) for id, reports in found.items()}

    def _reports(self) -> Iterator[SitInReport]:
        for month in sorted(self.work):
            yield from self.work[month].sit_ins


def _start(item: tuple[str, Event]) -> tuple[datetime, str]:
    return item[1].when[0], item[0]
