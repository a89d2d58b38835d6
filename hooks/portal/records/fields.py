"""Field types: how a scalar's text becomes a value, strictly.

Every type takes text only (see `yaml_io/document.py`) and refuses what it cannot read with a
problem code of `problems/messages/`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from portal.text.language_traits import LANGUAGE_TRAITS
from portal.text.provinces import PROVINCES

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# Plain digits only: \d alone would take full-width and Tibetan ones.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.A)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.A)
_COUNT = re.compile(r"0|[1-9]\d{0,8}", re.A)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[1-9]\d{11}", re.A)
_PHONE = re.compile(r"(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|1\d{2}|1\d{4}|9\d{4}|400-\d{3}-\d{4})", re.A)
_MOMENT = rf"{_DAY.pattern} {_CLOCK.pattern}"
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})", re.A)
_MONTH = re.compile(r"(?:lunar )?(?:[1-9]|1[0-2])")
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of the codes on posters: no letter that is taken for a digit (Crockford's base 32)."""
_BOARD_CODE = re.compile(rf"[{CODE_ALPHABET}]{{12}}")
_INSERTED = re.compile(r"[1-9]\d{0,3}-[1-9]\d?", re.A)
_SITE_ID = re.compile(r"\d{10}|bm\d{8}", re.A)
_MARK = re.compile(r"[0-9a-f]{8}")
_HASH = re.compile(r"pending|[0-9a-f]{12}")
_PHOTO = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:jpg|png|webp)")


def field_error(code: str, **args: str) -> PydanticCustomError:
    """An error of this code; the catalog turns it into a `Problem` at its place."""
    return PydanticCustomError(code, "{code}", {"code": code, **args})


FIRST_YEAR, LAST_YEAR = 1949, 2099
"""Years a date may lie in: laws go back to the fifties; beyond, almanacs end and slips begin (2206, 0226)."""

LONGEST_TEXT = 1000
"""Characters of one text: a page of 16 kB holds no more, and nobody reads them on a phone."""


LONGEST_WORD = 100
"""Characters of an id and of whatever else is one word: ids are parts of addresses and names of files."""

SHORTEST_REASON = 8
"""Characters."""


def text_of(value: Any) -> str:
    """The text of a scalar without blanks around it; raises a fault for nothing, and for what is no scalar."""
    if value is None:
        raise field_error("text-empty")
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not a text")
    return value.strip()


def parse_day(value: Any) -> date:
    """A date written 2026-11-22."""
    text = text_of(value)
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        day = date.fromisoformat(text)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
        return day
    except ValueError:
        hint_zh, hint_en = _date_hint(text)
        raise field_error("date-form", text=text[:40], hint_zh=hint_zh, hint_en=hint_en) from None


def _date_hint(text: str) -> tuple[str, str]:
    """The mend of a date: how it is written, or how many days its month has."""
    numbers = [int(number) for number in re.findall(r"\d{1,4}", text, re.A)]
    if len(numbers) == 3 and FIRST_YEAR <= numbers[0] <= LAST_YEAR and 1 <= numbers[1] <= 12:
        year, month, day = numbers
        last = calendar.monthrange(year, month)[1]
        if day > last:
            return f"{year} 年 {month} 月只有 {last} 天", f"month {month} of {year} has {last} days"
        if day:
            return f"改成 {year}-{month:02}-{day:02}", f"write {year}-{month:02}-{day:02}"
    return "改成 2026-11-22 这样的写法", "write it like 2026-11-22"


def parse_clock(value: Any) -> time:
    """A time of day written 09:30, Beijing time."""
    text = text_of(value)
    if not _CLOCK.fullmatch(text):
        raise field_error("clock-form", text=text[:40])
    return time.fromisoformat(text)


def parse_moment(value: Any) -> datetime:
    """A date and time written 2026-12-04 09:30, Beijing time (naive: there is one zone)."""
    text = text_of(value)
    day, _, clock = text.partition(" ")
    try:
        return datetime.combine(parse_day(day), parse_clock(clock))
    except PydanticCustomError:
        raise field_error("moment-form", text=text[:40]) from None


def parse_count(value: Any) -> int:
    """A whole number, zero or more, without leading zeros (010 is 8 to some programs)."""
    text = text_of(value)
    if not _COUNT.fullmatch(text):
        raise field_error("number-form", text=text[:40])
    return int(text)


def at_most(most: int) -> AfterValidator:
    """Marks a count that means nothing beyond a number: days past every calendar, sit-ins more than days."""

    def check(value: int) -> int:
        if value > most:
            raise field_error("number-too-large", number=str(value), most=str(most))
        return value

    return AfterValidator(check)


def parse_flag(value: Any) -> bool:
    """true or false, nothing else (YAML's yes and no are too easily meant otherwise)."""
    text = text_of(value)
    if text not in ("true", "false"):
        raise field_error("flag-form", text=text[:40])
    return text == "true"


def parse_board_code(value: Any) -> str:
    """A poster's version code, 7K2M-X4RD-9QTA; small letters, O for 0 and I or L for 1 are taken as meant."""
    text = text_of(value)
    plain = text.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
    if not _BOARD_CODE.fullmatch(plain):
        raise field_error("board-code-form", text=text[:40])
    return "-".join((plain[:4], plain[4:8], plain[8:]))


def parse_words(value: Any) -> str:
    """A text that says something: not blank, and short enough to be read."""
    text = text_of(value)
    if not text:
        raise field_error("text-empty")
    if len(text) > LONGEST_TEXT:
        raise field_error("text-too-long", length=str(len(text)), most=str(LONGEST_TEXT))
    return text


def parse_reason(value: Any) -> str:
    """A sentence, not a word: who reads it in a year has to understand it."""
    text = parse_words(value)
    if len(text) < SHORTEST_REASON:
        raise field_error("allow-reason")
    return text


def parse_month_day(value: Any) -> str:
    """A day of every year written 12-04."""
    text = text_of(value)
    match = _MONTH_DAY.fullmatch(text)
    try:
        if not match:
            raise ValueError
        date(2024, int(match[1]), int(match[2]))  # a leap year, which has every day
    except ValueError:
        raise field_error("month-day-form", text=text[:40]) from None
    return text


def parse_division_code(value: Any) -> str:
    """Twelve digits, of which the first two are those of a province."""
    text = text_of(value)
    if not _CODE.fullmatch(text):
        raise field_error("code-form", text=text[:40])
    if text[:2] not in PROVINCES:
        raise field_error("code-province", text=text, province=text[:2])
    return text


def _matching(pattern: re.Pattern[str], code: str) -> Callable[[Any], str]:
    def parse(value: Any) -> str:
        text = text_of(value)
        if len(text) > LONGEST_WORD:
            raise field_error("text-too-long", length=str(len(text)), most=str(LONGEST_WORD))
        if not pattern.fullmatch(text):
            raise field_error(code, text=text[:40])
        return text

    return parse


def is_id(text: str) -> bool:
    """Whether a text can be a record's id."""
    return len(text) <= LONGEST_WORD and bool(_ID.fullmatch(text))


REFERS_TO = "x-refers-to"
"""The keyword of JSON Schemas that names the kind of record an id is of."""


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Marks a field as the id of another record; the catalog checks that it exists, forms let it be picked by name."""

    kind: str

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        return {**handler(core_schema), REFERS_TO: self.kind}


@dataclass(frozen=True, slots=True)
class ValueStyle:
    """Marks how a value stands in a file, for editors: what YAML takes it for, and its form.

    Editors read YAML by its own guesses (630106101221 is a number to them), so that a value may have
    several types; the form is held against texts only. The check itself never looks at this.
    """

    pattern: str = ""
    """Of the whole text, in the syntax that Python and ECMA-262 share."""
    types: tuple[str, ...] = ("string",)

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        types: str | list[str] = self.types[0] if len(self.types) == 1 else list(self.types)
        return {"type": types} | ({"pattern": f"^(?:{self.pattern})$"} if self.pattern else {})


NUMBER_LIKE = ("string", "integer")
"""What is written in digits alone, or in digits and colons: YAML takes it for a number."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Marks a date that cannot lie ahead: what was verified, agreed to, printed."""


def _not_empty(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if not value:
        raise field_error("empty-list", key="")
    return value


Words = Annotated[str, BeforeValidator(parse_words), ValueStyle(types=("string", "number"))]
Day = Annotated[date, BeforeValidator(parse_day), ValueStyle(_DAY.pattern)]
PastDay = Annotated[Day, Happened()]
Clock = Annotated[time, BeforeValidator(parse_clock), ValueStyle(_CLOCK.pattern, NUMBER_LIKE)]
Moment = Annotated[datetime, BeforeValidator(parse_moment), ValueStyle(_MOMENT)]
Count = Annotated[int, BeforeValidator(parse_count), ValueStyle(_COUNT.pattern, NUMBER_LIKE)]
Flag = Annotated[bool, BeforeValidator(parse_flag), ValueStyle("true|false", ("boolean", "string"))]
Id = Annotated[str, BeforeValidator(_matching(_ID, "id-form")), ValueStyle(_ID.pattern, NUMBER_LIKE)]
DivisionCode = Annotated[str, BeforeValidator(parse_division_code), ValueStyle(_CODE.pattern, NUMBER_LIKE)]
parse_phone = _matching(_PHONE, "phone-form")
PhoneNumber = Annotated[str, BeforeValidator(parse_phone), ValueStyle(_PHONE.pattern, NUMBER_LIKE)]
BoardCode = Annotated[str, BeforeValidator(parse_board_code), ValueStyle(types=NUMBER_LIKE)]
MonthDay = Annotated[str, BeforeValidator(parse_month_day), ValueStyle(_MONTH_DAY.pattern)]
ExceptedMonth = Annotated[
    str, BeforeValidator(_matching(_MONTH, "month-form")), ValueStyle(_MONTH.pattern, NUMBER_LIKE)
]
InsertedArticle = Annotated[str, BeforeValidator(_matching(_INSERTED, "inserted-form")), ValueStyle(_INSERTED.pattern)]
SiteIdCode = Annotated[
    str, BeforeValidator(_matching(_SITE_ID, "site-id-form")), ValueStyle(_SITE_ID.pattern, NUMBER_LIKE)
]
AllowMark = Annotated[
    str, BeforeValidator(_matching(_MARK, "allow-mark")), ValueStyle(_MARK.pattern, ("string", "number"))
]
SourceHash = Annotated[
    str, BeforeValidator(_matching(_HASH, "hash-form")), ValueStyle(_HASH.pattern, ("string", "number"))
]
Reason = Annotated[str, BeforeValidator(parse_reason), ValueStyle()]
NotEmpty = AfterValidator(_not_empty)
"""Marks a list that needs at least one item."""
PhotoName = Annotated[str, BeforeValidator(_matching(_PHOTO, "photo-form")), ValueStyle(_PHOTO.pattern)]

VillageId = Annotated[Id, RefersTo("village")]
AdviserId = Annotated[Id, RefersTo("adviser")]
OfficeId = Annotated[Id, RefersTo("office")]
PlaceId = Annotated[Id, RefersTo("place")]
TopicId = Annotated[Id, RefersTo("topic")]
MaterialId = Annotated[Id, RefersTo("material")]
LawId = Annotated[Id, RefersTo("law")]

Audience = Literal[
    "everyone", "farmers", "herders", "migrant-workers", "women", "elders", "students",
    "parents", "company-staff", "believers", "officials", "disabled-people", "veterans",
    "drivers",
]  # fmt: skip
LANGUAGES: tuple[str, ...] = tuple(LANGUAGE_TRAITS)
if TYPE_CHECKING:
    LanguageCode = str
else:
    LanguageCode = Literal[LANGUAGES]


def _check_language(value: str) -> str:
    if value not in LANGUAGES:
        raise field_error("language-unknown", language=value[:40], languages=", ".join(LANGUAGES))
    return value


def _check_texts(value: Any, info: ValidationInfo) -> Any:
    """Before the texts are read: which languages there are, and that each says something."""
    if not isinstance(value, dict):
        return value
    for language in value:
        if language not in LANGUAGES:
            raise field_error(
                "language-unknown", language=language[:40], languages=", ".join(LANGUAGES), at_key=language
            )
    languages: tuple[str, ...] = (info.context or {}).get("languages", ())
    if languages and languages[0] not in value:
        raise field_error("source-language-missing", language=languages[0])
    if None not in value.values():
        return value
    return {language: "" if text is None else text for language, text in value.items()}


@dataclass(frozen=True, slots=True)
class InLanguages:
    """Marks a mapping by language, for editors."""

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        words = handler(core_schema)["additionalProperties"]
        properties = dict.fromkeys(LANGUAGES, words)
        return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


LanguageKey = Annotated[str, AfterValidator(_check_language), ValueStyle("|".join(LANGUAGES))]
TranslatedText = Annotated[dict[str, Words], BeforeValidator(_check_texts), InLanguages()]
"""One thing in the site's languages; the source language is required."""
