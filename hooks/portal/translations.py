"""Translations: whether a translated explainer still says what its source says.

Numbers, time limits and citations must be equal (a fault); headings, lists and tables
should be (a warning); a source text changed since is told by its hash.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from portal.explainers import Explainer, ExplainerText, Section
from portal.markdown_rules import LINK
from portal.problems import Problem
from portal.reading import Shelf
from portal.source import Document

_MYRIADS = {"": 1, "万": 10_000, "亿": 100_000_000}
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([万亿]?)")
_TIBETAN_DIGITS = str.maketrans("༠༡༢༣༤༥༦༧༨༩", "0123456789")
_MARKS = (("1.", r"\s*\d+\."), ("-", r"\s*[-*] "), ("|", r"\s*\|"))
_LIST_MARK = re.compile(r"^\s*\d+\.\s", re.M)


def source_hash(text: ExplainerText) -> str:
    """Twelve hex digits of what a reader sees of the source text; spacing does not count."""
    seen = [text.title, *(section.heading + "\n" + section.markdown for section in text.sections)]
    normal = "\n".join(" ".join(part.split()) for part in seen)
    return hashlib.sha256(normal.encode()).hexdigest()[:12]


def is_stale(translation: ExplainerText, source: ExplainerText) -> bool:
    """Whether the source text has changed since it was translated."""
    return translation.translation is None or translation.translation.of != source_hash(source)


def numbers(section: Section) -> Counter[str]:
    """The numbers of a section's running text: 5万, 50,000 and 50000 are the same."""
    return Counter(_numbers_in(section.markdown))


@lru_cache(maxsize=4096)
def _numbers_in(markdown: str) -> tuple[str, ...]:
    """Kept, because a source is compared with a translation in each language."""
    text = LINK.sub(lambda m: "" if m["target"].startswith(("law:", "office:")) else m["text"], markdown)
    text = _LIST_MARK.sub("", text.translate(_TIBETAN_DIGITS))
    return tuple(f"{float(digits.replace(',', '')) * _MYRIADS[unit]:.10g}" for digits, unit in _NUMBER.findall(text))


def compare(document: Document, text: ExplainerText, source: ExplainerText) -> Iterator[Problem]:
    """What a translation says otherwise than its source, line by line where both have the same lines."""
    for section in text.sections:
        original = source.section(section.id)
        if original is not None:
            yield from _compare_section(document, section, original, section.heading or text.title, source.path)
    if text.is_whole:
        ids = {section.id for section in text.sections}
        for section in source.sections:
            if section.id not in ids:
                yield document.problem_on_line(
                    1, 1, 1, "translation-structure", heading=section.heading, difference="-1"
                )


def _compare_section(document: Document, ours: Section, theirs: Section, heading: str, path: str) -> Iterator[Problem]:
    shapes = _shape(ours), _shape(theirs)
    if shapes[0] != shapes[1]:
        yield document.problem_on_line(
            ours.line, 1, 1, "translation-structure",
            heading=heading, difference=_difference(*shapes),
        )  # fmt: skip
    pairs = _lines(ours), _lines(theirs)
    # Two numbers that changed places between rows are found only row by row.
    if [_mark(line) for line in pairs[0]] != [_mark(line) for line in pairs[1]]:
        pairs = [ours], [theirs]
    for our, their in zip(*pairs, strict=True):
        for code, found, wanted in (
            ("translation-numbers", numbers(our), numbers(their)),
            ("translation-citations", _targets(our), _targets(their)),
        ):
            if found != wanted:
                source = f"{path}:{their.line}"
                yield document.problem_on_line(
                    our.line, 1, 1, code, heading=heading, difference=_difference(found, wanted), source=source
                )


def _lines(section: Section) -> list[Section]:
    """Each line of text as a section of its own."""
    return [
        Section(section.id, section.heading, line, at)
        for at, line in enumerate(section.markdown.split("\n"), section.line)
        if line.strip()
    ]


def _mark(line: Section) -> str:
    """What kind of line it is: step, bullet, row, or running text."""
    return next((name for name, mark in _MARKS if re.match(mark, line.markdown)), "")


def check_untranslated(shelf: Shelf) -> Iterator[Problem]:
    """One warning a file and language: how many of its texts that language lacks."""
    source = shelf.languages[0]
    documents = {document.path: document for document, _ in shelf.places.values()}
    for path, document in documents.items():
        texts = _texts(document.value, source)
        for language in shelf.languages[1:]:
            lacking = sum(language not in languages for languages in texts)
            if lacking:
                yield Problem("translation-missing", path, args={"language": language, "count": str(lacking)})


def _texts(value: Any, source: str) -> list[Collection[str]]:
    """The languages of each text that has a line in the source language, in no order."""
    found: list[Collection[str]] = []
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            if source in item:
                found.append(item.keys())
            else:
                left += item.values()
        elif isinstance(item, list):
            left += item
    return found


def _targets(section: Section) -> Counter[str]:
    return Counter(link.target for link in section.links() if link.target.startswith(("law:", "office:")))


def _shape(section: Section) -> Counter[str]:
    """Steps, bullets, rows, and the terms linked to the glossary."""
    terms = (link.target for link in section.links() if link.target.startswith("term:"))
    return Counter([*(mark for line in _lines(section) if (mark := _mark(line))), *terms])


def _difference(ours: Counter[str], theirs: Counter[str]) -> str:
    """`-` what is missing, `+` what is too much."""
    missing = [f"-{key}" + (f"×{n}" if n > 1 else "") for key, n in sorted((theirs - ours).items())]
    extra = [f"+{key}" + (f"×{n}" if n > 1 else "") for key, n in sorted((ours - theirs).items())]
    return " ".join(missing + extra)


def stamp(root: Path, path: Path, explainers: Mapping[str, Explainer]) -> str:
    """Writes the present source text's hash into a translation, and says so."""
    wanted = path.as_posix()
    for explainer in explainers.values():
        for text in explainer.translations.values():
            if text.path == wanted and text.translation:
                file = root / path
                old, new = text.translation.of, source_hash(explainer.source)
                whole = file.read_text(encoding="utf-8")
                file.write_text(whole.replace(f"of: {old}", f"of: {new}", 1), encoding="utf-8", newline="\n")
                return f"{wanted}: {old} → {new}"
    raise ValueError(f"{wanted}: 不是译文 / is not a translation")
