"""The parts pages share: a day, a sit-in, a session, an adviser, an office.

What stands many times on a page is a tuple, which is made in half the time of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from portal.catalog.agenda import Agenda, SitIn
from portal.catalog.catalog import Catalog
from portal.catalog.small_counts import publish_cell, published_text
from portal.i18n.language import BEIJING, Language, Text
from portal.records import Adviser, Event, Office

MOST_VILLAGES_LISTED = 60
"""With more villages, pages that would name them all lead to the list of villages instead."""


@dataclass(frozen=True, slots=True, eq=False)
class ViewContext:
    """For whom a view is made: the records, the day, the reader's language. Known by its identity."""

    catalog: Catalog
    agenda: Agenda
    language: Language
    _days: dict[tuple[date, bool], DayView] = field(default_factory=dict, repr=False)
    """Days already put into words: a year's days come up on thousands of pages."""
    _villages: dict[str, Text] = field(default_factory=dict, repr=False)
    """Names already looked up: the account's lists name a village in most of their rows."""

    @property
    def today(self) -> date:
        """The day the site is built for."""
        return self.agenda.today

    def village_text(self, village_id: str) -> Text:
        """A village's name."""
        name = self._villages.get(village_id)
        if name is None:
            name = self._villages[village_id] = self.language.text(self.catalog.villages[village_id].name)
        return name

    def day_view(self, day: date, is_provisional: bool = False) -> DayView:
        """A date in the reader's language, with its year unless that is this one."""
        view = self._days.get((day, is_provisional))
        if view is None:
            text = self.language.day_and_weekday(day, with_year=day.year != self.today.year)
            lunar = self.language.lunar(self.catalog.almanac.lunar(day))
            view = self._days[day, is_provisional] = DayView(day.isoformat(), text, lunar, is_provisional)
        return view


class DayView(NamedTuple):
    """A date as shown."""

    iso: str
    text: str
    """With its weekday."""
    lunar: str
    is_provisional: bool
    """Whether a holiday not yet announced may still shift it."""


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
        language.label("list.comma").join(language.label(f"language.{code}") for code in adviser.languages),
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


def clock_text(starts: datetime, ends: datetime, language: Language) -> str:
    """The hours of a session; one that lasts into another day names that day."""
    if starts.date() == ends.date():
        return language.clock(starts.time(), ends.time())
    return f"{starts:%H:%M}–{language.day(ends.date())} {ends:%H:%M}"


def small_count(count: int, language: Language) -> str:
    """A count of consultations as it may be published: small ones could point at a person."""
    return published_text(publish_cell(count), language)


def village_path(village_id: str) -> str:
    """Where a village's page stands."""
    return f"villages/{village_id}/"


def poster_path(village_id: str) -> str:
    """Where a village's poster for the board stands."""
    return f"villages/{village_id}/poster/"


def card_path(village_id: str) -> str:
    """Where a village's pocket cards stand."""
    return f"villages/{village_id}/card/"


def adviser_path(adviser_id: str) -> str:
    """Where an adviser's page stands."""
    return f"advisers/{adviser_id}/"


def event_path(event_id: str) -> str:
    """Where a session's page stands."""
    return f"events/{event_id}/"


def month_path(day: date) -> str:
    """Where a month of the calendar stands."""
    return f"calendar/{day:%Y-%m}/"


def day_path(day: date) -> str:
    """A day in the calendar."""
    return f"{month_path(day)}#d{day.isoformat()}"


def explainer_path(explainer_id: str) -> str:
    """Where an explainer stands; a topic's list is the folder above."""
    return f"explainers/{explainer_id}/"


def law_path(law_id: str) -> str:
    """Where a law's page stands."""
    return f"laws/{law_id}/"


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes") + BEIJING
