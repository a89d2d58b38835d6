"""The desk with real keys, in a real Chromium: few keystrokes, nothing lost, and everybody can read it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from waitress import create_server

from portal_desk.app import create_app
from portal_desk.settings import Settings
from tests.desk.conftest import MEMORY, SEEN, git
from tests.desk.test_served import free_port

SETTLE = 20_000
"""Milliseconds to wait for an answer on a busy machine."""


class Served:
    """A desk that a browser can reach."""

    def __init__(self, folder: Path) -> None:
        self.root, port = folder / "portal", free_port()
        (folder / "state").mkdir(exist_ok=True)
        self.app = create_app(Settings(self.root, folder / "state", port=port))
        self.desk = self.app.extensions["portal_desk"]
        workspace = self.desk.workspace("")
        workspace.memory = MEMORY
        if not SEEN:
            SEEN.append(workspace.snapshot())
        workspace.remember(SEEN[0])
        self.address = f"http://127.0.0.1:{port}"
        self.server: Any = create_server(self.app, host="127.0.0.1", port=port, threads=4)
        threading.Thread(target=self.server.run, daemon=True).start()

    def open(self, chromium: Any, **context: Any) -> Any:
        """A page that has come in with the key."""
        page = chromium.new_context(**context).new_page()
        page.set_default_timeout(SETTLE)
        page.goto(f"{self.address}/?key={self.desk.state.secret('token')}")
        return page


@pytest.fixture
def served(trial: Path, tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "desk"
    shutil.copytree(trial, folder, symlinks=True)
    git(folder / "portal", "remote", "set-url", "origin", str(folder / "server.git"))
    found = Served(folder)
    yield found
    found.server.close()
    found.desk.close()


class Keys:
    """Counts what is pressed, apart from a session's own words."""

    def __init__(self, page: Any) -> None:
        self.page, self.count, self.fields = page, 0, 0

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.page.keyboard.press(key)
            self.count += 1

    def words(self, text: str) -> None:
        """Type words that the session has whatever the form is like."""
        self.page.keyboard.type(text)


def test_a_session_is_announced_with_few_keys(served: Served, chromium: Any) -> None:
    page = served.open(chromium)
    page.goto(f"{served.address}/form/new/event")
    keys = Keys(page)
    page.focus("input[name='v:title/zh']")
    keys.words("冬季讨薪咨询")
    keys.press("Tab", 3)  # past the other two languages
    keys.words("12202026")
    keys.press("Tab")
    keys.words("0930AM")
    assert page.input_value("input[name='v:ends']") == "2026-12-20T11:00"
    page.focus("#f-villages")
    keys.words("jy")
    page.wait_for_selector(".options:not([hidden]) li >> text=加牙村")
    keys.press("Enter")
    page.focus("#f-topics")
    keys.words("labour")
    page.wait_for_selector(".options:not([hidden]) li[aria-selected=true]")
    keys.press("Enter")
    keys.press("Control+s")
    page.wait_for_url(f"{served.address}/form/record/event/**")
    assert keys.count < 40
    path = next((served.root / "content/events/2026").glob("2026-12-20-*.yml"))
    text = path.read_text("utf-8")
    assert "villages: [jiaya]" in text and "starts: 2026-12-20 09:30" in text and "村委会会议室" in text
    asked = page.goto(f"{served.address}/form/new/event")
    assert asked
    shown = page.locator("form.record > .fields .name").count()
    assert shown <= 12


def test_a_month_takes_a_key_a_sit_in_and_one_for_all_that_is_left(served: Served, chromium: Any) -> None:
    page = served.open(chromium)
    page.goto(f"{served.address}/form/sit-ins/2026-11")
    page.locator("tr[data-row]:focus").wait_for()
    open_rows = page.locator("tr[data-open]").count()
    assert open_rows > 10
    keys = Keys(page)
    for key in ("1", "4", "1"):
        keys.press(key)
    assert keys.count == 3
    assert f"还有 {open_rows - 3} 次没有记" in page.inner_text("[data-left]")
    keys.press("a")
    assert "都记了" in page.inner_text("[data-left]")
    keys.press("Control+s")
    page.wait_for_selector(".flashes")
    assert git(served.root, "log", "-1", "--format=%s").strip() == f"记坐班：11月，{open_rows} 次"


def test_what_is_typed_survives_a_closed_window(served: Served, chromium: Any) -> None:
    page = served.open(chromium)
    page.goto(f"{served.address}/form/record/village/jiaya")
    page.fill("input[name='v:office/phone']", "0971-0000999")
    page.locator("[data-words] >> text=0971-0000999").wait_for()
    page.close()
    again = served.open(chromium)
    again.goto(f"{served.address}/form/record/village/jiaya")
    assert again.input_value("input[name='v:office/phone']") == "0971-0000999"
    assert git(served.root, "status", "--porcelain") == ""


def test_the_page_beside_the_form_shows_what_is_not_saved(served: Served, chromium: Any) -> None:
    page = served.open(chromium)
    page.goto(f"{served.address}/form/record/village/jiaya")
    page.fill("input[name='v:office/phone']", "0971-0000999")
    frame = page.frame_locator("[data-frame]")
    frame.locator("text=0971-0000999 >> visible=true").first.wait_for(timeout=3 * SETTLE)
    assert git(served.root, "status", "--porcelain") == ""


PAGES = ("/", "/form/record/village/jiaya", "/form/sit-ins/2026-11", "/form/hours/jiaya", "/records", "/ledgers")


ALL_LOOKS = [(scheme, width, PAGES) for scheme, width in (("light", 1280), ("dark", 768))]
LOOKS = [
    ("light", 1280, PAGES[:3]),
    ("dark", 768, PAGES[3:]),
    *(pytest.param(*look, marks=pytest.mark.slow) for look in ALL_LOOKS),
]
"""Each page in one look by default; every page in every look behind `make bench`."""


@pytest.mark.parametrize(("scheme", "width", "paths"), LOOKS)
def test_everybody_can_read_it(scheme: str, width: int, paths: tuple[str, ...], served: Served, chromium: Any) -> None:
    page = served.open(chromium, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    for path in paths:
        page.goto(served.address + path)
        page.wait_for_timeout(300)
        found = Axe().run(page, options={"iframes": False})
        told = [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found.response["violations"]]
        assert not told, (path, told)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (path, wide)


@pytest.mark.slow
def test_figures_of_the_desk(trial: Path, tmp_path: Path) -> None:
    """First page, save, memory: printed by make bench."""
    folder = tmp_path / "desk"
    shutil.copytree(trial, folder, symlinks=True)
    begun = time.perf_counter()
    served = Served(folder)
    client = served.app.test_client()
    token = served.desk.state.secret("token")
    client.get(f"/?key={token}", base_url=served.address)
    assert client.get("/", base_url=served.address).status_code == 200
    first = time.perf_counter() - begun
    served.desk.pages("").show("villages/jiaya/", {})
    begun = time.perf_counter()
    path = served.root / "content/villages/jiaya.yml"
    raw = path.read_bytes().replace(b"0971-0000323", b"0971-0000999")
    from portal_desk.workspace import Request

    key = "content/villages/jiaya.yml"
    assert served.desk.workspace("").save(Request({key: raw}, {key: path.read_bytes()}, "x")).commit
    status, page = served.desk.pages("").show("villages/jiaya/", {})
    saved = time.perf_counter() - begun
    memory = int(
        next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line)
    )
    print(f"\ndesk: first page {first:.2f} s, save to preview {saved:.2f} s, memory {memory // 1024} MB")
    served.server.close()
    served.desk.close()
    assert status == 200 and b"0971-0000999" in page
    assert first < 3 and saved < 2
