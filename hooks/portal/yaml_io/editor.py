"""Editing records as text: a changed value changes its own characters and nothing else.

Comments, order, quotes, line ends and spacing of a file stay as they are; a file in which no
value changes keeps its bytes. Places come from the composed nodes (`yaml_io/document.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import yaml

from portal.text.line_diff import Edit, hunks
from portal.text.staff_message import StaffError
from portal.yaml_io.document import Document, Location, decode, read_document
from portal.yaml_io.emitter import block_lines, flow, item_lines, key_lines
from portal.yaml_io.splice import splice

Changes = Mapping[tuple[str | int, ...], Any]
"""New values by location: texts, lists, mappings; None takes the key away."""

_MISSING = object()


def edit_files(files: Mapping[str, bytes], changes: Mapping[str, Changes]) -> dict[str, bytes]:
    """The files that change, by path, with their new bytes."""
    edited = {}
    for path, values in changes.items():
        editor = Editor(path, files[path])
        editor.set_all(values)
        if editor.is_changed:
            edited[path] = editor.result()
    return edited


class _Branch(dict[Any, Any]):
    """New values below one location."""


@dataclass(slots=True)
class Editor:
    """One file being edited. Raises StaffError for what has to be done by hand."""

    path: str
    raw: bytes
    document: Document = field(init=False)
    _text: str = field(init=False)
    _starts: list[int] = field(init=False)
    _edits: list[Edit] = field(init=False, default_factory=list)
    _set: dict[tuple[str | int, ...], Any] = field(init=False, default_factory=dict)
    """Values set so far: several rows of a ledger set the day of the change of one record."""
    _flow: set[int] | None = field(init=False, default=None)
    """Which nodes stand inside brackets, once it has been asked."""

    def __post_init__(self) -> None:
        self._text, problems = decode(self.path, self.raw)
        self.document = read_document(self.path, self._text)
        if problems or self.document.problems:
            raise StaffError(f"{self.path}: 先运行 portal check 改好", "mend this file first, see portal check")
        lines = self._text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]

    @property
    def is_changed(self) -> bool:
        """Whether any value has changed."""
        return bool(self._edits)

    def value(self, *location: str | int) -> Any:
        """The plain value at a location, None if there is none."""
        found = self.document.value
        for step in location:
            try:
                found = found[step]
            except (KeyError, IndexError, TypeError):
                return None
        return found

    def set_all(self, changes: Changes) -> None:
        """Sets values by location, all or none of them; what is equal already, or was set before, is left alone."""
        for location, value in changes.items():
            if self._set.get(location, value) != value:
                raise StaffError(f"{self.path}: {location[-1]} 改了两次", f"{location[-1]} is changed twice")
        new = {location: value for location, value in changes.items() if location not in self._set}
        tree = _Branch()
        for location, value in new.items():
            branch = tree
            for step in location[:-1]:
                branch = branch.setdefault(step, _Branch())
            branch[location[-1]] = value
        known = len(self._edits)
        try:
            self._set_branch(self.document.node, self.document.value, tree)
        except ValueError:
            del self._edits[known:]
            raise
        self._set.update(new)

    def append(self, location: Location, items: list[Any]) -> None:
        """Adds items at the end of a list, which may not exist yet."""
        key = location[-1]
        parent = self._node(location[:-1])
        pair = _pair(parent, key)
        if pair is None:
            self._add_key(parent, str(key), items)
            return
        key_node, node = pair
        if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
            column = node.start_mark.column
            is_flow = any(getattr(sibling, "flow_style", True) for sibling in node.value)
            lines = [line for item in items for line in _like_siblings(item, column, is_flow=is_flow)]
            self._insert_lines(self._end(node), lines)
        else:  # an empty value, `[]`, or items on one line
            if isinstance(node, yaml.SequenceNode) and node.value:
                raise self._by_hand(node, "list")
            lines = [line for item in items for line in item_lines(item, key_node.start_mark.column + 2)]
            if isinstance(node, yaml.SequenceNode):
                start = self._after_colon(key_node)
                self._edits.append((start, self._at(node.end_mark), ""))
            self._insert_lines(self._after_colon(key_node), lines)

    def result(self) -> bytes:
        """The file with its edits, its own line ends and byte order mark."""
        return splice(self.raw, self._edits)

    def diff(self) -> list[str]:
        """The hunks of a unified diff of the edits."""
        return list(hunks(self._text, self._edits))

    # --- values -----------------------------------------------------------------------------

    def _set_branch(self, node: Any, value: Any, branch: _Branch) -> None:
        for key, new in branch.items():
            if isinstance(node, yaml.SequenceNode):
                self._set_branch(node.value[key], value[key], new)
                continue
            pair = _pair(node, key)
            old = value.get(key, _MISSING) if isinstance(value, dict) else _MISSING
            if isinstance(new, _Branch):
                if pair is not None and old is not _MISSING:
                    self._set_branch(pair[1], old, new)
                    continue
                new = _plain(new)
            if new is None or new == {}:
                if old is not _MISSING and new is None:
                    self._remove(node, pair)
            elif old is _MISSING and pair is None:
                self._add_key(node, str(key), new)
            elif old != new:
                self._replace(pair, old, new)

    def _replace(self, pair: Any, old: Any, new: Any) -> None:
        key_node, node = pair
        if isinstance(node, yaml.ScalarNode) and not node.value and not node.style:
            self._edits.append((self._after_colon(key_node), self._after_colon(key_node), " " + flow(new)))
            return
        is_block = not isinstance(node, yaml.ScalarNode) and not node.flow_style
        if is_block and isinstance(old, list) and isinstance(new, list) and new[: len(old)] == old:
            lines = [line for item in new[len(old) :] for line in item_lines(item, node.start_mark.column)]
            self._insert_lines(self._end(node), lines)
            return
        start, end = self._at(node.start_mark), self._end(node)
        if not isinstance(node, yaml.ScalarNode) and "#" in self._text[start:end]:
            raise self._by_hand(node, str(key_node.value))
        written = flow(new)
        if isinstance(node, yaml.ScalarNode) and not self._is_in_block(node):
            written = flow([new])[1:-1]
        self._edits.append(
            (self._after_colon(key_node) if is_block else start, end, (" " if is_block else "") + written)
        )

    def _add_key(self, node: Any, key: str, value: Any) -> None:
        if node.flow_style:
            inner = flow({key: value})[1:-1]
            lead = ", " if node.value else ""
            at = self._at(node.end_mark) - 1
            self._edits.append((at, at, lead + inner))
            return
        self._insert_lines(self._end(node), key_lines(key, value, node.start_mark.column))

    def _remove(self, node: Any, pair: Any) -> None:
        position = next(i for i, known in enumerate(node.value) if known is pair)
        key_node, value_node = pair
        if len(node.value) == 1:
            raise self._by_hand(key_node, key_node.value)
        if node.flow_style:
            if position:
                start, end = self._end(node.value[position - 1][1]), self._end(value_node)
            else:
                start, end = self._at(key_node.start_mark), self._at(node.value[1][0].start_mark)
            self._edits.append((start, end, ""))
            return
        line = key_node.start_mark.line
        if self._text[self._starts[line] : self._at(key_node.start_mark)].strip():
            raise self._by_hand(key_node, key_node.value)  # the first key of a list item
        self._edits.append((self._starts[line], self._next_line(self._pair_end(pair)), ""))

    # --- places -----------------------------------------------------------------------------

    def _node(self, location: Location) -> Any:
        node = self.document.node
        for step in location:
            if isinstance(node, yaml.SequenceNode):
                node = node.value[int(step)]
            else:
                pair = _pair(node, step)
                if pair is None:
                    raise KeyError(step)
                node = pair[1]
        return node

    def _is_in_block(self, node: Any) -> bool:
        """Whether a scalar stands alone to the end of its line: outside brackets commas need no quotes."""
        if self._flow is None:
            self._flow = set(_inside_flow(self.document.node))
        return id(node) not in self._flow

    def _at(self, mark: Any) -> int:
        return self._starts[int(mark.line)] + int(mark.column)

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

    def _next_line(self, at: int) -> int:
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end + 1

    def _insert_lines(self, after: int, lines: list[str]) -> None:
        at = self._next_line(after)
        lead = "\n" if at and self._text[at - 1] != "\n" else ""
        self._edits.append((at, at, lead + "".join(line + "\n" for line in lines)))

    def _by_hand(self, node: Any, what: str) -> ValueError:
        line = node.start_mark.line + 1
        return StaffError(f"{self.path}:{line}: {what} 这一处请手工改", "please change this place by hand")


def _pair(node: Any, key: Any) -> Any:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((pair for pair in node.value if pair[0].value == str(key)), None)


def _plain(branch: _Branch) -> Any:
    found = {key: _plain(value) if isinstance(value, _Branch) else value for key, value in branch.items()}
    return {key: value for key, value in found.items() if value is not None and value != {}}


def _like_siblings(item: Any, column: int, *, is_flow: bool) -> list[str]:
    return item_lines(item, column) if is_flow else block_lines(item, column, as_item=True)


def _inside_flow(root: Any) -> Iterator[int]:
    """The nodes that stand in a list or mapping written in brackets, by identity; they live as long as the document."""
    left = [root]
    while left:
        node = left.pop()
        if isinstance(node, yaml.ScalarNode):
            continue
        inner = [child for pair in node.value for child in pair] if isinstance(node, yaml.MappingNode) else node.value
        if node.flow_style:
            yield from map(id, inner)
        left += inner
