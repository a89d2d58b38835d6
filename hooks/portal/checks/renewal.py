"""Report a home page and columns that inspectors would call stale or empty.

Inspections of government sites (国办秘函〔2019〕19号) fail one whose home page shows no change for two weeks, or which
has an empty column. Days come from the records, so that no date can be moved to please.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.catalog.last_changed import last_changed
from portal.problems.problem import Problem
from portal.records.portal import COLUMNS
from portal.records.validation import RecordStore

HOME_DAYS = 14
"""Within so many days something on the home page has to change."""
_NAMES = {
    "": ("首页", "the home page"),
    "villages": ("村庄", "villages"),
    "advisers": ("法律顾问", "advisers"),
    "calendar": ("日历", "the calendar"),
    "explainers": ("遇事怎么办", "explainers"),
    "laws": ("法律目录", "the register of laws"),
    "help": ("找谁帮忙", "whom to ask"),
}


class Renewal(NamedTuple):
    """How a column stands: the day of its last change, the days allowed (None: none are), whether it holds anything."""

    column: str
    """As in its address; empty for the home page."""
    last: date | None
    days: int | None
    is_empty: bool

    def is_stale(self, today: date) -> bool:
        """Tell whether the last change lies further back than allowed."""
        return self.days is not None and (self.last is None or (today - self.last).days > self.days)

    @property
    def names(self) -> tuple[str, str]:
        """What staff call it, in Chinese and English."""
        return _NAMES[self.column]


def find_renewals(catalog: Catalog, today: date) -> Iterator[Renewal]:
    """Yield how the home page and each column stand."""
    context = ViewContext(catalog, Agenda(catalog, today), catalog.source_language)
    yield Renewal("", last_changed("", context), HOME_DAYS, False)
    held = {
        "villages": catalog.villages, "advisers": catalog.advisers, "calendar": catalog.events or catalog.villages,
        "explainers": catalog.explainers, "laws": catalog.laws, "help": catalog.questions,
    }  # fmt: skip
    for column in COLUMNS:
        facts = catalog.portal.columns.get(column)
        days = facts.renewed_within_days if facts else None
        yield Renewal(column, last_changed(f"{column}/", context), days, not held[column])


def check_renewal(catalog: Catalog, store: RecordStore, today: date) -> Iterator[Problem]:
    """Yield a reminder for each stale or empty column."""
    document = store.places["portal", "portal"][0]
    for renewal in find_renewals(catalog, today):
        args = dict(zip(("column", "column_en"), renewal.names, strict=True))
        location = ("columns", renewal.column) if renewal.column in catalog.portal.columns else ("site_name",)
        if renewal.is_empty:
            yield document.problem_at_key(location, "column-empty", **args)
        elif renewal.is_stale(today):
            args |= {"last": f"{renewal.last or '—'}", "days": f"{renewal.days}"}
            yield document.problem_at_key(location, "column-stale", **args)
