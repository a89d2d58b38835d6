"""Filtering the calendar and copying a notice, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, base_url=address)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []
    context.close()


def shown(page: Any, kind: str) -> int:
    count: int = page.locator(f"[data-kind={kind}]:not([hidden])").count()
    return count


def test_filters_combine_at_once_and_say_what_they_found(page: Any, address: str) -> None:
    page.goto(address + "calendar/2026-12/")
    every = shown(page, "event")
    assert every > 10
    page.locator(".filters summary").click()
    page.select_option("select[name=village]", "jiaya")
    in_jiaya = shown(page, "event")
    assert 0 < in_jiaya < every
    assert shown(page, "sit-in") == 1
    page.select_option("select[name=venue]", "village")
    assert shown(page, "event") == 1
    assert page.locator("[data-kind=event]:not([hidden])").inner_text().startswith("国家宪法日")
    assert "1 场" in page.locator(".filter-status").inner_text()
    # The grid counts what is left, and days with nothing are gone from the list.
    assert page.locator('.month a[href="#d2026-12-04"] .mark-event').inner_text() == "活动1"
    assert page.locator('.month a[href="#d2026-12-03"] .mark-event').is_hidden()
    assert page.locator("#d2026-12-03").is_hidden()
    page.locator(".filter-form button").click()
    page.wait_for_function("document.querySelector('.filter-status').textContent === ''")
    assert shown(page, "event") == every


def test_what_is_for_everyone_is_for_each_audience(page: Any, address: str) -> None:
    page.goto(address + "calendar/2026-12/?audience=women&village=jiaya")
    titles = page.locator("[data-kind=event]:not([hidden])").all_inner_texts()
    assert any(title.startswith("国家宪法日") for title in titles)
    assert page.locator("select[name=audience]").input_value() == "women"


def test_nothing_found_says_what_to_do(page: Any, address: str) -> None:
    page.goto(address + "calendar/2026-12/?village=jiaya&venue=market&topic=traffic")
    assert shown(page, "event") == shown(page, "sit-in") == 0
    assert "12348" in page.locator(".filter-status").inner_text()


def test_the_choice_goes_along_to_the_next_month(page: Any, address: str) -> None:
    page.goto(address + "calendar/2026-12/?topic=land")
    page.locator("a[rel=next]").click()
    page.wait_for_url("**/calendar/2027-01/?topic=land")
    assert page.locator("select[name=topic]").input_value() == "land"


def test_an_unknown_choice_in_the_address_is_ignored(page: Any, address: str) -> None:
    page.goto(address + "calendar/2026-12/?village=nowhere&x=%E0")
    assert shown(page, "event") > 10


def test_without_scripts_the_links_are_there_and_no_dead_form(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "calendar/2026-12/")
    page.locator(".filters summary").click()
    assert page.locator(".filter-form").is_hidden()
    page.locator(".filter-links a", has_text="加牙村").click()
    assert page.url.endswith("/villages/jiaya/")
    page.goto(address + "villages/jiaya/notice/")
    assert page.locator(".copy-button").first.is_hidden()
    assert "加牙村" in page.locator("#wechat").inner_text()
    context.close()


COPIED = "window.copied = []; Object.defineProperty(navigator, 'clipboard', {value: %s});"
OLD_WAY = "document.execCommand = function () { copied.push(String(getSelection())); return %s; }; void 0"


@pytest.mark.parametrize(
    ("clipboard", "old_way"),
    [
        ("{writeText: function (text) { copied.push(text); return Promise.resolve(); }}", "false"),
        ("undefined", "true"),  # WebViews before Chromium 66, and pages without https
        ("{writeText: function () { return Promise.reject(new Error('denied')); }}", "true"),
    ],
)
def test_a_notice_is_copied_in_new_and_old_browsers(page: Any, address: str, clipboard: str, old_way: str) -> None:
    page.add_init_script(COPIED % clipboard)
    page.goto(address + "villages/jiaya/notice/")
    page.evaluate(OLD_WAY % old_way)
    button = page.locator("[data-copy=wechat]")
    box = button.bounding_box()
    assert box["height"] >= 44
    button.click()
    page.wait_for_function("document.querySelector('[role=status].fine').textContent !== ''")
    assert "已复制" in page.locator(".copy [role=status]").first.inner_text()
    (text,) = page.evaluate("copied")
    assert text.strip().startswith("【加牙村法律顾问坐班】")
    assert "\n时间：12月8日" in text.replace("\r\n", "\n")


def test_a_copy_that_fails_says_how_else(page: Any, address: str) -> None:
    page.add_init_script(COPIED % "undefined")
    page.goto(address + "events/constitution-day-jiaya/")
    page.evaluate(OLD_WAY % "false")
    page.locator("main details summary").click()
    page.locator("[data-copy=wechat]").click()
    page.wait_for_function("document.querySelector('.copy [role=status]').textContent !== ''")
    assert "长按" in page.locator(".copy [role=status]").first.inner_text()


@pytest.mark.parametrize("prefix", ["", "bo/", "en/"])
@pytest.mark.parametrize("path", ["villages/jiaya/dates/", "villages/jiaya/notice/", "data/", "calendar/2026-12/"])
def test_pages_of_dates_fit_a_small_phone(page: Any, address: str, prefix: str, path: str) -> None:
    page.goto(address + prefix + path)
    if "calendar" in path:
        page.locator(".filters summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
