"""The tests' own town: whole, small, and with something of every kind, so that no test is right for want of it."""

from __future__ import annotations

from tests.towns import OF_THE_PROGRAM, TODAY, TOWN

from portal.catalog.catalog import Catalog
from portal.loading.load import load, read_folder
from portal.loading.site_day import find_sample_day
from portal.records.registry import KINDS, PHOTOS

VILLAGES = ("heicheng", "huashan", "jiaya", "shangxinzhuang", "shangxinzhuang-community", "zhoude")
REMINDERS = {
    "translation-missing", "sit-ins-unrecorded", "no-changed-date", "site-identification-missing",
    "no-current-adviser", "report-without-records", "board-outdated",
}  # fmt: skip
"""What the check reminds of, in a town as true to life as this one."""


def test_the_town_passes_the_check_on_its_own_day_with_the_reminders_that_tests_rely_on(
    files: dict[str, bytes],
) -> None:
    catalog, problems = load(files, TODAY)
    assert catalog is not None, [(problem.code, problem.path, problem.line) for problem in problems]
    assert {problem.code for problem in problems} == REMINDERS


def test_the_towns_day_is_the_one_its_records_say(files: dict[str, bytes]) -> None:
    assert f"sample_day: {TODAY}" in files["content/portal.yml"].decode()
    assert find_sample_day({"content/portal.yml": files["content/portal.yml"]}) in (TODAY, None)


def test_every_kind_of_record_is_there(files: dict[str, bytes]) -> None:
    inner = [path.removeprefix("content/") for path in files if path.startswith("content/")]
    assert [kind.name for kind in KINDS if not any(kind.pattern.fullmatch(path) for path in inner)] == []
    assert any(path.startswith(PHOTOS) for path in files)


def test_every_state_is_there(catalog: Catalog) -> None:
    villages, events, work = catalog.villages.values(), catalog.events.values(), catalog.work.values()
    assert tuple(sorted(catalog.villages)) == VILLAGES
    assert {village.kind for village in villages} == {"village", "community"}
    assert [id for id, village in catalog.villages.items() if catalog.adviser_of(village, TODAY) is None] == ["huashan"]
    assert any(len(village.assignments[-1].office_hours) > 1 for village in villages)
    assert any(village.board for village in villages) and any(a.photo for a in catalog.advisers.values())
    assert {event.status for event in events} == {"planned", "held", "postponed", "cancelled"}
    assert {event.venue.kind for event in events} >= {"village", "community", "school", "company", "market"}
    assert {report.outcome for month in work for report in month.sit_ins} == {"held", "moved", "excused"}
    assert any(month.advisers for month in work) and any(month.legal_helpers for month in work)


def test_explainers_are_whole_partly_translated_sensitive_and_neutral(catalog: Catalog) -> None:
    tibetan = [explainer.translations["bo"] for explainer in catalog.explainers.values()]
    assert {translation.is_whole for translation in tibetan} == {True, False}
    assert [id for id, explainer in catalog.explainers.items() if explainer.is_sensitive] == ["family/at-home"]
    assert {language for explainer in catalog.explainers.values() for language in explainer.translations} == {
        "bo",
        "en",
    }


def test_what_the_program_brings_stands_in_the_project_alone() -> None:
    assert [path for path in read_folder(TOWN) if path.startswith(OF_THE_PROGRAM)] == []
