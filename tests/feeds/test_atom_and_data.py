"""The Atom feed and the open data: well-formed, lasting ids, nothing small, nobody who did not agree."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from tests.trial import edit, make_context

from portal.catalog.context import ViewContext
from portal.feeds.atom import atom_feed
from portal.feeds.open_data import FIELDS, advisers_json, events_json, villages_json

ATOM = "{http://www.w3.org/2005/Atom}"


def entries_of(raw: bytes) -> list[dict[str, str]]:
    feed = ET.fromstring(raw)
    return [
        {child.tag.removeprefix(ATOM): child.get("href") or child.text or "" for child in entry}
        for entry in feed.findall(f"{ATOM}entry")
    ]


@pytest.mark.parametrize("language", ["zh", "bo", "en"])
def test_feed_is_whole(contexts: Mapping[str, ViewContext], language: str) -> None:
    raw = atom_feed(contexts[language])
    feed = ET.fromstring(raw)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    for name in ("title", "id", "updated", "author", "link"):
        assert feed.find(ATOM + name) is not None, name
    entries = entries_of(raw)
    assert len({entry["id"] for entry in entries}) == len(entries) > 30
    for entry in entries:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+08:00", entry["updated"])
        assert entry["link"].startswith("https://example.org/sxz/")
        assert entry["title"] and entry["content"]
    updated = [entry["updated"] for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == updated[0]


def test_feed_leads_with_what_changed_last(contexts: Mapping[str, ViewContext]) -> None:
    first = [entry["title"] for entry in entries_of(atom_feed(contexts["zh"]))[:6]]
    assert first[0] == "【取消】草场承包一问一答（补办）"
    assert any(title.startswith("【改期】周德村") for title in first)


def test_feed_does_not_change_with_the_day(files: dict[str, bytes], contexts: Mapping[str, ViewContext]) -> None:
    assert atom_feed(make_context(files, today=date(2026, 11, 23))) == atom_feed(contexts["zh"])


def read(raw: bytes, name: str) -> dict[str, dict[str, Any]]:
    items = json.loads(raw)[name]
    assert len({item["id"] for item in items}) == len(items)
    return {item["id"]: item for item in items}


def test_villages_have_their_dates_and_nobody_private(contexts: Mapping[str, ViewContext]) -> None:
    context = contexts["zh"]
    raw = villages_json(context)
    villages = read(raw, "villages")
    assert villages.keys() == context.catalog.villages.keys()
    jiaya = villages["jiaya"]
    assert jiaya["code"] == "630106101221"
    assert jiaya["adviser"] == "sample-01"
    assert "adviser" not in villages["huashan"]
    assert jiaya["page"] == "https://example.org/sxz/villages/jiaya/"
    assert any(sit_in["day"] == "2026-12-08" and not sit_in["provisional"] for sit_in in jiaya["sit_ins"])
    moved = [sit_in for sit_in in villages["zhoude"]["sit_ins"] if sit_in["scheduled"] == "2026-11-27"]
    assert [sit_in.get("moved_to") or sit_in.get("moved_from") for sit_in in moved] == ["2026-11-30", "2026-11-27"]
    assert "明白人" not in raw.decode() and "网格员" not in raw.decode()  # counted, not named


def test_an_adviser_without_consent_has_no_number_in_the_data(files: dict[str, bytes]) -> None:
    path = "content/advisers/sample-01.yml"
    line = next(line for line in files[path].decode().split("\n") if line.startswith("phone:"))
    context = make_context(edit(files, path, line + "\n", ""))
    assert "phone" not in read(advisers_json(context), "advisers")["sample-01"]
    assert "0971-0000201" not in (advisers_json(context) + villages_json(context)).decode()


def test_small_counts_are_hidden_in_the_data(contexts: Mapping[str, ViewContext]) -> None:
    context = contexts["zh"]
    events = read(events_json(context), "events")
    small = 0
    for event_id, event in context.catalog.events.items():
        if event.outcome is None:
            continue
        for recorded, shown in zip(
            event.outcome.consultations, events[event_id]["outcome"].get("consultations", []), strict=True
        ):
            if 0 < recorded.count < 5:
                small += 1
                assert shown["count"] == "少于5"
            else:
                assert shown["count"] == recorded.count
    assert small > 5


def test_the_data_is_the_same_in_every_language(contexts: Mapping[str, ViewContext]) -> None:
    for make in (villages_json, advisers_json, events_json):
        assert len({make(context) for context in contexts.values()}) == 1


def test_a_postponed_session_has_both_times(contexts: Mapping[str, ViewContext]) -> None:
    event = read(events_json(contexts["en"]), "events")["land-lease-zhoude"]
    assert event["status"] == "postponed"
    assert event["starts"] == "2026-12-15T14:30"
    assert event["postponed_to"]["starts"] == "2026-12-22T14:30"


def test_every_documented_field_is_in_the_data(contexts: Mapping[str, ViewContext]) -> None:
    context = contexts["zh"]
    raw = (villages_json(context) + advisers_json(context) + events_json(context)).decode()
    assert not [field for field in FIELDS if f'"{field}"' not in raw]
