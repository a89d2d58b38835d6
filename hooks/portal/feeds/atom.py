"""The Atom feed (RFC 4287): new sessions, and what was moved or cancelled.

An entry's `updated` is the day its record says it changed, never the day of the build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from portal.catalog.context import ViewContext, clock_text
from portal.catalog.urls import event_path, village_path
from portal.feeds.calendars import (
    event_details,
    event_title,
    event_uid,
    feed_address,
    sit_in_changed,
    sit_in_details,
    sit_in_title,
    sit_in_uid,
)
from portal.i18n.language import BEIJING
from portal.text.truncate import MOST_CHARACTERS, shorten

FEED = "feed.xml"
MOST_ENTRIES = 60


@dataclass(frozen=True, slots=True)
class _Entry:
    updated: date
    id: str
    title: str
    address: str
    lines: list[str]


def atom_feed(context: ViewContext) -> bytes:
    """The newest entries first; the same records give the same bytes."""
    portal, language = context.catalog.portal, context.language
    entries = sorted([*_event_entries(context), *_sit_in_entries(context)], key=lambda e: e.id)
    entries.sort(key=lambda e: e.updated, reverse=True)
    entries = entries[:MOST_ENTRIES]
    site = language.text(portal.site_name)
    updated = entries[0].updated if entries else context.today
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language.code}">',
        f"<title>{escape(language.label('feeds.updates', site=site))}</title>",
        f"<subtitle>{escape(language.label('feeds.updates_description'))}</subtitle>",
        f"<id>{escape(feed_address('', context))}</id>",
        f'<link rel="self" type="application/atom+xml" href="{escape(feed_address(FEED, context))}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(feed_address("calendar/", context))}"/>',
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{escape(str(language.text(portal.operator)))}</name></author>",
    ]
    for entry in entries:
        content = "\n".join(entry.lines)
        lines += [
            "<entry>",
            f"<title>{escape(entry.title)}</title>",
            f"<id>urn:portal:{escape(entry.id)}</id>",
            f'<link rel="alternate" type="text/html" href="{escape(entry.address)}"/>',
            f"<updated>{_moment(entry.updated)}</updated>",
            f"<summary>{escape(shorten(content, MOST_CHARACTERS))}</summary>",
            f'<content type="text">{escape(content)}</content>',
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _event_entries(context: ViewContext) -> Iterator[_Entry]:
    for event_id, event in context.catalog.events.items():
        starts, ends = event.when
        day = context.language.day_and_weekday(starts.date(), with_year=True)
        when = f"{day} {clock_text(starts, ends, context.language)} · {context.language.text(event.venue.name)}"
        yield _Entry(
            event.changed or event.starts.date(), event_uid(event_id, event, context), event_title(event, context),
            feed_address(event_path(event_id), context), [when, *event_details(event, context)],
        )  # fmt: skip


def _sit_in_entries(context: ViewContext) -> Iterator[_Entry]:
    """Sit-ins that were moved or excused."""
    language = context.language
    for village_id in context.catalog.villages:
        for sit_in in context.agenda.sit_ins_of(village_id):
            if not sit_in.moved_from and sit_in.state != "excused":
                continue
            day = language.day_and_weekday(sit_in.day, with_year=True)
            when = f"{day} {language.clock(sit_in.starts, sit_in.ends)} · {language.text(sit_in.place)}"
            yield _Entry(
                sit_in_changed(sit_in, context), sit_in_uid(sit_in, context), sit_in_title(sit_in, context),
                feed_address(village_path(village_id), context), [when, *sit_in_details(sit_in, context)],
            )  # fmt: skip


def _moment(day: date) -> str:
    return f"{day}T00:00:00{BEIJING}"
