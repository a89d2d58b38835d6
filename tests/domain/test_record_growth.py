"""Twice the records take at most 2.2 times the work and the memory, beyond what a town without them takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

import pytest
from tests.account_data import engaged, town, village
from tests.conftest import TODAY
from tests.measured import in_turns

from portal.checks.revisions import check_revisions
from portal.loading.load import load

MOST_GROWTH = 2.2
SLACK_MEGABYTES = 8.0
"""A process takes memory in pieces: so much may come or not come."""

Records = dict[str, str]


def sessions(count: int) -> Records:
    """Sessions of one village, one file each."""
    days = [date(2026, 1, 1) + timedelta(days=number % 300) for number in range(count)]
    return {
        f"events/2026/{day}-s{number}.yml": (
            f"kind: lecture\nstatus: held\ntitle: {{zh: 讲座{number}}}\nstarts: {day} 09:30\nends: {day} 11:00\n"
            "venue: {type: village, name: {zh: 村委会}}\nvillages: [a]\naudience: [farmers]\ntopics: [labour]\n"
            "organiser: justice-office\noutcome:\n  attendance: 40\n"
        )
        for number, day in enumerate(days)
    }


def reports(count: int) -> Records:
    """A daily rule, and what was reported of its days back into the past."""
    months: Records = {}
    for number in range(count):
        day = TODAY - timedelta(days=number + 1)
        path = f"work/{day:%Y-%m}.yml"
        months[path] = months.get(path, "sit_ins:\n") + f"  - {{village: a, date: {day}, outcome: held}}\n"
    return months


def rows(count: int) -> Records:
    """A long list in one file: people of a village."""
    return {"villages/b.yml": village(2, helpers=count)}


BASE = {"villages/a.yml": village(1, engaged("sample-01", since="2012-01-01", rule="every: week, on: [monday, tuesday,"
        " wednesday, thursday, friday, saturday, sunday]"))}  # fmt: skip


def check_all(files: dict[str, bytes], records: Records) -> None:
    catalog, problems = load(town(files, {**BASE, **records}), TODAY)
    assert catalog is not None, [(p.code, p.path, p.line) for p in problems if not p.is_warning][:5]


def compare_all(files: dict[str, bytes], count: int) -> None:
    """A push in which every report becomes another one."""
    known = town(files, {**BASE, **reports(count)})
    catalog, _ = load(known, TODAY)
    assert catalog is not None
    before = {path: raw.replace(b"held", b"excused, revision: 1") for path, raw in known.items()}
    assert count == 0 or len(list(check_revisions(before, known, catalog))) == count


@pytest.mark.parametrize(
    ("make", "size"), [(sessions, 500), (reports, 2200), (rows, 3000)], ids=["sessions", "reports", "rows"]
)
def test_twice_the_records_take_twice_the_work(
    make: Callable[[int], Records], size: int, files: dict[str, bytes]
) -> None:
    acts = [partial(check_all, files, make(count) if count else {}) for count in (0, size, 2 * size)]
    grows_evenly(acts)


def test_twice_the_reports_take_twice_the_work_of_a_push(files: dict[str, bytes]) -> None:
    grows_evenly([partial(compare_all, files, count) for count in (0, 1000, 2000)])


def grows_evenly(acts: Sequence[Callable[[], object]]) -> None:
    for tries in (2, 5):  # measured again, and more often, before it is believed
        none, once, twice = in_turns(acts, tries)
        growth = (twice.seconds - none.seconds) / max(once.seconds - none.seconds, 0.01)
        print(f"{once.seconds - none.seconds:.2f} s, {twice.seconds - none.seconds:.2f} s: {growth:.2f}")
        if growth <= MOST_GROWTH:
            break
    assert growth <= MOST_GROWTH, (none, once, twice)
    more = twice.megabytes - none.megabytes
    assert more <= MOST_GROWTH * max(once.megabytes - none.megabytes, 0) + SLACK_MEGABYTES, (none, once, twice)
    assert twice.megabytes < 200
