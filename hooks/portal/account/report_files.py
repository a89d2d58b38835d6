"""The report's draft as Markdown, Word and Excel: the same bytes for the same records."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date

import docx
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.worksheet import Worksheet

from portal.account.report import HEAD, FigureRows, ReportDraft

MOST_ROWS = 1000
"""Rows under a figure in the texts; the workbook has all."""
STATED_HEAD = ("项目", "报告数", "台账可核数", "对照")
_AMOUNT = HEAD.index("数量")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP entry can have: the time of writing is no part of a report."""


def as_markdown(draft: ReportDraft) -> str:
    """The draft as Markdown."""
    return "\n".join(_markdown_lines(draft)) + "\n"


def as_docx(draft: ReportDraft) -> bytes:
    """The draft as a Word document."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.add_heading(draft.title, 0)
    document.add_paragraph(draft.note)
    for part in draft.parts:
        document.add_heading(part.title, 1)
        document.add_paragraph(part.text)
        for figure in part.figures:
            document.add_heading(_heading(figure), 2)
            if figure.rows:
                _add_table(document, HEAD, figure.rows[:MOST_ROWS])
            if note := _what_is_left_out(figure):
                document.add_paragraph(note)
    if draft.stated:
        document.add_heading("报告数和台账可核数", 1)
        _add_table(document, STATED_HEAD, draft.stated)
    buffer = io.BytesIO()
    document.save(buffer)
    return without_times(buffer.getvalue())


def as_xlsx(draft: ReportDraft, day: date) -> bytes:
    """All rows as a workbook: a sheet of figures, and one for each that has rows."""
    book = Workbook()
    summary = book.worksheets[0]
    summary.title = "数字"
    _append(summary, ("项目", "数量", "行数"))
    for part in draft.parts:
        for figure in part.figures:
            _append(summary, (figure.name, _number(figure.amount), len(figure.rows)))
            if figure.rows:
                sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", figure.name)[:31])
                _append(sheet, HEAD)
                for row in figure.rows:
                    _append(sheet, [_number(cell) if at == _AMOUNT else cell for at, cell in enumerate(row)])
    if draft.stated:
        sheet = book.create_sheet("报告数和台账数")
        _append(sheet, STATED_HEAD)
        for stated in draft.stated:
            _append(sheet, stated)
    buffer = io.BytesIO()
    book.save(buffer)
    return without_times(buffer.getvalue(), day)


def _markdown_lines(draft: ReportDraft) -> Iterator[str]:
    yield f"# {draft.title}"
    yield f"\n> {draft.note}"
    for part in draft.parts:
        yield f"\n## {part.title}\n\n{part.text}"
        for figure in part.figures:
            yield f"\n### {_heading(figure)}\n"
            if figure.rows:
                yield from _markdown_table(HEAD, figure.rows[:MOST_ROWS])
            if note := _what_is_left_out(figure):
                yield f"\n{note}" if figure.rows else note
    if draft.stated:
        yield "\n## 报告数和台账可核数\n"
        yield from _markdown_table(STATED_HEAD, draft.stated)


def _markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"


def _heading(figure: FigureRows) -> str:
    return f"{figure.name}：{figure.amount}"


def _what_is_left_out(figure: FigureRows) -> str:
    if not figure.rows:
        return "没有明细。"
    more = len(figure.rows) - MOST_ROWS
    return f"还有 {more} 行，见工作簿。" if more > 0 else ""


def _add_table(document: docx.document.Document, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1 + len(rows), cols=len(head), style="Table Grid")
    for line, values in zip(table.rows, (head, *rows), strict=True):
        for cell, value in zip(line.cells, values, strict=True):
            cell.text = value


def _append(sheet: Worksheet, values: Sequence[str | int]) -> None:
    """Adds a row; a text that begins with = stays a text and becomes no formula."""
    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            cell.data_type = "s"
        cells.append(cell)
    sheet.append(cells)


def _number(text: str) -> str | int:
    return int(text) if text.isdigit() else text


def without_times(data: bytes, day: date | None = None) -> bytes:
    """The archive without times of writing; `day` is put where the workbook notes its own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if day and entry.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", f"{day}T00:00:00Z".encode(), content)
            info = zipfile.ZipInfo(entry.filename, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return buffer.getvalue()
