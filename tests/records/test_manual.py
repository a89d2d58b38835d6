"""The staff manual is complete and true: every code, commands and examples that work, nothing published."""

from __future__ import annotations

import re
import shlex
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from jsonschema import Draft7Validator
from tests.conftest import ROOT, TODAY, copy_town
from tests.records.test_schemas import _as_editors_see, _validator

from portal.catalog.agenda import SitIn, find_sit_ins_of, month_after
from portal.cli import _parser, main
from portal.problems import messages as problem_texts
from portal.problems.messages import TEXTS
from portal.records import SitInReport, Village
from portal.schedule.holidays import Almanac
from portal.yaml_io.document import read_document

MANUAL = ROOT / "content/README.md"
TEXT = MANUAL.read_text(encoding="utf-8")
BEGIN, END = "<!-- codes: pytest tests/records/test_manual.py --update-golden -->\n", "<!-- /codes -->"
SECTIONS: tuple[tuple[str, ModuleType], ...] = (
    ("文件和写法", problem_texts.files),
    ("各项怎么写", problem_texts.fields),
    ("编号和档案之间", problem_texts.references),
    ("日期、坐班、放假", problem_texts.dates),
    ("文章", problem_texts.explainers),
    ("说明页", problem_texts.free_pages),
    ("法条、术语、译文、“找谁帮忙”", problem_texts.legal),
    ("文书", problem_texts.letters),
    ("海报和没写完的文章", problem_texts.boards),
    ("计划、报告、资料", problem_texts.account),
    ("全站设置和字体", problem_texts.site),
    ("不能公开的内容", problem_texts.privacy),
    ("发布和推送", problem_texts.publishing),
)
TASKS = (
    "用工作台",
    "改一处、提交", "预告一场活动", "活动延期、取消、办完", "换法律顾问", "改坐班时间", "记坐班", "写一篇文章",
    "写一份文书",
    "法律改了",
    "读入和导出台账", "换公告栏海报", "看准确的数字、写报告", "政府网站检查",
    "改正错误", "收回已经公开的内容", "给别的镇用", "代号表",
)  # fmt: skip


def _cell(text: str) -> str:
    """A text of a problem as a table's cell: what is filled in is left open."""
    text = text.replace("{{", "\0").replace("}}", "\1")
    return re.sub(r"\{\w+\}", "…", text).replace("\0", "{").replace("\1", "}").replace("|", r"\|").replace("<", "&lt;")


def _tables() -> str:
    parts = []
    for heading, module in SECTIONS:
        rows = [
            f"| `{code}`{' 提醒' if text.is_warning else ''} | {_cell(text.found['zh'])} | {_cell(text.mend['zh'])} |"
            for code, text in module.TEXTS.items()
        ]
        parts.append("\n".join([f"\n### {heading}\n", "| 代号 | 意思 | 改法 |", "| --- | --- | --- |", *rows]))
    return "\n".join(parts) + "\n\n"


def test_every_code_is_in_the_manual_and_none_is_stale(request: pytest.FixtureRequest) -> None:
    assert sum(len(module.TEXTS) for _, module in SECTIONS) == len(TEXTS)
    before, _, rest = TEXT.partition(BEGIN)
    written, _, after = rest.partition(END)
    if request.config.getoption("--update-golden"):
        MANUAL.write_text(before + BEGIN + _tables() + END + after, encoding="utf-8", newline="\n")
        return
    assert written == _tables()
    assert set(re.findall(r"^\| `([a-z0-9-]+)`", written, re.M)) == TEXTS.keys()


def test_every_task_has_its_section() -> None:
    assert [heading for heading in re.findall(r"^## (.+)$", TEXT, re.M) if heading != "什么在哪里"] == list(TASKS)
    anchors = set(re.findall(r"\]\(#([^)]+)\)", TEXT))
    assert anchors <= {re.sub(r"[、，]", "", task) for task in TASKS} | {"收回已经公开的内容"}


def _commands() -> list[list[str]]:
    """The words after `portal` of every command the manual names."""
    found = re.findall(r"^    (portal [^\\\n]*(?:\\\n[^\\\n]*)*)|`(portal [^`]+)`", TEXT, re.M)
    lines = [re.sub(r"\s+#.*|\\\n", "", block or inline) for block, inline in found]
    return [shlex.split(line)[1:] for line in lines]


def test_every_command_is_there() -> None:
    commands = _commands()
    assert len(commands) > 15
    for words in commands:
        _parser(words).parse_args(words)
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make ([a-z]+)", TEXT)):
        assert re.search(rf"^{target}:", targets, re.M), target


@pytest.mark.parametrize("words", [c for c in _commands() if c[0] == "new" and len(c) > 2], ids=lambda words: words[1])
def test_a_new_record_is_made_as_the_manual_says(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_TODAY", f"{TODAY}")
    project = copy_town(tmp_path / "project")
    assert main(["--root", str(project), *words]) == 0


EXAMPLES = re.findall(r"^```yaml (\w+)\n(.*?)^```$", TEXT, re.M | re.S)


def test_there_are_examples() -> None:
    assert [kind for kind, _ in EXAMPLES] == ["event"] * 3 + ["village"] * 2 + ["work"] * 2


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_an_example_of_the_manual_is_right(kind: str, text: str) -> None:
    assert read_document("content/README.md", text).problems == []
    validator: Draft7Validator = _validator(kind)
    missing = ("is a required property",)  # an example shows the lines that change
    assert [e.message for e in validator.iter_errors(_as_editors_see(text)) if not e.message.endswith(missing)] == []


READINGS = re.findall(r"^\| ([^|]+) \| `(\{every: [^`]+\})` \| ([\d-]+)(?: 到 ([\d-]+))? \| ([^|]+) \|$", TEXT, re.M)
"""How rules are read where they are silent: in words, rule, first and last month, the days."""


def test_all_readings_of_rules_are_in_the_manual() -> None:
    assert len(READINGS) == 11  # ten; of quarters a number and an ordinal have a line each
    assert TEXT.count("| `{every: ") == len(READINGS)


def _days_of(rule: str, first: str, last: str, reported: str = "") -> list[SitIn]:
    hours = {
        **read_document("rule", f"rule: {rule}").value["rule"],
        "from": "09:00",
        "to": "11:30",
        "place": {"zh": "村"},
    }
    assignment = {"adviser": "a", "since": "2025-01-01", "office_hours": [hours]}
    village = Village.model_validate(
        {
            "code": "630106101221", "kind": "village", "name": {"zh": "村"}, "assignments": [assignment],
            "office": {"phone": "0971-0000323", "place": {"zh": "村"}}, "verified": {"on": "2025-01-01", "by": "所"},
        }
    )  # fmt: skip
    rows = [{"village": "x", "date": reported, "outcome": "held"}] if reported else []
    reports = [SitInReport.model_validate(row) for row in rows]
    end = month_after(date.fromisoformat(f"{last}-01"), 1) - timedelta(days=1)
    return find_sit_ins_of("x", village, reports, date.fromisoformat(f"{first}-01"), end, Almanac())


@pytest.mark.parametrize(("words", "rule", "first", "last", "days"), READINGS, ids=lambda text: text[:24])
def test_a_rule_is_read_as_the_manual_says(words: str, rule: str, first: str, last: str, days: str) -> None:
    found = [f"{sit_in.day:%m-%d}" for sit_in in _days_of(rule, first, last or first)]
    assert found == re.findall(r"\d\d-\d\d", days.partition("（")[0])
    if "work/" in words:
        shown, named = re.findall(r"写 (?:2026-)?(\d\d-\d\d)", words)
        assert [s.state for s in _days_of(rule, first, first, f"2026-{shown}")] == ["held"]
        assert [s.state for s in _days_of(rule, first, first, f"2026-{named}")] == ["scheduled"]


def test_exceptions_hold_for_the_day_of_the_rule_and_the_day_it_is_shifted_to() -> None:
    """`since` and `until` as well, as the manual says of `except`."""
    rule = "{every: month, on: 31, weekends: next-workday"
    assert [f"{s.day}" for s in _days_of(rule + "}", "2026-10", "2026-11")] == ["2026-11-02"]
    more = (
        "except: [2026-10-31]", "except: [2026-11-02]", "since: 2026-11-01", "until: 2026-10-31", "until: 2026-11-01",
        "except_months: [10]", "except_months: [11]",
    )  # fmt: skip
    for exception in more:
        assert _days_of(f"{rule}, {exception}}}", "2026-10", "2026-11") == []


def test_every_file_named_is_there(files: dict[str, bytes]) -> None:
    named = set(re.findall(r"`((?:_examples/|content/|docs/)?[\w/-]+\.(?:yml|md))`", TEXT))
    assert len(named) > 10
    made_there = {"content/privacy-allow.yml", "content/topics.yml", "content/labels/zh.yml"}
    paths = {n if n.startswith(("content/", "docs/")) else f"content/{n}" for n in named if not re.search("[一-鿿]", n)}
    shown = {"content/events/2026/2026-12-20-winter-wages-jiaya.yml", "docs/zh/explainers/labour/unpaid-overtime.md"}
    shown |= {"docs/zh/visits.md", "docs/en/visits.md"}
    assert [path for path in sorted(paths - made_there - shown) if path not in files] == []
