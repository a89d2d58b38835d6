"""What next: stops to suggest, ranked, each with its reasons and a free day.

Gathers the facts; the rule itself is `ranking.py`, the choice of days `free_days.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.account.free_days import FreeDays
from portal.account.ranking import Facts, Reason, rank
from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.small_counts import FEWEST_SHOWN
from portal.records import Event

PLANNED_AHEAD = 60
"""Days within which a planned session makes a suggestion needless."""
YEAR = timedelta(days=365)
MOST = 20

AUDIENCES: Mapping[str, Sequence[str]] = {
    "village": ("farmers", "women", "elders", "migrant-workers", "parents"),
    "community": ("everyone", "elders", "women", "migrant-workers", "parents"),
    "school": ("students", "parents"),
    "company": ("company-staff",),
    "temple-or-mosque": ("believers",),
    "market": ("everyone",),
    "office": ("officials",),
}
"""Who is met at a stop of each kind, the ones to be asked first in front."""
TOPICS: Mapping[str, Sequence[str]] = {
    "school": ("children", "safety", "traffic"),
    "company": ("labour", "safety", "money"),
    "temple-or-mosque": ("religion", "money", "family"),
    "market": ("consumer", "money", "traffic"),
    "office": ("government", "land"),
}
"""What is explained at a stop of each kind; in villages everything may be."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A stop to make: where, on what, for whom, why, and on which day it could be."""

    kind: str
    """`village`, or the place's kind."""
    id: str
    is_place: bool
    village: str
    topic: str
    audience: str
    reasons: tuple[Reason, ...]
    day: date | None

    @property
    def points(self) -> int:
        """What it is ranked by."""
        return sum(reason.points for reason in self.reasons)


@dataclass(slots=True)
class _Past:
    """What a village or place has seen."""

    last: date | None = None
    topics: dict[str, date] = field(default_factory=dict)
    audiences: dict[str, date] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    is_planned: bool = False


def find_suggestions(agenda: Agenda, *, for_public: bool, most: int = MOST) -> tuple[Suggestion, ...]:
    """The stops to make next, the most urgent first.

    Residents' pages (`for_public`) rest on published counts alone: a rank must not tell what is hidden.
    """
    catalog = agenda.catalog
    past = _find_past(catalog, agenda.today, for_public)
    told = _audiences_of_topics(catalog)
    best = []
    for order, (id, kind, is_place, village) in enumerate(_stops(catalog)):
        found = _best(past.get((is_place, id)) or _Past(), kind, village, told, agenda)
        if found:
            topic, audience, reasons = found
            suggestion = Suggestion(kind, id, is_place, village, topic, audience, reasons, None)
            best.append((-suggestion.points, order, suggestion))
    best.sort(key=lambda item: item[:2])
    free = FreeDays(agenda)
    return tuple(_with_day(suggestion, free, agenda) for _, _, suggestion in best[:most])


def _stops(catalog: Catalog) -> Iterator[tuple[str, str, bool, str]]:
    for id, village in catalog.villages.items():
        yield id, village.kind, False, id
    for id, place in catalog.places.items():
        yield id, place.kind, True, place.village


def _best(
    past: _Past, kind: str, village_id: str, told: Mapping[str, Collection[str]], agenda: Agenda
) -> tuple[str, str, tuple[Reason, ...]] | None:
    """The topic and audience with most reasons; among equals the first topic, and whom its duty names (`told`)."""
    catalog, today = agenda.catalog, agenda.today
    has_adviser = catalog.villages[village_id].assignment_on(today) is not None
    days = _days(past.last, today)
    likeliest = Facts(days, max(past.asked.values(), default=0), None, None, has_adviser, past.is_planned)
    if not rank(likeliest, catalog.portal.thresholds):
        return None
    found: tuple[int, str, str, tuple[Reason, ...]] | None = None
    for topic in TOPICS.get(kind, tuple(catalog.topics)):
        if topic not in catalog.topics:
            continue
        named = told.get(topic, ())
        for audience in sorted(AUDIENCES[kind], key=lambda audience: audience not in named):
            facts = Facts(
                days, past.asked.get(topic, 0), _days(past.audiences.get(audience), today),
                _days(past.topics.get(topic), today), has_adviser, past.is_planned,
            )  # fmt: skip
            reasons = rank(facts, catalog.portal.thresholds)
            points = sum(reason.points for reason in reasons)
            if reasons and (found is None or points > found[0]):
                found = points, topic, audience, reasons
    return found[1:] if found else None


def _audiences_of_topics(catalog: Catalog) -> Mapping[str, set[str]]:
    """To whom the duty list (谁执法谁普法) has each topic explained."""
    told: dict[str, set[str]] = {}
    for duty in catalog.duties.values():
        for topic in duty.topics:
            told.setdefault(topic, set()).update(duty.audience)
    return told


def _find_past(catalog: Catalog, today: date, for_public: bool) -> dict[tuple[bool, str], _Past]:
    past: dict[tuple[bool, str], _Past] = {}
    for event in catalog.events.values():
        for subject in _subjects(event):
            seen = past.setdefault(subject, _Past())
            day = event.when[0].date()
            if event.status == "held" and day <= today:
                _remember(seen, event, day, today, for_public)
            elif event.status in ("planned", "postponed") and today <= day <= today + timedelta(days=PLANNED_AHEAD):
                seen.is_planned = True
    return past


def _remember(seen: _Past, event: Event, day: date, today: date, for_public: bool) -> None:
    seen.last = max(day, seen.last or day)
    for topic in event.topics:
        seen.topics[topic] = max(day, seen.topics.get(topic, day))
    for audience in event.audience:
        seen.audiences[audience] = max(day, seen.audiences.get(audience, day))
    if event.outcome and today - day <= YEAR:
        for heard in event.outcome.consultations:
            if heard.count >= FEWEST_SHOWN or not for_public:
                seen.asked[heard.topic] = seen.asked.get(heard.topic, 0) + heard.count


def _subjects(event: Event) -> Iterator[tuple[bool, str]]:
    for village in dict.fromkeys(event.villages):
        yield False, village
    if event.venue.place:
        yield True, event.venue.place


def _with_day(suggestion: Suggestion, free: FreeDays, agenda: Agenda) -> Suggestion:
    assignment = agenda.catalog.villages[suggestion.village].assignment_on(agenda.today)
    day = free.take([assignment.adviser] if assignment else (), is_market=suggestion.kind == "market")
    return Suggestion(
        suggestion.kind, suggestion.id, suggestion.is_place, suggestion.village, suggestion.topic,
        suggestion.audience, suggestion.reasons, day,
    )  # fmt: skip


def _days(day: date | None, today: date) -> int | None:
    return (today - day).days if day else None
