"""Free pages: what each is called, where it stands, and which texts it has.

MkDocs turns their Markdown into HTML (`portal_pages/free_pages.py`); here is what menus, checks and feeds ask of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.explainers.markdown_subset import LINK
from portal.explainers.model import Link
from portal.records.front_matter import Translation


@dataclass(frozen=True, slots=True)
class FreePageText:
    """A free page in one language."""

    path: str
    """Of its file, from the project's root."""
    language: str
    title: str
    description: str
    lines: tuple[tuple[int, str], ...]
    """Lines of the body with their numbers in the file; code is blanked, for nothing in it is meant as Markdown."""
    changed: date | None = None
    translation: Translation | None = None

    def links(self) -> Iterator[Link]:
        """Yield the links of the text in order."""
        for number, line in self.lines:
            for match in LINK.finditer(line):
                yield Link(match["text"], match["target"], number, match.start("target") + 1)

    @property
    def hash(self) -> str:
        """Return twelve hex digits of title and words, by which a translation names its source; spacing is ignored."""
        seen = [self.title, *(line for _, line in self.lines)]
        return hashlib.sha256(" ".join(" ".join(seen).split()).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class FreePage:
    """A free page: its source text and its translations."""

    id: str
    """The path of its file below docs/<language>/, without `.md`."""
    source: FreePageText
    translations: Mapping[str, FreePageText] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Return its address below the language's root."""
        return address_of(self.id)

    def text(self, language: str) -> FreePageText:
        """Return the text in that language, else the source text."""
        return self.translations.get(language, self.source)

    def is_stale(self, text: FreePageText) -> bool:
        """Tell whether the source text has changed since this translation was made."""
        return text.translation is not None and text.translation.of != self.source.hash


def free_page_hashes(pages: Iterable[FreePage]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield path, own hash and source's hash of each translation of a free page."""
    for page in pages:
        for text in page.translations.values():
            if text.translation:
                yield text.path, (text.translation.of, page.source.hash)


def address_of(page_id: str) -> str:
    """Return where a free page stands, as MkDocs derives addresses: `a/index` is `a/`."""
    return page_id.removesuffix("index") if page_id == "index" or page_id.endswith("/index") else f"{page_id}/"
