"""Work done in a month: counts, and what came of scheduled sit-ins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from portal.records.base import Record, distinct
from portal.records.fields import (
    AdviserId,
    Clock,
    Count,
    Day,
    Flag,
    Id,
    PastDay,
    TranslatedText,
    VillageId,
    field_error,
)

Outcome = Literal["held", "moved", "excused", "scheduled"]

LEAST_NUMBER: Mapping[Outcome, int] = {"held": 0, "moved": 1, "excused": 2, "scheduled": 3}
"""What a report of each outcome adds to the number of a calendar entry, if it names no higher revision."""


class NewSitIn(Record):
    """The day and hours a sit-in was moved to."""

    date: Day
    starts: Annotated[Clock, Field(alias="from")]
    ends: Annotated[Clock, Field(alias="to")]
    place: TranslatedText | None = None

    @field_validator("ends")
    @classmethod
    def _ends_after_start(cls, value: time, info: ValidationInfo) -> time:
        starts = info.data.get("starts")
        if starts is not None and value <= starts:
            raise field_error("clock-order", start=f"{starts:%H:%M}", end=f"{value:%H:%M}")
        return value


class SitInReport(Record):
    """What came of one scheduled sit-in. No report means 未记录, never absent."""

    village: VillageId
    date: Day
    office_hour: Id | None = None
    outcome: Outcome
    """`scheduled` takes a report back that was published: the sit-in is held as its rule says, or nobody knows yet."""
    moved_to: NewSitIn | None = None
    reason: TranslatedText | None = None
    confirmed: Flag = False
    """Whether the village confirmed that it was held."""
    changed: PastDay | None = None
    """When this report was last changed, else its date."""
    revision: Count = 0
    """Rises whenever a published report changes, so that calendar programs take the new one."""

    @property
    def number(self) -> int:
        """What the report adds to the number of the sit-in's calendar entry (RFC 5545, SEQUENCE).

        Without a revision the number still rises where staff usually go: moved, then excused, then taken back.
        """
        return max(self.revision, LEAST_NUMBER[self.outcome])

    @model_validator(mode="after")
    def _moved_has_a_date(self) -> SitInReport:
        if self.outcome == "moved" and self.moved_to is None:
            raise field_error("missing-key", key="moved_to", at="outcome")
        if self.outcome != "moved" and self.moved_to is not None:
            raise field_error("moved-in-part", outcome=self.outcome, at="outcome")
        return self


class AdviserWork(Record):
    """An adviser's month in one village, in counts."""

    adviser: AdviserId
    village: VillageId
    calls: Count = 0
    visits: Count = 0
    committee_meetings: Count = 0
    mediations: Count = 0
    lectures: Count = 0


class HelperWork(Record):
    """The month of a village's 法律明白人, in counts."""

    village: VillageId
    mediations: Count = 0
    visits: Count = 0
    trained: Count = 0


def _sit_in_of(report: SitInReport) -> tuple[str, object, str | None]:
    return report.village, report.date, report.office_hour


class Work(Record):
    """content/work/<year>-<month>.yml: what was done in a month, counts only."""

    sit_ins: Annotated[tuple[SitInReport, ...], distinct(_sit_in_of, "date")] = ()
    advisers: Annotated[tuple[AdviserWork, ...], distinct(lambda row: (row.adviser, row.village), "village")] = ()
    legal_helpers: Annotated[tuple[HelperWork, ...], distinct(lambda row: row.village, "village")] = ()
