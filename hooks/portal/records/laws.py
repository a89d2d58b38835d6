"""Laws: what is registered of them. Facts, never their text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from portal.records.base import Record
from portal.records.fields import (
    Count,
    Day,
    Id,
    InsertedArticle,
    TranslatedText,
    ValueStyle,
    Words,
    field_error,
)
from portal.records.web_addresses import WebAddress

_SHAPE = re.compile(r"(?P<article>\d{1,4}(?:-\d{1,2})?):(?P<items>\d{1,3}(?:,\d{1,3})*)", re.A)


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


class Law(Record):
    """A law as registered: facts of it, never its text."""

    id: Id
    title: Words
    """The official title, in Chinese."""
    short: Words
    name: TranslatedText
    version: Day
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
    """How many paragraphs and items a law's articles have (`portal laws` makes the file)."""

    id: Id
    """Of the law."""
    articles: Annotated[Mapping[str, tuple[int, ...]], BeforeValidator(parse_shapes), ValueStyle()]
    """Items in each paragraph; an article that is not named has one paragraph without items."""
