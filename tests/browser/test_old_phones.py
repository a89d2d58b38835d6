"""Phones that were never updated: every kind of page and everything a reader does, in Chromium of 2017 to today."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.clock import NOW
from tests.browser.devtools import Chromium
from tests.browser.pages import ALL_PAGES, PREFIXES
from tests.conftest import BROWSERS

TOOLS = Path(sys.prefix) / "tools"
OLD = {"64": "64.0", "73": "73.0", "80": "80.0"}
VILLAGE = "villages/jiaya/"


@pytest.fixture(
    scope="module",
    params=["64", "today", pytest.param("73", marks=pytest.mark.slow), pytest.param("80", marks=pytest.mark.slow)],
)
def phone(request: pytest.FixtureRequest) -> Iterator[Chromium]:
    is_old = request.param in OLD
    found = TOOLS / f"chromium-{request.param}" / "chromium"
    program = str(found) if is_old else next(path for name in BROWSERS if (path := shutil.which(name)))
    assert Path(program).is_file(), (
        f"{program} 不在：运行 .ci/tools {TOOLS} chromium-{request.param} / is missing: run it"
    )
    phone = Chromium(program, is_old)
    assert f"Chrome/{OLD.get(request.param, '')}" in phone.evaluate("navigator.userAgent")
    phone.fix_time(NOW)
    phone.screen(360, 640)
    yield phone
    phone.close()


@pytest.fixture(autouse=True)
def quiet(phone: Chromium) -> Iterator[None]:
    """Nothing a test does may end in an error nobody caught."""
    phone.complaints.clear()
    yield
    assert phone.complaints == []


def test_an_error_in_a_page_is_noticed(phone: Chromium) -> None:
    """Else every test here would be glad of a browser that tells nothing."""
    phone.open("data:text/html,<script>nowhere()</script>")
    phone.open("data:text/html,<script>Promise.reject(new Error('left alone'))</script>")
    phone.evaluate("new Promise(done => setTimeout(done, 50))")
    assert [("nowhere" in each or "left alone" in each) for each in phone.complaints] == [True, True]
    phone.complaints.clear()


def test_every_kind_of_page_opens_without_an_error(phone: Chromium, address: str) -> None:
    found = {}
    for prefix in PREFIXES:
        for name, path in ALL_PAGES.items():
            phone.open(address + prefix + path)
            phone.evaluate("new Promise(done => setTimeout(done))")
            width = phone.evaluate("document.documentElement.scrollWidth")
            if phone.complaints or width > 360 or not phone.evaluate("document.querySelector('h1').innerText"):
                found[prefix + name] = (list(phone.complaints), width)
            phone.complaints.clear()
    assert found == {}


def test_a_page_that_is_kept_again_stands_last(phone: Chromium, address: str) -> None:
    """The worker relies on it when the copies are too many (overrides/worker.js), in browsers of any age."""
    phone.open(address + "help/")
    kept = phone.evaluate(
        """(async () => {
            const cache = await caches.open('trial');
            for (const name of ['a', 'b', 'a']) await cache.put(name, new Response(name));
            const names = (await cache.keys()).map(request => request.url.split('/').pop());
            await caches.delete('trial');
            return names;
        })()"""
    )
    assert kept == ["b", "a"]


def test_the_village_page_answers(phone: Chromium, address: str) -> None:
    phone.open(address + VILLAGE)
    assert "0971-0000201" in phone.evaluate("document.querySelector('.call-main').innerText")
    assert "12月8日" in phone.evaluate("document.querySelector('.dates li').innerText")
    bottom = phone.evaluate("document.querySelector('.dates li').getBoundingClientRect().bottom")
    assert bottom <= 640
    phone.click(".aids .help-button:not(.mine)")
    assert phone.evaluate("document.documentElement.className") == "elder"
    phone.click(".aids .help-button:not(.mine)")


def test_the_menu_is_one_tap_away(phone: Chromium, address: str) -> None:
    phone.open(address + VILLAGE)
    phone.click(".menu-jump")
    phone.until("document.querySelector('#menu').getBoundingClientRect().top < innerHeight")
    phone.click("#menu a[href$='help/']")
    phone.until("location.pathname.endsWith('/help/') && document.readyState === 'complete'")


@pytest.mark.parametrize(
    ("prefix", "typed", "path"),
    [
        ("", "老板不给钱", "explainers/labour/unpaid-wages/"),
        ("", "tuoqiangongzi", "explainers/labour/unpaid-wages/"),
        ("", "加牙", VILLAGE),
        ("bo/", "12348", "help/"),
        ("en/", "unpaid wages", "explainers/labour/unpaid-wages/"),
    ],
)
def test_the_search_answers(prefix: str, typed: str, path: str, phone: Chromium, address: str) -> None:
    phone.open(address + prefix)
    phone.click(".search-open")
    phone.until("document.querySelector('dialog[open] input') === document.activeElement")
    phone.type(typed)
    phone.until(f"[...document.querySelectorAll('.md-search a')].some(each => each.pathname.endsWith('/{path}'))")
    phone.click("dialog .md-search__close")
    assert phone.evaluate("!document.querySelector('dialog[open]')")


def test_the_finder_narrows_the_villages(phone: Chromium, address: str) -> None:
    phone.open(address)
    phone.evaluate("document.querySelector('#find').focus()")
    phone.type("jiaya")
    phone.until("[...document.querySelectorAll('.villages li')].filter(each => each.offsetParent).length < 5")
    shown = "[...document.querySelectorAll('.villages li')].filter(each => each.offsetParent)"
    assert phone.evaluate(f"{shown}.some(each => each.innerText.includes('加牙村'))")


def test_the_chooser_leads_to_an_answer(phone: Chromium, address: str) -> None:
    phone.open(address + "help/")
    phone.click(".chooser summary")
    for _ in range(4):
        if phone.evaluate("[...document.querySelectorAll('.turn-to')].some(each => each.offsetParent)"):
            break
        phone.click(".chooser details[open] .chooser details:not([open]) > summary")
    assert phone.evaluate("[...document.querySelectorAll('.turn-to a')].some(each => each.offsetParent)")


def test_the_calendar_filters(phone: Chromium, address: str) -> None:
    phone.open(address + "calendar/2026-12/")
    phone.click(".filters summary")
    shown = "[...document.querySelectorAll('[data-kind=event]')].filter(each => !each.hidden).length"
    every = phone.evaluate(shown)
    phone.evaluate(
        """(() => {
            const box = document.querySelector('select[name=village]');
            box.value = 'jiaya';
            box.dispatchEvent(new Event('change', {bubbles: true}));
        })()"""
    )
    phone.until(f"{shown} > 0 && {shown} < {every}")


def test_a_chosen_village_follows_to_an_explainer(phone: Chromium, address: str) -> None:
    phone.open(address + VILLAGE)
    phone.click(".aids .mine")
    phone.open(address + "explainers/labour/unpaid-wages/")
    phone.until("document.querySelector('.my-adviser').innerText.includes('0971-0000201')")
    phone.click(".my-adviser .button")
    phone.until("!document.querySelector('.my-adviser.is-filled')")
