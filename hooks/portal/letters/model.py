"""Letters to fill in: one text in Chinese, and in each language the words that explain its fields.

Owns the shape of a letter. Reading files is `letters/reader.py`'s business, judging them `letters/checks.py`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from portal.explainers.citations import Citation, parse_citation
from portal.explainers.markdown_subset import LINK
from portal.letters.body import Paper
from portal.records.front_matter import Review, Translation
from portal.records.letters import FieldType


@dataclass(frozen=True, slots=True)
class FieldText:
    """What the filler reads at one field."""

    label: str
    note: str
    """May hold citations; empty where the label says it all."""
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterText:
    """The words around a letter in one language."""

    path: str
    language: str
    title: str
    lead: str
    aliases: tuple[str, ...]
    fields: Mapping[str, FieldText]
    bring: tuple[str, ...]
    hand_in: str
    translation: Translation | None = None

    def passages(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Where each text that may hold citations stands below the language's own keys, and the text."""
        yield ("lead",), self.lead
        for at, text in enumerate(self.fields.values()):
            if text.note:
                yield ("fields", at, "note"), text.note
        for at, words in enumerate(self.bring):
            yield ("bring", at), words
        yield ("hand_in",), self.hand_in


@dataclass(frozen=True)
class Letter:
    """A letter: what it asks for, its papers, and its words in all languages."""

    slug: str
    types: Mapping[str, FieldType]
    """Its fields in their order, and what each takes."""
    papers: tuple[Paper, ...]
    explainers: tuple[str, ...]
    offices: tuple[str, ...]
    changed: date
    reviewed: Review | None
    is_sensitive: bool
    has_element_forms: bool
    source: LetterText
    translations: Mapping[str, LetterText] = field(default_factory=dict)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Every article its notes cite, each once, in order of appearance."""
        targets = (target for _, text in self.source.passages() for _, target in LINK.findall(text))
        return tuple(dict.fromkeys(found for target in targets if (found := parse_citation(target))))

    def text(self, language: str) -> LetterText:
        """The words in that language, else the source's."""
        return self.translations.get(language, self.source)


def words_hash(text: LetterText) -> str:
    """Twelve hex digits of the words a translation renders; spacing does not count."""
    seen = [text.title, text.lead, *text.bring, text.hand_in]
    for id, words in text.fields.items():
        seen += [id, words.label, words.note, *words.choices]
    normal = "\n".join(" ".join(part.split()) for part in seen)
    return hashlib.sha256(normal.encode()).hexdigest()[:12]


def letter_hashes(letters: Iterable[Letter]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Path, own hash and source's hash of each translation of a letter (`explainers/translations.stamp`)."""
    for letter in letters:
        for text in letter.translations.values():
            if text.translation:
                yield text.path, (text.translation.of, words_hash(letter.source))
