"""Promised and held: each adviser in each village, month by month, beside what the town expects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.account.sit_ins import Outcome, Promise
from portal.catalog.catalog import Catalog
from portal.records import Thresholds

COUNTS = ("calls", "visits", "committee_meetings", "mediations", "lectures")
"""What an adviser's month counts beside sit-ins."""


@dataclass(slots=True)
class Month:
    """A month of one adviser in one village."""

    promises: list[Promise] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    is_recorded: bool = False
    """Whether the month's work names them at all."""

    def number(self, outcome: Outcome) -> int:
        """How many sit-ins came out so."""
        return sum(promise.outcome == outcome for promise in self.promises)

    @property
    def confirmed(self) -> int:
        """How many sit-ins the village confirmed."""
        return sum(promise.is_confirmed for promise in self.promises)


@dataclass(frozen=True)
class Service:
    """A year of one adviser in one village."""

    adviser: str
    village: str
    months: Mapping[int, Month]
    """The months of the engagement that have begun."""
    expected: Mapping[str, int]
    """Of `sit-ins`, `calls`, `visits` and `lectures`, by the thresholds, so far."""

    def total(self, count: str) -> int:
        """The year's sum of one of `COUNTS`."""
        return sum(month.counts[count] for month in self.months.values())

    def number(self, outcome: Outcome) -> int:
        """How many sit-ins of the year came out so."""
        return sum(month.number(outcome) for month in self.months.values())

    @property
    def promised(self) -> int:
        """The sit-ins of the year that are due."""
        return sum(len(month.promises) for month in self.months.values())

    @property
    def confirmed(self) -> int:
        """The sit-ins of the year the village confirmed."""
        return sum(month.confirmed for month in self.months.values())

    @property
    def short_of(self) -> tuple[str, ...]:
        """What is recorded less often than the town expects, so far."""
        done = {"sit-ins": self.number("held") + self._made_up} | {name: self.total(name) for name in COUNTS}
        return tuple(name for name, expected in self.expected.items() if done[name] < expected)

    @property
    def _made_up(self) -> int:
        return sum(promise.is_made_up for month in self.months.values() for promise in month.promises)


def find_services(catalog: Catalog, year: int, day: date, promises: Iterable[Promise]) -> tuple[Service, ...]:
    """Every engagement of a year up to `day`, in the order of villages."""
    months = _engaged_months(catalog, year, day)
    for promise in promises:
        found = months.setdefault((promise.village, promise.adviser), {})
        found.setdefault(promise.day.month, Month()).promises.append(promise)
    for name, work in catalog.work.items():
        if not name.startswith(f"{year}-"):
            continue
        for done in work.advisers:
            month = months.setdefault((done.village, done.adviser), {}).setdefault(int(name[5:]), Month())
            month.is_recorded = True
            for count in COUNTS:
                month.counts[count] += getattr(done, count)
    order = {id: at for at, id in enumerate(catalog.villages)}
    thresholds = catalog.portal.thresholds
    return tuple(
        Service(adviser, village, dict(sorted(found.items())), _expected(thresholds, found, year, day))
        for (village, adviser), found in sorted(months.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    )


def _engaged_months(catalog: Catalog, year: int, day: date) -> dict[tuple[str, str], dict[int, Month]]:
    found: dict[tuple[str, str], dict[int, Month]] = {}
    for village_id, village in catalog.villages.items():
        for assignment in village.assignments:
            first = max(assignment.since, date(year, 1, 1))
            last = min(assignment.until or day, day)
            if first <= last:
                months = found.setdefault((village_id, assignment.adviser), {})
                months.update((month, Month()) for month in range(first.month, last.month + 1) if month not in months)
    return found


def _expected(thresholds: Thresholds, months: Mapping[int, Month], year: int, day: date) -> Mapping[str, int]:
    """What is expected of whole months; the month under way is not held against anybody."""
    whole = [month for month in months if (year, month) < (day.year, day.month) or _is_last_day(day)]
    return {
        "sit-ins": thresholds.sit_ins_a_month * len(whole),
        "calls": thresholds.calls_a_month * len(whole),
        "visits": thresholds.visits_a_quarter * (len(whole) // 3),
        "lectures": thresholds.lectures_a_year * (len(whole) // 12),
    }


def _is_last_day(day: date) -> bool:
    return (day.month, day.day) == (12, 31)
