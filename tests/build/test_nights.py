"""What a night changes: pages that show today, and pages of which a date has passed; nothing else.

A page whose bytes are the same is not sent again, copied or cached anew.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.conftest import TODAY, copy_project, run_build

from portal.catalog.page_kinds import kind_of

SHOW_TODAY = {
    "home": "who sits where today and tomorrow",
    "calendar": "this month",
    "account": "sit-ins promised up to today",
    "account-year": "the same, for the year under way",
    "coverage": "for how many days nobody has been to a village",
}
"""Why these may differ every night."""
NEXT_DATE = {"village", "notice", "poster", "card", "dates"}
"""Their next date stands first, for readers without scripts and at the first paint: it changes when that has passed."""
FEWEST_SAME = 0.9


def pages_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}


def plain(path: str) -> str:
    return re.sub(r"^(bo|en)/", "", path).removesuffix("index.html")


def changed_by_kind(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> dict[str, tuple[int, list[str]]]:
    """For each kind how many pages it has, and those that differ."""
    found: dict[str, tuple[int, list[str]]] = {}
    groups: dict[str, list[str]] = defaultdict(list)
    for path in one.keys() & other.keys():
        groups[kind_of(plain(path)).id].append(path)
    for kind, paths in groups.items():
        found[kind] = (len(paths), sorted(path for path in paths if one[path] != other[path]))
    return found


def lists_date(page: bytes, day: date) -> bool:
    """Whether the page shows that day at all."""
    return f'datetime="{day}'.encode() in page or f'"validFrom":"{day}"'.encode() in page


def judge(one: Mapping[str, bytes], other: Mapping[str, bytes], day: date) -> None:
    """Holds two builds of `day` and the day after against each other, and prints what differs."""
    for kind, (count, changed) in sorted(changed_by_kind(one, other).items()):
        if changed:
            print(f"{day} {kind}: {len(changed)} of {count} differ, {changed[0]}")
        if kind in SHOW_TODAY:
            continue
        same = 1 - len(changed) / count
        if kind in NEXT_DATE:
            of_village = {
                path: one[path.replace(plain(path), f"villages/{plain(path).split('/')[1]}/")] for path in changed
            }
            unexplained = [path for path in changed if not lists_date(of_village[path], day)]
            assert unexplained == [], (day, kind)
        else:
            assert same >= FEWEST_SAME, (day, kind, changed[:5])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("nights"))


def build(project: Path, day: date) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        done = run_build(project, "--site-dir", folder, today=day)
        assert done.returncode == 0, done.stdout + done.stderr
        return pages_of(Path(folder))


def test_a_night_leaves_nine_of_ten_pages_of_each_kind_as_they_were(site: Path, project: Path) -> None:
    other = build(project, TODAY + timedelta(days=1))
    one = pages_of(site)
    judge(one, other, TODAY)
    # On a Sunday, when nobody sits: of those that have a next date, too.
    found = changed_by_kind(one, other)
    for kind in NEXT_DATE:
        count, changed = found[kind]
        assert len(changed) <= (1 - FEWEST_SAME) * count, (kind, changed)


@pytest.mark.slow
def test_a_month_of_nights_changes_what_shows_today_and_what_has_passed(project: Path) -> None:
    """But for its first night: lists of a month begin anew then."""
    day = date(2026, 12, 1)
    one = build(project, day)
    while day < date(2026, 12, 31):
        other = build(project, day + timedelta(days=1))
        if (day + timedelta(days=1)).day > 1:
            judge(one, other, day)
        one, day = other, day + timedelta(days=1)
