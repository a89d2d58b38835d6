"""The samples stand still: whoever builds and reads them in 2029 sees the town of their day."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.wire import wire_of
from tests.conftest import copy_project

SAMPLE_DAY = "2026-11-22"
IN_2029 = "2029-05-01T15:00:00+08:00"
BUILD_IN_2029 = f"""
from datetime import datetime
from portal import clock
clock.read_now = lambda: datetime.fromisoformat("{IN_2029}")
from mkdocs.__main__ import cli
cli()
"""
BANNERS = {
    "index.html": "样例网站：人名、电话都是虚构的，日期停在2026年11月22日",
    "en/index.html": "Sample: names and numbers are invented; the date stays 22 November 2026",
    "bo/index.html": "དཔེ་མཚོན་དྲ་ཚིགས། མི་མིང་དང་ཁ་པར་རྫུན་མ་ཡིན། དུས་ཚོད་ནི་༢༠༢༦ལོའི་སྤྱི་ཟླ་༡༡པའི་ཚེས་༢༢ཉིན ལ་བཞག་ཡོད།",
}
PAGES = ("", "villages/jiaya/", "calendar/", "calendar/2026-12/", "help/", "explainers/labour/unpaid-wages/", "en/")


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped site as somebody builds it in 2029, who asks for no day."""
    project = copy_project(tmp_path_factory.mktemp("in-2029"))
    environment = {name: value for name, value in os.environ.items() if name != "PORTAL_TODAY"}
    made = subprocess.run(
        [sys.executable, "-c", BUILD_IN_2029, "build", "--strict"], cwd=project, capture_output=True, text=True,
        env={**environment, "NO_MKDOCS_2_WARNING": "1"}, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    assert re.search(r"^ +[1-9]\d*  缺译文 / texts not translated$", made.stderr, re.M)
    return project / "site"


@pytest.fixture(scope="module")
def standing_address(standing: Path) -> Iterator[str]:
    with wire_of(standing) as wire:
        yield wire.address


def _without_the_day(raw: bytes) -> bytes:
    """A file without what only a site that stands still says."""
    raw = raw.replace(f' data-sample-day="{SAMPLE_DAY}"'.encode(), b"")
    return re.sub(rb'(<p class="sample">)[^<]*', rb"\1", raw)


def test_a_build_in_2029_is_that_of_the_samples_day(standing: Path, site: Path) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert files == {path.relative_to(standing).as_posix() for path in standing.rglob("*") if path.is_file()}
    other = [
        name
        for name in sorted(files)
        if _without_the_day((standing / name).read_bytes()) != _without_the_day((site / name).read_bytes())
    ]
    assert other == []


def test_pages_carry_the_day_only_where_it_stands_still(standing: Path, site: Path) -> None:
    for name, banner in BANNERS.items():
        page = (standing / name).read_text(encoding="utf-8")
        assert f'data-sample-day="{SAMPLE_DAY}"' in page and f'<p class="sample">{banner}</p>' in page
        asked_for = (site / name).read_text(encoding="utf-8")
        assert "data-sample-day" not in asked_for and '<p class="sample">' in asked_for and banner not in asked_for


def _seen(browser: Any, address: str, path: str, now: str) -> tuple[str, int]:
    """What a page shows at a moment once its scripts have run, the chosen village's adviser among it."""
    context = browser.new_context()
    context.clock.set_fixed_time(now)
    page = context.new_page()
    page.add_init_script("localStorage.setItem('village:/sxz/', 'jiaya')")
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    seen = page.inner_text("main"), page.locator(".stale").count()
    context.close()
    return seen


@pytest.mark.parametrize("path", PAGES)
def test_a_browser_in_2029_shows_what_one_showed_that_morning(
    path: str, chromium: Any, address: str, standing_address: str
) -> None:
    text, stale = _seen(chromium, standing_address, path, IN_2029)
    assert (text, stale) == _seen(chromium, address, path, f"{SAMPLE_DAY}T00:00:00+08:00")
    assert stale == 0
    # Without the day the same page would say that it is old.
    assert _seen(chromium, address, path, IN_2029)[1] == 1


def test_search_in_2029_knows_the_same_coming_days(chromium: Any, address: str, standing_address: str) -> None:
    found = []
    for place, now in ((standing_address, IN_2029), (address, f"{SAMPLE_DAY}T00:00:00+08:00"), (address, IN_2029)):
        context = chromium.new_context()
        context.clock.set_fixed_time(now)
        page = context.new_page()
        page.goto(f"{place}?q=加牙村下次什么时候坐班")
        page.wait_for_selector("dialog li")
        page.wait_for_load_state("networkidle")  # a weak first answer asks for more files
        found.append(page.inner_text("dialog"))
        context.close()
    assert "12月8日" in found[0]
    assert found[0] == found[1] != found[2]


def test_scripts_ask_for_the_day_in_one_place() -> None:
    """`window.portal.now`, and before any script is there the head's own; the worker and age.js reckon real ages."""
    root = Path(__file__).parents[2] / "overrides"
    asking = {
        path.relative_to(root).as_posix(): len(re.findall(r"Date\.now\(\)|new Date\(\)", path.read_text("utf-8")))
        for path in root.rglob("*.js")
    }
    assert {name: count for name, count in asking.items() if count} == {
        "assets/first_paint.js": 1, "assets/portal.js": 1, "assets/exit.js": 1, "assets/paper.js": 1,
        "assets/age.js": 5, "worker.js": 5,
    }  # fmt: skip
