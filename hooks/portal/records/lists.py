"""Records that stand many to a file: topics, law days, leaflets, holidays."""

from __future__ import annotations

from typing import Annotated

from pydantic import ValidationInfo, field_validator

from portal.records.base import Record
from portal.records.fields import (
    Count,
    Day,
    Id,
    LanguageCode,
    MonthDay,
    NotEmpty,
    OfficeId,
    PastDay,
    TopicId,
    TranslatedText,
    VillageId,
    Words,
    field_error,
)


class Topic(Record):
    """A topic of law, under which explainers, sessions and consultations are counted."""

    id: Id
    name: TranslatedText
    examples: TranslatedText
    """The trouble in residents' words, shown where they choose a topic."""
    icon: Id | None = None
    """A picture beside its name, by the name it has in Material Design Icons."""


class Observance(Record):
    """A fixed law day: `on` is month-day, `until` the last day of a week or month."""

    id: Id
    name: TranslatedText
    on: MonthDay
    until: MonthDay | None = None
    office: OfficeId | None = None
    """The office that sees to it."""

    @field_validator("until")
    @classmethod
    def _until_after_on(cls, value: str | None, info: ValidationInfo) -> str | None:
        on = info.data.get("on")
        if value is not None and on is not None and value < on:
            raise field_error("date-order", start=on, end=value)
        return value


class Placed(Record):
    """Copies left with a village office, for people to take."""

    village: VillageId
    count: Count
    on: PastDay


class Stock(Record):
    """A count of what lies in the cupboard; what is handed out after that day comes off it."""

    count: Count
    on: PastDay


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

    source: Words
    """The announcement: issuer, number, date."""
    off: Annotated[tuple[Day, ...], NotEmpty]
    workdays: tuple[Day, ...] = ()
