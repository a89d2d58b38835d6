"""Slips of typing that YAML misreports or takes in silence, and its complaints in plain words.

Owns the look at the text itself, before and after YAML has read it: which line has to be
mended, and under which code. It sees lines and columns, never what a record means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml


class SyntaxFault(NamedTuple):
    """A fault in a text: lines and columns count from 1, in characters."""

    code: str
    line: int
    column: int
    width: int = 1
    args: dict[str, str] = {}  # noqa: RUF012 - never written to


MOST_FAULTS = 100
"""Told of one text: who has more has one cause, and mends it once."""

_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc"
    "\u0600-\u0605\u06dd\u070f\u08e2\u180f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters no reader sees: controls, zero widths, bidirectional marks, line and paragraph separators."""

_BROKEN = "\ue000-\uf8ff\ufdd0-\ufdef\ufffd\ufffe\uffff\ud800-\udfff\U000f0000-\U0010ffff"
"""What stands for a character that was lost, or for one that every computer shows otherwise (private use)."""

IN_ANY_TEXT = (
    # (code, pattern): what neither a record nor an explainer may hold; group 1 is marked.
    ("conflict-marker", re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?=[ \n]|$)", re.M)),
    ("hidden-character", re.compile(f"([{_UNSEEN}])")),
    ("broken-character", re.compile(f"([{_BROKEN}]+)")),
)
WIDE_COLONS = "：﹕︓∶꞉"
_IN_YAML = (
    ("tab-indent", re.compile(r"^ *(\t[ \t]*+)(?=[^\s#])", re.M)),
    (
        "wide-space-indent",
        re.compile("^[ \t]*([\u3000\u00a0\u2000-\u200a\u202f\u205f]++)[ \t\u3000]*+(?=[^\\s#])", re.M),
    ),
    ("wide-colon", re.compile(rf"^ *(?:- +)?[a-z_]+[ \t]*([{WIDE_COLONS}])", re.M)),
    ("colon-without-space", re.compile(r"^ *(?:- +)?[a-z_]+ *(:)(?=[^\s:/])", re.M)),
    ("dash-without-space", re.compile(r"^ *(-)(?=[^\s\-\d#])", re.M)),
    ("needs-quotes", re.compile(r"^(%)(?=\S)", re.M)),
    ("wide-dash", re.compile("^ *([－—–‐•·])(?= )", re.M)),
)

_OPENING_QUOTES, _CLOSING_QUOTES = "“‘＂＇", "”’＂＇"
QUOTES = frozenset(_OPENING_QUOTES + _CLOSING_QUOTES)
_KEY_LINE = re.compile(r"\s*(?:- +)*[\w-]+ *:(?:\s|$)")
_NO_COLON = re.compile(r"\s*(?:- +)*[a-z_]+(?: [^:]*)?$")
_QUOTED_START = re.compile(r"""(?:^|[\[{,:-]\s+|[\[{])(["'])""")


ANY_UNSEEN = re.compile(f"[{_UNSEEN}{_BROKEN}]")
ANY_AT_START = re.compile(
    r"^(?:<{7}|={7}|>{7}|\|{7}|%| *-[^\s\-\d#]| *[－—–‐•·] | *\t|[ \t]*[\u3000\u00a0\u2000-\u200a\u202f\u205f]"
    rf"| *(?:- +)?[a-z_]+[ \t]*(?:[{WIDE_COLONS}]|:[^\s:/]))",
    re.M,
)
"""One quick look for all the faults above: most files have none."""


def find_syntax_faults(text: str, *, is_yaml: bool) -> Iterator[SyntaxFault]:
    """The faults in a text, at most one a line."""
    if not ANY_UNSEEN.search(text) and not ANY_AT_START.search(text):
        return
    seen: set[int] = set()
    for code, pattern in (*IN_ANY_TEXT, *_IN_YAML) if is_yaml else IN_ANY_TEXT:
        line, counted = 1, 0
        for match in pattern.finditer(text):
            start = match.start(1)
            line, counted = line + text.count("\n", counted, start), start
            if line not in seen:
                seen.add(line)
                yield SyntaxFault(code, line, start - text.rfind("\n", 0, start), match.end(1) - start)


def find_scalar_fault(event: Any, lines: Sequence[str], *, in_flow_list: bool) -> SyntaxFault | None:
    """What is wrong with how a text is written: run over lines, quoted in full width."""
    start, end = event.start_mark, event.end_mark
    text: str = event.value
    if event.style in ("|", ">"):
        # What is folded into one line reads as one; a name of two lines breaks calendars, feeds and notices.
        return SyntaxFault("line-break", start.line + 1, start.column + 1) if "\n" in text.strip() else None
    if event.style == '"' and end.line == start.line and (code := _unseen_in(text)):
        return SyntaxFault(code, start.line + 1, start.column + 1, max(1, end.column - start.column))
    if end.line != start.line:
        if event.style:
            return SyntaxFault("unclosed-quote", start.line + 1, start.column + 1)
        first = lines[start.line]
        if start.column == _depth_of_words(first) and _NO_COLON.match(first):
            return SyntaxFault("no-colon", start.line + 1, start.column + 1)
        after = _line_after(lines, start.line + 1)
        if _indent(first) % 2 and not _indent(lines[after - 1]) % 2:
            return SyntaxFault("indentation", start.line + 1, _indent(first) + 1)
        code = "indentation" if _KEY_LINE.match(lines[after - 1]) else "runs-on"
        return SyntaxFault(code, after, _indent(lines[after - 1]) + 1)
    if event.style or not text:
        return None
    quote = find_wide_quote(text)
    if quote is not None:
        width = max(1, end.column - start.column)
        return SyntaxFault("wide-quote", start.line + 1, start.column + (width if quote else 1))
    if in_flow_list and "，" in text:
        return SyntaxFault("wide-comma", start.line + 1, start.column + text.index("，") + 1)
    return None


def _unseen_in(value: str) -> str | None:
    """The code of what escapes have put into a value: the lines of the file show nothing of it."""
    if "\n" in value or "\r" in value:
        return "line-break"
    if "\t" in value or ANY_UNSEEN.search(value):
        return "hidden-character"
    return None


def find_wide_quote(text: str) -> int | None:
    """Where a text without quotes has one of full width that was meant to be plain: at its start, at its end."""
    if text[:1] not in QUOTES and text[-1:] not in QUOTES:
        return None
    signs = set(text)
    if text[0] in _CLOSING_QUOTES or (
        text[0] in _OPENING_QUOTES and (text[-1] in _CLOSING_QUOTES or not signs & set(_CLOSING_QUOTES))
    ):
        return 0
    if text[-1] in _OPENING_QUOTES or (text[-1] in _CLOSING_QUOTES and not signs & set(_OPENING_QUOTES)):
        return len(text) - 1
    return None


def explain(error: yaml.YAMLError, lines: Sequence[str], earlier: Sequence[SyntaxFault]) -> list[SyntaxFault]:
    """PyYAML's complaint at the line that has to be mended, with the faults that came before it.

    `lines` are the YAML's own. Often the complaint only follows from a fault on the line before.
    """
    said = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    at = getattr(error, "problem_mark", None)
    began = getattr(error, "context_mark", None) or at
    if at is None:
        return [*earlier, SyntaxFault("yaml-syntax", 1, 1)]
    line = min(at.line + 1, max(1, len(lines)))
    fault = _classify(said, context, at, began, line, lines)
    if fault.code in ("indentation", "yaml-syntax", "colon-in-text", "no-colon", "unclosed-bracket"):
        fault = _open_quote(lines, line) or fault
    if fault.code in ("unclosed-bracket", "unclosed-quote", "no-dash"):
        follows = ("runs-on", "no-colon", "indentation")
        return [*(s for s in earlier if s.code not in follows or s.line < fault.line), fault]
    if any(s.code in ("runs-on", "no-colon", "indentation") and 0 <= line - s.line <= 1 for s in earlier):
        return list(earlier)
    return [*earlier, fault]


def _classify(said: str, context: str, at: Any, began: Any, line: int, lines: Sequence[str]) -> SyntaxFault:
    column = at.column + 1
    if "unexpected end of stream" in said or ("quoted scalar" in context and "document indicator" in said):
        return SyntaxFault("unclosed-quote", began.line + 1, began.column + 1)
    if "quoted scalar" in context:
        return SyntaxFault("escape", line, column)
    if "alias" in context or "anchor" in context or "alias" in said:
        return SyntaxFault("anchor", line, column)
    if "tag" in context or "tag" in said:
        return SyntaxFault("tag", line, column, args={"tag": "!"})
    if "tab character" in said:
        return SyntaxFault("tab-indent", line, column)
    if "expected ':'" in said:
        return SyntaxFault("no-colon", began.line + 1, began.column + 1)
    if "mapping values are not allowed" in said:
        return _second_colon(line, column, lines)
    if "flow" in context:
        here = lines[line - 1] if line <= len(lines) else ""
        if line > began.line + 1 and (not here.strip() or _KEY_LINE.match(here) or here.lstrip().startswith("- ")):
            return SyntaxFault("unclosed-bracket", max(began.line + 1, _line_before(lines, line)), began.column + 1)
        return SyntaxFault("unclosed-bracket", line, column)
    if "cannot start any token" in said:
        return SyntaxFault("needs-quotes", line, column)
    if "block mapping" in context or "block collection" in context:
        return _uneven(line, column, lines, began.line + 1)
    if "<document start>" in said or "single document" in said:
        return SyntaxFault("second-document", line, column)
    return SyntaxFault("yaml-syntax", line, column)


def _second_colon(line: int, column: int, lines: Sequence[str]) -> SyntaxFault:
    """Two keys in one line; or a line too deep; or one before it that lacks its colon."""
    here = lines[line - 1]
    before = _line_before(lines, line)
    if before:
        above = lines[before - 1]
        if _indent(here) == _depth_of_words(above) and not _KEY_LINE.match(above) and _NO_COLON.match(above):
            return SyntaxFault("no-colon", before, _indent(above) + 1)
        if _indent(above) % 2 and not _indent(here) % 2:
            return SyntaxFault("indentation", before, _indent(above) + 1)
        if _indent(here) > _indent(above) and _KEY_LINE.match(here) and here[: column - 1].count(":") == 0:
            return SyntaxFault("indentation", line, _indent(here) + 1)
    return SyntaxFault("colon-in-text", line, column)


def _uneven(line: int, column: int, lines: Sequence[str], began: int) -> SyntaxFault:
    """A line that is not aligned: this one, or the first of the block, if that one stepped too far or too short."""
    here = lines[line - 1] if line <= len(lines) else ""
    if column - 1 > _indent(here):  # something follows where a line should end
        code = "unclosed-bracket" if here[column - 1 : column] in ("]", "}", ",") else "yaml-syntax"
        if '"' in here[: column - 1] or "'" in here[: column - 1]:
            code = "unclosed-quote"
        return SyntaxFault(code, line, column)
    before = _line_before(lines, line)
    above = lines[before - 1] if before else ""
    is_item, follows_item = here.lstrip().startswith("- "), above.lstrip().startswith("- ")
    if is_item and not follows_item and _indent(above) >= _indent(here):
        if not _KEY_LINE.match(above):
            return SyntaxFault("no-dash", before, _indent(above) + 1)
        if _indent(above) == _indent(here):
            return SyntaxFault("indentation", before, _indent(above) + 1)
    if _indent(above) % 2 and not _indent(here) % 2:
        return SyntaxFault("indentation", before, _indent(above) + 1)
    if _indent(lines[began - 1]) % 2 and not _indent(here) % 2:
        return SyntaxFault("indentation", began, _indent(lines[began - 1]) + 1)
    if follows_item and _KEY_LINE.match(here) and not is_item and _indent(above) == _indent(here):
        beside = [line for line in lines if line.strip() and _indent(line) == _indent(here)]
        if 2 * sum(line.lstrip().startswith("- ") for line in beside) < len(beside):
            return SyntaxFault("indentation", before, _indent(above) + 1)
    if _NO_COLON.match(above) and _depth_of_words(above) == _indent(here):
        return SyntaxFault("no-colon", before, _depth_of_words(above) + 1)
    parent = _line_before(lines, before) if before else 0
    step = _indent(lines[parent - 1]) + 2 if parent else 0
    if parent and _indent(here) == step < _indent(lines[before - 1]):
        return SyntaxFault("indentation", before, _indent(lines[before - 1]) + 1)
    if _NO_COLON.match(here) and not here.lstrip().startswith("-"):
        return SyntaxFault("no-colon", line, _indent(here) + 1)
    return SyntaxFault("indentation", line, _indent(here) + 1)


def _open_quote(lines: Sequence[str], until: int) -> SyntaxFault | None:
    """The last line up to `until` whose quoted text is not closed on that line."""
    for number in range(min(until, len(lines)), 0, -1):
        line = lines[number - 1]
        for match in _QUOTED_START.finditer(line):
            quote, start = match[1], match.end(1)
            rest = re.sub(r"\\.", "__", line[start:]) if quote == '"' else line[start:].replace("''", "__")
            if quote not in rest:
                return SyntaxFault("unclosed-quote", number, start)
            break
    return None


def _line_before(lines: Sequence[str], line: int) -> int:
    """The nearest line before that says something, 0 if none does."""
    for number in range(line - 1, 0, -1):
        words = lines[number - 1].lstrip()
        if words and not words.startswith("#"):
            return number
    return 0


def _line_after(lines: Sequence[str], line: int) -> int:
    """The next line that says something; the line itself if none does."""
    return next((n for n in range(line + 1, len(lines) + 1) if lines[n - 1].strip()), line)


def _depth_of_words(line: str) -> int:
    """Where the words of a line begin, after the hyphens of a list."""
    match = re.match(r" *(?:- +)*", line)
    return match.end() if match else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
