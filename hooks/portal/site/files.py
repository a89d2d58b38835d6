"""The one table of the site: the address of every page, text and file that records promise.

Build, preview, sitemap.xml and verification read it, so that none of them keeps a list of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from portal.account.town import TownAccount
from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.catalog.last_changed import last_changed
from portal.catalog.urls import explainer_path
from portal.site.account_pages import account_pages
from portal.site.pages import RecordPage, record_pages
from portal.site.sitemap import ROBOTS, SITEMAP, robots_text, sitemap_texts
from portal.site.texts import record_texts
from portal.views.account.parts import Scope


def public_pages(context: ViewContext, account: TownAccount) -> Iterator[RecordPage]:
    """Yield the public site's pages made from records, the account's last; explainers are not among them."""
    yield from record_pages(context)
    yield from public_account_pages(account)


def public_account_pages(account: TownAccount) -> Iterator[RecordPage]:
    """Yield the account's pages that residents see, as portal.yml chooses them."""
    return account_pages(Scope(account, True, frozenset(account.catalog.portal.account.public)))


def listed_paths(context: ViewContext, account: TownAccount) -> Iterator[str]:
    """Yield the paths, below a language's root, that search engines may find; of samples none."""
    catalog = context.catalog
    if catalog.portal.sample:
        return
    yield from (page.path for page in public_pages(context, account) if page.is_listed)
    yield from (page.path for page in catalog.free_pages.values())
    yield from (explainer_path(each.id) for each in catalog.explainers.values() if not each.is_sensitive)


def engine_texts(context: ViewContext, account: TownAccount) -> Iterator[tuple[str, str]]:
    """Yield names and texts of what search engines ask for; nothing without the site's address."""
    catalog = context.catalog
    base_url = catalog.portal.base_url
    if not base_url:
        return
    languages = [(code, language.prefix) for code, language in catalog.languages.items()]
    paths = list(listed_paths(context, account))
    yield from sitemap_texts(base_url, languages, paths, partial(last_changed, context=context))
    if robots := robots_text(base_url):
        yield ROBOTS, robots


def promised_files(catalog: Catalog, day: date) -> Iterator[str]:
    """Yield every file of pages, texts and feeds that a site of these records has, below its root."""
    account = TownAccount(Agenda(catalog, day))
    contexts = [ViewContext(catalog, account.agenda, language) for language in catalog.languages.values()]
    base_url = catalog.portal.base_url
    if base_url:
        yield SITEMAP
        if robots_text(base_url):
            yield ROBOTS
    paths = [page.path for page in public_pages(contexts[0], account)]
    paths += map(explainer_path, catalog.explainers)
    paths += [page.path for page in catalog.free_pages.values()]
    paths += [text.path for text in record_texts(contexts[0])]
    for language in catalog.languages.values():
        yield from (language.prefix + html_uri(path) for path in paths)


def html_uri(path: str) -> str:
    """Return the file of a page: `villages/jiaya/` is `villages/jiaya/index.html`."""
    return path + "index.html" if path.endswith("/") or not path else path
