"""The pages of the town's account: which there are on a site, and what each shows.

The same for the public site and the internal one; only the scope differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from portal.account.rows import Figure
from portal.catalog.context import ViewContext
from portal.site.pages import RecordPage
from portal.views.account import coverage, heard, lists, overview, planning, promised, stock, stops, year
from portal.views.account.parts import (
    AccountPage,
    Scope,
    coverage_path,
    has_coverage,
    page_count,
    page_path,
    part_of,
    year_path,
)

View = Callable[[ViewContext], AccountPage]


def account_pages(scope: Scope) -> Iterator[RecordPage]:
    """Every page of the sections this site has; the internal one leaves out what is public as it is."""
    elsewhere = scope.elsewhere
    yield from (page for page in _all_pages(scope) if part_of(page.path) not in elsewhere)


def _all_pages(scope: Scope) -> Iterator[RecordPage]:
    if not scope.sections:
        return
    account = scope.account
    yield _page("account/", partial(overview.overview_page, scope))
    for at in account.years if scope.has("coverage") else ():  # before what asks every figure: the preview stops here
        yield from _coverage_pages(at, scope)
    for at in account.years:
        yield from _year_pages(at, scope)
    if scope.has("materials"):
        yield _page("account/materials/", partial(stock.materials_page, scope))
        for leaflet in account.leaflets:
            yield _leaflet_page(leaflet.id, scope)
    if scope.has("next"):
        yield _page("account/next/", partial(stops.next_page, scope))


def _year_pages(at: int, scope: Scope) -> Iterator[RecordPage]:
    account = scope.account.year(at)
    yield _page(year_path(at), partial(year.year_page, at, scope))
    if scope.has("figures") and account.has_records:
        for figure in account.figures.values():
            yield from _rows_pages(at, figure, scope)
        for values in account.breakdowns.values():
            for figure in values.values():
                yield from _rows_pages(at, figure, scope)
    if scope.has("promised"):
        path = year_path(at, "promised/")
        for number in range(1, page_count(len(account.services)) + 1):
            yield _numbered(path, number, partial(promised.promised_page, at, number, scope))
        for village in dict.fromkeys(service.village for service in account.services):
            yield _village_page(at, village, scope)
    if scope.has("plan"):
        yield _page(year_path(at, "plan/"), partial(planning.plan_page, at, scope))
        for (kind, id), (_, rows) in planning.session_lists(account).items():
            if rows:
                yield _sessions_page(at, kind, id, scope)
    if scope.has("questions"):
        yield _page(year_path(at, "questions/"), partial(heard.questions_page, at, scope))


def _rows_pages(at: int, figure: Figure, scope: Scope) -> Iterator[RecordPage]:
    path = year_path(at, f"{figure.id}/")
    for number in range(1, page_count(len(figure.found)) + 1) if figure.found else ():
        yield _numbered(path, number, partial(lists.figure_page, at, figure.id, number, scope))


def _coverage_pages(at: int, scope: Scope) -> Iterator[RecordPage]:
    found = scope.account.year(at).coverage
    today = scope.account.today
    if not has_coverage(scope.account.year(at), today):
        return
    for number in range(1, page_count(len(found.villages)) + 1):
        path = coverage_path(at, today)
        yield _numbered(path, number, partial(coverage.coverage_page, at, number, scope))
    for kind, id in coverage.matrix_rows(found):
        yield _row_page(at, kind, id, scope)


def _row_page(at: int, kind: str, id: str, scope: Scope) -> RecordPage:
    path = coverage_path(at, scope.account.today, f"{kind}/{id}/")
    return _page(path, partial(coverage.row_page, at, kind, id, scope), is_listed=False)


def _leaflet_page(id: str, scope: Scope) -> RecordPage:
    return _page(f"account/materials/{id}/", partial(stock.leaflet_page, id, scope), is_listed=False)


def _village_page(at: int, village: str, scope: Scope) -> RecordPage:
    path = year_path(at, f"promised/{village}/")
    return _page(path, partial(promised.village_page, at, village, scope), is_listed=False)


def _sessions_page(at: int, kind: str, id: str, scope: Scope) -> RecordPage:
    path = year_path(at, f"plan/{kind}/{id}/")
    return _page(path, partial(planning.sessions_page, at, kind, id, scope), is_listed=False)


def _numbered(path: str, number: int, view: View) -> RecordPage:
    return _page(page_path(path, number), view, is_listed=False)


def _page(path: str, view: View, *, is_listed: bool = True) -> RecordPage:
    titles: dict[str, str] = {}

    def show(context: ViewContext) -> AccountPage:
        """The view, whose heading is the page's title as well."""
        page = view(context)
        titles[context.language.code] = page.title
        return page

    def title(context: ViewContext) -> str:
        return titles.get(context.language.code) or show(context).title

    return RecordPage(
        path, "account.html", title, lambda c: c.language.label("account.description"), show,
        is_listed=is_listed,
    )  # fmt: skip
