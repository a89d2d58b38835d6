"""Coverage: who was reached with what, when; and who was not.

Matrices are sparse: a missing cell is an empty one, and the pages show it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from portal.account.rows import Row, event_file
from portal.account.sessions import held_events
from portal.catalog.catalog import Catalog
from portal.records import Event, VenueType
from portal.records.fields import LANGUAGES, Audience

MONTHS = tuple(f"{month:02}" for month in range(1, 13))
QUARTERS = ("1", "2", "3", "4")
MATRICES: Mapping[str, str] = {
    "village-month": "village", "village-audience": "village", "place-month": "place",
    "venue-quarter": "venue", "topic-audience": "topic", "language-quarter": "language",
}  # fmt: skip
"""The matrices and what their rows are."""

EXTREMES = 5
"""How many villages are named as most and as least served."""


@dataclass(frozen=True)
class Matrix:
    """Sessions counted two ways at once."""

    id: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Sequence[Row]]

    def count(self, row: str, column: str) -> int:
        """How many sessions stand in a cell; 0 where none."""
        return len(self.cells.get((row, column), ()))


@dataclass(frozen=True, slots=True)
class Reach:
    """When a village or place was last reached, and how often in the year."""

    id: str
    sessions: int
    last: date | None
    days: int | None
    """Since the last session; None if there never was one."""


@dataclass(frozen=True)
class Coverage:
    """The coverage of a year, seen from `day` (its last, or today)."""

    day: date
    matrices: Mapping[str, Matrix]
    villages: tuple[Reach, ...]
    places: tuple[Reach, ...]
    reached: int
    """Villages with a session in the last `within` days."""
    within: int
    most: tuple[Reach, ...]
    least: tuple[Reach, ...]
    sessions: Mapping[str, Sequence[Row]]
    """The year's sessions by `village/<id>` and `place/<id>`."""

    @property
    def share(self) -> float:
        """Evenness: the share of villages reached lately, from 0 to 1."""
        return self.reached / len(self.villages) if self.villages else 0.0


def find_coverage(catalog: Catalog, events: Sequence[tuple[str, Event]], day: date) -> Coverage:
    """The coverage of a year's sessions (`events`), on its last day or today."""
    cells: dict[str, dict[tuple[str, str], list[Row]]] = {id: {} for id in MATRICES}
    sessions: dict[str, list[Row]] = {}
    for id, event in events:
        held = event.when[0].date()
        row = Row("event", id, event_file(id, event), day=held)
        month, quarter = f"{held:%m}", str((held.month + 2) // 3)
        keys: dict[str, list[tuple[str, str]]] = {
            "village-month": [(village, month) for village in event.villages],
            "village-audience": [(village, group) for village in event.villages for group in event.audience],
            "place-month": [(event.venue.place, month)] if event.venue.place else [],
            "venue-quarter": [(event.venue.kind, quarter)],
            "topic-audience": [(topic, group) for topic in event.topics for group in event.audience],
            "language-quarter": [(language, quarter) for language in event.languages],
        }
        for matrix, found in keys.items():
            for key in dict.fromkeys(found):
                cells[matrix].setdefault(key, []).append(row)
        for subject in _subjects(event):
            sessions.setdefault(subject, []).append(row)
    rows = _row_ids(catalog)
    columns = _columns()
    last = _last_sessions(catalog, day)
    villages = tuple(_reach(id, f"village/{id}", sessions, last, day) for id in catalog.villages)
    places = tuple(_reach(id, f"place/{id}", sessions, last, day) for id in catalog.places)
    within = catalog.portal.thresholds.reached_within_days
    by_service = sorted(villages, key=lambda reach: (reach.sessions, -(reach.days or 10**6)))
    return Coverage(
        day=day,
        matrices={id: Matrix(id, rows[kind], columns[id], cells[id]) for id, kind in MATRICES.items()},
        villages=villages,
        places=places,
        reached=sum(reach.days is not None and reach.days <= within for reach in villages),
        within=within,
        most=tuple(reach for reach in reversed(by_service) if reach.sessions)[:EXTREMES],
        least=tuple(by_service[:EXTREMES]),
        sessions=sessions,
    )


def _subjects(event: Event) -> list[str]:
    subjects = [f"village/{village}" for village in dict.fromkeys(event.villages)]
    return [*subjects, f"place/{event.venue.place}"] if event.venue.place else subjects


def _row_ids(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    return {
        "village": tuple(catalog.villages),
        "place": tuple(catalog.places),
        "venue": get_args(VenueType),
        "topic": tuple(catalog.topics),
        "language": LANGUAGES,
    }


def _columns() -> dict[str, tuple[str, ...]]:
    audience: tuple[str, ...] = get_args(Audience)
    return {
        "village-month": MONTHS, "village-audience": audience, "place-month": MONTHS,
        "venue-quarter": QUARTERS, "topic-audience": audience, "language-quarter": QUARTERS,
    }  # fmt: skip


def _last_sessions(catalog: Catalog, day: date) -> dict[str, date]:
    """The day of the last session held up to `day`, by village and place."""
    last: dict[str, date] = {}
    for _, event in held_events(catalog, date.min, day):
        held = event.when[0].date()
        for subject in _subjects(event):
            last[subject] = max(held, last.get(subject, held))
    return last


def _reach(id: str, subject: str, sessions: Mapping[str, Sequence[Row]], last: Mapping[str, date], day: date) -> Reach:
    found = last.get(subject)
    return Reach(id, len(sessions.get(subject, ())), found, (day - found) // timedelta(days=1) if found else None)
