"""A script in every text of every record is shown as words, wherever it is shown, and never runs.

The policy is switched off in this browser: escaping has to do by itself.
"""

from __future__ import annotations

import functools
import html
import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from tests.browser.clock import NOW
from tests.browser.pages import ALL_PAGES
from tests.browser.test_policy import Host
from tests.conftest import copy_project, run_build
from tests.hostile import HOSTILE, with_hostile_texts

from portal_publish.page_parser import read_page

COUNT = "window.runs = 0; window.ran = () => { runs++; };"
PLANTED = "() => runs + document.querySelectorAll('img[src=x], main script:not([src])').length"
PLANTED = PLANTED.replace("main script:not([src])", "main script:not([src]):not([type])")
RAW = re.compile(r"<img src=x|<script>ran|\"'</script>|\]\]><b>")


@pytest.fixture(scope="module")
def hostile(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of records that hold a script in each of their texts."""
    project = copy_project(tmp_path_factory.mktemp("hostile"))
    changed, count = with_hostile_texts(files)
    assert count > 7000
    for path, raw in changed.items():
        (project / path).write_bytes(raw)
    result = run_build(project)
    assert result.returncode == 0, result.stdout + result.stderr
    return project / "site"


@pytest.fixture(scope="module")
def visit(hostile: Path, browser: Any) -> Iterator[Any]:
    """A page under the address of that site; it counts what ran."""
    handler = type("Plain", (Host,), {"rules": [], "changes": {}})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(hostile)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.server_port}/", bypass_csp=True, service_workers="block"
    )
    page = context.new_page()
    page.add_init_script(COUNT)
    yield page
    context.close()
    server.shutdown()
    server.server_close()


def test_no_file_holds_it_as_markup(hostile: Path) -> None:
    holding = 0
    for path in hostile.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not RAW.search(text), path
        holding += "onerror=ran()" in text
    assert holding > 1800
    for prefix in ("", "bo/", "en/"):
        for name in filter(lambda path: path != "404.html", ALL_PAGES.values()):
            page = read_page((hostile / prefix / name / "index.html").read_text("utf-8"))
            assert page.faults == [] and page.handlers == []
            assert [each.kind for each in page.inline] in ([], ["script", "style"])


def test_pages_show_it_as_words(visit: Any) -> None:
    shown = 0
    for prefix in ("", "bo/"):
        for path in ALL_PAGES.values():
            visit.goto("/" + (path if path == "404.html" else prefix + path))
            assert visit.evaluate(PLANTED) == 0, prefix + path
            shown += HOSTILE in visit.inner_text("body")
    assert shown > 40  # in full, and not escaped twice


def test_scripts_show_it_as_words(visit: Any) -> None:
    """Search and its pieces of text, the finder, the card of a chosen village, the chooser, what has passed."""
    visit.goto("/villages/jiaya/")
    visit.click(".mine")
    visit.goto("/explainers/labour/unpaid-wages/")
    visit.wait_for_selector(".is-filled")
    assert "<img src=x" in visit.inner_text(".is-filled")
    assert visit.evaluate(PLANTED) == 0
    for path, query in (("/", "老板不给钱"), ("/en/", "adviser"), ("/", "加牙"), ("/", "<img src=x onerror=ran()>")):
        visit.goto(path)
        visit.click(".search-open")
        visit.fill("dialog[open] input", query)
        visit.wait_for_function("document.querySelectorAll('dialog li a').length > 0")
        assert "<img src=x" in visit.inner_text("dialog")
        assert visit.evaluate(PLANTED) == 0, query
    visit.goto("/?q=%3Cimg%20src%3Dx%20onerror%3Dran()%3E")
    visit.wait_for_selector("dialog[open]")
    assert visit.evaluate(PLANTED) == 0
    visit.goto("/villages/")
    visit.fill("#find", "<img src=x onerror=ran()>zzz")
    visit.wait_for_timeout(200)
    assert visit.evaluate(PLANTED) == 0
    visit.goto(
        "/calendar/2026-12/?village=%22%3E%3Cimg%20src%3Dx%20onerror%3Dran()%3E#%3Cimg%20src=x%20onerror=ran()%3E"
    )
    visit.locator(".filters summary").click()
    assert visit.evaluate(PLANTED) == 0
    visit.clock.set_fixed_time("2027-12-31T10:00:00+08:00")  # every list says that all has passed
    visit.goto("/villages/jiaya/")
    visit.wait_for_selector(".stale")
    assert visit.evaluate(PLANTED) == 0
    visit.clock.set_fixed_time(NOW)


def test_programs_get_it_as_it_was_written(hostile: Path) -> None:
    for name in ("villages", "advisers", "events"):
        text = (hostile / f"data/{name}.json").read_text("utf-8")
        assert any(HOSTILE in value for value in _strings(json.loads(text)))
    for path in hostile.rglob("*.json"):
        json.loads(path.read_bytes())
    calendar = Calendar.from_ical((hostile / "villages/jiaya/calendar.ics").read_bytes())
    events = calendar.walk("VEVENT")
    assert events and all(HOSTILE in str(event["SUMMARY"]) for event in events)
    assert {name for event in events for name in event} <= {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS", "SEQUENCE",
        "LAST-MODIFIED", "CATEGORIES", "TRANSP", "CREATED",
    }  # fmt: skip
    feed = ElementTree.parse(hostile / "feed.xml").getroot()
    titles = [each.text or "" for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles and any(HOSTILE in title for title in titles)
    for each in feed.iter():
        if each.get("type") == "html":  # a reader takes its text for markup
            assert "<img" not in (each.text or "")
            assert HOSTILE in html.unescape(each.text or "") or "onerror" not in (each.text or "")
    assert HOSTILE in (hostile / "villages/jiaya/notice.txt").read_text("utf-8-sig")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, str):
        yield value
