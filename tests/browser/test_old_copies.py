"""A page kept before an upgrade opens with the style it was made with, then renews itself."""

from __future__ import annotations

import http.server
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.test_offline import VILLAGE, Reader, Server
from tests.conftest import copy_project, run_build
from tests.publish.conftest import change

from portal_publish.releases import Release
from portal_publish.unchanged import old_assets

OLD, NEW = "rgb(31, 78, 140)", "rgb(10, 120, 10)"
COLOUR = "getComputedStyle(document.querySelector('.help-button')).borderTopColor"


@pytest.fixture(scope="module")
def upgraded(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site after an upgrade that changed its style, with the old assets that publishing takes over."""
    project = copy_project(tmp_path_factory.mktemp("upgraded"))
    change(project / "overrides/assets/site.css", r"\Z", f".help-button {{ border-color: {NEW} !important; }}\n")
    done = run_build(project)
    assert done.returncode == 0, done.stdout + done.stderr
    new = project / "site"
    before = {path.relative_to(site).as_posix(): (0, "") for path in site.rglob("*") if path.is_file()}
    made = frozenset(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
    taken = old_assets(Release("000001-x", "2026-11-22", "", None, "", True, before), made)
    assert any("/site." in path for path in taken)
    for path in taken:
        shutil.copy2(site / path, new / path)
    return new


class Upgrading(Server):
    """Serves the old site until it is upgraded."""

    now: Path | None = None

    def answer(self, path: str, file: Path, request: http.server.BaseHTTPRequestHandler) -> None:
        super().answer(path, self.now / file.relative_to(self.site) if self.now else file, request)


@pytest.fixture
def server(site: Path) -> Iterator[Upgrading]:
    server = Upgrading(site)
    yield server
    server.stop()


def test_a_page_kept_by_the_worker_opens_with_its_style_and_renews_itself(
    browser: Any, server: Upgrading, upgraded: Path
) -> None:
    reader = Reader(browser, server)
    reader.read(VILLAGE)
    reader.wait_until_kept(VILLAGE)
    assert reader.page.evaluate(COLOUR) == OLD
    server.now = upgraded
    # Its style is among the copies no more: there was no room, or the page came from another cache.
    reader.page.evaluate("caches.keys().then(names => caches.delete(names.find(name => name.endsWith(' assets'))))")
    server.slow.add(VILLAGE)
    reader.page.goto(server.address + VILLAGE)
    reader.page.wait_for_selector(".kept-copy")
    assert reader.page.evaluate(COLOUR) == OLD
    names = [path.name for path in (upgraded / "assets").glob("site.*.css")]
    new = [name for name in names if not (server.site / "assets" / name).exists()]
    assert len(new) == 1
    reader.until(f"async () => (await (await caches.match({server.address + VILLAGE!r})).text()).includes({new[0]!r})")
    server.slow.clear()
    reader.page.goto(server.address + VILLAGE)
    assert reader.page.evaluate(COLOUR) == NEW
    reader.context.close()


def test_an_old_page_from_any_cache_still_finds_what_it_loads_later(
    browser: Any, server: Upgrading, upgraded: Path, site: Path
) -> None:
    """The search box is fetched when it is reached for: by an old page under the old name."""
    server.now = upgraded
    old = (site / VILLAGE / "index.html").read_text("utf-8")
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status == 404 else None)
    page.route("**/" + VILLAGE, lambda route: route.fulfill(body=old, content_type="text/html; charset=utf-8"))
    page.goto(server.address + VILLAGE)
    assert page.evaluate(COLOUR) == OLD
    page.click(".search-open")
    page.wait_for_selector("dialog[open]")
    assert missing == []
    context.close()
