"""What the town promises and reports: duties, outreach plans, leaders' study, published figures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from portal.records.approximate_number import Stated, parse_stated
from portal.records.base import Record
from portal.records.fields import (
    AdviserId,
    Audience,
    Count,
    Id,
    LawId,
    OfficeId,
    PastDay,
    TopicId,
    TranslatedText,
    ValueStyle,
    field_error,
)

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""A month written 2026-03."""

StatedFigure = Annotated[Stated, BeforeValidator(parse_stated), ValueStyle(types=("string", "number"))]

FIGURES = (
    "sessions", "leaflets", "consultations", "attendance", "villages-with-adviser", "villages-without-adviser",
    "legal-helpers", "helpers-trained", "constitution-week", "sit-ins-promised", "sit-ins-held", "adviser-calls",
    "adviser-visits", "adviser-meetings", "adviser-mediations", "adviser-lectures", "study-meetings", "study-lectures",
)  # fmt: skip
"""The figures a report may state: those the account computes under the same name."""


def _check_figure(value: str) -> str:
    if value not in FIGURES:
        raise field_error("figure-unknown", figure=value[:40], figures=", ".join(FIGURES))
    return value


class Duty(Record):
    """谁执法谁普法: an office that enforces laws, and to whom it is to explain them."""

    id: Id
    office: OfficeId
    laws: tuple[LawId, ...]
    audience: tuple[Audience, ...]
    topics: tuple[TopicId, ...] = ()
    """Where given, only sessions on one of these topics count for the duty."""
    sessions: Count
    """How many sessions a year the list asks for."""


class PlanItem(Record):
    """One line of the year's outreach plan (普法工作计划)."""

    id: Id
    title: TranslatedText
    month: Month
    """The month by whose end it is to be done."""
    since: Month | None = None
    """The first month in which a session counts for it, where that is an earlier one."""
    office: OfficeId
    topics: tuple[TopicId, ...] = ()
    audience: tuple[Audience, ...] = ()
    sessions: Count = 1
    done: PastDay | None = None
    """For what is no outreach session (a board, a mailing): the day it was done."""


class PlanYear(Record):
    """content/plans/<year>.yml."""

    items: tuple[PlanItem, ...]


class StudySession(Record):
    """One meeting of the leaders' study plan (学法计划); `held` once it has taken place."""

    id: Id
    kind: Literal["meeting", "lecture"]
    """A collective law-study meeting, or a lecture by a lawyer."""
    month: Month
    subject: TranslatedText
    adviser: AdviserId | None = None
    held: PastDay | None = None
    attendance: Count | None = None


class StudyYear(Record):
    """content/study/<year>.yml: for the town's own cadres, not outreach to residents."""

    sessions: tuple[StudySession, ...]


class ReportYear(Record):
    """content/reports/<year>.yml: figures as the town's report for the year states them."""

    title: TranslatedText
    figures: dict[Annotated[str, AfterValidator(_check_figure), ValueStyle("|".join(FIGURES))], StatedFigure]

    @field_validator("figures")
    @classmethod
    def _states_something(cls, value: dict[str, Stated]) -> dict[str, Stated]:
        if not value:
            raise field_error("empty-list", key="figures")
        return value
