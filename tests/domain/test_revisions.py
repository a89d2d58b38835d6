"""Numbers of calendar entries only rise: what a push may not take back, and what it is told to write instead."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import icalendar
import pytest
from tests.conftest import TODAY
from tests.domain.test_report_checks import JIAYA, MARKET, TUESDAYS, WORK, records, row
from tests.trial import edit, load_catalog, make_context, with_changes

from portal.catalog.agenda import Agenda, SitIn, find_sit_ins
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.checks.revisions import check_revisions
from portal.feeds.calendars import town_calendar, village_calendar
from portal.problems.problem import Problem
from portal.records import Work
from portal.records.validation import read_record
from portal.yaml_io.document import read_document

ADVISER = "content/advisers/sample-01.yml"
POSTPONED = "content/events/2026/2026-12-15-land-lease-zhoude.yml"
TO_12 = ", moved_to: {date: 2026-11-12, from: 09:00, to: 11:30}"
TO_13 = ", moved_to: {date: 2026-11-13, from: 09:00, to: 11:30}"


@functools.cache
def _catalog_of(village: bytes, others: tuple[tuple[str, bytes], ...]) -> Catalog:
    """The records with this village and no reports: checked once for all the states of a month."""
    return load_catalog({**dict(others), JIAYA: village})


def catalog_of(files: Mapping[str, bytes]) -> Catalog:
    """The catalog of records that `records` makes, whose reports are those of November alone."""
    others = tuple((path, raw) for path, raw in files.items() if path not in (JIAYA, WORK))
    catalog = _catalog_of(files[JIAYA], others)
    if WORK not in files:
        return catalog
    work, problems = read_record(read_document(WORK, files[WORK].decode()), Work, tuple(catalog.languages))
    assert work is not None, problems
    return replace(catalog, work={"2026-11": work})


def compare(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[Problem]:
    return list(check_revisions(before, after, catalog_of(after)))


def sit_in(files: Mapping[str, bytes], scheduled: date = date(2026, 11, 10)) -> SitIn:
    """Jiaya's sit-in of that day, as it stands in the end."""
    found = find_sit_ins(catalog_of(files), "jiaya", date(2026, 11, 1), date(2026, 11, 30))
    (one,) = [each for each in found if each.scheduled == scheduled and not each.moved_to]
    return one


def number(files: Mapping[str, bytes]) -> int:
    return sit_in(files).revision


def test_a_published_row_is_not_deleted_but_taken_back_with_the_next_revision(files: dict[str, bytes]) -> None:
    moved = records(files, row("2026-11-10", "moved", TO_12))
    without = with_changes(moved, {WORK: "# nothing\nsit_ins: []\n"})
    (found,) = compare(moved, without)
    assert (found.code, found.path, found.is_warning) == ("push-row-deleted", WORK, False)
    told = re.search(r"- (\{.*\})", found.text("mend", "zh"))
    assert told and "outcome: scheduled" in told[1]
    assert told[1] in found.text("mend", "en")
    back = with_changes(moved, {WORK: f"sit_ins:\n  - {told[1]}\n"})
    assert compare(moved, back) == []
    assert number(back) > number(moved) > number(without)
    assert sit_in(back).day == sit_in(without).day != sit_in(moved).day


@pytest.mark.parametrize("outcome", ["held", "excused"])
def test_a_row_of_any_outcome_stays(files: dict[str, bytes], outcome: str) -> None:
    (found,) = compare(records(files, row("2026-11-10", outcome)), with_changes(records(files, ""), {WORK: ""}))
    assert found.code == "push-row-deleted"
    assert "outcome: scheduled, revision: 3" in found.text("mend", "zh")


def test_a_row_whose_day_the_rules_no_longer_have_may_go(files: dict[str, bytes]) -> None:
    before = records(files, row("2026-11-10", "moved", TO_12) + row("2026-11-12"))
    ended = records(files, "", TUESDAYS.replace("second", "third").replace("tuesday,", "thursdays,", 1))
    assert compare(before, with_changes(ended, {WORK: ""})) == []
    # The second row reported of a day to which the first no longer moves it: it has to go, and the number still rises.
    off = records(files, row("2026-11-10", "excused"))
    assert compare(before, off) == []
    assert number(off) > number(before)


def test_a_moved_row_that_becomes_excused_raises_the_number_by_itself(files: dict[str, bytes]) -> None:
    moved, off = (records(files, row("2026-11-10", *how)) for how in (("moved", TO_12), ("excused",)))
    taken_back = records(files, row("2026-11-10", "scheduled"))
    assert compare(moved, off) == compare(off, taken_back) == []
    assert number(moved) < number(off) < number(taken_back)
    assert [sit_in(each).takes_place for each in (moved, off, taken_back)] == [True, False, True]
    context = ViewContext(catalog := catalog_of(off), Agenda(catalog, TODAY), catalog.languages["zh"])
    entries = icalendar.Calendar.from_ical(village_calendar("jiaya", context)).walk("VEVENT")
    (entry,) = [each for each in entries if ".tuesday.20261110@" in str(each["UID"])]
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", number(off))


@pytest.mark.parametrize(
    ("before", "after", "least"),
    [
        (("moved", TO_12), ("moved", TO_13), 2),
        (("excused", ", revision: 4"), ("excused", ", revision: 3"), 5),
        (("excused", ", revision: 4"), ("moved", TO_12 + ", revision: 4"), 5),
        (("excused", ""), ("moved", TO_12), 3),
        (("moved", TO_12), ("held", ""), 2),
    ],
)
def test_a_row_that_changes_names_a_higher_revision(
    files: dict[str, bytes], before: tuple[str, str], after: tuple[str, str], least: int
) -> None:
    published = records(files, row("2026-11-10", *before))
    (found,) = compare(published, records(files, row("2026-11-10", *after)))
    assert (found.code, found.path, found.line) == ("push-revision-lower", WORK, 2)
    assert f"revision: {least}" in found.text("mend", "zh")
    how, more = after
    more = re.sub(r", revision: \d", "", more) + f", revision: {least}"
    mended = records(files, row("2026-11-10", how, more))
    assert compare(published, mended) == []
    assert number(mended) > number(published)


def test_what_changes_no_time_needs_no_revision(files: dict[str, bytes]) -> None:
    moved = row("2026-11-10", "moved", TO_12)
    published = records(files, moved)
    again = records(
        files, moved.replace("outcome", "reason: {zh: 开会}, outcome") + row("2026-11-12", more=", confirmed: true")
    )
    assert compare(published, again) == []
    assert (
        compare(records(files, row("2026-11-10")), records(files, row("2026-11-10", more=", office_hour: tuesday")))
        == []
    )


def test_of_two_rules_on_one_day_each_entry_is_looked_at(files: dict[str, bytes]) -> None:
    rules = TUESDAYS + MARKET.replace("on: 20", "on: 10")
    both = records(files, row("2026-11-10", "excused"), rules)
    one = records(files, row("2026-11-10", "excused", ", office_hour: market"), rules)
    (found,) = compare(both, one)  # the other is on again
    assert found.code == "push-row-deleted"
    assert "office_hour: tuesday, outcome: scheduled, revision: 3" in found.text("mend", "zh")
    mended = records(
        files,
        row("2026-11-10", "excused", ", office_hour: market")
        + row("2026-11-10", "scheduled", ", office_hour: tuesday"),
        rules,
    )
    assert compare(both, mended) == []


def test_a_revision_of_a_session_or_a_village_is_never_lowered(files: dict[str, bytes]) -> None:
    files = with_changes(files, {JIAYA: files[JIAYA].decode() + "\nrevision: 2\n"})
    for path in (POSTPONED, JIAYA):
        had = re.search(r"(?m)^revision: (\d+)", files[path].decode())
        assert had and int(had[1]) > 0
        for less in ("", f"revision: {int(had[1]) - 1}"):
            after = edit(files, path, had[0], less)
            (found,) = check_revisions(files, after, load_catalog(after))
            assert (found.code, found.path) == ("push-revision-lower", path)
            assert f"revision: {had[1]}" in found.text("mend", "zh")
        more = edit(files, path, had[0], f"revision: {int(had[1]) + 1}")
        assert list(check_revisions(files, more, load_catalog(more))) == []


def test_an_advisers_change_counts_for_the_entries_that_name_them(files: dict[str, bytes]) -> None:
    changed = edit(files, ADVISER, "changed: ", "changed: 2026-11-21 #") if b"changed: " in files[ADVISER] else None
    after = changed or with_changes(files, {ADVISER: files[ADVISER].decode() + "changed: 2026-11-21\n"})
    without = with_changes(after, {ADVISER: re.sub(r"(?m)^phone:.*\n(?:  .*\n)*", "", after[ADVISER].decode())})
    before, after_ = (icalendar.Calendar.from_ical(town_calendar(make_context(f))) for f in (files, without))
    old = {str(event["UID"]): event for event in before.walk("VEVENT")}
    number = load_catalog(files).advisers["sample-01"].phone
    assert number
    named = 0
    for event in after_.walk("VEVENT"):
        was = old[str(event["UID"])]
        if str(was["DESCRIPTION"]) != str(event["DESCRIPTION"]):
            named += 1
            assert number.number in str(was["DESCRIPTION"]) and number.number not in str(event["DESCRIPTION"])
            assert event.decoded("DTSTAMP").date() == event.decoded("LAST-MODIFIED").date() == date(2026, 11, 21)
            assert event.decoded("DTSTAMP") > was.decoded("DTSTAMP")
        else:
            assert event.to_ical() == was.to_ical()
    assert named > 10


def test_whatever_staff_do_a_push_that_is_taken_never_lets_a_number_fall(files: dict[str, bytes]) -> None:
    """A walk of 150 states as clerks might write them; what is refused is mended as told, and then taken."""
    chance = random.Random(19)
    start = with_changes(records(files, ""), {WORK: ""})

    def state_of(rows: list[str]) -> dict[str, bytes]:
        return with_changes(start, {WORK: f"sit_ins:\n{''.join(rows)}" if rows else ""})

    published, refused, changed = state_of([]), 0, 0
    for _ in range(150):
        rows = []
        if chance.random() < 0.8:
            outcome, more = chance.choice([("held", ""), ("excused", ""), ("moved", TO_12), ("scheduled", "")])
            rows = [row("2026-11-10", outcome, more + chance.choice(["", "", f", revision: {chance.randint(1, 6)}"]))]
        for problem in compare(published, state_of(rows)):
            refused += 1
            mend = problem.text("mend", "zh")
            if problem.code == "push-row-deleted":
                rows.append(f"  {mend[mend.index('- {') :]}\n")
            else:
                least = mend.rpartition(" ")[2]
                rows = [re.sub(r"(, revision: \d+)?\}\n$", f", revision: {least}}}\n", each) for each in rows]
        state = state_of(rows)
        assert compare(published, state) == []
        was, now = sit_in(published), sit_in(state)
        assert now.revision >= was.revision
        if (now.day, now.takes_place) != (was.day, was.takes_place):
            changed += 1
            assert now.revision > was.revision
        published = state
    assert refused > 20 and changed > 20
