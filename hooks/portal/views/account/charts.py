"""Charts as plain shapes: bars drawn at build time, readable in black and white.

Bars lie, one row a label, so that words stay legible on a phone. Series differ by fill (solid,
outlined, hatched), not by colour alone, and every bar has its number beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 340
_LEFT, _RIGHT = 66, 34
_BAR, _GAP = 13, 9
_LETTERS_ABOVE = 11
"""From a bar's top to the baseline of its label."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar and its number."""

    x: float
    y: float
    width: float
    height: float
    series: int
    """1 solid, 2 outlined, 3 hatched."""
    value: str
    value_x: float
    text_y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart, ready to be printed as SVG."""

    id: str
    title: str
    description: str
    """The text alternative: every number in words."""
    legend: tuple[tuple[int, str], ...]
    labels: tuple[tuple[str, float], ...]
    """Row labels with their baselines."""
    bars: tuple[Bar, ...]
    width: int
    height: float


def bar_chart(
    id: str, title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]], comma: str
) -> Chart | None:
    """A chart of one to three series over the same labels; None if all are nothing."""
    longest = max((value for _, values in series for value in values), default=0)
    if not longest:
        return None
    scale = (WIDTH - _LEFT - _RIGHT) / longest
    step = _BAR * len(series) + _GAP
    bars, places = [], []
    for row, label in enumerate(labels):
        top = row * step
        places.append((label, top + (_BAR * len(series)) / 2 + 5))
        for at, (_, values) in enumerate(series):
            y = top + at * _BAR
            width = round(values[row] * scale, 1)
            if values[row]:
                bars.append(
                    Bar(_LEFT, y, width, _BAR - 2, at + 1, str(values[row]), _LEFT + width + 4, y + _LETTERS_ABOVE)
                )
    description = comma.join(
        f"{label} {' / '.join(f'{name} {values[row]}' for name, values in series)}" for row, label in enumerate(labels)
    )
    legend = tuple((at + 1, name) for at, (name, _) in enumerate(series))
    return Chart(id, title, description, legend, tuple(places), tuple(bars), WIDTH, len(labels) * step)
