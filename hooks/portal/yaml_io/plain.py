"""Plain YAML: the few forms in which staff write almost every line, read line by line.

    key: words          - words                      key: [word, {key: words}]
    key: "words"        - key: words                 key: {zh: words, en: words}

`read_plain` finds the value that `yaml_io/parser.py` would, in a third of the time, or none:
whatever has another form, or may hold a slip, is left to libyaml, which tells what is wrong.
A test holds the one against the other. Keys are interned: a province has a million of them,
of a hundred kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from sys import intern
from typing import Any

from portal.yaml_io.syntax_errors import ANY_AT_START, ANY_UNSEEN, find_wide_quote

DEEPEST = 16
"""Levels. A record has six; more is a mistake or an attack."""

_KEY = r"\w[\w./-]{0,79}"
_LINE = re.compile(rf'^(?: *(?:#.*)?$|( *)((?:- +)?)(?:({_KEY}|"{_KEY}"):(?: +|$))?(.*)$)', re.M)
"""Nothing of a blank line or a comment; else the indentation, the hyphen of an item, the key, and the rest."""
_IN_FLOW = re.compile(r"[{}\[\],]|[^{}\[\],]+")
_PAIR = re.compile(rf" *({_KEY}): ++(.*)")
_QUOTED = re.compile(r"""(["'])((?:(?!\1)[^\\])*)\1 *""")
_QUOTES = "\"'"
_NO_WORDS = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""Signs with which plain words never begin."""


class _NotPlain(Exception):
    """The text has to be read by libyaml."""


def read_plain(text: str) -> Any:
    """Dicts, lists and strings, None for a key without a value; None as well if the text is not plain."""
    if "\t" in text or ANY_UNSEEN.search(text):
        return None
    try:
        return _Reader(text).read()
    except _NotPlain:
        return None


class _Reader:
    """Reads the lines of a text one after the other; blank lines and comments are none."""

    def __init__(self, text: str) -> None:
        self._lines = iter(_LINE.findall(text))
        self._advance()

    def _advance(self) -> None:
        """Goes on to the next line; behind the last one the indentation is -1."""
        self._indent, self._hyphen, self._key, self._rest = -1, 0, "", ""
        for indent, hyphen, key, rest in self._lines:
            if hyphen or key or rest:
                self._indent, self._hyphen = len(indent), len(hyphen)
                self._key, self._rest = intern(key.strip('"')), "" if key and rest[:1] == "#" else rest
                return

    def read(self) -> Any:
        """The value of the whole text."""
        if self._indent != 0:
            raise _NotPlain
        value = self._read_block(0, 1)
        if self._indent >= 0:
            raise _NotPlain
        return value

    def _read_block(self, indent: int, depth: int) -> Any:
        """The mapping or list whose lines begin at `indent`."""
        if depth > DEEPEST:
            raise _NotPlain
        value = self._read_list(indent, depth) if self._hyphen else self._read_mapping(indent, depth)
        if self._indent > indent:
            raise _NotPlain
        return value

    def _read_mapping(self, indent: int, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self._indent == indent and not self._hyphen:
            key, rest = self._key, self._rest
            if not key or key in found:
                raise _NotPlain
            self._advance()
            if rest:
                found[key] = _read_value(self._whole(rest, indent), depth)
            elif self._indent > indent or (self._hyphen and self._indent == indent):
                found[key] = self._read_block(self._indent, depth + 1)
            else:
                found[key] = None
        return found

    def _read_list(self, indent: int, depth: int) -> list[Any]:
        found: list[Any] = []
        while self._hyphen and self._indent == indent:
            if self._key:  # what stands behind the hyphen is the first line of a mapping
                self._indent, self._hyphen = indent + self._hyphen, 0
                found.append(self._read_block(self._indent, depth + 1))
                continue
            rest = self._rest
            self._advance()
            if not rest or (rest[0] not in "{[" and ANY_AT_START.match(rest)):
                raise _NotPlain
            found.append(_read_value(self._whole(rest, indent), depth))
        return _each_once(found)

    def _whole(self, text: str, indent: int) -> str:
        """A list or mapping in brackets on one line, that of a key or item at `indent`, if it goes on below."""
        if text[0] not in "{[" or " #" in text:
            return text
        while self._indent > indent and not self._hyphen:
            is_between = text.rstrip(" ")[-1] in "{[," or self._rest[:1] in ("}", "]")
            if not is_between or " #" in self._rest or ANY_AT_START.match(self._rest):
                break
            text = f"{text} {self._key}: {self._rest}" if self._key else f"{text} {self._rest}"
            self._advance()
        return text


def _read_value(text: str, depth: int) -> Any:
    """What stands behind a key or a hyphen on its line; it lies `depth` levels deep."""
    if text[0] in _QUOTES:
        return _quoted(text)
    comment = text.find(" #")
    text = (text if comment < 0 else text[:comment]).rstrip(" ")
    if text[0] not in "{[":
        return _words(text)
    parts = iter(_IN_FLOW.findall(text))
    value = _read_flow(next(parts), parts, depth + 1)
    if next(parts, None) is not None:
        raise _NotPlain
    return value


def _read_flow(opening: str, parts: Iterator[str], depth: int) -> Any:
    """A mapping or list in brackets, from behind its opening one up to its closing one."""
    if depth > DEEPEST:
        raise _NotPlain
    listed: list[Any] = []
    found: dict[str, Any] = {}
    closing = "}" if opening == "{" else "]"
    for part in parts:
        key, words = "", part
        if opening == "{":
            match = _PAIR.fullmatch(part)
            if match is None or match[1] in found:
                raise _NotPlain
            key, words = match.groups()
        words = words.strip(" ")
        if not words or words in ("{", "["):
            bracket = words or next(parts, "")
            if bracket not in ("{", "["):
                raise _NotPlain
            value = _read_flow(bracket, parts, depth + 1)
        else:
            value = _quoted(words) if words[0] in _QUOTES else _words(words)
            if ":?" in words or (opening == "[" and "，" in words):  # the first libyaml takes for a key without a value
                raise _NotPlain
        if opening == "{":
            found[intern(key)] = value
        else:
            listed.append(value)
        sign = next(parts, "")
        if sign == closing:
            return found if opening == "{" else _each_once(listed)
        if sign != ",":
            raise _NotPlain
    raise _NotPlain


def _quoted(text: str) -> str:
    match = _QUOTED.fullmatch(text)
    if match is None:
        raise _NotPlain
    return match[2]


def _words(text: str) -> str:
    """A text without quotes."""
    if text[0] in _NO_WORDS or text[-1] == ":" or ": " in text or find_wide_quote(text) is not None:
        raise _NotPlain
    return text


def _each_once(items: list[Any]) -> list[Any]:
    if len(items) > 1 and len({repr(item) for item in items}) != len(items):
        raise _NotPlain
    return items
