"""Every file of the public site: where it stands, and how its bytes are made. Free pages are MkDocs' (free_pages.py).

In groups, each known by where its files stand, so that the preview finds one file without
naming all of them. Within a group the languages of one record follow each other: what they
share (a QR code, a converted text, a file that is the same in all) is then made once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from portal.catalog.context import ViewContext
from portal.catalog.urls import explainer_path
from portal.search import search_files as make_search_files
from portal.site.built_day import BUILT, built_json
from portal.site.files import engine_texts, html_uri
from portal.site.pages import RecordPage
from portal.site.sitemap import ROBOTS, SITEMAP
from portal.site.texts import record_texts
from portal.views.cards import card_path, village_card
from portal_pages import worker
from portal_pages.build import Build
from portal_pages.explainer_pages import ExplainerPage, render_explainer

Render = Callable[[], bytes]
SiteFile = tuple[str, Render]
"""An address below the site's root, and what makes the file's bytes."""


@dataclass(frozen=True, slots=True)
class Group:
    """Files that become known together."""

    folders: tuple[str, ...]
    """How their addresses begin, below a language's root; an empty text stands for any."""
    files: Callable[[Build], Iterator[SiteFile]]


def asset_files(build: Build) -> Iterator[SiteFile]:
    """Styles, scripts, fonts, photos, the service worker, and the file that tells the day of the build."""
    for address, raw in build.assets.files.items():
        yield address, partial(bytes, raw)
    for photo in build.photos.values():
        yield from photo.files()
    yield worker.ADDRESS, partial(bytes, build.worker)
    yield BUILT, partial(built_json, build.today)


def page_files(build: Build) -> Iterator[SiteFile]:
    """The pages of villages, advisers, sessions and whatever else is a record."""
    return _pages(build, build.record_pages())


def account_files(build: Build) -> Iterator[SiteFile]:
    """The pages of the town's account."""
    return _pages(build, build.account_pages())


def explainer_files(build: Build) -> Iterator[SiteFile]:
    """A page for each explainer and language, whether or not there is a translation."""
    for explainer in build.catalog.explainers.values():
        for language, context in build.contexts.items():
            uri = context.language.prefix + html_uri(explainer_path(explainer.id))
            yield uri, partial(render_explainer, ExplainerPage(explainer, language), build)


def text_files(build: Build) -> Iterator[SiteFile]:
    """Calendars, the Atom feed, notices and open data."""
    for text in record_texts(next(iter(build.contexts.values()))):
        make = _made_once(text.make, len(build.contexts)) if text.is_shared else text.make
        for context in build.contexts.values():
            yield context.language.prefix + text.path, partial(make, context)


def card_files(build: Build) -> Iterator[SiteFile]:
    """One small file a village, in every language at once."""
    for village_id in build.catalog.villages:
        yield card_path(village_id), partial(village_card, village_id, build.contexts)


def engine_files(build: Build) -> Iterator[SiteFile]:
    """sitemap.xml and robots.txt; neither without the site's address."""
    for name, text in engine_texts(next(iter(build.contexts.values())), build.account):
        yield name, partial(bytes, text.encode())


def search_files(build: Build) -> Iterator[SiteFile]:
    """Every file of the search; none of them is a page."""
    for language, context in build.contexts.items():
        made = make_search_files(context)
        made[f"{language}.box.json"] = json.dumps({"box": build.search_boxes[language]}).encode()
        for name, raw in made.items():
            yield f"search/{name}", partial(bytes, raw)


GROUPS = {
    "engines": Group((SITEMAP.partition(".")[0], ROBOTS), engine_files),
    "assets": Group(("assets/", "photos/", worker.ADDRESS, BUILT), asset_files),
    "search": Group(("search/",), search_files),
    "account": Group(("account/", "coverage/"), account_files),
    "explainers": Group(("explainers/",), explainer_files),
    "cards": Group(("villages/",), card_files),
    "pages": Group(("",), page_files),
    "texts": Group(("",), text_files),
}
"""In the order the preview asks them for an address: those with few files first."""


def _pages(build: Build, pages: Iterator[RecordPage]) -> Iterator[SiteFile]:
    for page in pages:
        for language, context in build.contexts.items():
            yield context.language.prefix + html_uri(page.path), partial(_render, build, page, language)


def _made_once(make: Callable[[ViewContext], bytes], times: int) -> Callable[[ViewContext], bytes]:
    """`make`, but its bytes are kept until they have been asked for so many times."""
    kept: list[bytes] = []

    def made(context: ViewContext) -> bytes:
        if not kept:
            kept.extend([make(context)] * times)
        return kept.pop()

    return made


def _render(build: Build, page: RecordPage, language: str) -> bytes:
    return build.render(page, language).encode()
