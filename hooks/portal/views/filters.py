"""Filters of the calendar: what a session or sit-in can be narrowed by.

Choosing one village, topic or month is a link to its page and needs no script; combining
them is the browser's work (assets/calendar.js), by the words of `Facets`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from portal.catalog.agenda import SitIn
from portal.catalog.context import ViewContext
from portal.catalog.urls import explainer_path, village_path
from portal.i18n.language import Text
from portal.records import Event, VenueType
from portal.records.fields import Audience
from portal.views.view_models import MOST_VILLAGES_LISTED

EVERYONE = "everyone"
"""The audience that every other belongs to."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What a session or sit-in is found by: ids, parted by spaces."""

    village: str
    topic: str
    audience: str
    language: str
    venue: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    text: Text
    path: str
    """Its page; empty where the value has none."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing to narrow by."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def calendar_filters(context: ViewContext) -> tuple[Filter, ...]:
    """The filters with all their values, in the order in which pages list them."""
    catalog, language = context.catalog, context.language

    def words(group: str, values: tuple[str, ...]) -> tuple[Choice, ...]:
        return tuple(
            Choice(value, Text(language.label(f"{group}.{value}"), language.code, False), "") for value in values
        )

    listed = catalog.villages if len(catalog.villages) <= MOST_VILLAGES_LISTED else ()
    villages = tuple(Choice(id, context.village_text(id), village_path(id)) for id in listed)
    topics = tuple(
        Choice(id, language.text(topic.name), explainer_path(id) if catalog.explainers_of(id) else "")
        for id, topic in catalog.topics.items()
    )
    spoken = tuple(dict.fromkeys(code for event in catalog.events.values() for code in event.languages))
    choices = {
        "village": villages,
        "topic": topics,
        "audience": words("audience", tuple(a for a in get_args(Audience) if a != EVERYONE)),
        "language": words("language", spoken),
        "venue": words("venue", get_args(VenueType)),
    }
    return tuple(Filter(name, language.label(f"filters.{name}"), found) for name, found in choices.items() if found)


def event_facets(event: Event) -> Facets:
    """What a session is found by."""
    return Facets(
        " ".join(event.villages), " ".join(event.topics), " ".join(event.audience), " ".join(event.languages),
        event.venue.kind,
    )  # fmt: skip


def sit_in_facets(sit_in: SitIn, context: ViewContext) -> Facets:
    """What a sit-in is found by: its adviser's fields and languages; it is for everyone."""
    adviser = context.catalog.advisers[sit_in.adviser]
    kind = context.catalog.villages[sit_in.village].kind
    return Facets(sit_in.village, " ".join(adviser.fields), EVERYONE, " ".join(adviser.languages), kind)
