"""What all records have in common: strictness, consent, verification.

Strict (`extra=forbid`) and frozen. Field notes are for developers; what editors show to staff
stands in `records/descriptions/`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from portal.records.fields import PastDay, PhoneNumber, PhotoName, Words, field_error

LONGEST_SESSION = timedelta(days=31)
"""A law month at most; what seems longer is a slip in the year."""


class Record(BaseModel):
    """Base of all records: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty_keys(cls, value: Any) -> Any:
        """A known key without a value says nothing; an unknown one is refused all the same."""
        if not isinstance(value, dict) or None not in value.values():
            return value
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: item for key, item in value.items() if item is not None or key not in known}


class Consent(Record):
    """When a person agreed to be shown; withdrawn consent is deleted with what it covers."""

    consent: PastDay


class PublishedPhone(Consent):
    """A work phone that may be published."""

    number: PhoneNumber


class PublishedPhoto(Consent):
    """A photo that may be published; `file` stands in content/advisers/photos/."""

    file: PhotoName


class Verified(Record):
    """Who last checked a record against life, and when."""

    on: PastDay
    by: Words


def distinct(identity: Callable[[Any], Hashable], at: str, code: str = "row-repeated") -> AfterValidator:
    """Marks a list whose items differ in their identity; `at` is the key a repeat is shown at, with `code`."""

    def check(items: Iterable[Any]) -> Iterable[Any]:
        seen: dict[Hashable, int] = {}
        for position, item in enumerate(items):
            first = seen.setdefault(identity(item), position)
            if first != position:
                raise field_error(code, at=f"{position}.{at}", first=str(first + 1))
        return items

    return AfterValidator(check)


def not_before(value: date | None, since: date | None) -> date | None:
    """The date, if it does not lie before `since`; raises a `date-order` fault."""
    if value is not None and since is not None and value < since:
        raise field_error("date-order", start=f"{since}", end=f"{value}")
    return value


def after(value: datetime, starts: datetime | None) -> datetime:
    """The moment, if it lies within a month after `starts`; raises `clock-order` or `session-too-long`."""
    if starts is not None and value <= starts:
        raise field_error("clock-order", start=f"{starts:%Y-%m-%d %H:%M}", end=f"{value:%Y-%m-%d %H:%M}")
    if starts is not None and value - starts > LONGEST_SESSION:
        raise field_error("session-too-long", start=f"{starts:%Y-%m-%d %H:%M}", end=f"{value:%Y-%m-%d %H:%M}")
    return value
