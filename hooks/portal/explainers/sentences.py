"""Sentences of explainers and letters: where each stands, and which articles it rests on.

What to read again when a law moves, what a lawyer reviews, and what is too long to be read: all are sentences.
A citation stands inside the sentence it supports, before its full stop; in Tibetan, where a shad ends a clause as
well, the citation is what ends the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.explainers.citations import Citation, parse_citation
from portal.explainers.markdown_subset import LINK
from portal.text.language_traits import LANGUAGE_TRAITS

_MARK = re.compile(r"\s*+(?:\d{1,4}\.|[-*])\s+")
"""Of a step or a bullet."""
_SEPARATOR = re.compile(r"\|[\s:|-]*+")
_CITES = re.compile(r"(?<!\s)\s*+[（(]\s*+(?:\[[^\[\]\n]*+\]\(law:[^()\s]*+\)(?:[、,，;；和及\s]|and)*+)++[）)]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in a file."""

    markdown: str
    line: int
    column: int
    """From 1, in characters."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles it cites, each once, in order."""
        targets = (match["target"] for match in LINK.finditer(self.markdown) if match["target"].startswith("law:"))
        return tuple(dict.fromkeys(found for target in targets if (found := parse_citation(target))))

    @property
    def words(self) -> str:
        """Its words without brackets of citations and Markdown's marks."""
        return " ".join(LINK.sub(lambda m: m["text"], _CITES.sub("", self.markdown)).replace("*", "").split())

    @property
    def shown(self) -> str:
        """Its words with its citations as they are read; cells of a table are parted by dashes."""
        text = LINK.sub(lambda m: m["text"], self.markdown).replace("*", "")
        cells = (cell.strip() for cell in text.strip("|").split("|")) if text.startswith("|") else (text,)
        return " — ".join(" ".join(cell.split()) for cell in cells)


def plain_cells(row: str) -> list[str]:
    """The cells of a table's row in plain words."""
    text = LINK.sub(lambda m: m["text"], _CITES.sub("", row)).replace("*", "")
    return [" ".join(cell.split()) for cell in text.strip().strip("|").split("|")]


def find_sentences(lines: Sequence[str], first_line: int, language: str) -> Iterator[Sentence]:
    """The sentences of a text's lines, the first of which stands at `first_line`; a row of a table is one."""
    pattern = LANGUAGE_TRAITS[language].sentence_end
    for number, line in enumerate(lines, first_line):
        if not line.strip() or line.startswith("#"):
            continue
        if line.lstrip().startswith("|"):
            if not _SEPARATOR.fullmatch(line.strip()):
                yield Sentence(line.strip(), number, len(line) - len(line.lstrip()) + 1)
            continue
        mark = _MARK.match(line)
        start = mark.end() if mark else 0
        masked = LINK.sub(lambda m: "\0" * len(m[0]), line)
        ends = [match.end() for match in pattern.finditer(masked, start)]
        for end in dict.fromkeys([*ends, len(line)]):
            piece = line[start:end]
            if piece.strip():
                yield Sentence(piece.strip(), number, start + len(piece) - len(piece.lstrip()) + 1)
            start = end
