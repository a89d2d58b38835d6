"""Revising: a file's whole new value written into its text, so that only what differs changes.

Forms hand back a whole record. Values that are equal keep their characters; comments, order, quotes and line ends
of the rest stay. What `yaml_io/editor.py` does by locations is done here by comparing values, lists included.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

import yaml

from portal.text.line_diff import Edit
from portal.yaml_io.alignment import Items, align
from portal.yaml_io.document import decode, read_document
from portal.yaml_io.emitter import block_lines, flow, item_lines, key_lines, scalar
from portal.yaml_io.splice import splice

__all__ = ["Items", "plain_value", "revise", "revise_text"]


def revise(path: str, raw: bytes, new: Any) -> bytes:
    """The file with its value made `new`; the very same bytes if nothing differs.

    Raises ValueError, worded for staff, for a file that cannot be read or a place only a person can edit.
    """
    text, problems = decode(path, raw)
    if problems:
        raise ValueError(f"{path}: 先运行 portal check 改好 / mend it first, see portal check")
    return splice(raw, revise_text(path, text, new))


def revise_text(path: str, text: str, new: Any) -> list[Edit]:
    """The edits that give a YAML text another value."""
    document = read_document(path, text)
    if document.problems or document.value is None:
        raise ValueError(f"{path}: 先运行 portal check 改好 / mend it first, see portal check")
    reviser = _Reviser(path, text)
    reviser.change(document.node, document.value, new)
    made = _apply(text, reviser.edits)
    written = read_document(path, made)
    if plain_value(written.value) != plain_value(new):  # what a line says wrongly is the check's to tell
        raise ValueError(f"{path}: 这一处请手工改 / please change this place by hand")
    return reviser.edits


def plain_value(value: Any) -> Any:
    """A value as it reads back: one space for any run of them, nothing for a key without a value."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {key: plain_value(item) for key, item in value.items() if item is not None}
    if isinstance(value, Sequence):
        return [plain_value(item) for item in value]
    return value


def _apply(text: str, edits: Sequence[Edit]) -> str:
    pieces, done = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        if start < done:
            return ""  # two edits of one place: told as a place to be changed by hand
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])


class _Reviser:
    """Collects the edits of one text."""

    def __init__(self, path: str, text: str) -> None:
        self._path, self._text = path, text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self.edits: list[Edit] = []

    def change(self, node: Any, old: Any, new: Any, *, in_flow: bool = False) -> None:
        """Give the value at `node` its new value; its kind of value stays."""
        if plain_value(old) == plain_value(new):
            return
        if isinstance(node, yaml.MappingNode) and isinstance(new, Mapping) and new:
            self._change_mapping(node, old, new)
        elif isinstance(node, yaml.SequenceNode) and isinstance(new, Sequence) and new and not isinstance(new, str):
            self._change_sequence(node, old, new)
        elif isinstance(node, yaml.ScalarNode) and isinstance(new, str):
            self._put(self._at(node.start_mark), self._end(node), _like(node, new, in_flow=in_flow))
        else:
            start = self._at(node.start_mark)
            self._put(start, self._end(node), _inline(new, in_flow=in_flow))

    # --- mappings ---------------------------------------------------------------------------

    def _change_mapping(self, node: Any, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        if not node.value:
            self._put(self._at(node.start_mark), self._end(node), flow(_without_none(new)))
            return
        keys = [pair[0].value for pair in node.value]
        gone = [key not in new or (new[key] is None and old[key] is not None) for key in keys]
        if all(gone):
            self._put(self._at(node.start_mark), self._end(node), flow(_without_none(new)))
            return
        for (key_node, value_node), key, is_gone in zip(node.value, keys, gone, strict=True):
            if not is_gone and plain_value(old[key]) != plain_value(new[key]):
                self._change_pair(node, key_node, value_node, old[key], new[key])
        spans = [(self._at(pair[0].start_mark), self._pair_end(pair)) for pair in node.value]
        self._remove(spans, gone, in_flow=bool(node.flow_style))
        kept = [key for key, is_gone in zip(keys, gone, strict=True) if not is_gone]
        for key, before in _added(new, keys, kept):
            self._add_key(node, keys, spans, gone, key, new[key], before)

    def _change_pair(self, node: Any, key_node: Any, value_node: Any, old: Any, new: Any) -> None:
        is_empty = isinstance(value_node, yaml.ScalarNode) and not value_node.value and not value_node.style
        column = key_node.start_mark.column
        if is_empty:
            at = self._after_colon(key_node)
            if node.flow_style or isinstance(new, str) or not _holds_mappings(new):
                self._put(at, at, " " + _inline(new, in_flow=bool(node.flow_style)))
            else:
                self._insert_lines(at, key_lines(key_node.value, new, column)[1:])
        elif isinstance(value_node, yaml.CollectionNode) and not value_node.flow_style and not _is_like(old, new):
            if new in ([], {}):  # what stands beside the key stays
                at = self._after_colon(key_node)
                self._put(at, at, " " + flow(new))
                first = self._starts[value_node.start_mark.line]
                self._put(first, self._next_line(self._end(value_node)), "")
            else:
                lines = key_lines(key_node.value, new, column)
                self._put(self._at(key_node.start_mark), self._end(value_node), "\n".join(lines).lstrip())
        elif isinstance(value_node, yaml.CollectionNode) and not value_node.value and not node.flow_style:
            lines = key_lines(key_node.value, new, column)
            self._put(self._after_colon(key_node), self._at(value_node.end_mark), lines[0].split(":", 1)[1])
            if lines[1:]:
                self._insert_lines(self._at(value_node.end_mark), lines[1:])
        else:
            self.change(value_node, old, new, in_flow=bool(node.flow_style))

    def _add_key(
        self, node: Any, keys: list[str], spans: list[tuple[int, int]], gone: list[bool], key: str, value: Any,
        before: str | None,
    ) -> None:  # fmt: skip
        """Write a new key after `before`, or before the first key that stays."""
        column = node.value[0][0].start_mark.column
        if before is None:
            at = spans[gone.index(False)][0]
            if node.flow_style:
                self._put(at, at, flow({key: value})[1:-1] + ", ")
            else:
                lines = "\n".join(key_lines(key, value, column)).lstrip()
                self._put(at, at, lines + "\n" + " " * column)
            return
        end = spans[keys.index(before)][1]
        if node.flow_style:
            self._put(end, end, ", " + flow({key: value})[1:-1])
        else:
            self._insert_lines(end, key_lines(key, value, column))

    # --- sequences --------------------------------------------------------------------------

    def _change_sequence(self, node: Any, old: Sequence[Any], new: Sequence[Any]) -> None:
        items = node.value
        origins = align(old, new)
        gone = [position not in origins for position in range(len(old))]
        if not items or all(gone):
            self._rewrite_sequence(node, new)
            return
        for value, origin in zip(new, origins, strict=True):
            if origin is not None:
                self.change(items[origin], old[origin], value, in_flow=bool(node.flow_style))
        spans = [self._item_span(node, item) for item in items]
        self._remove(spans, gone, in_flow=bool(node.flow_style))
        before: int | None = None
        for value, origin in zip(new, origins, strict=True):
            if origin is not None:
                before = origin
            else:
                self._add_item(node, spans, gone, value, before)

    def _rewrite_sequence(self, node: Any, new: Sequence[Any]) -> None:
        if node.flow_style:
            self._put(self._at(node.start_mark), self._at(node.end_mark), flow(list(new)))
            return
        lines = [line for item in new for line in _item_like(item, node)]
        first = self._starts[node.start_mark.line]
        self._put(first, self._next_line(self._end(node)), "".join(line + "\n" for line in lines))

    def _add_item(
        self, node: Any, spans: list[tuple[int, int]], gone: list[bool], value: Any, before: int | None
    ) -> None:
        if node.flow_style:
            if before is None:
                at = spans[gone.index(False)][0]
                self._put(at, at, _inline(value, in_flow=True) + ", ")
            else:
                self._put(spans[before][1], spans[before][1], ", " + _inline(value, in_flow=True))
            return
        lines = _item_like(value, node)
        if before is None:
            at = self._line_start(spans[gone.index(False)][0])
            self._put(at, at, "".join(line + "\n" for line in lines))
        else:
            self._insert_lines(spans[before][1], lines)

    def _item_span(self, node: Any, item: Any) -> tuple[int, int]:
        """From an item's dash, or its first character inside brackets, to its last."""
        start = self._at(item.start_mark)
        return (start if node.flow_style else self._text.rindex("-", 0, start), self._end(item))

    # --- what both have ---------------------------------------------------------------------

    def _remove(self, spans: list[tuple[int, int]], gone: list[bool], *, in_flow: bool) -> None:
        first = gone.index(False)
        for position, (start, end) in enumerate(spans):
            if not gone[position]:
                continue
            if in_flow or position < first:
                if position < first:  # up to the first that stays, whatever stands before it on its line
                    is_on_own_line = not in_flow and not self._text[self._line_start(start) : start].strip()
                    if is_on_own_line:
                        self._put(self._line_start(start), self._next_line(end), "")
                    else:
                        self._put(start, spans[position + 1][0], "")
                else:
                    self._put(spans[position - 1][1], end, "")
            else:
                self._put(self._line_start(start), self._next_line(end), "")

    def _put(self, start: int, end: int, new: str) -> None:
        self.edits.append((start, end, new))

    def _insert_lines(self, after: int, lines: list[str]) -> None:
        at = self._next_line(after)
        lead = "\n" if at and self._text[at - 1] != "\n" else ""
        self._put(at, at, lead + "".join(line + "\n" for line in lines))

    def _at(self, mark: Any) -> int:
        return self._starts[int(mark.line)] + int(mark.column)

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _next_line(self, at: int) -> int:
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end + 1

    def _after_colon(self, key_node: Any) -> int:
        return self._text.index(":", self._at(key_node.end_mark)) + len(":")

    def _end(self, node: Any) -> int:
        """Where the last character of a value ends; comments after it do not count."""
        if isinstance(node, yaml.ScalarNode):
            end = self._at(node.end_mark)
            return len(self._text[:end].rstrip("\n ")) if node.style in ("|", ">") else end
        if node.flow_style or not node.value:
            return self._at(node.end_mark)
        last = node.value[-1]
        return self._pair_end(last) if isinstance(node, yaml.MappingNode) else self._end(last)

    def _pair_end(self, pair: Any) -> int:
        key_node, node = pair
        is_empty = isinstance(node, yaml.ScalarNode) and not node.value and not node.style
        return self._after_colon(key_node) if is_empty else self._end(node)


def _added(new: Mapping[str, Any], keys: list[str], kept: list[str]) -> Iterator[tuple[str, str | None]]:
    """Each key that is new, with the kept key it follows."""
    before: str | None = None
    for key, value in new.items():
        if key in kept:
            before = key
        elif key not in keys and value is not None:
            yield key, before


def _is_like(old: Any, new: Any) -> bool:
    """Whether both are mappings, or both lists, and the new one holds something."""
    return bool(new) and not isinstance(new, str) and isinstance(old, Mapping) == isinstance(new, Mapping)


def _holds_mappings(value: Any) -> bool:
    return isinstance(value, Mapping) or any(isinstance(item, Mapping) for item in value)


def _without_none(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if item is not None}


def _inline(value: Any, *, in_flow: bool) -> str:
    """A value on one line; inside brackets a text with a comma needs quotes."""
    return flow([value])[1:-1] if in_flow else flow(value)


def _like(node: Any, new: str, *, in_flow: bool) -> str:
    """A text in the quotes that the old one had."""
    text = " ".join(new.split())
    if node.style == '"':
        return json.dumps(text, ensure_ascii=False)
    if node.style == "'":
        return "'" + text.replace("'", "''") + "'"
    return scalar(text, in_flow=in_flow)


def _item_like(value: Any, node: Any) -> list[str]:
    """A list item in the manner of its siblings: on one line where theirs are."""
    column = node.start_mark.column
    is_flow = any(getattr(sibling, "flow_style", True) for sibling in node.value)
    return item_lines(value, column) if is_flow else block_lines(value, column, as_item=True)
