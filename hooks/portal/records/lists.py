"""Records that stand many to a file: topics, law days, leaflets, holidays."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portal.fields import (
    Count,
    Day,
    Id,
    LanguageCode,
    OfficeId,
    TopicId,
    TranslatedText,
    VillageId,
)
from portal.records.base import Record


class Topic(Record):
    """A topic of law, under which explainers, sessions and consultations are counted."""

    id: Id
    name: TranslatedText
    examples: TranslatedText
    """The trouble in residents' words, shown where they choose a topic."""


class Observance(Record):
    """A fixed law day: `on` is month-day, `until` the last day of a week or month."""

    id: Id
    name: TranslatedText
    on: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
    until: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")] | None = None
    office: OfficeId | None = None
    """The office that sees to it."""


class Placed(Record):
    """Copies left with a village office, for people to take."""

    village: VillageId
    count: Count
    on: Day


class Stock(Record):
    """A count of what lies in the cupboard; what is handed out after that day comes off it."""

    count: Count
    on: Day


class Material(Record):
    """A leaflet: how many were printed, and where copies lie."""

    id: Id
    title: TranslatedText
    topic: TopicId
    language: LanguageCode
    printed: Count
    placed: tuple[Placed, ...] = ()
    counted: Stock | None = None
    """Without a count, what is left is what was printed less what was given."""


class HolidayYear(Record):
    """content/holidays/<year>.yml: days off and shifted workdays the library lacks."""

    source: str
    """The announcement: issuer, number, date."""
    off: tuple[Day, ...]
    workdays: tuple[Day, ...] = ()
