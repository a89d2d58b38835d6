"""What a server is told: read back by a real nginx, and held against the pages."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from portal_publish.publishing import publish
from portal_publish.releases import ReleaseStore
from portal_publish.server_files import FILES, HEADERS, NGINX, NGINX_MAP, TYPES
from portal_publish.sources import working_folder
from tests.browser.test_policy import headers_for, read_rules
from tests.publish.conftest import change
from tests.publish.test_publish import options

SENSITIVE = "explainers/family/at-home/"
WANTED = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}


def hash_of(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def test_the_header_names_what_stands_in_the_pages_and_nothing_else(published: Path) -> None:
    site = published / "current"
    (policy,) = re.findall(r"Content-Security-Policy: (.*)", (site / HEADERS).read_text("utf-8"))
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    scripts = {hash_of(text) for page in pages for text in re.findall(r"<script>(.*?)</script>", page, re.S)}
    styles = {hash_of(text) for page in pages for text in re.findall(r"<style>(.*?)</style>", page, re.S)}
    assert len(scripts) == 1  # the same bytes in every page
    assert len(styles) == 2  # that of pages of texts has no parts of records
    assert all(page.count("<style>") <= 1 for page in pages)
    directives = dict(part.split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert set(directives["script-src"].split()) == {"'self'", *scripts}
    assert set(directives["style-src"].split()) == {"'self'", *styles}
    assert directives["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy
    for page in pages:  # the page's own says the same, but for what only a server may say
        (own,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
        assert policy == f"{own};frame-ancestors 'none'"
    assert f'add_header Content-Security-Policy "{policy}" always;' in (site / NGINX).read_text("utf-8")


def test_hosts_are_told_within_their_limits(published: Path) -> None:
    """Cloudflare Pages takes 100 rules of at most 2000 characters a line."""
    lines = (published / "current" / HEADERS).read_text("utf-8").splitlines()
    assert sum(line.startswith("/") for line in lines) <= 100
    assert max(map(len, lines)) <= 2000


def test_every_kind_of_file_has_its_type(published: Path) -> None:
    files = [path for path in (published / "current").rglob("*") if path.is_file()]
    kinds = {path.suffix[1:] for path in files if path.name not in {Path(name).name for name in FILES}}
    assert kinds - {"gz", "br"} <= set(TYPES)


class Get(Protocol):
    """Fetches a path: status, headers, body."""

    def __call__(self, path: str, **headers: str) -> tuple[int, Message, bytes]: ...


@pytest.fixture(scope="module")
def get(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """Fetches from the published release."""
    with nginx_over(published / "current", tmp_path_factory.mktemp("nginx")) as get:
        yield get


@contextmanager
def nginx_over(site: Path, folder: Path) -> Iterator[Get]:
    """A real nginx that serves a live release below /sxz/, with the snippets as documented."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert program, "没有 nginx：运行 make .venv/browser / no nginx: run make .venv/browser"
    folder.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    temporary = "\n".join(
        f"    {kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"""\
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
{temporary}
    include {site}/{NGINX_MAP};
    server {{
        listen 127.0.0.1:{port};
        location /sxz/ {{
            alias {site}/;
            include {site}/{NGINX};
        }}
    }}
}}
"""
    )
    server = subprocess.Popen([program, "-e", folder / "error.log", "-c", configuration])
    address = f"http://127.0.0.1:{port}/sxz/"

    def get(path: str, **headers: str) -> tuple[int, Message, bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(address + path, headers={"Accept-Encoding": "gzip", **named})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    for _ in range(100):
        try:
            get("")
            break
        except urllib.error.URLError:
            assert server.poll() is None, (folder / "error.log").read_text()
            time.sleep(0.05)
    try:
        yield get
    finally:
        server.terminate()
        server.wait(20)


def test_a_browser_is_answered_304_after_a_night(project: Path, target: ReleaseStore, tmp_path: Path) -> None:
    """By `ETag` or by time; what shows today is sent anew."""
    folder = tmp_path / "nginx"
    folder.mkdir()
    with nginx_over(target.current, folder) as get:
        paths = ("villages/village-00001/", "help/", "explainers/labour/unpaid-wages/", "sw.js", "", "built.json")
        before = {path: get(path)[1] for path in paths}
        assert publish(target, partial(working_folder, project), options("2026-11-23"))
        for path in paths:
            expected = 200 if path in ("", "built.json") else 304
            assert get(path, If_None_Match=before[path]["ETag"])[0] == expected, path
            assert get(path, If_Modified_Since=before[path]["Last-Modified"])[0] == expected, path
        assert get("built.json")[2] == b'{"built": "2026-11-23"}'


def test_nginx_sends_every_header_with_every_answer(get: Get, published: Path) -> None:
    style = next((published / "current/assets").glob("site.*.css")).name
    for path, expected in (("", 200), ("help/", 200), (f"assets/{style}", 200), ("sw.js", 200), ("nothing/here", 404)):
        status, headers, _ = get(path)
        assert status == expected, path
        assert {name: headers[name] for name in WANTED} == WANTED, path
        assert headers.get_all("Content-Security-Policy"), path
        assert "camera=()" in headers["Permissions-Policy"], path
        assert len(headers.get_all("Cache-Control") or []) == 1, path


HIDDEN = [
    *FILES,
    *(f"{name}.gz" for name in FILES),
    "%5Fheaders",
    "server//nginx-site.conf",
    "./server/%6eginx-http.conf",
]


@pytest.mark.parametrize("name", HIDDEN)
def test_nginx_serves_nothing_that_is_for_servers(get: Get, published: Path, name: str) -> None:
    status, headers, body = get(name)
    assert status == 404
    assert headers["X-Content-Type-Options"] == "nosniff"
    missing = get("no/such/page")
    assert (missing[0], missing[2]) == (404, body)


def test_nginx_lets_browsers_keep_what_may_be_kept(get: Get, published: Path) -> None:
    site = published / "current"
    for_ever = "public, max-age=31536000, immutable"
    hashed = [next(site.glob(pattern)) for pattern in ("assets/site.*.css", "share/*.png", "search/zh-????????-0.json")]
    for path in hashed:
        assert get(path.relative_to(site).as_posix())[1]["Cache-Control"] == for_ever, path
    shortly = "public, max-age=300"
    for name in ("", "villages/village-00001/", "data/villages.json", "search/zh.json", "calendar.ics", "no/such"):
        assert get(name)[1]["Cache-Control"] == shortly, name
    for name in ("sw.js", "built.json"):
        assert get(name)[1]["Cache-Control"] == "no-cache"
    for name in (SENSITIVE, SENSITIVE + "index.html", "en/" + SENSITIVE):
        status, headers, _ = get(name)
        assert (status, headers["Cache-Control"]) == (200, "no-store"), name
    missing = get("assets/site.00000000.css")
    assert (missing[0], missing[1]["Cache-Control"]) == (404, shortly)


def test_nginx_sends_types_and_ready_copies(get: Get) -> None:
    types = {
        "": "text/html; charset=utf-8", "calendar.ics": "text/calendar; charset=utf-8",
        "sw.js": "text/javascript; charset=utf-8", "feed.xml": "application/xml; charset=utf-8",
        "data/villages.json": "application/json",
    }  # fmt: skip
    for path, kind in types.items():
        _, headers, _ = get(path)
        assert (headers["Content-Type"], headers["Content-Encoding"]) == (kind, "gzip"), path
    status, headers, _ = get("no/such")
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_no_two_rules_say_how_long_to_keep_a_file(published: Path) -> None:
    """Hosts would join both values, and browsers take what they like of it."""
    site = published / "current"
    rules = read_rules((site / HEADERS).read_text("utf-8"))
    for path in site.rglob("*"):
        address = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        kept = headers_for(address, rules).get("Cache-Control", "")
        is_hashed = bool(re.search(r"\.[0-9a-f]{8}\.\w+$|/[a-z]+-[0-9a-f]{8}-\w+\.json$", address))
        if path.is_file() and path.suffix not in (".gz", ".br"):
            expected = (
                "public, max-age=31536000, immutable" if is_hashed else "no-store" if SENSITIVE in address else ""
            )
            assert kept == expected, address


def test_whoever_runs_the_server_is_told_that_headers_have_changed(
    project: Path, target: ReleaseStore, capsys: pytest.CaptureFixture[str]
) -> None:
    """The running nginx still sends the old hashes: it would forbid the new page its style."""
    again = partial(publish, target, partial(working_folder, project))
    assert again(options("2026-11-23"))
    assert "nginx -s reload" not in capsys.readouterr().out
    change(project / "overrides/assets/critical.css", r"font-size: 112\.5%", "font-size: 113%")
    assert again(options("2026-11-24"))
    assert "nginx -s reload" in capsys.readouterr().out
