"""`portal new`: a commented record that passes the check, from options or from questions."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.record_templates import new_adviser, new_event, new_explainer, new_village, new_work
from portal.commands.answers import read_answer
from portal.commands.records import check_results, read_catalog
from portal.commands.status import OK
from portal.explainers.model import section_headings
from portal.loading.load import read_folder
from portal.loading.site_day import find_today
from portal.records.record_paths import write_files
from portal.records.registry import event_path, explainer_path, path_of
from portal.text.staff_message import StaffError
from portal.yaml_io.emitter import flow

_SIT_INS = re.compile(r"^sit_ins:[^\n]*\n", re.M)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing a new record needs."""

    name: str
    """Of the option, and the key of its answer."""
    chinese: str
    english: str
    example: str = ""
    default: str | None = None
    """Taken when nothing is said; None: there has to be an answer."""
    is_list: bool = False

    def split(self, answer: str) -> Any:
        """The answer as a value: lists are parted by commas."""
        if not self.is_list:
            return answer.strip()
        return [part for part in re.split(r"[\s,，、;；]+", answer) if part]


_NAMES = (
    Prompt("name-bo", "藏文名", "Tibetan name", default=""),
    Prompt("name-en", "英文名", "English name", default=""),
)
QUESTIONS: Mapping[str, tuple[Prompt, ...]] = {
    "village": (
        Prompt("id", "编号：小写拼音，永不改", "id, lower case, never changed", "jiaya"),
        Prompt("code", "12 位区划代码", "division code of twelve digits", "630106101221"),
        Prompt("name", "村名", "name", "加牙村"),
        *_NAMES,
        Prompt("kind", "village 村 / community 社区", "village or community", default="village"),
        Prompt("phone", "村委会电话", "number of the village office", "0971-0000100"),
        Prompt("place", "村委会在哪里", "where the village office is", "村委会一楼"),
        Prompt("adviser", "法律顾问编号，没有就空着", "id of its adviser, if any", "sample-01", ""),
        Prompt("verified-by", "谁核实的", "who verified it", default="司法所"),
    ),
    "adviser": (
        Prompt("id", "编号：小写字母和数字，永不改", "id, lower case, never changed", "zhang-san"),
        Prompt("name", "姓名", "name", "张某某"),
        *_NAMES,
        Prompt("firm", "律师事务所", "law firm", "某某律师事务所"),
        Prompt("licence", "执业证号，没核实就空着", "licence number, if verified", default=""),
        Prompt("phone", "公开的工作电话，没有就空着", "work phone to be published, if any", default=""),
        Prompt("consent", "本人哪天同意公开电话", "day of consent to publish it", "2026-01-08", ""),
        Prompt("languages", "会说的话：zh bo en", "languages", default="zh", is_list=True),
        Prompt("fields", "擅长的主题", "topics", "labour, family", "", is_list=True),
        Prompt("verified-by", "谁核实的", "who verified it", default="司法所"),
    ),
    "event": (
        Prompt("id", "编号：小写英文词，永不改", "id, lower case, never changed", "winter-wages-heicheng"),
        Prompt("title", "题目", "title", "冬季讨薪咨询"),
        Prompt("date", "哪天", "date", "2026-12-04"),
        Prompt("from", "几点开始", "start", "09:30"),
        Prompt("to", "几点结束", "end", "11:00"),
        Prompt("kind", "形式，例如 lecture、consultation、leaflets", "kind", default="lecture"),
        Prompt("venue-type", "场所，例如 village、school、market", "venue type", default="village"),
        Prompt("venue", "地点", "venue", "村委会会议室"),
        Prompt("villages", "面向哪些村（编号）", "villages (ids)", "jiaya", "", is_list=True),
        Prompt("audience", "对象", "audience", default="everyone", is_list=True),
        Prompt("topics", "主题（topics.yml 里的 id）", "topics (ids)", "labour", is_list=True),
        Prompt("organiser", "主办（offices.yml 里的 id）", "organiser (id of an office)", default="justice-office"),
        Prompt("advisers", "哪位法律顾问讲（编号）", "advisers (ids)", default="", is_list=True),
    ),
    "work": (Prompt("month", "哪个月", "month", "2026-12"),),
    "explainer": (
        Prompt("topic", "主题（topics.yml 里的 id）", "topic (id)", "labour"),
        Prompt("slug", "编号：小写英文词，是网址的一部分", "slug, part of the address", "unpaid-wages"),
        Prompt("title", "题目，用群众的话", "title, in residents' words", "拖欠工资怎么要"),
        Prompt("answer", "一句话的回答", "the answer in one sentence", "先把欠账的证据留好，再去劳动监察投诉。"),
        Prompt("audience", "对象", "audience", default="everyone", is_list=True),
        Prompt("aliases", "群众会怎么说，至少 8 个，逗号隔开", "8 ways residents say it", "欠薪, 讨薪", is_list=True),
    ),
}  # fmt: skip


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command, with one parser for each kind."""
    parser = commands.add_parser("new", help="新建一份档案 / a new record")
    kinds = parser.add_subparsers(required=True, metavar="种类", dest="record")
    for kind, questions in QUESTIONS.items():
        inner = kinds.add_parser(kind)
        for question in questions:
            example = f"，例如 {question.example}" if question.example else ""
            inner.add_argument(f"--{question.name}", help=f"{question.chinese}{example} / {question.english}")
        inner.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    files = read_folder(options.root)
    today = find_today(files)
    catalog = read_catalog(files, today)
    answers = _answers(options, sys.stdin.isatty(), catalog, today)
    path, text = _MAKERS[options.record](answers, catalog, today)
    if path in files and options.record == "work":
        return _add_unrecorded(options.root, path, files, answers["month"], catalog, today)
    if path in files:
        raise StaffError(f"{path} 已经有了，编号不能重用", "it is there already; ids are never reused")
    made = {path: text.encode()}
    check_results(files, made, today)
    write_files(options.root, made)
    print(f"{path}: 建好了，打开补全，再运行 portal check / made; complete it, then run portal check")
    return OK


def _add_unrecorded(
    root: Path, path: str, files: Mapping[str, bytes], month: str, catalog: Catalog, today: date
) -> int:
    """Add what a month's file does not speak of yet, behind `#`, and say what that is."""
    text = files[path].decode("utf-8")
    rows = [row for row in _scheduled(month, catalog, today) if row["state"] == "scheduled"]
    lines = [f"#  - {flow({**{k: v for k, v in row.items() if k != 'state'}, 'outcome': 'held'})}" for row in rows]
    new = [line for line in lines if line not in text]
    match = _SIT_INS.search(text)
    if not new or match is None:
        print(f"{path}: 该坐班的都在里面了 / every sit-in is in it")
        return OK
    newline = "\r\n" if "\r\n" in text else "\n"
    at = match.end()
    made = text[:at] + "".join(line + newline for line in new) + text[at:]
    check_results(files, {path: made.encode()}, today)
    write_files(root, {path: made.encode()})
    print("\n".join(new))
    print(f"{path}: 加上了 {len(new)} 次没有记的，去掉行首的 # 就用上了 / added; take the # away to use a line")
    return OK


def _answers(options: argparse.Namespace, can_ask: bool, catalog: Catalog, today: date) -> dict[str, Any]:
    """Each question's answer: from its option, by asking, or its default; each is judged when it is given."""
    answers: dict[str, Any] = {}
    missing = []
    for question in QUESTIONS[options.record]:
        given = getattr(options, question.name.replace("-", "_"))
        if given is None and can_ask:
            given = _ask(question, catalog, today)
        elif given is None:
            given = question.default
        else:
            with suppress(StaffError):  # what cannot be read is the check's to tell
                given = read_answer(question.name, given, catalog, today)
        if given is None:
            missing.append(f"--{question.name}")
        else:
            answers[question.name] = question.split(given)
    if missing:
        raise StaffError(f"还缺：{'、'.join(missing)}", f"these are needed: {', '.join(missing)}")
    return answers


def _ask(question: Prompt, catalog: Catalog, today: date) -> str:
    hint = f"（例如 {question.example}）" if question.example else ""
    default = f" [{question.default}]" if question.default else ""
    while True:
        answer = input(f"{question.chinese}{hint} / {question.english}{default}: ").strip()
        if not answer and question.default is not None:
            return str(question.default)
        try:
            read = read_answer(question.name, answer, catalog, today)
        except StaffError as error:  # asked again at once: what was answered before stays
            print(error)
            continue
        if read:
            return read


def _names(answers: Mapping[str, Any], catalog: Catalog) -> dict[str, str]:
    source = catalog.source_language.code
    others = {code: answers.get(f"name-{code}", "") for code in catalog.languages if code != source}
    return {source: answers["name"], **{code: name for code, name in others.items() if name}}


def _village(answers: Mapping[str, Any], catalog: Catalog, today: date) -> tuple[str, str]:
    source = catalog.source_language.code
    values = {
        **answers,
        "name": _names(answers, catalog),
        "place": {source: answers["place"]},
        "verified": {"on": f"{today}", "by": answers["verified-by"]},
        "today": f"{today}",
    }
    return path_of("village", answers["id"]), new_village(values)


def _adviser(answers: Mapping[str, Any], catalog: Catalog, today: date) -> tuple[str, str]:
    if answers["phone"] and not answers["consent"]:
        raise StaffError(
            "公开电话要本人同意：写上 --consent 日期", "a published number needs the day of consent: --consent"
        )
    values = {
        **answers,
        "name": _names(answers, catalog),
        "firm": {catalog.source_language.code: answers["firm"]},
        "phone": {"number": answers["phone"], "consent": answers["consent"]} if answers["phone"] else None,
        "verified": {"on": f"{today}", "by": answers["verified-by"]},
        "today": f"{today}",
    }
    return path_of("adviser", answers["id"]), new_adviser(values)


def _event(answers: Mapping[str, Any], catalog: Catalog, today: date) -> tuple[str, str]:
    source = catalog.source_language.code
    values = {
        **answers,
        "status": "planned",
        "title": {source: answers["title"]},
        "starts": f"{answers['date']} {answers['from']}",
        "ends": f"{answers['date']} {answers['to']}",
        "venue": {"type": answers["venue-type"], "name": {source: answers["venue"]}},
    }
    return event_path(answers["date"], answers["id"]), new_event(values)


def _work(answers: Mapping[str, Any], catalog: Catalog, today: date) -> tuple[str, str]:
    month: str = answers["month"]
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month, re.A):
        raise StaffError(f"“{month}”不是月份，写成 2026-12", f"“{month}” is not a month; write 2026-12")
    rows = [{key: text for key, text in row.items() if key != "state"} for row in _scheduled(month, catalog, today)]
    return path_of("work", month), new_work(month, rows)


def _scheduled(month: str, catalog: Catalog, today: date) -> list[dict[str, str]]:
    """A month's sit-ins as entries of its file, each with the state it has."""
    return [
        {"village": sit_in.village, "date": f"{day}"}
        | ({"office_hour": sit_in.office_hour} if sit_in.office_hour != "main" else {})
        | {"state": sit_in.state}
        for day, sit_ins in Agenda(catalog, today).sit_ins_by_day.items()
        if f"{day:%Y-%m}" == month
        for sit_in in sit_ins
    ]


def _explainer(answers: Mapping[str, Any], catalog: Catalog, today: date) -> tuple[str, str]:
    language = catalog.source_language
    path = explainer_path(language.code, answers["topic"], answers["slug"])
    headings = {f"{id}": heading for id, heading in section_headings(language).by_id.items()}
    law = next(iter(catalog.laws.values()))
    citation = f"[《{law.short}》第一条](law:{law.id}#1)"
    return path, new_explainer({**answers, "today": f"{today}", "citation": citation}, headings)


_MAKERS: Mapping[str, Callable[[Mapping[str, Any], Catalog, date], tuple[str, str]]] = {
    "village": _village,
    "adviser": _adviser,
    "event": _event,
    "work": _work,
    "explainer": _explainer,
}
