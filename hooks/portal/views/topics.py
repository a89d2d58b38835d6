"""A topic's page: its explainers, and the sessions on it."""

from __future__ import annotations

from dataclasses import dataclass

from portal.catalog.agenda import month_after
from portal.catalog.context import ViewContext
from portal.catalog.urls import explainer_path
from portal.feeds.calendars import CALENDAR
from portal.views.explainers import TopicView, topic_view
from portal.views.view_models import EventView, event_view

EVENTS_SHOWN = 6
"""Sessions after this month."""


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic with what is written and what is planned on it."""

    topic: TopicView
    events: tuple[EventView, ...]
    """Those from this month's first on; the browser tells apart what has passed."""
    calendar_path: str
    """Empty while the portal has no address, and so no feeds."""


def topic_page(topic_id: str, context: ViewContext) -> TopicPage:
    """A topic's page, seen from today."""
    first, next_month = context.today.replace(day=1), month_after(context.today, 1)
    sessions = [(id, event) for id, event in context.catalog.events.items() if topic_id in event.topics]
    listed = sorted((item for item in sessions if item[1].when[1].date() >= first), key=lambda item: item[1].when[0])
    in_month = sum(event.when[0].date() < next_month for _, event in listed)
    return TopicPage(
        topic_view(topic_id, context),
        tuple(event_view(id, event, context) for id, event in listed[: in_month + EVENTS_SHOWN]),
        explainer_path(topic_id) + CALENDAR if context.catalog.portal.base_url else "",
    )
