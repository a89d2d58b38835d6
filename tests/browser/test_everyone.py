"""Every reader: large targets, zoom, spacing, keyboard, colours and paper, on every kind of page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.pages import ALL_PAGES, NOT_SEEN, PREFIXES, kinds_of

from portal.catalog.page_kinds import kind_of

LEAST = 44
"""CSS pixels of a target, each way (WCAG 2.2, 2.5.5); links inside a sentence are excepted there."""

SMALL_TARGETS = """least => [...document.querySelectorAll('a[href], button, input, select, summary')].filter(each => {
    if (!each.offsetParent || each.classList.contains('skip')) return false;
    const box = each.getBoundingClientRect();
    if (box.width >= least - .5 && box.height >= least - .5) return false;
    if (getComputedStyle(each).display !== 'inline') return true;
    // In a sentence: there are words beside it in the same block.
    const block = each.closest('p, li, dd, td, th, div, h1, h2, h3');
    return block.innerText.trim() === each.innerText.trim();
}).map(each => each.outerHTML.slice(0, 120) + ' ' + each.getBoundingClientRect().width + 'x'
    + each.getBoundingClientRect().height)"""

LOST = """() => {
    const wide = document.documentElement.scrollWidth;
    const cut = [...document.querySelectorAll('main *, header *, footer *')].filter(each => {
        if (!each.offsetParent || NOT_SEEN(each)) return false;
        const style = getComputedStyle(each);
        const hides = style.overflowX === 'hidden' || style.overflowY === 'hidden' || style.overflow === 'clip';
        return hides && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
    }).map(each => each.outerHTML.slice(0, 120));
    return wide > innerWidth ? ['page of ' + wide, ...cut] : cut;
}""".replace("NOT_SEEN", NOT_SEEN)
"""Whether the page scrolls sideways, and every box that hides a part of what stands in it."""

MOVING = """() => [...document.querySelectorAll('*')].filter(each => {
    const style = getComputedStyle(each);
    return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'
        || style.scrollBehavior === 'smooth';
}).map(each => each.outerHTML.slice(0, 80))"""

BARE_PICTURES = """() => [...document.images].filter(each => !each.getAttribute('width') || !each.getAttribute('height')
    || (each.loading !== 'lazy' && each.getBoundingClientRect().top > innerHeight)
    || each.getAttribute('alt') === null).map(each => each.outerHTML)"""

LOW_TIBETAN = """() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const low = new Set();
    for (let text; (text = walk.nextNode());) {
        const box = text.parentElement;
        if (!/[\\u0f40-\\u0fbc]/.test(text.data) || !box.offsetParent || box.closest('.hidden')) continue;
        const style = getComputedStyle(box);
        if (parseFloat(style.lineHeight) / parseFloat(style.fontSize) < 1.75) low.add(box.outerHTML.slice(0, 90));
    }
    return [...low];
}"""

SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-bottom: 2em !important } [lang=bo], [lang=bo] * { line-height: 1.9 !important }"
)
QUESTIONS = ("targets", "zoom", "spacing", "low", "moving", "pictures")


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
    yield context
    context.close()


@pytest.fixture(scope="module", params=PREFIXES, ids=["zh", "bo", "en"])
def measures(request: pytest.FixtureRequest, browser: Any, address: str) -> dict[str, dict[str, Any]]:
    """What is wrong with each page of one language, by question; every page is opened once."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, reduced_motion="reduce", service_workers="block",
        bypass_csp=True,  # the reader's own style is none of the page's
    )  # fmt: skip
    page = context.new_page()
    found: dict[str, dict[str, Any]] = {question: {} for question in QUESTIONS}
    for name, path in ALL_PAGES.items():
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(address + request.param + path)
        page.evaluate("document.fonts.ready")
        found["moving"][name] = page.evaluate(MOVING)
        found["pictures"][name] = page.evaluate(BARE_PICTURES)
        found["low"][name] = page.evaluate(LOW_TIBETAN)
        for elder in (False, True):
            mode = f"{name}{' elder' if elder else ''}"
            page.evaluate("elder => document.documentElement.classList.toggle('elder', elder)", elder)
            page.set_viewport_size({"width": 360, "height": 640})
            found["targets"][mode] = page.evaluate(SMALL_TARGETS, LEAST)
            # 1280 px at 400 % are 320 px.
            page.set_viewport_size({"width": 320, "height": 256})
            found["zoom"][mode] = page.evaluate(LOST)
        page.evaluate("document.documentElement.classList.remove('elder')")
        page.set_viewport_size({"width": 360, "height": 640})
        page.add_style_tag(content=SPACING)
        found["spacing"][name] = page.evaluate(LOST)
    context.close()
    return {question: {name: faults for name, faults in pages.items() if faults} for question, pages in found.items()}


def test_every_kind_of_page_is_looked_at(site: Path) -> None:
    assert kinds_of(site) - {kind_of(path).id for path in ALL_PAGES.values()} == set()


def test_every_target_is_large_enough(measures: dict[str, dict[str, Any]]) -> None:
    assert measures["targets"] == {}


def test_at_four_hundred_per_cent_nothing_is_lost(measures: dict[str, dict[str, Any]]) -> None:
    """One column, no sideways scrolling (WCAG 1.4.10)."""
    assert measures["zoom"] == {}


def test_wider_text_spacing_loses_nothing(measures: dict[str, dict[str, Any]]) -> None:
    """The spacing of WCAG 1.4.12, set by the reader."""
    assert measures["spacing"] == {}


def test_no_line_of_tibetan_is_lower_than_its_ink(measures: dict[str, dict[str, Any]]) -> None:
    """111 above and 70 below the baseline at 100 px, by the font's own outlines."""
    assert measures["low"] == {}


def test_nothing_moves_for_those_who_asked_for_stillness(measures: dict[str, dict[str, Any]]) -> None:
    assert measures["moving"] == {}


def test_pictures_keep_their_room_while_they_load(measures: dict[str, dict[str, Any]]) -> None:
    assert measures["pictures"] == {}


def test_the_keyboard_alone_reaches_and_shows_everything(context: Any, address: str) -> None:
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")  # else the page is still on its way to what has the focus
    for path in ("villages/jiaya/", "explainers/family/at-home/", "calendar/2026-12/", ""):
        page.goto(address + path)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        expected = page.evaluate(
            """() => [...document.querySelectorAll('a[href], button, input, select, summary')]
                .filter(each => each.checkVisibility() && !each.classList.contains('skip')).length"""
        )
        seen, faint = 0, []
        for _ in range(expected + 5):
            page.keyboard.press("Tab")
            state = page.evaluate(
                """() => {
                    const each = document.activeElement;
                    const style = getComputedStyle(each), box = each.getBoundingClientRect();
                    return each === document.body ? null : {
                        what: each.outerHTML.slice(0, 100),
                        outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
                        inView: box.top < innerHeight && box.bottom > 0,
                    };
                }"""
            )
            if state is None:
                break
            seen += 1
            if not (state["outline"] and state["inView"]):
                faint.append(state["what"])
        assert faint == []
        assert seen == expected, path


def test_keys_alone_search_and_come_back(context: Any, address: str) -> None:
    page = context.new_page()
    page.goto(address + "villages/jiaya/")
    while page.evaluate("document.activeElement.className") != "tool search-open":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] input:focus")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('dialog[open]')")
    assert page.evaluate("document.activeElement.className") == "tool search-open"
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open] input:focus")
    page.keyboard.type("老板不给钱")
    page.wait_for_selector(".md-search-result__item")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explainers/labour/unpaid-wages/")


def test_keys_alone_choose_who_to_turn_to_and_larger_type(context: Any, address: str) -> None:
    page = context.new_page()
    page.goto(address + "help/")
    while page.evaluate("document.activeElement.tagName") != "BUTTON":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.documentElement.className") == "elder"
    for _ in range(4):  # answers lie at most that deep
        while page.evaluate("document.activeElement.tagName") != "SUMMARY":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.turn-to')"):
            break
    assert page.evaluate("document.activeElement.closest('.turn-to').checkVisibility()")


def test_the_skip_link_leads_past_the_menu(context: Any, address: str) -> None:
    page = context.new_page()
    page.goto(address + "villages/jiaya/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_with_forced_colours_buttons_and_icons_are_there(browser: Any, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, forced_colors="active", service_workers="block"
    )
    page = context.new_page()
    page.goto(address + "villages/jiaya/")
    border = page.evaluate("getComputedStyle(document.querySelector('.call-main')).borderTopStyle")
    icon, behind = page.evaluate(
        """() => [getComputedStyle(document.querySelector('.call-main'), '::before').backgroundColor,
                  getComputedStyle(document.body).backgroundColor]"""
    )
    assert border == "solid"
    assert icon != behind
    context.close()


def test_on_paper_stand_the_answer_and_no_buttons(context: Any, address: str) -> None:
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(address + "villages/jiaya/")
    assert page.is_visible(".call-main b") and page.is_visible(".dates time >> nth=0")
    for selector in (".help-button >> nth=0", ".languages", ".search-open", "footer nav"):
        assert not page.is_visible(selector), selector
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ink = page.evaluate("getComputedStyle(document.querySelector('.call-main b')).color")
    assert ink == "rgb(0, 0, 0)"


def test_the_buttons_under_the_answer_move_nothing(context: Any, address: str) -> None:
    """Scripts put them in after the page was painted: the room is there before."""
    bare, page = context.new_page(), context.new_page()
    bare.route("**/assets/portal.*.js", lambda route: route.abort())
    below = """() => {
        const next = document.querySelector('.aids').nextElementSibling;
        return next.getBoundingClientRect().top;
    }"""
    moved = {}
    for prefix in PREFIXES:
        for path in (
            "",
            "villages/jiaya/",
            "help/",
            "explainers/labour/unpaid-wages/",
            "events/constitution-day-jiaya/",
        ):
            for each in (bare, page):
                each.goto(address + prefix + path)
            by = page.evaluate(below) - bare.evaluate(below)
            if abs(by) > 3:
                moved[prefix + path] = by
    assert moved == {}
