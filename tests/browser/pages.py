"""At least one page of every kind the site has, for the tests that look at all of them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.test_residents import PAGES

from portal.catalog.page_kinds import kind_of

NOT_SEEN = """(box => box.closest('.hidden, .skip, svg')
    || getComputedStyle(box.closest('.stack thead') || document.body).clipPath !== 'none')"""
"""Script: whether an element is only there for those who listen; heads of stacked tables are on phones."""

ALL_PAGES = {
    **PAGES,
    "this month": "calendar/",
    "days": "villages/jiaya/dates/",
    "village notice": "villages/jiaya/notice/",
    "cancelled": "events/fireworks-and-fire-xiatai/",
    "held": "events/surety-and-family-mosque-b/",
    "postponed": "events/land-lease-zhoude/",
    "long rows": "account/2026/sit-ins-unrecorded/page-2/",
    "study": "account/2026/study-meetings/",
    "leaflet": "account/materials/wages-bo/",
    "letters": "letters/",
    "letter": "letters/claim-loan/",
    "sensitive letter": "letters/at-home/",
    "data": "data/",
    "site map": "site-map/",
    "offline": "offline/",
    "free page": "accessibility/",
}
PREFIXES = ("", "bo/", "en/")


def kinds_of(site: Path) -> set[str]:
    """The ids of every kind of page a built site has."""
    return {_kind(path.relative_to(site).as_posix().removesuffix("index.html")) for path in site.rglob("*.html")}


def _kind(path: str) -> str:
    return kind_of(re.sub(r"^(bo|en)/", "", path)).id


def file_of(path: str) -> str:
    """The file in which a page of the list stands."""
    return path if path.endswith(".html") else path + "index.html"
