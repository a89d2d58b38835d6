"""Calendars: exact, and read back by three independent parsers."""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from tests.conftest import ROOT
from tests.trial import edit, make_context, with_changes

from portal.catalog.context import ViewContext
from portal.feeds.calendars import adviser_calendar, sit_in_uid, topic_calendar, town_calendar, village_calendar
from portal.feeds.icalendar import Entry, escape, fold, write_calendar, write_entry

BEIJING = timezone(timedelta(hours=8))
READER = Path(sys.prefix) / "tools/ical/ical.cjs"
TRICKY = "一，二；三\\n,四;五\\六\n七\r\n八\x07𠮷" * 9 + "ཁྲིམས་ལུགས་སློབ་སྟོན་པ" * 5


@pytest.fixture(params=["zh", "bo", "en"])
def context(contexts: Mapping[str, ViewContext], request: pytest.FixtureRequest) -> ViewContext:
    return contexts[request.param]


@functools.cache
def read(raw: bytes) -> dict[str, dict[str, Any]]:
    """A calendar as the `icalendar` library reads it, by UID."""
    return {
        str(event["UID"]): {
            "starts": event.decoded("DTSTART"), "ends": event.decoded("DTEND"), "summary": str(event["SUMMARY"]),
            "place": str(event["LOCATION"]), "text": str(event["DESCRIPTION"]), "status": str(event["STATUS"]),
            "stamp": event.decoded("DTSTAMP"), "modified": event.decoded("LAST-MODIFIED"),
            "revision": event.decoded("SEQUENCE"), "url": str(event["URL"]),
        }
        for event in icalendar.Calendar.from_ical(raw).walk("VEVENT")
    }  # fmt: skip


@functools.cache
def read_again(raw: bytes) -> dict[str, dict[str, Any]]:
    """The same as `vobject` reads it."""
    return {
        event.uid.value: {
            "starts": event.dtstart.value, "ends": event.dtend.value, "summary": event.summary.value,
            "place": event.location.value, "text": event.description.value, "status": event.status.value,
            "stamp": event.dtstamp.value, "modified": event.last_modified.value,
            "revision": int(event.sequence.value), "url": event.url.value,
        }
        for event in vobject.readOne(raw.decode()).vevent_list
    }  # fmt: skip


def test_two_parsers_read_the_same_calendar(context: ViewContext) -> None:
    raw = town_calendar(context)
    one, other = read(raw), read_again(raw)
    assert len(one) == raw.count(b"BEGIN:VEVENT") > 500  # no UID twice
    assert one.keys() == other.keys()
    for uid, event in one.items():
        assert event == other[uid]
        assert event["starts"].utcoffset() == timedelta(hours=8)
        assert event["starts"] < event["ends"]


def test_a_calendar_program_of_another_kind_reads_the_same(context: ViewContext) -> None:
    """ical.js, as Thunderbird and Nextcloud use it."""
    assert READER.is_file(), f"{READER} 不在：运行 make .venv/browser / is missing: run make .venv/browser"
    raw = town_calendar(context)
    command: list[str | Path] = ["node", ROOT / "tests/feeds/read_calendar.cjs", READER]
    found = json.loads(subprocess.run(command, input=raw, capture_output=True, check=True).stdout)
    for event in found.values():
        event |= {name: datetime.fromisoformat(event[name]) for name in ("starts", "ends")}
    assert found == {uid: {name: event[name] for name in found[uid]} for uid, event in read(raw).items()}


def test_every_occurrence_of_sixty_days_back_and_four_hundred_ahead_is_there(context: ViewContext) -> None:
    raw = town_calendar(context)
    first, last = context.today - timedelta(days=60), context.today + timedelta(days=400)
    wanted = {
        (sit_in_uid(sit_in, context), datetime.combine(sit_in.day, sit_in.starts, BEIJING))
        for village_id in context.catalog.villages
        for sit_in in context.agenda.sit_ins_of(village_id)
        if first <= sit_in.day <= last and not sit_in.moved_to
    }
    found = {(uid, event["starts"]) for uid, event in read(raw).items()}
    sessions = [event for _, event in context.catalog.events.items() if first <= event.when[0].date() <= last]
    assert wanted <= found
    assert len(found) == len(wanted) + len(sessions)


def test_the_years_turn_does_not_cut_the_sixty_days_short(files: dict[str, bytes]) -> None:
    context = make_context(files, today=date(2027, 1, 10))
    days = [event["starts"].date() for event in read(town_calendar(context)).values()]
    assert min(days) <= date(2026, 11, 15)


def test_lines_are_folded_and_end_as_the_rfc_says(context: ViewContext) -> None:
    raw = town_calendar(context)
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character was split
    text = raw.decode()
    for unwanted in ("METHOD:", "RRULE", "RDATE", "RECURRENCE-ID", "EXDATE"):
        assert unwanted not in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "DTSTART:19700101T000000" in text and "TZOFFSETTO:+0800" in text


def test_the_library_writes_the_same_lines(context: ViewContext) -> None:
    raw = village_calendar("jiaya", context)
    again = icalendar.Calendar.from_ical(raw).to_ical(sorted=False)
    assert [unfolded.decode() for unfolded in _unfold(again)] == [unfolded.decode() for unfolded in _unfold(raw)]


def _unfold(raw: bytes) -> list[bytes]:
    return raw.replace(b"\r\n ", b"").split(b"\r\n")


def test_same_records_same_bytes(files: dict[str, bytes], context: ViewContext) -> None:
    again = make_context(files, context.language.code)
    assert town_calendar(context) == town_calendar(again)
    assert adviser_calendar("sample-01", context) == adviser_calendar("sample-01", again)


def test_stamps_come_from_the_records_not_from_the_day_of_the_build(files: dict[str, bytes]) -> None:
    today, tomorrow = make_context(files), make_context(files, today=date(2026, 11, 23))
    one, other = read(village_calendar("jiaya", today)), read(village_calendar("jiaya", tomorrow))
    for uid in one.keys() & other.keys():
        assert one[uid] == other[uid]
    stamps = {
        event["stamp"].date()
        for uid, event in one.items()
        if ".tuesday." in uid and event["starts"].date() > today.today
    }
    assert stamps == {date(2026, 11, 2)}  # `changed:` of the village
    assert all(event["stamp"] == event["modified"] for event in one.values())


def test_a_calendar_has_its_own_part_of_the_towns(contexts: Mapping[str, ViewContext]) -> None:
    context = contexts["zh"]
    town = read(town_calendar(context))
    parts = [village_calendar(id, context) for id in context.catalog.villages]
    parts += [adviser_calendar(id, context) for id in context.catalog.advisers]
    parts += [topic_calendar(id, context) for id in context.catalog.topics]
    for part in parts:
        for uid, event in read(part).items():
            assert town[uid] == event
    assert {uid for part in parts for uid in read(part)} == town.keys()


def test_a_cancelled_session_stays_and_is_marked(contexts: Mapping[str, ViewContext]) -> None:
    found = read(town_calendar(contexts["zh"]))
    (event,) = [event for uid, event in found.items() if uid.startswith("winter-traffic-heicheng.")]
    assert event["status"] == "CANCELLED"
    assert event["summary"].startswith("【取消】")
    assert event["revision"] == 2
    assert event["stamp"].date() == date(2026, 11, 19)


def test_a_postponed_session_keeps_the_uid_of_its_first_date(contexts: Mapping[str, ViewContext]) -> None:
    found = read(topic_calendar("land", contexts["zh"]))
    (event,) = [event for uid, event in found.items() if uid.startswith("land-lease-zhoude.20261215@")]
    assert event["starts"] == datetime(2026, 12, 22, 14, 30, tzinfo=BEIJING)
    assert event["summary"].startswith("【改期】")
    assert "12月15日" in event["text"] and "出庭" in event["text"]
    assert event["status"] == "CONFIRMED"


def test_a_moved_sit_in_is_one_event_under_its_old_uid(contexts: Mapping[str, ViewContext]) -> None:
    found = read(village_calendar("zhoude", contexts["zh"]))
    (event,) = [event for uid, event in found.items() if ".20261127@" in uid]
    assert event["starts"] == datetime(2026, 11, 30, 14, 30, tzinfo=BEIJING)
    assert event["revision"] == 1
    assert event["stamp"].date() == date(2026, 11, 18)
    assert "区法院" in event["text"]


def test_an_excused_sit_in_is_cancelled_not_dropped(files: dict[str, bytes]) -> None:
    report = "sit_ins:\n  - {village: jiaya, date: 2026-12-08, outcome: excused, changed: 2026-11-20}"
    context = make_context(with_changes(files, {"content/work/2026-12.yml": report}))
    (event,) = [e for uid, e in read(village_calendar("jiaya", context)).items() if ".20261208@" in uid]
    assert (event["status"], event["revision"]) == ("CANCELLED", 2)
    assert event["summary"].startswith("【取消】")


def test_provisional_dates_say_so(contexts: Mapping[str, ViewContext]) -> None:
    for event in read(village_calendar("jiaya", contexts["zh"])).values():
        if event["starts"].year == 2027 and "坐班" in event["summary"]:
            assert event["status"] == "TENTATIVE"
            assert event["summary"].startswith("【暂定】")


def test_a_shifted_day_keeps_its_uid_when_the_holidays_are_announced(files: dict[str, bytes]) -> None:
    rule = "    office_hours:             # 坐班规则跟着这一任顾问走\n"
    sixth = "      - {id: x, every: month, on: 6, from: 09:00, to: 10:00, place: {zh: 村}, holidays: next-workday}\n"
    before = edit(files, "content/villages/jiaya.yml", rule, rule + sixth)
    off = ", ".join(f"2027-02-{day:02}" for day in range(5, 11))
    announced = f"source: 国务院办公厅通知（示例）\noff: [{off}]\n"
    after = with_changes(before, {"content/holidays/2027.yml": announced})
    for records, day, status in ((before, 9, "TENTATIVE"), (after, 11, "CONFIRMED")):
        found = read(village_calendar("jiaya", make_context(records)))
        (event,) = [event for uid, event in found.items() if uid.startswith("jiaya.x.20270206@")]
        assert (event["starts"].date(), event["status"]) == (date(2027, 2, day), status)


def test_an_entry_is_written_once_for_all_calendars_that_have_it(
    context: ViewContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count(entry: Entry) -> bytes:
        written.append(entry.uid)
        return write_entry(entry)

    written: list[str] = []
    alone = village_calendar("jiaya", replace(context))
    fresh = replace(context)  # contexts are known by their identity: nothing has been written for this one
    monkeypatch.setattr("portal.feeds.calendars.write_entry", count)
    uids = read(town_calendar(fresh)).keys()
    for adviser_id in fresh.catalog.advisers:
        adviser_calendar(adviser_id, fresh)
    assert village_calendar("jiaya", fresh) == alone
    assert sorted(written) == sorted(uids)


def test_uids_belong_to_this_portal_and_survive_another_language(contexts: Mapping[str, ViewContext]) -> None:
    uids = [set(read(town_calendar(context))) for context in contexts.values()]
    assert uids[0] == uids[1] == uids[2]
    assert all(uid.endswith("@sxz.example.org") for uid in uids[0])


def test_tricky_texts_survive_both_parsers() -> None:
    entry = Entry(
        "x@example.org", date(2026, 1, 1), 0, datetime(2026, 1, 2, 9), datetime(2026, 1, 2, 10), TRICKY, TRICKY, TRICKY,
        "https://example.org/", "CONFIRMED",
    )  # fmt: skip
    raw = write_calendar(TRICKY, TRICKY, "https://example.org/c.ics", [write_entry(entry)])
    one, other = read(raw), read_again(raw)
    assert one == other
    event = one["x@example.org"]
    assert "\n" not in event["summary"]
    assert event["text"] == TRICKY.replace("\r\n", "\n").replace("\x07", "")
    assert max(map(len, raw.split(b"\r\n"))) <= 75


@pytest.mark.parametrize("filler", range(68, 76))
@pytest.mark.parametrize("character", ["a", "é", "村", "𠮷", "ཁྲི"])
def test_no_character_is_split_wherever_a_line_folds(filler: int, character: str) -> None:
    line = "A" * filler + character * 60
    lines = fold(line).split(b"\r\n")
    assert all(len(piece) <= 75 and piece.decode() is not None for piece in lines)
    assert b"".join([lines[0], *(piece[1:] for piece in lines[1:])]).decode() == line


def test_escaping() -> None:
    assert escape("a,b;c\\d\ne\r\nf") == "a\\,b\\;c\\\\d\\ne\\nf"


def test_a_villages_calendar_is_the_one_on_file(files: dict[str, bytes], request: pytest.FixtureRequest) -> None:
    golden = Path(__file__).parent / "zhoude.ics"
    raw = village_calendar("zhoude", make_context(files))
    if request.config.getoption("--update-golden"):
        golden.write_bytes(raw)
    assert raw == golden.read_bytes()


def test_no_count_below_five_stands_in_a_calendar(contexts: Mapping[str, ViewContext]) -> None:
    small = re.compile(r"现场咨询 \S+ ([1-4])(?!\d)")
    for event in read(town_calendar(contexts["zh"])).values():
        assert not small.search(event["text"])
    # And some are there to be hidden.
    assert any("少于5" in event["text"] for event in read(town_calendar(contexts["zh"])).values())
