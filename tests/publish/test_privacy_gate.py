"""Nothing personal leaves in any file of the built site, in whatever form it stands there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from portal.catalog.allow_list import AllowList
from portal.catalog.catalog import Catalog
from portal.problems.problem import render_report
from portal.text.personal_data import mark_of
from portal_publish.privacy_gate import check_site_privacy
from portal_publish.releases import ReleaseStore
from tests.publish.conftest import portal

MOBILE, CARD = "13900010002", "6222020000000000000"
IDENTITY = "11010519491231002X"
"""The example of GB 11643 itself: nobody's."""


def test_the_built_site_holds_nothing_personal(built: Path, records: Catalog) -> None:
    assert check_site_privacy(built, records) == []


def into(pattern: str, old: str, new: str) -> Callable[[Path], str]:
    """Puts a text before another in the first file of a pattern; says which file."""

    def change(site: Path) -> str:
        path = min(site.glob(pattern))
        text = path.read_bytes().decode()
        assert old in text, path
        path.write_bytes(text.replace(old, new + old, 1).encode())
        return path.relative_to(site).as_posix()

    return change


def new(name: str, data: bytes) -> Callable[[Path], str]:
    def change(site: Path) -> str:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
        return name

    return change


FOUND = {
    "in a page": (into("help/index.html", "</main>", f"<p>身份证 {IDENTITY}</p>"), "id-number"),
    "half of it bold": (into("help/index.html", "</main>", f"<p>{MOBILE[:3]}<b>{MOBILE[3:]}</b></p>"), "mobile-number"),
    "in entities": (into("help/index.html", "</main>", f"<p>&#x31;{MOBILE[1:]}</p>"), "mobile-number"),
    "in full-width digits with hyphens": (
        into("help/index.html", "</main>", "<p>１３９-０００１-０００２</p>"), "mobile-number"),
    "in an attribute": (into("help/index.html", "</main>", f'<p data-x="{MOBILE}"></p>'), "mobile-number"),
    "in a link": (into("help/index.html", "</main>", f'<a href="tel:+86{MOBILE}">x</a>'), "mobile-number"),
    "in the data for machines": (
        into("help/index.html", "</head>", f'<script type="application/ld+json">{{"t":"{MOBILE}"}}</script>'),
        "mobile-number"),
    "a label of a template beside a date": (
        into("help/index.html", "</main>", "<p>出生日期：<time>1985年3月5日</time></p>"), "birth-date"),
    "an address": (into("help/index.html", "</main>", "<p>家住上新庄镇加牙村<b>12号</b></p>"), "home-address"),
    "in open data": (into("data/villages.json", '"title"', f'"card": "{CARD}", '), "bank-card"),
    "escaped in JSON": (
        into("data/villages.json", '"title"', '"x": "\\u51fa\\u751f\\uff1a1985-03-05", '), "birth-date"),
    "in a shard of the search": (into("search/*-0.json", "{", f'{{"{MOBILE}":[1]}}'), "mobile-number"),
    "in a script": (into("assets/portal.zh.*.js", "window", f"/*{MOBILE}*/"), "mobile-number"),
    "folded in a calendar": (
        into("calendar.ics", "END:VEVENT", f"DESCRIPTION:{MOBILE[:5]}\r\n {MOBILE[5:]}\r\n"), "mobile-number"),
    "escaped twice in a feed": (
        into("feed.xml", "</feed>", f"<x>&lt;p&gt;&amp;#x31;{MOBILE[1:]}&lt;/p&gt;</x>"), "mobile-number"),
    "in a notice": (new("villages/x/notice.txt", f"﻿联系人 {MOBILE}\n".encode()), "mobile-number"),
    "in a picture of words": (new("chart.svg", f"<svg><title>{MOBILE}</title></svg>".encode()), "mobile-number"),
    "in a file of an unknown kind": (new("list.csv", f"name,{MOBILE}\n".encode()), "mobile-number"),
    "in a file's name": (new(f"photos/{MOBILE}.txt", b""), "mobile-number"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_what_is_personal_is_found_and_masked(name: str, built: Path, records: Catalog) -> None:
    change, code = FOUND[name]
    path = change(built)
    problems = check_site_privacy(built, records)
    assert [problem.code for problem in problems] == [code]
    said = render_report(problems)
    assert not any(secret in said for secret in (MOBILE, MOBILE[3:], IDENTITY[6:], CARD, "1985", "12号"))
    assert path.replace(MOBILE, "***********") in said


def _picture(kind: str) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    stream = BytesIO()
    Image.new("RGB", (8, 8)).save(stream, kind, exif=exif.tobytes())
    return stream.getvalue()


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_that_knows_its_place_is_found(kind: str, suffix: str, built: Path, records: Catalog) -> None:
    name = new(f"photos/a.{suffix}", _picture(kind))(built)
    assert [(problem.code, problem.path) for problem in check_site_privacy(built, records)] == [
        ("picture-with-place", name)
    ]


def test_consent_or_an_entry_lets_it_leave(built: Path, records: Catalog) -> None:
    FOUND["in a page"][0](built)
    FOUND["in a link"][0](built)
    both = AllowList(frozenset([MOBILE]), frozenset([(mark_of(IDENTITY), "help/index.html")]))
    assert check_site_privacy(built, replace(records, may_leave=both)) == []
    elsewhere = AllowList(frozenset([MOBILE]), frozenset([(mark_of(IDENTITY), "index.html")]))
    assert [p.code for p in check_site_privacy(built, replace(records, may_leave=elsewhere))] == ["id-number"]


def test_publishing_stops_at_it(project: Path, target: ReleaseStore) -> None:
    """A template that lays records together wrongly: no record is at fault, nothing is published."""
    footer = project / "overrides/layout.html"
    footer.write_text(
        footer.read_text("utf-8").replace("</footer>", f"<p>{MOBILE[:3]}<b>{MOBILE[3:]}</b></p></footer>")
    )
    done = portal(project, "publish", "--to", target.root)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "mobile-number" in done.stdout
    assert MOBILE not in done.stdout + done.stderr
    assert len(target.names()) == 1
