"""What a resident does, in a real browser on a small phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage
from tests.browser.clock import NOW

PHONE = {"width": 360, "height": 640}
PAGES = {
    "home": "",
    "villages": "villages/",
    "village": "villages/jiaya/",
    "no adviser": "villages/huashan/",
    "poster": "villages/jiaya/poster/",
    "card": "villages/jiaya/card/",
    "advisers": "advisers/",
    "adviser": "advisers/sample-01/",
    "month": "calendar/2026-12/",
    "event": "events/constitution-day-jiaya/",
    "explainers": "explainers/",
    "topic": "explainers/labour/",
    "explainer": "explainers/labour/unpaid-wages/",
    "sensitive": "explainers/family/at-home/",
    "laws": "laws/",
    "law": "laws/civil-code/",
    "help": "help/",
    "glossary": "glossary/",
    "translations": "translations/",
    "account": "account/",
    "year": "account/2026/",
    "rows": "account/2026/consultations/",
    "plan": "account/2026/plan/",
    "stock": "account/materials/",
    "coverage": "coverage/",
    "covered": "coverage/2026/village/jiaya/",
    "not found": "404.html",
}


class Phone:
    """A page of a phone, with everything it asked for and complained of."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def open(self, path: str, now: str = NOW) -> None:
        self.page.clock.set_fixed_time(now)
        self.page.goto(self.address + path)


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Phone]:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    yield Phone(context.new_page(), address)
    context.close()


@pytest.mark.parametrize("prefix", ["", "bo/", "en/"])
def test_pages_fit_the_screen_and_ask_nobody_else(prefix: str, phone: Phone) -> None:
    for name, path in PAGES.items():
        if name == "not found" and prefix:
            continue
        phone.open(prefix + path)
        width = phone.page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], name
    assert phone.complaints == []
    assert {url for url in phone.requests if not url.startswith(phone.address)} == set()


def test_a_villages_number_is_two_taps_from_home(phone: Phone) -> None:
    phone.open("")
    phone.page.tap(".villages >> text=加牙村")
    call = phone.page.locator("a.call-main")
    assert call.get_attribute("href") == "tel:09710000201"
    assert call.is_visible()


@pytest.mark.parametrize("typed", ["加牙", "jiaya", "jy", "Ｊｉａｙａ"])
def test_the_finder_knows_names_pinyin_and_initials(typed: str, phone: Phone) -> None:
    phone.open("")
    phone.page.fill("#find", typed)
    phone.page.wait_for_selector("#found:not(:empty)")  # the list is whole until the index has come
    shown = phone.page.locator(".villages li:visible")
    assert 1 <= shown.count() <= 4
    assert any("加牙村" in text for text in shown.all_inner_texts())


@pytest.mark.parametrize(("prefix", "words"), [("", "12月8日"), ("bo/", "སྤྱི་ཟླ་༡༢པའི་ཚེས་༨ཉིན"), ("en/", "8 December")])
def test_the_answer_stands_on_the_first_screen(prefix: str, words: str, phone: Phone) -> None:
    phone.open(prefix + "villages/jiaya/")
    seen = ["h1", ".adviser", ".firm", "a.call-main", ".dates li:first-child time", ".dates li:first-child .place"]
    for selector in seen:
        box = phone.page.locator(selector).bounding_box()
        assert box and box["y"] + box["height"] <= PHONE["height"], selector
    assert words in phone.page.inner_text(".dates li:first-child time")


def test_the_language_switch_keeps_the_page(phone: Phone) -> None:
    for path in PAGES.values():
        if path == "404.html":
            continue
        phone.open(path)
        phone.page.click('.languages a[hreflang="bo"]')
        assert phone.page.url == phone.address + "bo/" + path
        assert phone.page.get_attribute("html", "lang") == "bo"
        phone.page.click('.languages a[hreflang="zh"]')
        assert phone.page.url == phone.address + path


def test_what_has_passed_moves_on_without_a_new_build(phone: Phone) -> None:
    phone.open("villages/jiaya/", now="2026-12-08T11:00:00+08:00")
    assert "12月8日" in phone.page.inner_text(".dates li:first-child")
    phone.open("villages/jiaya/", now="2026-12-08T11:31:00+08:00")
    first = phone.page.inner_text(".dates li:first-child")
    assert "2027年1月12日" in first
    assert "村委会一楼" in first


def test_today_follows_beijing_whatever_zone_the_phone_is_in(browser: Any, address: str) -> None:
    context = browser.new_context(viewport=PHONE, timezone_id="America/Los_Angeles")
    phone = Phone(context.new_page(), address)
    phone.open("", now="2026-11-23T00:30:00+08:00")
    assert phone.page.inner_text('[data-day="2026-11-23"] .relative') == "今天"
    assert not phone.page.is_visible('[data-day="2026-11-22"]')
    context.close()


def test_an_old_build_warns_and_gives_a_number(phone: Phone) -> None:
    phone.open("villages/jiaya/")
    assert not phone.page.is_visible(".stale")
    phone.open("villages/jiaya/", now="2026-11-30T10:00:00+08:00")
    line = phone.page.locator(".stale")
    assert "2026年11月22日" in line.inner_text()
    assert line.locator("a").get_attribute("href") == "tel:09710000201"  # the village's adviser
    assert len(line.locator("a").evaluate("link => [...link.getClientRects()]")) == 1  # whole, on one line
    phone.open("calendar/", now="2026-11-30T10:00:00+08:00")
    assert line.locator("a").inner_text() == "0971-0000100"  # the town's office


def test_when_all_dates_have_passed_the_page_says_what_to_do(phone: Phone) -> None:
    phone.open("villages/jiaya/", now="2029-01-01T10:00:00+08:00")
    assert "0971-0000323" in phone.page.inner_text(".answer .empty")


def test_pages_read_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "villages/jiaya/")
    assert "12月8日" in page.inner_text(".dates li:first-child")
    assert re.search(r"内容更新：2026年\d+月\d+日", page.inner_text("footer"))
    page.goto(address)
    assert page.locator(".villages li:visible").count() == 34
    assert not page.is_visible(".finder-box")
    page.click(".search-open")
    assert page.url == address + "explainers/"
    context.close()
