"""Which pages and files a site must have: told by the records, not by what has been built."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from portal.account.town import TownAccount
from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.catalog.urls import (
    adviser_path,
    card_path,
    event_path,
    explainer_path,
    law_path,
    month_path,
    poster_path,
    village_path,
)
from portal.views.account.parts import coverage_path, year_path
from portal.views.calendars import months

ALWAYS = (
    "", "villages/", "advisers/", "calendar/", "explainers/", "laws/", "help/", "glossary/", "data/", "site-map/",
    "404.html", "data/villages.json", "data/advisers.json", "data/events.json",
)  # fmt: skip
"""What does not depend on a record (design.md section 5)."""


def expected_files(catalog: Catalog, day: date) -> Iterator[str]:
    """All pages, and the texts and feeds that people and programs are told of; below the site's root."""
    agenda = Agenda(catalog, day)
    yield from _engines(catalog)
    for language in catalog.languages.values():
        context = ViewContext(catalog, agenda, language)
        for path in (*ALWAYS, *_pages(context), *_texts(context), *_account(agenda)):
            yield language.prefix + (path + "index.html" if path.endswith("/") or not path else path)


def _pages(context: ViewContext) -> Iterator[str]:
    catalog = context.catalog
    for village_id in catalog.villages:
        yield from (village_path(village_id) + page for page in ("", "dates/", "notice/"))
        yield from (poster_path(village_id), card_path(village_id))
    yield from map(adviser_path, catalog.advisers)
    yield from map(month_path, months(context))
    yield from map(event_path, catalog.events)
    yield from map(law_path, catalog.laws)
    yield from map(explainer_path, catalog.explainers)
    yield from map(explainer_path, _topics(catalog))


def _texts(context: ViewContext) -> Iterator[str]:
    catalog = context.catalog
    owners = [*map(village_path, catalog.villages), *map(adviser_path, catalog.advisers)]
    owners += map(explainer_path, _topics(catalog))
    if catalog.portal.base_url:  # feeds name every page in full
        yield "feed.xml"
        yield from (f"{owner}calendar.ics" for owner in ("", *owners))
    yield from (f"{village_path(id)}notice.txt" for id in catalog.villages)
    yield from (f"{event_path(id)}notice.txt" for id in catalog.events)


def _engines(catalog: Catalog) -> Iterator[str]:
    """What search engines ask for, once for all languages."""
    if catalog.portal.base_url:
        yield "sitemap.xml"
        if urlsplit(catalog.portal.base_url).path == "/":  # they look for it at a host's root alone
            yield "robots.txt"


def _account(agenda: Agenda) -> Iterator[str]:
    """The account's own pages; the rows behind a figure are found by their links."""
    public = agenda.catalog.portal.account.public
    if not public:
        return
    yield "account/"
    yield from map(year_path, TownAccount(agenda).years)
    if "coverage" in public:
        yield coverage_path(agenda.today.year, agenda.today)


def _topics(catalog: Catalog) -> list[str]:
    return sorted({explainer.topic for explainer in catalog.explainers.values()})
