"""The calendar: a month as grid and list."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from portal.catalog.agenda import SitIn
from portal.catalog.context import DayView, ViewContext
from portal.catalog.urls import day_path, month_path
from portal.i18n.language import Text
from portal.records import Event, Observance
from portal.views.filters import Facets, Filter, calendar_filters, event_facets, sit_in_facets
from portal.views.view_models import MOST_VILLAGES_LISTED, EventView, SitInView, event_view, sit_in_view


@dataclass(frozen=True, slots=True)
class GridDay:
    """A cell of the month's grid; the list below it says more."""

    iso: str
    number: str
    lunar: str
    weekday: int
    """1 is Monday."""
    in_month: bool
    is_rest: bool
    """A weekend or public holiday."""
    holiday: str
    """The public holiday, or that a weekend is worked for one; empty on other days."""
    label: str
    """The law day, if it is one."""
    events: int
    sit_ins: int


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """A session in the month's list; a postponed one stands at both its days."""

    event: EventView
    facets: Facets
    has_moved_away: bool
    """Whether this is the day it was first set for, and another holds now."""
    other_day: tuple[str, str] | None
    """The other of its two days, and where that stands in the calendar."""


@dataclass(frozen=True, slots=True)
class ListedSitIn:
    """A sit-in in the month's list."""

    sit_in: SitInView
    facets: Facets


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A day of the month's list: law days, sessions, sit-ins."""

    day: DayView
    holiday: str
    observances: tuple[Text, ...]
    events: tuple[ListedEvent, ...]
    sit_ins: tuple[ListedSitIn, ...]
    """Empty where there are too many villages to list."""
    sit_in_count: int


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month of the calendar."""

    title: str
    path: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[GridDay, ...], ...]
    days: tuple[ListedDay, ...]
    previous: tuple[str, str] | None
    """Title and path of the month before, if it has a page."""
    next: tuple[str, str] | None
    is_provisional: bool
    has_events: bool
    has_sit_ins: bool
    filters: tuple[Filter, ...]
    months: tuple[tuple[str, str, bool], ...]
    """Title and path of every month that has a page, and whether it is this one."""
    has_feeds: bool


def months(context: ViewContext) -> list[date]:
    """The first days of the months that have a page: with a session, or wholly within reach of rules."""
    agenda = context.agenda
    days = [agenda.first, agenda.last_shown, *(day for day in agenda.events_by_day)]
    month, last = min(days).replace(day=1), max(days)
    found = []
    while month <= last:
        found.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    return found


def month_view(month: date, context: ViewContext) -> MonthView:
    """A month, every day of it that has something listed."""
    language, agenda = context.language, context.agenda
    known = months(context)
    at = known.index(month)
    weeks = tuple(
        tuple(_grid_day(day, month, context) for day in week)
        for week in Calendar().monthdatescalendar(month.year, month.month)
    )
    listed = tuple(
        _listed_day(day, context)
        for week in Calendar().monthdatescalendar(month.year, month.month)
        for day in week
        if day.month == month.month
        and (
            day in agenda.events_by_day
            or day in agenda.sit_ins_by_day
            or _observances(day, context)
            or _holiday(day, context)
        )
    )

    def named(position: int) -> tuple[str, str] | None:
        if not 0 <= position < len(known):
            return None
        return language.month(known[position]), month_path(known[position])

    return MonthView(
        title=language.month(month),
        path=month_path(month),
        weekdays=tuple(language.label(f"weekday.short.{number}") for number in range(1, 8)),
        weeks=weeks,
        days=listed,
        previous=named(at - 1),
        next=named(at + 1),
        is_provisional=context.catalog.almanac.is_provisional(month),
        has_events=any(day.events for day in listed),
        has_sit_ins=any(day.sit_in_count for day in listed),
        filters=calendar_filters(context),
        months=tuple((language.month(day), month_path(day), day == month) for day in known),
        has_feeds=context.catalog.portal.base_url is not None,
    )


def _grid_day(day: date, month: date, context: ViewContext) -> GridDay:
    almanac, agenda = context.catalog.almanac, context.agenda
    in_month = day.month == month.month
    lunar = context.language.lunar(almanac.lunar(day)).removeprefix("农历")
    names = [str(context.language.text(o.name)) for o in _observances(day, context, only_first_day=True)]
    return GridDay(
        day.isoformat(),
        context.language.number(day.day),
        # As on paper calendars: the month where it begins, else the day alone.
        lunar.partition("月")[0] + "月" if lunar.endswith("初一") else lunar.partition("月")[2],
        day.isoweekday(),
        in_month,
        not almanac.is_workday(day),
        _holiday(day, context) if in_month else "",
        names[0] if names and in_month else "",
        len(agenda.events_by_day.get(day, ())) if in_month else 0,
        sum(sit_in.takes_place for sit_in in agenda.sit_ins_by_day.get(day, ())) if in_month else 0,
    )


def _listed_day(day: date, context: ViewContext) -> ListedDay:
    agenda = context.agenda
    sit_ins = agenda.sit_ins_by_day.get(day, [])
    is_listed = len(context.catalog.villages) <= MOST_VILLAGES_LISTED
    return ListedDay(
        context.day_view(day),
        _holiday(day, context),
        tuple(context.language.text(observance.name) for observance in _observances(day, context)),
        tuple(_listed_event(id, event, day, context) for id, event in agenda.events_by_day.get(day, ())),
        tuple(ListedSitIn(sit_in_view(s, context), sit_in_facets(s, context)) for s in sit_ins if is_listed),
        sum(sit_in.takes_place for sit_in in sit_ins),
    )


def _listed_event(event_id: str, event: Event, day: date, context: ViewContext) -> ListedEvent:
    first, now = event.starts.date(), event.when[0].date()
    other = now if day == first else first
    return ListedEvent(
        event_view(event_id, event, context),
        event_facets(event),
        day != now,
        (context.language.day_and_weekday(other), day_path(other)) if first != now else None,
    )


def _holiday(day: date, context: ViewContext) -> str:
    """The public holiday's name, or that a weekend day is worked."""
    almanac, label = context.catalog.almanac, context.language.label
    if almanac.is_shifted_workday(day):
        return label("holiday.worked")
    holiday = almanac.holiday(day)
    return label(f"holiday.{holiday}") if holiday else ""


def sit_ins_on(day: date, context: ViewContext) -> list[SitIn]:
    """The sit-ins of a day in order of hour, those that were moved away or excused last."""
    return sorted(context.agenda.sit_ins_by_day.get(day, ()), key=lambda sit_in: not sit_in.takes_place)


def _observances(day: date, context: ViewContext, *, only_first_day: bool = False) -> list[Observance]:
    """The law days that fall on a day; weeks and months are named on their first day alone in the grid."""
    today = f"{day:%m-%d}"
    return [
        observance
        for observance in context.catalog.observances.values()
        if observance.on == today
        or (
            not only_first_day
            and observance.until
            and _is_week(observance)
            and observance.on <= today <= observance.until
        )
    ]


def _is_week(observance: Observance) -> bool:
    """Whether a span is short enough to be named on each of its days."""
    assert observance.until
    first, last = (date.fromisoformat(f"2000-{day}") for day in (observance.on, observance.until))
    return (last - first).days < 7
