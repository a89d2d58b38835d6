"""Figures in a report's words are read as numbers, or refused."""

from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError

from portal.records.approximate_number import parse_stated


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("40余", 40, "at-least"), ("4000余", 4000, "at-least"), ("35", 35, "exactly"), ("４０余场", 40, "at-least"),
        ("4,000 余份", 4000, "at-least"), ("四十余场次", 40, "at-least"), ("一万二千余份", 12000, "at-least"),
        ("1.2万", 12000, "exactly"), ("超过40", 40, "more-than"), ("近40", 40, "about"), ("100+", 100, "at-least"),
        ("百余", 100, "at-least"), ("不少于 34 个", 34, "at-least"),
    ],
)  # fmt: skip
def test_words_of_reports_are_numbers(text: str, number: int, kind: str) -> None:
    stated = parse_stated(text)
    assert (stated.number, stated.kind, stated.text) == (number, kind, text)


@pytest.mark.parametrize(
    "text", ["若干", "几十", "多次", "余40", "二〇二四", "一百二", "1.5", "四十余以上", "", "-3", "40-50"]
)
def test_words_nobody_can_read_as_a_number_are_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_stated(text)
    assert caught.value.type == "stated-form"


@pytest.mark.parametrize(
    ("text", "counted", "verdict"),
    [
        ("40余", 39, "short"), ("40余", 40, "borne-out"), ("40余", 900, "borne-out"), ("35", 34, "short"),
        ("35", 35, "borne-out"), ("35", 36, "more"), ("超过40", 40, "short"), ("超过40", 41, "borne-out"),
        ("近40", 36, "borne-out"), ("近40", 35, "short"),
    ],
)  # fmt: skip
def test_so_many_rows_bear_a_stated_figure_out(text: str, counted: int, verdict: str) -> None:
    assert parse_stated(text).judge(counted) == verdict
