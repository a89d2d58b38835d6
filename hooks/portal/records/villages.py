"""Villages and their advisers: who helps whom, when, reached how."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from portal.records.base import PublishedPhone, PublishedPhoto, Record, Verified, distinct, not_before
from portal.records.fields import (
    AdviserId,
    BoardCode,
    Clock,
    Count,
    Day,
    DivisionCode,
    ExceptedMonth,
    Flag,
    Id,
    LanguageCode,
    PastDay,
    PhoneNumber,
    TopicId,
    TranslatedText,
    Words,
    field_error,
)
from portal.records.recurrence_rules import DayRule, DaysWritten, Every, parse_days

Rest = Literal["skip", "next-workday", "previous-workday", "keep"]
"""What becomes of a day that falls on a holiday or weekend."""


class OfficeHour(Record):
    """A rule for when the adviser sits in the village (坐班)."""

    id: Id = "main"
    every: Every
    on: Annotated[tuple[DayRule, ...], DaysWritten()]
    starts: Annotated[Clock, Field(alias="from")]
    ends: Annotated[Clock, Field(alias="to")]
    place: TranslatedText
    since: Day | None = None
    until: Day | None = None
    except_days: Annotated[tuple[Day, ...], Field(alias="except")] = ()
    except_months: tuple[ExceptedMonth, ...] = ()
    """Months without office hours, such as the harvest: `8`, or `lunar 8`."""
    holidays: Rest = "keep"
    """On public holidays. The check names each rule that keeps one, so that it is kept on purpose."""
    weekends: Rest = "keep"
    """On plain weekends: market days often fall there."""

    @field_validator("on", mode="before")
    @classmethod
    def _parse_on(cls, value: Any, info: ValidationInfo) -> Any:
        every = info.data.get("every")
        return parse_days(every, value) if every else ()

    @field_validator("ends")
    @classmethod
    def _ends_after_start(cls, value: Any, info: ValidationInfo) -> Any:
        starts = info.data.get("starts")
        if starts is not None and value <= starts:
            raise field_error("clock-order", start=f"{starts:%H:%M}", end=f"{value:%H:%M}")
        return value

    @field_validator("until")
    @classmethod
    def _until_after_since(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info.data.get("since"))


class Assignment(Record):
    """An adviser's dated engagement for a village; ended ones stay."""

    adviser: AdviserId
    since: Day
    until: Day | None = None
    office_hours: tuple[OfficeHour, ...] = ()

    @field_validator("until")
    @classmethod
    def _until_after_since(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info.data.get("since"))

    @field_validator("office_hours")
    @classmethod
    def _rules_within(cls, value: tuple[OfficeHour, ...], info: ValidationInfo) -> tuple[OfficeHour, ...]:
        """No rule ends before the assignment begins, or begins after it has ended."""
        since, until = info.data.get("since"), info.data.get("until")
        for position, rule in enumerate(value):
            if rule.until is not None and since is not None and rule.until < since:
                raise field_error("date-order", start=f"{since}", end=f"{rule.until}", at=f"{position}.until")
            if rule.since is not None and until is not None and until < rule.since:
                raise field_error("date-order", start=f"{rule.since}", end=f"{until}", at=f"{position}.since")
        return value

    @field_validator("office_hours")
    @classmethod
    def _ids_differ(cls, value: tuple[OfficeHour, ...]) -> tuple[OfficeHour, ...]:
        seen: set[str] = set()
        for position, rule in enumerate(value):
            if rule.id in seen and "id" not in rule.model_fields_set:
                raise field_error("rule-id-missing", at=f"{position}.id")
            if rule.id in seen:
                raise field_error("id-used-twice", id=rule.id, other="office_hours", at=f"{position}.id")
            seen.add(rule.id)
        return value

    def covers(self, day: date) -> bool:
        """Whether the engagement stands on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


class LegalHelper(Record):
    """A 法律明白人: a resident trained in law, reached through the village office."""

    name: TranslatedText
    trained: tuple[PastDay, ...] = ()
    active: Flag = True
    languages: tuple[LanguageCode, ...] = ("zh",)
    phone: PublishedPhone | None = None


def _name_of(helper: LegalHelper) -> str:
    return next(iter(helper.name.values()))


class Committee(Record):
    """The village mediation committee (人民调解委员会)."""

    chair: TranslatedText
    members: Count
    phone: PublishedPhone | None = None


class GridWorker(Record):
    """The village's grid worker (网格员)."""

    name: TranslatedText
    phone: PublishedPhone | None = None


class VillageOffice(Record):
    """The office of the village committee: where and under which number."""

    phone: PhoneNumber
    place: TranslatedText


class Board(Record):
    """The paper on the notice board: its version code and when it was put up."""

    code: BoardCode
    printed: PastDay


class Village(Record):
    """A village or community (村、社区)."""

    code: DivisionCode
    kind: Literal["village", "community"]
    name: TranslatedText
    aliases: tuple[Words, ...] = ()
    pinyin: Words | None = None
    """Reading of the name where a dictionary errs, in syllables parted by spaces."""
    office: VillageOffice
    assignments: tuple[Assignment, ...] = ()
    legal_helpers: Annotated[tuple[LegalHelper, ...], distinct(_name_of, "name", "name-repeated")] = ()
    """Two of one name are told apart in the name, such as by their hamlet: a repeated line counts nobody twice."""
    mediation_committee: Committee | None = None
    grid_worker: GridWorker | None = None
    verified: Verified
    board: Board | None = None
    changed: PastDay | None = None
    revision: Count = 0
    """Rises with each change of the office hours, so that calendar programs take the new dates."""

    def assignment_on(self, day: date) -> Assignment | None:
        """The engagement that stands on that day, the newest if several do."""
        standing = [a for a in self.assignments if a.covers(day)]
        return max(standing, key=lambda a: a.since, default=None)


class Adviser(Record):
    """A village legal adviser (村法律顾问)."""

    name: TranslatedText
    pinyin: Words | None = None
    firm: TranslatedText
    licence: Words | None = None
    phone: PublishedPhone | None = None
    photo: PublishedPhoto | None = None
    languages: tuple[LanguageCode, ...] = ("zh",)
    fields: tuple[TopicId, ...] = ()
    verified: Verified
    changed: PastDay | None = None
