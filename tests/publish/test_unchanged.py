"""After a night nothing is sent again that has not changed, and pages of earlier releases keep their style."""

from __future__ import annotations

import errno
import os
import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from portal.catalog.catalog import Catalog
from portal.catalog.page_kinds import FREE_PAGE, KINDS, kind_of
from portal_publish.publishing import publish
from portal_publish.releases import Release, ReleaseStore
from portal_publish.sources import working_folder
from portal_publish.unchanged import old_assets
from portal_publish.verify import verify
from tests.conftest import ROOT
from tests.publish.conftest import DAY, change, is_whole, tree
from tests.publish.test_publish import options

TOMORROW = "2026-11-23"


def test_unchanged_files_are_the_live_releases_own(
    project: Path, target: ReleaseStore, capsys: pytest.CaptureFixture[str]
) -> None:
    live = target.live()
    assert live
    first = target.releases / live.name
    before = tree(first)
    assert publish(target, partial(working_folder, project), options(TOMORROW))
    said = capsys.readouterr().out
    after = tree(target.current)
    changed = {path for path in after if after[path] != before.get(path)}
    assert "built.json" in changed and "villages/index.html" not in changed
    for path in after:
        one, two = (first / path), (target.current / path)
        assert one.exists() and one.samefile(two) == (path not in changed), path
        if path in changed:
            assert int(two.stat().st_mtime) > int(one.stat().st_mtime), path
    assert tree(first) == before and is_whole(target)
    pages = [path for path in changed if path.endswith(".html")]
    assert pages and f"没有变的：{sum(path.endswith('.html') for path in after) - len(pages)}。" in said
    assert "首页 2" in said  # in both languages


def test_without_hard_links_files_are_copied_with_their_times(
    project: Path, target: ReleaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    live = target.live()
    assert live and publish(target, partial(working_folder, project), options(TOMORROW))
    first = target.releases / live.name
    for path in ("villages/index.html", "villages/index.html.gz", "sw.js"):
        one, two = first / path, target.current / path
        assert not one.samefile(two)
        assert (one.stat().st_mtime_ns, one.read_bytes()) == (two.stat().st_mtime_ns, two.read_bytes())
    assert is_whole(target)


def test_damage_of_the_live_release_does_not_spread(project: Path, target: ReleaseStore) -> None:
    page = target.current / "villages/index.html"
    page.write_bytes(page.read_bytes().replace(b"<h1", b"<h2"))
    style = next((target.current / "assets").glob("site.*.css"))
    style.write_bytes(style.read_bytes()[::-1])
    assert publish(target, partial(working_folder, project), options(TOMORROW))
    assert is_whole(target)


@pytest.mark.parametrize("editions", [1, pytest.param(4, marks=pytest.mark.slow)])
def test_assets_of_three_editions_stay_and_older_ones_go(
    editions: int, project: Path, target: ReleaseStore, records: Catalog
) -> None:
    """A night that changes no asset is no new edition."""

    def style() -> str:
        live = target.live()
        assert live
        new = [path for path in live.files if re.fullmatch(r"assets/site\.\w+\.css", path)]
        return next(path for path in new if path not in live.old_assets)

    again = partial(publish, target, partial(working_folder, project))
    first, bytes_of_first = style(), (target.current / style()).read_bytes()
    for number in range(1, editions + 1):
        change(project / "overrides/assets/site.css", r"\Z", f".edition-{number} {{ color: #00000{number}; }}\n")
        assert again(options(TOMORROW))
        if number == 1:
            assert style() != first
            assert again(options("2026-11-24"))
        kept = target.current / first
        assert kept.exists() == (number <= 3) == kept.with_name(kept.name + ".br").exists()
        assert is_whole(target)
        if kept.exists():
            assert kept.read_bytes() == bytes_of_first
    live = target.live()
    assert live
    assert len({path for path in live.old_assets if "/site." in path and path.endswith(".css")}) == min(editions, 3)
    site = target.current.resolve()
    assert [p.code for p in verify(site, records, date.fromisoformat(TOMORROW), live.old_assets)] == []
    (problem, *_) = verify(site, records, date.fromisoformat(TOMORROW))  # without the list it is a leftover
    assert problem.code == "asset-unasked"


def test_an_asset_is_kept_for_three_editions_and_a_night_is_none() -> None:
    facts, kept = (1, "0"), dict[str, int]()
    made = [f"assets/a.{number:08}.css" for number in range(5)]
    for one, two in zip(made, [*made[1:], None], strict=True):
        live = Release("000001-x", DAY, "", None, "", True, dict.fromkeys([*kept, one], facts), old_assets=kept)
        assert old_assets(live, frozenset([one])) == kept
        kept = old_assets(live, frozenset([two or "assets/a.99999999.css"]))
    assert kept == {made[2]: 3, made[3]: 2, made[4]: 1}


def test_an_asset_that_comes_back_is_no_old_one() -> None:
    facts = (1, "0")
    live = Release("000001-x", DAY, "", None, "", True, {"assets/a.11111111.css": facts, "index.html": facts})
    assert old_assets(live, frozenset({"assets/a.22222222.css"})) == {"assets/a.11111111.css": 1}
    assert old_assets(live, frozenset({"assets/a.11111111.css"})) == {}
    assert old_assets(None, frozenset()) == {}


def test_every_page_of_the_site_is_of_a_kind(site: Path) -> None:
    """What no other kind has is a free page: one that a file of docs/ stands for."""
    free = {path.stem + "/" for path in (ROOT / "docs/zh").glob("*.md")}
    seen = set()
    for path in site.rglob("*.html"):
        plain = re.sub(r"^(bo|en)/", "", path.relative_to(site).as_posix()).removesuffix("index.html")
        kind = kind_of(plain)
        assert (kind == FREE_PAGE) == (plain in free), plain
        seen.add(kind)
    assert seen == {*KINDS, FREE_PAGE}
