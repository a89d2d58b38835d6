"""Notices: texts to paste into a WeChat group, with the board's line and the loudspeaker's script.

They stand on their own: what, when, where, who, one number, the page's address. Their
length is a promise: free texts such as reasons and titles are shortened until it holds;
dates, hours and numbers never are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from portal.catalog.agenda import SitIn
from portal.catalog.context import ViewContext, clock_text
from portal.catalog.urls import event_path, village_path
from portal.notices.announcements import Announcement, announce_event, announce_sit_in
from portal.records import Event
from portal.text.truncate import MOST_CHARACTERS, Clip, fit

REMEMBERED = 16
"""Notices: a page and a text file show the same one, in each language."""


@dataclass(frozen=True, slots=True)
class NoticeContact:
    """Whom a notice names, and the one number it gives."""

    name: str
    phone: str
    is_adviser: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """The texts about one village or session, in one language."""

    wechat: str
    announcement: Announcement | None
    """None where there is nothing to announce: a session that was held."""


@lru_cache(maxsize=REMEMBERED)
def village_notice(village_id: str, context: ViewContext) -> Notice:
    """A village's notice: its next sit-in, or whom to ask until one is set."""
    contact = find_contact(village_id, context)
    sit_in = next((s for s in context.agenda.next_sit_ins(village_id) if s.takes_place), None)

    def compose(clip: Clip) -> str:
        return _lines(_village_lines(village_id, sit_in, contact, context, clip))

    announcement = announce_sit_in(village_id, sit_in, contact.name, contact.phone, context)
    return Notice(fit(compose, lambda text: len(text) <= MOST_CHARACTERS), announcement)


@lru_cache(maxsize=REMEMBERED)
def event_notice(event_id: str, context: ViewContext) -> Notice:
    """A session's notice, as it stands: planned, moved, cancelled or held."""
    event = context.catalog.events[event_id]

    def compose(clip: Clip) -> str:
        return _lines(_event_lines(event_id, event, context, clip))

    announcement = None if event.status == "held" else announce_event(event, context)
    return Notice(fit(compose, lambda text: len(text) <= MOST_CHARACTERS), announcement)


def find_contact(village_id: str, context: ViewContext) -> NoticeContact:
    """The adviser; without one, or without a number of theirs, who passes a message on."""
    catalog, language = context.catalog, context.language
    village = catalog.villages[village_id]
    found = catalog.adviser_of(village, context.today)
    if found is None:
        office = catalog.offices[catalog.portal.justice_office]
        return NoticeContact(str(language.text(office.name)), office.phone, False)
    adviser = found[1]
    number = adviser.phone.number if adviser.phone else village.office.phone
    return NoticeContact(str(language.text(adviser.name)), number, True)


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(line for line in lines if line)


def _village_lines(
    village_id: str, sit_in: SitIn | None, contact: NoticeContact, context: ViewContext, clip: Clip
) -> Iterator[str]:
    language = context.language
    heading = "notice.village_heading" if contact.is_adviser else "notice.no_adviser_heading"
    yield language.label(heading, village=context.village_text(village_id))
    if sit_in is not None:
        yield _changed_before(village_id, sit_in, context, clip)
        yield language.label("notice.when", when=_when(sit_in, context))
        yield language.label("notice.where", where=clip(language.text(sit_in.place), 1))
        adviser = context.catalog.advisers[sit_in.adviser]
        firm = _in_brackets(clip(language.text(adviser.firm), 0), context)
        yield language.label("notice.who", who=f"{language.text(adviser.name)}{firm}")
    elif contact.is_adviser:
        yield language.label("notice.no_date")
        yield language.label("notice.who", who=contact.name)
    else:
        yield clip(language.label("village.no_adviser_help"), 2)
    yield language.label("notice.phone", phone=contact.phone)
    if contact.is_adviser:
        yield clip(language.label("notice.free"), 0)
    yield _page(village_path(village_id), context)


def _changed_before(village_id: str, sit_in: SitIn, context: ViewContext, clip: Clip) -> str:
    """What residents may still have in mind: the first sit-in that was moved to this one, or is off before it."""
    language = context.language
    for other in context.agenda.next_sit_ins(village_id):
        is_before = (other.day, other.starts) < (sit_in.day, sit_in.starts)
        if other.takes_place or not (is_before or _became(other, sit_in)):
            continue
        if other.moved_to:
            note = language.label("sit_in.moved_to", day=language.day_and_weekday(other.moved_to))
        else:
            note = language.label("sit_in.excused")
        reason = _in_brackets(clip(language.text(other.reason), 0), context) if other.reason else ""
        day = language.day_and_weekday(other.day)
        if other.day == sit_in.day:  # one of the day's hours is off, another holds
            day = f"{day} {language.clock(other.starts, other.ends)}"
        return language.label("notice.change", day=day, note=note + reason)
    return ""


def _became(old: SitIn, new: SitIn) -> bool:
    """Whether a sit-in that was moved stands here at its new day, which may be earlier than its old one."""
    return old.moved_to == new.day and (old.office_hour, old.scheduled) == (new.office_hour, new.scheduled)


def _event_lines(event_id: str, event: Event, context: ViewContext, clip: Clip) -> Iterator[str]:
    catalog, language = context.catalog, context.language
    comma = language.label("list.comma")
    title = clip(language.text(event.title), 2)
    if event.status in ("cancelled", "postponed"):
        yield language.label(f"event.marked.{event.status}", title=title)
    else:
        yield language.label("notice.held_heading" if event.status == "held" else "notice.event_heading", title=title)
    organiser = catalog.offices[event.organiser]
    first_set = f"{language.day_and_weekday(event.starts.date())} {event.starts:%H:%M}"
    if event.status == "cancelled":
        yield language.label("notice.cancelled", when=first_set)
    else:
        if event.postponed_to:
            told = event.postponed_to.reason
            reason = _in_brackets(clip(language.text(told), 0), context) if told else ""
            yield language.label("notice.was", when=first_set) + reason
        yield language.label("notice.when", when=_moments(*event.when, context))
        villages = _in_brackets(clip(comma.join(str(context.village_text(id)) for id in event.villages), 1), context)
        yield language.label("notice.where", where=clip(language.text(event.venue.name), 1) + villages)
        names = [organiser.name, *(catalog.advisers[id].name for id in event.advisers)]
        yield language.label("notice.by", who=clip(comma.join(str(language.text(name)) for name in names), 1))
    if event.outcome:
        yield language.label("notice.attendance", count=event.outcome.attendance)
        leaflets = sum(given.count for given in event.outcome.leaflets)
        yield language.label("notice.leaflets", count=leaflets) if leaflets else ""
    elif event.note:
        yield clip(language.text(event.note), 0)
    yield language.label("notice.phone", phone=organiser.phone)
    yield _page(event_path(event_id), context)


def _when(sit_in: SitIn, context: ViewContext) -> str:
    day = sit_in.day
    text = _moments(datetime.combine(day, sit_in.starts), datetime.combine(day, sit_in.ends), context)
    return text + (_in_brackets(context.language.label("date.provisional"), context) if sit_in.is_provisional else "")


def _moments(starts: datetime, ends: datetime, context: ViewContext) -> str:
    """12月8日 星期二（农历十月三十）09:00–11:30."""
    language, day = context.language, starts.date()
    lunar = language.lunar(context.catalog.almanac.lunar(day))
    between = _in_brackets(lunar, context) or " "
    text = language.day_and_weekday(day, with_year=day.year != context.today.year)
    return text + between + clock_text(starts, ends, language)


def _in_brackets(text: str, context: ViewContext) -> str:
    return context.language.label("notice.brackets", text=text) if text else ""


def _page(path: str, context: ViewContext) -> str:
    base = context.catalog.portal.base_url
    return context.language.label("notice.page", address=f"{base}{context.language.prefix}{path}") if base else ""
