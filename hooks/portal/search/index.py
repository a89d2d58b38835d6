"""The index of one language: the rows the first answer is found in.

Rows are plain lists, as small as they can be. What their columns mean is said where they are
made; `readRows` in overrides/assets/search-engine.js reads them in the same order. A text in
the source language that stands in for a missing one begins with `~`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, get_args

from portal.catalog.context import ViewContext, clock_text
from portal.explainers.model import Explainer
from portal.i18n.language import Text
from portal.letters.model import Letter
from portal.records import Event
from portal.records.search import ListPage
from portal.search.readings import sound_of
from portal.views.explainers import review_holds
from portal.views.villages import pinyin_of

VILLAGES_WITH_DETAILS = 300
"""Up to so many villages the index itself says adviser, number and dates; beyond, small files do."""
ALIASES_IN_INDEX = 8
"""Aliases of an explainer in the index, the first ones; the others stand in the shards, with `more` of search.yml."""
LETTER_ALIASES = 1
"""Aliases of a letter to fill in in the index; the others stand in the shards."""
EVENTS_IN_INDEX = 50
"""Sessions in the index, those nearest to the middle of this month; the others stand in a file a month."""
DATES_AHEAD = 3
"""Sit-ins of a village that are known, so that the next one stays right between two builds."""
LUNAR_MONTHS = 16
"""Lunar months whose beginnings are known, so that 腊月 and 正月十五 can be asked for: a year and more."""
KINDS = ("explainers", "villages", "advisers", "events", "offices", "topics", "pages", "letters")
"""In this order entries are numbered; laws come after them, in a file of their own."""

_SENTENCE_END = re.compile(r"(?<=。)|(?<=[a-z)]\.) |(?<=）།) ")
"""In Tibetan, where a shad ends a clause as well, the one after a citation."""

SENSITIVE, REVIEWED = 1, 2
"""Marks of an explainer, added up."""

Row = list[Any]


class Rows:
    """What is searched in one language, seen from today."""

    def __init__(self, context: ViewContext) -> None:
        self._context = context
        self._catalog = context.catalog
        self._language = context.language
        self.first = context.today.replace(day=1)
        """The day from which days are counted: the month's first, so that a row says the same all month."""
        self.has_details = len(self._catalog.villages) <= VILLAGES_WITH_DETAILS

    @cached_property
    def by_kind(self) -> dict[str, list[Row]]:
        """The rows of each kind."""
        return {kind: list(getattr(self, f"_{kind}")()) for kind in KINDS}

    @cached_property
    def events(self) -> list[tuple[str, Event]]:
        """The sessions of the index in order of day."""
        near = sorted(self._sorted_events, key=lambda item: _distance(item[1], self.first.replace(day=15)))
        kept = {id for id, _ in near[:EVENTS_IN_INDEX]}
        return [item for item in self._sorted_events if item[0] in kept]

    def months_of_others(self) -> dict[str, list[Row]]:
        """The rows of the sessions that do not stand in the index, by month."""
        indexed = {id for id, _ in self.events}
        found: dict[str, list[Row]] = {}
        for id, event in self._sorted_events:
            if id not in indexed:
                found.setdefault(f"{event.when[0]:%Y-%m}", []).append(self._event(id, event))
        return found

    def details(self) -> Iterator[Row]:
        """What `villages` rows lack where `has_details` is false."""
        return (self._details(id) for id in self._catalog.villages)

    @cached_property
    def _sorted_events(self) -> list[tuple[str, Event]]:
        return sorted(self._catalog.events.items(), key=lambda item: (item[1].when[0], item[0]))

    @cached_property
    def _village_numbers(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self._catalog.villages)}

    @cached_property
    def _adviser_numbers(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self._catalog.advisers)}

    def _explainers(self) -> Iterator[Row]:
        """Topic's number, slug, title, aliases, the lead's first sentence (of a sensitive one none), marks unless 0."""
        topics = {id: number for number, id in enumerate(self._catalog.topics)}
        for explainer in self._catalog.explainers.values():
            row = [topics[explainer.topic], explainer.slug, *names_of(explainer, self._language.code, ALIASES_IN_INDEX)]
            lead = "" if explainer.is_sensitive else _first_sentence(explainer, self._language.code)
            marks = marks_of(explainer, self._context)
            yield [*row, lead, marks] if marks else [*row, lead]

    def _villages(self) -> Iterator[Row]:
        """id, name, other names; then the details, unless they stand in files of their own."""
        source = self._language.source
        for id, village in self._catalog.villages.items():
            name = self._language.text(village.name)
            others = dict.fromkeys(village.aliases)
            if self._language.code != source:  # the source's readers spell the name by its sounds
                others |= dict.fromkeys((village.name[source], pinyin_of(village, source)))
            # What the name itself shows (加牙 in 加牙村) is found without being written twice.
            kept = "|".join(other for other in others if other not in str(name))
            yield [id, _text(name), kept, *(self._details(id) if self.has_details else ())]

    def _details(self, id: str) -> Row:
        """The adviser's number (-1: none), the village office's phone, the next sit-ins."""
        village = self._catalog.villages[id]
        found = self._catalog.adviser_of(village, self._context.today)
        coming = [sit_in for sit_in in self._context.agenda.next_sit_ins(id) if sit_in.takes_place]
        dates = (
            f"{(sit_in.day - self.first).days} {self._language.clock(sit_in.starts, sit_in.ends)}"
            for sit_in in coming[:DATES_AHEAD]
        )
        return [self._adviser_numbers[found[0].adviser] if found else -1, village.office.phone, "|".join(dates)]

    def _advisers(self) -> Iterator[Row]:
        """id, name, firm, number (empty where it may not be published), the languages spoken."""
        for id, adviser in self._catalog.advisers.items():
            spoken = self._language.label("list.comma").join(
                self._language.spoken_language(code) for code in adviser.languages
            )
            phone = adviser.phone.number if adviser.phone else ""
            yield [id, self._translated(adviser.name), self._translated(adviser.firm), phone, spoken]

    def _events(self) -> Iterator[Row]:
        return (self._event(id, event) for id, event in self.events)

    def _event(self, id: str, event: Event) -> Row:
        """id, title, day (counted from `first`), clock, venue, villages, status, form."""
        starts, ends = event.when
        return [
            id,
            self._translated(event.title),
            (starts.date() - self.first).days,
            clock_text(starts, ends, self._language),
            self._translated(event.venue.name),
            [self._village_numbers[village] for village in event.villages],
            event.status,
            event.kind,
        ]

    def laws(self) -> Iterator[Row]:
        """id, name, the short Chinese name where that is another."""
        for id, law in self._catalog.laws.items():
            name = self._translated(law.name)
            yield [id, name] if law.short in name else [id, name, law.short]

    def _offices(self) -> Iterator[Row]:
        """id, name, number."""
        return ([id, self._translated(office.name), office.phone] for id, office in self._catalog.offices.items())

    def _topics(self) -> Iterator[Row]:
        """id, name."""
        return ([id, self._translated(topic.name)] for id, topic in self._catalog.topics.items())

    def _pages(self) -> Iterator[Row]:
        """Address, title, residents' words for it."""
        words = self._catalog.search_words.pages.get(self._language.code, {})
        for page in get_args(ListPage):
            if page == "letters" and not self._catalog.letters:
                continue
            row = [f"{page}/", self._language.label(f"{page}.title")]
            yield [*row, "|".join(words[page])] if page in words else row

    def _letters(self) -> Iterator[Row]:
        """Name in the address, title, aliases; of a sensitive one a 1."""
        for slug, letter in self._catalog.letters.items():
            row = [slug, *names_of(letter, self._language.code, LETTER_ALIASES)]
            yield [*row, 1] if letter.is_sensitive else row

    def lunar_months(self) -> str:
        """The beginnings of lunar months from this one on: "9:-13 10:17 ...", days counted from `first`."""
        almanac, begin = self._catalog.almanac, self.first
        first = begin - timedelta(days=almanac.lunar(begin).day - 1)
        found: list[str] = []
        while len(found) < LUNAR_MONTHS:
            lunar = almanac.lunar(first)
            found.append(f"{lunar.month}{'+' if lunar.is_leap else ''}:{(first - begin).days}")
            first += timedelta(days=29)
            if almanac.lunar(first).day != 1:  # a long month
                first += timedelta(days=1)
        return " ".join(found)

    def _translated(self, text: dict[str, str]) -> str:
        return _text(self._language.text(text))


def _first_sentence(explainer: Explainer, language: str) -> str:
    """What answers a reader at a glance; the page says the rest."""
    lead = explainer.text(language).sections[0]
    first = replace(lead, markdown=_SENTENCE_END.split(lead.markdown, maxsplit=1)[0]).plain_text
    return re.sub(r"(?<! ) ++(?=[.,;:])", "", first)  # where a citation went, a space before the full stop stays behind


def marks_of(explainer: Explainer, context: ViewContext) -> int:
    """1: the page is sensitive; 2: a lawyer's review holds. Most have neither, and a row without marks is shorter."""
    return SENSITIVE * explainer.is_sensitive + REVIEWED * review_holds(explainer, context)


def names_of(explainer: Explainer | Letter, language: str, most: int) -> Row:
    """A title and its first `most` aliases, the source's where there is no translation."""
    text = explainer.text(language)
    title = text.title if text.language == language else "~" + text.title
    return [title, "|".join(aliases_of(explainer, language)[:most])]


def aliases_of(explainer: Explainer | Letter, language: str) -> list[str]:
    """The aliases that find what the title does not.

    What the title contains, or what sounds like a name before it (离昏 after 离婚), is found
    without being written again.
    """
    text = explainer.text(language)
    aliases: dict[str, str] = {}
    for alias in text.aliases:
        if alias not in text.title:
            aliases.setdefault(sound_of(alias), alias)
    return list(aliases.values())


def _text(text: Text) -> str:
    return "~" + text.value if text.is_fallback else text.value


def _distance(event: Event, day: date) -> int:
    """Days from a day; what lies before it counts double."""
    days = (event.when[0].date() - day).days
    return days if days >= 0 else -2 * days
