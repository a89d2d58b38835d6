"""Explainers as pages: which Markdown each language gets, and its HTML in the explainer's body.

Links of our own kinds (`law:`, `office:`, `term:`) and to other explainers get their addresses, and
the sections are put into `bodies/explainer.html`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup, escape

from portal.catalog.urls import explainer_path
from portal.explainers.chat_text import opening
from portal.explainers.model import Explainer, ExplainerText, Section, linked_explainer
from portal.explainers.sentences import find_sentences, plain_cells
from portal.i18n.language import Language
from portal.records.front_matter import SectionId
from portal.views.conventions import PageFacts
from portal.views.explainers import explainer_view
from portal_pages.build import Build
from portal_pages.documents import PageDocument
from portal_pages.links import number_of, office_link, resolve_links

_HEADING = re.compile(r"<h2[^<>]*+>[^<]*+</h2>\s*+")
_SISTER = re.compile(r'<a href="([^":]+\.md)">')
_OFFICE = re.compile(r'href="office:([^"]*)"')
_OFFICE_LINK = re.compile(r'<a href="office:([^"<]*+)">([^<]*+(?:<(?!/?a\b)[^<]*+)*+)</a>')
_ITEM = re.compile(r"<li>([^<]*+(?:<(?!/?li\b)[^<]*+)*+)</li>")
_IN_BRACKETS = re.compile(r'\s?[（(](?:<a href="(?:\.\./)*+laws/[^<>]*+>[^<]*+</a>(?:[、,，;；和及\s]|and)*+)++[）)]')
_LINE = re.compile(r"<(?:li|p)>[^<]*+(?:<(?!/?(?:li|p)>)[^<]*+)*+</(?:li|p)>")
_CELL = re.compile(r"<td>[^<]*+(?:<(?!/?td>)[^<]*+)*+</td>")
_BETWEEN_TAGS = re.compile(r"(?<=>)\n(?=<)")
_COUNTS = re.compile(r"\d|[一二两三四五六七八九十百千半]+(?:[天日周月年次倍成元岁]|个月|小时)|当天|当日")
"""A number or a limit, in the source language: what a mistranslation would do harm with."""
LONGEST_DESCRIPTION = 80
"""Characters of what search engines are told a page is about: they show no more."""
KEYWORDS = 3
"""Aliases in the head of a page, the first ones; the search has them all."""
HOME = "../" * 3
"""From explainers/<topic>/<slug>/ to the root of its language."""
ALWAYS_BESIDE = ("safety", "limits")
"""Sections of which every line stands beside its source in an unreviewed draft."""


@dataclass(frozen=True, slots=True)
class SectionHtml:
    """A section as HTML, in the language it is written in."""

    id: SectionId
    language: str
    html: Markup


@dataclass(frozen=True, slots=True)
class ExplainerPage:
    """An explainer in one language of the site."""

    explainer: Explainer
    language: str

    def parts(self) -> Iterator[tuple[ExplainerText, Section]]:
        """The answer and sections shown: translated where there is a translation, else the source's."""
        text = self.explainer.text(self.language)
        yield text, text.sections[0]
        whole = text if text.is_whole else self.explainer.source
        for section in whole.sections[1:]:
            yield whole, section

    def sections(self, to_html: Callable[[str], str]) -> list[SectionHtml]:
        """The parts as HTML, the answer first; headings keep them apart while they are converted."""
        parts = list(self.parts())
        pieces = _HEADING.split(to_html("\n\n## -\n\n".join(section.markdown for _, section in parts)))
        if len(pieces) != len(parts):
            raise ValueError(f"{self.explainer.id}, {self.language}: {len(parts)} sections became {len(pieces)}")
        return [
            SectionHtml(section.id, text.language, Markup(piece))
            for (text, section), piece in zip(parts, pieces, strict=True)
        ]


def render_explainer(page: ExplainerPage, build: Build) -> bytes:
    """The explainer's whole page."""
    return build.renderer.document(explainer_document(page, build), build.contexts[page.language]).encode()


def explainer_document(page: ExplainerPage, build: Build) -> PageDocument:
    """The explainer's document; an unreviewed draft has parts of its source beside its own."""
    explainer = page.explainer
    context = build.contexts[page.language]
    view = explainer_view(explainer, context)
    path = explainer_path(explainer.id)
    answer, *sections = [
        _with_source(_resolve(section, build, page), explainer, view.state)
        for section in page.sections(build.markdown.html)
    ]
    body = build.renderer.body("explainer.html", context.language, path, view=view, answer=answer, sections=sections)
    title = str(view.title)
    description = "" if explainer.is_sensitive else opening(explainer.text(page.language), LONGEST_DESCRIPTION)
    keywords = (
        explainer.text(page.language).aliases[:KEYWORDS] if page.language == build.catalog.source_language.code else ()
    )
    facts = PageFacts(
        path, title, "", "explainers", "article", explainer.changed, keywords,
        is_sensitive=explainer.is_sensitive,
    )  # fmt: skip
    return PageDocument(
        path, title, description, body, "explainers", facts=facts, is_sensitive=explainer.is_sensitive, is_text=True
    )


def _resolve(section: SectionHtml, build: Build, page: ExplainerPage) -> SectionHtml:
    """The section with its links led to our own pages, and its brackets of citations set small."""
    html = str(section.html)
    if section.id == "who":
        html = _ITEM.sub(partial(_reach, build=build, language=build.contexts[page.language].language), html)
    html = resolve_links(html, build.catalog, build.contexts[page.language].language, HOME)
    html = _SISTER.sub(partial(_resolve_sister, here=page.explainer.id), html)
    html = _BETWEEN_TAGS.sub("", html)
    html = _IN_BRACKETS.sub(lambda m: f"<small>{m[0]}</small>", html)
    return replace(section, html=Markup(html))


def _resolve_sister(match: re.Match[str], here: str) -> str:
    id = linked_explainer(match[1], here)
    assert id  # the check has seen every link
    return f'<a href="{HOME}{explainer_path(id)}">'


def _reach(item: re.Match[str], build: Build, language: Language) -> str:
    """A line of those to turn to: their numbers and hours after what they do."""
    offices = dict.fromkeys(_OFFICE.findall(item[1]))
    lines = []
    for id in offices:
        hours = language.text(build.catalog.offices[id].hours)
        marked = f' lang="{hours.language}"' if hours.is_fallback else ""
        lines.append(f'<br>{number_of(id, build.catalog)} <span class="fine"{marked}>{escape(hours.value)}</span>')
    text = _OFFICE_LINK.sub(lambda link: office_link(link[1], link[2], build.catalog, language, HOME), item[1])
    return f"<li>{text}{''.join(lines)}</li>"


# --- drafts beside their source -------------------------------------------------------------


def _with_source(section: SectionHtml, explainer: Explainer, state: str) -> SectionHtml:
    """A section of an unreviewed translation with its source's words below what may not be wrong.

    That is every line of safety and of the time limits, a partial translation's answer, and elsewhere each sentence
    with a number or a limit. The articles are not repeated: they stand in the line above.
    """
    source = explainer.source.section(section.id)
    if state not in ("draft", "partial") or section.language == explainer.source.language or source is None:
        return section
    is_whole = section.id in ALWAYS_BESIDE or state == "partial"
    cells = list(_source_cells(source, explainer.source.language, is_whole=is_whole))
    pattern = _CELL if section.id == "limits" else _LINE
    places = pattern.findall(section.html)
    if len(places) != len(cells):  # built otherwise than its source: the check has told it
        below = "".join(_beside(cell, explainer.source.language) for cell in cells)
        return replace(section, html=section.html + Markup(below))
    left = iter(cells)
    html = pattern.sub(lambda m: _put_below(m[0], _beside(next(left), explainer.source.language)), str(section.html))
    return replace(section, html=Markup(html))


def _source_cells(source: Section, language: str, *, is_whole: bool) -> Iterator[str]:
    """What stands below each line or cell of a section: words of the source, empty where nothing has to."""
    lines = [line for line in source.markdown.split("\n") if line.strip()]
    if source.id == "limits" and lines[0].startswith("|"):
        for line in lines[2:]:
            *cells, _ = plain_cells(line)
            yield from (*cells, "")
        return
    for line in lines:
        sentences = find_sentences([line], 1, language)
        yield "".join(one.words for one in sentences if is_whole or _COUNTS.search(one.words))


def _beside(words: str, language: str) -> str:
    return f'<p lang="{language}">{escape(words)}</p>' if words else ""


def _put_below(place: str, below: str) -> str:
    """Inside a cell or an item, behind a paragraph."""
    if not below:
        return place
    at = len(place) if place.endswith("</p>") else place.rindex("</")
    return place[:at] + below + place[at:]
