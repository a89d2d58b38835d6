"""How residents write: what the search ignores, and which words mean the same to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from portal.records.base import Record
from portal.records.fields import LanguageKey, NotEmpty, Words

ListPage = Literal["help", "villages", "advisers", "calendar", "explainers", "laws", "glossary", "account", "letters"]
"""Pages that list or lead on, by their address."""
SearchKind = Literal["village", "adviser", "session", "explainer", "law", "office", "letter"]


SameWords = Annotated[tuple[Words, ...], NotEmpty]


class SearchWords(Record):
    """content/search.yml: residents' words, which staff add to when a search found nothing."""

    ignore: Mapping[LanguageKey, tuple[Words, ...]] = {}
    """Words that ask or fill and name nothing: 怎么办, please, ཅི་བྱེད."""
    same: Mapping[LanguageKey, tuple[SameWords, ...]] = {}
    """Groups of words that mean the same to a search: 工资, 工钱, 血汗钱."""
    more: Mapping[LanguageKey, Mapping[str, tuple[Words, ...]]] = {}
    """Further words for an explainer, by its id, beside its aliases. They are fetched only when a first
    answer is weak, so there may be many."""
    pages: Mapping[LanguageKey, Mapping[ListPage, tuple[Words, ...]]] = {}
    """Words for the pages that list: 律师什么时候来 leads to the list of advisers."""
    kinds: Mapping[LanguageKey, Mapping[SearchKind, tuple[Words, ...]]] = {}
    """Words that say what kind of thing is looked for: 讲座 a session, 律师 an adviser."""
    readings: Mapping[str, Annotated[str, Field(pattern=r"^[a-z]+( [a-z]+)*$")]] = {}
    """Names a dictionary reads wrong, in syllables parted by spaces: 解家沟: xie jia gou."""
