"""How large a poster's type may be so that all it says fits one A4 page.

An estimate from widths of characters, on the safe side; assets/paper.css has the sizes it
reckons with, and a test prints the posters of every village, and overfull ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.text.language_traits import LANGUAGE_TRAITS

SIZES = (16, 15, 14, 13, 12, 11, 10, 9, 8)
"""The sheet's type in points, as `.fit-16` and so on in assets/paper.css; everything but the numbers follows it."""

_WIDTH = 516
"""Points between the margins."""
_BESIDE_FACE = 410
_FACE = 80
_HEIGHT = 505
"""Points between the town's line and the foot, without the number."""
_NARROW = 0.6
"""Ems: letters and digits of a wide face, in bold."""


@dataclass(frozen=True, slots=True)
class PosterTexts:
    """What the records say on a poster, as it is laid out."""

    heading: str
    name: str
    beside_face: Sequence[str]
    dates: Sequence[str]
    helpers: str
    lines: Sequence[str]
    """Headings and single lines at the sheet's own size."""


def find_size(texts: PosterTexts, language: str) -> int:
    """The largest size at which everything fits; the smallest if nothing does."""
    traits = LANGUAGE_TRAITS[language]
    room = _HEIGHT - traits.extra_foot
    return next((size for size in SIZES if _height(texts, size, traits.line_height) <= room), SIZES[-1])


def _height(texts: PosterTexts, size: int, line: float) -> float:
    heading = _lines(texts.heading, 2.6 * size, _WIDTH) * 2.6 * size * (line - 0.2)
    person = _lines(texts.name, 1.8 * size, _BESIDE_FACE) * 1.8 * size * 1.5
    person += sum(_lines(text, size, _BESIDE_FACE) for text in texts.beside_face) * size * line
    dates = sum(_lines(text, 1.1 * size, _WIDTH) for text in texts.dates) * (1.1 * size * line + 0.3 * size)
    helpers = _lines(texts.helpers, 1.1 * size, _WIDTH) * 1.1 * size * line
    lines = sum(_lines(text, 1.2 * size, _WIDTH) * 1.2 + 0.5 for text in texts.lines) * size * line
    return heading + max(person, _FACE) + size + dates + helpers + lines


def _lines(text: str, size: float, width: float) -> int:
    return int(-(-_width_of(text) * size // width)) if text else 0


@lru_cache(maxsize=128)
def _width_of(text: str) -> float:
    """In ems; each text of a poster is measured for several sizes."""
    return sum(map(_ems, text))


@lru_cache(maxsize=4096)
def _ems(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 1 if unicodedata.east_asian_width(character) in "WF" else _NARROW
