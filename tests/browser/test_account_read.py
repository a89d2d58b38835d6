"""The account as a town leader reads it: on a phone of 360 pixels, and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

PHONE = {"width": 360, "height": 640}
INTERNAL = ("account/", "account/2026/", "account/2026/promised/", "account/2026/promised/jiaya/", "account/next/")
STACKED = ("account/2026/plan/", "account/materials/")
MOST_BYTES = 3_000_000
"""Of a printed page: a printer's file of half a gigabyte is not printed."""


@pytest.fixture
def phone(browser: Any) -> Any:
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def _open(page: Any, folder: Path, path: str) -> None:
    page.goto((folder / path / "index.html").as_uri())


@pytest.mark.parametrize("prefix", ["", "bo/", "en/"])
def test_internal_pages_fit_a_phone(prefix: str, phone: Any, site: Path) -> None:
    for path in INTERNAL:
        _open(phone, site.parent / "site-internal" / prefix, path)
        assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


def test_axe_finds_nothing_on_internal_pages(phone: Any, site: Path) -> None:
    """The shapes that only they have; those of the public account are looked at with all other pages."""
    axe, found = Axe(), []
    for path in ("account/next/", "account/2026/promised/jiaya/"):
        _open(phone, site.parent / "site-internal", path)
        found += [(path, violation["id"]) for violation in axe.run(phone).response["violations"]]
    assert found == []


@pytest.mark.parametrize("path", ["next", *STACKED])
def test_a_row_is_read_on_a_phone_without_moving_it_sideways(path: str, phone: Any, site: Path) -> None:
    """Every cell of plans, stops and leaflets lies within the screen, under the name of its column."""
    folder = site.parent / "site-internal" if path == "next" else site
    _open(phone, folder, "account/next/" if path == "next" else path)
    cells = phone.evaluate(
        """[...document.querySelectorAll('.stack tbody td')].map(cell => {
            const box = cell.getBoundingClientRect();
            const head = cell.closest('table').querySelectorAll('thead th')[cell.cellIndex].textContent;
            return [box.left >= 0 && box.right <= 360, getComputedStyle(cell, '::before').content === `"${head}"`];
        })"""
    )
    assert len(cells) > 40 and all(map(all, cells))


@pytest.mark.parametrize("path", ["coverage/", "account/2026/"])
def test_the_account_is_printed_on_a_few_sheets(path: str, phone: Any, site: Path) -> None:
    _open(phone, site, path)
    printed = phone.pdf(format="A4")
    assert len(printed) < MOST_BYTES
    assert printed.count(b"/Type /Page\n") <= 6


def test_a_printed_heat_map_needs_no_colour(phone: Any, site: Path) -> None:
    """Shades of grey, darker for more, and the number in every cell."""
    _open(phone, site, "coverage/")
    phone.emulate_media(media="print")
    shades = phone.evaluate(
        """[0, 1, 2, 3, 4].map(level => {
            const cell = document.querySelector(`.heat .h${level}`);
            return [cell.textContent.trim(), getComputedStyle(cell).backgroundColor];
        })"""
    )
    assert [number.isdigit() for number, _ in shades] == [True] * 5
    assert [colour for _, colour in shades] == [
        "rgba(0, 0, 0, 0)", "rgb(238, 238, 238)", "rgb(204, 204, 204)", "rgb(119, 119, 119)", "rgb(51, 51, 51)",
    ]  # fmt: skip
