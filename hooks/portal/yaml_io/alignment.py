"""Which item of a list an item of its new version was: by what a form says, else by comparing values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

NAMING = ("id", "village", "adviser", "name", "date", "material", "topic", "code")
"""Keys by which an item of a list is known: items that agree in those they have are the same thing."""


class Items(list[Any]):
    """A list that knows, item by item, the position each had before; None for a new one."""

    def __init__(self, items: Sequence[Any], origins: Sequence[int | None]) -> None:
        super().__init__(items)
        self.origins = list(origins)


def align(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each new item the position of the old one it was, rising; None for an item to be written anew."""
    origins = new.origins if isinstance(new, Items) else _compare(old, new)
    known = [origin for origin in origins if origin is not None]
    if all(one < other for one, other in pairwise(known)) and all(0 <= origin < len(old) for origin in known):
        return list(origins)
    return _rising(origins, len(old))


def _rising(origins: Sequence[int | None], count: int) -> list[int | None]:
    """The longest part that keeps its order; what was moved past it is written anew at its place."""
    best: list[list[int]] = []
    for position, origin in enumerate(origins):
        if origin is None or not 0 <= origin < count:
            best.append([])
            continue
        before = [chain for at, chain in enumerate(best) if chain and _before(origins[at], origin)]
        longest: list[int] = max(before, key=len, default=[])
        best.append([*longest, position])
    chain: list[int] = max(best, key=len, default=[])
    kept = set(chain)
    return [origin if position in kept else None for position, origin in enumerate(origins)]


def _before(one: int | None, other: int) -> bool:
    return one is not None and one < other


def _compare(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    origins: list[int | None] = [None] * len(new)
    matcher = SequenceMatcher(None, [_text(item) for item in old], [_text(item) for item in new], autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            origins[new_start:new_end] = range(start, end)
        elif tag == "replace":
            _pair(old, new, range(start, end), range(new_start, new_end), origins)
    return origins


def _pair(old: Sequence[Any], new: Sequence[Any], olds: range, news: range, origins: list[int | None]) -> None:
    """Pair items of a stretch that differs: those of one name, and as many others as there are of each."""
    at = olds.start
    for position in news:
        same = next(
            (i for i in range(at, olds.stop) if _named(old[i]) and _named(old[i]) == _named(new[position])), None
        )
        if same is None and len(olds) == len(news):
            same = olds.start + position - news.start
            same = same if same >= at else None
        if same is not None:
            origins[position] = same
            at = same + 1


def _named(item: Any) -> Any:
    return [item[key] for key in NAMING if key in item] if isinstance(item, dict) else None


def _text(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)
