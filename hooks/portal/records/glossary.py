"""The glossary: legal terms, their meaning, and the words translations use for them."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from portal.records.base import Record
from portal.records.fields import Id, LanguageKey, TranslatedText


class Term(Record):
    """A legal term in the site's languages."""

    id: Id
    term: TranslatedText
    meaning: TranslatedText
    """In plain words, without a rule of law: rules stand in explainers, beside their article."""
    also: Mapping[LanguageKey, tuple[str, ...]] = Field(default_factory=dict)
    """Other words that mean the same: in the source they count as the term, in a translation they are accepted."""
