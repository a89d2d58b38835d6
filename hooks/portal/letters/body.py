"""The text of a letter: papers of lines, and blanks in them.

    # 借条                      a paper, with its title
    ## 借款                     a heading in it
    今向{lender}借到{sum}。      a paragraph; blanks name fields of the front matter
    ?利息：{interest}。          a paragraph that goes while its blanks are empty
    >借款人（签名）：            set to the right: signatures and days

Owns reading this; what a letter may say is `letters/checks.py`'s business. Laws are cited as in explainers, and printed
as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from portal.explainers.markdown_subset import LINK

BLANK = re.compile(r"\{(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\}")
BRACES = re.compile(r"[{}｛｝][^{}｛｝\n]*+[{}｛｝]?")
"""Anything that was perhaps meant for a blank."""
_LINE = re.compile(r"(?P<mark>##|[#?>]|)[ \t]*+(?P<words>[^\n]*)")

LineKind = Literal["heading", "plain", "optional", "right"]
_KINDS: dict[str, LineKind] = {"##": "heading", "": "plain", "?": "optional", ">": "right"}


@dataclass(frozen=True, slots=True)
class Blank:
    """A place where what was filled in for a field is written."""

    field: str


Part = str | Blank


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or paragraph of a paper."""

    kind: LineKind
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet to hand over: a letter may offer several to choose from (借条, 欠条, 收条)."""

    title: str
    lines: tuple[Line, ...]


def read_papers(markdown: str) -> tuple[Paper, ...]:
    """The papers of a body; what stands before the first title is left out, and told by the check."""
    papers: list[tuple[str, list[Line]]] = []
    for line in markdown.split("\n"):
        match = _LINE.fullmatch(line)
        if match is None or not match["words"].strip():
            continue
        words = match["words"].strip()
        if match["mark"] == "#":
            papers.append((words, []))
        elif papers:
            papers[-1][1].append(Line(_KINDS[match["mark"]], tuple(_parts(words))))
    return tuple(Paper(title, tuple(lines)) for title, lines in papers)


def _parts(words: str) -> Iterator[Part]:
    """Words and blanks in turn; of a citation its words."""
    words = LINK.sub(lambda match: match["text"], words)
    at = 0
    for match in BLANK.finditer(words):
        if match.start() > at:
            yield words[at : match.start()]
        yield Blank(match["id"])
        at = match.end()
    if at < len(words):
        yield words[at:]
