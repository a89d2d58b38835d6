"""Names of offices in explainers: `[](office:court)` prints the name of the record.

The texts are shared by all towns, so that a proper name in the brackets would be wrong in the next one: generic words
(`[法院](office:court)`) may stand there, names come from the town's own records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from portal.explainers.model import Section
from portal.records import Office, Portal

NAMELESS = re.compile(r"\[[ \t]{0,20}\]\(office:(?P<id>[a-z0-9-]+)\)")
_CHINESE_PLACE = re.compile(r"(?P<name>[一-鿿]{2,4}?)(?:省|市|区|县|州|旗|镇|乡|街道)")
_LATIN_PLACE = re.compile(r"(?P<name>[A-Z][a-z]{2,40}) (?:Province|City|District|County|Prefecture|Township|Town)\b")
_PLACES = (_CHINESE_PLACE, _LATIN_PLACE)
_AS_WORDS = str.maketrans("[]<>&\\`*_", "［］＜＞＆＼｀＊＿")
"""Signs that Markdown reads, as wide signs that it does not: a name is words, whatever stands in it."""


def name_in(office: Office, language: str, source: str) -> str:
    """Return the name of an office in a language, else in the source language."""
    return office.name.get(language) or office.name[source]


def with_names(section: Section, offices: Mapping[str, Office], language: str, source: str) -> Section:
    """Return the section with the names of records in its empty brackets."""
    if "](office:" not in section.markdown:
        return section

    def named(match: re.Match[str]) -> str:
        office = offices.get(match["id"])
        if not office:
            return match[0]
        return f"[{name_in(office, language, source).translate(_AS_WORDS)}](office:{office.id})"

    filled = NAMELESS.sub(named, section.markdown)
    return section if filled == section.markdown else replace(section, markdown=filled, written=section.markdown)


def proper_names(portal: Portal | None, offices: Iterable[Office]) -> frozenset[str]:
    """Return the names of places with which the town and its offices are called: 青石 of 青石镇司法所."""
    named = [portal.town, portal.host, portal.operator] if portal else []
    named += [office.name for office in offices if office.kind == "office"]
    return frozenset(found for words in named for text in words.values() for found in _places_in(text))


def _places_in(text: str) -> Iterator[str]:
    """The places a name begins with: 白马 and 青石 of 白马市青石区人民法院."""
    for pattern in _PLACES:
        match = pattern.match(text)
        while match:
            yield match["name"]
            match = pattern.match(text, match.end())


def proper_name_in(text: str, names: Iterable[str]) -> str | None:
    """Return the first of these names that a link's words hold."""
    return next((name for name in sorted(names) if name in text), None)
