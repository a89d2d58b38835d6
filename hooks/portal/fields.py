"""Field types: how a scalar's text becomes a value, strictly.

Every type takes text only (see `source.py`) and refuses what it cannot read with a
problem code of `problem_texts.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"\d{12}")
_PHONE = re.compile(r"(?:0\d{2,3}-\d{7,8}|1\d{10}|1\d{2}|1\d{4}|9\d{4})")
_ADDRESS = re.compile(r"https?://[^\s/]+/(?:[^\s?#]*/)?")
_MONTH = re.compile(r"(?:lunar )?(?:[1-9]|1[0-2])")
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of the codes on posters: no letter that is taken for a digit (Crockford's base 32)."""
_BOARD_CODE = re.compile(rf"[{CODE_ALPHABET}]{{12}}")
_PHOTO = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:jpg|png|webp)")


def fault(code: str, **args: str) -> PydanticCustomError:
    """An error of this code; the catalog turns it into a `Problem` at its place."""
    return PydanticCustomError(code, "{code}", {"code": code, **args})


def _text_of(value: Any, code: str) -> str:
    if not isinstance(value, str):
        raise fault(code, text=str(value)[:40])
    return value.strip()


def parse_day(value: Any) -> date:
    """A date written 2026-11-22."""
    text = _text_of(value, "date-form")
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise fault("date-form", text=text[:40]) from None


def parse_clock(value: Any) -> time:
    """A time of day written 09:30, Beijing time."""
    text = _text_of(value, "clock-form")
    if not _CLOCK.fullmatch(text):
        raise fault("clock-form", text=text[:40])
    return time.fromisoformat(text)


def parse_moment(value: Any) -> datetime:
    """A date and time written 2026-12-04 09:30, Beijing time (naive: there is one zone)."""
    text = _text_of(value, "moment-form")
    day, _, clock = text.partition(" ")
    try:
        return datetime.combine(parse_day(day), parse_clock(clock))
    except PydanticCustomError:
        raise fault("moment-form", text=text[:40]) from None


def parse_count(value: Any) -> int:
    """A whole number, zero or more."""
    text = _text_of(value, "number-form")
    if not re.fullmatch(r"\d{1,9}", text):
        raise fault("number-form", text=text[:40])
    return int(text)


def parse_flag(value: Any) -> bool:
    """true or false, nothing else (YAML's yes and no are too easily meant otherwise)."""
    text = _text_of(value, "flag-form")
    if text not in ("true", "false"):
        raise fault("flag-form", text=text[:40])
    return text == "true"


def parse_board_code(value: Any) -> str:
    """A poster's version code, 7K2M-X4RD-9QTA; small letters, O for 0 and I or L for 1 are taken as meant."""
    text = _text_of(value, "board-code-form")
    plain = text.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
    if not _BOARD_CODE.fullmatch(plain):
        raise fault("board-code-form", text=text[:40])
    return "-".join((plain[:4], plain[4:8], plain[8:]))


def _matching(pattern: re.Pattern[str], code: str) -> Callable[[Any], str]:
    def parse(value: Any) -> str:
        text = _text_of(value, code)
        if not pattern.fullmatch(text):
            raise fault(code, text=text[:40])
        return text

    return parse


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Marks a field as the id of another record; the catalog checks that it exists."""

    kind: str


Day = Annotated[date, BeforeValidator(parse_day)]
Clock = Annotated[time, BeforeValidator(parse_clock)]
Moment = Annotated[datetime, BeforeValidator(parse_moment)]
Count = Annotated[int, BeforeValidator(parse_count)]
Flag = Annotated[bool, BeforeValidator(parse_flag)]
Id = Annotated[str, BeforeValidator(_matching(_ID, "id-form"))]
DivisionCode = Annotated[str, BeforeValidator(_matching(_CODE, "code-form"))]
parse_phone = _matching(_PHONE, "phone-form")
PhoneNumber = Annotated[str, BeforeValidator(parse_phone)]
BoardCode = Annotated[str, BeforeValidator(parse_board_code)]
WebAddress = Annotated[str, BeforeValidator(_matching(_ADDRESS, "address-form"))]
ExceptedMonth = Annotated[str, BeforeValidator(_matching(_MONTH, "month-form"))]
PhotoName = Annotated[str, BeforeValidator(_matching(_PHOTO, "photo-form"))]

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
LanguageCode = Literal["zh", "bo", "en"]


LANGUAGES: tuple[str, ...] = ("zh", "bo", "en")


def _check_language(value: str) -> str:
    if value not in LANGUAGES:
        raise fault("language-unknown", language=value[:40], languages=", ".join(LANGUAGES))
    return value


def _check_languages(value: Mapping[str, str], info: ValidationInfo) -> Mapping[str, str]:
    languages: tuple[str, ...] = (info.context or {}).get("languages", ())
    if languages and languages[0] not in value:
        raise fault("source-language-missing", language=languages[0])
    return value


LanguageKey = Annotated[str, AfterValidator(_check_language)]
TranslatedText = Annotated[dict[LanguageKey, str], AfterValidator(_check_languages)]
"""One thing in the site's languages; the source language is required."""
