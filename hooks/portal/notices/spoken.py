"""Speech: dates and hours as they are read out, and how long a text takes to read.

For the village loudspeaker (大喇叭): slow, clear reading, with pauses.
"""

from __future__ import annotations

import re
from datetime import date, time

from portal.i18n.language import Language
from portal.text.language_traits import LANGUAGE_TRAITS

_SECONDS_A_DIGIT = 0.3
_SECONDS_A_PAUSE = 0.3
_DIGIT = re.compile(r"\d")
_PAUSE = re.compile("[，。：；！？、,.;:!?།—–]")


def reading_seconds(text: str, language: str) -> float:
    """Seconds a slow reader needs for the text once."""
    traits = LANGUAGE_TRAITS[language]
    return (
        traits.seconds_a_unit * len(traits.spoken_unit.findall(text))
        + _SECONDS_A_DIGIT * len(_DIGIT.findall(text))
        + _SECONDS_A_PAUSE * len(_PAUSE.findall(text))
    )


def spoken_day(day: date, lunar: str, language: Language) -> str:
    """12月8日，星期二，农历十月三十."""
    spoken = language.dated("spoken", day)
    return language.label("speech.lunar", day=spoken, lunar=lunar) if lunar else spoken


def spoken_clock(starts: time, ends: time, language: Language) -> str:
    """上午9点到11点半; the part of the day is said twice only where it differs."""
    part, other_part = _part(starts, language), _part(ends, language)
    words = {"part": part, "starts": _hour(starts, language), "ends": _hour(ends, language)}
    if part == other_part:
        return language.label("speech.clock_in_one_part", **words)
    return language.label("speech.clock", **words, other_part=other_part)


def _part(clock: time, language: Language) -> str:
    name = "evening"
    for part, end in (("morning", 12), ("noon", 13), ("afternoon", 18)):
        if clock.hour < end:
            name = part
            break
    return language.label(f"speech.part.{name}")


def _hour(clock: time, language: Language) -> str:
    hour = clock.hour if clock.hour <= 12 else clock.hour - 12
    minutes = ""
    if clock.minute == 30:
        minutes = language.label("speech.half")
    elif clock.minute:
        minutes = language.label("speech.minutes", minutes=language.digits(f"{clock.minute:02}"))
    return language.label("speech.hour", hour=language.number(hour), minutes=minutes)
