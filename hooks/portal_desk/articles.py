"""Articles, offices and terms, found by what a writer types: “民法典 675” becomes a link for a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from portal.catalog.catalog import Catalog
from portal.text.chinese_numerals import from_chinese, to_chinese
from portal.text.pinyin import syllables

MOST = 12
_ASKED = re.compile(
    r"(?P<name>[^\d第]{0,40})第?(?P<number>\d{1,4}|[一二三四五六七八九十百千零〇]{1,9}) ?条?"
    r"(?:之(?P<inserted>[一二三四五六七八九十]|\d{1,2}))?",
    re.A,
)


class Found(NamedTuple):
    """What can be put into a text."""

    shown: str
    link: str


def find_links(asked: str, catalog: Catalog) -> list[Found]:
    """Links for what was typed, the likeliest first."""
    text = asked.strip()[:60]
    match = _ASKED.fullmatch(text)
    found: list[Found] = []
    if match and match["number"]:
        found += _articles(match["name"].strip(" 《》"), match["number"], match["inserted"], catalog)
    found += _named(text, catalog)
    return found[:MOST]


def _articles(name: str, number: str, inserted: str | None, catalog: Catalog) -> Iterator[Found]:
    article = int(number) if number.isascii() else _number(number)
    more = int(inserted) if inserted and inserted.isascii() else _number(inserted) if inserted else 0
    for law in catalog.laws.values():
        if not _is_meant(name, [law.short, law.title, law.id]):
            continue
        key = f"{article}-{more}" if more else f"{article}"
        if article < 1 or article > law.last or (more and key not in law.inserted):
            continue
        words = f"《{law.short}》第{to_chinese(article)}条" + (f"之{to_chinese(more)}" if more else "")
        yield Found(words, f"[{words}](law:{law.id}#{key})")


def _named(text: str, catalog: Catalog) -> Iterator[Found]:
    source = catalog.source_language.code
    if not text:
        return
    for id, office in catalog.offices.items():
        if _is_meant(text, [office.name[source], id]):
            yield Found(office.name[source], f"[{office.name[source]}](office:{id})")
    for id, term in catalog.terms.items():
        if _is_meant(text, [term.term[source], id]):
            yield Found(term.term[source], f"[{term.term[source]}](term:{id})")


def _is_meant(typed: str, names: list[str]) -> bool:
    """Whether a name, its pinyin or its initials hold what was typed."""
    wanted = typed.lower()
    for name in names:
        read = syllables(name)
        if wanted in name.lower() or wanted in "".join(read) or "".join(part[:1] for part in read).startswith(wanted):
            return True
    return False


def _number(text: str) -> int:
    try:
        return from_chinese(text)
    except KeyError:
        return 0
