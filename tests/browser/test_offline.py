"""Without a network: what was seen can be read, what is sensitive is nowhere, and no old worker stays."""

from __future__ import annotations

import http.server
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.browser.site_server import SiteServer

PHONE = {"width": 360, "height": 640}
VILLAGE = "villages/jiaya/"
SENSITIVE = "explainers/family/at-home/"
WAIT = 5_000
"""Milliseconds the page waits before it starts the worker, and a little more."""


class Server(SiteServer):
    """The built site under a sub-path, as of today; tests can slow it, change it, take files away."""

    def __init__(self, site: Path) -> None:
        super().__init__(site)
        self.built = datetime.now(UTC)
        self.gone: set[str] = set()
        self.slow: set[str] = set()
        self.changes: dict[str, tuple[str, str]] = {}
        self.is_up = True
        self.asked: list[str] = []

    def answer(self, path: str, file: Path, request: http.server.BaseHTTPRequestHandler) -> None:
        self.asked.append(path)
        if not self.is_up:
            request.close_connection = True
            return
        if path in self.slow:
            time.sleep(5)
        if path in self.gone or not file.is_file():
            request.send_error(404)
            return
        raw = file.read_bytes()
        if path == "built.json":
            raw = raw.replace(b"2026-11-22", f"{self.built:%Y-%m-%d}".encode())
        if file.suffix in (".html", ".js"):
            old, new = self.changes.get(path, ("", ""))
            raw = raw.replace(old.encode(), new.encode()) if old else raw
        kinds = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css"}
        request.send_response(200)
        request.send_header("Content-Type", kinds.get(file.suffix, "application/octet-stream"))
        request.send_header("Content-Length", str(len(raw)))
        request.send_header("Cache-Control", "no-cache")
        request.end_headers()
        request.wfile.write(raw)


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    server = Server(site)
    yield server
    server.stop()


class Reader:
    """Somebody with a phone who reads pages, one after another."""

    def __init__(self, browser: Any, server: Server) -> None:
        self.server = server
        self.context = browser.new_context(viewport=PHONE)
        self.page = self.context.new_page()
        self.page.clock.install(time=datetime.now(UTC))

    def read(self, path: str) -> None:
        """Opens a page and stays until the worker knows of it."""
        self.page.goto(self.server.address + path)
        self.page.clock.fast_forward(WAIT)
        # Not `ready`, which is never reached where the worker removes itself meanwhile.
        self.until("navigator.serviceWorker.getRegistration().then(found => !found || !!found.active)")

    def wait_until_kept(self, path: str) -> None:
        self.until(f"async () => !!(await caches.match({self.server.address + path!r}))")

    def until(self, condition: str) -> None:
        """Waits in real time: the worker does not follow the page's clock."""
        end = time.monotonic() + 20
        while not self.page.evaluate(condition):
            assert time.monotonic() < end, condition
            time.sleep(0.1)

    def kept(self) -> set[str]:
        """Every address in every cache, below the site's root."""
        addresses = self.page.evaluate(
            """async () => {
                const found = [];
                for (const name of await caches.keys())
                    for (const request of await (await caches.open(name)).keys()) found.push(request.url);
                return found;
            }"""
        )
        return {address.removeprefix(self.server.address) for address in addresses}

    def registrations(self) -> int:
        count: int = self.page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)")
        return count


@pytest.fixture
def reader(browser: Any, server: Server) -> Iterator[Reader]:
    reader = Reader(browser, server)
    yield reader
    reader.context.close()


def test_a_page_that_was_read_can_be_read_without_a_network(reader: Reader, server: Server) -> None:
    reader.read(VILLAGE)
    for path in (VILLAGE, "help/", "offline/"):
        reader.wait_until_kept(path)
    server.is_up = False
    reader.page.goto(server.address + VILLAGE)
    assert "0971-0000201" in reader.page.inner_text(".call-main")
    copy = reader.page.inner_text(".kept-copy")
    fetched = datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai"))
    assert "没有网络" in copy and f"{fetched.year}年{fetched.month}月{fetched.day}日" in copy
    colour = reader.page.evaluate("getComputedStyle(document.querySelector('.help-button')).borderTopColor")
    assert colour == "rgb(31, 78, 140)"  # its style sheet is there as well
    reader.page.goto(server.address + "help/?topic=wages#justice-office")
    assert "12348" in reader.page.inner_text("main")


def test_a_page_that_was_not_read_says_so_and_lists_those_that_were(reader: Reader, server: Server) -> None:
    reader.read(VILLAGE)
    for path in (VILLAGE, "offline/"):
        reader.wait_until_kept(path)
    server.is_up = False
    reader.page.goto(server.address + "villages/yaowan/")
    assert "没有网络" in reader.page.inner_text("h1")
    reader.page.wait_for_selector(".saved a")
    assert "加牙村" in reader.page.inner_text(".saved")
    assert reader.page.get_attribute(".hotlines a >> nth=0", "href") == "tel:12348"
    server.is_up = True
    reader.page.evaluate("dispatchEvent(new Event('online'))")
    reader.page.wait_for_url("**/sxz/villages/yaowan/")


def test_the_chosen_village_is_kept_without_having_been_read(reader: Reader, server: Server) -> None:
    reader.page.goto(server.address)
    reader.page.evaluate("localStorage.setItem('village:/sxz/', 'yaowan')")
    reader.read("calendar/")
    reader.wait_until_kept("villages/yaowan/")


def test_nothing_sensitive_and_no_question_is_ever_kept(reader: Reader, server: Server) -> None:
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    for prefix in ("", "bo/", "en/"):
        for path in (SENSITIVE, SENSITIVE + "?from=search", SENSITIVE + "index.html", SENSITIVE + "#who"):
            reader.read(prefix + path)
    reader.read("help/?answers=violence,tonight")
    # Even asked to keep it, the worker does not.
    reader.page.evaluate(
        "address => navigator.serviceWorker.controller.postMessage({keep: {pages: [address], assets: [address]}})",
        server.address + SENSITIVE,
    )
    reader.read("laws/")
    reader.wait_until_kept("laws/")
    kept = reader.kept()
    assert not [address for address in kept if "at-home" in address or "?" in address]
    assert not [address for address in kept if "exit" in address]  # its script would tell as well
    server.is_up = False
    with pytest.raises(Exception, match="ERR_"):
        reader.page.goto(server.address + SENSITIVE)


def test_a_sensitive_page_starts_no_worker(reader: Reader, server: Server) -> None:
    reader.read(SENSITIVE)
    assert reader.registrations() == 0
    assert "sw.js" not in server.asked
    assert reader.kept() == set()


def test_a_page_that_becomes_sensitive_is_forgotten(reader: Reader, server: Server) -> None:
    reader.read("explainers/labour/unpaid-wages/")
    reader.wait_until_kept("explainers/labour/unpaid-wages/")
    server.changes["sw.js"] = (f'["{SENSITIVE}"', f'["{SENSITIVE}","explainers/labour/unpaid-wages/"')
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    reader.until("async () => !(await caches.match(location.origin + '/sxz/explainers/labour/unpaid-wages/'))")


def test_the_page_read_last_stands_last_among_the_copies(reader: Reader, server: Server) -> None:
    """The first ones make room when there are too many."""
    last = (
        "async () => (await (await caches.open((await caches.keys()).find(name => name.endsWith(' pages')))).keys())"
        ".pop().url === {!r}"
    )
    for path in (VILLAGE, "villages/heicheng/", VILLAGE):
        reader.read(path)
        reader.wait_until_kept(path)
        reader.until(last.format(server.address + path))


def test_a_slow_network_gets_the_copy_and_the_copy_gets_the_news(reader: Reader, server: Server) -> None:
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    server.changes[VILLAGE] = ("加牙村</h1>", "加牙新村</h1>")
    server.slow.add(VILLAGE)
    reader.page.goto(server.address + VILLAGE)
    assert reader.page.inner_text("h1") == "加牙村"
    assert "网络太慢" in reader.page.inner_text(".kept-copy")
    reader.until(f"async () => (await (await caches.match({server.address + VILLAGE!r})).text()).includes('加牙新村')")


def test_a_new_build_is_shown_at_once_and_old_caches_go(reader: Reader, server: Server) -> None:
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    reader.page.evaluate(f"caches.open('portal {server.address} of long ago').then(() => caches.open('others'))")
    server.changes[VILLAGE] = ("加牙村</h1>", "加牙新村</h1>")
    server.changes["sw.js"] = ("MOST_PAGES = 60", "MOST_PAGES = 61")  # other bytes: a new worker
    reader.read(VILLAGE)
    assert reader.page.inner_text("h1") == "加牙新村"
    reader.until("async () => !(await caches.keys()).some(name => name.endsWith('long ago'))")
    assert "others" in reader.page.evaluate("caches.keys()")


def test_a_worker_that_is_gone_from_the_site_removes_itself(reader: Reader, server: Server) -> None:
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    server.gone.add("sw.js")
    reader.read("help/")
    reader.until("async () => (await navigator.serviceWorker.getRegistrations()).length === 0")
    reader.until("async () => (await caches.keys()).length === 0")


def test_a_worker_switched_off_in_the_records_removes_itself(reader: Reader, server: Server) -> None:
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    server.changes["sw.js"] = ('"off":false', '"off":true')
    reader.read("help/")
    reader.until("async () => (await caches.keys()).length === 0")
    reader.until("async () => (await navigator.serviceWorker.getRegistrations()).length === 0")


def test_a_worker_that_had_no_answer_for_sixty_days_removes_itself(reader: Reader, server: Server) -> None:
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    # What it would find after sixty days without a network: the site answered last before them.
    note = f"portal {server.address} state", f"{server.address}seen", (time.time() - 61 * 86400) * 1000
    reader.page.evaluate("([cache, at, when]) => caches.open(cache).then(c => c.put(at, new Response(when)))", note)
    server.is_up = False
    with pytest.raises(Exception, match="ERR_"):  # neither an old copy nor the page about kept ones
        reader.page.goto(server.address + VILLAGE)
    server.is_up = True
    server.gone.add("sw.js")  # so that it does not come back
    reader.page = reader.context.new_page()  # the other still shows the browser's own page
    reader.page.goto(server.address + "help/")
    reader.until("async () => (await navigator.serviceWorker.getRegistrations()).length === 0")
    reader.until("async () => (await caches.keys()).length === 0")
    assert "12348" in reader.page.inner_text("main")


def test_a_worker_of_a_site_that_nobody_builds_any_more_removes_itself(reader: Reader, server: Server) -> None:
    server.built -= timedelta(days=61)
    reader.read(VILLAGE)
    assert reader.registrations() == 0  # none is started either
    server.built += timedelta(days=60)
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    server.built -= timedelta(days=60)
    reader.page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.update())")
    server.changes["sw.js"] = ("MOST_PAGES = 60", "MOST_PAGES = 61")  # a worker that has not asked today
    reader.page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.update())")
    reader.until("async () => !(await navigator.serviceWorker.getRegistration()).installing")
    reader.page.goto(server.address + "help/")
    reader.until("async () => (await navigator.serviceWorker.getRegistrations()).length === 0")
    reader.until("async () => (await caches.keys()).length === 0")


def test_the_worker_is_the_same_after_a_night(reader: Reader, server: Server) -> None:
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    server.built += timedelta(days=1)
    coming = "navigator.serviceWorker.getRegistration().then(r => r.update()).then(r => !!(r.installing || r.waiting))"
    assert reader.page.evaluate(coming) is False


def test_a_copy_is_as_old_as_its_own_fetch_whatever_the_site_says(reader: Reader, server: Server) -> None:
    """The small file is not even asked; eight days later the line about the copy still says its day."""
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    server.slow.add(VILLAGE)
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))  # the page's own, not the worker's
    reader.page.goto(server.address + VILLAGE)
    reader.page.wait_for_selector(".kept-copy")
    reader.page.clock.fast_forward(WAIT)
    assert reader.page.query_selector(".stale") is None
    assert asked and not [address for address in asked if "built.json" in address]
    fetched = reader.page.evaluate("window.portal.fetched")
    reader.page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=8))
    reader.page.goto(server.address + VILLAGE)
    reader.page.wait_for_selector(".kept-copy")
    year, month, day = map(int, fetched.split("-"))
    assert f"{year}年{month}月{day}日" in reader.page.inner_text(".kept-copy")


def test_a_copy_that_an_older_worker_kept_says_no_day(reader: Reader, server: Server) -> None:
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    strip = """async address => {
        const cache = await caches.open((await caches.keys()).find(name => name.endsWith(' pages')));
        const html = await (await cache.match(address)).text();
        await cache.put(address, new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } }));
    }"""
    reader.page.evaluate(strip, server.address + VILLAGE)
    server.is_up = False
    reader.page.goto(server.address + VILLAGE)
    copy = reader.page.inner_text(".kept-copy")
    assert "存着的页面" in copy and "年" not in copy and "{" not in copy


def test_a_phone_without_workers_reads_as_before(browser: Any, server: Server) -> None:
    context = browser.new_context(viewport=PHONE, service_workers="block")
    page = context.new_page()
    page.add_init_script("delete Navigator.prototype.serviceWorker; delete window.caches")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.clock.install(time=datetime.now(UTC))
    page.goto(server.address + VILLAGE)
    page.clock.fast_forward(WAIT)
    assert "0971-0000201" in page.inner_text(".call-main")
    assert complaints == []
    context.close()
