"""Texts made to slow a regular expression down: its repeats pumped, its half matches many times over.

Reads a pattern as CPython's own compiler does: one that is written tomorrow is attacked without being named here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

_NOWHERE = "\n\x01"
"""Ends a text so that what was pumped leads to no match."""
_CATEGORIES = {
    "CATEGORY_DIGIT": "0123456789", "CATEGORY_SPACE": " \t\u3000", "CATEGORY_WORD": "a1_一",
    "CATEGORY_NOT_SPACE": "a1-一<", "CATEGORY_NOT_DIGIT": "a- 一", "CATEGORY_NOT_WORD": "- <",
}  # fmt: skip
_OTHERS = 'a1 -一<"x.\n，|'


def best_of(tries: int, measure: Callable[[], float], enough: float) -> float:
    """Return the least of some measurements, or the first that is at most `enough`."""
    best = measure()
    for _ in range(tries - 1):
        if best <= enough:
            break
        best = min(best, measure())
    return best


def hostile_texts(pattern: re.Pattern[Any], size: int, chance: random.Random) -> Iterator[str]:
    """Texts of about `size` signs that make a pattern with a slip of design work for ever."""
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = _parser.parse(written, pattern.flags & ~re.U)
    repeats = _count_repeats(parsed)
    units: dict[str, None] = {}
    for target in range(repeats):
        for tail in ("", _NOWHERE):
            yield _Writer(chance, target, size).write(parsed)[: 2 * size] + tail
    for _ in range(6):
        sample = _Writer(chance).write(parsed)
        for end in {len(sample), max(1, len(sample) - 1), (len(sample) + 1) // 2, 1}:
            if sample[:end]:
                units[sample[:end]] = None
    signs = list(dict.fromkeys("".join(units)))
    units |= dict.fromkeys(signs[:40])
    units |= dict.fromkeys(a + b for a, b in (chance.choices(signs or ["a"], k=2) for _ in range(20)))
    for unit in units:
        text = unit * (size // len(unit) + 1)
        yield text
        yield text + _NOWHERE
    for begin in list(units)[:6]:
        for sign in signs[:12]:
            yield begin + sign * size + _NOWHERE


def _count_repeats(parsed: Any) -> int:
    return sum(1 for _ in _repeats(parsed))


def _repeats(parsed: Any) -> Iterator[Any]:
    for kind, value in parsed:
        name = str(kind)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield value
            yield from _repeats(value[2])
        elif name == "SUBPATTERN":
            yield from _repeats(value[3])
        elif name == "ATOMIC_GROUP":
            yield from _repeats(value)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _repeats(branch)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(value[1])


class _Writer:
    """Writes a text that a pattern matches, or nearly; one repeat of it as long as may be."""

    def __init__(self, chance: random.Random, target: int = -1, size: int = 0) -> None:
        self._chance, self._target, self._size, self._at = chance, target, size, -1
        self._groups: dict[int, str] = {}

    def write(self, parsed: Any) -> str:
        return "".join(self._item(str(kind), value) for kind, value in parsed)

    def _item(self, name: str, value: Any) -> str:
        if name == "LITERAL":
            return chr(value)
        if name == "NOT_LITERAL":
            return next(sign for sign in _OTHERS if ord(sign) != value)
        if name == "ANY":
            return self._chance.choice("a1 一")
        if name == "IN":
            return self._one_of(value)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            return self._repeat(*value)
        if name == "SUBPATTERN":
            text = self.write(value[3])
            if value[0]:
                self._groups[value[0]] = text
            return text
        if name == "ATOMIC_GROUP":
            return self.write(value)
        if name == "BRANCH":
            first = self._at
            holders = []
            for branch in value[1]:
                count = _count_repeats(branch)
                if first < self._target <= first + count:
                    holders.append((branch, first))
                first += count
            end = first
            branch, self._at = holders[0] if holders else (self._chance.choice(value[1]), self._at)
            text = self.write(branch)
            self._at = end
            return text
        if name == "GROUPREF":
            return self._groups.get(value, "")
        if name in ("ASSERT", "ASSERT_NOT"):
            self._at += _count_repeats(value[1])
        return ""

    def _repeat(self, least: int, most: Any, body: Any) -> str:
        self._at += 1
        mine, inside = self._at, _count_repeats(body)
        if mine == self._target:
            one = self.write(body) or "a"
            wanted = self._size // len(one) if most is _constants.MAXREPEAT else min(int(most), self._size)
            text = "".join([one, *(self._again(body, mine) for _ in range(min(wanted, 50)))])
            text = text * (wanted // 50 + 1) if wanted > 50 else text
        else:
            top = least + 2 if most is _constants.MAXREPEAT else min(int(most), least + 2)
            times = self._chance.randint(max(least, 1) if top else 0, top) if top else 0
            if mine < self._target <= mine + inside:
                times = max(1, times)
            text = "".join(self._again(body, mine) for _ in range(times))
        self._at = mine + inside
        return text

    def _again(self, body: Any, at: int) -> str:
        self._at = at
        return self.write(body)

    def _one_of(self, items: Any) -> str:
        negated = str(items[0][0]) == "NEGATE"
        if negated:
            found = [sign for sign in _OTHERS if not any(_holds(str(k), v, sign) for k, v in items[1:])]
            return self._chance.choice(found or ["a"])
        kind, value = self._chance.choice(items)
        name = str(kind)
        if name == "LITERAL":
            return chr(value)
        if name == "RANGE":
            return chr(self._chance.randint(*value))
        return self._chance.choice(_CATEGORIES.get(str(value).removeprefix("UNI_"), "a1 "))


def _holds(name: str, value: Any, sign: str) -> bool:
    if name == "LITERAL":
        return bool(ord(sign) == value)
    if name == "RANGE":
        return bool(value[0] <= ord(sign) <= value[1])
    return sign in _CATEGORIES.get(str(value).removeprefix("UNI_"), "")
