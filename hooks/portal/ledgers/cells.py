"""Cells: what people and Excel write into a ledger, as the text a record would have.

Every reader takes a cell's value as openpyxl gives it and returns text in the record's own
form, or raises `CellFault`, worded for staff. Blank cells never get here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from pydantic_core import PydanticCustomError

from portal.problems.problem import nearest
from portal.records.fields import parse_day, parse_phone
from portal.records.record_paths import word_fault
from portal.text.staff_message import StaffError, StaffMessage

EXCEL_ZERO = date(1899, 12, 30)
"""Day 0 of Excel's 1900 system, its invented 29 February 1900 included (ECMA-376 part 1, 18.17.4.1)."""
_EXCEL_DAYS = range(20_000, 80_000)
"""1954 to 2119: what a number in a date column may mean."""
_LONGEST_NUMBER = 10**15
"""Excel keeps fifteen digits of a number; what stands behind them is lost."""
_IDENTITY = re.compile(r"(?<!\d)(\d{6})(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_DATE = re.compile(
    r"(?:(\d{4}|\d{2})\s*+[年./-]\s*+)?(\d{1,2})\s*+[月./-]\s*+(\d{1,2})\s*+[日号]?\s*+(?:(?:\(|周|星期).*)?"
)
_COMPACT_DATE = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_CLOCK = re.compile(r"(上午|下午|晚上|中午|早上)?\s*+(\d{1,2})\s*+(?::|点|时)\s*+(半|\d{1,2})?\s*+分?(?::00)?")
_SEPARATORS = re.compile(r"[、,，;；/|\n]+|\s{2,}")
_BETWEEN_DATES = re.compile(r"[、,，;；\n]+")
_YES = {"是", "有", "在", "在任", "在岗", "√", "✓", "✔", "对", "true", "yes", "y", "1"}
_NO = {"否", "无", "不在", "不在任", "离任", "退出", "×", "✗", "x", "false", "no", "n", "0"}
DELETE = {"删", "删除"}
"""Written into a cell, it takes the value out of the record; a blank cell leaves it."""
LONGEST_CELL = 4_000
"""Characters: the names of all villages of a district. A text of a record has a quarter of it."""
_LONGEST_SHOWN = 40
_LONGEST_GUESSED = 30
"""Characters of a word that may be a slip for another."""

Item = TypeVar("Item")


class CellFault(StaffError):
    """What is wrong with a cell."""

    def __init__(
        self, chinese: str, english: str, column: str = "", guess: tuple[str, Iterable[str]] | None = None
    ) -> None:
        super().__init__(chinese, english)
        self.column = column
        """The column it is about, where more than one was looked at."""
        self._guess = guess
        """A word, and those it may be meant for. To find out which takes long: it is left to who prints the fault."""

    def __str__(self) -> str:
        word, known = self._guess or ("", ())
        guess = nearest(word, known) if 0 < len(word) <= _LONGEST_GUESSED else None
        hint = (f"，是不是 {guess}？", f"; did you mean {guess}?") if guess else ("", "")
        return str(StaffMessage(self.message.zh + hint[0], self.message.en + hint[1]))


def shown(text: str) -> str:
    """A cell's text as a message quotes it."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def text_of(value: object) -> str:
    """A cell as text: numbers without their decimal point, spaces at the ends and line breaks gone."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and abs(value) >= _LONGEST_NUMBER:
        raise CellFault(
            "Excel 只记得住数字的前 15 位，后面的丢了：把单元格设成“文本”再填一遍",
            "Excel kept only fifteen digits of this number: format the cell as text and enter it again",
        )
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        raise CellFault(
            f"这一格有 {len(value)} 个字，最多 {LONGEST_CELL} 个",
            f"this cell has {len(value)} characters, at most {LONGEST_CELL}",
        )
    text = " ".join(str(value).split())
    if text.startswith("#") and text.endswith(("!", "?", "A")):
        raise CellFault(f"Excel 公式出错：{shown(text)}", f"an Excel formula failed: {shown(text)}")
    if _IDENTITY.search(unicodedata.normalize("NFKC", text).replace(" ", "")):
        raise CellFault("这里有身份证号，不能进档案", "this holds an identity card number, which no record may have")
    return text


def plain(value: object) -> str:
    """The same with full-width digits and punctuation made plain."""
    return unicodedata.normalize("NFKC", text_of(value)).strip()


def read_date(value: object, year: int | None) -> str:
    """2026-03-05 of a date, Excel's number of days, 2026.3.5, 20260305 or, with a known year, 3月5日."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)) and int(value) in _EXCEL_DAYS:
        return (EXCEL_ZERO + timedelta(days=int(value))).isoformat()
    text = plain(value)
    match = _COMPACT_DATE.fullmatch(text) or _DATE.fullmatch(text)
    if match is None:
        raise CellFault(f"“{shown(text)}”不是日期，写成 2026-3-5", f"“{shown(text)}” is not a date; write 2026-3-5")
    written, month, day = match.groups()
    if written is None and year is None:
        raise CellFault(f"“{shown(text)}”没有年份", f"“{shown(text)}” has no year")
    number = int(written) if written else int(year or 0)
    number += 2000 if number < 100 else 0
    try:
        return parse_day(f"{number:04d}-{int(month):02d}-{int(day):02d}").isoformat()
    except PydanticCustomError:
        raise CellFault(f"{shown(text)}：没有这一天", f"{shown(text)}: there is no such day") from None


def read_dates(value: object, year: int | None) -> list[str]:
    """Several dates of one cell, in order."""
    if isinstance(value, str):
        return sorted({read_date(part, year) for part in _BETWEEN_DATES.split(value) if part.strip()})
    return [read_date(value, year)]


def read_month(value: object, year: int | None) -> str:
    """2026-11 of a date, 2026年11月, 2026.11, 202611 or, with a known year, 11月."""
    if isinstance(value, (date, datetime)):
        return f"{value:%Y-%m}"
    if isinstance(value, (int, float)) and int(value) in _EXCEL_DAYS:
        return read_date(value, year)[:7]
    text = plain(value)
    match = re.fullmatch(r"(?:(20\d{2})\s*+[年./-]?\s*+)?(\d{1,2})\s*+月?(?:份)?", text)
    if match is None or not 1 <= int(match[2]) <= 12 or not (match[1] or year):
        raise CellFault(f"“{shown(text)}”不是月份，写成 2026-11", f"“{shown(text)}” is not a month; write 2026-11")
    return f"{match[1] or year}-{int(match[2]):02d}"


def read_clock(value: object) -> str:
    """09:30 of a time, Excel's fraction of a day, 9:30, 9点半 or 下午2点."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    text = plain(value)
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise CellFault(f"“{shown(text)}”不是时间，写成 9:30", f"“{shown(text)}” is not a time; write 9:30")
    part, hour, minute = match.groups()
    hours = int(hour) + (12 if part in ("下午", "晚上") and int(hour) < 12 else 0)
    minutes = 30 if minute == "半" else int(minute or 0)
    if hours > 23 or minutes > 59:
        raise CellFault(f"{text}：没有这个时间", f"{text}: there is no such time")
    return f"{hours:02d}:{minutes:02d}"


def read_span(value: object) -> tuple[str, str]:
    """Start and end of 14:30-16:00."""
    parts = [part for part in re.split(r"[-–—~～至到]+", plain(value)) if part]
    if len(parts) != 2:
        raise CellFault("时间写成 14:30-16:00", "write the time as 14:30-16:00")
    return read_clock(parts[0]), read_clock(parts[1])


def read_count(value: object) -> str:
    """A whole number; a unit after it (35人) is left out."""
    text = plain(value)
    match = re.fullmatch(r"(\d{1,9})\s*[人份次件场个名位]?", text)
    if match is None:
        raise CellFault(f"“{shown(text)}”不是整数", f"“{shown(text)}” is not a whole number")
    return str(int(match[1]))


def read_flag(value: object) -> str:
    """true or false of 是, 否, √, × and the like."""
    text = plain(value).lower()
    if text in _YES:
        return "true"
    if text in _NO:
        return "false"
    raise CellFault(f"“{shown(text)}”：写 是 或 否", f"“{shown(text)}”: write 是 (yes) or 否 (no)")


def read_code(value: object) -> str:
    """A division code of twelve digits, though Excel may have made it a number."""
    text = plain(value).replace(" ", "")
    if not re.fullmatch(r"\d{12}", text):
        raise CellFault(
            f"“{shown(text)}”不是 12 位区划代码", f"“{shown(text)}” is not a division code of twelve digits"
        )
    return text


def read_phone(value: object) -> str:
    """A phone number; Excel may have taken away the area code's first 0, and people add spaces and brackets."""
    text = re.sub(r"[\s()·]", "", plain(value)).translate(str.maketrans("—–－_", "----"))
    digits = text.replace("-", "")
    if isinstance(value, (int, float)) and len(digits) in (10, 11) and digits[0] in "23456789":
        digits = "0" + digits
    if re.fullmatch(r"0\d{9,11}", digits):
        area = 3 if digits[1] in "12" else 4
        text = f"{digits[:area]}-{digits[area:]}"
    elif re.fullmatch(r"\d+", digits):
        text = digits
    try:
        return parse_phone(text)
    except PydanticCustomError:
        raise CellFault(
            f"“{text[:3]}…”不像电话号码，座机写成 0971-0000100",
            f"“{text[:3]}…” does not look like a phone number",
        ) from None


def read_id(value: object) -> str:
    """An id that can name a file."""
    text = plain(value)
    fault = word_fault(text)
    if fault is not None:
        raise CellFault(*fault)
    return text


def read_words(value: object) -> list[str]:
    """The parts of a cell that lists several things."""
    return [part.strip() for part in _SEPARATORS.split(text_of(value)) if part.strip()]


def read_each(value: object, read: Callable[[str], Item]) -> list[Item]:
    """What `read` makes of each part of a cell; a name may itself hold a comma (处罚、信访)."""
    found: list[Item] = []
    for part in re.split(r"[；;]", text_of(value)):
        try:
            found.append(read(part.strip()))
        except CellFault:
            words = read_words(part)
            if words == [part.strip()]:
                raise
            found += [read(word) for word in words]
    return found


def chooser(words: Mapping[str, Sequence[str]]) -> Callable[[object], str]:
    """A reader of one of some words: the record's own, or what people call it."""
    known = {name.lower(): word for word, names in words.items() for name in (word, *names)}
    choices = "、".join(dict.fromkeys(names[0] if names else word for word, names in words.items()))

    def read(value: object) -> str:
        text = text_of(value)
        found = known.get(text.lower())
        if found is None:
            raise CellFault(
                f"“{shown(text)}”不在可选的词里：{choices}",
                f"“{shown(text)}” is not one of the choices",
                guess=(text, known),
            )
        return found

    return read
