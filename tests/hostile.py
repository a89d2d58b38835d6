"""Records with a script in every text: what somebody may paste, or put there on purpose."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from portal.loading.load import load
from tests.conftest import TODAY

HOSTILE = "<img src=x onerror=ran()>\"'</script><script>ran()</script>{{ran}}${ran()}]]>&lt;b&gt;&amp;\\;,-->"
LABELS_HOSTILE = HOSTILE.replace("{{ran}}", "").replace("${ran()}", "")
"""Labels take no braces but for their own places."""


@dataclass(slots=True)
class _File:
    text: str
    spans: list[tuple[int, int, str]]
    """Where each value stands, and what it says."""
    left: set[int] = field(default_factory=set)
    """Values that have to stay as they are."""
    changed: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Where the changed values stand in the new text."""

    def rewrite(self, more: str) -> str:
        parts: list[str] = []
        at = length = 0
        self.changed = {}
        for number, (start, end, value) in enumerate(self.spans):
            if number in self.left or not value:
                continue
            new = json.dumps(value + more, ensure_ascii=False)
            parts += [self.text[at:start], new]
            length += start - at
            self.changed[number] = (length, length + len(new))
            length += len(new)
            # A text over several lines keeps them, or its problems would be told for other lines.
            breaks = "\n" * self.text.count("\n", start, end)
            parts.append(breaks)
            length += len(breaks)
            at = end
        return "".join(parts) + self.text[at:]

    def leave(self, new: str, line: int, column: int) -> bool:
        """Leaves the value that a problem is about, else all of its line; says whether there was one."""
        starts = [0, *(at + 1 for at, sign in enumerate(new) if sign == "\n")]
        place = starts[line - 1] + column - 1
        hit = {number for number, (start, end) in self.changed.items() if start <= place < end}
        on_line = {n for n, (start, _) in self.changed.items() if bisect_right(starts, start) == line}
        self.left |= hit or on_line
        return bool(hit or on_line)


def with_hostile_texts(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], int]:
    """The files with `HOSTILE` behind every value that the check lets be a text; and how many there are.

    Which values are free text nobody has to list: whatever is refused with it is left as it was.
    """
    sources = {
        path: _File(raw.decode(), list(_values(raw.decode())))
        for path, raw in files.items()
        if path.startswith("content/") and path.endswith(".yml") and "/_" not in path and "/." not in path
    }
    headings = {
        line.removeprefix(b"## ").decode()
        for path, raw in files.items()
        if path.startswith("docs/")
        for line in raw.splitlines()
    }
    for path, file in sources.items():  # what explainers name word for word: laws and sections
        is_cited = path.startswith("content/common/law")
        is_list_of_words = (
            path == "content/common/search.yml"
        )  # with each of them the file would be too large to be taken
        file.left = {
            n
            for n, (_, _, value) in enumerate(file.spans)
            if is_cited or value in headings or (is_list_of_words and n % 2)
        }
    for _ in range(20):
        new = {p: f.rewrite(LABELS_HOSTILE if "/labels/" in p else HOSTILE) for p, f in sources.items()}
        changed = {**files, **{path: text.encode() for path, text in new.items()}}
        faults = [problem for problem in load(changed, TODAY)[1] if not problem.is_warning]
        if not faults:
            return changed, sum(len(file.changed) for file in sources.values())
        told = [sources[p.path].leave(new[p.path], p.line, p.column) for p in faults if p.path in sources]
        assert any(told), faults[:3]
    raise AssertionError("no end")


def _values(text: str) -> Iterator[tuple[int, int, str]]:
    def walk(node: Any) -> Iterator[tuple[int, int, str]]:
        if isinstance(node, yaml.MappingNode):
            for _, value in node.value:
                yield from walk(value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                yield from walk(value)
        else:
            yield node.start_mark.index, node.end_mark.index, node.value

    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    return walk(node) if node is not None else iter(())
