"""What dates cost at the size of a province: 4 716 villages, 400 days (issue 3: under 5 s of CPU)."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from tests.domain.test_hours import MARKET_DAYS, make_assignment

from portal.schedule.holidays import Almanac
from portal.schedule.occurrences import find_occurrences

pytestmark = pytest.mark.slow

VILLAGES, DAYS, MOST_SECONDS = 4716, 400, 5.0
RULES: tuple[dict[str, object], ...] = (
    {"every": "month", "on": "second tuesday", "holidays": "next-workday"},
    {"every": "month", "on": ["1", "15"], "holidays": "previous-workday", "weekends": "next-workday"},
    {"every": "week", "on": "friday", "holidays": "skip", "except_months": ["8", "lunar 8"]},
    {"every": "2 weeks", "on": "wednesday", "holidays": "skip"},
    {"every": "lunar-month", "on": MARKET_DAYS, "holidays": "skip"},
    {"every": "quarter", "on": "last day", "weekends": "previous-workday"},
)


@pytest.mark.parametrize("mixed", [True, False], ids=["all kinds of rules", "market days everywhere"])
def test_expanding_a_province(mixed: bool) -> None:
    rules = RULES if mixed else RULES[4:5]
    assignments = [make_assignment(rules[number % len(rules)]) for number in range(VILLAGES)]
    first = date(2026, 11, 22)
    almanac = Almanac()
    before = time.process_time()
    found = sum(
        len(find_occurrences(rule, assignment, first, first + timedelta(days=DAYS), almanac))
        for assignment in assignments
        for rule in assignment.office_hours
    )
    seconds = time.process_time() - before
    print(f"\n{VILLAGES} villages, {DAYS} days: {found} occurrences in {seconds:.2f} s of CPU")
    assert found > VILLAGES * 4
    assert seconds < MOST_SECONDS
