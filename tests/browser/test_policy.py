"""The Content-Security-Policy in a real browser: all of ours works under it, nothing else runs.

The site is served as a host does that reads `_headers`, so that each page stands under both
the policy it carries and the one a server sends.
"""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Request
from tests.browser.pages import ALL_PAGES
from tests.browser.test_elder import DEVICE
from tests.conftest import TODAY

from portal.catalog.catalog import Catalog
from portal_publish.server_files import HEADERS, write_server_files

Rules = list[tuple[str, dict[str, str]]]
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', e =>
    violations.push([e.effectiveDirective, e.blockedURI, e.sample || '', e.disposition].join(' ')));
"""


def read_rules(text: str) -> Rules:
    """The rules of a `_headers` file: a path pattern, then its headers, indented."""
    rules: Rules = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line.strip(), {}))
        elif line.strip() and not line.startswith("#"):
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules


def headers_for(path: str, rules: Rules) -> dict[str, str]:
    """What a host sends for a path: the values of all rules that match, joined."""
    found: dict[str, list[str]] = {}
    for pattern, headers in rules:
        if re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), path):
            for name, value in headers.items():
                found.setdefault(name, []).append(value)
    return {name: ", ".join(values) for name, values in found.items()}


class Host(http.server.SimpleHTTPRequestHandler):
    """A host that reads `_headers`; `changes` are texts put into pages, by path."""

    rules: Rules
    changes: Mapping[str, tuple[str, str]]

    def do_GET(self) -> None:
        old, new = self.changes.get(self.path, ("", ""))
        if not old:
            super().do_GET()
            return
        text = Path(self.translate_path(self.path), "index.html").read_text("utf-8")
        assert old in text
        raw = text.replace(old, new, 1).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def end_headers(self) -> None:
        usual = {"Cache-Control": "public, max-age=0, must-revalidate"}
        for name, value in (usual | headers_for(self.path.partition("?")[0], self.rules)).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        """Says nothing: the browser's requests are no news."""


@pytest.fixture(scope="module")
def hosted(site: Path, catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, type[Host]]]:
    """The site's address on such a host, and the host."""
    folder = tmp_path_factory.mktemp("hosted") / "site"
    shutil.copytree(site, folder, copy_function=os.link)
    write_server_files(folder, catalog)
    # A worker has the machine's clock, not its pages', and an old one removes itself.
    worker = (folder / "sw.js").read_bytes()
    (folder / "sw.js").unlink()  # a hard link to the built one
    (folder / "sw.js").write_bytes(worker.replace(f"{TODAY}".encode(), f"{date.today()}".encode()))
    handler = type("Hosted", (Host,), {"rules": read_rules((folder / HEADERS).read_text("utf-8")), "changes": {}})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", handler
    server.shutdown()
    server.server_close()


class Watched:
    """A page whose violations and console are kept."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(viewport={"width": 360, "height": 640}, **options)
        self.page = self.context.new_page()
        self.page.add_init_script(WATCH)
        self.console: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", self._forget)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console.append(message.text)

    def _forget(self, request: Request) -> None:
        """Chromium tells of requests that its policy check ended before they left."""
        if request.failure == "csp":
            self.asked.remove(request.url)

    def violations(self) -> list[str]:
        found: list[str] = self.page.evaluate("violations")
        return found


@pytest.fixture
def watched(browser: Any, hosted: tuple[str, type[Host]]) -> Iterator[Watched]:
    watched = Watched(browser, hosted[0], service_workers="block")
    yield watched
    watched.context.close()


@pytest.mark.parametrize("prefix", ["", "bo/", "en/"])
def test_no_page_breaks_its_policy(prefix: str, watched: Watched) -> None:
    found = {}
    for name, path in ALL_PAGES.items():
        if name == "not found":  # its links are absolute, for the site's own path
            continue
        watched.page.goto(watched.address + prefix + path)
        if problems := watched.violations():
            found[name] = problems
    assert found == {}
    assert watched.console == []


def test_the_search_works_under_it(watched: Watched) -> None:
    watched.page.goto(watched.address + "help/")
    watched.page.click(".search-open")
    watched.page.fill("dialog[open] input", "老板不给钱")
    watched.page.wait_for_selector('dialog a[href*="unpaid-wages"]')
    watched.page.click('dialog a[href*="unpaid-wages"]')
    watched.page.wait_for_url("**/explainers/labour/unpaid-wages/**")
    assert watched.violations() == []
    watched.page.goto(watched.address)
    watched.page.fill("#find", "jiaya")
    watched.page.wait_for_function("document.querySelectorAll('.villages li:not([hidden])').length < 5")
    assert watched.violations() == []
    assert watched.console == []


def test_buttons_work_under_it(watched: Watched) -> None:
    """Large type, reading aloud, my village and its card, a copied notice, the filter of sessions, leaving."""
    page = watched.page
    page.add_init_script(DEVICE % ("[{lang: 'zh-CN', localService: true}]", "true"))
    page.goto(watched.address + "villages/jiaya/")
    page.click(".mine")
    page.click(".aids .help-button:not(.mine) >> nth=0")
    assert "elder" in (page.get_attribute("html", "class") or "")
    page.click(".aids .help-button:not(.mine) >> nth=1")
    page.wait_for_function("window.said && said.length > 0")
    assert watched.violations() == []
    page.goto(watched.address + "explainers/labour/unpaid-wages/")
    page.wait_for_selector(".is-filled")
    assert page.get_attribute("html", "class") == "elder"  # the inline script ran
    assert watched.violations() == []
    page.goto(watched.address + "villages/jiaya/notice/")
    page.click("[data-copy=wechat]")
    page.wait_for_function("document.querySelector('[role=status].fine').textContent !== ''")
    assert watched.violations() == []
    page.goto(watched.address + "calendar/2026-12/")
    page.locator(".filters summary").click()
    page.select_option("select[name=village]", "jiaya")
    page.locator("[name=words]").press("Enter")
    assert page.url.endswith("?village=jiaya")
    assert watched.violations() == []
    page.goto(watched.address + "explainers/family/at-home/")
    page.click("[data-exit]")
    page.wait_for_url(lambda url: "at-home" not in url)
    assert watched.console == []


def test_the_worker_starts_and_serves_its_copies_under_it(
    browser: Any, hosted: tuple[str, type[Host]], monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(browser, hosted[0])
    page = watched.page
    page.goto(watched.address + "help/")
    page.evaluate("navigator.serviceWorker.register('../sw.js').then(() => navigator.serviceWorker.ready)")
    page.evaluate(
        """async () => {
            const worker = (await navigator.serviceWorker.ready).active;
            const assets = [...document.scripts].map(script => script.src).filter(Boolean);
            worker.postMessage({keep: {pages: [location.href], assets: assets}});
            for (let n = 0; n < 100 && !(await caches.match(location.href)); n++)
                await new Promise(done => setTimeout(done, 50));
        }"""
    )
    monkeypatch.setattr(hosted[1], "do_GET", lambda request: request.connection.close())
    page.goto(watched.address + "help/")
    assert "12348" in page.inner_text("main")
    assert page.locator("body[data-copy]").count() == 1
    assert watched.violations() == []
    watched.context.close()


INJECTED = """
<script>window.ran = 'script';</script>
<script src="data:text/javascript,window.ran='data'"></script>
<script src="https://evil.example/x.js"></script>
<img src="x.png" onerror="window.ran = 'handler'">
<svg onload="window.ran = 'svg'"></svg>
<a id="link" href="javascript:window.ran='link'">x</a>
<button id="button" onclick="window.ran='click'">x</button>
<iframe src="data:text/html,<script>parent.ran='frame'</script>"></iframe>
<iframe srcdoc="<script>parent.ran = 'srcdoc'</script>"></iframe>
<object data="https://evil.example/x.swf"></object>
<style>h1 { color: rgb(1, 2, 3) !important }</style>
<p id="styled" style="color: rgb(1, 2, 3)">x</p>
<img src="https://evil.example/count.gif">
<link rel="stylesheet" href="https://evil.example/x.css">
<base href="https://evil.example/">
<form action="https://evil.example/" id="form"><button id="send">x</button></form>
<meta http-equiv="Content-Security-Policy" content="default-src * 'unsafe-inline'">
"""


@pytest.mark.parametrize("sends_headers", [True, False], ids=["header and meta", "meta alone"])
def test_what_is_injected_does_not_run(
    sends_headers: bool, browser: Any, hosted: tuple[str, type[Host]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, host = hosted
    monkeypatch.setattr(host, "changes", {"/villages/jiaya/": ("</h1>", "</h1>" + INJECTED)})
    if not sends_headers:
        monkeypatch.setattr(host, "rules", [])
    watched = Watched(browser, address, service_workers="block")
    page = watched.page
    page.goto(address + "villages/jiaya/")
    page.evaluate("document.getElementById('link').click()")
    page.evaluate("document.getElementById('button').click()")
    page.evaluate("document.getElementById('send').click()")
    page.evaluate("fetch('https://evil.example/?q=1').catch(() => 0)")
    # Later: what the test itself evaluates may call eval.
    page.evaluate("setTimeout(() => { try { window.eval('window.ran = 1') } catch (error) {} })")
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert page.url == address + "villages/jiaya/"
    assert page.evaluate("document.baseURI") == page.url
    colours = "['h1', '#styled'].map(each => getComputedStyle(document.querySelector(each)).color)"
    assert "rgb(1, 2, 3)" not in page.evaluate(colours)
    assert [url for url in watched.asked if "evil.example" in url] == []
    directives = {violation.split()[0] for violation in watched.violations()}
    assert directives >= {
        "script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "img-src", "frame-src", "object-src",
        "connect-src", "base-uri", "form-action",
    }  # fmt: skip
    # The page's own scripts went on working beside it.
    assert page.locator(".aids .mine").count() == 1
    watched.context.close()
