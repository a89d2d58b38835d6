"""Which Markdown an explainer may use: a small part, so that nothing in it can script.

The answer is one paragraph; every section is one numbered list, one plain list or one
table (all 135 shipped texts are); links are the only use of square brackets. What is not
known to be harmless is refused with its line. Owns single lines and the shape of
sections; front matter and headings are `explainers/model.py`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from portal.problems.problem import Problem
from portal.yaml_io.document import Document
from portal.yaml_io.syntax_errors import find_syntax_faults

Shape = Literal["paragraph", "steps", "bullets", "table"]

LINK = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\((?P<target>[^()\s]*)\)")
"""The one form of link: on one line, without title, quotes or brackets of its own."""

STAND_IN = "（请写）"
"""What `portal new explainer` leaves where text is still wanted."""

_NOT_ALLOWED = (
    # (code, signs, pattern): the whole match is marked; it holds one of the signs, which most texts have none of.
    ("html-not-allowed", ("<", "&"), re.compile(r"<(?:[A-Za-z/!?][^>]*>?)?|&(?:#\w+|[A-Za-z]\w*);")),
    ("html-not-allowed", ("{", "}"), re.compile(r"[{}][^{}]*[{}]?")),
    (
        "link-not-allowed",
        ("!", "//", "www."),
        re.compile(r"!(?=\[)|(?:[a-zA-Z][a-zA-Z+.-]{0,30}+:)?//[^\s）)]*|\bwww\.[^\s）)]*"),
    ),
    ("markdown-not-allowed", ("\\", "`", "~~~"), re.compile(r"\\.?|`+|~~~+")),
)
_BRACKET = re.compile(r"[\[\]]")
_HEADING_ELSEWHERE = re.compile(r"[ \t]*+(?:(?:[-*+>]|\d++[.)])[ \t]*+)*+(#+)")
_RULE_OR_UNDERLINE = re.compile(r"[ \t]*+(?:(?:=++|-++)[ \t]*+|(?:[*_-][ \t]*+){3,}+)")
_LINES: dict[Shape, re.Pattern[str]] = {
    "paragraph": re.compile(r"(?![-*+>|#]\s|\d+[.)]\s|[|>#])\S.*"),
    "steps": re.compile(r"(?P<number>\d+)\. \S.*"),
    "bullets": re.compile(r"- \S.*"),
    "table": re.compile(r"\|.*\|[ \t]*"),
}
_SEPARATOR = re.compile(r"\|(?:\s*+:?-{3,}+:?\s*+\|)++\s*")

SHAPES: dict[str, Shape] = {
    "answer": "paragraph", "safety": "bullets", "steps": "steps", "bring": "bullets",
    "limits": "table", "who": "bullets", "mistakes": "bullets",
}  # fmt: skip
_IN_WORDS: dict[Shape, tuple[str, str]] = {
    "paragraph": ("一段话，不换行", "one paragraph on one line"),
    "steps": ("每行一步，以“1. ”“2. ”开头", "a step a line, beginning with “1. ”, “2. ”"),
    "bullets": ("每行一项，以“- ”开头", "an item a line, beginning with “- ”"),
    "table": ("表格，每行以 | 开头、以 | 结尾", "a table, each line begins and ends with |"),
}


def check_lines(document: Document, body: str, first_line: int) -> Iterator[Problem]:
    """What no line of a body may hold: slips of typing, HTML, addresses, Markdown beyond the rules."""
    for fault in find_syntax_faults(body, is_yaml=False):
        yield document.problem_on_line(first_line + fault.line, fault.column, fault.width, fault.code)
    shown = without_targets(body)
    wanted = [(code, pattern) for code, signs, pattern in _NOT_ALLOWED if any(sign in shown for sign in signs)]
    for number, (line, rest) in enumerate(zip(body.split("\n"), shown.split("\n"), strict=True), first_line + 1):
        yield from _check_line(document, number, line, rest, wanted)


def without_targets(markdown: str) -> str:
    """The text with zeros in the place of all of its links but their words, which stand on the page like others."""
    return LINK.sub(lambda match: f"\0{match['text']}" + "\0" * (len(match["target"]) + 3), markdown)


def _check_line(
    document: Document, number: int, line: str, shown: str, wanted: Sequence[tuple[str, re.Pattern[str]]]
) -> Iterator[Problem]:
    """One line; `shown` is it without targets of links, `wanted` what the body holds anywhere of `_NOT_ALLOWED`."""

    def problem(code: str, start: int, end: int) -> Problem:
        text = line[start:end][:40]
        return document.problem_on_line(number, start + 1, max(1, end - start), code, text=text, target=text)

    if not line.strip():
        return
    if not line.startswith("#") and (match := _HEADING_ELSEWHERE.match(line)):
        yield problem("heading-place", match.start(1), match.end(1))
    elif _RULE_OR_UNDERLINE.fullmatch(line):
        yield problem("markdown-not-allowed", 0, len(line))
    for code, pattern in wanted:
        for match in pattern.finditer(shown):
            yield problem(code, match.start(), match.end())
    for match in _BRACKET.finditer(shown):
        yield document.problem_on_line(number, match.start() + 1, 1, "link-form", text=line[match.start() :][:40])
        break
    if shown.count("**") % 2:
        yield problem("markdown-not-allowed", shown.index("**"), shown.index("**") + 2)


def check_shape(document: Document, id: str, markdown: str, first_line: int) -> Iterator[Problem]:
    """Whether a section has the shape of its kind; `first_line` counts from 1."""
    shape = SHAPES[id]
    lines = [(number, line) for number, line in enumerate(markdown.split("\n"), first_line) if line.strip()]
    chinese, english = _IN_WORDS[shape]
    for position, (number, line) in enumerate(lines):
        match = _LINES[shape].fullmatch(line)
        if not match or (shape == "paragraph" and position):
            yield document.problem_on_line(number, 1, len(line), "section-shape", shape_zh=chinese, shape_en=english)
        elif shape == "steps" and match["number"] != str(position + 1):
            yield document.problem_on_line(
                number, 1, match.end("number"), "step-number", number=match["number"], wanted=str(position + 1)
            )
    if shape == "table":
        for position, (number, line) in enumerate(lines):
            if bool(_SEPARATOR.fullmatch(line)) != (position == 1) and _LINES["table"].fullmatch(line):
                yield document.problem_on_line(number, 1, len(line), "table-form")


def check_repeats(document: Document, lines: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """Lines that stand twice in one text."""
    seen: dict[str, int] = {}
    for number, line in lines:
        words = re.sub(r"^\d+\.\s+", "", line).strip()
        if not words or STAND_IN in words or _SEPARATOR.fullmatch(words):
            continue
        first = seen.setdefault(words, number)
        if first != number:
            yield document.problem_on_line(number, 1, len(line), "repeated-line", line=str(first))
