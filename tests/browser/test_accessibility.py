"""axe finds nothing: every kind of page and what opens on it, three languages, light and dark, phone and desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.pages import ALL_PAGES, PREFIXES

SCREENS = {"phone": {"width": 360, "height": 640}, "desk": {"width": 1280, "height": 900}}
SCHEMES = ("light", "dark")
LANGUAGES = ("zh", "bo", "en")
QUERIES = {"": "欠工资", "bo/": "གླ་ཆ", "en/": "wages"}
EVERYTHING = tuple(product(SCREENS, SCHEMES, LANGUAGES))
# Colours do not depend on the width, nor the order of headings on the language: each once is enough.
SAMPLE = (("phone", "light", "zh"), ("desk", "dark", "bo"), ("desk", "light", "en"))


def _cases(sample: Iterable[tuple[str, str, str]]) -> list[Any]:
    """All of them; those outside the sample behind `make bench`."""
    slow = pytest.mark.slow
    return [pytest.param(*case, id="-".join(case), marks=() if case in sample else slow) for case in EVERYTHING]


def _search(page: Any, prefix: str) -> None:
    page.click(".search-open")
    page.wait_for_selector("dialog[open] input")
    page.keyboard.type(QUERIES[prefix])
    page.wait_for_selector(".md-search-result__item")


def _nothing_found(page: Any, prefix: str) -> None:
    page.click(".search-open")
    page.wait_for_selector("dialog[open] input")
    page.keyboard.type("qqqqqqqq")
    page.wait_for_selector(".other-ways")


def _large(page: Any, prefix: str) -> None:
    page.click(".aids .help-button:not(.mine)")


def _menu(page: Any, prefix: str) -> None:
    page.evaluate("location.hash = '#menu'")


def _all_details(page: Any, prefix: str) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def _chosen(page: Any, prefix: str) -> None:
    page.evaluate("localStorage.setItem('village:/sxz/', 'jiaya')")
    page.reload()
    page.wait_for_selector(".my-adviser.is-filled")


def _none_left(page: Any, prefix: str) -> None:
    _all_details(page, prefix)
    page.fill(".filter-form input", "qqqq")
    page.wait_for_selector(".filter-status:not(:empty)")


STATES: dict[str, tuple[str, Callable[[Any, str], None]]] = {
    "search with answers": ("", _search),
    "search without an answer": ("villages/jiaya/", _nothing_found),
    "menu": ("villages/jiaya/", _menu),
    "large type": ("villages/jiaya/", _large),
    "large type with days": ("calendar/2026-12/", _large),
    "chooser open": ("help/", _all_details),
    "texts to copy open": ("events/constitution-day-jiaya/", _all_details),
    "filters open": ("calendar/2026-12/", _all_details),
    "filters without a day": ("calendar/2026-12/", _none_left),
    "a chosen village": ("explainers/labour/unpaid-wages/", _chosen),
}


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[[str, str], Any]]:
    contexts = []

    def open_(screen: str, scheme: Any) -> Any:
        context = browser.new_context(
            viewport=SCREENS[screen], color_scheme=scheme, reduced_motion="reduce", service_workers="block"
        )
        contexts.append(context)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


def _violations(page: Any) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response
    assert found["passes"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found["violations"]]


@pytest.mark.parametrize(("screen", "scheme", "language"), _cases(SAMPLE))
def test_axe_finds_no_violation(
    screen: str, scheme: str, language: str, open_page: Callable[[str, str], Any], address: str
) -> None:
    prefix = PREFIXES[LANGUAGES.index(language)]
    page = open_page(screen, scheme)
    found = {}
    for name, path in ALL_PAGES.items():
        page.goto(address + prefix + path)
        found[name] = _violations(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(("screen", "scheme", "language"), _cases(SAMPLE[:2]))
def test_axe_finds_no_violation_in_what_opens(
    screen: str, scheme: str, language: str, open_page: Callable[[str, str], Any], address: str
) -> None:
    prefix = PREFIXES[LANGUAGES.index(language)]
    found = {}
    for name, (path, reach) in STATES.items():
        page = open_page(screen, scheme)
        page.goto(address + prefix + path)
        reach(page, prefix)
        found[name] = _violations(page)
        page.context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}
