"""The way through a long list."""

from __future__ import annotations

from portal.catalog.context import ViewContext
from portal.views.account.parts import PER_PAGE, pager


def test_a_very_long_list_names_its_ends_and_the_pages_near(contexts: dict[str, ViewContext]) -> None:
    language = contexts["zh"].language
    rows = 1000 * PER_PAGE
    shown = [str(cell.text) for cell in pager("rows/", rows, 500, language)]
    known = [language.label("account.page", number=at) for at in (1, *range(497, 504), 1000)]
    assert shown == [known[0], "…", *known[1:-1], "…", known[-1]]
    assert len(pager("rows/", 12 * PER_PAGE, 5, language)) == 12
