"""Workbooks: the ledgers on the sheets of an .xlsx file, and ledgers as a workbook."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from portal.catalog.catalog import Catalog
from portal.ledgers.base import Column, Ledger
from portal.ledgers.package import WorkbookFault
from portal.ledgers.spreadsheet import Sheet, read_sheets
from portal.text.staff_message import StaffError

MOST_TEXT = 5_000_000
"""Characters of all cells that are read: one long text in every cell takes the file no room."""
_HEADER_ROWS = 20
"""How far down the header may stand, below titles and notes."""
_LONGEST_HEADER = 60
_YEAR = re.compile(r"(20\d{2})\s*年?")
_TOTALS = ("合计", "总计", "小计")


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """A ledger found on a sheet."""

    ledger: Ledger
    sheet: str
    columns: dict[int, Column]
    """By the number of the sheet's column, from 1."""
    rows: list[tuple[int, dict[int, object]]]
    """Row numbers with their cells that are not blank."""
    unread: tuple[str, ...]
    """Headers that mean nothing here."""
    year: int | None
    """A year named above the header or by the sheet, for dates that have none."""
    beyond: str
    """A cell too far right to be read, if there is one."""

    def address(self, row: int, column: int) -> str:
        """台账!B5."""
        return f"{self.sheet}!{get_column_letter(column)}{row}"


@dataclass(frozen=True, slots=True)
class _Header:
    """The row of a sheet that names the columns of a ledger."""

    row: int
    ledger: Ledger
    columns: dict[int, Column]


def read_tables(path: Path, kind: str, every: Sequence[Ledger]) -> list[LedgerTable]:
    """The ledgers of a kind in a workbook; raises ValueError, worded for staff, where there is none.

    A sheet that has more columns of another kind is left out, as in a workbook with all ledgers.
    """
    ledgers = [ledger for ledger in every if ledger.kind == kind]
    try:
        sheets = read_sheets(path)
        found = [(sheet, header) for sheet in sheets if (header := _find_header(sheet, ledgers)) is not None]
        own = [(sheet, header) for sheet, header in found if len(_best(sheet, every)) <= len(header.columns)]
        tables = [_read_table(sheet, header, path.stem) for sheet, header in own or found]
        _check_amount(tables)
    except WorkbookFault as fault:
        raise StaffError(f"{path}: {fault.message.zh}", fault.message.en) from None
    if not tables:
        wanted = "；".join(
            f"{ledger.title}："
            + "、".join(" 或 ".join(ledger.column(k).header for k in group) for group in ledger.required)
            for ledger in ledgers
        )
        raise StaffError(
            f"{path}: 没有找到表头，至少要有这些列：{wanted}", f"no header row found with these columns: {wanted}"
        )
    return tables


def _best(sheet: Sheet, ledgers: Sequence[Ledger]) -> Mapping[int, Column]:
    header = _find_header(sheet, ledgers)
    return header.columns if header else {}


def _find_header(sheet: Sheet, ledgers: Sequence[Ledger]) -> _Header | None:
    """The row that has the most headers of one of the ledgers, all that it needs among them."""
    best: _Header | None = None
    for number, cells in _rows_until(sheet, _HEADER_ROWS):
        headers = {column: value for column, value in cells.items() if isinstance(value, str)}
        for ledger in ledgers:
            columns = _match(headers, ledger)
            keys = {column.key for column in columns.values()}
            has_all = all(keys & set(group) for group in ledger.required)
            if has_all and (best is None or len(columns) > len(best.columns)):
                best = _Header(number, ledger, columns)
    return best


def _rows_until(sheet: Sheet, last: int) -> Iterator[tuple[int, dict[int, object]]]:
    for number, cells in sheet.rows.items():
        if number > last:
            return
        yield number, cells


def _read_table(sheet: Sheet, header: _Header, file_name: str) -> LedgerTable:
    for column in header.columns:
        _fill_merged(sheet, column, header.row)
    rows = [
        (number, cells)
        for number, cells in sheet.rows.items()
        if number > header.row and any(column in header.columns for column in cells) and not _is_total(cells)
    ]
    headers = sheet.rows[header.row]
    unread = tuple(
        f"{value}".strip()[:_LONGEST_HEADER] for column, value in headers.items() if column not in header.columns
    )
    above = [f"{value}" for _, cells in _rows_until(sheet, header.row) for value in cells.values()]
    found = next((m for text in (*above, sheet.title, file_name) if (m := _YEAR.search(text))), None)
    year = int(found[1]) if found else None
    return LedgerTable(header.ledger, sheet.title, header.columns, rows, unread, year, sheet.beyond)


def _fill_merged(sheet: Sheet, column: int, header: int) -> None:
    """Gives each row of a merged block the block's value: a village may stand once for its people.

    Only rows that hold something take it, and each of one block: blocks lie apart (ECMA-376 part 1, 18.3.1.55).
    """
    blocks = iter(sheet.merged.get(column, ()))
    block = next(blocks, None)
    for row, cells in sheet.rows.items():
        while block is not None and block[1] < row:
            block = next(blocks, None)
        if block is None:
            return
        if header < block[0] < row:
            value = sheet.rows.get(block[0], {}).get(column)
            if value is not None:
                cells[column] = value


def _check_amount(tables: Sequence[LedgerTable]) -> None:
    amount = sum(
        len(value)
        for table in tables
        for _, cells in table.rows
        for column, value in cells.items()
        if column in table.columns and isinstance(value, str)
    )
    if amount > MOST_TEXT:
        raise WorkbookFault(
            f"格子里的字太多，不像台账（最多 {MOST_TEXT // 10_000} 万字）：分成几个文件",
            f"far too much text for a ledger (at most {MOST_TEXT} characters): split it into several files",
        )


def _match(headers: dict[int, str], ledger: Ledger) -> dict[int, Column]:
    known = {_plain(name): column for column in reversed(ledger.columns) for name in column.synonyms}
    known |= {_plain(column.header): column for column in ledger.columns}
    found: dict[int, Column] = {}
    for number, header in headers.items():
        column = known.get(_plain(header))
        if column is not None and column not in found.values():
            found[number] = column
    return found


def _plain(header: str) -> str:
    """A header without notes in brackets, spaces and marks: 姓 名（必填）* is 姓名."""
    if len(header) > _LONGEST_HEADER:
        return header
    text = unicodedata.normalize("NFKC", header)
    return re.sub(r"\([^()]*+\)|[\s*:、]", "", text) or text


def _is_total(cells: dict[int, object]) -> bool:
    return any(isinstance(value, str) and "计" in value and _plain(value) in _TOTALS for value in cells.values())


# --- export ---------------------------------------------------------------------------------


def write_workbook(path: Path, ledgers: Sequence[Ledger], catalog: Catalog, today: date) -> dict[str, int]:
    """The ledgers as a workbook, a sheet each; how many rows each has."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = str(catalog.source_language.text(catalog.portal.operator))
    counts = {}
    for ledger in ledgers:
        counts[ledger.title] = _write_sheet(workbook.create_sheet(ledger.title), ledger, catalog, today)
    workbook.save(path)
    return counts


def _write_sheet(sheet: Any, ledger: Ledger, catalog: Catalog, today: date) -> int:
    town = catalog.source_language.text(catalog.portal.town)
    sample = "（样例：人名、电话都是虚构的）" if catalog.portal.sample else ""
    sheet.append([f"{town}{ledger.title}台账  {today}{sample}"])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([column.header for column in ledger.columns])
    line = Side(style="thin", color="999999")
    for cell in sheet[2]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EFE7D8")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(bottom=line, left=line, right=line, top=line)
    count = 0
    for count, (_, values) in enumerate(ledger.rows(catalog), 1):
        for number, column in enumerate(ledger.columns, 1):
            _write_cell(sheet.cell(count + 2, number), values.get(column.key), line)
    for number, column in enumerate(ledger.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(ledger.columns))}{count + 2}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "2:2"
    return count


def _write_cell(cell: Any, value: object, line: Side) -> None:
    """Codes and numbers to dial are text, or Excel takes their zeros; counts are numbers, dates dates."""
    cell.border = Border(bottom=line, left=line, right=line, top=line)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    if value is None or value == "":
        return
    cell.value = value
    if isinstance(value, (date, datetime)):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, str):
        cell.data_type = "s"  # also of a text that begins with =, which is no formula here
        cell.number_format = "@"
