"""What all records have in common: strictness, consent, verification.

Strict (`extra=forbid`) and frozen. Field notes are the descriptions staff see.
"""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from portal.fields import (
    Day,
    PhoneNumber,
    PhotoName,
    fault,
)


class Record(BaseModel):
    """Base of all records: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Consent(Record):
    """When a person agreed to be shown; withdrawn consent is deleted with what it covers."""

    consent: Day


class PublishedPhone(Consent):
    """A work phone that may be published."""

    number: PhoneNumber


class PublishedPhoto(Consent):
    """A photo that may be published; `file` stands in content/advisers/photos/."""

    file: PhotoName


class Verified(Record):
    """Who last checked a record against life, and when."""

    on: Day
    by: str


def not_before(value: date | None, since: date | None) -> date | None:
    """The date, if it does not lie before `since`; raises a `date-order` fault."""
    if value is not None and since is not None and value < since:
        raise fault("date-order", start=f"{since}", end=f"{value}")
    return value


def after(value: datetime, starts: datetime | None) -> datetime:
    """The moment, if it lies after `starts`; raises a `clock-order` fault."""
    if starts is not None and value <= starts:
        raise fault("clock-order", start=f"{starts:%Y-%m-%d %H:%M}", end=f"{value:%Y-%m-%d %H:%M}")
    return value
