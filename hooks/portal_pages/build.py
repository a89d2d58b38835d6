"""A build: the catalog seen from a day, and how its pages are rendered.

One object a build, hung on MkDocs' config by `events.py`, which keeps no state of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from portal.account.town import TownAccount
from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.records import SECTIONS
from portal.site.account_pages import account_pages
from portal.site.content_policy import content_policy, hash_source
from portal.site.files import public_account_pages
from portal.site.pages import RecordPage, record_pages
from portal.views.account.parts import Scope
from portal_pages.assets import Assets, read_assets
from portal_pages.converting import Converter
from portal_pages.documents import PageDocument, Renderer
from portal_pages.photos import Photo, read_photos
from portal_pages.search_assets import search_box, search_sources
from portal_pages.worker import worker_script


@dataclass(frozen=True)
class Build:
    """Everything the events of a build share."""

    catalog: Catalog
    today: date
    renderer: Renderer
    contexts: dict[str, ViewContext]
    """A view context for each language of the site."""
    not_found_root: str
    """The absolute path of the site's root, for the page that is served at any address."""
    assets: Assets
    photos: Mapping[str, Photo]
    """Advisers' photos by file name."""
    worker: bytes
    """The service worker's file."""
    search_boxes: Mapping[str, str]
    """The search box in each language."""
    account: TownAccount
    overrides: Path
    site: dict[str, Any]
    """What every template sees."""
    markdown: Converter
    """Markdown to HTML, as mkdocs.yml sets it up."""

    def record_pages(self) -> Iterator[RecordPage]:
        """The pages of the public site that show records."""
        return record_pages(next(iter(self.contexts.values())))

    def account_pages(self) -> Iterator[RecordPage]:
        """The public pages of the town's account."""
        return public_account_pages(self.account)

    def internal_renderer(self, public_site: str) -> Renderer:
        """A renderer for the internal site, whose links to records lead to the public one."""
        site = {**self.site, "sections": frozenset(SECTIONS), "is_internal": True, "built": self.today.isoformat()}
        return Renderer(self.overrides, site, self.assets, public_site)

    def internal_pages(self) -> Iterator[RecordPage]:
        """The whole account with exact counts, for the town's own staff."""
        return account_pages(Scope(self.account, False, frozenset(SECTIONS)))

    def render(self, page: RecordPage, language: str) -> str:
        """A record page in one language."""
        context = self.contexts[language]
        return self.renderer.document(self.document(page, language), context)

    def document(self, page: RecordPage, language: str, renderer: Renderer | None = None) -> PageDocument:
        """A record page's parts, before the layout; `renderer` is another than the public site's."""
        context = self.contexts[language]
        if page.village:
            context = context.in_village(page.village)
        root = self.not_found_root if page.path == "404.html" else None
        view, title = page.view(context), page.title(context)
        body = (renderer or self.renderer).body(page.template, context.language, page.path, root, view=view)
        return PageDocument(
            page.path,
            title,
            page.description(context),
            body,
            page.section,
            # A sample says so on every page, and so does the layout of a sensitive one.
            ""
            if page.is_listed or page.is_sensitive or self.catalog.portal.sample
            else '<meta name="robots" content="noindex">\n',
            page.facts(context, title),
            page.layout,
            is_sensitive=page.is_sensitive,
            root=root,
        )


def make_build(
    catalog: Catalog, today: date, overrides: Path, theme: Environment, markdown: Converter,
    earlier: Build | None = None, *, sample_day: date | None = None, photos_from: Path | None = None,
) -> Build:  # fmt: skip
    """A build of the catalog for one day; `theme` renders what is kept of the theme.

    What an `earlier` build knows of the same records is not found out again. With a `sample_day`
    (site_day.py) pages and worker take that day for the present, whenever they are looked at. Photos stand
    below `photos_from`, if that is another folder than that of `overrides`.
    """
    sources = {**read_assets(overrides / "assets"), **search_sources(overrides / "search")}
    assets = Assets(sources, catalog.languages, keeps_offline=catalog.portal.keep_offline)
    agenda = Agenda(catalog, today, earlier.account.agenda if earlier else None)
    contexts = {code: ViewContext(catalog, agenda, language) for code, language in catalog.languages.items()}
    boxes = {code: search_box(theme, language) for code, language in catalog.languages.items()}
    site: dict[str, Any] = {
        "portal": catalog.portal,
        "has_letters": bool(catalog.letters),
        "built": "",
        "sample_day": sample_day,
    }
    site |= {"sections": frozenset(catalog.portal.account.public), "is_internal": False}
    photos = read_photos(photos_from or overrides.parent, catalog)
    site |= {"photos": photos, "critical_css": assets.critical_css, "first_paint": assets.first_paint}
    site["critical_css_of_texts"] = assets.critical_css_of_texts
    styles = [hash_source(style) for style in (assets.critical_css, assets.critical_css_of_texts)]
    policy = content_policy([hash_source(assets.first_paint)], styles)
    site |= {"content_policy": Markup(policy)}
    worker = worker_script(overrides / "worker.js", catalog)
    base = urlsplit(catalog.portal.base_url or "/").path
    return Build(
        catalog, today, Renderer(overrides, site, assets), contexts, base, assets, photos, worker, boxes,
        TownAccount(agenda), overrides, site, markdown,
    )  # fmt: skip
