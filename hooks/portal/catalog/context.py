"""For whom something is made: the records, the day, and the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.small_counts import publish_cell, published_text
from portal.i18n.language import Language, Text


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

    _in_community: list[ViewContext] = field(default_factory=list, repr=False)
    """This context with the words of communities, once it has been asked for."""

    def in_village(self, village_id: str) -> ViewContext:
        """The context for what a village's own people read: of a community with its words."""
        if self.catalog.villages[village_id].kind != "community":
            return self
        if not self._in_community:
            self._in_community.append(ViewContext(self.catalog, self.agenda, self.language.in_community()))
        return self._in_community[0]

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


def clock_text(starts: datetime, ends: datetime, language: Language) -> str:
    """The hours of a session; one that lasts into another day names that day."""
    if starts.date() == ends.date():
        return language.clock(starts.time(), ends.time())
    return f"{starts:%H:%M}–{language.day(ends.date())} {ends:%H:%M}"


def small_count(count: int, language: Language) -> str:
    """A count of consultations as it may be published: small ones could point at a person."""
    return published_text(publish_cell(count), language)
