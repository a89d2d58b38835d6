"""What the account costs at the size of a province: 4 716 villages and 50 000 sessions.

CPU time of this process: other work on the machine does not count.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from tests.conftest import ROOT, TODAY

from portal.account.town import TownAccount
from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.generate.generate import generate
from portal.loading.load import load, read_folder
from portal.records import Event

pytestmark = pytest.mark.slow

VILLAGES, SESSIONS = 4716, 50_000
MOST_CPU = 10.0


@pytest.fixture(scope="module")
def province() -> Catalog:
    catalog, problems = load(generate(read_folder(ROOT), VILLAGES, 1, TODAY), TODAY)
    assert catalog is not None, problems[:3]
    events = list(catalog.events.items())
    many = {f"{id}-{number // len(events)}": event for number, (id, event) in _repeated(events, SESSIONS)}
    return replace(catalog, events=many)


def _repeated(events: Sequence[tuple[str, Event]], count: int) -> Iterator[tuple[int, tuple[str, Event]]]:
    return ((number, events[number % len(events)]) for number in range(count))


def test_the_whole_account_of_a_province_computes_in_ten_seconds(province: Catalog) -> None:
    assert (len(province.villages), len(province.events)) == (VILLAGES, SESSIONS)
    started = time.process_time()
    account = TownAccount(Agenda(province, TODAY))
    year = account.year(TODAY.year)
    parts = {}
    for name in (
        "figures",
        "breakdowns",
        "published_consultations",
        "coverage",
        "services",
        "plan",
        "duties",
        "law_days",
    ):
        before = time.process_time()
        getattr(year, name)
        parts[name] = time.process_time() - before
    for name, work in (("leaflets", lambda: account.leaflets), ("next", lambda: account.suggestions(for_public=False))):
        before = time.process_time()
        work()
        parts[name] = time.process_time() - before
    spent = time.process_time() - started
    print(f"\naccount of {VILLAGES} villages and {SESSIONS} sessions: {spent:.1f} s CPU")
    print("  " + ", ".join(f"{name} {seconds:.2f}" for name, seconds in parts.items()))
    assert year.figures["sessions"].amount > 25_000
    assert spent < MOST_CPU
