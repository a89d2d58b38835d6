"""The bundle works from any folder, by double click."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.publish.conftest import environment, portal


@pytest.fixture(scope="module")
def archive(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bundle") / "portal.zip"
    done = portal(small_project, "bundle", file)
    assert done.returncode == 0, done.stdout + done.stderr
    return file


@pytest.fixture(scope="module")
def unpacked(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "下载 的 文件 #1"
    with zipfile.ZipFile(archive) as bundle:
        assert bundle.testzip() is None
        bundle.extractall(folder)
    return folder


def test_every_link_names_a_file_that_is_there(unpacked: Path) -> None:
    pages = list(unpacked.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        text = page.read_text("utf-8")
        for target in re.findall(r'\s(?:href|src)="([^"]*)"', text.replace('<link rel="canonical"', "<!--")):
            path = target.partition("#")[0]
            if path and not re.match(r"[a-z]+:", target):
                assert (page.parent / path).is_file(), f"{page}: {target}"


def test_it_says_what_is_lost_and_leaves_out_what_only_servers_use(unpacked: Path) -> None:
    note = (unpacked / "README.txt").read_bytes()
    assert note.startswith(b"\xef\xbb\xbf")
    text = note.decode("utf-8-sig")
    for word in ("响应头", ".br", "断网", "日期", "headers", "compressed copies", "without a network"):
        assert word in text
    assert not list(unpacked.rglob("*.gz")) + list(unpacked.rglob("*.br"))


def test_the_bundle_is_the_same_twice(archive: Path, small_project: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    assert portal(small_project, "bundle", again, env=environment(TZ="America/Anchorage")).returncode == 0
    assert again.read_bytes() == archive.read_bytes()


def test_an_edition_opened_as_files_knows_its_own_day(unpacked: Path, browser: Any) -> None:
    """It can fetch nothing, so each page carries the day; eight days later it says so."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    village = (unpacked / "villages/village-00001/index.html").as_uri()
    page.goto(village)
    page.evaluate("() => window.portal.age")
    assert page.query_selector(".stale") is None
    page.clock.set_fixed_time("2026-11-30T10:00:00+08:00")
    page.goto(village)
    assert "2026年11月22日" in page.inner_text(".stale")
    assert faults == []
    page.close()


def test_a_reader_walks_through_it_from_the_file_system(unpacked: Path, browser: Any) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.on(
        "request", lambda request: None if request.url.startswith(("file:", "data:")) else faults.append(request.url)
    )
    page.goto((unpacked / "index.html").as_uri())
    page.click('header a[href$="villages/index.html"], nav a[href$="villages/index.html"] >> visible=true')
    page.click('main a[href*="village-00001"]')
    page.click('a[hreflang="en"]')
    assert page.url.endswith("/en/villages/village-00001/index.html")
    assert page.locator("html").get_attribute("lang") == "en"
    # Our style and script were loaded: the script has marked what has passed, the style is applied.
    assert page.evaluate("document.styleSheets.length") >= 2
    page.goto((unpacked / "404.html").as_uri())
    page.click("a.brand")
    assert page.url == (unpacked / "index.html").as_uri()
    assert faults == []
    page.close()
