"""Answers to questions: dates and hours as people write them, each judged when it is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from portal.catalog.catalog import Catalog
from portal.records.fields import parse_phone
from portal.records.record_paths import word_fault
from portal.text.staff_message import StaffError

_DATE = re.compile(r"(?:(?P<year>\d{4}) ?[年./-] ?)?(?P<month>\d{1,2}) ?[月./-] ?(?P<day>\d{1,2}) ?[日号]?", re.A)
_MONTH = re.compile(r"(?:(?P<year>\d{4}) ?[年./-] ?)?(?P<month>\d{1,2}) ?月?", re.A)
_CLOCK = re.compile(
    r"(?P<half>上午|早上|下午|晚上)? ?(?P<hour>\d{1,2}) ?(?:[:：点时] ?(?P<minute>\d{1,2}|半)? ?分?)?", re.A
)
DATES, CLOCKS, MONTHS = ("date", "consent"), ("from", "to"), ("month",)
IDS, PHONES = ("id", "slug"), ("phone",)


def read_answer(name: str, text: str, catalog: Catalog, today: date) -> str:
    """The answer as a record writes it. Raises StaffError that says what is wrong with it."""
    text = text.strip()
    if not text:
        return text
    if name in DATES:
        return read_date(text, today)
    if name in CLOCKS:
        return read_clock(text)
    if name in MONTHS:
        return read_month(text, today)
    if name in IDS and (wrong := word_fault(text)):
        raise StaffError(*wrong)
    if name in PHONES:
        _check_phone(text)
    known = _known(name, catalog)
    if known is None:
        return text
    return ", ".join(_find(part, known) for part in re.split(r"[\s,，、;；]+", text) if part)


def read_date(text: str, today: date) -> str:
    """2026.12.4, 2026年12月4日, 12月4日: without a year the next such day."""
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(match[key] or 0) for key in ("year", "month", "day"))
        found = date(year or today.year, month, day)
        return f"{found if year or found >= today else date(today.year + 1, month, day)}"
    except ValueError:
        raise StaffError(
            f"“{text[:40]}”不是日期，写成 2026-12-04 或 12月4日", "this is no date; write 2026-12-04"
        ) from None


def read_clock(text: str) -> str:
    """9:30, 9点半, 下午3点."""
    match = _CLOCK.fullmatch(text)
    hour = int(match["hour"]) if match else 99
    minute = 0 if not match or not match["minute"] else 30 if match["minute"] == "半" else int(match["minute"])
    if match and match["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        raise StaffError(f"“{text[:40]}”不是时间，写成 09:30 或 9点半", "this is no time; write 09:30")
    return f"{hour:02}:{minute:02}"


def read_month(text: str, today: date) -> str:
    """2026-12, 2026年12月, 12月."""
    match = _MONTH.fullmatch(text)
    if match is None or not 1 <= int(match["month"]) <= 12:
        raise StaffError(f"“{text[:40]}”不是月份，写成 2026-12", f"“{text[:40]}” is not a month; write 2026-12")
    return f"{match['year'] or today.year}-{int(match['month']):02}"


def _check_phone(text: str) -> None:
    try:
        parse_phone(text)
    except ValueError:
        raise StaffError(
            f"“{text[:40]}”不像电话号码，只写数字和短横", "this is no phone number: digits and hyphens only"
        ) from None


def _known(name: str, catalog: Catalog) -> Mapping[str, str] | None:
    """The ids an answer may be, by id and by name; None where it may be anything."""
    source = catalog.source_language.code
    named: Mapping[str, Mapping[str, Mapping[str, str]]] = {
        "adviser": {id: adviser.name for id, adviser in catalog.advisers.items()},
        "advisers": {id: adviser.name for id, adviser in catalog.advisers.items()},
        "villages": {id: village.name for id, village in catalog.villages.items()},
        "topics": {id: topic.name for id, topic in catalog.topics.items()},
        "topic": {id: topic.name for id, topic in catalog.topics.items()},
        "organiser": {id: office.name for id, office in catalog.offices.items()},
    }
    if name not in named:
        return None
    return {word: id for id, names in named[name].items() for word in (id, names[source])}


def _find(word: str, known: Mapping[str, str]) -> str:
    if word not in known:
        raise StaffError(f"没有“{word[:40]}”：写编号或名称", f"there is no “{word[:40]}”: write an id or a name")
    return known[word]
