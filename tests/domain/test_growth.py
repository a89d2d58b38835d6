"""What reads free text takes at most 2.2 times as long for twice the text, whatever the text is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import pytest
from tests.pumping import best_of

from portal.explainers.markdown_subset import check_lines
from portal.problems.problem import Problem
from portal.text.personal_data import find_personal_data, lines_to_look_at, mask
from portal.yaml_io.document import Document, read_document
from portal.yaml_io.syntax_errors import find_syntax_faults
from portal_publish import privacy_gate

SIZE = 20_000
MOST_GROWTH = 2.2
UNITS = {
    "digits": "1 ", "cards": "4 ", "hyphens": "1-", "half landlines": "0971-", "mobiles": "13800138000 ",
    "letters": "a",
    "mobile lines": "13800138000\n", "blanks": " ", "birthdays": "生日1985年3月5日 ", "addresses": "住址加牙村12号 ",
    "cues": "住在村", "English cues": "lives at ", "hidden": "1\u200b", "wide blanks": "\u3000", "brackets": "[a](b",
    "tags": "<a ", "references": "&amp;#1", "slips": "a:b\n", "quotes": "'\"",
    "lines": "\n", "slashes": "//", "stars": "**",
}  # fmt: skip
STARTS = ("", "# 13800138000 ", "住址", "生日", "家住 ")


def in_site(suffix: str) -> Callable[[str], Iterable[object]]:
    return lambda text: privacy_gate._find_in(f"x{suffix}", text, set())


READERS: dict[str, Callable[[str], Iterable[object]]] = {
    "find_personal_data": find_personal_data.__wrapped__,
    "mask": mask.__wrapped__,
    "lines_to_look_at": lines_to_look_at,
    "find_slips": lambda text: find_syntax_faults(text, is_yaml=True),
    "read_document": lambda text: read_document("x.yml", text).problems,
    "check_lines": lambda text: check_lines(Document("x.md", text), text, 0),
    "problem": lambda text: Problem("text-empty", "x.yml", args={"key": text}).text("found", "zh"),
    "page": in_site(".html"),
    "feed": in_site(".ics"),
    "data": in_site(".json"),
}


def work(read: Callable[[str], Iterable[object]], text: str) -> float:
    find_personal_data.cache_clear()
    mask.cache_clear()
    start = time.process_time()
    for _ in read(text):
        pass
    return time.process_time() - start


def grown(read: Callable[[str], Iterable[object]], one: str, two: str) -> float:
    """How much longer the second text takes: the best of some tries, or the first that is in bounds."""
    return best_of(4, lambda: work(read, two) / work(read, one), MOST_GROWTH)


LONG = ("cards",)
"""Units that every reader takes longest for: after one start by default, after the others behind `make bench`."""
CASES = [(unit, STARTS[:1] if unit in LONG else STARTS) for unit in UNITS] + [
    pytest.param(unit, STARTS[1:], marks=pytest.mark.slow) for unit in LONG
]


@pytest.mark.parametrize(("unit", "starts"), CASES)
@pytest.mark.parametrize("reader", READERS)
def test_twice_the_text_is_twice_the_work(reader: str, unit: str, starts: tuple[str, ...]) -> None:
    for start in starts:
        size = SIZE

        def text(size: int, start: str = start) -> str:
            return start + UNITS[unit] * (size // len(UNITS[unit])) + "\x01"

        if work(READERS[reader], text(size)) < 0.03:
            continue  # under two millionths of a second a sign: the square would take ten times as long
        growth = grown(READERS[reader], text(size), text(2 * size))
        assert growth <= MOST_GROWTH, f"{reader}, {start!r}: {growth:.1f}"
