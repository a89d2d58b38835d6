"""Explainers as pages: which Markdown each language gets, and its HTML in the explainer's body.

MkDocs renders the Markdown; here links of our own kinds (`law:`, `office:`) get their
addresses, and the sections are put into `bodies/explainer.html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from portal.citations import parse_citation
from portal.explainers import Explainer, ExplainerText, Section
from portal.views.conventions import PageFacts
from portal.views.explainers import explainer_view
from portal.views.parts import PhoneView, explainer_path, law_path
from portal_pages.build import Build
from portal_pages.documents import Document

_HEADING = re.compile(r"<h2[^>]*>.*?</h2>\s*")
_LINK = re.compile(r'<a href="(?P<kind>law|office):(?P<target>[^"]*)">(?P<words>.*?)</a>', re.S)
BESIDE_SOURCE = ("safety", "limits")
"""What concerns safety or a time limit stands beside the source in an unreviewed draft."""


@dataclass(frozen=True, slots=True)
class SectionHtml:
    """A section as HTML, in the language it is written in."""

    id: str
    language: str
    html: Markup
    beside: SectionHtml | None = None
    """The same section in the source language, for drafts."""


@dataclass(frozen=True, slots=True)
class ExplainerPage:
    """An explainer in one language of the site."""

    explainer: Explainer
    language: str

    @property
    def source_uri(self) -> str:
        """The Markdown file, below docs/."""
        return f"{self.language}/explainers/{self.explainer.id}.md"

    def parts(self) -> Iterator[tuple[ExplainerText, Section]]:
        """The answer and sections shown: translated where there is a translation, else the source's."""
        text = self.explainer.text(self.language)
        yield text, text.sections[0]
        whole = text if text.is_whole else self.explainer.source
        for section in whole.sections[1:]:
            yield whole, section

    def markdown(self) -> str:
        """The Markdown of all parts; headings keep them apart."""
        parts = [section.markdown for _, section in self.parts()]
        return "\n\n## -\n\n".join(parts)


def explainer_pages(build: Build) -> Iterator[ExplainerPage]:
    """Every explainer in every language of the site."""
    for language in build.contexts:
        for explainer in build.catalog.explainers.values():
            yield ExplainerPage(explainer, language)


def split_html(page: ExplainerPage, html: str) -> list[SectionHtml]:
    """The parts of a rendered page, the answer first."""
    pieces = _HEADING.split(html)
    parts = list(page.parts())
    if len(pieces) != len(parts):
        raise ValueError(f"{page.source_uri}: {len(parts)} sections became {len(pieces)}")
    return [
        SectionHtml(section.id, text.language, Markup(piece))
        for (text, section), piece in zip(parts, pieces, strict=True)
    ]


def render_explainer(page: ExplainerPage, html: dict[tuple[str, str], list[SectionHtml]], build: Build) -> Document:
    """The explainer's document; `html` holds the sections of every page by id and language."""
    explainer = page.explainer
    context = build.contexts[page.language]
    view = explainer_view(explainer, context)
    path = explainer_path(explainer.id)
    answer, *sections = html[explainer.id, page.language]
    if view.state == "draft":
        source = {s.id: s for s in html[explainer.id, explainer.source.language]}
        sections = [
            SectionHtml(s.id, s.language, s.html, source.get(s.id) if s.id in BESIDE_SOURCE else None) for s in sections
        ]
    body = build.renderer.body("explainer.html", context.language, path, view=view, answer=answer, sections=sections)
    linked = Markup(_resolve_links(str(body), page, build))
    title = str(view.title)
    description = "" if explainer.is_sensitive else str(view.answer)
    facts = PageFacts(
        path, title, "", "explainers", "article", explainer.changed, explainer.text(page.language).aliases,
        is_sensitive=explainer.is_sensitive,
    )  # fmt: skip
    return Document(path, title, description, linked, "explainers", facts=facts, is_sensitive=explainer.is_sensitive)


def _resolve_links(html: str, page: ExplainerPage, build: Build) -> str:
    language = build.contexts[page.language].language
    home = "../" * 3  # explainers/<topic>/<slug>/ stands three folders below its language's root

    def resolve(match: re.Match[str]) -> str:
        target, words = match["target"], match["words"]
        if match["kind"] == "law":
            citation = parse_citation(f"law:{target}")
            assert citation  # the check has seen every citation
            href = f"{home}{law_path(citation.law)}#{citation.fragment}"
            return f'<a class="citation" href="{href}">{words}</a>'
        office = build.catalog.offices[target]
        phone = PhoneView(office.phone)
        hours = language.text(office.hours)
        marked = f' lang="{hours.language}"' if hours.is_fallback else ""
        return (
            f'<a class="office" href="{home}help/#{office.id}">{words}</a> '
            f'<a class="tel" href="{phone.href}">{phone.number}</a> '
            f'<span class="fine"{marked}>{Markup.escape(hours.value)}</span>'
        )

    return _LINK.sub(resolve, html)
