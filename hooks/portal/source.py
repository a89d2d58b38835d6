"""Source: YAML text as nodes of plain strings with line and column.

YAML's own guesses are off: every scalar is text, and the record's field decides what
it means. Owns reading bytes, the faults of the text itself, and finding the place of
a value; knows nothing of what a record holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from portal.problems import Problem

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Location = Sequence[str | int]
"""A path into a record: keys and list positions."""

LARGEST_FILE = 1_000_000
"""Bytes. A record is a few kilobytes; more is a mistake or an attack."""

_SLIPS = (
    # (code, pattern): slips of typing that YAML misreports or takes in silence; group 1 is marked.
    ("conflict-marker", re.compile(r"^(<{7}|={7}|>{7})(?=[ \n]|$)", re.M)),
    ("hidden-character", re.compile("([\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad])")),
    ("tab-indent", re.compile(r"^ *(\t[ \t]*)(?=[^\s#])", re.M)),
    ("wide-space-indent", re.compile("^[ \t]*([\u3000\u00a0]+)(?=[^\\s#])", re.M)),
    ("wide-colon", re.compile(r"^ *(?:- +)?[A-Za-z_][\w-]*[ \t]*(：)", re.M)),
    ("colon-without-space", re.compile(r"^ *(?:- +)?[a-z_]+(:)(?=[^\s:/])", re.M)),
    ("wide-quote", re.compile(r"^ *(?:- +)?[\w-]+:[ \t]+([“”‘’＂])", re.M)),
    ("anchor", re.compile(r"^ *(?:- +)?(?:[\w-]+:[ \t]+)?([&*][A-Za-z_][\w-]*)", re.M)),
)


@dataclass(slots=True)
class Document:
    """One YAML text: its plain value, and where each part of it stands."""

    path: str
    lines: list[str]
    value: Any = None
    """dicts, lists and strings; a key with an empty value is left out."""
    node: Any = None
    first_line: int = 0
    """Lines before the YAML begins (front matter stands inside a Markdown file)."""
    problems: list[Problem] = field(default_factory=list)

    def problem_at(self, location: Location, code: str, /, **args: str) -> Problem:
        """A problem at the value that `location` leads to, or at its nearest parent."""
        return self._problem(self._place(location, at_key=False), code, args)

    def problem_at_key(self, location: Location, code: str, /, **args: str) -> Problem:
        """A problem at the key of the value that `location` leads to."""
        return self._problem(self._place(location, at_key=True), code, args)

    def problem_on_line(self, line: int, column: int, width: int, code: str, /, **args: str) -> Problem:
        """A problem at a line and column counted from 1."""
        return self._problem((line, column, width), code, args)

    def _problem(self, place: tuple[int, int, int], code: str, args: Mapping[str, str]) -> Problem:
        line, column, width = place
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem(code, self.path, line, column, width, excerpt, args)

    def _place(self, location: Location, *, at_key: bool) -> tuple[int, int, int]:
        node, key_node = self.node, None
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
        if key_node is not None and (at_key or empty or not isinstance(node, yaml.ScalarNode)):
            node = key_node
        start, end = node.start_mark, node.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return self.first_line + start.line + 1, start.column + 1, max(1, width)


def decode(path: str, raw: bytes) -> tuple[str, list[Problem]]:
    """The text of a file as UTF-8 (a BOM and CRLF are accepted), or what is wrong with it."""
    if len(raw) > LARGEST_FILE:
        return "", [Problem("file-too-large", path, args={"bytes": str(len(raw))})]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [Problem("not-utf-8", path, args={"encoding": "UTF-16"})]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        try:
            raw.decode("gb18030")
            encoding = "GBK (GB 18030)"
        except UnicodeDecodeError:
            encoding = "?"
        return "", [Problem("not-utf-8", path, line, args={"encoding": encoding})]
    if "\x00" in text:
        return "", [Problem("not-utf-8", path, args={"encoding": "UTF-16"})]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def read_document(path: str, text: str, *, first_line: int = 0, whole: str = "") -> Document:
    """Composes `text`; faults of the text stand in the document's `problems`.

    `whole` is the file the text stands in, when it is only a part of it (front matter),
    and `first_line` how many lines stand before it there.
    """
    document = Document(path, (whole or text).split("\n"), first_line=first_line)
    document.problems = _find_slips(document, text)
    if document.problems:
        return document
    try:
        document.node = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        document.problems = [_yaml_problem(document, error)]
        return document
    if document.node is None:
        document.problems = [document.problem_on_line(first_line + 1, 1, 1, "empty-file")]
        return document
    document.value = _plain(document, document.node)
    return document


def _find_slips(document: Document, text: str) -> list[Problem]:
    found: dict[int, Problem] = {}
    for code, pattern in _SLIPS:
        for match in pattern.finditer(text):
            start = match.start(1)
            line = document.first_line + text.count("\n", 0, start) + 1
            column = start - (text.rfind("\n", 0, start) + 1) + 1
            width = match.end(1) - start
            found.setdefault(line, document.problem_on_line(line, column, width, code))
    return list(found.values())


def _plain(document: Document, node: Any) -> Any:
    """The node as dicts, lists and strings; repeated keys, anchors and tags are problems."""

    def report(code: str, at: Any, **args: str) -> None:
        mark = at.start_mark
        width = at.end_mark.column - mark.column if at.end_mark.line == mark.line else 1
        document.problems.append(
            document.problem_on_line(document.first_line + mark.line + 1, mark.column + 1, max(1, width), code, **args)
        )

    seen: set[int] = set()

    def convert(node: Any) -> Any:
        if id(node) in seen:  # an alias leads to the same node again; never expand it
            report("anchor", node)
            return None
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if node.tag not in _GUESSED_TAGS:
                report("tag", node, tag=node.tag)
            return None if not node.value and not node.style else node.value
        if isinstance(node, yaml.SequenceNode):
            if node.tag != "tag:yaml.org,2002:seq":
                report("tag", node, tag=node.tag)
            return [convert(item) for item in node.value]
        if node.tag != "tag:yaml.org,2002:map":
            report("tag", node, tag=node.tag)
        result: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                report("key-not-text", key_node)
                continue
            key = key_node.value
            if key == "<<":
                report("merge-key", key_node)
                continue
            if key in lines:
                report("duplicate-key", key_node, key=key, line=str(lines[key]))
                continue
            lines[key] = document.first_line + key_node.start_mark.line + 1
            value = convert(value_node)
            if value is not None:
                result[key] = value
        return result

    return convert(node)


_GUESSED_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "null", "bool", "int", "float", "timestamp", "merge", "value")
)


def _yaml_problem(document: Document, error: yaml.YAMLError) -> Problem:
    """PyYAML's complaint in plain words, at the line that has to be mended."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    code = "yaml-syntax"
    if "found unexpected end of stream" in said or "quoted scalar" in context:
        code, mark = "unclosed-quote", getattr(error, "context_mark", None) or mark
    elif "undefined alias" in said or "anchor" in said or "alias" in context:
        code = "anchor"
    elif "flow" in context:
        code, mark = "unclosed-bracket", getattr(error, "context_mark", None) or mark
    elif "mapping values are not allowed" in said:
        code = "colon-in-text"
    elif "block mapping" in context or "block collection" in context:
        code = "indentation"
    elif "cannot start any token" in said:
        code = "needs-quotes"
    if mark is None:
        return document.problem_on_line(document.first_line + 1, 1, 1, code)
    line = min(document.first_line + mark.line + 1, len(document.lines))
    return document.problem_on_line(line, mark.column + 1, 1, code)
