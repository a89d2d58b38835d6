"""The search box as residents use it: keys, input methods, paste, voice, readers of screens, no traces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.browser.test_residents import PHONE, Phone

from portal.catalog.context import ViewContext
from portal.i18n.language import Language

LINKS = ".md-search__output a.md-search-result__link"
STATUS = ".md-search [role=status]"
SENSITIVE = "explainers/family/at-home/"
FUZZ = Path(__file__).parent.parent / "search/fuzz.js"


@pytest.fixture
def box(browser: Any, address: str) -> Iterator[Phone]:
    # The policy is held elsewhere (test_policy.py); here scripts of the tests look into the page.
    context = browser.new_context(viewport=PHONE, has_touch=True, service_workers="block", bypass_csp=True)
    reader = Phone(context.new_page(), address)
    yield reader
    assert reader.complaints == []
    assert [url for url in reader.requests if not url.startswith(address)] == []
    context.close()


def reach(box: Phone, path: str = "villages/jiaya/") -> Any:
    """The page with its search box open."""
    box.open(path)
    box.page.click(".search-open")
    box.page.wait_for_selector(".md-search input:focus")
    box.page.wait_for_function("!/^(…)?$/.test(document.querySelector('.md-search [role=status]').textContent)")
    return box.page


def ask(page: Any, typed: str) -> None:
    """Types a query and waits until the pause has passed and all is said."""
    page.focus(".md-search input")
    # At once: on a slow machine the index may come in between, and the box says its hint again.
    page.evaluate(
        """(text) => {
            const input = document.querySelector(".md-search input");
            input.value = text;
            document.querySelector(".md-search [role=status]").textContent = "";
            input.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        typed,
    )
    page.wait_for_function("document.querySelector('.md-search [role=status]').textContent")


def words(contexts: dict[str, ViewContext], code: str) -> Language:
    return contexts[code].language


def test_nothing_of_the_search_is_fetched_before_it_is_reached_for(box: Phone) -> None:
    box.open("villages/jiaya/")
    assert [url for url in box.requests if "search" in url] == []


def test_arrows_enter_and_escape_do_what_materials_box_does(box: Phone) -> None:
    page = reach(box)
    ask(page, "工资")
    count = page.locator(LINKS).count()
    assert count > 1
    focused = "document.activeElement.textContent"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == page.locator(LINKS).nth(0).text_content()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == page.locator(LINKS).nth(1).text_content()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "query"
    page.keyboard.press("ArrowUp")  # from the box to the last
    assert page.evaluate(focused) == page.locator(LINKS).nth(count - 1).text_content()
    page.keyboard.press("x")  # a letter types on
    assert page.evaluate("document.activeElement.name") == "query"
    page.keyboard.press("Escape")
    page.wait_for_selector(".md-search", state="hidden")
    assert "search-open" in page.evaluate("document.activeElement.className")


@pytest.mark.parametrize("key", ["/", "f", "s"])
def test_materials_keys_open_the_box(key: str, box: Phone) -> None:
    box.open("villages/jiaya/")
    box.page.keyboard.press(key)
    box.page.wait_for_selector(".md-search input:focus")
    assert box.page.input_value(".md-search input") == ""


def test_enter_in_the_box_opens_the_first_result(box: Phone) -> None:
    page = reach(box)
    ask(page, "laobanbugeiqian")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explainers/labour/unpaid-wages/**")


def test_an_input_method_may_use_its_own_keys(box: Phone) -> None:
    page = reach(box)
    method = page.context.new_cdp_session(page)
    method.send("Input.imeSetComposition", {"text": "lihun", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_selector(f"{LINKS} >> text=离婚")
    address = page.url
    for key in ("Enter", "ArrowDown"):
        page.evaluate(
            "(key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
            " { key, isComposing: true, bubbles: true, cancelable: true }))",
            key,
        )
    assert page.evaluate("document.activeElement.name") == "query" and page.url.split("?")[0] == address.split("?")[0]
    method.send("Input.insertText", {"text": "离婚"})
    assert page.input_value(".md-search input") == "离婚"
    page.wait_for_selector(f"{LINKS} mark >> text=离婚")


def test_pasted_and_spoken_words_count_like_typed_ones(box: Phone) -> None:
    page = reach(box)
    page.keyboard.insert_text("老板跑了工钱咋要")  # comes as one `input`, without any key
    page.wait_for_selector(f"{LINKS} >> text=包工头跑了")


@pytest.mark.parametrize("code", ["zh", "bo", "en"])
def test_what_was_found_is_said_in_the_pages_language(code: str, box: Phone, contexts: dict[str, ViewContext]) -> None:
    labels = words(contexts, code).labels
    page = reach(box, "villages/jiaya/" if code == "zh" else f"{code}/villages/jiaya/")
    assert page.inner_text(STATUS).strip() == labels["search.hint"]
    assert page.get_attribute(STATUS, "aria-live") == "polite"
    ask(page, {"zh": "离婚", "bo": "གཉེན་འབྲལ", "en": "divorce"}[code])
    said = page.inner_text(STATUS)
    count = page.locator(f"{LINKS}:not(.other-ways a)").count()
    digits = "".join(chr(0xF20 + int(d)) for d in str(count)) if code == "bo" else str(count)
    assert digits in said and said not in ("", labels["search.hint"])
    ask(page, "qwzxqwzx")
    assert page.inner_text(STATUS) == labels["search.none"].replace("{query}", "qwzxqwzx")


def test_results_stand_in_named_groups_of_ten_at_most_and_show_what_agreed(box: Phone) -> None:
    page = reach(box, "")
    ask(page, "工资")
    groups = page.locator(".md-search__output h2").all_inner_texts()
    assert len(groups) > 1 and len(groups) == len(set(groups))
    assert 1 < page.locator(".md-search__output li").count() <= 10
    assert "工资" in page.locator(f"{LINKS} mark").first.inner_text()
    lists = page.locator(".md-search__output ul").evaluate_all(
        "(all) => all.map((list) => [...list.children].map((e) => e.classList.contains('is-past')))"
    )
    assert any(True in list_ for list_ in lists) and all(list_ == sorted(list_) for list_ in lists)


def test_a_village_says_its_adviser_number_and_next_day_in_the_list(box: Phone) -> None:
    page = reach(box, "")
    ask(page, "加牙村")
    entry = page.locator(".md-search__output li", has=page.locator("a[href$='villages/jiaya/']"))
    text = entry.inner_text()
    assert "示例律师01" in text and "12月8日" in text
    assert entry.locator("a.tel").get_attribute("href") == "tel:09710000201"


def test_where_nothing_is_found_there_is_a_way_on(box: Phone) -> None:
    page = reach(box, "en/villages/jiaya/")
    ask(page, "bidniritxance")
    assert page.locator(".md-search__output li").count() == 0
    assert page.get_attribute(".other-ways a[href$='/help/']", "href")
    assert page.get_attribute(".other-ways a.call", "href") == "tel:12348"
    near = page.locator(".other-ways button")
    assert near.count() >= 1
    near.first.click()
    page.wait_for_selector(".md-search__output li")


def test_an_address_with_a_query_opens_the_answer(box: Phone) -> None:
    box.open("villages/jiaya/?q=" + quote("拖欠工资"))
    box.page.wait_for_selector(f"{LINKS}[href$='explainers/labour/unpaid-wages/']")
    assert box.page.input_value(".md-search input") == "拖欠工资"


def test_a_query_that_leads_to_a_sensitive_page_stays_nowhere(box: Phone) -> None:
    page = box.page
    box.open("villages/jiaya/?q=" + quote("男人打我"))
    page.wait_for_selector(f"{LINKS}[href$='{SENSITIVE}']")
    page.wait_for_function("!location.search")
    page.click(f"{LINKS}[href$='{SENSITIVE}']")
    page.wait_for_selector("[data-exit]")
    assert page.url == box.address + SENSITIVE
    assert page.evaluate("document.referrer") == ""
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []
    asked = quote("男人打我")
    later = box.requests[1:]  # the reader's own address apart, no request carries what was typed
    assert later and [url for url in later if asked in url] == []


def test_queries_are_kept_and_sent_nowhere(box: Phone) -> None:
    page = reach(box)
    for typed in ("离婚", "tqgz", "hanmaozi", "老板跑了我们的血汗钱咋办"):
        ask(page, typed)
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert not [url for url in box.requests if quote(typed) in url]
    assert page.context.cookies() == []
    assert page.evaluate("indexedDB.databases ? indexedDB.databases().then((all) => all.length) : 0") == 0


def test_the_readers_language_comes_first_and_others_are_marked(box: Phone) -> None:
    page = reach(box, "en/villages/jiaya/")
    ask(page, "砍头息")
    found = page.locator(LINKS).evaluate_all(
        "(all) => all.filter((e) => !e.closest('.other-ways')).map((e) => !/\\/en\\//.test(e.href))"
    )
    assert True in found and found == sorted(found)
    foreign = page.locator(".md-search__output li", has=page.locator("a[lang=zh]")).last
    assert foreign.locator(".tag[lang=zh]").count() == 1


def test_one_engine_serves_box_finder_and_calendar(box: Phone) -> None:
    page = box.page
    box.open("")
    page.fill("#find", "加亚")  # a wrong character of the same sound
    page.wait_for_selector('.villages li:visible a[href$="villages/jiaya/"]')
    page.wait_for_function("document.querySelectorAll('.villages li:not([hidden])').length < 5")
    box.open("calendar/2026-12/")
    page.locator(".filters summary").first.click()
    page.fill(".filter-form [name=words]", "xianfa")
    every = page.locator("[data-kind=event]").count()
    page.wait_for_function(f"document.querySelectorAll('[data-kind=event]:not([hidden])').length < {every}")
    assert "宪法进企业" in page.locator("main").inner_text()
    assert "冬季行车安全" not in page.locator("main").inner_text()
    page.click(".search-open")
    page.wait_for_selector(".md-search input:focus")
    assert len({url for url in box.requests if "search-engine" in url}) == 1


def test_no_query_throws_hangs_or_brings_markup_into_the_box(box: Phone) -> None:
    page = reach(box)
    page.add_script_tag(path=FUZZ)
    seen = page.evaluate(
        """async () => {
          const input = document.querySelector('.md-search input');
          const output = document.querySelector('.md-search__output');
          const allowed = /^(H2|UL|LI|A|SPAN|MARK|Q|DIV|P|BUTTON)$/, strange = new Set();
          let asked = 0, most = 0;
          for (const query of madeQueries(7, 60)) {
            input.value = query;
            input.dispatchEvent(new InputEvent('input'));
            output.querySelectorAll('*').forEach((e) => {
              const isActive = [...e.attributes].some((a) => /^on/.test(a.name)) || /^javascript:/i.test(e.href);
              if (isActive || !allowed.test(e.tagName)) strange.add(e.outerHTML);
            });
            most = Math.max(most, output.querySelectorAll('li').length);
            asked++;
          }
          return { asked, most, strange: [...strange], hit: window.hit };
        }"""
    )
    assert seen["asked"] > 100 and seen["most"] <= 10
    assert seen["strange"] == [] and seen.get("hit") is None
