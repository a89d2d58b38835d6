"""Workbooks: the sheets of an .xlsx file as rows of cells, and ledgers as a workbook."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from portal.catalog import Catalog
from portal.ledgers.base import Column, Ledger

LARGEST_WORKBOOK = 200_000_000
"""Bytes unpacked. A ledger has a few hundred kilobytes; more is a mistake or an attack."""
_HEADER_ROWS = 20
"""How far down the header may stand, below titles and notes."""
_YEAR = re.compile(r"(20\d{2})\s*年?")


@dataclass(frozen=True, slots=True)
class Table:
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

    def address(self, row: int, column: int) -> str:
        """台账!B5."""
        return f"{self.sheet}!{get_column_letter(column)}{row}"


def read_tables(path: Path, kind: str, every: Sequence[Ledger]) -> list[Table]:
    """The ledgers of a kind in a workbook; raises ValueError, worded for staff, where there is none.

    A sheet that has more columns of another kind is left out, as in a workbook with all ledgers.
    """
    ledgers = [ledger for ledger in every if ledger.kind == kind]
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST_WORKBOOK:
                raise ValueError(f"{path}: 文件太大，不像台账 / far too large for a ledger")
        workbook = load_workbook(path, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise ValueError(f"{path}: 没有这个文件 / there is no such file") from None
        raise ValueError(
            f"{path}: 不是 .xlsx 文件；旧的 .xls 先另存为 .xlsx / no .xlsx workbook; save an old .xls as .xlsx"
        ) from None
    found = [
        (table, _find_table(sheet, every, path.stem))
        for sheet in workbook.worksheets
        if (table := _find_table(sheet, ledgers, path.stem)) is not None
    ]
    tables = [table for table, best in found if best and len(best.columns) <= len(table.columns)]
    tables = tables or [table for table, _ in found]
    if not tables:
        wanted = "；".join(
            f"{ledger.title}："
            + "、".join(" 或 ".join(ledger.column(k).header for k in group) for group in ledger.required)
            for ledger in ledgers
        )
        raise ValueError(f"{path}: 没有找到表头，至少要有这些列 / no header row found with these columns: {wanted}")
    return tables


def _find_table(sheet: Any, ledgers: Sequence[Ledger], file_name: str) -> Table | None:
    """The ledger whose headers a row of the sheet has the most of."""
    _fill_merged(sheet)
    best: tuple[int, int, Ledger, dict[int, Column]] | None = None
    for number, cells in enumerate(sheet.iter_rows(max_row=_HEADER_ROWS), 1):
        headers = {cell.column: cell.value for cell in cells if isinstance(cell.value, str)}
        for ledger in ledgers:
            columns = _match(headers, ledger)
            keys = {column.key for column in columns.values()}
            has_all = all(keys & set(group) for group in ledger.required)
            if has_all and (best is None or len(columns) > best[0]):
                best = (len(columns), number, ledger, columns)
    if best is None:
        return None
    _, header, ledger, columns = best
    rows = []
    for cells in sheet.iter_rows(min_row=header + 1):
        filled = {cell.column: cell.value for cell in cells if not _is_blank(cell.value)}
        if any(column in columns for column in filled) and not _is_total(filled):
            rows.append((cells[0].row, filled))
    unread = tuple(
        f"{cell.value}".strip() for cell in sheet[header] if not _is_blank(cell.value) and cell.column not in columns
    )
    above = [f"{cell.value}" for cells in sheet.iter_rows(max_row=header) for cell in cells if cell.value]
    found = next((m for text in (*above, sheet.title, file_name) if (m := _YEAR.search(text))), None)
    return Table(ledger, sheet.title, columns, rows, unread, int(found[1]) if found else None)


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
    text = unicodedata.normalize("NFKC", header)
    return re.sub(r"\([^)]*\)|[\s*:、]", "", text) or text


def _fill_merged(sheet: Any) -> None:
    """Gives each cell of a merged block the block's value: a village may stand once for its people."""
    for block in list(sheet.merged_cells.ranges):
        value = sheet.cell(block.min_row, block.min_col).value
        is_column = block.min_col == block.max_col
        sheet.unmerge_cells(str(block))
        if is_column:
            for row in range(block.min_row + 1, block.max_row + 1):
                sheet.cell(row, block.min_col).value = value


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _is_total(cells: dict[int, object]) -> bool:
    return any(isinstance(value, str) and _plain(value) in ("合计", "总计", "小计") for value in cells.values())


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
