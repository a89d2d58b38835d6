"""Cells: what people and Excel write is read as meant, or refused with a word on how to write it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from portal.ledgers.cells import (
    CellFault,
    read_clock,
    read_code,
    read_count,
    read_date,
    read_dates,
    read_flag,
    read_month,
    read_phone,
    read_span,
    text_of,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5, 9, 0), "2026-03-05"),
        (46086, "2026-03-05"),
        (46086.0, "2026-03-05"),
        (20260305, "2026-03-05"),
        ("20260305", "2026-03-05"),
        ("2026.3.5", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("2026-03-05", "2026-03-05"),
        ("2026年3月5日", "2026-03-05"),
        ("２０２６．３．５", "2026-03-05"),
        (" 2026 年 3 月 5 日（星期四）", "2026-03-05"),
        ("26.3.5", "2026-03-05"),
        ("3月5日", "2025-03-05"),
        ("3.5", "2025-03-05"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_dates(value: Any, expected: str) -> None:
    assert read_date(value, 2025) == expected


@pytest.mark.parametrize(
    "value", ["2026.2.30", "2026-13-01", "去年", "2025年2月29日", 5, "12", "2026.3.55", "3月5日-6日"]
)
def test_no_dates(value: Any) -> None:
    with pytest.raises(CellFault):
        read_date(value, 2026)


def test_a_date_without_a_year_is_refused_where_none_is_known() -> None:
    with pytest.raises(CellFault, match="没有年份"):
        read_date("3月5日", None)


def test_several_dates_of_one_cell() -> None:
    assert read_dates("2026.5.20、2025年11月18日；2026/10/21", None) == ["2025-11-18", "2026-05-20", "2026-10-21"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11", "2026-11"), ("2026年11月", "2026-11"), ("11月", "2026-11"), (202611, "2026-11"),
        (date(2026, 11, 1), "2026-11"), ("11月份", "2026-11"),
    ],
)  # fmt: skip
def test_months(value: Any, expected: str) -> None:
    assert read_month(value, 2026) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.375, "09:00"), (0.479166666666667, "11:30"), (time(9, 30), "09:30"), ("9:30", "09:30"), ("9：30", "09:30"),
        ("09:30:00", "09:30"), ("9点半", "09:30"), ("下午2点", "14:00"), ("下午2:30", "14:30"), ("14时30分", "14:30"),
        ("上午9点", "09:00"),
    ],
)  # fmt: skip
def test_clocks(value: Any, expected: str) -> None:
    assert read_clock(value) == expected


@pytest.mark.parametrize("value", ["25:00", "9", "九点", "9:75"])
def test_no_clocks(value: Any) -> None:
    with pytest.raises(CellFault):
        read_clock(value)


@pytest.mark.parametrize(
    "value", ["14:30-16:00", "14:30—16:00", "14：30～16：00", "下午2点半至4点".replace("4点", "16点")]
)
def test_spans(value: str) -> None:
    assert read_span(value) == ("14:30", "16:00")


@pytest.mark.parametrize(
    "value", [630106101221, 630106101221.0, "630106101221", " 630106 101221 ", "６３０１０６１０１２２１"]
)
def test_codes_that_excel_made_numbers(value: Any) -> None:
    assert read_code(value) == "630106101221"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0971-0000100", "0971-0000100"), ("09710000100", "0971-0000100"), (9710000100, "0971-0000100"),
        (9710000100.0, "0971-0000100"), ("(0971)0000100", "0971-0000100"), ("0971－0000100", "0971-0000100"),
        ("0971 0000100", "0971-0000100"), (13900000000, "13900000000"), ("139 0000 0000", "13900000000"),
        ("139-0000-0000", "13900000000"), ("010-12345678", "010-12345678"), ("12348", "12348"),
    ],
)  # fmt: skip
def test_phones(value: Any, expected: str) -> None:
    assert read_phone(value) == expected


def test_a_number_excel_has_cut_is_refused() -> None:
    with pytest.raises(CellFault, match="前 15 位"):
        text_of(1.630119901010001e16)


@pytest.mark.parametrize(
    "value", ["63010519900101123X", "６３０１０５１９９００１０１１２３４", "身份证 630105199001011234"]
)
def test_an_identity_number_is_refused_and_not_repeated(value: str) -> None:
    with pytest.raises(CellFault) as refused:
        text_of(value)
    assert "1990" not in str(refused.value)


def test_an_error_of_excel_is_refused() -> None:
    with pytest.raises(CellFault, match="公式"):
        text_of("#REF!")


@pytest.mark.parametrize(("value", "expected"), [(35, "35"), (35.0, "35"), ("35人", "35"), ("３５", "35"), ("0", "0")])
def test_counts(value: Any, expected: str) -> None:
    assert read_count(value) == expected


@pytest.mark.parametrize("value", ["三十五", "-1", 3.5, "35左右"])
def test_no_counts(value: Any) -> None:
    with pytest.raises(CellFault):
        read_count(value)


@pytest.mark.parametrize(
    ("value", "expected"), [("是", "true"), ("√", "true"), (True, "true"), ("否", "false"), ("离任", "false")]
)
def test_flags(value: Any, expected: str) -> None:
    assert read_flag(value) == expected
