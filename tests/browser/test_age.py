"""How old the site is: told by one small file, and nothing at all where that file or the phone's clock is in doubt."""

from __future__ import annotations

import http.server
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from tests.browser.clock import NOW
from tests.browser.pages import PREFIXES
from tests.browser.site_server import SiteServer

VILLAGE = "villages/jiaya/"
TODAY = date.fromisoformat(NOW[:10])
DATES = {"": "2026年11月14日", "bo/": "༢༠༢༦ལོའི་སྤྱི་ཟླ་༡༡པའི་ཚེས་༡༤ཉིན", "en/": "14 November 2026"}
"""Eight days before, as each language writes it."""


class Server(SiteServer):
    """The built site; its small file says what a test wants, and the server's clock stands where it wants."""

    def __init__(self, site: Path) -> None:
        super().__init__(site)
        self.said: bytes | None = b'{"built": "2026-11-22"}'
        self.heads: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []

    def answer(self, path: str, file: Path, request: http.server.BaseHTTPRequestHandler) -> None:
        self.asked.append((path, request.headers.get("Cache-Control", "")))
        raw = self.said if path == "built.json" else file.read_bytes() if file.is_file() else None
        if raw is None:
            request.send_error(404)
            return
        kinds = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json"}
        request.send_response(200)
        for name, value in self.heads.items():
            request.send_header(name, value)
        request.send_header("Content-Type", kinds.get(file.suffix, "application/octet-stream"))
        request.send_header("Content-Length", str(len(raw)))
        request.end_headers()
        request.wfile.write(raw)


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    server = Server(site)
    yield server
    server.stop()


class Visit:
    """Somebody who opens a page; what the console says is kept."""

    def __init__(self, browser: Any, server: Server) -> None:
        self.server = server
        self.context = browser.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def line(self, path: str = VILLAGE, now: str = NOW) -> str:
        """The line of an old page once the age is known; empty where there is none."""
        self.page.clock.set_fixed_time(now)
        self.page.goto(self.server.address + path)
        self.page.evaluate("() => window.portal.age")
        found = self.page.query_selector(".stale")
        return found.inner_text() if found else ""


@pytest.fixture
def visit(browser: Any, server: Server) -> Iterator[Visit]:
    visit = Visit(browser, server)
    yield visit
    visit.context.close()


@pytest.mark.parametrize("prefix", PREFIXES, ids=["zh", "bo", "en"])
def test_a_site_that_was_not_built_for_a_week_says_so_in_the_readers_language(
    prefix: str, visit: Visit, server: Server
) -> None:
    assert visit.line(prefix + VILLAGE) == ""
    server.said = b'{"built": "2026-11-15"}'
    assert visit.line(prefix + VILLAGE) == ""  # seven days are no more than a week
    server.said = b'{"built": "2026-11-14"}'
    line = visit.line(prefix + VILLAGE)
    assert DATES[prefix] in line and "0971-0000201" in line
    assert visit.errors == []


def test_the_file_is_asked_anew_each_time_and_after_the_page(visit: Visit, server: Server) -> None:
    visit.line()
    visit.line()
    asked = [path for path, _ in server.asked]
    assert asked.count("built.json") == 2
    assert asked.index("built.json") > asked.index(next(path for path in asked if path.startswith("assets/portal")))
    assert all(kept == "max-age=0" for path, kept in server.asked if path == "built.json")  # no-cache: ask the server


@pytest.mark.parametrize(
    "said",
    [
        None, b"", b'{"built": "2026-1', b"<!doctype html><title>404</title>", b"null", b"[]", b"7", b"{}",
        b'{"built": 20260101}', b'{"built": "2026-13-45"}', b'{"built": "yesterday"}', b'{"built": "2027-11-22"}',
        b'{"built": ["2026-01-01"]}', "\ufeff{".encode(),
    ],
)  # fmt: skip
def test_a_small_file_that_says_nothing_sure_is_passed_over(said: bytes | None, visit: Visit, server: Server) -> None:
    server.said = said
    assert visit.line() == ""
    # The browser itself notes a failed request; nothing else is said.
    assert [error for error in visit.errors if "404" not in error] == []
    assert visit.page.evaluate("() => window.portal.age") is None


@pytest.mark.parametrize("now", ["2019-01-01T10:00:00+08:00", "2030-06-01T10:00:00+08:00", "2024-11-22T10:00:00+08:00"])
def test_a_phone_whose_clock_is_wrong_by_years_is_told_by_the_servers(now: str, visit: Visit, server: Server) -> None:
    """Where they disagree, the server's clock says how old the site is: fresh, or eight days."""
    server.heads["Date"] = format_datetime(datetime.fromisoformat(NOW))
    assert visit.line(now=now) == ""
    server.said = b'{"built": "2026-11-14"}'
    assert DATES[""] in visit.line(now=now)
    assert visit.errors == []


def test_a_cache_on_the_way_does_not_turn_the_clock_back(visit: Visit, server: Server) -> None:
    """`Date` is when the answer was made, `Age` how long it has lain since (RFC 9111)."""
    days = 30
    server.heads["Date"] = format_datetime(datetime.fromisoformat(NOW) - timedelta(days=days))
    server.heads["Age"] = str(days * 86400)
    server.said = f'{{"built": "{TODAY - timedelta(days=days)}"}}'.encode()
    assert "2026年10月23日" in visit.line()


def test_a_page_that_was_left_open_is_as_old_as_its_opening(visit: Visit, server: Server) -> None:
    assert visit.line() == ""
    server.said = b'{"built": "2026-12-01"}'  # the site is new; this page is not
    visit.page.clock.set_fixed_time("2026-12-01T10:00:00+08:00")
    visit.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert "2026年11月22日" in visit.page.inner_text(".stale")


def test_no_page_and_no_worker_has_the_day_of_its_build(site: Path) -> None:
    """The day itself stands in pages as a date that is shown, nowhere else."""
    assert b"2026-11-22" not in (site / "sw.js").read_bytes()
    assert (site / "built.json").read_bytes() == b'{"built": "2026-11-22"}'
    for page in site.rglob("*.html"):
        assert "data-built" not in page.read_text("utf-8"), page
