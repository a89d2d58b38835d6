"""A session's page: what, when, where, for whom; and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.catalog.catalog import Catalog
from portal.catalog.context import DayView, ViewContext, clock_text, small_count
from portal.catalog.urls import day_path, event_path, explainer_path, month_path
from portal.feeds.structured_data import event_data
from portal.i18n.language import Language, Text
from portal.notices.notices import Notice, event_notice
from portal.records import Event
from portal.views.view_models import EventView, OfficeView, event_view, office_view


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What came of a session: numbers, no names."""

    attendance: str
    leaflets: tuple[tuple[Text, str], ...]
    consultations: tuple[tuple[Text, str], ...]
    note: Text | None


@dataclass(frozen=True, slots=True)
class EventPage:
    """A session's page."""

    event: EventView
    kind: str
    first_day: DayView | None
    """The day it was first set for, if it was postponed."""
    first_clock: str
    first_day_path: str
    """The first date in the calendar, where it is said to have moved."""
    day_path: str
    """The date that holds now, in the calendar."""
    reason: Text | None
    month: tuple[str, str]
    venue_type: str
    audience: str
    topics: tuple[tuple[Text, str], ...]
    """Name and page; the path is empty for a topic that has none."""
    languages: str
    organiser: OfficeView
    partners: tuple[Text, ...]
    advisers: tuple[Text, ...]
    outcome: OutcomeView | None
    note: Text | None
    changed: str
    notice: Notice
    notice_path: str
    structured_data: dict[str, Any]


def event_page(event_id: str, context: ViewContext) -> EventPage:
    """A session's page."""
    catalog, language = context.catalog, context.language
    event = catalog.events[event_id]
    comma = language.label("list.comma")
    moved = event.postponed_to
    starts = event.when[0].date()
    return EventPage(
        event=event_view(event_id, event, context),
        kind=language.label(f"event.kind.{event.kind}"),
        first_day=context.day_view(event.starts.date()) if moved else None,
        first_clock=clock_text(event.starts, event.ends, language) if moved else "",
        first_day_path=day_path(event.starts.date()),
        day_path=day_path(starts),
        reason=language.text(moved.reason) if moved and moved.reason else None,
        month=(language.month(starts), month_path(starts)),
        venue_type=language.label(f"venue.{event.venue.kind}"),
        audience=comma.join(language.label(f"audience.{audience}") for audience in event.audience),
        topics=tuple(
            (language.text(catalog.topics[id].name), explainer_path(id) if catalog.explainers_of(id) else "")
            for id in event.topics
        ),
        languages=comma.join(language.spoken_language(code) for code in event.languages),
        organiser=office_view(catalog.offices[event.organiser], context),
        partners=tuple(language.text(partner) for partner in event.partners),
        advisers=tuple(language.text(catalog.advisers[id].name) for id in event.advisers),
        outcome=_outcome(event, catalog, language),
        note=language.text(event.note) if event.note else None,
        changed=language.day(event.changed, with_year=True) if event.changed else "",
        notice=event_notice(event_id, context),
        notice_path=event_path(event_id) + "notice.txt",
        structured_data=event_data(event_id, event, context),
    )


def _outcome(event: Event, catalog: Catalog, language: Language) -> OutcomeView | None:
    outcome = event.outcome
    if outcome is None:
        return None
    return OutcomeView(
        str(outcome.attendance),
        tuple((language.text(catalog.materials[g.material].title), str(g.count)) for g in outcome.leaflets),
        tuple(
            (language.text(catalog.topics[c.topic].name), small_count(c.count, language))
            for c in outcome.consultations
            if c.count
        ),
        language.text(outcome.note) if outcome.note else None,
    )
