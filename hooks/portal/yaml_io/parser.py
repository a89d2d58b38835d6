"""YAML text as nodes and plain values: every scalar is text, nothing is expanded or guessed.

Libyaml's events are taken one by one, so that each fault of a text is told at its place, and nothing is expanded.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, cast

import yaml

from portal.yaml_io.syntax_errors import MOST_FAULTS, SyntaxFault, explain, find_scalar_fault

DEEPEST = 16
"""Levels. A record has six; more is a mistake or an attack."""

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Composed = tuple[Any, Any, list[SyntaxFault]]
"""A node, its plain value, and the faults found."""


def compose_by_events(text: str, first_line: int, *, with_nodes: bool = True) -> Composed:
    """The text as nodes, value and faults; `first_line` is how many lines of its file stand before it.

    Without nodes, which only places of problems need, it takes two thirds of the time.

    Never expands an alias, and never recurses: libyaml's own composer does until the stack is used up (a crash).
    """
    if not text.strip():  # blanks alone, whatever YAML thinks of them
        return None, None, [SyntaxFault("empty-file", 1, 1)]
    lines = text.split("\n")
    builder = Builder(first_line, lines, with_nodes=with_nodes)
    try:
        with _no_collection():
            for event in yaml.parse(text, Loader=Loader):
                builder.take(event)
                if builder.is_over:
                    break
    except yaml.YAMLError as error:
        return None, None, explain(error, lines, builder.faults)
    if builder.is_over:
        return None, None, builder.faults
    node, value = builder.root or (None, None)
    if value is None and not builder.faults:
        return node, value, [SyntaxFault("empty-file", 1, 1)]
    return node, value, builder.faults


@contextmanager
def _no_collection() -> Iterator[None]:
    """Put off the collector of cycles: it would go through all nodes again and again, and they hold no cycle."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class WrittenOtherwise(NamedTuple):
    """A value that does not stand in the text as it reads: in escapes, or over several lines."""

    value: str
    line: int
    """From 1."""
    column: int
    last_line: int


def values_written_otherwise(text: str) -> Iterator[WrittenOtherwise]:
    """Keys and values whose text is another than that of their lines; up to the first fault of the YAML."""
    if "\\" not in text and not _OVER_LINES.search(text):
        return
    with suppress(yaml.YAMLError, UnicodeError):
        for event in yaml.parse(text, Loader=Loader):
            if isinstance(event, yaml.ScalarEvent):
                start, end = cast(yaml.Mark, event.start_mark), cast(yaml.Mark, event.end_mark)
                if end.line != start.line or (event.style == '"' and end.column - start.column != len(event.value) + 2):
                    yield WrittenOtherwise(event.value, start.line + 1, start.column + 1, end.line + 1)


_OVER_LINES = re.compile(r"[|>][+-]?\d?[ \t]*+(?:#[^\n]*+)?\n|\"[^\"\n]*+\n")
"""Where a text in several lines begins."""


class Builder:
    """Nodes and plain values from events; repeated keys, anchors and tags are faults."""

    def __init__(self, first_line: int, lines: Sequence[str], *, with_nodes: bool) -> None:
        self.root: tuple[Any, Any] | None = None
        self.faults: list[SyntaxFault] = []
        self.is_over = False
        self._first_line = first_line
        self._lines = lines
        self._with_nodes = with_nodes
        self._open: list[_Collection] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """One event more."""
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._note_marks(event)
            in_list = bool(self._open) and self._open[-1].is_flow_list
            fault = find_scalar_fault(event, self._lines, in_flow_list=in_list)
            if fault:
                self.faults.append(fault)
            node = _scalar_node(event) if self._with_nodes else event
            self._add(node, event.value if event.value or event.style else None)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._note_marks(event)
            self._open.append(_Collection(event, self._first_line, with_nodes=self._with_nodes))
            if len(self._open) > DEEPEST:
                self._note(event, "too-deep")
                self.is_over = True
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self._open.pop()
            closed.node.end_mark = event.end_mark
            self.faults += closed.faults
            self._add(closed.node, closed.value)
        elif isinstance(event, yaml.AliasEvent):
            self._note(event, "anchor")
            self._add(_scalar_node(event), "")
        elif isinstance(event, yaml.DocumentEndEvent):
            if event.explicit:
                self._note(event, "second-document")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._note(event, "second-document")
                self.is_over = True

        if self._open and len(self._open[-1].faults) + len(self.faults) > MOST_FAULTS:
            self.faults += [fault for collection in self._open for fault in collection.faults]
            self.is_over = True

    def _note_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._note(event, "anchor")
        if event.tag is not None:
            self._note(event, "tag", tag=str(event.tag)[:40])

    def _note(self, event: Any, code: str, **args: str) -> None:
        mark, end = event.start_mark, event.end_mark
        width = end.column - mark.column if end.line == mark.line else 1
        self.faults.append(SyntaxFault(code, mark.line + 1, mark.column + 1, max(1, width), args))

    def _add(self, node: Any, value: Any) -> None:
        if self._open:
            self._open[-1].add(node, value)
        elif self.root is None:
            self.root = (node, value)


def _scalar_node(event: Any) -> Any:
    """Return the node of a scalar; an alias is one without a value, and is never expanded."""
    return yaml.ScalarNode(
        "", getattr(event, "value", ""), event.start_mark, event.end_mark, getattr(event, "style", "*")
    )


class _Collection:
    """A mapping or list that is being read."""

    def __init__(self, event: Any, first_line: int, *, with_nodes: bool) -> None:
        self.is_mapping = isinstance(event, yaml.MappingStartEvent)
        kind = yaml.MappingNode if self.is_mapping else yaml.SequenceNode
        self.node: Any = kind("", [], event.start_mark, event.end_mark, event.flow_style)
        self.value: Any = {} if self.is_mapping else []
        self.faults: list[SyntaxFault] = []
        self.is_flow_list = bool(event.flow_style) and not self.is_mapping
        self._first_line = first_line
        self._with_nodes = with_nodes
        self._key: Any = None
        self._seen: dict[str, int] = {}

    def add(self, node: Any, value: Any) -> None:
        """One child more: in a mapping a key, then its value."""
        if not self.is_mapping:
            self._refuse_repeat(node, value, repr(value), "repeated-item")
            if self._with_nodes:
                self.node.value.append(node)
            self.value.append(value)
        elif self._key is None:
            self._key = node
        else:
            self._add_pair(self._key, node, value)
            self._key = None

    def _add_pair(self, key_node: Any, node: Any, value: Any) -> None:
        if not isinstance(key_node, yaml.ScalarNode | yaml.ScalarEvent):
            self._note(key_node, "key-not-text")
            return
        key = key_node.value
        if key == "<<":
            self._note(key_node, "merge-key")
        elif not self._refuse_repeat(key_node, key, key, "duplicate-key"):
            if self._with_nodes:
                self.node.value.append((key_node, node))
            self.value[key] = value

    def _refuse_repeat(self, node: Any, value: Any, same: str, code: str) -> bool:
        if value is None:
            return False
        first = self._seen.get(same)
        if first is None:
            self._seen[same] = self._first_line + node.start_mark.line + 1
            return False
        self._note(node, code, key=str(value)[:40], line=str(first))
        return True

    def _note(self, node: Any, code: str, **args: str) -> None:
        mark, end = node.start_mark, node.end_mark
        width = end.column - mark.column if end.line == mark.line else 1
        self.faults.append(SyntaxFault(code, mark.line + 1, mark.column + 1, max(1, width), args))
