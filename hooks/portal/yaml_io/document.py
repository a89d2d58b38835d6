"""Source: YAML text as nodes of plain strings with line and column.

YAML's own guesses are off: every scalar is text, and the record's field decides what
it means. Owns reading bytes and finding the place of a value; values and nodes
are read by `yaml_io/parser.py`, faults of typing told by `yaml_io/syntax_errors.py`, and what a record holds is
nobody's business here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

import yaml

from portal.problems.problem import Problem
from portal.yaml_io.parser import compose_by_events
from portal.yaml_io.syntax_errors import MOST_FAULTS, SyntaxFault, find_syntax_faults

Location = Sequence[str | int]
"""A path into a record: keys and list positions."""

LARGEST_FILE = 850_000
"""Bytes. A record is a few kilobytes, a month's work of a district of 398 villages sixty."""

MOST_PROBLEMS = MOST_FAULTS
"""Told of one file."""


@dataclass(slots=True)
class Document:
    """One YAML text: its plain value, and where each part of it stands.

    Keeps the text and not its nodes, which are many times as large: they are made again where
    somebody asks for a place, which is rare.
    """

    path: str
    text: str = ""
    value: Any = None
    """dicts, lists and strings; a key with an empty value has None. None if the text cannot be read."""
    first_line: int = 0
    """Lines before the YAML begins (front matter stands inside a Markdown file)."""
    whole: str = ""
    """The file, where the text is only a part of it."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return _split(self.whole or self.text)

    @property
    def node(self) -> Any:
        """The text as PyYAML's nodes, None if it cannot be read."""
        return _nodes(self.text, self.first_line) if self.value is not None else None

    def problem_at(self, location: Location, code: str, /, **args: str) -> Problem:
        """A problem at the value that `location` leads to, or at its nearest parent."""
        return self._problem(self._place(location, at_key=False), code, args)

    def problem_at_key(self, location: Location, code: str, /, **args: str) -> Problem:
        """A problem at the key of the value that `location` leads to."""
        return self._problem(self._place(location, at_key=True), code, args)

    def problem_at_start(self, location: Location, code: str, /, **args: str) -> Problem:
        """A problem where the value begins, also if it stands on the lines below its key."""
        return self._problem(self._place(location, at_key=False, at_start=True), code, args)

    def problem_on_line(self, line: int, column: int, width: int, code: str, /, **args: str) -> Problem:
        """A problem at a line and column counted from 1."""
        return self._problem((line, column, width), code, args)

    def line_of(self, location: Location) -> int:
        """The line of the value that `location` leads to, from 1."""
        return self._place(location, at_key=False)[0]

    def _problem(self, place: tuple[int, int, int], code: str, args: Mapping[str, str]) -> Problem:
        line, column, width = place
        lines = self.lines
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        return Problem(code, self.path, line, column, width, excerpt, args)

    def _place_of_top_key(self, key: str) -> tuple[int, int, int] | None:
        """Line, column and width of a plain word beside a key of the record itself, found without nodes."""
        if not isinstance(self.value, dict) or not isinstance(self.value.get(key), str):
            return None
        start = 0 if self.text.startswith(f"{key}: ") else self.text.find(f"\n{key}: ") + 1
        match = _TOP_VALUE.fullmatch(self.text, start, self._line_end(start))
        if match is None or match["key"] != key or match["value"] != self.value[key]:
            return None
        line = self.first_line + self.text.count("\n", 0, start) + 1
        return line, match.start("value") - start + 1, len(match["value"])

    def _part_of(self, location: Location) -> Any:
        """The nodes of one key of the record and of what is below it: composing that is much less work."""
        if not location or not isinstance(self.value, dict) or self.problems:
            return None
        key = f"{location[0]}:"
        start = 0 if self.text.startswith(key) else self.text.find(f"\n{key}") + 1
        if not self.text.startswith(key, start):
            return None
        end = _NEXT_KEY.search(self.text, start + len(key))
        before = self.text.count("\n", 0, start)
        text = "\n" * before + self.text[start : end.start() if end else None]
        part = _nodes(text, self.first_line)
        return part if isinstance(part, yaml.MappingNode) and len(part.value) == 1 else None

    def _line_end(self, start: int) -> int:
        end = self.text.find("\n", start)
        return len(self.text) if end < 0 else end

    def _place(self, location: Location, *, at_key: bool, at_start: bool = False) -> tuple[int, int, int]:
        if len(location) == 1 and not at_key and (place := self._place_of_top_key(str(location[0]))):
            return place
        node, key_node = self._part_of(location) or self.node, None
        for step in location:
            if isinstance(node, yaml.MappingNode):
                found = [pair for pair in node.value if pair[0].value == str(step)]
                if not found:
                    break
                key_node, node = found[0]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                if step >= len(node.value):
                    break
                key_node, node = None, node.value[step]
            else:
                break
        if node is None:
            return self.first_line + 1, 1, 1
        empty = isinstance(node, yaml.ScalarNode) and not node.value and not node.style
        is_whole = isinstance(node, yaml.ScalarNode) or at_start
        if key_node is not None and (at_key or empty or not is_whole):
            node = key_node
        start, end = node.start_mark, node.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return self.first_line + start.line + 1, start.column + 1, max(1, width)


_NEXT_KEY = re.compile(r"^[^\s#-]", re.M)
"""A line that begins another key of the record; items of a list may stand as far out as their key."""

_TOP_VALUE = re.compile(r"(?P<key>[a-z_]+): (?P<value>[a-z0-9][\w.-]*)[ \t]*(?: #.*)?", re.A)
"""A line of a record with one plain word for its value: what most warnings are about."""


def decode(path: str, raw: bytes) -> tuple[str, list[Problem]]:
    """The text of a file as UTF-8 (a BOM, CRLF and CR are accepted), or what is wrong with it."""
    if len(raw) > LARGEST_FILE:
        return "", [Problem("file-too-large", path, args={"bytes": str(len(raw))})]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [Problem("not-utf-8", path, args={"encoding": "UTF-16"})]
    # UTF-16 without its mark: every line end has a zero beside it.
    if 0 < raw.count(b"\n") <= raw.count(b"\0\n") + raw.count(b"\n\0") or raw.count(0) * 8 > len(raw):
        return "", [Problem("not-utf-8", path, args={"encoding": "UTF-16"})]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [_not_utf_8(path, raw, error.start)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _not_utf_8(path: str, raw: bytes, start: int) -> Problem:
    """Names the encoding, if it can be told, and shows the line as it reads there."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    number = raw[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
    encoding = "?"
    broken = raw.decode("utf-8", "replace").count("\ufffd")
    if broken * 4 < sum(byte > 0x7F for byte in raw) // 3:
        encoding = "UTF-8, 有坏字节 / with broken bytes"
    else:
        try:
            raw.decode("gb18030")
            encoding = "GBK (GB 18030)"
        except UnicodeDecodeError:
            pass
    shown = lines[number].decode("gb18030" if encoding.startswith("GBK") else "utf-8", "replace")
    column = next((at for at, sign in enumerate(shown, 1) if ord(sign) > 0x7F), 1)
    return Problem("not-utf-8", path, number + 1, column, 1, shown, {"encoding": encoding})


def read_document(path: str, text: str, *, first_line: int = 0, whole: str = "") -> Document:
    """Composes `text`; faults of the text stand in the document's `problems`.

    `whole` is the file the text stands in, when it is only a part of it (front matter),
    and `first_line` how many lines stand before it there.
    """
    document = Document(path, text, first_line=first_line, whole=whole)
    faults = list(islice(find_syntax_faults(text, is_yaml=True), MOST_PROBLEMS))
    if not faults:
        _, document.value, faults = compose_by_events(text, first_line, with_nodes=False)
    document.problems = [as_problem(document, fault) for fault in faults[:MOST_PROBLEMS]]
    return document


@lru_cache(maxsize=8)
def _nodes(text: str, first_line: int) -> Any:
    """Kept, because several problems of a file in a row need its nodes once."""
    return compose_by_events(text, first_line)[0]


@lru_cache(maxsize=8)
def _split(text: str) -> list[str]:
    return text.split("\n")


def as_problem(document: Document, fault: SyntaxFault) -> Problem:
    """A fault in the document's YAML as a problem of its file."""
    return document.problem_on_line(
        document.first_line + fault.line, fault.column, fault.width, fault.code, **fault.args
    )
