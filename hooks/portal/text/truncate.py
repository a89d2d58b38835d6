"""Shortening: free texts cut so that a whole stays within its length.

What may be cut is ranked: 0 is left out first, 1 is cut next, 2 last.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

MOST_CHARACTERS = 299
"""Under 300: more is folded away in a chat and not read."""

_WIDTHS = (
    (200, 200, 200), (45, 200, 200), (24, 200, 200), (0, 200, 200), (0, 60, 200), (0, 40, 200), (0, 28, 200),
    (0, 20, 200), (0, 14, 160), (0, 14, 130), (0, 12, 100), (0, 10, 80), (0, 8, 60), (0, 6, 40), (0, 4, 20),
)  # fmt: skip
"""Characters a text of rank 0, 1 and 2 may have, tried in turn."""


class Clip(Protocol):
    """Shortens a text by its rank; `str()` of what it is given is the text."""

    def __call__(self, text: object, rank: int, /) -> str: ...


def fit(compose: Callable[[Clip], str], is_short: Callable[[str], bool]) -> str:
    """The fullest text `compose` makes that is short enough; the shortest if none is."""
    text = ""
    for widths in _WIDTHS:
        text = compose(_clip_to(widths))
        if is_short(text):
            break
    return text


def _clip_to(widths: tuple[int, ...]) -> Clip:
    def clip(text: object, rank: int, /) -> str:
        return shorten(str(text), widths[rank])

    return clip


def shorten(text: str, width: int) -> str:
    """The text in at most `width` characters, on one line, cut between words or syllables."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    if width < 2:
        return ""
    cut = text[: width - 1]
    if re.match("[\u0f40-\u0fbcA-Za-z]", text[width - 1]):
        # A Tibetan syllable or a Latin word cut in two is no word; Han may be cut anywhere.
        cut = re.sub("(?<![^\u0f0b\\s])[^\u0f0b\\s]++\\Z", "", cut) or cut
    return cut.rstrip(" \u0f0b,，、(（") + "…"
