"""The words in which staff write when something recurs: `every:` and `on:`.

Owns turning words into day rules; which dates they yield is `schedule/occurrences.py`'s business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic_core import PydanticCustomError

from portal.problems.problem import nearest
from portal.records.fields import NUMBER_LIKE, WEEKDAYS, field_error, parse_day

Every = Literal["week", "2 weeks", "month", "quarter", "lunar-month", "once"]

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}


@dataclass(frozen=True, slots=True)
class WeekdayRule:
    """A weekday (Monday is 0) of every week."""

    weekday: int


@dataclass(frozen=True, slots=True)
class NthWeekdayRule:
    """The nth weekday of a month or quarter; -1 is the last. A period without it has none."""

    nth: int
    weekday: int


@dataclass(frozen=True, slots=True)
class MonthDayRule:
    """A day of the month (of a quarter: of its first month); -1 is the period's last day.

    A month without that day has none.
    """

    day: int


@dataclass(frozen=True, slots=True)
class LunarDayRule:
    """A day of the lunar month; -1 is its last. A month of 29 days has no day 30, a leap month repeats."""

    day: int


@dataclass(frozen=True, slots=True)
class OnceRule:
    """One date."""

    day: date


DayRule = WeekdayRule | NthWeekdayRule | MonthDayRule | LunarDayRule | OnceRule

EXAMPLES: dict[Every, str] = {
    "week": "tuesday / [tuesday, friday]",
    "2 weeks": "tuesday / [tuesday, friday]",
    "month": "second tuesday / last friday / 15 / [1, 15] / last day",
    "quarter": "second tuesday / last friday / 15 / last day",
    "lunar-month": "[3, 13, 23] / 15 / last day",
    "once": "2026-12-04",
}


_DAY_WORDS = "|".join(
    [
        "(?:(?:{}) )?(?:{})".format("|".join(ORDINALS), "|".join(WEEKDAYS)), "last day",
        r"[1-9]|[12]\d|3[01]", r"\d{4}-\d{2}-\d{2}",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DaysWritten:
    """Marks days as they stand in a file, one or a list, for editors (see `fields.ValueStyle`)."""

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        day = {"type": list(NUMBER_LIKE), "pattern": f"^(?:{_DAY_WORDS})$"}
        return {"anyOf": [day, {"type": "array", "items": day, "minItems": 1}]}


def parse_days(every: Every, value: Any) -> tuple[DayRule, ...]:
    """The day rules of `on:`; raises `rule-form` or `impossible-day` faults."""
    if not isinstance(value, list):
        return (_parse_day_rule(every, value),)
    if not value:
        raise _wrong_form("[]", every)
    return tuple(_parse_item(every, item, position) for position, item in enumerate(value))


def _parse_item(every: Every, item: Any, position: int) -> DayRule:
    try:
        return _parse_day_rule(every, item)
    except PydanticCustomError as error:
        raise field_error(**(error.context or {}), at=str(position)) from None


def _parse_day_rule(every: Every, item: Any) -> DayRule:
    text = " ".join(item.split()).lower() if isinstance(item, str) else str(item)
    if every == "once":
        return OnceRule(parse_day(text))
    if every in ("week", "2 weeks"):
        if text not in WEEKDAYS:
            raise _wrong_form(text, every)
        return WeekdayRule(WEEKDAYS.index(text))
    if every == "lunar-month":
        return LunarDayRule(-1 if text == "last day" else _number(text, 30, every))
    if text == "last day":
        return MonthDayRule(-1)
    if match := re.fullmatch(r"(\w+) (\w+)", text):
        ordinal, weekday = match.groups()
        if ordinal not in ORDINALS or weekday not in WEEKDAYS:
            raise _wrong_form(text, every)
        return NthWeekdayRule(ORDINALS[ordinal], WEEKDAYS.index(weekday))
    return MonthDayRule(_number(text, 31, every))


def _wrong_form(text: str, every: Every) -> Exception:
    """The fault of a day that `every` cannot have; a slip of typing gets the word meant."""
    known = {*WEEKDAYS, *ORDINALS, "last", "day"}
    words = [word if word in known else nearest(word, known) or word for word in text.split()]
    guess = " ".join(words)
    is_slip = bool(words) and guess != text and set(words) <= known
    return field_error(
        "rule-form", text=text[:40], every=every, choices=EXAMPLES[every],
        hint_zh=f"是不是 {guess}？" if is_slip else "照上面的例子改",
        hint_en=f"did you mean {guess}?" if is_slip else "write it like one of these",
    )  # fmt: skip


def _number(text: str, last: int, every: Every) -> int:
    if not text.isascii() or not text.isdigit():
        raise _wrong_form(text, every)
    if len(text) > 2 or not 1 <= int(text) <= last:
        raise field_error("impossible-day", text=text[:40], choices=f"1–{last}; {EXAMPLES[every]}")
    return int(text)
