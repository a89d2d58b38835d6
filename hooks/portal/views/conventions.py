"""What a page says of itself: to inspectors of government sites, and to those who share it.

The names are those of 国办发〔2017〕47号, annex on page tags: every page names its site, a column
page its column, an article its title, date and source. What the records do not know is left
out; `checks/site.py` warns of it. No date here comes from the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from portal.catalog.context import ViewContext
from portal.i18n.language import Text
from portal.views.shares import address_of

PageKind = Literal["plain", "column", "article"]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is said of one page, in one language."""

    path: str
    """Below the language's root."""
    title: str
    """Without the site's name."""
    heading: str = ""
    """What stands over the page, where that is less than its title."""
    section: str = ""
    """The column it belongs to."""
    kind: PageKind = "plain"
    changed: date | None = None
    """The day the record says it was changed; None where it does not."""
    keywords: tuple[str, ...] = ()
    shared: tuple[str, str] | None = None
    """Kind and id of the record whose picture is shown where the page is shared; None: the site's own."""
    is_sensitive: bool = False


def site_tags(context: ViewContext) -> Iterator[tuple[str, str]]:
    """Names and contents of the meta tags that say the same on every page of a language."""
    portal, language = context.catalog.portal, context.language
    yield "SiteName", str(language.text(portal.site_name))
    if portal.base_url:
        yield "SiteDomain", str(urlsplit(portal.base_url).hostname)
    if portal.site_identification.site_id_code:
        yield "SiteIDCode", portal.site_identification.site_id_code


def page_tags(facts: PageFacts, context: ViewContext) -> Iterator[tuple[str, str]]:
    """Names and contents of a page's own meta tags, in their order; `Description` is the layout's."""
    portal, language = context.catalog.portal, context.language
    if facts.kind == "column":
        yield from _column_tags(facts, context)
    elif facts.kind == "article":
        yield "ArticleTitle", facts.heading or facts.title
        if facts.changed:
            yield "PubDate", f"{facts.changed:%Y-%m-%d} 00:00"  # a record knows its day, not the minute
        yield "ContentSource", str(language.text(portal.operator))
    if facts.keywords and not facts.is_sensitive:
        yield "Keywords", ",".join(facts.keywords)
    if portal.base_url and facts.kind != "plain":
        yield "Url", portal.base_url + language.prefix + facts.path


def graph_tags(facts: PageFacts, context: ViewContext) -> Iterator[tuple[str, str]]:
    """Open Graph properties (ogp.me): how a link to the page looks where it is shared.

    None for a sensitive page, which is not to be shown to anybody by accident, and none
    without an address: they have to be absolute.
    """
    portal, language = context.catalog.portal, context.language
    if facts.is_sensitive or not portal.base_url:
        return
    yield "og:title", facts.title
    yield "og:type", "article" if facts.kind == "article" else "website"
    yield "og:url", portal.base_url + language.prefix + facts.path
    yield "og:image", portal.base_url + address_of(facts.shared, context.catalog)


def _column_tags(facts: PageFacts, context: ViewContext) -> Iterator[tuple[str, str]]:
    language = context.language
    column = context.catalog.portal.columns.get(facts.section)
    yield "ColumnName", language.label(f"menu.{facts.section}")
    yield "ColumnDescription", language.label(f"{facts.section}.description")
    if column:
        yield "ColumnKeywords", _joined(language.text(column.keywords))
        yield "ColumnType", column.type


def _joined(keywords: Text) -> str:
    """Keywords as the convention parts them, however they were typed."""
    return ",".join(keywords.value.replace("，", ",").replace("、", ",").replace(" ", "").split(","))
