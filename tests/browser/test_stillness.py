"""Nothing moves once it is painted: every kind of page, whatever its age, the reader's choices and screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from tests.browser.clock import NOW, timed_context
from tests.browser.pages import ALL_PAGES, PREFIXES
from tests.browser.stillness import (
    AGES,
    FRAMES,
    PAINTED,
    SCHEMES,
    SCREENS,
    WATCHER,
    Case,
    Dripping,
    Gate,
    gate_of,
    look,
)
from tests.browser.wire import wire_of

MOST_SHIFT = 0.005
AT_ONCE = 6
"""Pages that are opened together; they wait for each other's files."""
VILLAGE = "villages/jiaya/"


def _path(path: str, prefix: str) -> str:
    return path if path == "404.html" else prefix + path


def _pairs() -> list[Case]:
    """A table of cases in which every two values of any two properties meet."""
    return [
        Case(
            _path(path, prefix),
            list(AGES)[(at + language) % 3],
            bool((at + language) % 2),
            SCHEMES[(at // 2 + language) % 2],
            list(SCREENS)[(at // 4 + language) % 2],
            bool((at // 8 + language) % 2),
        )
        for at, path in enumerate(ALL_PAGES.values())
        for language, prefix in enumerate(PREFIXES)
    ]


def _all() -> list[Case]:
    paths = dict.fromkeys(_path(path, prefix) for path in ALL_PAGES.values() for prefix in PREFIXES)
    return [Case(*each) for each in product(paths, AGES, (False, True), SCHEMES, SCREENS)]


@pytest.fixture(scope="module")
def gate(site: Path) -> Iterator[Gate]:
    with gate_of(site) as gate:
        yield gate


def _faults(chromium: Any, gate: Gate, cases: Sequence[Case]) -> dict[Case, Any]:
    """Where something moves, or the largest paint is not the page's own."""
    found: dict[Case, Any] = {}
    for start in range(0, len(cases), AT_ONCE):
        some = cases[start : start + AT_ONCE]
        for case, seen in zip(some, look(chromium, gate, some), strict=True):
            if seen.shift > MOST_SHIFT or seen.largest["is_added"]:
                found[case] = (seen.shift, seen.moved[:4], seen.largest)
    return found


def test_the_table_has_every_pair() -> None:
    cases = _pairs()
    rows = [
        (kind, language, case.age, case.is_village_chosen, case.scheme, case.width, case.is_large)
        for case, (kind, language) in zip(cases, product(ALL_PAGES, PREFIXES), strict=True)
    ]
    for one, other in combinations(range(7), 2):
        met = {(row[one], row[other]) for row in rows}
        assert met == set(product({row[one] for row in rows}, {row[other] for row in rows})), (one, other)


def test_nothing_moves_and_what_scripts_add_is_never_the_largest(gate: Gate, chromium: Any) -> None:
    """Layout shift as browsers reckon it, from the first paint until everything has come, a stage at a time."""
    assert _faults(chromium, gate, _pairs()) == {}


@pytest.fixture(scope="module")
def dripping(site: Path) -> Iterator[Dripping]:
    server = Dripping(site)
    yield server
    server.stop()


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.slow)])
def test_nothing_moves_while_a_page_comes_in_pieces(width: int, dripping: Dripping, chromium: Any) -> None:
    """A table whose columns are as wide as their longest text would move with each row."""
    moved = {}
    for at, path in enumerate(ALL_PAGES.values()):
        address = _path(path, PREFIXES[(at + (width > 400)) % len(PREFIXES)])
        context = timed_context(chromium, NOW, viewport={"width": width, "height": SCREENS[width]})
        context.add_init_script(WATCHER)
        page = context.new_page()
        page.goto(dripping.address + address)
        page.evaluate(FRAMES)
        seen = page.evaluate("seen")
        if seen["shift"] > MOST_SHIFT:
            moved[address] = seen["shift"], seen["moved"][:3]
        context.close()
    assert moved == {}


@pytest.mark.slow
def test_nothing_moves_in_any_combination(gate: Gate, chromium: Any) -> None:
    cases = _all()
    found = _faults(chromium, gate, cases)
    print(f"\n{len(cases)} pages opened; {len(found)} moved, or had their largest paint from a script")
    assert found == {}


def _at_first_paint(chromium: Any, gate: Gate, path: str, now: str) -> Any:
    """The page as first painted: nothing has come but itself."""
    gate.close()
    page = timed_context(chromium, now, viewport={"width": 360, "height": 640}, service_workers="block").new_page()
    page.goto(gate.address + path, wait_until="commit")
    page.evaluate(PAINTED)
    return page


PLACES = {"": "村委会一楼", "bo/": "གྲོང་ཚོའི་ཨུ་ཡོན་ལྷན་ཁང་གི་ཐོག་རྩེག་དང་པོ།", "en/": "Ground floor of the village office"}


@pytest.mark.parametrize("prefix", PREFIXES, ids=["zh", "bo", "en"])
def test_the_next_date_is_whole_at_the_first_paint_once_one_has_passed(prefix: str, gate: Gate, chromium: Any) -> None:
    """It has its place, apart from what stands before it; the day after has it no second time."""
    page = _at_first_paint(chromium, gate, prefix + VILLAGE, "2026-12-08T11:31:00+08:00")
    first, second = (page.locator(f".dates li:nth-child({at})") for at in (1, 2))
    assert first.get_attribute("data-ends") == "2027-01-12T11:30+08:00"
    said = " ".join(first.inner_text().split())
    assert said.endswith(f"{first.locator('.tag').inner_text()} {PLACES[prefix]}"), said
    assert PLACES[prefix] not in second.inner_text()
    page.context.close()


@pytest.mark.parametrize("prefix", PREFIXES, ids=["zh", "bo", "en"])
def test_when_every_date_has_passed_the_first_paint_says_whom_to_ask(prefix: str, gate: Gate, chromium: Any) -> None:
    page = _at_first_paint(chromium, gate, prefix + VILLAGE, "2029-01-01T10:00:00+08:00")
    assert page.locator(".dates").is_hidden()
    assert "0971-0000323" in page.inner_text(".answer .empty")
    page.context.close()


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2026-11-22T23:59:59+08:00", ["2026-11-22", "2026-11-23"]),
        ("2026-11-23T00:00:01+08:00", ["2026-11-23", "2026-11-24"]),
        ("2027-03-01T00:00:00+08:00", []),
    ],
)
def test_home_shows_today_and_tomorrow_before_scripts_have_come(
    now: str, shown: list[str], gate: Gate, chromium: Any
) -> None:
    page = _at_first_paint(chromium, gate, "", now)
    gate.stages["style"].set()
    page.wait_for_selector("footer", state="attached")
    days = page.locator(".day:visible")
    assert [day.get_attribute("data-day") for day in days.all()] == shown
    assert [day.locator(".relative").inner_text() for day in days.all()] == ["今天", "明天"][: len(shown)]
    page.context.close()


def test_a_list_that_comes_in_two_pieces_ends_up_the_same(gate: Gate, chromium: Any) -> None:
    """The parser is in the middle of an item that has passed when the first piece is shown."""
    whole = (gate.site / VILLAGE / "index.html").read_text("utf-8")
    cut = whole.index('class="place"')
    page = _at_first_paint(chromium, gate, "offline/", "2026-12-08T11:31:00+08:00")
    page.evaluate(
        """async ([first, second]) => {
            document.open();
            document.write(first);
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            window.before = document.querySelectorAll('.dates li:not([hidden])').length;
            document.write(second);
            document.close();
        }""",
        [whole[:cut], whole[cut:]],
    )
    assert page.evaluate("window.before") == 0
    gate.stages["style"].set()
    gate.stages["scripts"].set()
    page.wait_for_selector("footer", state="attached")
    page.wait_for_load_state("domcontentloaded")
    assert page.locator(".dates li").first.get_attribute("data-ends") == "2027-01-12T11:30+08:00"
    assert page.inner_text(".dates li:first-child .place") == PLACES[""]
    page.context.close()


@pytest.mark.parametrize("prefix", PREFIXES, ids=["zh", "bo", "en"])
def test_without_scripts_no_room_is_kept_for_what_they_do(prefix: str, site: Path, browser: Any) -> None:
    with wire_of(site) as wire:
        page = browser.new_page(viewport={"width": 360, "height": 640}, java_script_enabled=False)
        for name, path in ALL_PAGES.items():
            page.goto(wire.address + _path(path, prefix))
            scripted = page.locator(".scripted")
            assert all(each.bounding_box() is None for each in scripted.all()), name
            assert scripted.count() or path.endswith(("poster/", "card/")), name
            assert page.locator("button:visible").count() == 0, name
        page.context.close()
