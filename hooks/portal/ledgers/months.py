"""The ledgers of work done (工作台账): sit-ins, advisers' counts, legal helpers' counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from portal.catalog.catalog import Catalog
from portal.catalog.record_templates import new_work
from portal.ledgers.base import Column, Ledger, LedgerRow, Location, Plan, Reader, Target
from portal.ledgers.cells import chooser, read_clock, read_count, read_date, read_flag, read_month
from portal.ledgers.people import VILLAGE, settle_village
from portal.records import AdviserWork, HelperWork, SitInReport
from portal.records.registry import path_of

_OUTCOME = chooser(
    {
        "held": ("到了", "已坐班", "坐班", "到岗", "已到", "√", "是"),
        "moved": ("改期", "调整", "改日"),
        "excused": ("请假", "未到请假", "事假", "病假"),
        "scheduled": ("照常", "恢复", "不改期", "未定"),
    }
)
_OUTCOME_WORDS = {"held": "到了", "moved": "改期", "excused": "请假", "scheduled": "照常"}
_REVISED = {"outcome", "to_date", "to_start", "to_end"}
"""Columns whose change calendars have to tell people of (RFC 5545, SEQUENCE)."""
CODE = Column("code", "区划代码", ("村代码", "代码"), lambda v, r: r.village(v), 15)
MONTH = Column("month", "月份", ("月", "所属月份"), lambda v, r: read_month(v, r.year), 10)


def _counts(*columns: tuple[str, str, tuple[str, ...]]) -> tuple[Column, ...]:
    return tuple(Column(key, header, names, lambda v, r: read_count(v), 12) for key, header, names in columns)


ADVISER_COUNTS = _counts(
    ("calls", "电话联系", ("电话", "电话联系次数", "打电话", "通话次数")),
    ("visits", "走访", ("走访次数", "到村走访", "入户走访")),
    ("committee_meetings", "参加村委会会议", ("村委会会议", "列席会议", "参会")),
    ("mediations", "参与调解", ("调解", "调解次数", "参与调解次数")),
    ("lectures", "讲座", ("法治讲座", "讲课", "普法讲座")),
)
HELPER_COUNTS = _counts(
    ("mediations", "参与调解", ("调解", "调解次数", "参与调解次数")),
    ("visits", "走访", ("走访次数", "入户走访")),
    ("trained", "培训人数", ("参加培训", "培训")),
)


def _ensure_month(month: str, plan: Plan) -> str:
    """The month's file; a new one if there is none yet."""
    path = path_of("work", month)
    if path not in plan.files and path not in plan.created:
        plan.check_room()
        plan.created[path] = new_work(month).encode()
    return path


# --- sit-ins --------------------------------------------------------------------------------


def _sit_in_rows(catalog: Catalog) -> Iterator[tuple[Target, dict[str, object]]]:
    source = catalog.source_language.code
    for month, work in catalog.work.items():
        for position, report in enumerate(work.sit_ins):
            moved = report.moved_to
            village = catalog.villages[report.village]
            yield (
                Target(path_of("work", month), ("sit_ins", position), report),
                {
                    "code": village.code,
                    "village": village.name[source],
                    "date": report.date,
                    "rule": report.office_hour,
                    "outcome": _OUTCOME_WORDS[report.outcome],
                    "to_date": moved and moved.date,
                    "to_start": moved and f"{moved.starts:%H:%M}",
                    "to_end": moved and f"{moved.ends:%H:%M}",
                    "to_place": moved and moved.place and moved.place[source],
                    "reason": report.reason and report.reason[source],
                    "confirmed": "是" if report.confirmed else "否",
                },
            )


def _sit_in_fields(values: Mapping[str, Any], changed: set[str], reader: Reader) -> dict[Location, tuple[Any, str]]:
    source = reader.source
    found: dict[Location, tuple[Any, str]] = {}
    if "outcome" in changed:
        found["outcome",] = values["outcome"], "outcome"
    for key, inner in (("to_date", "date"), ("to_start", "from"), ("to_end", "to")):
        if key in changed:
            found["moved_to", inner] = values.get(key), key
    if "to_place" in changed:
        found["moved_to", "place", source] = values["to_place"], "to_place"
    if "reason" in changed:
        found["reason", source] = values["reason"], "reason"
    if "confirmed" in changed:
        found["confirmed",] = values["confirmed"], "confirmed"
    return found


def _create_sit_in(row: LedgerRow, plan: Plan) -> None:
    values = row.values
    item: dict[str, Any] = {"village": values["village"], "date": values["date"]}
    if values.get("rule"):
        item["office_hour"] = values["rule"]
    item["outcome"] = values["outcome"]
    if values.get("to_date"):
        moved = {"date": values["to_date"], "from": values.get("to_start"), "to": values.get("to_end")}
        item["moved_to"] = {key: value for key, value in moved.items() if value}
        if values.get("to_place"):
            item["moved_to"]["place"] = {plan.reader.source: values["to_place"]}
    if values.get("reason"):
        item["reason"] = {plan.reader.source: values["reason"]}
    if values.get("confirmed") == "true":
        item["confirmed"] = "true"
    plan.append(_ensure_month(values["date"][:7], plan), "sit_ins", item, SitInReport, row)


def _touch_sit_in(target: Target, changed: set[str], plan: Plan) -> dict[Location, Any]:
    """The next revision and the day, where a calendar has shown the sit-in as moved or off."""
    report: SitInReport = target.record
    if not report.number or not changed & _REVISED:
        return {}
    return {("changed",): f"{plan.reader.today}", ("revision",): str(report.number + 1)}


SIT_INS = Ledger(
    kind="work",
    title="坐班情况",
    columns=(
        CODE,
        VILLAGE,
        Column("date", "坐班日期", ("日期", "时间", "坐班时间"), lambda v, r: read_date(v, r.year), 12),
        Column("rule", "坐班规则", ("规则",), width=12),
        Column("outcome", "坐班情况", ("情况", "是否到岗", "结果", "是否坐班"), lambda v, r: _OUTCOME(v), 10),
        Column("to_date", "改到日期", ("改期日期", "改到"), lambda v, r: read_date(v, r.year), 12),
        Column("to_start", "改到开始", (), lambda v, r: read_clock(v), 10),
        Column("to_end", "改到结束", (), lambda v, r: read_clock(v), 10),
        Column("to_place", "改到地点", (), width=18),
        Column("reason", "原因", ("改期原因", "请假原因"), width=22),
        Column("confirmed", "村里确认", ("村确认", "是否确认"), lambda v, r: read_flag(v), 10),
    ),
    required=(("village", "code"), ("date",), ("outcome",)),
    rows=_sit_in_rows,
    known_by=(("village", "date", "rule"), ("village", "date")),
    fields=_sit_in_fields,
    model=SitInReport,
    create=_create_sit_in,
    settle=settle_village,
    touch=_touch_sit_in,
    needed=("village", "date", "outcome"),
)


# --- counts ---------------------------------------------------------------------------------


def _count_rows(
    attribute: str, columns: tuple[Column, ...]
) -> Callable[[Catalog], Iterator[tuple[Target, dict[str, object]]]]:
    def rows(catalog: Catalog) -> Iterator[tuple[Target, dict[str, object]]]:
        source = catalog.source_language.code
        for month, work in catalog.work.items():
            for position, item in enumerate(getattr(work, attribute)):
                village = catalog.villages[item.village]
                cells: dict[str, object] = {"month": month, "code": village.code, "village": village.name[source]}
                if attribute == "advisers":
                    cells["adviser"] = catalog.advisers[item.adviser].name[source]
                counts = {column.key: getattr(item, column.key) or None for column in columns}
                yield Target(path_of("work", month), (attribute, position), item), {**cells, **counts}

    return rows


def _count_fields(values: Mapping[str, Any], changed: set[str], reader: Reader) -> dict[Location, tuple[Any, str]]:
    return {(key,): (values.get(key), key) for key in changed}


def _create_count(
    attribute: str, model: type[BaseModel], columns: tuple[Column, ...]
) -> Callable[[LedgerRow, Plan], None]:
    def create(row: LedgerRow, plan: Plan) -> None:
        values = row.values
        item = {key: values[key] for key in ("adviser", "village") if key in values}
        counts = {column.key: values[column.key] for column in columns if values.get(column.key, "0") != "0"}
        if counts:
            plan.append(_ensure_month(values["month"], plan), attribute, {**item, **counts}, model, row)

    return create


ADVISER_WORK = Ledger(
    kind="work",
    title="法律顾问工作",
    columns=(
        MONTH,
        Column("adviser", "法律顾问", ("姓名", "律师", "顾问", "律师姓名", "编号"), lambda v, r: r.adviser(v), 14),
        CODE,
        VILLAGE,
        *ADVISER_COUNTS,
    ),
    required=(("month",), ("adviser",), ("village", "code")),
    rows=_count_rows("advisers", ADVISER_COUNTS),
    known_by=(("month", "adviser", "village"),),
    fields=_count_fields,
    model=AdviserWork,
    create=_create_count("advisers", AdviserWork, ADVISER_COUNTS),
    settle=settle_village,
    needed=("month", "adviser", "village"),
)

HELPER_WORK = Ledger(
    kind="work",
    title="法律明白人工作",
    columns=(MONTH, CODE, VILLAGE, *HELPER_COUNTS),
    required=(("month",), ("village", "code")),
    rows=_count_rows("legal_helpers", HELPER_COUNTS),
    known_by=(("month", "village"),),
    fields=_count_fields,
    model=HelperWork,
    create=_create_count("legal_helpers", HelperWork, HELPER_COUNTS),
    settle=settle_village,
    needed=("month", "village"),
)
