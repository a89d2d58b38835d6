"""Letters to fill in where they are listed: on their own page, below an explainer, in the chooser."""

from __future__ import annotations

from typing import NamedTuple

from portal.catalog.context import ViewContext
from portal.catalog.urls import letter_path
from portal.explainers.model import Section
from portal.i18n.language import Text
from portal.letters.model import Letter, LetterText


class LetterEntry(NamedTuple):
    """A letter in a list."""

    title: Text
    lead: Text
    path: str


def letter_entries(context: ViewContext) -> tuple[LetterEntry, ...]:
    """Every letter."""
    return tuple(letter_entry(slug, letter, context) for slug, letter in context.catalog.letters.items())


def letter_entry(slug: str, letter: Letter, context: ViewContext) -> LetterEntry:
    """A letter in a list; of a sensitive one the neutral title alone."""
    text = letter.text(context.language.code)
    lead = "" if letter.is_sensitive else without_citations(text.lead)
    return LetterEntry(letter_words(text.title, text, context), letter_words(lead, text, context), letter_path(slug))


def letters_of(explainer_id: str, context: ViewContext) -> tuple[LetterEntry, ...]:
    """The letters a reader of an explainer may need."""
    return tuple(letter_entry(slug, letter, context) for slug, letter in context.catalog.letters_of(explainer_id))


def without_citations(words: str) -> str:
    """A passage in plain words."""
    return Section("answer", "", words, 0).plain_text


def letter_words(value: str, text: LetterText, context: ViewContext) -> Text:
    """Words of a letter, marked as those of another language where there is no translation."""
    return Text(value, text.language, text.language != context.language.code)
