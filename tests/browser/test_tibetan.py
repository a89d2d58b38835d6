"""Tibetan on the screen: its ink is whole in every button, cell and menu, and lines end where syllables do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.clock import ClockedBrowser
from tests.browser.pages import ALL_PAGES, NOT_SEEN
from tests.browser.wire import wire_of
from tests.conftest import BROWSERS

CLIPPED = """() => {
    const pen = document.createElement('canvas').getContext('2d');
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    const boxes = 'button, td, th, summary, select, input, nav a, .call, .tag, .card, .brand, .tool, .mark-event';
    let count = 0;
    for (let text; (text = walk.nextNode());) {
        const parent = text.parentElement;
        if (!/[\\u0f40-\\u0fbc]/.test(text.data) || !parent.offsetParent || NOT_SEEN(parent)) continue;
        const style = getComputedStyle(parent);
        pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const range = document.createRange();
        range.selectNodeContents(text);
        const ink = pen.measureText(text.data);
        count += 1;
        for (let box = parent; box && box !== document.body; box = box.parentElement) {
            const overflow = getComputedStyle(box).overflowY;
            const clips = overflow !== 'visible';
            if (/auto|scroll/.test(overflow) && box.scrollHeight > box.clientHeight + 1) continue; // it can be reached
            if (!clips && !box.matches(boxes)) continue;
            const edge = box.getBoundingClientRect();
            for (const line of range.getClientRects()) {
                const base = line.top + ink.fontBoundingBoxAscent;
                const over = edge.top - (base - ink.actualBoundingBoxAscent);
                const under = base + ink.actualBoundingBoxDescent - edge.bottom;
                const aside = Math.max(edge.left - line.left, line.right - edge.right);
                const scrolls = box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== 'hidden';
                if (over > 1 || under > 1 || (aside > 1 && !scrolls))
                    found.push([box.outerHTML.slice(0, 80), text.data.trim().slice(0, 30), over, under, aside]);
            }
        }
    }
    return [found, count];
}""".replace("NOT_SEEN", NOT_SEEN)
"""Texts whose ink, by the font's own outlines, reaches out of a box that has an edge or hides what is outside."""

BROKEN = """() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    let breaks = 0;
    for (let text; (text = walk.nextNode());) {
        const box = text.parentElement;
        if (!/[\\u0f40-\\u0fbc]/.test(text.data) || !box.offsetParent || NOT_SEEN(box)) continue;
        const whole = document.createRange();
        whole.selectNodeContents(text);
        if (whole.getClientRects().length < 2) continue;
        const size = parseFloat(getComputedStyle(box).fontSize);
        let before = null;
        for (let at = 0; at < text.data.length; at++) {
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            const rect = range.getClientRects()[0];
            if (!rect || !rect.width) continue;
            if (before !== null && rect.top - before > size) {
                breaks += 1;
                // A letter or sign of Tibetan on both sides of the break: the line was cut inside a syllable.
                if (/[\\u0f40-\\u0fbc]/.test(text.data[at - 1]) && /[\\u0f40-\\u0fbc]/.test(text.data[at]))
                    found.push(text.data.slice(Math.max(0, at - 8), at) + '|' + text.data.slice(at, at + 8));
            }
            before = rect.top;
        }
    }
    return [found, breaks];
}""".replace("NOT_SEEN", NOT_SEEN)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_ink_is_cut_and_no_syllable_is_broken(width: int, browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, service_workers="block")
    page = context.new_page()
    clipped: dict[str, list[tuple[str, str, float, float, float]]] = {}
    broken: dict[str, list[str]] = {}
    texts, breaks = 0, 0
    for elder in (False, True) if width == 360 else (False,):
        for name, path in ALL_PAGES.items():
            page.goto(address + "bo/" + path)
            page.evaluate("elder => document.documentElement.classList.toggle('elder', elder)", elder)
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
            page.evaluate("document.fonts.ready.then(() => true)")
            cut, count = page.evaluate(CLIPPED)
            split, lines = page.evaluate(BROKEN)
            clipped |= {name: cut[:3]} if cut else {}
            broken |= {name: split[:3]} if split else {}
            texts, breaks = texts + count, breaks + lines
    context.close()
    assert texts > 1000 and breaks > 20, "there was nothing to look at"
    assert clipped == {}
    assert broken == {}


def test_the_search_in_tibetan_is_whole(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    page = context.new_page()
    page.goto(address + "bo/")
    page.click(".search-open")
    page.wait_for_selector("dialog[open] input")
    page.keyboard.type("གླ་ཆ")
    page.wait_for_selector(".md-search-result__item")
    page.evaluate("document.fonts.ready.then(() => true)")
    cut, count = page.evaluate(CLIPPED)
    context.close()
    assert count > 20
    assert [each for each in cut if "md-search" in each[0] or "<button" in each[0]] == []


def test_names_of_villages_stay_whole_in_the_first_column(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
    page = context.new_page()
    page.goto(address + "bo/coverage/")
    lines = page.eval_on_selector_all(
        ".account th[scope=row] [lang=zh]", "names => names.map(each => each.getClientRects().length)"
    )
    context.close()
    assert len(lines) > 34 and set(lines) == {1}


@pytest.mark.parametrize("prefix", ["", "bo/"], ids=["zh", "bo"])
def test_a_fact_with_a_link_is_as_tall_as_one_without(prefix: str, browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
    page = context.new_page()
    page.goto(address + prefix + "events/constitution-day-jiaya/")
    linked, plain = (
        page.eval_on_selector_all(
            f".facts div{kind}", "rows => rows.map(each => each.querySelector('dd').getBoundingClientRect().height)"
        )
        for kind in (":has(dd > a:only-child)", ":not(:has(a))")
    )
    context.close()
    assert linked and plain
    assert max(linked) - min(plain) <= 4, (linked, plain)


FONT, FONT_BYTES = "noto-serif-tibetan-subset", 60_000
NO_TIBETAN = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<selectfont><rejectfont><pattern><patelt name="lang"><string>bo</string></patelt></pattern></rejectfont></selectfont>
</fontconfig>"""
"""A phone whose fonts have no Tibetan, for fontconfig."""


@pytest.fixture
def letterless(chromium: Any, tmp_path: Path) -> Iterator[ClockedBrowser]:
    """The same Chromium with none of the machine's Tibetan fonts."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(NO_TIBETAN, encoding="utf-8")
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    browser = chromium.browser_type.launch(
        executable_path=found, args=["--no-sandbox"], env={"FONTCONFIG_FILE": str(fonts), "HOME": str(tmp_path)}
    )
    yield ClockedBrowser(browser)
    browser.close()


def _fonts_of(browser: Any, site: Path, path: str, **options: Any) -> dict[str, int]:
    """The Tibetan fonts a view of a page loads, with their sizes."""
    with wire_of(site) as wire:
        page = browser.new_page(viewport={"width": 360, "height": 640}, service_workers="block", **options)
        page.goto(wire.address + path, wait_until="networkidle")
        if options.get("java_script_enabled", True):
            page.evaluate("document.fonts.ready.then(() => true)")
        page.close()
        return {path: size for path, size in wire.sent.items() if FONT in path}


def test_who_has_no_tibetan_letters_gets_ours(letterless: Any, browser: Any, site: Path) -> None:
    """And who has them keeps them: no line breaks elsewhere while it is read, and nothing is loaded."""
    for path in ("bo/villages/jiaya/", "bo/account/materials/wages-bo/"):
        fonts = _fonts_of(letterless, site, path)
        assert len(fonts) == 1 and sum(fonts.values()) <= FONT_BYTES, fonts
        assert _fonts_of(browser, site, path) == {}
    assert _fonts_of(letterless, site, "villages/jiaya/") == {}  # the name in the switch has a font of its own
    assert len(_fonts_of(browser, site, "bo/villages/jiaya/", java_script_enabled=False)) == 1  # nobody can look


def test_our_letters_are_what_is_shown(letterless: Any, address: str) -> None:
    page = letterless.new_page(service_workers="block")
    page.goto(address + "bo/villages/jiaya/")
    page.evaluate("document.fonts.ready.then(() => true)")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    heading = session.send("DOM.querySelector", {"nodeId": root, "selector": ".answer h2"})["nodeId"]
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": heading})["fonts"]
    assert {each["familyName"] for each in used if each["isCustomFont"]} == {"Noto Serif Tibetan"}
