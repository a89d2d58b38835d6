"""A list of villages as a county office keeps it becomes villages, or its faults are told by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from portal.towns.village_list import VillageListError, read_village_list

Row = list[int | str | None]
Rows = list[Row]
HEADER: Row = ["序号", "村（社区）名称", "统计用区划代码", "联系电话"]
ROWS: Rows = [
    [1, "青石社区居民委员会", "630999101001", "0971-2230001"],
    [2, "上河村村民委员会", 630999101200, None],
    [3, "下河村委会", "630999101201", None],
    [4, "尚河村", "630999101202", None],
]


def _workbook(path: Path, rows: Rows, merged: str = "") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    header: Rows = [["青石镇各村一览表"], [*HEADER]]
    for row in [*header, *rows]:
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    if merged:
        sheet.merge_cells(merged)
    book.save(path)
    return path


def _csv(path: Path, rows: Rows, encoding: str) -> Path:
    lines = [",".join("" if cell is None else f"{cell}" for cell in row) for row in [[*HEADER], *rows]]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def _faults(path: Path) -> str:
    with pytest.raises(VillageListError) as caught:
        read_village_list(path)
    return str(caught.value)


def test_a_workbook_with_a_title_and_a_sum_is_read(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "各村.xlsx", [*ROWS, ["合计", 4, None, None]])
    found = [(village.id, village.name, village.code, village.kind) for village in read_village_list(path)]
    assert found == [
        ("qingshi", "青石社区", "630999101001", "community"),
        ("shanghe-200", "上河村", "630999101200", "village"),
        ("xiahe", "下河村", "630999101201", "village"),
        ("shanghe-202", "尚河村", "630999101202", "village"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_says_the_same_in_any_of_excels_encodings(tmp_path: Path, encoding: str) -> None:
    read = read_village_list(_csv(tmp_path / "v.csv", ROWS, encoding))
    assert read == read_village_list(_workbook(tmp_path / "v.xlsx", ROWS))
    assert read[0].phone == "0971-2230001"


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        ([5, "绿柳村", None, None], "第 7 行：绿柳村 没有统计用区划代码", "has no division code"),
        ([5, "绿柳村", "6309991012", None], "“6309991012”不是 12 位区划代码", "no division code of 12 digits"),
        ([5, "下河村", "630999101203", None], "下河村 在第 5 行已经有了", "stands in row 5 already"),
        ([5, "绿柳村", "630999101201", None], "代码 630999101201 在第 5 行已经有了", "stands in row 5 already"),
        ([5, "绿柳村", "630999102203", None], "代码 630999102203 是别的镇的", "is of another town"),
        ([5, None, "630999101203", None], "第 7 行：没有村名", "no name"),
        ([5, "../x", "630999101203", None], "不像村名", "no name of a village"),
        ([5, "绿柳村", "630999101203", "打我电话"], "电话“打我电话”写法不对", "no phone number"),
    ],
)
def test_a_row_that_is_wrong_is_told_with_its_number(tmp_path: Path, row: Row, zh: str, en: str) -> None:
    said = _faults(_workbook(tmp_path / "v.xlsx", [*ROWS, row]))
    assert zh in said and en in said


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    rows: Rows = [[1, "甲村", None, None], [2, "乙村", None, None], [3, "乙村", "1", None]]
    assert len(_faults(_csv(tmp_path / "v.csv", rows, "utf-8")).splitlines()) == 4


def test_merged_cells_are_told(tmp_path: Path) -> None:
    assert "第 4 到 5 行的单元格是合并的" in _faults(_workbook(tmp_path / "v.xlsx", ROWS, "B4:B5"))


def test_an_old_xls_is_told_to_be_saved_anew(tmp_path: Path) -> None:
    path = tmp_path / "v.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "另存为 .xlsx" in _faults(path)


@pytest.mark.parametrize("raw", [b"", b"\x00\x01\x02", "名字,号码\n甲,乙\n".encode(), "名称,代码\n".encode()])
def test_what_is_no_list_is_told(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "v.csv"
    path.write_bytes(raw)
    said = _faults(path)
    assert "v.csv" in said and len(said) > 20


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "没有这个文件" in _faults(tmp_path / "v.xlsx")
    assert "没有这个文件" in _faults(tmp_path)
