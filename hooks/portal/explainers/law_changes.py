"""What changed between two editions of a law, and which sentences of docs/ rest on it.

Editions are compared by a short hash of each article's words (`law_shapes.yml` keeps those of the present one), so
that no text of a law has to stay in the project. Punctuation and blanks alone are no change.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal.explainers.citations import Citation
from portal.explainers.model import split_front_matter
from portal.explainers.sentences import Sentence, find_sentences
from portal.yaml_io.document import decode

HASH_LENGTH = 6
_NO_WIDTH = "\u200b"
_TEXT = re.compile(r"docs/(?P<language>[a-z]{2})/.+\.md")
_LETTER = re.compile(r"docs/[a-z]{2}/letters/[^/]+\.md")
_KEY = re.compile(r"^[ \t]*+(?:- )?+[a-z_]++:[ \t]++", re.M)
"""A key of front matter before its value."""


def article_hash(article: str) -> str:
    """Six hex digits of an article's letters and digits; the heading of a chapter behind it is none of its words."""
    lines = []
    for line in map(str.strip, article.split("\n")):
        if line and not line.strip(_NO_WIDTH):
            break
        lines.append(line)
    letters = (sign for sign in unicodedata.normalize("NFKC", "".join(lines)) if unicodedata.category(sign)[0] in "LN")
    return hashlib.sha256("".join(letters).encode()).hexdigest()[:HASH_LENGTH]


@dataclass(frozen=True, slots=True)
class LawChange:
    """How one law's articles differ between two editions."""

    law: str
    changed: tuple[str, ...]
    """Articles whose number has other words now."""
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: Mapping[str, str]
    """Of the changed and removed ones, those whose words stand under another number now: old to new."""

    @property
    def touched(self) -> frozenset[str]:
        """Articles on which nothing may rest unread: their words are not those of the older edition."""
        return frozenset((*self.changed, *self.removed, *self.added))


def compare_editions(law: str, old: Mapping[str, str], new: Mapping[str, str]) -> LawChange:
    """The differences of two editions, given as hashes by article."""
    places: dict[str, list[str]] = {}
    for article, digest in new.items():
        places.setdefault(digest, []).append(article)
    changed = tuple(article for article in old if article in new and old[article] != new[article])
    removed = tuple(article for article in old if article not in new)
    moved = {
        article: found[0]
        for article in (*changed, *removed)
        if len(found := places.get(old[article], [])) == 1 and old.get(found[0]) != old[article]
    }
    return LawChange(law, changed, tuple(article for article in new if article not in old), removed, moved)


@dataclass(frozen=True, slots=True)
class Resting:
    """A sentence that rests on articles that changed."""

    path: str
    sentence: Sentence
    citations: tuple[Citation, ...]
    """Of those articles alone."""


def find_resting(files: Mapping[str, bytes], touched: Mapping[str, Iterable[str]]) -> Iterator[Resting]:
    """The sentences of docs/, in every language there is, that cite one of the articles (by law), in order of place."""
    wanted = {law: frozenset(articles) for law, articles in touched.items()}
    for path in sorted(files):
        match = _TEXT.fullmatch(path)
        text, problems = decode(path, files[path]) if match else ("", [])
        if not match or problems:
            continue
        _, body, before = split_front_matter(path, text)
        if _LETTER.fullmatch(path):  # whose front matter holds the notes, and they the citations
            body, before = _KEY.sub("", text), 0
        for sentence in find_sentences(body.split("\n"), before + 1, match["language"]):
            citations = tuple(c for c in sentence.citations if c.article in wanted.get(c.law, ()))
            if citations:
                yield Resting(path, sentence, citations)
