"""The ledger of outreach sessions (普法活动)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from portal.catalog.catalog import Catalog
from portal.catalog.record_templates import new_event
from portal.ledgers.base import Column, Ledger, LedgerRow, Location, Plan, Reader, Target
from portal.ledgers.cells import (
    CellFault,
    chooser,
    plain,
    read_clock,
    read_count,
    read_date,
    read_each,
    read_id,
    read_span,
    read_words,
)
from portal.ledgers.people import read_languages, show_languages
from portal.records import Event
from portal.records.registry import event_path
from portal.text.pinyin import syllables

_STATUS = chooser(
    {
        "planned": ("计划", "拟办", "未开展", "待开展", "照常举行"),
        "held": ("已办", "已开展", "已完成", "完成", "已举办", "办了"),
        "postponed": ("延期", "改期", "推迟", "已延期"),
        "cancelled": ("取消", "已取消"),
    }
)
_STATUS_WORDS = {"planned": "计划", "held": "已办", "postponed": "延期", "cancelled": "取消"}
_COUNTED = re.compile(r"(.+?)(?<!\s)\s*+[×xX*:：]?\s*+(?<!\d)(\d++)\s*+[份件次]?")
_REVISED = {"date", "start", "end", "end_date", "status", "venue", "to_date", "to_start", "to_end"}
"""Columns whose change people have to be told of: they raise the revision (RFC 5545, SEQUENCE)."""


def _label(prefix: str) -> Any:
    return lambda value, reader: reader.label(prefix, value)


def _labels(prefix: str) -> Any:
    return lambda value, reader: read_each(value, partial(reader.label, prefix))


def _counted(value: object, reader: Reader, find: Any) -> list[dict[str, str]]:
    """讨工钱六步走×40、防诈骗×25: which and how many."""

    def read(part: str) -> dict[str, str]:
        match = _COUNTED.fullmatch(plain(part))
        if match is None:
            raise CellFault(f"“{part}”写成 名称×数量", f"“{part}”: write name×count")
        return {"of": find(reader, match[1]), "count": str(int(match[2]))}

    return read_each(value, read)


COLUMNS = (
    Column("id", "编号", ("档案编号", "活动编号"), lambda v, r: read_id(v), 26),
    Column("date", "日期", ("活动日期", "开展日期"), lambda v, r: read_date(v, r.year), 12),
    Column("span", "时间", ("活动时间", "起止时间"), lambda v, r: read_span(v), 14),
    Column("start", "开始", ("开始时间",), lambda v, r: read_clock(v), 8),
    Column("end", "结束", ("结束时间",), lambda v, r: read_clock(v), 8),
    Column("end_date", "结束日期", (), lambda v, r: read_date(v, r.year), 12),
    Column("title", "活动主题", ("活动名称", "名称", "题目", "活动内容"), width=32),
    Column("kind", "形式", ("活动形式", "宣传形式", "类型"), _label("event.kind."), 10),
    Column("status", "状态", ("完成情况", "开展情况"), lambda v, r: _STATUS(v), 8),
    Column("venue_type", "场所类型", ("场所", "地点类型"), _label("venue."), 12),
    Column("venue", "地点", ("活动地点", "地址"), width=24),
    Column("villages", "面向的村", ("村", "村社区", "涉及村", "覆盖村"), lambda v, r: r.villages(read_words(v)), 24),
    Column("audience", "对象", ("受众", "宣传对象", "受众群体"), _labels("audience."), 18),
    Column("topics", "法律主题", ("主题", "普法内容", "宣传内容"), lambda v, r: read_each(v, r.topic), 18),
    Column("languages", "语言", ("用语", "语种"), read_languages, 10),
    Column("organiser", "主办", ("主办单位", "组织单位", "牵头单位"), lambda v, r: r.office(v), 18),
    Column("partners", "协办", ("协办单位", "参与单位"), lambda v, r: read_words(v), 22),
    Column("advisers", "法律顾问", ("主讲人", "主讲律师", "律师"), lambda v, r: read_each(v, r.adviser), 16),
    Column("attendance", "到场人数", ("参加人数", "受众人数", "人数", "覆盖人数"), lambda v, r: read_count(v), 10),
    Column("leaflets", "发放资料", ("资料发放",), lambda v, r: _counted(v, r, Reader.material), 26),
    Column("leaflet_total", "资料份数", ("发放份数",), None, 10),
    Column("consultations", "现场咨询", ("咨询",), lambda v, r: _counted(v, r, Reader.topic), 20),
    Column("outcome_note", "情况说明", ("开展情况说明",), width=24),
    Column("to_date", "改到日期", ("改期日期", "延期至"), lambda v, r: read_date(v, r.year), 12),
    Column("to_start", "改到开始", (), lambda v, r: read_clock(v), 10),
    Column("to_end", "改到结束", (), lambda v, r: read_clock(v), 10),
    Column("reason", "改期原因", ("延期原因",), width=20),
    Column("note", "备注", ("说明",), width=24),
)


def _rows(catalog: Catalog) -> Iterator[tuple[Target, dict[str, object]]]:
    source = catalog.source_language.code
    label = catalog.source_language.label
    for id, event in catalog.events.items():
        outcome, moved = event.outcome, event.postponed_to
        target = Target(event_path(event.starts.date(), id), (), event)
        yield target, {
            "id": id,
            **_when("", event.starts, event.ends),
            "title": event.title[source],
            "kind": label(f"event.kind.{event.kind}"),
            "status": _STATUS_WORDS[event.status],
            "venue_type": label(f"venue.{event.venue.kind}"),
            "venue": event.venue.name[source],
            "villages": "、".join(catalog.villages[v].name[source] for v in event.villages) or "全镇",
            "audience": "；".join(label(f"audience.{group}") for group in event.audience),
            "topics": "；".join(catalog.topics[topic].name[source] for topic in event.topics),
            "languages": show_languages(event.languages),
            "organiser": catalog.offices[event.organiser].name[source],
            "partners": "；".join(partner[source] for partner in event.partners),
            "advisers": "、".join(catalog.advisers[adviser].name[source] for adviser in event.advisers),
            "attendance": outcome and outcome.attendance,
            "leaflets": outcome and "；".join(
                f"{catalog.materials[given.material].title[source]}×{given.count}" for given in outcome.leaflets
            ),
            "leaflet_total": outcome and sum(given.count for given in outcome.leaflets),
            "consultations": outcome and "；".join(
                f"{catalog.topics[heard.topic].name[source]}×{heard.count}" for heard in outcome.consultations
            ),
            "outcome_note": outcome and outcome.note and outcome.note[source],
            **(_when("to_", moved.starts, moved.ends) if moved else {}),
            "reason": moved and moved.reason and moved.reason[source],
            "note": event.note and event.note[source],
        }  # fmt: skip


def _when(prefix: str, starts: datetime, ends: datetime) -> dict[str, object]:
    found: dict[str, object] = {
        f"{prefix}date": starts.date(), f"{prefix}start": f"{starts:%H:%M}", f"{prefix}end": f"{ends:%H:%M}",
    }  # fmt: skip
    if ends.date() != starts.date() and not prefix:
        found["end_date"] = ends.date()
    return found


def _settle(row: LedgerRow, reader: Reader) -> None:
    values = row.values
    if "span" in values:
        values["start"], values["end"] = values.pop("span")
        for key in ("start", "end"):
            row.addresses.setdefault(key, row.at("span"))


def _fields(values: Mapping[str, Any], changed: set[str], reader: Reader) -> dict[Location, tuple[Any, str]]:
    source = reader.source
    found: dict[Location, tuple[Any, str]] = {}
    if "date" in changed:
        raise CellFault(
            "已登记的活动不能改原定日期：状态写“延期”，再填“改到日期”",
            "the first date of a session stays: set the status to 延期 and fill in 改到日期",
            column="date",
        )
    if "partners" in changed:
        raise CellFault(
            "协办单位有译名，请在档案里改",
            "partners have translated names: change them in the record",
            column="partners",
        )
    if changed & {"start"}:
        found["starts",] = f"{values['date']} {values['start']}", "start"
    if changed & {"end", "end_date"}:
        found["ends",] = f"{values.get('end_date') or values['date']} {values['end']}", "end"
    for key in ("kind", "status", "villages", "audience", "topics", "languages", "organiser", "advisers"):
        if key in changed:
            found[key,] = values.get(key), key
    for key in ("title", "note"):
        if key in changed:
            found[(key, source) if values.get(key) else (key,)] = values.get(key), key
    if "venue_type" in changed:
        found["venue", "type"] = values["venue_type"], "venue_type"
    if "venue" in changed:
        found["venue", "name", source] = values["venue"], "venue"
    if changed & {"to_date", "to_start", "to_end"}:
        found["postponed_to", "starts"] = f"{values.get('to_date')} {values.get('to_start')}", "to_date"
        found["postponed_to", "ends"] = f"{values.get('to_date')} {values.get('to_end')}", "to_end"
    if "reason" in changed:
        found["postponed_to", "reason", source] = values["reason"], "reason"
    return {**found, **_outcome(values, changed, source)}


def _outcome(values: Mapping[str, Any], changed: set[str], source: str) -> dict[Location, tuple[Any, str]]:
    found: dict[Location, tuple[Any, str]] = {}
    if "attendance" in changed:
        found["outcome", "attendance"] = values.get("attendance"), "attendance"
    for key, name in (("leaflets", "material"), ("consultations", "topic")):
        if key in changed:
            items = [{name: item["of"], "count": item["count"]} for item in values.get(key) or []]
            found["outcome", key] = items or None, key
    if "outcome_note" in changed:
        found["outcome", "note", source] = values["outcome_note"], "outcome_note"
    return found


def _create(row: LedgerRow, plan: Plan) -> None:
    plan.check_room()
    values, source = row.values, plan.reader.source
    id = values.get("id") or plan.free_id("-".join(syllables(values["title"][:6])), plan.reader.catalog.events)
    every = set(values)
    record: dict[str, Any] = {
        "kind": "lecture", "status": "planned", "audience": ["everyone"], "venue": {},
        "organiser": plan.reader.catalog.portal.justice_office,
        "starts": f"{values['date']} {values['start']}",
        "ends": f"{values.get('end_date') or values['date']} {values['end']}",
    }  # fmt: skip
    for location, (value, _) in _fields(
        values, every - {"date", "start", "end", "end_date", "partners"}, plan.reader
    ).items():
        branch = record
        for step in location[:-1]:
            branch = branch.setdefault(str(step), {})
        branch[str(location[-1])] = value
    record["venue"].setdefault("type", "village")
    if values.get("partners"):
        record["partners"] = [{source: name} for name in values["partners"]]
    plan.create(event_path(values["date"], id), new_event(record), Event, row)


def _touch(target: Target, changed: set[str], plan: Plan) -> dict[Location, Any]:
    """The day of the change; and the revision, where calendars have to tell people of it."""
    found: dict[Location, Any] = {("changed",): f"{plan.reader.today}"}
    if changed & _REVISED:
        found["revision",] = str(target.record.revision + 1)
    return found


EVENTS = Ledger(
    kind="events",
    title="普法活动",
    columns=COLUMNS,
    required=(("title",), ("date", "id")),
    rows=_rows,
    known_by=(("id",), ("date", "title")),
    fields=_fields,
    model=Event,
    create=_create,
    touch=_touch,
    settle=_settle,
    needed=("date", "start", "end", "title", "venue", "topics"),
)
