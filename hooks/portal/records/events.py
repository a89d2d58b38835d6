"""Outreach sessions: planned, moved, held, and what came of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from portal.records.base import Record, after, distinct
from portal.records.fields import (
    AdviserId,
    Audience,
    Count,
    LanguageCode,
    MaterialId,
    Moment,
    NotEmpty,
    OfficeId,
    PastDay,
    PlaceId,
    TopicId,
    TranslatedText,
    VillageId,
    field_error,
)
from portal.records.offices import VenueType

EventKind = Literal["lecture", "consultation", "leaflets", "performance", "mock-court", "training"]
EventStatus = Literal["planned", "held", "postponed", "cancelled"]


class Venue(Record):
    """Where a session takes place."""

    kind: Annotated[VenueType, Field(alias="type")]
    place: PlaceId | None = None
    name: TranslatedText


class LeafletsGiven(Record):
    """How many copies of one leaflet were handed out."""

    material: MaterialId
    count: Count


class Consultations(Record):
    """How many questions of one topic were heard: counts only, never who asked."""

    topic: TopicId
    count: Count


class Outcome(Record):
    """What came of a session that was held."""

    attendance: Count
    leaflets: Annotated[tuple[LeafletsGiven, ...], distinct(lambda given: given.material, "material")] = ()
    consultations: Annotated[tuple[Consultations, ...], distinct(lambda heard: heard.topic, "topic")] = ()
    """One count a topic: two small counts of one would be published apart, and could be added up."""
    note: TranslatedText | None = None


class NewTime(Record):
    """The time a postponed session was moved to."""

    starts: Moment
    ends: Moment
    reason: TranslatedText | None = None

    @field_validator("ends")
    @classmethod
    def _ends_after_start(cls, value: datetime, info: ValidationInfo) -> datetime:
        return after(value, info.data.get("starts"))


class Event(Record):
    """One outreach session; id and file name stay when it moves."""

    kind: EventKind
    status: EventStatus
    title: TranslatedText
    starts: Moment
    ends: Moment
    postponed_to: NewTime | None = None
    venue: Venue
    villages: tuple[VillageId, ...] = ()
    audience: Annotated[tuple[Audience, ...], NotEmpty]
    topics: Annotated[tuple[TopicId, ...], NotEmpty]
    languages: tuple[LanguageCode, ...] = ("zh",)
    organiser: OfficeId
    partners: tuple[TranslatedText, ...] = ()
    advisers: tuple[AdviserId, ...] = ()
    outcome: Outcome | None = None
    note: TranslatedText | None = None
    changed: PastDay | None = None
    revision: Count = 0

    @field_validator("ends")
    @classmethod
    def _ends_after_start(cls, value: datetime, info: ValidationInfo) -> datetime:
        return after(value, info.data.get("starts"))

    @model_validator(mode="after")
    def _status_agrees(self) -> Event:
        if self.status == "postponed" and self.postponed_to is None:
            raise field_error("postponed-without-date", at="status")
        if self.status == "planned" and self.postponed_to is not None:
            raise field_error("planned-with-new-time", at="status")
        if self.outcome is not None and self.status != "held":
            raise field_error("misplaced-outcome", status=self.status, at="outcome")
        return self

    @property
    def when(self) -> tuple[datetime, datetime]:
        """Start and end as they stand now: of a postponed session the new ones."""
        if self.postponed_to is not None:
            return self.postponed_to.starts, self.postponed_to.ends
        return self.starts, self.ends
