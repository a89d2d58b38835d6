"""The ledgers of people: 法律明白人 and village legal advisers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from portal.catalog.catalog import Catalog
from portal.catalog.record_templates import new_adviser
from portal.ledgers.base import Column, Ledger, LedgerRow, Location, Plan, Reader, Target
from portal.ledgers.cells import (
    CellFault,
    chooser,
    read_code,
    read_date,
    read_dates,
    read_each,
    read_flag,
    read_id,
    read_phone,
    read_words,
)
from portal.records import Adviser, LegalHelper
from portal.records.registry import path_of
from portal.text.language_traits import LANGUAGE_TRAITS
from portal.text.pinyin import syllables

_LANGUAGES = chooser({code: traits.chinese_names for code, traits in LANGUAGE_TRAITS.items()})


def read_languages(value: object, reader: Reader) -> list[str]:
    """Languages by their Chinese names."""
    return [_LANGUAGES(word) for word in read_words(value)]


def show_languages(codes: tuple[str, ...]) -> str:
    """汉语、藏语."""
    return "、".join(LANGUAGE_TRAITS[code].chinese_names[0] for code in codes)


VILLAGE = Column(
    "village",
    "村（社区）",
    ("村", "村名", "行政村", "所在村", "所属村", "村社区", "社区", "村居"),
    lambda v, r: r.village(v),
    14,
)
PHONE = Column(
    "phone",
    "电话",
    ("联系电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "工作电话"),
    lambda v, r: read_phone(v),
    15,
)
CONSENT = Column(
    "consent", "同意公开日期", ("电话同意公开日期", "公开同意日期", "同意日期", "本人同意日期"),
    lambda v, r: read_date(v, r.year), 14,
)  # fmt: skip


def settle_village(row: LedgerRow, reader: Reader) -> None:
    """One village of a row's name and code; a code that belongs to another village is refused."""
    code, village = row.values.pop("code", None), row.values.get("village")
    if code and village and code != village:
        raise CellFault("区划代码和村名不是同一个村", "the code and the name are not of one village")
    if code or village:
        row.values["village"] = village or code


# --- legal helpers --------------------------------------------------------------------------


def _helper_rows(catalog: Catalog) -> Iterator[tuple[Target, dict[str, object]]]:
    source = catalog.source_language.code
    for id, village in catalog.villages.items():
        for position, helper in enumerate(village.legal_helpers):
            yield (
                Target(path_of("village", id), ("legal_helpers", position), helper),
                {
                    "code": village.code,
                    "village": village.name[source],
                    "name": helper.name[source],
                    "trained": "、".join(f"{day}" for day in helper.trained),
                    "active": "是" if helper.active else "否",
                    "languages": show_languages(helper.languages),
                    "phone": helper.phone and helper.phone.number,
                    "consent": helper.phone and helper.phone.consent,
                },
            )


def _helper_fields(values: Mapping[str, Any], changed: set[str], reader: Reader) -> dict[Location, tuple[Any, str]]:
    found: dict[Location, tuple[Any, str]] = {}
    if "trained" in changed:
        found["trained",] = values["trained"], "trained"
    for key in ("active", "languages"):
        if key in changed:
            found[key,] = values[key], key
    return {**found, **phone_fields(values, changed)}


def phone_fields(values: Mapping[str, Any], changed: set[str]) -> dict[Location, tuple[Any, str]]:
    """A number and its consent: the one is never in a record without the other."""
    if not changed & {"phone", "consent"}:
        return {}
    if values.get("phone") is None:
        return {("phone",): (None, "phone")}
    return {
        ("phone", "number"): (values["phone"], "phone"),
        ("phone", "consent"): (values.get("consent"), "consent"),
    }


def _create_helper(row: LedgerRow, plan: Plan) -> None:
    values = row.values
    item: dict[str, Any] = {"name": {plan.reader.source: values["name"]}}
    item |= {key: values[key] for key in ("trained", "languages") if values.get(key)}
    if values.get("active") == "false":
        item["active"] = "false"
    if values.get("phone"):
        item["phone"] = {"number": values["phone"], "consent": values["consent"]}
    plan.append(path_of("village", values["village"]), "legal_helpers", item, LegalHelper, row)


HELPERS = Ledger(
    kind="legal-helpers",
    title="法律明白人",
    columns=(
        Column(
            "code",
            "区划代码",
            ("村代码", "代码", "统计用区划代码", "行政区划代码"),
            lambda v, r: r.village(read_code(v)),
            15,
        ),
        VILLAGE,
        Column("name", "姓名", ("法律明白人", "法律明白人姓名", "明白人姓名", "名字"), width=14),
        Column("trained", "培训日期", ("培训时间", "参训日期", "参训时间"), lambda v, r: read_dates(v, r.year), 26),
        Column("active", "在任", ("是否在任", "在岗", "是否在岗", "是否履职"), lambda v, r: read_flag(v), 8),
        Column("languages", "会说的话", ("语言", "语种", "会说的语言"), read_languages, 14),
        PHONE,
        CONSENT,
    ),
    required=(("name",), ("village", "code")),
    rows=_helper_rows,
    known_by=(("village", "name"),),
    settle=settle_village,
    model=LegalHelper,
    fields=_helper_fields,
    create=_create_helper,
    touch=lambda target, changed, plan: {("changed",): f"{plan.reader.today}"},
)


# --- advisers -------------------------------------------------------------------------------


def _adviser_rows(catalog: Catalog) -> Iterator[tuple[Target, dict[str, object]]]:
    source = catalog.source_language.code
    for id, adviser in catalog.advisers.items():
        villages = [
            v
            for v, village in catalog.villages.items()
            if any(a.adviser == id and a.until is None for a in village.assignments)
        ]
        yield (
            Target(path_of("adviser", id), (), adviser),
            {
                "id": id,
                "name": adviser.name[source],
                "firm": adviser.firm[source],
                "licence": adviser.licence,
                "phone": adviser.phone and adviser.phone.number,
                "consent": adviser.phone and adviser.phone.consent,
                "languages": show_languages(adviser.languages),
                "fields": "；".join(catalog.topics[topic].name[source] for topic in adviser.fields),
                "villages": "、".join(catalog.villages[v].name[source] for v in villages),
                "verified_on": adviser.verified.on,
                "verified_by": adviser.verified.by,
            },
        )


def _adviser_fields(values: Mapping[str, Any], changed: set[str], reader: Reader) -> dict[Location, tuple[Any, str]]:
    found: dict[Location, tuple[Any, str]] = {}
    for key in ("name", "firm"):
        if key in changed:
            found[key, reader.source] = values[key], key
    for key in ("licence", "languages", "fields"):
        if key in changed:
            found[key,] = values.get(key), key
    for key, inner in (("verified_on", "on"), ("verified_by", "by")):
        if key in changed:
            found["verified", inner] = values[key], key
    return {**found, **phone_fields(values, changed)}


def _create_adviser(row: LedgerRow, plan: Plan) -> None:
    plan.check_room()
    values = row.values
    source, today = plan.reader.source, f"{plan.reader.today}"
    id = values.get("id") or plan.free_id("-".join(syllables(values["name"])), plan.reader.catalog.advisers)
    record = {key: values.get(key) for key in ("licence", "languages", "fields")}
    record |= {
        "name": {source: values["name"]},
        "firm": {source: values["firm"]},
        "verified": {"on": values.get("verified_on", today), "by": values.get("verified_by", "司法所")},
        "today": today,
        "phone": {"number": values["phone"], "consent": values["consent"]} if values.get("phone") else None,
    }
    plan.create(path_of("adviser", id), new_adviser(record), Adviser, row)


ADVISERS = Ledger(
    kind="advisers",
    title="法律顾问",
    columns=(
        Column("id", "编号", ("档案编号",), lambda v, r: read_id(v), 12),
        Column("name", "姓名", ("律师姓名", "律师", "法律顾问", "法律顾问姓名", "顾问姓名"), width=14),
        Column("firm", "律师事务所", ("律所", "所在律所", "执业机构", "工作单位", "单位"), width=26),
        Column("licence", "执业证号", ("执业证书号", "律师执业证号", "执业证", "执业证号码"), width=20),
        PHONE,
        CONSENT,
        Column("languages", "会说的话", ("语言", "语种", "会说的语言"), read_languages, 14),
        Column("fields", "擅长", ("擅长领域", "专长", "业务专长"), lambda v, r: read_each(v, r.topic), 26),
        Column("villages", "服务的村", ("服务村", "担任顾问的村", "村", "村社区"), None, 30),
        Column("verified_on", "核实日期", ("核实时间",), lambda v, r: read_date(v, r.year), 12),
        Column("verified_by", "核实人", (), width=10),
    ),
    required=(("name", "id"), ("firm", "licence", "phone", "fields")),
    rows=_adviser_rows,
    known_by=(("id",), ("name",)),
    model=Adviser,
    needed=("name", "firm"),
    fields=_adviser_fields,
    create=_create_adviser,
    touch=lambda target, changed, plan: {("changed",): f"{plan.reader.today}"},
)
