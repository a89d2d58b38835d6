"""The parts pages share: a day, a sit-in, a session, an adviser, an office.

What stands many times on a page is a tuple, which is made in half the time of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from portal.catalog.agenda import SitIn
from portal.catalog.context import DayView, ViewContext, clock_text
from portal.catalog.urls import adviser_path, event_path, village_path
from portal.i18n.language import BEIJING, Text
from portal.records import Adviser, Event, Office

MOST_VILLAGES_LISTED = 60
"""With more villages, pages that would name them all lead to the list of villages instead."""


class PhoneView(NamedTuple):
    """A number to tap."""

    number: str

    @property
    def href(self) -> str:
        """The `tel:` address (RFC 3966), without separators."""
        return "tel:" + self.number.replace("-", "")


class SitInView(NamedTuple):
    """One day the adviser sits in a village."""

    day: DayView
    clock: str
    starts: str
    """ISO 8601 with zone, for the browser, which moves on what has passed."""
    ends: str
    village: Text
    village_path: str
    adviser: Text
    place: Text
    takes_place: bool
    note: str
    """Moved, excused, confirmed: in words; empty for a plain scheduled day."""
    reason: Text | None


class EventView(NamedTuple):
    """One session in a list."""

    title: Text
    path: str
    day: DayView
    clock: str
    starts: str
    ends: str
    venue: Text
    status: str
    status_text: str
    takes_place: bool
    villages: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True)
class AdviserView:
    """An adviser as a card."""

    id: str
    name: Text
    firm: Text
    phone: PhoneView | None
    path: str
    speaks: str
    photo: str | None
    """The file of the photo, while its owner agrees."""


class OfficeView(NamedTuple):
    """An office or hotline as a card."""

    id: str
    kind: str
    name: Text
    does: Text
    phone: PhoneView
    hours: Text
    address: Text | None
    verified: str


def sit_in_view(sit_in: SitIn, context: ViewContext) -> SitInView:
    """A sit-in in the reader's language."""
    language = context.language
    note = ""
    if sit_in.moved_to:
        note = language.label("sit_in.moved_to", day=language.day_and_weekday(sit_in.moved_to))
    elif sit_in.moved_from:
        note = language.label("sit_in.moved_from", day=language.day_and_weekday(sit_in.moved_from))
    elif sit_in.state == "excused":
        note = language.label("sit_in.excused")
    elif sit_in.is_confirmed:
        note = language.label("sit_in.confirmed")
    return SitInView(
        context.day_view(sit_in.day, sit_in.is_provisional),
        language.clock(sit_in.starts, sit_in.ends),
        _iso(datetime.combine(sit_in.day, sit_in.starts)),
        _iso(datetime.combine(sit_in.day, sit_in.ends)),
        context.village_text(sit_in.village),
        village_path(sit_in.village),
        language.text(context.catalog.advisers[sit_in.adviser].name),
        language.text(sit_in.place),
        sit_in.takes_place,
        note,
        language.text(sit_in.reason) if sit_in.reason else None,
    )


def event_view(event_id: str, event: Event, context: ViewContext) -> EventView:
    """A session in the reader's language, at the time that holds now."""
    language = context.language
    starts, ends = event.when
    return EventView(
        language.text(event.title),
        event_path(event_id),
        context.day_view(starts.date()),
        clock_text(starts, ends, language),
        _iso(starts),
        _iso(ends),
        language.text(event.venue.name),
        event.status,
        language.label(f"event.status.{event.status}"),
        event.status != "cancelled",
        tuple((context.village_text(id), village_path(id)) for id in event.villages),
    )


def adviser_view(adviser_id: str, adviser: Adviser, context: ViewContext) -> AdviserView:
    """An adviser in the reader's language; the number only where it may be published."""
    language = context.language
    return AdviserView(
        adviser_id,
        language.text(adviser.name),
        language.text(adviser.firm),
        PhoneView(adviser.phone.number) if adviser.phone else None,
        adviser_path(adviser_id),
        language.label("list.comma").join(language.spoken_language(code) for code in adviser.languages),
        adviser.photo.file if adviser.photo else None,
    )


def office_view(office: Office, context: ViewContext) -> OfficeView:
    """An office in the reader's language."""
    language = context.language
    return OfficeView(
        office.id,
        office.kind,
        language.text(office.name),
        language.text(office.does),
        PhoneView(office.phone),
        language.text(office.hours),
        language.text(office.address) if office.address else None,
        language.day(office.verified.on, with_year=True),
    )


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes") + BEIJING
