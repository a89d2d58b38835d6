"""Laws: what is registered of them. Facts, never their text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from portal.records.base import Record
from portal.records.fields import (
    Count,
    Day,
    Id,
    InsertedArticle,
    LawId,
    TranslatedText,
    ValueStyle,
    Words,
    field_error,
)
from portal.records.web_addresses import WebAddress

_SHAPE = re.compile(r"(?P<article>\d{1,4}(?:-\d{1,2})?):(?P<items>\d{1,3}(?:,\d{1,3})*)", re.A)
_HASH = re.compile(r"(?P<article>\d{1,4}(?:-\d{1,2})?):(?P<hash>[0-9a-f]{6}(?:@\d{4}-\d{2}-\d{2})?)", re.A)


def parse_shapes(value: Any) -> dict[str, tuple[int, ...]]:
    """`27:0,3` is article 27 of two paragraphs, the second with three items."""
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not a text")
    shapes = {}
    for word in value.split():
        match = _SHAPE.fullmatch(word)
        if not match:
            raise field_error("law-shape-form", text=word[:40])
        shapes[match["article"]] = tuple(int(count) for count in match["items"].split(","))
    return shapes


def parse_hashes(value: Any) -> dict[str, str]:
    """`27:3fa9c1@2012-10-26` is the hash of article 27, which has read so since the edition of that day."""
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not a text")
    hashes = {}
    for word in value.split():
        match = _HASH.fullmatch(word)
        _, _, since = word.partition("@")
        if not match or (since and not _is_day(since)):
            raise field_error("law-shape-form", text=word[:40])
        hashes[match["article"]] = match["hash"]
    return hashes


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


class Law(Record):
    """A law as registered: facts of it, never its text."""

    id: Id
    title: Words
    """The official title, in Chinese."""
    short: Words
    name: TranslatedText
    version: Day
    """The day of the newest passage or amendment."""
    in_force: Day | None = None
    """From when this version applies; only where the law or its publisher says so."""
    replaced_by: LawId | None = None
    """The law that ended this one; only where that law says so."""
    last: Count
    """The number of the last article."""
    inserted: tuple[InsertedArticle, ...] = ()
    """Inserted articles such as 133-1 (第一百三十三条之一)."""
    official: WebAddress

    @field_validator("inserted")
    @classmethod
    def _stand_within_the_law(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        last = info.data.get("last")
        for position, article in enumerate(value):
            if last is not None and int(article.partition("-")[0]) > last:
                raise field_error("inserted-beyond-last", article=article, last=str(last), at=str(position))
        return value


class LawShape(Record):
    """How a law's articles are divided, and a hash of the words of each (`portal laws` makes the file)."""

    id: Id
    """Of the law."""
    articles: Annotated[Mapping[str, tuple[int, ...]], BeforeValidator(parse_shapes), ValueStyle()]
    """Items in each paragraph; an article that is not named has one paragraph without items."""
    hashes: Annotated[Mapping[str, str], BeforeValidator(parse_hashes), ValueStyle()] = {}
    """A short hash of each article's words; behind an @ the edition since which it reads so, if not the present one."""

    def changed_on(self, article: str, law: Law) -> date:
        """The day of the edition that gave the article its present words, as far as the editions read tell."""
        _, _, since = self.hashes.get(article, "").partition("@")
        return date.fromisoformat(since) if since else law.version
