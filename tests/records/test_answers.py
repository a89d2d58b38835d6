"""Answers at the command line: as people write them, and judged at once."""

from __future__ import annotations

from datetime import date

import pytest

from portal.catalog.catalog import Catalog
from portal.commands.answers import read_answer
from portal.text.staff_message import StaffError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("date", "2026.12.4", "2026-12-04"), ("date", "2026年12月4日", "2026-12-04"), ("date", "12月4日", "2026-12-04"),
        ("date", "3月5日", "2027-03-05"), ("date", "2026-12-04", "2026-12-04"), ("from", "9:30", "09:30"),
        ("from", "9点半", "09:30"), ("to", "下午3点", "15:00"), ("to", "11：00", "11:00"), ("month", "12月", "2026-12"),
        ("villages", "加牙村、黑城村", "jiaya, heicheng"), ("adviser", "示例律师01", "sample-01"),
        ("venue", "会议室", "会议室"),
    ],
)  # fmt: skip
def test_an_answer_is_taken_as_it_is_meant(name: str, text: str, expected: str, catalog: Catalog) -> None:
    assert read_answer(name, text, catalog, TODAY) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [("date", "2月30日"), ("date", "明天"), ("from", "25:00"), ("month", "13月"), ("id", "加牙"), ("phone", "12"),
     ("villages", "没有的村"), ("topics", "x")],
)  # fmt: skip
def test_a_wrong_answer_is_told_at_once(name: str, text: str, catalog: Catalog) -> None:
    with pytest.raises(StaffError):
        read_answer(name, text, catalog, TODAY)
