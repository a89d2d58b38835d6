"""What moves on a page, and what is painted largest, while its files come in one after another."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Literal

from tests.browser.clock import NOW, timed_context
from tests.browser.site_server import SUB_PATH, SiteServer
from tests.browser.wire import KINDS, Wire

AGES = {"fresh": NOW, "eight days": "2026-11-30T10:00:00+08:00", "two months": "2027-01-21T10:00:00+08:00"}
SCREENS = {360: 640, 1280: 800}
"""Heights by widths, in CSS pixels."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STAGES = {".css": "style", ".js": "scripts"}
"""What comes after the page, by ending; everything else (fonts, photos, the card of a village) comes last."""

PIECES, BETWEEN_PIECES = 5, 0.1
"""In about how many a page comes, and seconds between two."""
BLOCK_END = re.compile(rb"</(?:header|h1|h2|tr|li|p|section|dl)>\n")

WATCHER = """
window.seen = {shift: 0, moved: [], largest: null};
const place = rect => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(' ');
const name = node => node && (node.nodeType === 1 ? node.outerHTML : node.textContent).slice(0, 60);
new PerformanceObserver(list => list.getEntries().forEach(entry => {
    seen.shift += entry.value;
    entry.sources.forEach(each => seen.moved.push(
        `${entry.value.toFixed(4)} ${place(each.previousRect)} -> ${place(each.currentRect)} ${name(each.node)}`));
})).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(entry => {
    const isOurs = Boolean(entry.element && entry.element.closest('.below, .is-filled'));
    seen.largest = {is_added: isOurs, size: entry.size, what: name(entry.element)};
})).observe({type: 'largest-contentful-paint', buffered: true});
"""
"""Every shift counts, also one after a touch. What scripts put in are the line at the edge and the filled card."""

PAINTED = """() => new Promise(done => new PerformanceObserver(list => {
    if (list.getEntriesByName('first-contentful-paint').length) done();
}).observe({type: 'paint', buffered: true}))"""
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
FILLED = "!document.querySelector('[data-card]') || document.querySelector('[data-card].is-filled')"


@dataclass(frozen=True, slots=True)
class Case:
    """One page as one reader meets it."""

    path: str
    age: str
    is_village_chosen: bool
    scheme: Literal["light", "dark"]
    width: int
    is_large: bool = False
    """Whether 长者模式 is on."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of it."""

    shift: float
    moved: tuple[str, ...]
    largest: dict[str, Any]


class Gate(Wire):
    """Sends pages at once, and everything else when its stage is opened."""

    def __init__(self, site: Path) -> None:
        super().__init__(site)
        self.stages = {name: threading.Event() for name in ("style", "scripts", "rest")}

    def answer(self, path: str, file: Path, request: BaseHTTPRequestHandler) -> None:
        if file.suffix != ".html":
            self.stages[STAGES.get(file.suffix, "rest")].wait(30)
        super().answer(path, file, request)

    def close(self) -> None:
        for stage in self.stages.values():
            stage.clear()

    def stop(self) -> None:
        for stage in self.stages.values():
            stage.set()
        super().stop()


class Dripping(SiteServer):
    """Sends a page in pieces, as a slow line and a slow processor show it: what has come is painted before the rest."""

    def answer(self, path: str, file: Path, request: BaseHTTPRequestHandler) -> None:
        if not file.is_file():
            request.send_error(404)
            return
        raw = file.read_bytes()
        request.send_response(200)
        request.send_header("Content-Type", KINDS.get(file.suffix, "application/octet-stream"))
        request.send_header("Content-Length", str(len(raw)))
        request.end_headers()
        for piece in _pieces(raw) if file.suffix == ".html" else [raw]:
            request.wfile.write(piece)
            time.sleep(BETWEEN_PIECES)


def _pieces(page: bytes) -> Iterator[bytes]:
    """The page up to the end of its header, then the rest, parted behind rows, items and paragraphs."""
    start = page.find(b"</header>")
    ends = [match.end() for match in BLOCK_END.finditer(page, max(start, 0))]
    at = 0
    for end in ends[:: max(1, len(ends) // PIECES)]:
        yield page[at:end]
        at = end
    yield page[at:]


@contextmanager
def gate_of(site: Path) -> Iterator[Gate]:
    gate = Gate(site)
    try:
        yield gate
    finally:
        gate.stop()


def look(browser: Any, gate: Gate, cases: Sequence[Case]) -> list[Seen]:
    """Opens all of them, and lets style, scripts and the rest come one after another, a paint between each."""
    gate.close()
    pages = [_open(browser, gate, case) for case in cases]
    papers = [case for case in cases if case.path.endswith(("poster/", "card/"))]
    if papers:  # paper has but one style, and shows nothing before it
        gate.stages["style"].set()
    for page in pages:
        page.evaluate(PAINTED)
    _each(pages, FRAMES)
    gate.stages["style"].set()
    for page in pages:
        page.wait_for_selector("footer, .sheet, main", state="attached")
    _each(pages, FRAMES)
    gate.stages["scripts"].set()
    for page in pages:
        page.wait_for_load_state("domcontentloaded")
    _each(pages, FRAMES)
    gate.stages["rest"].set()
    for page, case in zip(pages, cases, strict=True):
        page.wait_for_load_state("load")
        page.evaluate("document.fonts.ready.then(() => true)")
        if case.is_village_chosen:
            page.wait_for_function(FILLED)
    _each(pages, FRAMES)
    seen = [page.evaluate("seen") for page in pages]
    for page in pages:
        page.context.close()
    return [Seen(each["shift"], tuple(each["moved"]), each["largest"]) for each in seen]


def _open(browser: Any, gate: Gate, case: Case) -> Any:
    context = timed_context(
        browser,
        AGES[case.age],
        viewport={"width": case.width, "height": SCREENS[case.width]},
        color_scheme=case.scheme,
        service_workers="block",
    )
    context.add_init_script(WATCHER)
    if case.is_village_chosen:
        context.add_init_script(f"localStorage.setItem('village:{SUB_PATH}', 'jiaya')")
    if case.is_large:
        context.add_init_script("localStorage.setItem('portalElder', 'elder')")
    page = context.new_page()
    page.goto(gate.address + case.path, wait_until="commit")
    return page


def _each(pages: Sequence[Any], script: str) -> None:
    for page in pages:
        page.evaluate(script)
