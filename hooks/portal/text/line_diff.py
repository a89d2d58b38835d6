"""What edits change in a text, line by line, as a unified diff.

The edits are known, so it takes as long as the text; to compare the text with what it becomes takes the square of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

Edit = tuple[int, int, str]
"""From which character until before which, and what then stands there."""
CONTEXT = 1
"""Unchanged lines shown before and after a change."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""As editors and git count lines, which `splitlines` does not."""


def hunks(text: str, edits: Sequence[Edit]) -> Iterator[str]:
    """The lines of the diff, without the two that name the file; `edits` lie apart."""
    lines = _Lines(text)
    together: list[list[_Change]] = []
    for change in lines.changes(edits):
        if together and change.first - together[-1][-1].until <= 2 * CONTEXT:
            together[-1].append(change)
        else:
            together.append([change])
    moved = 0
    for changes in together:
        at, end = max(0, changes[0].first - CONTEXT), min(lines.count, changes[-1].until + CONTEXT)
        grown = sum(len(change.new) - (change.until - change.first) for change in changes)
        yield f"@@ -{at + 1},{end - at} +{at + 1 + moved},{end - at + grown} @@"
        for change in changes:
            yield from (f" {line}" for line in lines.between(at, change.first))
            yield from (f"-{line}" for line in lines.between(change.first, change.until))
            yield from (f"+{line}" for line in change.new)
            at = change.until
        yield from (f" {line}" for line in lines.between(at, end))
        moved += grown


class _Change:
    """Some whole lines, counted from 0, and the edits in them."""

    def __init__(self, first: int, until: int, edits: list[Edit]) -> None:
        self.first, self.until, self.edits = first, until, edits
        self.new: list[str] = []


class _Lines:
    """A text by its lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *accumulate(map(len, _LINE.findall(text)))]
        self.count = len(self._starts) - 1

    def between(self, first: int, until: int) -> list[str]:
        """Lines as they were, without their ends."""
        return [self._text[start:end].removesuffix("\n") for start, end in pairwise(self._starts[first : until + 1])]

    def changes(self, edits: Sequence[Edit]) -> list[_Change]:
        """The lines that change, in order."""
        found: list[_Change] = []
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            first, last = (min(bisect_right(self._starts, at) - 1, self.count) for at in (start, end))
            is_whole = end == self._starts[last] and (start < end or new.endswith("\n"))
            until = last if is_whole else min(last + 1, self.count)
            if found and first < found[-1].until:
                found[-1].until = max(until, found[-1].until)
                found[-1].edits.append((start, end, new))
            else:
                found.append(_Change(first, until, [(start, end, new)]))
        for change in found:
            change.new = self._rewritten(change)
        return found

    def _rewritten(self, change: _Change) -> list[str]:
        pieces: list[str] = []
        done = self._starts[change.first]
        for start, end, new in change.edits:
            pieces += [self._text[done:start], new]
            done = end
        pieces.append(self._text[done : self._starts[change.until]] if change.until > change.first else "")
        return [line.removesuffix("\n") for line in _LINE.findall("".join(pieces))]
