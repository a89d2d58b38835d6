"""Sheets: the cells of a workbook that hold something (ECMA-376 part 1, chapter 18).

Values alone, as ledgers need them: no styles but whether a number is a date, no formulas but what they last came to.
openpyxl writes our workbooks. It does not read those of others, because it keeps what a sheet could hold, not what it
holds: one cell in the last corner, or one merged block down to it, takes gigabytes.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from portal.ledgers.package import Package, WorkbookFault

MOST_SHEETS = 100
MOST_ROWS = 20_000
"""Of one sheet that hold something, titles and header apart."""
_ROWS_ABOVE = 20
MOST_COLUMNS = 200
"""Cells further right are not read: no ledger is as wide."""
MOST_MERGED = 20_000
"""Merged blocks of one sheet."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of Excel (and so of WPS)."""
_LONGEST_FORMAT = 255
"""Characters of a number format (Excel's own limit)."""
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.A)
_BLOCK = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", re.A)


@dataclass(slots=True)
class Sheet:
    """What a sheet holds."""

    title: str
    rows: dict[int, dict[int, object]] = field(default_factory=dict)
    """Cells that are not blank by row and column, both from 1; the rows in order."""
    merged: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """By column the first and last rows of blocks that are merged down it, in order."""
    beyond: str = ""
    """The first cell that holds something and was not read, too far right."""


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of a workbook; raises WorkbookFault if it cannot be read."""
    package = Package(path)
    part = package.workbook_part()
    relations = package.relations(part)
    named: list[tuple[str, str]] = []
    epoch = WINDOWS_EPOCH

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal epoch
        if tag == "sheet":
            id = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            named.append((attributes.get("name", ""), id))
        elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            epoch = MAC_EPOCH

    package.parse(part, start)
    if len(named) > MOST_SHEETS:
        raise WorkbookFault(f"工作表太多，最多 {MOST_SHEETS} 张", f"too many sheets, at most {MOST_SHEETS}")
    parts = {kind: target for kind, target in relations.values() if kind in ("sharedStrings", "styles")}
    texts = _read_texts(package, parts.get("sharedStrings", ""))
    dates = _Dates(package, parts.get("styles", ""), epoch)
    sheets = []
    for title, id in named:
        kind, target = relations.get(id, ("", ""))
        if kind == "worksheet":
            reader = _SheetReader(Sheet(title), texts, dates)
            if not package.parse(target, reader.start, reader.end, reader.text):
                raise WorkbookFault(f"工作表“{title}”的内容丢了", f"the content of the sheet “{title}” is lost")
            sheets.append(reader.finish())
    return sheets


def _read_texts(package: Package, part: str) -> list[str] | None:
    """The texts that cells refer to by number; None if the workbook has none."""
    texts: list[str] = []
    pieces: list[str] = []
    inside = {"t": 0, "rPh": 0}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag in inside:
            inside[tag] += 1

    def end(tag: str) -> None:
        if tag in inside:
            inside[tag] -= 1
        elif tag == "si":
            texts.append("".join(pieces))
            pieces.clear()

    def text(written: str) -> None:
        if inside["t"] and not inside["rPh"]:  # not how a word is read aloud (phonetic runs)
            pieces.append(written)

    return texts if package.parse(part, start, end, text) else None


class _Dates:
    """Which numbers are dates: those of a style whose format shows days or hours."""

    def __init__(self, package: Package, part: str, epoch: datetime) -> None:
        self._epoch = epoch
        self._formats: dict[str, str] = {f"{number}": format for number, format in BUILTIN_FORMATS.items()}
        self._styles: list[str] = []
        self._known: dict[str, bool] = {}
        self._is_in_cells = False
        package.parse(part, self._start, self._end)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "cellXfs":
            self._is_in_cells = True
        elif tag == "xf" and self._is_in_cells:
            self._styles.append(attributes.get("numFmtId", ""))
        elif tag == "numFmt" and len(attributes.get("formatCode", "")) <= _LONGEST_FORMAT:
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def _end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._is_in_cells = False

    def value(self, number: float, style: str) -> object:
        """The date or time that a number of that style is; else the number."""
        is_date = self._known.get(style)
        if is_date is None:
            at = int(style) if _WHOLE.fullmatch(style) else -1
            format = self._formats.get(self._styles[at], "") if 0 <= at < len(self._styles) else ""
            is_date = self._known[style] = is_date_format(format)
        if not is_date:
            return number
        try:
            return from_excel(number, self._epoch)
        except (OverflowError, ValueError):  # no day of any calendar
            return number


class _SheetReader:
    """Collects the cells of one sheet while its XML goes by."""

    def __init__(self, sheet: Sheet, texts: list[str] | None, dates: _Dates) -> None:
        self._sheet, self._texts, self._dates = sheet, texts, dates
        self._columns: dict[str, int] = {}
        """Numbers of columns by their letters."""
        self._row = self._column = 0
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._is_value = False
        self._blocks: list[tuple[int, int, int]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Takes note of where the next value stands."""
        if tag == "c":
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            reference = attributes.get("r", "")
            self._column = self._column_of(reference.rstrip("0123456789")) if reference else self._column + 1
        elif tag in ("v", "t"):
            self._is_value = True
        elif tag == "row":
            written = attributes.get("r", "")
            self._row = int(written) if re.fullmatch(r"[1-9]\d{0,6}", written, re.A) else self._row + 1
            self._column = 0
            if self._row > LAST_ROW:
                raise self._fault()
        elif tag == "rPh":
            self._kind = "phonetic"
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, written: str) -> None:
        """Takes a piece of a value."""
        if self._is_value and self._kind != "phonetic":
            self._pieces.append(written)

    def end(self, tag: str) -> None:
        """Puts a value that is complete into the sheet."""
        if tag in ("v", "t"):
            self._is_value = False
        elif tag == "rPh":
            self._kind = "inlineStr"
        elif tag == "c" and self._pieces:
            written = "".join(self._pieces)
            self._pieces.clear()
            if written.strip():
                self._put(written)

    def finish(self) -> Sheet:
        """The sheet, its rows and blocks in order."""
        self._sheet.rows = {row: cells for row, cells in sorted(self._sheet.rows.items()) if cells}
        for column, first, last in sorted(self._blocks):
            self._sheet.merged.setdefault(column, []).append((first, last))
        return self._sheet

    def _put(self, written: str) -> None:
        value = self._value(written)
        if isinstance(value, str) and not value.strip():
            return
        if self._column > MOST_COLUMNS:
            self._sheet.beyond = self._sheet.beyond or f"{get_column_letter(self._column)}{self._row}"
            return
        cells = self._sheet.rows.setdefault(self._row, {})
        cells[self._column] = value
        if len(self._sheet.rows) > MOST_ROWS + _ROWS_ABOVE:
            title = self._sheet.title
            raise WorkbookFault(
                f"工作表“{title}”超过 {MOST_ROWS} 行：分成几个文件",
                f"the sheet “{title}” has more than {MOST_ROWS} rows: split it into several files",
            )

    def _value(self, written: str) -> object:
        if self._kind == "s":
            return self._shared(written)
        if self._kind == "n":
            return self._number(written)
        if self._kind == "b":
            return written.strip() == "1"
        if self._kind == "d":
            try:
                return datetime.fromisoformat(written.strip())
            except ValueError:
                return written
        return written

    def _shared(self, written: str) -> str:
        if self._texts is None:
            raise WorkbookFault(
                "文件里的文字丢了：用 Excel 或 WPS 打开，另存为新的 .xlsx 再试",
                "the workbook has lost its texts: open it in Excel or WPS and save it as a new .xlsx",
            )
        at = int(written) if _WHOLE.fullmatch(written) else -1
        if not 0 <= at < len(self._texts):
            raise self._fault()
        return self._texts[at]

    def _number(self, written: str) -> object:
        if _WHOLE.fullmatch(written):
            return self._dates.value(int(written), self._style)
        try:
            number = float(written)
        except ValueError:
            return written
        return self._dates.value(number, self._style) if math.isfinite(number) else written

    def _column_of(self, letters: str) -> int:
        found = self._columns.get(letters)
        if found is None:
            try:
                found = self._columns[letters] = column_index_from_string(letters)
            except ValueError:
                raise self._fault() from None
            if found > LAST_COLUMN:
                raise self._fault()
        return found

    def _merge(self, reference: str) -> None:
        match = _BLOCK.fullmatch(reference)
        if match is None:
            raise self._fault()
        if match[1] == match[3]:
            self._blocks.append((self._column_of(match[1]), int(match[2]), int(match[4])))
        if len(self._blocks) > MOST_MERGED:
            title = self._sheet.title
            raise WorkbookFault(
                f"工作表“{title}”的合并单元格太多，最多 {MOST_MERGED} 处",
                f"the sheet “{title}” has too many merged cells, at most {MOST_MERGED}",
            )

    def _fault(self) -> WorkbookFault:
        title = self._sheet.title
        return WorkbookFault(
            f"工作表“{title}”坏了：用 Excel 或 WPS 打开，另存为新的 .xlsx 再试",
            f"the sheet “{title}” is damaged: open it in Excel or WPS and save it as a new .xlsx",
        )
