"""Laws: what is registered of them. Facts, never their text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from portal.fields import Count, Day, Id, TranslatedText, WebAddress, fault
from portal.records.base import Record

_SHAPE = re.compile(r"(?P<article>\d+(?:-\d+)?):(?P<items>\d+(?:,\d+)*)")


def parse_shapes(value: Any) -> dict[str, tuple[int, ...]]:
    """`27:0,3` is article 27 of two paragraphs, the second with three items."""
    shapes = {}
    for word in str(value).split():
        match = _SHAPE.fullmatch(word)
        if not match:
            raise fault("law-shape-form", text=word[:40])
        shapes[match["article"]] = tuple(int(count) for count in match["items"].split(","))
    return shapes


class Law(Record):
    """A law as registered: facts of it, never its text."""

    id: Id
    title: str
    """The official title, in Chinese."""
    short: str
    name: TranslatedText
    version: Day
    last: Count
    """The number of the last article."""
    inserted: tuple[Annotated[str, Field(pattern=r"^\d+-\d+$")], ...] = ()
    """Inserted articles such as 133-1 (第一百三十三条之一)."""
    official: WebAddress


class LawShape(Record):
    """How many paragraphs and items a law's articles have (`portal laws` makes the file)."""

    id: Id
    """Of the law."""
    articles: Annotated[Mapping[str, tuple[int, ...]], BeforeValidator(parse_shapes)]
    """Items in each paragraph; an article that is not named has one paragraph without items."""
