"""Links of our own kinds (`law:`, `office:`, `term:`) in HTML made of Markdown, led to the site's pages."""

from __future__ import annotations

import re
from functools import partial

from markupsafe import escape

from portal.catalog.catalog import Catalog
from portal.catalog.urls import law_path
from portal.explainers.citations import parse_citation
from portal.i18n.language import Language
from portal.views.explainers import GLOSSARY
from portal.views.view_models import PhoneView

_LINK = re.compile(
    r'<a href="(?P<kind>law|office|term):(?P<target>[^"<]*+)">(?P<words>[^<]*+(?:<(?!/?a\b)[^<]*+)*+)</a>'
)


def resolve_links(html: str, catalog: Catalog, language: Language, home: str) -> str:
    """Lead citations, offices and terms to their pages; `home` is the way to the root of the language."""
    return _LINK.sub(partial(_resolve, catalog=catalog, language=language, home=home), html)


def office_link(id: str, words: str, catalog: Catalog, language: Language, home: str) -> str:
    """Return a link to an office; a name that its record has in the source language alone says so to screen readers."""
    name = language.text(catalog.offices[id].name)
    if name.is_fallback and words == str(escape(name.value)):
        words = f'<span lang="{name.language}">{words}</span>'
    return f'<a class="office" href="{home}help/#{id}">{words}</a>'


def number_of(office: str, catalog: Catalog) -> str:
    """Return an office's number as a link that dials it."""
    phone = PhoneView(catalog.offices[office].phone)
    return f'<a class="tel" href="{phone.href}">{phone.number}</a>'


def _resolve(match: re.Match[str], catalog: Catalog, language: Language, home: str) -> str:
    target, words = match["target"], match["words"]
    if match["kind"] == "law":
        citation = parse_citation(f"law:{target}")
        assert citation  # the check has seen every citation
        return f'<a href="{home}{law_path(citation.law)}#{citation.fragment}">{words}</a>'
    if match["kind"] == "term":
        return f'<a href="{home}{GLOSSARY}#{target}">{words}</a>'
    return f"{office_link(target, words, catalog, language, home)} {number_of(target, catalog)}"
