"""The list of a town's villages, as a county office keeps it: .xlsx or .csv, one village a row.

Read before anything is made: whoever hands in a list gets all its faults at once, by row.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.ledgers.cells import CellFault, text_of
from portal.ledgers.package import WorkbookFault
from portal.ledgers.spreadsheet import Sheet, read_sheets
from portal.records.fields import parse_division_code, parse_phone
from portal.text.pinyin import syllables
from portal.text.staff_message import StaffError, StaffMessage

MOST_VILLAGES = 1_000
"""Of one list; the largest district has 398."""
_MOST_BYTES = 2_000_000
_HEADER_WITHIN = 20
"""Rows above the header, titles and notes, are at most so many."""
_COLUMNS: Mapping[str, str] = {
    "name": "名称 村名 村名称 村社区 村社区名称 村居名称 村居 行政村 行政村名称 单位名称 村委会名称 村委会 "
    "name officialname village",
    "code": "代码 编码 统计用区划代码 区划代码 行政区划代码 统计代码 村代码 村编码 12位代码 12位区划代码 code",
    "phone": "电话 联系电话 村委会电话 办公电话 值班电话 村办电话 phone",
    "place": "地址 地点 村委会地址 办公地点 办公地址 村委会地点 place address",
}
"""How offices call the columns, parted by spaces; brackets, spaces and strokes do not count."""
_NOISE = re.compile(r"\([^()]{0,40}\)|[\s*:、_/\-]")
_CODE = re.compile(r"[1-9]\d{11}", re.A)
_BODY = re.compile(r"(?:村?村民委员会|村民?委员会|村委会|居民委员会|居委会)\Z")
_HAN = re.compile(r"[一-鿿〇·]{2,20}")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIRST_VILLAGE = 200
"""Of the last three digits of a code: communities stand below it (国家统计局, 2009)."""


@dataclass(frozen=True, slots=True)
class ListedVillage:
    """One row of the list."""

    id: str
    name: str
    code: str
    kind: str
    phone: str = ""
    place: str = ""

    @property
    def english(self) -> str:
        """Its name in pinyin, as names of places are written in English."""
        kind = "Community" if self.kind == "community" else "Village"
        return f"{''.join(syllables(stem_of(self.name))).capitalize()} {kind}"


class VillageListError(StaffError):
    """The faults of a list, a line each."""

    def __init__(self, faults: Sequence[StaffMessage]) -> None:
        super().__init__("\n".join(fault.zh for fault in faults), "\n".join(fault.en for fault in faults))
        self._faults = faults

    def __str__(self) -> str:
        return "\n".join(map(str, self._faults))


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]


def read_village_list(path: Path) -> list[ListedVillage]:
    """Return the villages of a list; raises VillageListError with every fault of it."""
    rows, faults = _rows(path)
    if len(rows) > MOST_VILLAGES:
        raise VillageListError([_told(path, None, f"超过 {MOST_VILLAGES} 个村", f"more than {MOST_VILLAGES} villages")])
    found = []
    for row in rows:
        faults += [_told(path, row.number, *fault) for fault in _faults_of(row)]
        found.append((row.number, _village(row)))
    if not rows:
        faults.append(_told(path, None, "一个村也没有", "it names no village"))
    faults += [_told(path, number, zh, en) for number, zh, en in _faults_between(found)]
    if faults:
        raise VillageListError(faults)
    return _with_ids([village for _, village in found])


def stem_of(name: str) -> str:
    """Return a name without the word for what it is: 青石 of 青石村, 青石镇."""
    for ending in ("社区", "街道", "苏木", "嘎查", "村", "镇", "乡"):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name


def _told(path: Path, row: int | None, zh: str, en: str) -> StaffMessage:
    where = (f"{path.name} 第 {row} 行：", f"{path.name}, row {row}: ") if row else (f"{path.name}：", f"{path.name}: ")
    return StaffMessage(where[0] + zh, where[1] + en)


# --- rows -----------------------------------------------------------------------------------


def _rows(path: Path) -> tuple[list[_Row], list[StaffMessage]]:
    if not path.is_file():
        raise VillageListError([_told(path, None, f"没有这个文件：{path}", f"there is no such file: {path}")])
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        return _find_rows(path, [Sheet(path.name, _csv_rows(path))])
    try:
        sheets = read_sheets(path)
    except WorkbookFault as fault:
        raise VillageListError([_told(path, None, *fault.message)]) from None
    return _find_rows(path, sheets)


def _csv_rows(path: Path) -> dict[int, dict[int, object]]:
    raw = path.read_bytes()
    if len(raw) > _MOST_BYTES:
        raise VillageListError([_told(path, None, "文件太大，不像名单", "far too large for a list")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("gb18030")  # as Excel saves CSV in Chinese
        except UnicodeDecodeError:
            text = ""
    if not text or "\0" in text:
        told = _told(
            path, None, "不是文字文件：另存为 .xlsx 或 UTF-8 的 .csv", "no text: save it as .xlsx or UTF-8 .csv"
        )
        raise VillageListError([told])
    delimiter = max(",\t;", key=text[:2000].count)
    try:
        listed = list(csv.reader(text.splitlines(), delimiter=delimiter))
    except csv.Error:
        told = _told(path, None, "格子太长，不像名单", "cells far too long for a list")
        raise VillageListError([told]) from None
    return {
        number: {column: cell for column, cell in enumerate(row, 1) if cell.strip()}
        for number, row in enumerate(listed, 1)
        if any(cell.strip() for cell in row)
    }


def _find_rows(path: Path, sheets: Sequence[Sheet]) -> tuple[list[_Row], list[StaffMessage]]:
    """The rows below the first header that names villages, and the faults of how they are laid out."""
    for sheet in sheets:
        for number, cells in list(sheet.rows.items())[:_HEADER_WITHIN]:
            columns = _columns(cells)
            if "name" in columns.values():
                return _read_rows(path, sheet, number, columns)
    told = _told(
        path, None, "找不到表头：要有“名称”“统计用区划代码”两列，可以有“电话”“地址”",
        "no header: columns 名称 (name) and 统计用区划代码 (code) are needed; 电话 and 地址 may stand beside",
    )  # fmt: skip
    raise VillageListError([told])


def _columns(cells: Mapping[int, object]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, value in cells.items():
        header = _NOISE.sub("", unicodedata.normalize("NFKC", f"{value}"[:60])).lower()
        key = next((key for key, names in _COLUMNS.items() if header in names.split()), None)
        if key and key not in found.values():
            found[column] = key
    return found


def _read_rows(
    path: Path, sheet: Sheet, header: int, columns: Mapping[int, str]
) -> tuple[list[_Row], list[StaffMessage]]:
    faults = [
        _told(path, first, f"第 {first} 到 {last} 行的单元格是合并的：取消合并，每村一行",
              f"the cells of rows {first} to {last} are merged: unmerge them, one village a row")
        for column, key in columns.items() if key in ("name", "code")
        for first, last in sheet.merged.get(column, ()) if last > header and last > first
    ]  # fmt: skip
    if faults:  # what else they lack is a consequence
        raise VillageListError(faults)
    rows = []
    for number, cells in sheet.rows.items():
        if number > header and any(column in columns for column in cells):
            try:
                texts = {key: text_of(cells[column]) for column, key in columns.items() if column in cells}
            except CellFault as fault:
                faults.append(_told(path, number, *fault.message))
                continue
            if not any(f"{cell}".replace(" ", "").startswith(("合计", "总计", "小计")) for cell in cells.values()):
                rows.append(_Row(number, texts))
    return rows, faults


# --- what a row says ------------------------------------------------------------------------


def _name(row: _Row) -> str:
    """The village's name without the word for its committee: 青石村 of 青石村村民委员会."""
    written = "".join(unicodedata.normalize("NFKC", row.cells.get("name", "")).split())
    body = _BODY.search(written)
    if body is None:
        return written
    stem = written[: body.start()]
    return stem if stem.endswith(("村", "社区")) else f"{stem}{'村' if '村' in body[0] else '社区'}"


def _code(row: _Row) -> str:
    return "".join(unicodedata.normalize("NFKC", row.cells.get("code", "")).split())


def _is_code(code: str) -> bool:
    """Whether it is a code that some place could have."""
    try:
        parse_division_code(code)
    except ValueError:
        return False
    return _CODE.fullmatch(code) is not None


def _faults_of(row: _Row) -> Iterator[tuple[str, str]]:
    name, code, phone = _name(row), _code(row), row.cells.get("phone", "").strip()
    if not name:
        yield "没有村名", "no name"
    elif not _HAN.fullmatch(name):
        yield f"“{name[:20]}”不像村名（2 到 20 个汉字）", f"“{name[:20]}” is no name of a village (2 to 20 characters)"
    if not code:
        yield (
            f"{name[:20]} 没有统计用区划代码：到国家统计局网站的区划代码里查，12 位",
            f"{name[:20]} has no division code: look it up in the list of the National Bureau of Statistics, 12 digits",
        )
    elif not _is_code(code):
        yield f"“{code[:20]}”不是 12 位区划代码", f"“{code[:20]}” is no division code of 12 digits"
    if phone:
        try:
            parse_phone(phone)
        except ValueError:
            yield (
                f"电话“{phone[:20]}”写法不对，例如 0971-2230000",
                f"“{phone[:20]}” is no phone number such as 0971-2230000",
            )


def _village(row: _Row) -> ListedVillage:
    name, code = _name(row), _code(row)
    last = int(code[-3:]) if _CODE.fullmatch(code) else 0
    is_community = name.endswith("社区") if not 0 < last < 400 else last < _FIRST_VILLAGE
    kind = "community" if is_community else "village"
    return ListedVillage("", name, code, kind, row.cells.get("phone", "").strip(), row.cells.get("place", "").strip())


def _faults_between(found: Sequence[tuple[int, ListedVillage]]) -> Iterator[tuple[int, str, str]]:
    """Names and codes that stand twice, and codes of another town."""
    names: dict[str, int] = {}
    codes: dict[str, int] = {}
    towns = Counter(village.code[:9] for _, village in found if _CODE.fullmatch(village.code))
    town = towns.most_common(1)[0][0] if towns else ""
    for number, village in found:
        other = names.setdefault(village.name, number)
        if village.name and other != number:
            yield (
                number, f"{village.name} 在第 {other} 行已经有了：同名的村用各自的全名分开",
                f"{village.name} stands in row {other} already: tell villages of one name apart by their full names",
            )  # fmt: skip
        if not _CODE.fullmatch(village.code):
            continue
        other = codes.setdefault(village.code, number)
        if other != number:
            yield (
                number,
                f"代码 {village.code} 在第 {other} 行已经有了",
                f"the code {village.code} stands in row {other} already",
            )
        elif village.code[:9] != town:
            yield (
                number, f"代码 {village.code} 是别的镇的（本镇的开头是 {town}）",
                f"the code {village.code} is of another town (this one's begin with {town})",
            )  # fmt: skip


def _with_ids(villages: Sequence[ListedVillage]) -> list[ListedVillage]:
    """The villages with ids from their names in pinyin; those that read alike get the last digits of their code."""
    written = {village.code: "".join(syllables(stem_of(village.name))).lower() for village in villages}
    counted = Counter(written.values())
    found = []
    for village in villages:
        id = written[village.code]
        if not _ID.fullmatch(id):
            id = f"village-{village.code[-3:]}"
        elif counted[id] > 1:
            id += "-community" if village.kind == "community" else ""
            if village.kind != "community" and sum(w == written[village.code] for w in written.values()) > 1:
                id += f"-{village.code[-3:]}"
        found.append(ListedVillage(id, village.name, village.code, village.kind, village.phone, village.place))
    return found
