"""Values as YAML text, in the way staff write it: plain words, short lists and mappings on one line.

What is written here reads back as the same value through `yaml_io/document.py`, checked for every scalar.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from portal.problems.problem import cells
from portal.text.staff_message import StaffError
from portal.yaml_io.document import read_document

LONGEST_LINE = 110
"""Display cells: a mapping that is wider is written a key a line."""


@lru_cache(maxsize=4096)
def scalar(text: str, *, in_flow: bool = False) -> str:
    """A text as YAML, in quotes only where it needs them."""
    text = " ".join(text.split())
    for candidate in (text, json.dumps(text, ensure_ascii=False)):
        if _reads_back(candidate, text, in_flow=in_flow):
            return candidate
    raise StaffError(f"这段文字写不进档案：{text[:40]}", f"this text cannot be written into a record: {text[:40]}")


def flow(value: Any) -> str:
    """A value on one line: `甲`, `[a, b]`, `{zh: 甲, en: A}`."""
    if isinstance(value, str):
        return scalar(value)
    return _inner(value)


def block_lines(value: Any, indent: int, *, as_item: bool = False) -> list[str]:
    """A value below its key, or as an item of a list, at `indent` spaces; no line end."""
    lead = " " * indent + ("- " if as_item else "")
    if not isinstance(value, Mapping):
        return [lead + flow(value)]
    lines: list[str] = []
    inner = indent + (2 if as_item else 0)
    for key, item in value.items():
        start = lead if not lines else " " * inner
        lines += key_lines(key, item, inner, start)
    return lines


def key_lines(key: str, value: Any, indent: int, start: str | None = None) -> list[str]:
    """`key: value`, over several lines where one would be too long."""
    start = " " * indent if start is None else start
    if isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(v, Mapping) for v in value):
        items = [line for item in value for line in item_lines(item, indent + 2)]
        return [f"{start}{key}:", *items]
    line = f"{start}{key}: {flow(value)}"
    if isinstance(value, Mapping) and cells(line) > LONGEST_LINE:
        return [f"{start}{key}:", *block_lines(value, indent + 2)]
    return [line]


def item_lines(value: Any, indent: int) -> list[str]:
    """An item of a list: on one line where it fits."""
    line = " " * indent + "- " + flow(value)
    return [line] if cells(line) <= LONGEST_LINE else block_lines(value, indent, as_item=True)


def _inner(value: Any) -> str:
    if isinstance(value, str):
        return scalar(value, in_flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inner(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(_inner(item) for item in value) + "]"


def _reads_back(candidate: str, text: str, *, in_flow: bool) -> bool:
    if not candidate:
        return False
    line, expected = (f"k: {{a: {candidate}, 0: x}}", {"a": text, "0": "x"}) if in_flow else (f"k: {candidate}", text)
    document = read_document("", line + "\n")
    return not document.problems and document.value == {"k": expected}
