"""长者模式 and reading aloud."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.clock import NOW
from tests.browser.pages import ALL_PAGES

VILLAGE = "villages/jiaya/"
DEVICE = """(() => {
    window.said = [];
    class Utterance { constructor(text) { this.text = text; } }
    const engine = {
        getVoices: () => %s,
        cancel: () => { window.cancelled = (window.cancelled || 0) + 1; },
        speak: each => {
            window.said.push([each.lang, each.voice ? each.voice.lang : '', each.text]);
            if (%s) setTimeout(() => { each.onstart(); each.onend(); });
        },
    };
    Object.defineProperty(window, 'speechSynthesis', {value: engine});
    Object.defineProperty(window, 'SpeechSynthesisUtterance', {value: Utterance});
})()"""
"""A phone's speech engine as a page sees it: its voices, and whether it speaks."""


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
    yield context
    context.close()


def _open(context: Any, address: str, script: str = "") -> Any:
    page = context.new_page()
    if script:
        page.add_init_script(script)
    page.clock.install(time=NOW)
    page.goto(address)
    return page


def _size(page: Any) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.call-main b')).fontSize)"))


@pytest.mark.parametrize("prefix", ["", "bo/", "en/"])
def test_large_type_is_one_tap_away_and_stays(prefix: str, context: Any, address: str) -> None:
    page = _open(context, address + prefix + VILLAGE)
    before = _size(page)
    assert page.is_visible(".lunar >> nth=0") == (prefix == "")
    page.click(".aids .help-button:not(.mine) >> nth=0")
    assert _size(page) >= before * 1.2
    for hidden in (".lunar >> nth=0", ".past >> nth=0", ".dates li >> nth=3"):
        assert not page.is_visible(hidden), hidden
    page.goto(address + prefix + "help/")
    assert page.evaluate("document.documentElement.className") == "elder"
    page.click("footer .help-button")
    page.goto(address + prefix + VILLAGE)
    assert _size(page) == before


def test_large_type_is_there_at_the_first_paint(context: Any, address: str) -> None:
    """With every script file and style sheet kept back, the page is large already."""
    context.add_init_script("localStorage.portalElder = 'elder'")
    page = context.new_page()
    page.route("**/assets/**", lambda route: route.abort())
    page.goto(address + VILLAGE)
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 22
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert not page.is_visible(".lunar >> nth=0")


def test_where_nothing_may_be_stored_it_holds_for_the_page(context: Any, address: str) -> None:
    forbid = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})"
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.add_init_script(forbid)
    page.goto(address + VILLAGE)
    page.click(".aids .help-button:not(.mine) >> nth=0")
    assert page.evaluate("document.documentElement.classList.contains('elder')")
    assert complaints == []


@pytest.mark.parametrize(
    ("prefix", "scheme"), [("", "light"), ("bo/", "dark"), pytest.param("en/", "light", marks=pytest.mark.slow)]
)
def test_large_type_has_strong_contrast(prefix: str, scheme: Any, browser: Any, address: str) -> None:
    """7:1, WCAG 1.4.6; the other rules do not depend on the mode."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, color_scheme=scheme, service_workers="block")
    context.add_init_script("localStorage.portalElder = 'elder'")
    page = context.new_page()
    axe = Axe()
    found = []
    for name, path in ALL_PAGES.items():
        page.goto(address + prefix + path)
        answer = axe.run(page, options={"runOnly": ["color-contrast-enhanced"]}).response
        found += [(name, [node["html"][:100] for node in each["nodes"][:2]]) for each in answer["violations"]]
        assert answer["passes"], name
    context.close()
    assert found == []


@pytest.mark.parametrize(("prefix", "voice", "words"), [("", "zh-CN", "加牙村"), ("en/", "en-US", "Jiaya")])
def test_a_page_is_read_aloud_in_its_language(prefix: str, voice: str, words: str, context: Any, address: str) -> None:
    device = DEVICE % (f'[{{lang: "de-DE"}}, {{lang: "{voice}"}}]', "true")
    page = _open(context, address + prefix + VILLAGE, device)
    button = page.locator(".aids .help-button:not(.mine) >> nth=1")
    label = button.inner_text()
    button.click()
    assert button.inner_text() != label
    page.clock.run_for(2000)
    said = page.evaluate("window.said")
    assert {(language, spoken) for language, spoken, _ in said} == {("zh-CN" if not prefix else "en", voice)}
    text = " ".join(piece for _, _, piece in said)
    assert words in said[0][2]
    assert "0 9 7 1 0 0 0 0 2 0 1" in text  # a number is dialled digit by digit
    assert all(len(piece) <= 121 for _, _, piece in said)
    assert button.inner_text() == label


def test_reading_stops_at_a_second_tap(context: Any, address: str) -> None:
    page = _open(context, address + VILLAGE, DEVICE % ('[{lang: "zh-CN"}]', "false"))
    button = page.locator(".aids .help-button:not(.mine) >> nth=1")
    button.click()
    button.click()
    assert page.evaluate("window.cancelled") >= 2
    assert page.evaluate("window.said.length") == 1


@pytest.mark.parametrize(
    ("prefix", "device"),
    [
        ("", "delete window.speechSynthesis; delete window.SpeechSynthesisUtterance"),
        ("", DEVICE % ('[{lang: "en-US"}]', "true")),
        ("", DEVICE % ("[]", "false")),  # an engine that never begins
        ("bo/", DEVICE % ('[{lang: "zh-CN"}, {lang: "en-US"}]', "true")),
    ],
    ids=["no engine", "no Chinese voice", "mute", "Tibetan"],
)
def test_what_cannot_be_read_aloud_is_said(prefix: str, device: str, context: Any, address: str) -> None:
    page = _open(context, address + prefix + VILLAGE, device)
    label = page.locator(".aids .help-button:not(.mine) >> nth=1").inner_text()
    page.click(".aids .help-button:not(.mine) >> nth=1")
    page.clock.run_for(5000)
    assert len(page.inner_text(".aids [role=status]")) > 10
    assert page.locator(".aids .help-button:not(.mine) >> nth=1").inner_text() == label


def test_a_sensitive_page_is_not_offered_aloud(context: Any, address: str) -> None:
    page = _open(context, address + "explainers/family/at-home/")
    assert page.locator(".aids .help-button:not(.mine)").count() == 1
