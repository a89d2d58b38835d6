"""A topic's page: its explainers, and the sessions on it."""

from __future__ import annotations

from dataclasses import dataclass

from portal.feeds import CALENDAR
from portal.views.explainers import TopicView, topic_view
from portal.views.parts import EventView, ViewContext, event_view, explainer_path

EVENTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic with what is written and what is planned on it."""

    topic: TopicView
    events: tuple[EventView, ...]
    """The coming ones."""
    calendar_path: str
    """Empty while the portal has no address, and so no feeds."""


def topic_page(topic_id: str, context: ViewContext) -> TopicPage:
    """A topic's page, seen from today."""
    coming = [(id, event) for id, event in context.agenda.next_events if topic_id in event.topics]
    return TopicPage(
        topic_view(topic_id, context),
        tuple(event_view(id, event, context) for id, event in coming[:EVENTS_SHOWN]),
        explainer_path(topic_id) + CALENDAR if context.catalog.portal.base_url else "",
    )
