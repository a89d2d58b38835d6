"""Excel and pictures: shown first, written by the same path, and what they carry besides is left behind."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image
from werkzeug.test import TestResponse

from tests.desk.conftest import HOST, Desk, git
from tests.desk.forms import Sent


def _workbook(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("村", "姓名", "培训日期"), *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _send(desk: Desk, path: str, raw: bytes, name: str, **fields: str) -> TestResponse:
    token = next(value for key, value in desk.form("record/village/jiaya") if key == "csrf_token")
    data = {"file": (io.BytesIO(raw), name), "csrf_token": token, **fields}
    return desk.client.post(path, data=data, content_type="multipart/form-data", base_url=f"http://{HOST}")


def _hidden(page: str) -> Sent:
    names = ("csrf_token", "name", "kind", "year", "file")
    return [(name, page.split(f'name="{name}" value="')[-1].split('"')[0]) for name in names]


def test_a_ledger_is_shown_row_by_row_and_accepted(desk: Desk) -> None:
    raw = _workbook(("加牙村", "示例明白人067", "2026-06-01"), ("加牙村", "示例明白人900", "2026-06-01"),
                    ("没有的村", "示例明白人901", "2026-06-01"))  # fmt: skip
    page = _send(desk, "/ledgers", raw, "台账.xlsx", kind="legal-helpers", year="").get_data(as_text=True)
    assert "没有叫“没有的村”的村" in page and "Sheet!A4" in page
    assert "加上 示例明白人900" in page and "2026" in page
    before = desk.log()
    answer = desk.post("/ledgers/accept", _hidden(page))
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert desk.log()[1:] == before and desk.log()[0].startswith("读入台账")
    assert "示例明白人900" in (desk.root / "content/villages/jiaya.yml").read_text("utf-8")


def test_a_name_like_one_on_record_is_asked_about(desk: Desk) -> None:
    raw = _workbook(("加牙村", "示例 明白人067", "2026-06-01"))
    page = _send(desk, "/ledgers", raw, "台账.xlsx", kind="legal-helpers", year="").get_data(as_text=True)
    if "会改的档案" in page and "加上" in page:
        assert "是不是同一个人" in page
        answer = desk.post("/ledgers/accept", _hidden(page))
        assert answer.status_code == 200 and "是不是同一个人" in answer.get_data(as_text=True)


@pytest.mark.parametrize("raw", [b"", b"no workbook", b"PK\x03\x04" + b"\0" * 400])
def test_what_is_no_workbook_is_one_sentence(raw: bytes, still_desk: Desk) -> None:
    answer = _send(still_desk, "/ledgers", raw, "x.xlsx", kind="legal-helpers", year="")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "这个文件读不了" in page and "Traceback" not in page


def test_an_export_read_in_again_changes_nothing(desk: Desk) -> None:
    raw = desk.get("/ledgers/export.xlsx?kind=legal-helpers").get_data()
    assert load_workbook(io.BytesIO(raw)).sheetnames
    page = _send(desk, "/ledgers", raw, "x.xlsx", kind="legal-helpers", year="").get_data(as_text=True)
    assert "没有要改的" in page


def _photo() -> bytes:
    picture = Image.new("RGB", (900, 1200), "gray")
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    exif[0x8825] = {1: "N", 2: (36.0, 30.0, 0.0)}
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue() + b"more behind the end"


def test_a_photo_is_drawn_anew_and_goes_with_its_consent(desk: Desk) -> None:
    plain = _photo().removesuffix(b"more behind the end")
    answer = _send(desk, "/photo/sample-05", plain, "x.jpg", what="photo", consent="2026-11-01")
    assert answer.status_code == 302, answer.get_data(as_text=True)
    path: Path = desk.root / "content/advisers/photos/sample-05.jpg"
    raw = path.read_bytes()
    assert b"Kamera" not in raw and b"Exif" not in raw and Image.open(path).width == 600
    assert "photo: {file: sample-05.jpg, consent: 2026-11-01}" in (
        (desk.root / "content/advisers/sample-05.yml").read_text("utf-8")
    )
    token = [item for item in desk.form("record/adviser/sample-05") if item[0] == "csrf_token"]
    assert desk.post("/photo/sample-05", [*token, ("what", "withdraw-photo")]).status_code == 302
    assert not path.exists() and git(desk.root, "status", "--porcelain") == ""


@pytest.mark.parametrize("raw", [b"", b"GIF89a", b"\xff\xd8\xff\xe0" + b"\0" * 99])
def test_what_is_no_photo_is_one_sentence(raw: bytes, still_desk: Desk) -> None:
    answer = _send(still_desk, "/photo/sample-05", raw, "x.jpg", what="photo", consent="2026-11-01")
    assert answer.status_code == 422 and "照片不能用" in answer.get_data(as_text=True)
