"""Which files there are beside the pages: calendars, the Atom feed, notices, open data.

They are bytes, so that line ends survive. Without the portal's address there are no
calendars and no feed: both name every entry's page in full.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.catalog.context import ViewContext
from portal.catalog.urls import adviser_path, event_path, explainer_path, village_path
from portal.feeds import open_data
from portal.feeds.atom import FEED, atom_feed
from portal.feeds.calendars import CALENDAR, adviser_calendar, topic_calendar, town_calendar, village_calendar
from portal.notices.notices import event_notice, village_notice

NOTICE = "notice.txt"


@dataclass(frozen=True, slots=True)
class RecordText:
    """A file made from records: the same address in every language."""

    path: str
    """Below the language's root."""
    make: Callable[[ViewContext], bytes]
    is_shared: bool = False
    """Whether it has the same bytes in every language."""


def record_texts(context: ViewContext) -> Iterator[RecordText]:
    """Every file; `context` tells which records there are, in any language."""
    catalog = context.catalog
    if catalog.portal.base_url:
        yield RecordText(CALENDAR, town_calendar)
        yield RecordText(FEED, atom_feed)
        for village_id in catalog.villages:
            yield _text(village_path(village_id) + CALENDAR, village_calendar, village_id)
        for adviser_id in catalog.advisers:
            yield _text(adviser_path(adviser_id) + CALENDAR, adviser_calendar, adviser_id)
        for topic_id in catalog.topics:
            if catalog.explainers_of(topic_id):
                yield _text(explainer_path(topic_id) + CALENDAR, topic_calendar, topic_id)
    for village_id in catalog.villages:
        yield _text(village_path(village_id) + NOTICE, _village_notice, village_id)
    for event_id in catalog.events:
        yield _text(event_path(event_id) + NOTICE, _event_notice, event_id)
    yield RecordText("data/villages.json", open_data.villages_json, is_shared=True)
    yield RecordText("data/advisers.json", open_data.advisers_json, is_shared=True)
    yield RecordText("data/events.json", open_data.events_json, is_shared=True)


def _text(path: str, make: Callable[[str, ViewContext], bytes], id: str) -> RecordText:
    return RecordText(path, lambda context: make(id, context))


def _village_notice(village_id: str, context: ViewContext) -> bytes:
    return _plain_text(village_notice(village_id, context.in_village(village_id)).wechat)


def _event_notice(event_id: str, context: ViewContext) -> bytes:
    return _plain_text(event_notice(event_id, context).wechat)


def _plain_text(text: str) -> bytes:
    """With a byte order mark: servers send .txt without its encoding, and browsers then guess wrongly."""
    return codecs.BOM_UTF8 + text.encode() + b"\n"
