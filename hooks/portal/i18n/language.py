"""Languages: the interface's words, and dates and numbers as each language writes them.

Owns `Language` (a label catalogue and its formats) and the choice of a translated text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import NamedTuple

from portal.schedule.holidays import LunarDay
from portal.text.language_traits import LANGUAGE_TRAITS, LanguageTraits

BEIJING = "+08:00"
"""China has one time zone and no summer time (since 1992)."""

_LUNAR_MONTHS = "正二三四五六七八九十冬腊"
_LUNAR_TENS = ("初", "十", "廿", "三")
_LUNAR_UNITS = "一二三四五六七八九十"


class Text(NamedTuple):
    """A text as shown: what it says and in which language it is."""

    value: str
    language: str
    is_fallback: bool
    """Whether the reader's language has none, so that the source language stands in."""

    def __str__(self) -> str:
        return self.value


_PLACEHOLDER = re.compile(r"(\{[^{}]*+\})")


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the site."""

    code: str
    source: str
    """The code of the source language, whose texts stand in for missing ones."""
    labels: Mapping[str, str]
    _dates: dict[tuple[str, date], str] = field(default_factory=dict, compare=False, repr=False)
    """Dates already written out: a year's days come up on thousands of pages."""

    @property
    def traits(self) -> LanguageTraits:
        """What differs from other languages beside the words."""
        return LANGUAGE_TRAITS[self.code]

    def spoken_language(self, code: str) -> str:
        """The name of a language people speak, in this one; a language no catalogue names yet has its Chinese name."""
        return self.labels.get(f"language.{code}") or LANGUAGE_TRAITS[code].chinese_names[0]

    def label(self, key: str, **args: object) -> str:
        """A word of the interface; a key the catalogue lacks is a programmer's mistake (KeyError).

        Counts, given as numbers, stand in the language's own digits; texts such as phone numbers stay as they are.
        """
        text = self.labels[key]
        if not args:
            return text
        return text.format_map({name: self.number(arg) if isinstance(arg, int) else arg for name, arg in args.items()})

    def in_community(self) -> Language:
        """This language with the words of a community (社区), which has a residents' committee and is no village.

        `village.in_community` names them; names filled in and placeholders stay as they are.
        """
        swaps = [pair.partition("=") for pair in self.labels["village.in_community"].split("|")]
        return replace(self, labels={key: _swap(text, swaps) for key, text in self.labels.items()})

    def text(self, translated: Mapping[str, str]) -> Text:
        """The text in this language, else in the source language."""
        if self.code in translated:
            return Text(translated[self.code], self.code, False)
        return Text(translated[self.source], self.source, True)

    @property
    def is_source(self) -> bool:
        """Whether texts of other languages are translated from this one."""
        return self.code == self.source

    @property
    def prefix(self) -> str:
        """Where its pages stand below the site's root: empty for the source language."""
        return "" if self.code == self.source else f"{self.code}/"

    def weekday(self, day: date) -> str:
        """Saturday, 星期六, གཟའ་སྤེན་པ།."""
        return self.labels[f"weekday.{day.isoweekday()}"]

    def day(self, day: date, *, with_year: bool = False) -> str:
        """The date without its weekday: 12月4日, 4 December, ཟླ་༡༢ ཚེས་༤."""
        return self._known_date("date.full" if with_year else "date.day", day)

    def day_and_weekday(self, day: date, *, with_year: bool = False) -> str:
        """The date as residents read it: 12月4日 星期五."""
        return self._known_date("date.full_weekday" if with_year else "date.day_weekday", day)

    def month(self, day: date) -> str:
        """2026年12月, December 2026."""
        return self._date("date.month", day)

    def dated(self, key: str, day: date, **args: object) -> str:
        """A label of the `date` group for a day: spoken, or short for a board."""
        return self._date(f"date.{key}", day, **args) if args else self._known_date(f"date.{key}", day)

    def month_short(self, month: int) -> str:
        """12月, Dec, ཟླ་༡༢: for the head of a column."""
        return self.labels[f"month.short.{month}"]

    def number(self, number: int) -> str:
        """A number that is read, not dialled, in the language's own digits."""
        return self.digits(str(number))

    def digits(self, text: str) -> str:
        """The text with its digits as the language writes them."""
        own = self.traits.digits
        return "".join(own[int(c)] if c in "0123456789" else c for c in text) if own != "0123456789" else text

    def clock(self, starts: time, ends: time) -> str:
        """09:00–11:30, the same in every language (digits people dial and compare)."""
        # A format such as {starts:%H:%M} takes four times as long, for every time of every page.
        return f"{starts.isoformat('minutes')}–{ends.isoformat('minutes')}"

    def lunar(self, day: LunarDay) -> str:
        """农历十月廿五; empty in languages whose readers do not use it (design.md section 3)."""
        if not self.traits.has_lunar_dates:
            return ""
        tens, units = divmod(day.day - 1, 10)
        name = {10: "初十", 20: "二十", 30: "三十"}.get(day.day)
        name = name or _LUNAR_TENS[tens] + _LUNAR_UNITS[units]
        leap = "闰" if day.is_leap else ""
        return f"农历{leap}{_LUNAR_MONTHS[day.month - 1]}月{name}"

    def _known_date(self, key: str, day: date) -> str:
        text = self._dates.get((key, day))
        if text is None:
            text = self._dates[key, day] = self._date(key, day)
        return text

    def _date(self, key: str, day: date, **args: object) -> str:
        parts = {
            "year": self.number(day.year),
            "month": self.number(day.month),
            "day": self.number(day.day),
            "month_name": self.labels[f"month.{day.month}"],
            "weekday": self.weekday(day),
            "short": self.labels[f"weekday.short.{day.isoweekday()}"],
            **args,
        }
        return self.labels[key].format_map(parts)


def _swap(text: str, swaps: Sequence[tuple[str, str, str]]) -> str:
    """The text with words changed, one after the other, outside its placeholders."""
    if not any(old in text for old, _, _ in swaps):
        return text
    parts = _PLACEHOLDER.split(text)
    for old, _, new in swaps:
        parts[::2] = [part.replace(old, new) for part in parts[::2]]
    return "".join(parts)
