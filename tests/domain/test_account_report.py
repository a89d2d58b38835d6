"""The draft of the yearly report: its figures, its rows, its three forms."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.account_data import read_town, year_2024
from tests.conftest import TODAY as TOWNS_DAY
from tests.conftest import copy_town

from portal.account.report import ReportDraft, draft_report
from portal.account.report_files import as_docx, as_markdown, as_xlsx
from portal.account.town import TownAccount
from portal.catalog.agenda import Agenda
from portal.cli import main

TODAY = date(2025, 1, 20)


def _draft(files: dict[str, bytes], records: dict[str, str], *, for_public: bool = False) -> ReportDraft:
    return draft_report(TownAccount(Agenda(read_town(files, records, TODAY), TODAY)).year(2024), for_public=for_public)


@pytest.fixture(scope="module")
def draft(files: dict[str, bytes]) -> ReportDraft:
    return _draft(files, year_2024())


def test_the_paragraphs_have_the_figures_in_place(draft: ReportDraft) -> None:
    text = "".join(part.text for part in draft.parts)
    assert "{" not in text
    for words in ("活动 43 场", "法律咨询 35 件", "34 个聘有法律顾问", "法律明白人 102 名", "学法 8 次，律师讲课 6 次"):
        assert words in text


def test_the_text_lists_every_figure_s_rows_beneath_it(draft: ReportDraft) -> None:
    markdown = as_markdown(draft)
    sessions = markdown[markdown.index("### 举办活动（场）：43") : markdown.index("### 到场")]
    assert sessions.count("content/events/2024/") == 43
    helpers = markdown[markdown.index("### 法律明白人（名）：102") :]
    assert helpers[: helpers.index("\n###", 5)].count("content/villages/") == 102


def test_word_and_excel_hold_the_same(draft: ReportDraft) -> None:
    document = docx.Document(io.BytesIO(as_docx(draft)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(part.text in text for part in draft.parts)
    assert next(len(table.rows) for table in document.tables) == 1 + 43
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(draft, TODAY)))
    figures = {row[0]: row[1:] for row in book["数字"].iter_rows(min_row=2, values_only=True)}
    assert figures["举办活动（场）"] == (43, 43)
    for part in draft.parts:
        for figure in part.figures:
            amount, rows = figures[figure.name]
            assert (str(amount), rows) == (figure.amount, len(figure.rows))
            if rows:
                sheet = book[figure.name[:31]]
                assert sheet.max_row == _whole(rows) + 1
                assert sum(_whole(row[4]) for row in sheet.iter_rows(min_row=2, values_only=True)) == amount


def _whole(cell: object) -> int:
    """The whole number that a cell holds."""
    assert isinstance(cell, int), cell
    return cell


def test_stated_figures_stand_beside_those_on_record(draft: ReportDraft) -> None:
    assert ("举办活动（场）", "40余", "43", "核对得上") in draft.stated
    assert len(draft.stated) == 7


def test_the_same_records_give_the_same_bytes(draft: ReportDraft) -> None:
    assert as_docx(draft) == as_docx(draft)
    assert as_xlsx(draft, TODAY) == as_xlsx(draft, TODAY)


def test_a_text_that_looks_like_a_formula_stays_a_text(files: dict[str, bytes]) -> None:
    records = year_2024()
    records["study/2024.yml"] = (
        "sessions:\n  - {id: x, kind: meeting, month: 2024-01, subject: {zh: =1+1}, held: 2024-01-02}\n"
    )
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(_draft(files, records), TODAY)))
    cell = book["集体学法（次）"]["D2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_public_draft_masks_small_counts_and_the_internal_one_says_it_does_not(files: dict[str, bytes]) -> None:
    records = year_2024()
    first = next(path for path in records if path.endswith("-s06.yml"))
    records[first] = records[first].replace("{topic: family, count: 8}", "{topic: family, count: 2}")
    public, internal = _draft(files, records, for_public=True), _draft(files, records)
    rows = {draft: next(f for p in draft.parts for f in p.figures if f.id == "consultations") for draft in (public,)}
    assert {row[4] for row in rows[public].rows} == {"少于5", "9", "6"}
    assert rows[public].amount == "至少 28"
    assert "法律咨询 29 件" in internal.parts[0].text and "少于5" in internal.note


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the town, on its day."""
    monkeypatch.setenv("PORTAL_TODAY", f"{TOWNS_DAY}")
    return copy_town(tmp_path / "project")


def test_the_command_writes_three_files(project: Path, tmp_path: Path) -> None:
    assert main(["--root", str(project), "report", "2026", "--to", str(tmp_path / "out")]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "report-2026.docx", "report-2026.md", "report-2026.xlsx",
    ]  # fmt: skip


def test_a_year_without_records_gets_no_report(project: Path, tmp_path: Path) -> None:
    assert main(["--root", str(project), "report", "2024", "--to", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()


def test_the_plan_command_writes_drafts_and_never_twice_the_same(project: Path) -> None:
    before = set(project.rglob("*.yml"))
    assert main(["--root", str(project), "plan", "--count", "3"]) == 0
    assert len(set(project.rglob("*.yml")) - before) == 3
    assert main(["--root", str(project), "plan", "--count", "3"]) == 0
    assert len(set(project.rglob("*.yml")) - before) == 6
