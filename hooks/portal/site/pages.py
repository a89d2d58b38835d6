"""Which record pages there are, and what each shows.

One table for every kind of page; explainers are Markdown and come from MkDocs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.catalog.urls import (
    adviser_path,
    card_path,
    event_path,
    explainer_path,
    law_path,
    letter_path,
    month_path,
    poster_path,
    village_path,
)
from portal.letters.model import Letter
from portal.records import Adviser, Event, Village
from portal.views import (
    advisers,
    calendars,
    data,
    dates,
    events,
    explainers,
    glossary,
    help,
    home,
    laws,
    letters,
    posters,
    topics,
    translations,
    villages,
)
from portal.views.conventions import PageFacts, PageKind
from portal.views.letter_entries import letter_entries
from portal.views.site_map import site_map_view


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page made from records: the same address in every language."""

    path: str
    """Below the language's root; empty for the home page, else ending in `/` or a file name."""
    template: str
    title: Callable[[ViewContext], str]
    """What stands in the browser's title and in WeChat, without the site's name."""
    description: Callable[[ViewContext], str]
    view: Callable[[ViewContext], Any]
    section: str = ""
    """The entry of the main menu it belongs to."""
    is_listed: bool = True
    """Whether the sitemap has it, and search engines may."""
    kind: PageKind = "plain"
    """What the conventions of government sites take it for."""
    record: Village | Adviser | Event | Letter | None = None
    """The record an article shows: it tells the date of its last change."""
    shared: tuple[str, str] | None = None
    """Kind and id of the record whose picture is shown where the page is shared."""
    layout: str = "layout.html"
    village: str = ""
    """The village whose people read it: a community is spoken of in other words."""
    is_sensitive: bool = False
    """Whether it keeps an exit at hand and leaves no trace, as a document does that is sensitive."""

    def facts(self, context: ViewContext, title: str) -> PageFacts:
        """What the page says of itself in one language, `title` being its title there."""
        heading = str(context.language.text(self.record.name)) if isinstance(self.record, Village) else ""
        return PageFacts(
            self.path, title, heading, self.section, self.kind,
            self.record.changed if self.record else None, shared=self.shared, is_sensitive=self.is_sensitive,
        )  # fmt: skip


def record_pages(context: ViewContext) -> Iterator[RecordPage]:
    """Every record page; `context` tells which records there are, in any language."""
    catalog = context.catalog
    yield _page("", "home", home.home_view, "home")
    yield _page("villages/", "villages", villages.village_entries, "villages")
    yield _page("advisers/", "advisers", advisers.adviser_entries, "advisers")
    for adviser_id in catalog.advisers:
        yield _adviser_page(adviser_id, catalog)
    this_month = context.today.replace(day=1)
    yield _page("calendar/", "calendar", lambda c: calendars.month_view(this_month, c), "calendar")
    for month in calendars.months(context):
        yield _month_page(month)
    yield _page("explainers/", "explainers", explainers.topic_views, "explainers")
    for topic_id in catalog.topics:
        if catalog.explainers_of(topic_id):
            yield _topic_page(topic_id)
    if catalog.letters:
        yield _page("letters/", "letters", letter_entries, "explainers")
    for slug, letter in catalog.letters.items():
        yield _letter_page(slug, letter)
    yield _page("laws/", "laws", laws.law_entries, "laws")
    for law_id in catalog.laws:
        yield _law_page(law_id)
    yield _page(explainers.GLOSSARY, "glossary", glossary.glossary_view, "explainers")
    yield _page("help/", "help", help.help_view, "help")
    if len(catalog.languages) > 1:
        states = _page("translations/", "translations", translations.translations_view, "")
        yield replace(states, kind="plain", is_listed=False)
    yield replace(_page("data/", "data", data.data_page, "calendar"), kind="plain")
    yield replace(_page("site-map/", "site-map", site_map_view, "", words="site_map"), kind="plain")
    yield replace(_page("offline/", "offline", home.home_view, ""), kind="plain", is_listed=False)
    yield RecordPage(
        "404.html", "404.html", lambda c: c.language.label("not_found.title"),
        lambda c: c.language.label("not_found.description"), home.home_view, is_listed=False,
    )  # fmt: skip
    # Last, as the preview asks one page after the other for an address, and these grow with the town.
    for event_id in catalog.events:
        yield _event_page(event_id, catalog)
    for village_id in catalog.villages:
        yield _village_page(village_id, catalog)
        yield _dates_page(village_id)
        yield _notice_page(village_id)
        yield from _paper_pages(village_id)


def _page(
    path: str, name: str, view: Callable[[ViewContext], Any], section: str, words: str | None = None
) -> RecordPage:
    return RecordPage(
        path, f"{name}.html", lambda c: c.language.label(f"{words or name}.title"),
        lambda c: c.language.label(f"{words or name}.description"), view, section, kind="column" if path else "plain",
    )  # fmt: skip


def _village_page(village_id: str, catalog: Catalog) -> RecordPage:
    return RecordPage(
        village_path(village_id), "village.html",
        lambda c: c.language.label("village.title", village=c.village_text(village_id)),
        lambda c: c.language.label("village.description", village=c.village_text(village_id)),
        lambda c: villages.village_view(village_id, c), "villages",
        kind="article", record=catalog.villages[village_id], shared=("village", village_id),
        village=village_id,
    )  # fmt: skip


def _dates_page(village_id: str) -> RecordPage:
    return RecordPage(
        village_path(village_id) + "dates/", "dates.html",
        lambda c: c.language.label("dates.title", village=c.village_text(village_id)),
        lambda c: c.language.label("dates.description", village=c.village_text(village_id)),
        lambda c: dates.dates_page(village_id, c), "villages", village=village_id,
    )  # fmt: skip


def _notice_page(village_id: str) -> RecordPage:
    return RecordPage(
        village_path(village_id) + "notice/", "notice.html",
        lambda c: c.language.label("notice.title", village=c.village_text(village_id)),
        lambda c: c.language.label("notice.description", village=c.village_text(village_id)),
        lambda c: dates.notice_page(village_id, c), "villages", village=village_id,
    )  # fmt: skip


def _paper_pages(village_id: str) -> Iterator[RecordPage]:
    """Poster and cards show the same: what has been found out for the one is kept for the other."""
    kept: dict[str, posters.PosterView] = {}

    def view(context: ViewContext) -> posters.PosterView:
        code = context.language.code
        if code in kept:
            return kept.pop(code)
        kept[code] = posters.poster_view(village_id, context)
        return kept[code]

    yield _paper_page(poster_path(village_id), "poster", village_id, view)
    yield _paper_page(card_path(village_id), "card", village_id, view)


def _paper_page(path: str, name: str, village_id: str, view: Callable[[ViewContext], Any]) -> RecordPage:
    return RecordPage(
        path, f"{name}.html",
        lambda c: c.language.label(f"paper.{name}_title", village=c.village_text(village_id)),
        lambda c: c.language.label(f"paper.{name}_description", village=c.village_text(village_id)),
        view, "villages", is_listed=False, layout="paper.html", village=village_id,
    )  # fmt: skip


def _adviser_page(adviser_id: str, catalog: Catalog) -> RecordPage:
    def name(context: ViewContext) -> str:
        return str(context.language.text(context.catalog.advisers[adviser_id].name))

    return RecordPage(
        adviser_path(adviser_id), "adviser.html",
        lambda c: c.language.label("adviser.title", adviser=name(c)),
        lambda c: c.language.label("adviser.description", adviser=name(c)),
        lambda c: advisers.adviser_page(adviser_id, c), "advisers",
        kind="article", record=catalog.advisers[adviser_id],
    )  # fmt: skip


def _month_page(month: date) -> RecordPage:
    return RecordPage(
        month_path(month), "calendar.html",
        lambda c: c.language.label("calendar.title_of", month=c.language.month(month)),
        lambda c: c.language.label("calendar.description"),
        lambda c: calendars.month_view(month, c), "calendar", kind="column",
    )  # fmt: skip


def _event_page(event_id: str, catalog: Catalog) -> RecordPage:
    def title(context: ViewContext) -> str:
        event = context.catalog.events[event_id]
        day = context.language.day(event.when[0].date())
        text = f"{context.language.text(event.title)} · {day}"
        if event.status in ("cancelled", "postponed"):
            text = context.language.label(f"event.marked.{event.status}", title=text)
        return text

    return RecordPage(
        event_path(event_id), "event.html", title, lambda c: c.language.label("event.description", title=title(c)),
        lambda c: events.event_page(event_id, c), "calendar",
        kind="article", record=catalog.events[event_id], shared=("event", event_id),
    )  # fmt: skip


def _topic_page(topic_id: str) -> RecordPage:
    return RecordPage(
        explainer_path(topic_id), "topic.html",
        lambda c: str(c.language.text(c.catalog.topics[topic_id].name)),
        lambda c: str(c.language.text(c.catalog.topics[topic_id].examples)),
        lambda c: topics.topic_page(topic_id, c), "explainers", kind="column",
    )  # fmt: skip


def _law_page(law_id: str) -> RecordPage:
    return RecordPage(
        law_path(law_id), "law.html",
        lambda c: str(c.language.text(c.catalog.laws[law_id].name)),
        lambda c: c.language.label("law.description", law=c.language.text(c.catalog.laws[law_id].name)),
        lambda c: laws.law_view(law_id, c), "explainers",
    )  # fmt: skip


def _letter_page(slug: str, letter: Letter) -> RecordPage:
    return RecordPage(
        letter_path(slug), "letter.html",
        lambda c: letters.letter_title(slug, c),
        lambda c: letters.letter_description(slug, c),
        lambda c: letters.letter_view(slug, c), "explainers",
        is_listed=not letter.is_sensitive, kind="article", record=letter, is_sensitive=letter.is_sensitive,
    )  # fmt: skip
