"""Sessions held in a year, in one pass: how many, by what, and what they gave out and heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.account.rows import Row, event_file
from portal.catalog.catalog import Catalog
from portal.records import Event

DIMENSIONS = ("kind", "venue", "audience", "topic", "language", "organiser")
"""By what sessions are broken down; a session stands once under each of its values."""

CONSTITUTION_WEEK = ("12-01", "12-07")
"""Where observances.yml does not say otherwise."""


@dataclass(slots=True)
class SessionRows:
    """The rows of a year's sessions."""

    held: list[Row] = field(default_factory=list)
    attendance: list[Row] = field(default_factory=list)
    constitution_week: list[Row] = field(default_factory=list)
    by: dict[str, dict[str, list[Row]]] = field(default_factory=lambda: {name: {} for name in DIMENSIONS})
    leaflets: dict[str, list[Row]] = field(default_factory=dict)
    """By leaflet."""
    consultations: dict[str, list[Row]] = field(default_factory=dict)
    """By topic: one row a session and topic."""


def held_events(catalog: Catalog, first: date, last: date) -> list[tuple[str, Event]]:
    """The sessions held from `first` to `last`, by the day they took place."""
    return [
        (id, event)
        for id, event in catalog.events.items()
        if event.status == "held" and first <= event.when[0].date() <= last
    ]


def find_session_rows(catalog: Catalog, events: list[tuple[str, Event]]) -> SessionRows:
    """The rows of these sessions."""
    rows = SessionRows()
    first_day, last_day = _constitution_week(catalog)
    for id, event in events:
        day = event.when[0].date()
        file = event_file(id, event)
        row = Row("event", id, file, day=day)
        rows.held.append(row)
        if first_day <= f"{day:%m-%d}" <= last_day:
            rows.constitution_week.append(row)
        for name, values in _values(event).items():
            groups = rows.by[name]
            for value in dict.fromkeys(values):
                groups.setdefault(value, []).append(row)
        outcome = event.outcome
        if outcome is None:
            continue
        rows.attendance.append(Row("event", id, file, outcome.attendance, day))
        for given in outcome.leaflets:
            row = Row("event", id, file, given.count, day, item=given.material)
            rows.leaflets.setdefault(given.material, []).append(row)
        for heard in outcome.consultations:
            if heard.count:  # nothing heard is no row
                row = Row("event", id, file, heard.count, day, item=heard.topic)
                rows.consultations.setdefault(heard.topic, []).append(row)
    return rows


def _values(event: Event) -> Mapping[str, tuple[str, ...]]:
    return {
        "kind": (event.kind,),
        "venue": (event.venue.kind,),
        "audience": event.audience,
        "topic": event.topics,
        "language": event.languages,
        "organiser": (event.organiser,),
    }


def _constitution_week(catalog: Catalog) -> tuple[str, str]:
    week = catalog.observances.get("constitution-week")
    return (week.on, week.until or week.on) if week else CONSTITUTION_WEEK
