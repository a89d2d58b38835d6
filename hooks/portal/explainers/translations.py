"""Translations: whether a translated explainer still says what its source says.

Numbers, time limits and citations must be equal (a fault); headings, lists and tables
should be (a warning); a source text changed since is told by its hash.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from portal.explainers.markdown_subset import LINK
from portal.explainers.model import Explainer, ExplainerText, Section
from portal.problems.problem import Problem
from portal.records.record_paths import write_files
from portal.records.validation import RecordStore
from portal.text.language_traits import LANGUAGE_TRAITS
from portal.text.staff_message import StaffError
from portal.yaml_io.document import Document

_MYRIADS = {"": 1, "万": 10_000, "亿": 100_000_000}
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([万亿]?)")
"""In digits of any script, as `float` reads them too."""
_MARKS = (("1.", re.compile(r"^\s*\d+\.")), ("-", re.compile(r"^\s*[-*] ")), ("|", re.compile(r"^\s*\|")))
"""Steps, bullets and rows."""
_LIST_MARK = re.compile(r"^[^\S\n]*+\d++\.\s", re.M)


def source_hash(text: ExplainerText) -> str:
    """Twelve hex digits of what a reader sees of the source text; spacing does not count."""
    seen = [text.title, *(section.heading + "\n" + section.source for section in text.sections)]
    normal = "\n".join(" ".join(part.split()) for part in seen)
    return hashlib.sha256(normal.encode()).hexdigest()[:12]


def is_stale(translation: ExplainerText, source: ExplainerText) -> bool:
    """Whether the source text has changed since it was translated."""
    return translation.translation is None or translation.translation.of != source_hash(source)


@lru_cache(maxsize=4096)
def find_numbers(markdown: str) -> tuple[str, ...]:
    """The numbers of running text, sorted: 5万, 50,000 and 50000 are the same.

    Kept, as what follows, because a source is compared with a translation in each language.
    """
    text = LINK.sub(lambda m: "" if m["target"].startswith(("law:", "office:")) else m["text"], markdown)
    text = _LIST_MARK.sub("", text)
    found = (float(digits.replace(",", "")) * _MYRIADS[unit] for digits, unit in _NUMBER.findall(text))
    return tuple(sorted(f"{number:.10g}" for number in found))


@lru_cache(maxsize=4096)
def _find_citations(markdown: str) -> tuple[str, ...]:
    """The targets of its links to laws and offices, sorted."""
    return tuple(sorted(target for target in _targets(markdown) if target.startswith(("law:", "office:"))))


@lru_cache(maxsize=4096)
def _find_lines(markdown: str) -> tuple[tuple[int, str, str], ...]:
    """Its lines of text: how many stand before each, what kind it is (see `_MARKS`; empty: running text), the line."""
    lines = enumerate(markdown.split("\n"))
    return tuple((before, _mark(line), line) for before, line in lines if line.strip())


def compare(document: Document, text: ExplainerText, source: ExplainerText) -> Iterator[Problem]:
    """What a translation says otherwise than its source, line by line where both have the same lines."""
    for section in text.sections:
        original = source.section(section.id)
        if original is not None:
            yield from _compare_section(document, section, original, section.heading or text.title, source.path)
            yield from _find_denials(document, section, original, (text.language, source.language), source.path)
    if text.is_whole:
        ids = {section.id for section in text.sections}
        for section in source.sections:
            if section.id not in ids:
                yield document.problem_on_line(
                    1, 1, 1, "translation-structure", heading=section.heading, difference="-1"
                )


def _compare_section(document: Document, ours: Section, theirs: Section, heading: str, path: str) -> Iterator[Problem]:
    shapes = _find_shape(ours.markdown), _find_shape(theirs.markdown)
    if shapes[0] != shapes[1]:
        yield document.problem_on_line(
            ours.line, 1, 1, "translation-structure",
            heading=heading, difference=_difference(*shapes),
        )  # fmt: skip
    pairs = _find_lines(ours.markdown), _find_lines(theirs.markdown)
    # Two numbers that changed places between rows are found only row by row.
    if [mark for _, mark, _ in pairs[0]] != [mark for _, mark, _ in pairs[1]]:
        pairs = ((0, "", ours.markdown),), ((0, "", theirs.markdown),)
    for (before, _, our), (above, _, their) in zip(*pairs, strict=True):
        for code, found, wanted in (
            ("translation-numbers", find_numbers(our), find_numbers(their)),
            ("translation-citations", _find_citations(our), _find_citations(their)),
        ):
            if found != wanted:
                yield document.problem_on_line(
                    ours.line + before, 1, 1, code, heading=heading,
                    difference=_difference(found, wanted), source=f"{path}:{theirs.line + above}",
                )  # fmt: skip


def _find_denials(
    document: Document, ours: Section, theirs: Section, languages: tuple[str, str], path: str
) -> Iterator[Problem]:
    """Lines that say “not” where their source says nothing of the kind: a word for people taken for one of denial."""
    ours_says, theirs_says = (LANGUAGE_TRAITS[language].negation for language in languages)
    pairs = _find_lines(ours.source), _find_lines(theirs.source)
    if not (ours_says and theirs_says) or [mark for _, mark, _ in pairs[0]] != [mark for _, mark, _ in pairs[1]]:
        return
    for (before, _, our), (above, _, their) in zip(*pairs, strict=True):
        found = ours_says.search(LINK.sub(_blank, our))
        if found and not theirs_says.search(LINK.sub(_blank, their)):
            yield document.problem_on_line(
                ours.line + before, found.start() + 1, len(found[0]), "translation-negation",
                text=found[0], source=f"{path}:{theirs.line + above}",
            )  # fmt: skip


def _blank(link: re.Match[str]) -> str:
    """A link's place: neither its words nor the title of a law deny anything."""
    return "\0" * len(link[0])


def _mark(line: str) -> str:
    return next((name for name, mark in _MARKS if mark.match(line)), "")


def check_untranslated(store: RecordStore) -> Iterator[Problem]:
    """One warning a file and language: how many of its texts that language lacks."""
    source = store.languages[0]
    documents = {document.path: document for document, _ in store.places.values()}
    for path, document in documents.items():
        texts = _texts(document.value, source)
        for language in store.languages[1:]:
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
                left += [inner for inner in item.values() if not isinstance(inner, str)]
        elif isinstance(item, list):
            left += item
    return found


def _targets(markdown: str) -> list[str]:
    return [target for _, target in LINK.findall(markdown)]


@lru_cache(maxsize=4096)
def _find_shape(markdown: str) -> tuple[str, ...]:
    """Steps, bullets, rows, and the terms linked to the glossary, sorted."""
    terms = (target for target in _targets(markdown) if target.startswith("term:"))
    return tuple(sorted([*(mark for _, mark, _ in _find_lines(markdown) if mark), *terms]))


def _difference(ours: Sequence[str], theirs: Sequence[str]) -> str:
    """`-` what is missing, `+` what is too much."""
    lacking, added = Counter(theirs) - Counter(ours), Counter(ours) - Counter(theirs)
    missing = [f"-{key}" + (f"×{n}" if n > 1 else "") for key, n in sorted(lacking.items())]
    extra = [f"+{key}" + (f"×{n}" if n > 1 else "") for key, n in sorted(added.items())]
    return " ".join(missing + extra)


def stamp(root: Path, path: Path, hashes: Mapping[str, tuple[str, str]]) -> str:
    """Write the present source text's hash into a translation, and say so.

    `hashes` holds by a translation's path the hash it has and the one of its source.
    """
    wanted = path.as_posix()
    if wanted not in hashes:
        raise StaffError(f"{wanted}: 不是译文", f"{wanted} is not a translation")
    old, new = hashes[wanted]
    whole = (root / path).read_text(encoding="utf-8")
    write_files(root, {wanted: whole.replace(f"of: {old}", f"of: {new}", 1).encode()})
    return f"{wanted}: {old} → {new}"


def explainer_hashes(explainers: Iterable[Explainer]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Path, own hash and source's hash of each translation of an explainer."""
    for explainer in explainers:
        for text in explainer.translations.values():
            if text.translation:
                yield text.path, (text.translation.of, source_hash(explainer.source))
