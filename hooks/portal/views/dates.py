"""A village's dates of the year, with the calendar to subscribe to; and its notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from portal.catalog.agenda import SitIn
from portal.catalog.context import ViewContext
from portal.catalog.urls import village_path
from portal.feeds.calendars import CALENDAR, feed_address
from portal.i18n.language import Text
from portal.notices.notices import Notice, village_notice
from portal.views.view_models import SitInView, sit_in_view

MOST_MARKED_DAYS = 60
"""With more days they stand without their ISO form, so that the page keeps within 16 kB."""


@dataclass(frozen=True, slots=True)
class DateView:
    """A day in its month's row."""

    iso: str
    """Empty where there are too many days to mark each: the calendar file has them all."""
    text: str
    lunar: str
    takes_place: bool


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The days of one month."""

    title: str
    is_provisional: bool
    days: tuple[DateView, ...]


@dataclass(frozen=True, slots=True)
class SlotView:
    """The days on which the adviser sits at the same hours in the same place."""

    clock: str
    place: Text
    adviser: Text
    months: tuple[MonthRow, ...]


@dataclass(frozen=True, slots=True)
class DatesPage:
    """The coming year of a village."""

    village: Text
    village_path: str
    slots: tuple[SlotView, ...]
    changes: tuple[SitInView, ...]
    """Coming days that were moved away or excused, and what they were moved to."""
    office_phone: str
    calendar_path: str
    calendar_address: str
    """Empty while the portal has no address."""


@dataclass(frozen=True, slots=True)
class NoticePage:
    """The texts about a village's next sit-in, ready to paste."""

    village: Text
    village_path: str
    notice: Notice
    has_explainers: bool
    """Whether there are answers that can go with the village's text."""


def dates_page(village_id: str, context: ViewContext) -> DatesPage:
    """The dates from the first of this month on, a year of whole months, by hours and place."""
    first, last = context.today.replace(day=1), context.agenda.last_shown
    listed = [sit_in for sit_in in context.agenda.shown_sit_ins_of(village_id) if first <= sit_in.day <= last]
    coming = context.agenda.next_sit_ins(village_id)
    slots: dict[tuple[str, str, str], list[SitIn]] = {}
    for sit_in in listed:
        clock = context.language.clock(sit_in.starts, sit_in.ends)
        place = str(context.language.text(sit_in.place))
        slots.setdefault((clock, place, sit_in.adviser), []).append(sit_in)
    path = village_path(village_id)
    return DatesPage(
        context.village_text(village_id),
        path,
        tuple(_slot_view(sit_ins, len(listed) <= MOST_MARKED_DAYS, context) for sit_ins in slots.values()),
        tuple(sit_in_view(s, context) for s in coming if not s.takes_place or s.moved_from),
        context.catalog.villages[village_id].office.phone,
        path + CALENDAR,
        feed_address(path + CALENDAR, context),
    )


def notice_page(village_id: str, context: ViewContext) -> NoticePage:
    """The notices of a village."""
    return NoticePage(
        context.village_text(village_id),
        village_path(village_id),
        village_notice(village_id, context),
        bool(context.catalog.explainers),
    )


def _slot_view(sit_ins: list[SitIn], is_marked: bool, context: ViewContext) -> SlotView:
    language, first = context.language, sit_ins[0]
    return SlotView(
        language.clock(first.starts, first.ends),
        language.text(first.place),
        language.text(context.catalog.advisers[first.adviser].name),
        tuple(
            _month_row(month, list(days), is_marked, context)
            for month, days in groupby(sit_ins, key=lambda sit_in: sit_in.day.replace(day=1))
        ),
    )


def _month_row(month: date, sit_ins: list[SitIn], is_marked: bool, context: ViewContext) -> MonthRow:
    language, almanac = context.language, context.catalog.almanac
    return MonthRow(
        language.month(month),
        any(sit_in.is_provisional for sit_in in sit_ins),
        tuple(
            DateView(
                sit_in.day.isoformat() if is_marked else "",
                language.dated("in_month", sit_in.day),
                language.lunar(almanac.lunar(sit_in.day)).removeprefix("农历"),
                sit_in.takes_place,
            )
            for sit_in in sit_ins
        ),
    )
