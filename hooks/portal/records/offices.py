"""Offices, hotlines, and the town's other places."""

from __future__ import annotations

from typing import Literal

from portal.records.base import Record, Verified
from portal.records.fields import (
    Id,
    PhoneNumber,
    TranslatedText,
    VillageId,
    Words,
)


class Office(Record):
    """Somewhere to turn to: an office or a national hotline."""

    id: Id
    kind: Literal["hotline", "office"]
    name: TranslatedText
    does: TranslatedText
    phone: PhoneNumber
    hours: TranslatedText
    address: TranslatedText | None = None
    source: Words
    verified: Verified


VenueType = Literal["village", "community", "school", "company", "temple-or-mosque", "office", "market"]


class Place(Record):
    """A company, school, temple, mosque or market of the town."""

    id: Id
    kind: VenueType
    name: TranslatedText
    village: VillageId
