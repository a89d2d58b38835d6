"""At least one page of every kind the site has, for the tests that look at all of them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.test_residents import PAGES

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
    "data": "data/",
    "site map": "site-map/",
    "offline": "offline/",
}
PREFIXES = ("", "bo/", "en/")

# One after another: what stands for an id or a year in the path of a page.
_KINDS = (
    (r"^(villages|advisers|events|laws)/[^/]+/", r"\1/*/"),
    (r"^explainers/[^/]+/[^/]+/index", "explainers/*/*/index"),
    (r"^explainers/[^/*]+/index", "explainers/*/index"),
    (r"\d{4}(-\d\d)?", "N"),
    (r"^(account|coverage)/(N|materials)/.+/index", r"\1/\2/*/index"),
)


def kind_of(path: str) -> str:
    """The path of a page without its language, with a star for what differs from page to page."""
    path = re.sub(r"^(bo|en)/", "", path)
    for pattern, kind in _KINDS:
        path = re.sub(pattern, kind, path)
    return path


def kinds_of(site: Path) -> set[str]:
    """Every kind of page a built site has."""
    return {kind_of(path.relative_to(site).as_posix()) for path in site.rglob("*.html")}


def file_of(path: str) -> str:
    """The file in which a page of the list stands."""
    return path if path.endswith(".html") else path + "index.html"
