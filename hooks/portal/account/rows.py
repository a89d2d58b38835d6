"""Rows and figures: a figure is the sum of its rows, and each row stands in a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from portal.records import Event


class Row(NamedTuple):
    """One line a figure rests on. A tuple: a province's year has hundreds of thousands."""

    record: Literal["event", "village", "study"]
    """What the row's page shows; study has a list of its own."""
    id: str
    """Of the event or village; of study the year."""
    file: str
    """The record's file, for staff."""
    amount: int = 1
    day: date | None = None
    month: str = ""
    """Where the record counts by months (`2026-11`)."""
    adviser: str = ""
    item: str = ""
    """What was counted: a leaflet, a topic, a state, a name."""


@dataclass(frozen=True)
class Figure:
    """A number and the rows it is the sum of."""

    id: str
    found: Sequence[Row]
    """The rows as they come: most pages only add them up."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows in the order of their days."""
        return tuple(sorted(self.found, key=_order))

    @cached_property
    def amount(self) -> int:
        """The sum of the rows."""
        return sum(row.amount for row in self.found)


def _order(row: Row) -> tuple[str, str, str]:
    return (row.day.isoformat() if row.day else row.month, row.id, row.item)


def event_file(event_id: str, event: Event) -> str:
    """The file of a session: it keeps the day it was first set for."""
    return f"content/events/{event.starts:%Y/%Y-%m-%d}-{event_id}.yml"


def village_file(village_id: str) -> str:
    """The file of a village."""
    return f"content/villages/{village_id}.yml"


def work_file(month: str) -> str:
    """The file of a month's work."""
    return f"content/work/{month}.yml"


def study_file(year: int) -> str:
    """The file of a year's study."""
    return f"content/study/{year}.yml"
