"""Which pages a site must have: told by the records, not by what has been built."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portal.agenda import Agenda
from portal.catalog import Catalog
from portal.views.calendars import months
from portal.views.parts import (
    ViewContext,
    adviser_path,
    event_path,
    explainer_path,
    law_path,
    month_path,
    village_path,
)

ALWAYS = ("", "villages/", "advisers/", "calendar/", "explainers/", "laws/", "help/", "data/", "404.html")
"""Pages that do not depend on a record (design.md section 5)."""


def expected_pages(catalog: Catalog, day: date) -> Iterator[str]:
    """The files of all pages, below the site's root."""
    agenda = Agenda(catalog, day)
    for language in catalog.languages.values():
        context = ViewContext(catalog, agenda, language)
        for path in (*ALWAYS, *_record_pages(context)):
            yield language.prefix + (path + "index.html" if path.endswith("/") or not path else path)


def _record_pages(context: ViewContext) -> Iterator[str]:
    catalog = context.catalog
    for village_id in catalog.villages:
        yield from (village_path(village_id) + page for page in ("", "dates/", "notice/"))
    yield from map(adviser_path, catalog.advisers)
    yield from map(month_path, months(context))
    yield from map(event_path, catalog.events)
    yield from map(law_path, catalog.laws)
    yield from map(explainer_path, catalog.explainers)
    yield from {explainer_path(explainer.topic): None for explainer in catalog.explainers.values()}
