"""Records of any size: every kind, the same from the same seed, and right."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import TODAY

from portal.generate.generate import generate
from portal.loading.load import load
from portal.loading.site_day import find_today
from portal.records.registry import KINDS, PHOTOS

VILLAGES = 60
NOT_MADE = {"privacy-allow"}
"""An entry there answers to a finding of personal data, and a trial has none."""


@pytest.fixture(scope="module")
def made(files: dict[str, bytes]) -> dict[str, bytes]:
    return generate(files, VILLAGES, 1, TODAY)


def test_a_trial_has_every_kind_of_record(made: dict[str, bytes]) -> None:
    missing = {
        kind.name for kind in KINDS if not any(kind.pattern.fullmatch(path.removeprefix("content/")) for path in made)
    }
    assert missing == NOT_MADE
    assert any(path.startswith(PHOTOS) for path in made)


def test_a_trial_passes_the_check_and_has_what_rarely_happens(made: dict[str, bytes]) -> None:
    catalog, problems = load(made, TODAY)
    assert catalog is not None, [problem for problem in problems if not problem.is_warning][:3]
    assert len(catalog.villages) == VILLAGES
    villages, events = catalog.villages.values(), catalog.events.values()
    assert any(village.board for village in villages)
    assert any(catalog.adviser_of(village, TODAY) is None for village in villages)
    assert {village.kind for village in villages} == {"village", "community"}
    assert {event.status for event in events} == {"planned", "held", "postponed", "cancelled"}
    assert any(event.advisers for event in events)
    reports = [report for work in catalog.work.values() for report in work.sit_ins]
    assert {report.outcome for report in reports} == {"held", "moved", "excused"}
    assert any(work.legal_helpers for work in catalog.work.values())
    assert any(leaflet.placed for leaflet in catalog.materials.values())


def test_a_trial_stands_still_at_the_day_it_was_made_for(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTAL_TODAY", raising=False)
    day = date(2027, 9, 1)
    made = generate(files, 3, 1, day)
    assert find_today(made) == day
    assert load(made, day)[0] is not None


def test_the_same_seed_gives_the_same_bytes(files: dict[str, bytes], made: dict[str, bytes]) -> None:
    assert generate(files, VILLAGES, 1, TODAY) == made
    assert generate(files, VILLAGES, 2, TODAY) != made
