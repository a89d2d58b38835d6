"""YAML text as nodes and plain values: every scalar is text, nothing is expanded or guessed.

Two ways to the same result. Text without anchors, tags, further documents or deep nesting
(all that staff write) is composed by libyaml in one go; whatever could hold them, or has a
fault, goes event by event, never recursing, and is told slip by slip. A test holds the one
against the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from portal.yaml_slips import MOST_SLIPS, QUOTES, Slip, explain, find_scalar_slip

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 16
"""Levels. A record has six; more is a mistake or an attack."""

_MARK = re.compile(r"[&*!](?<![^\s\[{,:][&*!])")
"""What can be an anchor, an alias or a tag: a sign at the beginning of a word. It is looked for first, what
stands before it second, which is ten times as fast as the other way round."""
_LINE_OF_ITS_OWN = re.compile(r"^(?:---|\.\.\.|%)", re.M)
"""What can be a directive or a second document."""

Composed = tuple[Any, Any, list[Slip]]
"""A node, its plain value, and the slips found."""


def _needs_events(text: str) -> bool:
    return bool(_MARK.search(text) or _LINE_OF_ITS_OWN.search(text))


def compose(text: str, first_line: int) -> Composed:
    """The text as nodes; `first_line` is how many lines of its file stand before it."""
    if not text.strip():  # blanks alone, whatever YAML thinks of them
        return None, None, [Slip("empty-file", 1, 1)]
    if not _needs_events(text):
        try:
            node = _Composer(text).get_single_node()
            if node is not None:
                return node, _Walk().value_of(node, 0, in_flow_list=False), []
        except (yaml.YAMLError, _FoundSlip):
            pass
    return compose_by_events(text, first_line)


def compose_nodes(text: str, first_line: int) -> Any:
    """The nodes alone, of a text that has been read: half the work of `compose`."""
    if not _needs_events(text):
        try:
            return _Composer(text).get_single_node()
        except (yaml.YAMLError, _FoundSlip):
            pass
    return compose_by_events(text, first_line)[0]


class _Composer(Loader):  # type: ignore[misc]
    """The loader without its guesses about what a scalar means, and not deeper than a record goes."""

    depth = 0

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Called on the way down: libyaml's composer recurses until the stack is used up (a crash)."""
        self.depth += 1
        if self.depth > DEEPEST + 1:
            raise _FoundSlip

    def ascend_resolver(self) -> None:
        """Called on the way up."""
        self.depth -= 1


class _FoundSlip(Exception):
    """Something is wrong with the text: events will tell what."""


class _Walk:
    """Plain values of composed nodes; raises `_FoundSlip` where there is anything to tell."""

    def value_of(self, node: Any, depth: int, *, in_flow_list: bool) -> Any:
        """dicts, lists and strings; None for what is empty."""
        kind = type(node)
        if kind is yaml.ScalarNode:
            return self._text_of(node, in_flow_list)
        if depth >= DEEPEST:
            raise _FoundSlip
        if kind is yaml.SequenceNode:
            is_flow = bool(node.flow_style)
            items = [self.value_of(item, depth + 1, in_flow_list=is_flow) for item in node.value]
            known = [repr(item) for item in items if item is not None]
            if len(set(known)) != len(known):
                raise _FoundSlip
            return items
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if type(key_node) is not yaml.ScalarNode:
                raise _FoundSlip
            key = self._text_of(key_node, False) or ""
            if key in found or key == "<<":
                raise _FoundSlip
            found[key] = self.value_of(value_node, depth + 1, in_flow_list=False)
        return found

    def _text_of(self, node: Any, in_flow_list: bool) -> str | None:
        text: str = node.value
        if node.style in (None, ""):
            if not text:
                return None
            if text[0] in QUOTES or text[-1] in QUOTES or (in_flow_list and "，" in text):
                raise _FoundSlip
        elif node.style in ("|", ">"):
            return text
        if node.start_mark.line != node.end_mark.line:
            raise _FoundSlip
        return text


def compose_by_events(text: str, first_line: int) -> Composed:
    """The same, telling every slip; never expands an alias, never recurses."""
    lines = text.split("\n")
    builder = Builder(first_line, lines)
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
            if builder.is_over:
                break
    except yaml.YAMLError as error:
        return None, None, explain(error, lines, builder.slips)
    if builder.is_over:
        return None, None, builder.slips
    node, value = builder.root or (None, None)
    if value is None and not builder.slips:
        return node, value, [Slip("empty-file", 1, 1)]
    return node, value, builder.slips


class Builder:
    """Nodes and plain values from events; repeated keys, anchors and tags are slips."""

    def __init__(self, first_line: int, lines: Sequence[str]) -> None:
        self.root: tuple[Any, Any] | None = None
        self.slips: list[Slip] = []
        self.is_over = False
        self._first_line = first_line
        self._lines = lines
        self._open: list[_Collection] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """One event more."""
        if isinstance(event, yaml.ScalarEvent):
            self._note_marks(event)
            in_list = bool(self._open) and self._open[-1].is_flow_list
            slip = find_scalar_slip(event, self._lines, in_flow_list=in_list)
            if slip:
                self.slips.append(slip)
            self._add(_scalar(event), event.value if event.value or event.style else None)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._note_marks(event)
            self._open.append(_Collection(event, self._first_line))
            if len(self._open) > DEEPEST:
                self._note(event, "too-deep")
                self.is_over = True
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self._open.pop()
            closed.node.end_mark = event.end_mark
            self.slips += closed.slips
            self._add(closed.node, closed.value)
        elif isinstance(event, yaml.AliasEvent):
            self._note(event, "anchor")
            self._add(_scalar(event), "")
        elif isinstance(event, yaml.DocumentEndEvent):
            if event.explicit:
                self._note(event, "second-document")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._note(event, "second-document")
                self.is_over = True

        if self._open and len(self._open[-1].slips) + len(self.slips) > MOST_SLIPS:
            self.slips += [slip for collection in self._open for slip in collection.slips]
            self.is_over = True

    def _note_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._note(event, "anchor")
        if event.tag is not None:
            self._note(event, "tag", tag=str(event.tag)[:40])

    def _note(self, event: Any, code: str, **args: str) -> None:
        mark, end = event.start_mark, event.end_mark
        width = end.column - mark.column if end.line == mark.line else 1
        self.slips.append(Slip(code, mark.line + 1, mark.column + 1, max(1, width), args))

    def _add(self, node: Any, value: Any) -> None:
        if self._open:
            self._open[-1].add(node, value)
        elif self.root is None:
            self.root = (node, value)


def _scalar(event: Any) -> Any:
    value, style = (event.value, event.style) if isinstance(event, yaml.ScalarEvent) else ("", "*")
    return yaml.ScalarNode("", value, event.start_mark, event.end_mark, style)


class _Collection:
    """A mapping or list that is being read."""

    def __init__(self, event: Any, first_line: int) -> None:
        self.is_mapping = isinstance(event, yaml.MappingStartEvent)
        kind = yaml.MappingNode if self.is_mapping else yaml.SequenceNode
        self.node: Any = kind("", [], event.start_mark, event.end_mark, event.flow_style)
        self.value: Any = {} if self.is_mapping else []
        self.slips: list[Slip] = []
        self.is_flow_list = bool(event.flow_style) and not self.is_mapping
        self._first_line = first_line
        self._key: Any = None
        self._seen: dict[str, int] = {}

    def add(self, node: Any, value: Any) -> None:
        """One child more: in a mapping a key, then its value."""
        if not self.is_mapping:
            self._refuse_repeat(node, value, repr(value), "repeated-item")
            self.node.value.append(node)
            self.value.append(value)
        elif self._key is None:
            self._key = node
        else:
            self._add_pair(self._key, node, value)
            self._key = None

    def _add_pair(self, key_node: Any, node: Any, value: Any) -> None:
        if not isinstance(key_node, yaml.ScalarNode):
            self._note(key_node, "key-not-text")
            return
        key = key_node.value
        if key == "<<":
            self._note(key_node, "merge-key")
        elif not self._refuse_repeat(key_node, key, key, "duplicate-key"):
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
        self.slips.append(Slip(code, mark.line + 1, mark.column + 1, max(1, width), args))
