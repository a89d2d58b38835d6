"""What a reader of explainers does: leave at once, see their own adviser, copy, print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.clock import NOW
from tests.browser.test_residents import PHONE, Phone

from portal.catalog.catalog import Catalog
from portal.explainers.chat_text import LONGEST, characters

SENSITIVE = "explainers/family/at-home/"
NEUTRAL = "https://www.weather.com.cn/"


@pytest.fixture
def reader(browser: Any, address: str) -> Iterator[Phone]:
    """Somebody with a small reader."""
    context = browser.new_context(viewport=PHONE, has_touch=True)
    yield Phone(context.new_page(), address)
    context.close()


@pytest.fixture
def neutral(reader: Phone) -> Phone:
    """A phone for which the neutral page is served here: tests reach nobody else."""
    reader.page.route(
        NEUTRAL + "**", lambda route: route.fulfill(body="<title>weather</title>", content_type="text/html")
    )
    return reader


def _leave_by_button(reader: Phone) -> None:
    reader.page.click("[data-exit]")


def _leave_by_shift(reader: Phone) -> None:
    for _ in range(3):
        reader.page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [_leave_by_button, _leave_by_shift])
def test_leaving_puts_a_neutral_page_in_place_of_the_sensitive_one(neutral: Phone, leave: Any) -> None:
    page = neutral.page
    neutral.open("explainers/")
    neutral.open(SENSITIVE)
    leave(neutral)
    page.wait_for_url(NEUTRAL)
    page.go_back()
    assert page.url.endswith("/explainers/")
    page.go_forward()
    assert page.url == NEUTRAL


def test_leaving_covers_the_page_before_the_neutral_one_has_arrived(neutral: Phone) -> None:
    page = neutral.page
    page.unroute(NEUTRAL + "**")
    held: list[Any] = []
    page.route(NEUTRAL + "**", lambda route: held.append(route))  # not answered yet
    neutral.open(SENSITIVE)
    seen = page.evaluate(
        "document.querySelector('[data-exit]').click(),"
        " [document.title, getComputedStyle(document.documentElement).display]"
    )
    assert seen == ["", "none"]
    for route in held:
        route.abort()


def test_two_shifts_or_shift_with_another_key_do_not_leave(neutral: Phone) -> None:
    neutral.open(SENSITIVE)
    for key in ("Shift", "Shift", "a", "Shift"):
        neutral.page.keyboard.press(key)
    assert neutral.page.is_visible("h1")


def test_the_exit_stays_in_sight_while_scrolling(neutral: Phone) -> None:
    neutral.open(SENSITIVE)
    neutral.page.evaluate("document.documentElement.style.scrollBehavior = 'auto'; scrollTo(0, 2500)")
    box = neutral.page.locator("[data-exit]").bounding_box()
    assert 0 <= box["y"] < PHONE["height"]
    assert box["height"] >= 44


def test_a_sensitive_page_keeps_no_query_and_stores_nothing(neutral: Phone) -> None:
    page = neutral.page
    neutral.open(SENSITIVE + "?q=secret#limits")
    page.wait_for_function("!location.search")
    assert page.url.endswith("/at-home/#limits")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def _choose(reader: Phone, village: str) -> None:
    reader.open(f"villages/{village}/")
    reader.page.click(".mine")


def test_nothing_is_fetched_or_kept_before_a_village_is_chosen(reader: Phone) -> None:
    reader.open("villages/jiaya/")
    reader.open("explainers/labour/unpaid-wages/")
    assert reader.page.evaluate("localStorage.length") == 0
    assert not [url for url in reader.requests if "card.json" in url]
    assert reader.page.is_visible(".my-adviser a[href$='villages/']")


@pytest.mark.parametrize("path", ["explainers/labour/unpaid-wages/", SENSITIVE, "help/"])
@pytest.mark.parametrize("prefix", ["", "bo/", "en/"])
def test_a_chosen_village_shows_its_adviser_and_next_date_everywhere(
    reader: Phone,
    catalog: Catalog,
    prefix: str,
    path: str,
) -> None:
    _choose(reader, "jiaya")
    reader.open(prefix + path)
    card = reader.page.locator(".my-adviser.is-filled")
    card.wait_for()
    adviser = catalog.advisers["sample-01"]
    assert adviser.phone and adviser.phone.number in card.inner_text()
    assert "09:00–11:30" in card.inner_text()
    assert reader.page.evaluate("Object.values(localStorage)") == ["jiaya"]


def test_the_next_date_moves_on_without_a_new_build(reader: Phone) -> None:
    _choose(reader, "jiaya")
    seen = []
    for now in ("2026-11-22T10:00:00+08:00", "2026-12-20T10:00:00+08:00", "2027-03-01T10:00:00+08:00"):
        reader.open("explainers/labour/unpaid-wages/", now)
        reader.page.locator(".my-adviser.is-filled").wait_for()
        seen.append(re.findall(r"\d+月\d+日", reader.page.inner_text(".my-adviser"))[0])
    assert len(set(seen)) == 3


def test_a_village_can_be_forgotten_where_it_was_chosen_and_where_it_is_shown(reader: Phone) -> None:
    stored = "localStorage.length"
    _choose(reader, "jiaya")
    assert reader.page.evaluate(stored) == 1
    reader.page.click(".mine")
    assert reader.page.evaluate(stored) == 0
    reader.page.click(".mine")
    reader.open("explainers/labour/unpaid-wages/")
    reader.page.click(".my-adviser button")
    reader.page.wait_for_selector(".my-adviser:not(.is-filled)")
    assert reader.page.evaluate(stored) == 0


def test_a_village_without_adviser_gives_the_number_of_its_office(reader: Phone, catalog: Catalog) -> None:
    _choose(reader, "huashan")
    reader.open("explainers/labour/unpaid-wages/")
    card = reader.page.locator(".my-adviser.is-filled")
    card.wait_for()
    assert catalog.villages["huashan"].office.phone in card.inner_text()


def test_the_text_for_wechat_can_be_copied_with_the_own_adviser_in_it(reader: Phone, address: str) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.split("/sxz")[0])
    reader.open("explainers/labour/unpaid-wages/")
    reader.page.click("[data-copy]")
    plain = reader.page.evaluate("navigator.clipboard.readText()")
    assert plain.startswith("【") and plain.strip().endswith("/explainers/labour/unpaid-wages/")
    assert "现在先做" in plain
    _choose(reader, "jiaya")
    for prefix, day in (("", "12月8日"), ("bo/", "སྤྱི་ཟླ་༡༢པའི་ཚེས་༨ཉིན"), ("en/", "8 December")):
        reader.open(prefix + "explainers/labour/unpaid-wages/", NOW)
        reader.page.locator(".my-adviser.is-filled").wait_for()
        reader.page.click("[data-copy]")
        text = reader.page.evaluate("navigator.clipboard.readText()")
        assert "0971-0000201" in text and day in text
        assert characters(text) <= LONGEST, text


TOPICS = ("labour/unpaid-wages", "family/at-home", "government/fined-by-office", "farming/wild-animals")
"""Two of them have long answers in English and Tibetan."""


@pytest.mark.parametrize(("prefix", "day"), [("", "12月8日"), ("bo/", "སྤྱི་ཟླ་༡༢པའི་ཚེས་༨ཉིན"), ("en/", "8 December")])
def test_a_villages_text_carries_the_answer_to_the_question_chosen(
    reader: Phone, catalog: Catalog, prefix: str, day: str
) -> None:
    """Answer, own adviser, next date and one thing to do, in under 300 characters; nothing is stored."""
    reader.open(prefix + "villages/jiaya/notice/", NOW)
    for id in TOPICS:
        reader.page.select_option(".topics-form select", f"{reader.address}{prefix}explainers/{id}/")
        reader.page.wait_for_function("id => document.getElementById('with-answer').textContent.includes(id)", arg=id)
        text = reader.page.inner_text("#with-answer")
        assert characters(text) <= LONGEST, text
        assert "0971-0000201" in text, text
        if not prefix:
            explainer = catalog.explainers[id]
            assert explainer.source.answer in text
            assert "现在先做：" in text and "加牙村法律顾问：示例律师01" in text
        assert day in text, text
    assert reader.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_village_without_adviser_gives_its_office_in_the_text(reader: Phone, catalog: Catalog) -> None:
    reader.open("villages/huashan/notice/", NOW)
    reader.page.select_option(".topics-form select", f"{reader.address}explainers/land/homestead/")
    reader.page.wait_for_selector("#with-answer >> text=homestead")
    assert f"华山村村委会：{catalog.villages['huashan'].office.phone}" in reader.page.inner_text("#with-answer")


def test_without_a_network_the_choice_says_so_and_may_be_made_again(reader: Phone) -> None:
    reader.open("villages/jiaya/notice/", NOW)
    reader.page.wait_for_selector(".topics-form")
    reader.page.route("**/explainers/land/**", lambda route: route.abort())
    reader.page.select_option(".topics-form select", f"{reader.address}explainers/land/homestead/")
    reader.page.wait_for_selector(".topics-form [role=status] >> text=再选一次")
    assert not reader.page.is_visible("#with-answer")


def test_questions_open_and_close_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "help/")
    for words in ("打工、干活的事", "活干了，钱不给", "找得到，就是拖着"):
        page.click(f"summary:has-text('{words}')")
    link = page.locator(".turn-to a[href$='explainers/labour/unpaid-wages/']")
    assert link.is_visible()
    reach = link.locator("xpath=ancestor::ul[1]").inner_text()
    assert re.search(r"0971-\d{7}", reach)
    assert "09:00" in reach
    assert "法律顾问" in reach
    context.close()


def test_every_explainer_prints_on_two_pages(browser: Any, address: str, catalog: Catalog) -> None:
    context = browser.new_context()
    page = context.new_page()
    long = {}
    for explainer_id in catalog.explainers:
        page.goto(f"{address}explainers/{explainer_id}/")
        sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", margin=dict.fromkeys(MARGINS, "15mm"))))
        if sheets > 2:
            long[explainer_id] = sheets
    context.close()
    assert long == {}


MARGINS = ("top", "bottom", "left", "right")
