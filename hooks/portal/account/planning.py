"""The outreach plan, the duty list and the leaders' study plan: what is done, due, overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from portal.account.rows import Row, event_file
from portal.catalog.catalog import Catalog
from portal.records import Duty, Event, Observance, PlanItem, StudySession

State = Literal["done", "due", "overdue", "coming"]
"""Due: its month is this one. Coming: its month is later."""


Session = tuple[str, Event]


@dataclass(slots=True)
class YearSessions:
    """A year's sessions of every status, by what plans and duties look for."""

    by_day: dict[date, list[Session]] = field(default_factory=dict)
    by_month: dict[str, list[Session]] = field(default_factory=dict)
    by_office: dict[str, list[Session]] = field(default_factory=dict)


def index_sessions(catalog: Catalog, year: int) -> YearSessions:
    """The sessions of a year at the time that holds now."""
    found = YearSessions()
    for session in catalog.events.items():
        day = session[1].when[0].date()
        if day.year == year:
            found.by_day.setdefault(day, []).append(session)
            found.by_month.setdefault(day.isoformat()[:7], []).append(session)
            found.by_office.setdefault(session[1].organiser, []).append(session)
    return found


@dataclass(frozen=True)
class PlanLine:
    """A line of the outreach plan with the sessions that count for it."""

    item: PlanItem
    state: State
    held: tuple[Row, ...]
    planned: tuple[Row, ...]


@dataclass(frozen=True)
class DutyLine:
    """A duty with the sessions of its office."""

    duty: Duty
    held: tuple[Row, ...]
    planned: tuple[Row, ...]


@dataclass(frozen=True)
class StudyLine:
    """A session of the study plan."""

    session: StudySession
    state: State


@dataclass(frozen=True)
class LawDay:
    """A fixed law day of the year and what was or will be held on it."""

    observance: Observance
    first: date
    last: date
    held: tuple[Row, ...]
    planned: tuple[Row, ...]


def find_plan(catalog: Catalog, year: int, day: date, sessions: YearSessions) -> tuple[PlanLine, ...]:
    """The outreach plan of a year, by month."""
    plan = catalog.plans.get(str(year))
    lines = []
    for item in sorted(plan.items if plan else (), key=lambda item: (item.month, item.id)):
        # What is ticked off by its day is no session: none is looked for.
        months = (
            []
            if item.done
            else [month for month in sorted(sessions.by_month) if (item.since or item.month) <= month <= item.month]
        )
        matching = [
            (id, event) for month in months for id, event in sessions.by_month[month] if _counts_for_plan(item, event)
        ]
        held, planned = _split(matching, day)
        is_done = item.done is not None or (item.sessions > 0 and len(held) >= item.sessions)
        lines.append(PlanLine(item, _state(is_done, item.month, day), held, planned))
    return tuple(lines)


def find_duties(catalog: Catalog, day: date, sessions: YearSessions) -> tuple[DutyLine, ...]:
    """The duty list (谁执法谁普法), each with the sessions of a year its office organises."""
    lines = []
    for duty in catalog.duties.values():
        matching = [
            (id, event)
            for id, event in sessions.by_office.get(duty.office, ())
            if not duty.topics or set(duty.topics) & set(event.topics)
        ]
        lines.append(DutyLine(duty, *_split(matching, day)))
    return tuple(lines)


def find_study(catalog: Catalog, year: int, day: date) -> tuple[StudyLine, ...]:
    """The leaders' study plan of a year, by month."""
    study = catalog.study.get(str(year))
    return tuple(
        StudyLine(session, _state(session.held is not None, session.month, day))
        for session in sorted(study.sessions if study else (), key=lambda session: (session.month, session.id))
    )


def find_law_days(catalog: Catalog, year: int, day: date, sessions: YearSessions) -> tuple[LawDay, ...]:
    """The fixed law days of a year, with the sessions that fall on them."""
    lines = []
    for observance in catalog.observances.values():
        span = observance.on, observance.until or observance.on
        if "02-29" in span and not _is_leap(year):
            continue
        first, last = (date.fromisoformat(f"{year}-{month_day}") for month_day in span)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        on_it = [session for on in days for session in sessions.by_day.get(on, ())]
        lines.append(LawDay(observance, first, last, *_split(on_it, day)))
    return tuple(lines)


def _counts_for_plan(item: PlanItem, event: Event) -> bool:
    """Whether a session is what an item asks for."""
    return (
        event.organiser == item.office
        and (not item.topics or bool(set(item.topics) & set(event.topics)))
        and (not item.audience or bool(set(item.audience) & set(event.audience)))
    )


def _state(is_done: bool, month: str, day: date) -> State:
    if is_done:
        return "done"
    this_month = f"{day:%Y-%m}"
    return "due" if month == this_month else "overdue" if month < this_month else "coming"


def _split(events: Sequence[Session], day: date) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Rows of sessions held, and of those still to come."""
    held = tuple(_row(id, event) for id, event in events if event.status == "held")
    planned = tuple(
        _row(id, event)
        for id, event in events
        if event.status in ("planned", "postponed") and event.when[0].date() >= day
    )
    return held, planned


def _row(id: str, event: Event) -> Row:
    return Row("event", id, event_file(id, event), day=event.when[0].date())


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
