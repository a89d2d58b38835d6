"""The home page: who helps me, when, with what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from portal.catalog.context import DayView, ViewContext
from portal.views.calendars import sit_ins_on
from portal.views.explainers import TopicView, topic_views
from portal.views.view_models import (
    MOST_VILLAGES_LISTED,
    EventView,
    OfficeView,
    SitInView,
    event_view,
    office_view,
    sit_in_view,
)
from portal.views.villages import VillageEntry, village_entries

DAYS_SHOWN = 8
"""Days of sit-ins built into the home page, so that it stays right for a week without a build."""
EVENTS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class DayOfSitIns:
    """Who sits where on a day."""

    day: DayView
    sit_ins: tuple[SitInView, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    villages: tuple[VillageEntry, ...]
    days: tuple[DayOfSitIns, ...]
    """From today on, empty days included."""
    events: tuple[EventView, ...]
    topics: tuple[TopicView, ...]
    hotlines: tuple[OfficeView, ...]


def home_view(context: ViewContext) -> HomeView:
    """The home page, seen from today."""
    catalog = context.catalog
    days = [context.today + timedelta(days=ahead) for ahead in range(DAYS_SHOWN)]
    villages = village_entries(context) if len(catalog.villages) <= MOST_VILLAGES_LISTED else ()
    return HomeView(
        villages,
        tuple(
            DayOfSitIns(context.day_view(day), tuple(sit_in_view(s, context) for s in sit_ins_on(day, context)))
            for day in days
        ),
        tuple(event_view(id, event, context) for id, event in context.agenda.next_events[:EVENTS_SHOWN]),
        topic_views(context),
        tuple(office_view(catalog.offices[id], context) for id in catalog.portal.hotlines),
    )
