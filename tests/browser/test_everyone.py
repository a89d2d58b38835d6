"""Every reader: large targets, zoom, spacing, keyboard, colours and paper, on every kind of page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.test_residents import BUILT, PAGES

PREFIXES = ("", "bo/", "en/")
ALL_PAGES = {**PAGES, "sensitive": "explainers/family/at-home/", "site map": "site-map/", "offline": "offline/"}
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

CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(each => {
    if (!each.offsetParent || each.closest('.hidden, svg, .skip')) return false;
    const style = getComputedStyle(each);
    const hides = style.overflowX === 'hidden' || style.overflowY === 'hidden' || style.overflow === 'clip';
    return hides && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
    yield context
    context.close()


def _open(page: Any, address: str) -> None:
    page.clock.set_fixed_time(BUILT)
    page.goto(address)


@pytest.mark.parametrize("mode", ["", "elder"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_target_is_large_enough(prefix: str, mode: str, context: Any, address: str) -> None:
    context.add_init_script(f"localStorage.portalElder = '{mode}'")
    page = context.new_page()
    found = {}
    for name, path in ALL_PAGES.items():
        _open(page, address + prefix + path)
        if small := page.evaluate(SMALL_TARGETS, LEAST):
            found[name] = small[:4]
    assert found == {}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_at_four_hundred_per_cent_nothing_is_lost(prefix: str, browser: Any, address: str) -> None:
    """1280 px at 400 % are 320 px: one column, no sideways scrolling (WCAG 1.4.10)."""
    context = browser.new_context(
        viewport={"width": 320, "height": 256}, device_scale_factor=4, service_workers="block"
    )
    page = context.new_page()
    found = {}
    for name, path in ALL_PAGES.items():
        _open(page, address + prefix + path)
        for elder in (False, True):
            page.evaluate("elder => document.documentElement.classList.toggle('elder', elder)", elder)
            wide = page.evaluate("document.documentElement.scrollWidth")
            cut = page.evaluate(CUT_OFF)
            if wide > 320 or cut:
                found[f"{name}{' elder' if elder else ''}"] = (wide, cut[:3])
    context.close()
    assert found == {}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_wider_text_spacing_loses_nothing(prefix: str, context: Any, address: str) -> None:
    """The spacing of WCAG 1.4.12, set by the reader."""
    page = context.new_page()
    found = {}
    for name, path in ALL_PAGES.items():
        _open(page, address + prefix + path)
        page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: .12em !important; "
            "word-spacing: .16em !important }"
            "p { margin-bottom: 2em !important } [lang=bo], [lang=bo] * { line-height: 1.9 !important }"
        )
        wide = page.evaluate("document.documentElement.scrollWidth")
        cut = page.evaluate(CUT_OFF)
        if wide > 360 or cut:
            found[name] = (wide, cut[:3])
    assert found == {}


def test_tibetan_is_never_clipped(context: Any, address: str) -> None:
    """No line of Tibetan is lower than its ink (111 above, 70 below the baseline at 100 px)."""
    page = context.new_page()
    found = {}
    for name, path in ALL_PAGES.items():
        _open(page, address + "bo/" + path)
        page.evaluate("document.fonts.ready")
        low = page.evaluate(
            """() => {
                const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                const low = new Set();
                for (let text; (text = walk.nextNode());) {
                    const box = text.parentElement;
                    if (!/[\\u0f40-\\u0fbc]/.test(text.data) || !box.offsetParent || box.closest('.hidden')) continue;
                    const style = getComputedStyle(box);
                    if (parseFloat(style.lineHeight) / parseFloat(style.fontSize) < 1.75)
                        low.add(box.outerHTML.slice(0, 90));
                }
                return [...low];
            }"""
        )
        if low or (low := page.evaluate(CUT_OFF)):
            found[name] = low[:4]
    assert found == {}


def test_the_keyboard_alone_reaches_and_shows_everything(context: Any, address: str) -> None:
    page = context.new_page()
    for path in ("villages/jiaya/", "explainers/family/at-home/", "calendar/2026-12/", ""):
        _open(page, address + path)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        expected = page.evaluate(
            """() => [...document.querySelectorAll('a[href], button, input, select, summary')]
                .filter(each => each.offsetParent && !each.classList.contains('skip')).length"""
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


def test_the_skip_link_leads_past_the_menu(context: Any, address: str) -> None:
    page = context.new_page()
    _open(page, address + "villages/jiaya/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_nothing_moves_for_those_who_asked_for_stillness(browser: Any, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    page = context.new_page()
    for path in ALL_PAGES.values():
        _open(page, address + path)
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(each => {
                const style = getComputedStyle(each);
                return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'
                    || style.scrollBehavior === 'smooth';
            }).map(each => each.outerHTML.slice(0, 80))"""
        )
        assert moving == []
    context.close()


def test_with_forced_colours_buttons_and_icons_are_there(browser: Any, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, forced_colors="active", service_workers="block"
    )
    page = context.new_page()
    _open(page, address + "villages/jiaya/")
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
    _open(page, address + "villages/jiaya/")
    assert page.is_visible(".call-main b") and page.is_visible(".dates time >> nth=0")
    for selector in (".help-button >> nth=0", ".languages", ".search-open", "footer nav"):
        assert not page.is_visible(selector), selector
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ink = page.evaluate("getComputedStyle(document.querySelector('.call-main b')).color")
    assert ink == "rgb(0, 0, 0)"


def test_pictures_keep_their_room_while_they_load(context: Any, address: str) -> None:
    page = context.new_page()
    for path in ALL_PAGES.values():
        _open(page, address + path)
        bare = page.evaluate(
            """() => [...document.images].filter(each => !each.getAttribute('width') || !each.getAttribute('height')
                || (each.loading !== 'lazy' && each.getBoundingClientRect().top > innerHeight)
                || each.getAttribute('alt') === null).map(each => each.outerHTML)"""
        )
        assert bare == []


def test_the_buttons_under_the_answer_move_nothing(browser: Any, address: str) -> None:
    """Scripts put them in after the page was painted: the room is there before."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
    page = context.new_page()
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver(list => list.getEntries().forEach(each => { window.shift += each.value; }))
            .observe({type: 'layout-shift', buffered: true});"""
    )
    for prefix in PREFIXES:
        for path in ("", "villages/jiaya/", "help/", "explainers/labour/unpaid-wages/"):
            page.goto(address + prefix + path)
            page.wait_for_timeout(250)
            assert page.evaluate("window.shift") < 0.05, prefix + path
    context.close()
