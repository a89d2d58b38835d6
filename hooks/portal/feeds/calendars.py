"""Feeds: which sit-ins and sessions each calendar has, and in which words.

A calendar reaches 60 days back and 400 ahead. The town's has everything; a village's,
adviser's or topic's has its own part of it: the same entries, under the same UIDs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from portal.catalog.agenda import DAYS_BACK, SitIn
from portal.catalog.context import ViewContext, small_count
from portal.catalog.urls import event_path, village_path
from portal.feeds.icalendar import Entry, write_calendar, write_entry
from portal.records import Event

CALENDAR = "calendar.ics"

WrittenEntry = tuple[datetime, str, bytes]
"""An entry as calendars order them: its start, its UID, and what is written."""


def town_calendar(context: ViewContext) -> bytes:
    """Every sit-in and session."""
    name = context.language.label("feeds.town", site=context.language.text(context.catalog.portal.site_name))
    return _calendar(name, "", _sit_ins(context), context.catalog.events.items(), context)


def village_calendar(village_id: str, context: ViewContext) -> bytes:
    """A village's sit-ins, and the sessions for it."""
    name = context.language.label("feeds.village", village=context.village_text(village_id))
    events = context.catalog.events_of_village(village_id)
    return _calendar(name, village_path(village_id), context.agenda.sit_ins_of(village_id), events, context)


def adviser_calendar(adviser_id: str, context: ViewContext) -> bytes:
    """An adviser's sit-ins in all villages, and the sessions they speak at."""
    adviser = context.catalog.advisers[adviser_id]
    name = context.language.label("feeds.adviser", adviser=context.language.text(adviser.name))
    sit_ins = context.agenda.sit_ins_of_adviser(adviser_id)
    events = context.catalog.events_of_adviser(adviser_id)
    return _calendar(name, f"advisers/{adviser_id}/", sit_ins, events, context)


def topic_calendar(topic_id: str, context: ViewContext) -> bytes:
    """The sessions on a topic."""
    topic = context.catalog.topics[topic_id]
    name = context.language.label("feeds.topic", topic=context.language.text(topic.name))
    events = (item for item in context.catalog.events.items() if topic_id in item[1].topics)
    return _calendar(name, f"explainers/{topic_id}/", (), events, context)


def feed_address(path: str, context: ViewContext) -> str:
    """The absolute address of a file in the reader's language; empty while the portal has no address."""
    base = context.catalog.portal.base_url
    return f"{base}{context.language.prefix}{path}" if base else ""


def sit_in_uid(sit_in: SitIn, context: ViewContext) -> str:
    """The lasting id of a sit-in: village, rule and the day first scheduled."""
    return _sit_in_uid(sit_in, _domain(context))


def _sit_in_uid(sit_in: SitIn, domain: str) -> str:
    day = sit_in.scheduled.isoformat().replace("-", "")
    return f"{sit_in.village}.{sit_in.office_hour}.{day}@{domain}"


def event_uid(event_id: str, event: Event, context: ViewContext) -> str:
    """The lasting id of a session: its id and the day it was first set for."""
    return f"{event_id}.{event.starts:%Y%m%d}@{_domain(context)}"


def sit_in_changed(sit_in: SitIn, context: ViewContext) -> date:
    """When what an entry says of a sit-in last changed; it names the adviser and their number."""
    return max(sit_in.changed, context.catalog.advisers[sit_in.adviser].changed or date.min)


def event_changed(event: Event, context: ViewContext) -> date:
    """The same of a session; it names the organiser's number."""
    return max(event.changed or event.starts.date(), context.catalog.offices[event.organiser].verified.on)


def sit_in_title(sit_in: SitIn, context: ViewContext) -> str:
    """A sit-in in one line, marked if it is off, moved or provisional."""
    return _marked(_sit_in_summary(sit_in.village, context), sit_in, context)


def _sit_in_summary(village_id: str, context: ViewContext) -> str:
    return context.language.label("feeds.sit_in", village=context.village_text(village_id))


def _marked(summary: str, sit_in: SitIn, context: ViewContext) -> str:
    if sit_in.state == "excused":
        mark = "cancelled"
    elif sit_in.moved_from or sit_in.moved_to:
        mark = "moved"
    elif sit_in.is_provisional:
        mark = "provisional"
    else:
        return summary
    return context.language.label(f"feeds.{mark}", summary=summary)


def event_title(event: Event, context: ViewContext) -> str:
    """A session in one line, marked if it is off or moved."""
    mark = {"cancelled": "cancelled", "postponed": "moved"}.get(event.status)
    title = str(context.language.text(event.title))
    return context.language.label(f"feeds.{mark}", summary=title) if mark else title


def sit_in_details(sit_in: SitIn, context: ViewContext) -> list[str]:
    """What a feed says of a sit-in below its title."""
    return [*_adviser_lines(sit_in.adviser, context), *_day_lines(sit_in, context)]


def _adviser_lines(adviser_id: str, context: ViewContext) -> list[str]:
    language, adviser = context.language, context.catalog.advisers[adviser_id]
    lines = [f"{language.text(adviser.name)} · {language.text(adviser.firm)}"]
    if adviser.phone:
        lines.append(language.label("notice.phone", phone=adviser.phone.number))
    return lines


def _day_lines(sit_in: SitIn, context: ViewContext) -> list[str]:
    language, lines = context.language, []
    if sit_in.moved_from:
        lines.append(language.label("feeds.first_set", when=language.day_and_weekday(sit_in.moved_from)))
    if sit_in.reason:
        lines.append(language.label("feeds.reason", reason=language.text(sit_in.reason)))
    if sit_in.is_provisional:
        lines.append(language.label("feeds.provisional_note"))
    if lunar := language.lunar(context.catalog.almanac.lunar(sit_in.day)):
        lines.append(lunar)
    return lines


def event_details(event: Event, context: ViewContext) -> list[str]:
    """What a feed says of a session below its title; small counts stay hidden."""
    catalog, language = context.catalog, context.language
    comma = language.label("list.comma")
    organiser = catalog.offices[event.organiser]
    lines = [
        language.label("event.status." + event.status),
        comma.join(str(language.text(catalog.topics[id].name)) for id in event.topics),
        comma.join(language.label(f"audience.{audience}") for audience in event.audience),
        f"{language.text(organiser.name)} {organiser.phone}",
    ]
    if event.postponed_to:
        first_set = f"{language.day_and_weekday(event.starts.date())} {event.starts:%H:%M}"
        lines.append(language.label("feeds.first_set", when=first_set))
        if event.postponed_to.reason:
            lines.append(language.label("feeds.reason", reason=language.text(event.postponed_to.reason)))
    if event.note:
        lines.append(str(language.text(event.note)))
    if event.outcome:
        lines.append(language.label("notice.attendance", count=event.outcome.attendance))
        for asked in filter(lambda asked: asked.count, event.outcome.consultations):
            topic = language.text(catalog.topics[asked.topic].name)
            lines.append(f"{language.label('event.consultations')} {topic} {small_count(asked.count, language)}")
    return lines


def _calendar(
    name: str, path: str, sit_ins: Iterable[SitIn], events: Iterable[tuple[str, Event]], context: ViewContext
) -> bytes:
    entries = sorted([*_sit_in_entries(sit_ins, context), *_event_entries(events, context)])
    address = feed_address(path + CALENDAR, context)
    return write_calendar(name, context.language.label("feeds.description"), address, [raw for *_, raw in entries])


@lru_cache(maxsize=1)
def _written_for(context: ViewContext) -> dict[str, WrittenEntry]:
    """Entries by UID, of the language whose calendars are being written: each is in three of them or more."""
    return {}


def _sit_ins(context: ViewContext) -> Iterator[SitIn]:
    for village_id in context.catalog.villages:
        yield from context.agenda.sit_ins_of(village_id)


def _sit_in_entries(sit_ins: Iterable[SitIn], context: ViewContext) -> Iterator[WrittenEntry]:
    first = context.today - timedelta(days=DAYS_BACK)
    domain, written = _domain(context), _written_for(context)
    # What all sit-ins of a village, and all of an adviser, say alike is put together once.
    villages: dict[str, tuple[str, str, str]] = {}
    advisers: dict[str, list[str]] = {}
    for sit_in in sit_ins:
        # A moved sit-in is one occurrence: it stands at its new day, under its old UID.
        if sit_in.day < first or sit_in.moved_to:
            continue
        uid = _sit_in_uid(sit_in, domain)
        if uid in written:
            yield written[uid]
            continue
        id = sit_in.village
        if id not in villages:
            address = feed_address(village_path(id), context)
            villages[id] = str(context.village_text(id)), address, _sit_in_summary(id, context)
        if sit_in.adviser not in advisers:
            advisers[sit_in.adviser] = _adviser_lines(sit_in.adviser, context)
        name, address, summary = villages[id]
        entry = Entry(
            uid, sit_in_changed(sit_in, context), sit_in.revision,
            datetime.combine(sit_in.day, sit_in.starts), datetime.combine(sit_in.day, sit_in.ends),
            _marked(summary, sit_in, context), f"{name} {context.language.text(sit_in.place)}",
            "\n".join([*advisers[sit_in.adviser], *_day_lines(sit_in, context)]), address,
            "CANCELLED" if not sit_in.takes_place else "TENTATIVE" if sit_in.is_provisional else "CONFIRMED",
        )  # fmt: skip
        written[uid] = entry.starts, uid, write_entry(entry)
        yield written[uid]


def _event_entries(events: Iterable[tuple[str, Event]], context: ViewContext) -> Iterator[WrittenEntry]:
    first = context.today - timedelta(days=DAYS_BACK)
    written = _written_for(context)
    for event_id, event in events:
        starts, ends = event.when
        if ends.date() < first or starts.date() > context.agenda.last:
            continue
        uid = event_uid(event_id, event, context)
        if uid in written:
            yield written[uid]
            continue
        villages = context.language.label("list.comma").join(str(context.village_text(id)) for id in event.villages)
        entry = Entry(
            uid, event_changed(event, context), event.revision, starts, ends,
            event_title(event, context), f"{context.language.text(event.venue.name)} {villages}".strip(),
            "\n".join(event_details(event, context)), feed_address(event_path(event_id), context),
            "CANCELLED" if event.status == "cancelled" else "CONFIRMED",
        )  # fmt: skip
        written[uid] = starts, uid, write_entry(entry)
        yield written[uid]


def _domain(context: ViewContext) -> str:
    """The portal's own name below its host, which it may share with other towns: sxz.example.org."""
    return _domain_of(context.catalog.portal.base_url or "//localhost")


@lru_cache(maxsize=1)
def _domain_of(address: str) -> str:
    parts = urlsplit(address)
    return ".".join([*reversed([step for step in parts.path.split("/") if step]), parts.hostname or "localhost"])
