"""Announcements: one line for an LED board, and a script for the village loudspeaker (大喇叭).

A board shows 40 characters, so labels have several wordings of a line, the fullest first;
a script is read out in under 40 seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from portal.catalog.agenda import SitIn
from portal.catalog.context import ViewContext
from portal.i18n.language import Language
from portal.notices.spoken import reading_seconds, spoken_clock, spoken_day
from portal.records import Event
from portal.text.truncate import Clip, fit, shorten

LED_CHARACTERS = 40
MOST_SECONDS = 38.0
"""Below the promised 40: no two people read at one speed."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a board shows and a loudspeaker says."""

    led: str
    script: str
    seconds: int
    """How long the script takes to read."""


def announce_sit_in(village_id: str, sit_in: SitIn | None, name: str, phone: str, context: ViewContext) -> Announcement:
    """The next sit-in; without one, whom to call."""
    language = context.language
    if sit_in is None:
        led = _led("led_none", language, place=name, phone=phone)
        words = language.label("notice.say_none", village=context.village_text(village_id), phone=phone)
        return _announcement(led, lambda clip: words, language)
    adviser, place = language.text(context.catalog.advisers[sit_in.adviser].name), language.text(sit_in.place)
    clocks = (language.clock(sit_in.starts, sit_in.ends), f"{sit_in.starts:%H:%M}")
    led = _led("led_village", language, (sit_in.day, clocks), adviser=adviser, place=place, phone=phone)

    def compose(clip: Clip) -> str:
        when = _spoken(sit_in.day, sit_in.starts, sit_in.ends, context)
        body = language.label("notice.say_village", **when, adviser=adviser, place=clip(place, 1), phone=phone)
        return _moved("say_moved", sit_in.moved_from, language) + body

    return _announcement(led, compose, language)


def announce_event(event: Event, context: ViewContext) -> Announcement:
    """A session that is to come, was moved, or was cancelled."""
    language = context.language
    starts, ends = event.when
    title, place = language.text(event.title), language.text(event.venue.name)
    phone = context.catalog.offices[event.organiser].phone
    pattern = "led_cancelled" if event.status == "cancelled" else "led_event"
    clocks = (language.clock(starts.time(), ends.time()), f"{starts:%H:%M}")
    led = _led(pattern, language, (starts.date(), clocks), title=title, place=place, phone=phone)

    def compose(clip: Clip) -> str:
        if event.status == "cancelled":
            day = spoken_day(event.starts.date(), "", language)
            return language.label("notice.say_event_cancelled", day=day, title=clip(title, 2), phone=phone)
        when = _spoken(starts.date(), starts.time(), ends.time(), context)
        words = {"place": clip(place, 1), "title": clip(title, 2), "phone": phone}
        first_set = event.starts.date() if event.postponed_to else None
        return _moved("say_event_moved", first_set, language) + language.label("notice.say_event", **when, **words)

    return _announcement(led, compose, language)


def _announcement(led: str, compose: Callable[[Clip], str], language: Language) -> Announcement:
    attention = language.label("notice.say_attention")
    script = fit(
        lambda clip: attention + compose(clip), lambda text: reading_seconds(text, language.code) <= MOST_SECONDS
    )
    return Announcement(led, script, round(reading_seconds(script, language.code)))


def _moved(label: str, first_set: date | None, language: Language) -> str:
    return language.label(f"notice.{label}", day=spoken_day(first_set, "", language)) if first_set else ""


def _spoken(day: date, starts: time, ends: time, context: ViewContext) -> dict[str, str]:
    language = context.language
    lunar = language.lunar(context.catalog.almanac.lunar(day))
    return {"day": spoken_day(day, lunar, language), "clock": spoken_clock(starts, ends, language)}


def _led(pattern: str, language: Language, when: tuple[date, tuple[str, ...]] | None = None, **words: object) -> str:
    """The fullest of the label's wordings that the board can show; `when` has clocks from long to short."""
    line = ""
    number = 1
    while f"notice.{pattern}.{number}" in language.labels:
        for clock in when[1] if when else ("",):
            dated = {}
            if when:
                dated["when"] = language.dated("led_when", when[0], clock=clock)
                dated["day"] = language.dated("led", when[0])
            line = language.label(f"notice.{pattern}.{number}", **words, **dated)
            if len(line) <= LED_CHARACTERS:
                return line
        number += 1
    return shorten(line, LED_CHARACTERS)
