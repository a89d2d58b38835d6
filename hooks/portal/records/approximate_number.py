"""Figures as a report states them: "40余" is at least 40.

Owns reading such words as a number, and whether a number of rows bears one out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from portal.records.fields import field_error
from portal.text.chinese_numerals import from_chinese, to_chinese

ABOUT = 0.1
"""How far "约40" may lie from the rows: a tenth, our own reading of the word."""

Verdict = Literal["borne-out", "short", "more"]

_FORM = re.compile(
    r"(?P<before>约|近|超过|超|逾|多于|不少于|至少)?"
    r"(?P<number>\d{1,9}(?:\.\d{1,9})?|[零〇一二两三四五六七八九十百千万]{1,20})(?P<times>[百千万])?"
    r"(?P<after>余|多|以上|左右|上下|\+)?(?P<times_after>万)?"
    r"(?P<measure>场次|人次|个村|场|份|册|件|人|名|次|个|村|条|起|天)?(?P<last>以上|左右)?"
)
_TIMES = {None: 1, "百": 100, "千": 1_000, "万": 10_000}
_KINDS: dict[str | None, Literal["at-least", "more-than", "about"]] = {
    "约": "about", "近": "about", "左右": "about", "上下": "about",
    "超过": "more-than", "超": "more-than", "逾": "more-than", "多于": "more-than",
    "不少于": "at-least", "至少": "at-least", "余": "at-least", "多": "at-least", "以上": "at-least", "+": "at-least",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """A stated figure: its words, and how they are read."""

    text: str
    number: int
    kind: Literal["exactly", "at-least", "more-than", "about"]

    def judge(self, counted: int) -> Verdict:
        """Whether so many rows bear it out; `more` only where it was stated exactly."""
        if self.kind == "exactly":
            return "borne-out" if counted == self.number else "short" if counted < self.number else "more"
        lowest = {
            "at-least": self.number,
            "more-than": self.number + 1,
            "about": self.number * (1 - ABOUT),
        }[self.kind]
        return "borne-out" if counted >= lowest else "short"


def parse_stated(value: Any) -> Stated:
    """The figure a report's words state; raises a `stated-form` fault for words that are no number."""
    if not isinstance(value, str):
        raise field_error("stated-form", text=str(value)[:40])
    text = value.strip()
    plain = re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", text))
    match = _FORM.fullmatch(plain)
    if match is None:
        raise field_error("stated-form", text=text[:40])
    marks = [mark for mark in (match["before"], match["after"], match["last"]) if mark]
    number = _number(match["number"])
    if len(marks) > 1 or number is None:
        raise field_error("stated-form", text=text[:40])
    number *= _TIMES[match["times"]] * _TIMES[match["times_after"]]
    if number != int(number):
        raise field_error("stated-form", text=text[:40])
    return Stated(text, int(number), _KINDS[marks[0]] if marks else "exactly")


def _number(digits: str) -> float | None:
    """The number; None for what only looks like one: 二〇二四 is a year, 一百二 is said, not written."""
    if digits[0].isascii():
        return float(digits)
    number = from_chinese(digits)
    written = _in_full(number)
    plain = digits.replace("两", "二").replace("〇", "零")
    return number if written in (plain, "一" + plain) else None


def _in_full(number: int) -> str:
    thousands, rest = divmod(number, 10_000)
    if not thousands:
        return to_chinese(number)
    return f"{to_chinese(thousands)}万{'零' if 0 < rest < 1000 else ''}{to_chinese(rest)}"
