"""The front matter of letters to fill in: what is asked of the filler, and where the letter is handed in.

Owns what is written above a letter's text, for the source language and for translations. The text itself, with its
blanks, is `letters/body.py`'s business.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from portal.records.base import Record, distinct
from portal.records.fields import Flag, Id, NotEmpty, OfficeId, PastDay, RefersTo, Words, field_error
from portal.records.front_matter import Review, Translation

FieldType = Literal["text", "long", "date", "sum", "choice"]
FEWEST_CHOICES = 2

LetterExplainerId = Annotated[str, RefersTo("explainer")]


class LetterField(Record):
    """One thing the filler is asked for."""

    id: Id
    """The letter's blanks name it: `{plaintiff}`."""
    label: Words
    type: FieldType
    note: Words | None = None
    """What to write, and which article asks for it; may hold citations."""
    choices: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _has_choices_if_it_is_one(self) -> LetterField:
        if self.type == "choice" and len(self.choices) < FEWEST_CHOICES:
            raise field_error(
                "letter-choices-few", fewest=str(FEWEST_CHOICES), at="choices" if self.choices else "type"
            )
        if self.type != "choice" and self.choices:
            raise field_error("letter-choices-many", type=self.type, at="choices")
        return self


class HandIn(Record):
    """Where a finished letter goes, and how."""

    offices: tuple[OfficeId, ...] = ()
    """Empty for a letter that two people keep between them."""
    how: Words


def _id(field: LetterField | FieldWords) -> str:
    return field.id


class LetterFacts(Record):
    """The front matter of a letter in the source language."""

    title: Words
    lead: Words
    explainers: Annotated[tuple[LetterExplainerId, ...], NotEmpty]
    """Those whose reader may need the letter; they link it."""
    aliases: tuple[Words, ...]
    changed: PastDay
    reviewed: Review | None = None
    sensitive: Flag = False
    """As of an explainer; nothing that is filled in can be kept either."""
    element_forms: Flag = False
    """Whether courts have a form of their own (要素式) for the same thing."""
    fields: Annotated[tuple[LetterField, ...], NotEmpty, distinct(_id, "id")]
    bring: tuple[Words, ...] = ()
    """What is handed in with it."""
    hand_in: HandIn


class FieldWords(Record):
    """A field in another language."""

    id: Id
    label: Words
    note: Words | None = None
    choices: tuple[Words, ...] = ()


class LetterTranslationFacts(Record):
    """The front matter of a translated letter: it explains the fields, the letter itself stays Chinese."""

    title: Words
    lead: Words
    aliases: tuple[Words, ...]
    fields: Annotated[tuple[FieldWords, ...], distinct(_id, "id")]
    bring: tuple[Words, ...] = ()
    hand_in: Words
    translation: Translation
