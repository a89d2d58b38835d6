"""Ledgers: out and in again changes nothing; what towns keep in Excel is understood; writing is asked for."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from tests.conftest import TODAY, copy_town

from portal.catalog.catalog import Catalog
from portal.cli import main
from portal.ledgers.importing import diff_of, plan_import
from portal.ledgers.spreadsheet import read_sheets
from portal.ledgers.tables import KINDS, LEDGERS
from portal.ledgers.workbook import write_workbook
from portal.loading.load import load, read_folder

Rows = list[list[Any]]


def _workbook(path: Path, rows: Rows, title: str = "台账") -> Path:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


def _plan(
    rows: Rows, kind: str, catalog: Catalog, files: dict[str, bytes], folder: Path, year: int | None = None
) -> Any:
    return plan_import(_workbook(folder / "in.xlsx", rows), kind, catalog, files, TODAY, year)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the records, with the fixed day."""
    monkeypatch.setenv("PORTAL_TODAY", f"{TODAY}")
    monkeypatch.chdir(tmp_path)
    return copy_town(tmp_path / "project")


# --- out and in again -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_read_back_changes_nothing(
    kind: str, catalog: Catalog, files: dict[str, bytes], tmp_path: Path
) -> None:
    counts = write_workbook(tmp_path / "all.xlsx", LEDGERS, catalog, TODAY)
    assert all(counts.values()) and len(counts) == len(LEDGERS)
    plan = plan_import(tmp_path / "all.xlsx", kind, catalog, files, TODAY)
    assert (plan.results(), plan.refused) == ({}, [])


def test_an_export_saved_again_by_a_spreadsheet_changes_nothing(
    catalog: Catalog, files: dict[str, bytes], tmp_path: Path
) -> None:
    """Codes become numbers, dates numbers of days, texts gain spaces: what programs and people do to a file."""
    write_workbook(tmp_path / "all.xlsx", LEDGERS, catalog, TODAY)
    workbook = load_workbook(tmp_path / "all.xlsx")
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows(min_row=3):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.isdigit() and len(cell.value) == 12:
                    cell.value, cell.number_format = int(cell.value), "General"
                elif isinstance(cell.value, datetime):
                    cell.value, cell.number_format = (cell.value.date() - date(1899, 12, 30)).days, "General"
                elif isinstance(cell.value, str):
                    cell.value = f" {cell.value} "
    workbook.save(tmp_path / "all.xlsx")
    for kind in KINDS:
        plan = plan_import(tmp_path / "all.xlsx", kind, catalog, files, TODAY)
        assert (kind, plan.results(), plan.refused) == (kind, {}, [])


def test_an_export_has_headers_widths_and_codes_as_text(catalog: Catalog, tmp_path: Path) -> None:
    write_workbook(tmp_path / "all.xlsx", LEDGERS, catalog, TODAY)
    workbook = load_workbook(tmp_path / "all.xlsx")
    assert workbook.sheetnames == ["法律明白人", "法律顾问", "普法活动", "坐班情况", "法律顾问工作", "法律明白人工作"]
    sheet = workbook["法律明白人"]
    assert "样例" in sheet["A1"].value and "上新庄镇" in sheet["A1"].value
    assert [cell.value for cell in sheet[2]][:4] == ["区划代码", "村（社区）", "姓名", "培训日期"]
    assert (sheet["A3"].data_type, sheet["A3"].number_format) == ("s", "@")
    assert len(sheet["A3"].value) == 12
    assert sheet.freeze_panes == "A3" and sheet.column_dimensions["D"].width > 20
    assert workbook["普法活动"]["B3"].number_format == "yyyy-mm-dd"


def test_a_text_that_begins_with_an_equals_sign_is_no_formula(files: dict[str, bytes], tmp_path: Path) -> None:
    lawyer = files["content/advisers/sample-01.yml"].decode().replace("{zh: 示例律师01", '{zh: "=1+2"')
    catalog, _ = load({**files, "content/advisers/sample-01.yml": lawyer.encode()}, TODAY)
    assert catalog is not None
    write_workbook(tmp_path / "all.xlsx", LEDGERS, catalog, TODAY)
    assert load_workbook(tmp_path / "all.xlsx")["法律顾问"]["B3"].data_type == "s"


# --- what towns keep ------------------------------------------------------------------------


def test_a_towns_own_ledger_of_helpers_is_understood(catalog: Catalog, files: dict[str, bytes], tmp_path: Path) -> None:
    rows: Rows = [
        ["上新庄镇2026年法律明白人台账"],
        ["填报单位：司法所", None, None, "填报日期：2026年11月"],
        ["序号", "行政村", "姓 名\n（必填）", "性别", "身份证号", "参训时间", "联系电话", "是否在岗"],
        [1, "加牙", "示例明白人067", "男", None, "3月5日", None, "是"],
        [2, None, "示例明白人新", "女", None, 46086, "139 0000 0000", "√"],
        [None, "合计", 2],
    ]
    path = _workbook(tmp_path / "in.xlsx", rows)
    workbook = load_workbook(path)
    workbook.worksheets[0].merge_cells("B4:B5")
    workbook.save(path)
    plan = plan_import(path, "legal-helpers", catalog, files, TODAY)
    assert plan.refused == []
    old, new = (text["content/villages/jiaya.yml"].decode() for text in (files, plan.results()))
    assert set(plan.results()) == {"content/villages/jiaya.yml"}
    added = [line for line in new.splitlines() if line not in old.splitlines()]
    assert added == [
        "    trained: [2025-11-18, 2026-03-05, 2026-05-20]",
        "  - name: {zh: 示例明白人新}",
        "    trained: [2026-03-05]",
        "changed: 2026-11-22",
    ]
    assert [line for line in old.splitlines() if "#" in line] == [line for line in new.splitlines() if "#" in line]
    notes = "\n".join(plan.notes)
    assert "身份证号" in notes and "台账!G5" in notes and "同意" in notes  # no consent, no number
    assert "13900000000" not in new


def test_two_helpers_of_one_village_change_its_day_once(
    catalog: Catalog, files: dict[str, bytes], tmp_path: Path
) -> None:
    rows: Rows = [["村", "姓名", "在任"], ["加牙村", "示例明白人067", "否"], ["加牙村", "示例明白人068", "否"]]
    plan = _plan(rows, "legal-helpers", catalog, files, tmp_path)
    new = plan.results()["content/villages/jiaya.yml"].decode()
    assert new.count("\nchanged: 2026-11-22\n") == 1 and new.count("2026-11-22") == 2  # the other is the poster's
    assert load({**files, **plan.results()}, TODAY)[0] is not None
    assert "+changed: 2026-11-22\n" in diff_of(plan)


def test_cells_are_read_as_openpyxl_reads_them(catalog: Catalog, tmp_path: Path) -> None:
    """Of whole workbooks: what an export has, and each kind of value there is."""
    path = tmp_path / "all.xlsx"
    write_workbook(path, LEDGERS, catalog, TODAY)
    workbook = load_workbook(path)
    sheet = workbook.create_sheet("各种")
    values = (
        1, -2, 1.5, 1e300, 0.375, True, False, "文字", " 空 格 ", "a\nb", "<&>", "=1+2", "#N/A", date(2026, 3, 5),
        datetime(2026, 3, 5, 9, 30), time(9, 30), 46086, "630106101221", 630106101221,
    )  # fmt: skip
    for value in values:
        sheet.append([value])
    sheet["C40"] = "远"
    workbook.save(path)
    theirs = load_workbook(path, data_only=True)
    ours = read_sheets(path)
    assert [sheet.title for sheet in ours] == theirs.sheetnames
    for sheet in ours:
        cells = {(row, column): value for row, found in sheet.rows.items() for column, value in found.items()}
        expected = {
            (cell.row, cell.column): cell.value
            for row in theirs[sheet.title].iter_rows()
            for cell in row
            if cell.value is not None
        }
        assert cells == expected
        assert {place: type(value) for place, value in cells.items()} == {
            place: type(value) for place, value in expected.items()
        }


def test_a_village_is_found_by_a_code_that_excel_made_a_number(
    catalog: Catalog, files: dict[str, bytes], tmp_path: Path
) -> None:
    rows: Rows = [["区划代码", "姓名", "在任"], [630106101221, "示例明白人068", "否"]]
    plan = _plan(rows, "legal-helpers", catalog, files, tmp_path)
    assert "active: false" in plan.results()["content/villages/jiaya.yml"].decode().split("示例明白人068")[1][:90]


def test_each_refused_cell_is_named_by_sheet_and_address_and_its_row_left_out(
    catalog: Catalog, files: dict[str, bytes], tmp_path: Path
) -> None:
    rows: Rows = [
        ["村", "姓名", "培训日期", "电话", "同意公开日期"],
        ["家牙村", "甲", "2026.5.20"],
        ["加牙村", "乙", "2026年2月30日"],
        ["加牙村", "丙", "2026.5.20", "12", "2026.1.1"],
        ["加牙村", None, "2026.5.20"],
        ["加牙村", "丁", "2026.5.20"],
        ["加牙村", "丁", "2026.5.20"],
        ["加牙村", "戊63010519900101123X", "2026.5.20"],
    ]
    plan = _plan(rows, "legal-helpers", catalog, files, tmp_path)
    assert [refused.split(":")[0] for refused in plan.refused] == [
        "台账!A2", "台账!C3", "台账!D4", "台账!A5", "台账!A7", "台账!B8",
    ]  # fmt: skip
    assert "是不是 加牙村" in plan.refused[0] and "1990" not in "".join(plan.refused)
    new = plan.results()["content/villages/jiaya.yml"].decode()
    assert new.count("name: {zh: 丁}") == 1 and "乙" not in new and "丙" not in new


def test_a_code_and_a_name_of_two_villages_are_refused(
    catalog: Catalog, files: dict[str, bytes], tmp_path: Path
) -> None:
    plan = _plan(
        [["区划代码", "村", "姓名"], ["630106101221", "周德村", "甲"]], "legal-helpers", catalog, files, tmp_path
    )
    assert plan.results() == {} and plan.refused[0].startswith("台账!A2: 区划代码和村名")


def test_advisers_are_changed_and_made_and_a_deleted_number_is_gone(
    catalog: Catalog, files: dict[str, bytes], tmp_path: Path
) -> None:
    rows: Rows = [
        ["律师姓名", "律所", "电话", "同意公开日期", "专长", "语种"],
        ["示例律师01", "示例律师事务所（甲）", "删除", None, "劳动；土地", "汉语、藏语"],
        ["示例律师02", "示例律师事务所（丁）", None, None, None, None],
        ["示例新人", "示例律师事务所（甲）", "0971-0000291", "2026.11.1", None, "藏话"],
    ]
    topics = [catalog.topics[topic].name["zh"] for topic in ("labour", "land")]
    rows[1][4] = "；".join(topics)
    plan = _plan(rows, "advisers", catalog, files, tmp_path)
    assert plan.refused == []
    results = {path: raw.decode() for path, raw in plan.results().items()}
    assert set(results) == {
        "content/advisers/sample-01.yml", "content/advisers/sample-02.yml", "content/advisers/shi-li-xin-ren.yml",
    }  # fmt: skip
    assert "phone:" not in results["content/advisers/sample-01.yml"]
    assert "fields: [labour, land]  # 擅长" in results["content/advisers/sample-01.yml"]
    assert "示例律师事务所（丁）" in results["content/advisers/sample-02.yml"]
    assert "Sample" in results["content/advisers/sample-02.yml"]  # translations stay
    made, _ = load({**files, **plan.results()}, TODAY)
    assert made is not None and made.advisers["shi-li-xin-ren"].languages == ("bo",)


def test_a_session_is_announced_held_and_postponed_from_a_ledger(
    catalog: Catalog, files: dict[str, bytes], tmp_path: Path
) -> None:
    topic = catalog.topics["labour"].name["zh"]
    rows: Rows = [
        [
            "编号", "活动日期", "活动时间", "活动名称", "活动形式", "地点", "村", "普法内容", "完成情况", "参加人数",
            "改到日期", "改到开始", "改到结束",
        ],
        [None, "2026.12.20", "14:30-16:00", "年底讨薪咨询", "现场咨询", "村委会", "加牙村、黑城村", topic, "计划"],
        ["winter-wages-heicheng", *[None] * 7, "延期", None, "2026.11.30", 0.5625, "15:00"],
        ["surety-and-family-mosque-b", *[None] * 8, "41人"],
        ["safe-at-home-jiaya", "2026.11.28"],
        [None, "2026.12.21", "16:00-14:30", "写反了时间", "讲座", "村委会", "加牙村", topic, "计划"],
    ]  # fmt: skip
    plan = _plan(rows, "events", catalog, files, tmp_path)
    assert [refused.split(":")[0] for refused in plan.refused] == ["台账!B5", "台账!C6"]
    results = {path: raw.decode() for path, raw in plan.results().items()}
    heicheng = results["content/events/2026/2026-11-24-winter-wages-heicheng.yml"]
    assert "status: postponed\n" in heicheng and "starts: 2026-11-24 14:30\n" in heicheng
    assert "postponed_to: {starts: 2026-11-30 13:30, ends: 2026-11-30 15:00}\n" in heicheng
    assert "changed: 2026-11-22\n" in heicheng and "revision: 1\n" in heicheng
    mosque = results["content/events/2026/2026-10-23-surety-and-family-mosque-b.yml"]
    assert "  attendance: 41\n" in mosque and "revision" not in mosque
    after, problems = load({**files, **plan.results()}, TODAY)
    assert after is not None, problems
    new = next(event for event in after.events.values() if event.title["zh"] == "年底讨薪咨询")
    assert (new.kind, new.villages, f"{new.ends:%H:%M}") == ("consultation", ("jiaya", "heicheng"), "16:00")


def test_work_of_a_new_month_is_written_into_its_own_file(
    catalog: Catalog, files: dict[str, bytes], tmp_path: Path
) -> None:
    sit_ins: Rows = [
        ["村", "坐班日期", "是否到岗", "改到日期", "改到开始", "改到结束", "原因", "村确认"],
        ["加牙村", "12月8日", "到岗", None, None, None, None, "是"],
        ["黑城村", "12月9日", "改期", "12月10日", "9:00", "11:30", "开庭", None],
        ["上新庄村", "11月20日", "请假", None, None, None, "病假", None],
    ]
    plan = _plan(sit_ins, "work", catalog, files, tmp_path, year=2026)
    assert plan.refused == []
    results = {path: raw.decode() for path, raw in plan.results().items()}
    assert set(results) == {"content/work/2026-11.yml", "content/work/2026-12.yml"}
    assert (
        "  - {village: jiaya, date: 2026-12-08, outcome: held, confirmed: true}\n"
        in results["content/work/2026-12.yml"]
    )
    counts: Rows = [["月份", "法律顾问", "村", "电话联系", "走访次数"], ["2026.11", "示例律师01", "加牙村", 4, 2]]
    plan = _plan(counts, "work", catalog, files, tmp_path)
    diff = set(plan.results()["content/work/2026-11.yml"].decode().splitlines()) - set(
        files["content/work/2026-11.yml"].decode().splitlines()
    )
    assert diff == {"  - {adviser: sample-01, village: jiaya, calls: 4, visits: 2}"}


# --- the commands ---------------------------------------------------------------------------


def test_import_shows_a_diff_and_writes_only_when_asked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _workbook(Path("in.xlsx"), [["村", "姓名"], ["加牙村", "新来的"], ["没有的村", "某某"]])
    before = read_folder(project)
    command = ["--root", str(project), "import", "in.xlsx", "--kind", "legal-helpers"]
    assert main(command) == 1  # a cell was refused
    said = capsys.readouterr().out
    assert "+  - name: {zh: 新来的}" in said and "台账!A3: 没有叫" in said and "--write" in said
    assert read_folder(project) == before
    assert main([*command, "--write"]) == 1
    after = read_folder(project)
    assert [path for path in after if after[path] != before[path]] == ["content/villages/jiaya.yml"]
    assert main(["--root", str(project), "check"]) == 0
    capsys.readouterr()
    _workbook(Path("in.xlsx"), [["村", "姓名"], ["加牙村", "新来的"]])
    assert main(command) == 0
    assert "没有要改的" in capsys.readouterr().out


def test_what_would_not_pass_the_check_is_not_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    event = ["2026.12.20", "9:00", "10:00", "活动", "村委会", "labour", "已办"]
    _workbook(Path("in.xlsx"), [["日期", "开始", "结束", "活动主题", "地点", "法律主题", "状态"], event])
    before = read_folder(project)
    assert main(["--root", str(project), "import", "in.xlsx", "--kind", "events", "--write"]) == 1
    assert "held-in-future" in capsys.readouterr().out
    assert read_folder(project) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("no.xlsx", None, "没有这个文件"),
        ("old.xls", b"\xd0\xcf\x11\xe0", "另存为 .xlsx"),
        ("text.xlsx", b"a,b", "不是 .xlsx"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_answered(
    name: str, content: bytes | None, said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    assert main(["--root", str(project), "import", name, "--kind", "events"]) == 2
    assert said in capsys.readouterr().err


def test_a_workbook_without_the_columns_says_which_it_wants(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _workbook(Path("in.xlsx"), [["甲", "乙"], [1, 2]])
    assert main(["--root", str(project), "import", "in.xlsx", "--kind", "legal-helpers"]) == 2
    assert "姓名" in capsys.readouterr().err
    assert main(["--root", str(project), "import", "in.xlsx", "--kind", "nonsense"]) == 2


def test_export_writes_the_kinds_asked_for(project: Path) -> None:
    assert main(["--root", str(project), "export", "out.xlsx", "--kind", "advisers"]) == 0
    assert load_workbook("out.xlsx").sheetnames == ["法律顾问"]
    assert main(["--root", str(project), "export", "out.xlsx", "--kind", "nothing"]) == 2
