"""The front matter of explainers and free pages, and the sections their text has.

Owns what is written above an explainer's text, for the source language and for translations. The text itself is
`explainers/model.py`'s business.
"""

from __future__ import annotations

from typing import Annotated, Literal

from portal.records.base import Record
from portal.records.fields import Audience, Day, Flag, NotEmpty, PastDay, SourceHash, TopicId, Words

SectionId = Literal["answer", "safety", "steps", "bring", "limits", "who", "mistakes"]
SECTION_IDS: tuple[SectionId, ...] = ("safety", "steps", "bring", "limits", "who", "mistakes")
OPTIONAL_SECTIONS = frozenset({"safety"})


class Review(Record):
    """Which lawyer read an explainer, and when; empty until one has."""

    by: Words
    role: Words
    on: Day


class Translation(Record):
    """Which source text a translation renders, and how far it can be trusted."""

    of: SourceHash
    """The hash of the source text it was made from (`translations.source_hash`)."""
    state: Literal["draft", "reviewed"]
    by: Words
    on: PastDay


class FreePageFacts(Record):
    """The front matter of a free page in the source language; all of it may be left out."""

    title: Words | None = None
    """Without one the page begins with `# Title`."""
    description: Words | None = None
    changed: PastDay | None = None


class TranslatedPageFacts(FreePageFacts):
    """The front matter of a translated free page."""

    translation: Translation


class SourceFacts(Record):
    """The front matter of an explainer in the source language."""

    title: Words
    topic: TopicId
    audience: Annotated[tuple[Audience, ...], NotEmpty]
    aliases: tuple[Words, ...]
    changed: PastDay
    reviewed: Review | None = None
    sensitive: Flag = False
    """Nothing about the page is stored; its title and address are neutral; it can be left at once."""


class TranslationFacts(Record):
    """The front matter of a translated explainer."""

    title: Words
    aliases: tuple[Words, ...]
    translation: Translation
