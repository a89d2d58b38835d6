"""A site that is not whole is not let through."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portal.catalog.catalog import Catalog
from portal.problems.problem import render_report
from portal.site.files import promised_files
from portal_publish.page_parser import read_page
from portal_publish.verify import verify
from tests.publish.conftest import DAY

TODAY = date.fromisoformat(DAY)


def test_the_built_site_is_fine(built: Path, records: Catalog) -> None:
    assert verify(built, records, TODAY) == []


def test_every_record_has_a_page_in_every_language(built: Path, records: Catalog) -> None:
    expected = set(promised_files(records, TODAY))
    village = next(iter(records.villages))
    for path in (f"villages/{village}/index.html", f"villages/{village}/calendar.ics", "account/2026/index.html"):
        assert {path, f"en/{path}"} <= expected
    assert {path.relative_to(built).as_posix() for path in built.rglob("*.html")} <= expected


def edit(pattern: str, replacement: str) -> Callable[[Path], None]:
    def change(page: Path) -> None:
        text = page.read_text("utf-8")
        assert re.search(pattern, text)
        page.write_text(re.sub(pattern, replacement, text, count=1), "utf-8")

    return change


def cut(part: float) -> Callable[[Path], None]:
    def change(page: Path) -> None:
        text = page.read_text("utf-8")
        page.write_text(text[: int(len(text) * part)], "utf-8")

    return change


FAULTS = {
    "a page is missing": ("help/index.html", Path.unlink, "page-missing"),
    "the sitemap is missing": ("sitemap.xml", Path.unlink, "page-missing"),
    "a page is empty": ("help/index.html", cut(0), "page-not-closed"),
    "a page stops half-way": ("help/index.html", cut(0.5), "page-not-closed"),
    "a page stops before its last tag": ("help/index.html", edit("</html>", ""), "page-not-closed"),
    "a section is not closed": ("help/index.html", edit("</section>", ""), "page-not-closed"),
    "a section is closed twice": ("help/index.html", edit("</section>", "</section></section>"), "page-not-closed"),
    "a link leads nowhere": ("help/index.html", edit(r'href="\.\./villages/"', 'href="../village/"'), "link-broken"),
    "a link leads to a folder without /": (
        "help/index.html", edit(r'href="\.\./villages/"', 'href="../villages"'), "link-broken"),
    "a link leads out of the site": (
        "help/index.html", edit(r'href="\.\./villages/"', 'href="../../villages/"'), "outside-address"),
    "an anchor is missing": ("help/index.html", edit('href="#main"', 'href="#mian"'), "anchor-missing"),
    "an anchor of another page is missing": (
        "help/index.html", edit(r'href="\.\./villages/"', 'href="../villages/#nobody"'), "anchor-missing"),
    "a script comes from outside": (
        "help/index.html", edit('<script src="[^"]*"', '<script src="https://cdn.example.com/"'), "outside-address"),
    "a protocol-relative picture": (
        "help/index.html", edit("</h1>", '<img src="//img.example.com/a.png" alt=""></h1>'), "outside-address"),
    "an inline style loads from outside": (
        "help/index.html", edit("</style>", "p{background:url(https://example.com/a.png)}</style>"), "outside-address"),
    "a link to the maker's machine": (
        "help/index.html", edit(r'href="\.\./villages/"', 'href="http://127.0.0.1:8000/"'), "outside-address"),
    "a form that sends elsewhere": (
        "help/index.html", edit("</h1>", '<form action="https://x.example.com/"></form></h1>'), "outside-address"),
    "a stylesheet loads from outside": (
        "assets/site.*.css", edit(r"^", '@import "https://fonts.example.com/x.css";\n'), "outside-address"),
    "a stylesheet names a missing file": ("assets/site.*.css", edit(r"^", "b{background:url(x.png)}\n"), "link-broken"),
    "a script calls outside": (
        "assets/portal.zh.*.js", edit(r"^", 'fetch("https://x.example.com/count");\n'), "outside-address"),
    "a page without a policy": ("help/index.html", edit('<meta http-equiv="Content-Security.*', ""), "policy-missing"),
    "a policy that comes too late": (
        "help/index.html", edit(r'(<meta http-equiv="Content-Security.*>)\n((?:.*\n)*?<script>.*\n)', r"\2\1\n"),
        "policy-missing"),
    "a policy that lets anything in": (
        "help/index.html", edit("default-src 'none'", "default-src *"), "policy-missing"),
    "a script the policy does not name": (
        "help/index.html", edit("</main>", "<script>alert(1)</script></main>"), "policy-broken"),
    "a changed inline style": ("help/index.html", edit("</style>", "b{}</style>"), "policy-broken"),
    "a style attribute": ("help/index.html", edit("<main", '<main style="color:red"'), "policy-broken"),
    "a handler": ("help/index.html", edit("<main", '<main onclick="x()"'), "policy-broken"),
    "a link that runs": ("help/index.html", edit(r'href="\.\./villages/"', 'href="javascript:x()"'), "outside-address"),
    "a link that is a page": (
        "help/index.html", edit(r'href="\.\./villages/"', 'href="data:text/html,x"'), "outside-address"),
    "a page without the sample banner": ("help/index.html", edit('class="sample"', ""), "sample-unmarked"),
    "a page without noindex": ("help/index.html", edit("noindex", "all"), "sample-unmarked"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_built_site_is_found(name: str, built: Path, records: Catalog) -> None:
    pattern, break_it, code = FAULTS[name]
    path = next(built.glob(pattern)).relative_to(built).as_posix()
    break_it(built / path)
    problems = verify(built, records, TODAY)
    assert code in {problem.code for problem in problems if problem.path == path}
    assert "什么都没有发布" in render_report(problems)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("calendar.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n"),
        ("feed.xml", b"<feed><entry></feed>"),
        ("data/villages.json", b'[{"id": "jiaya"'),
        ("icon.svg", b"<svg><path></svg>"),
        ("broken.html", b"\xff\xfe\x00"),
    ],
)
def test_a_file_that_cannot_be_read_back_is_found(name: str, data: bytes, built: Path, records: Catalog) -> None:
    (built / name).parent.mkdir(exist_ok=True)
    (built / name).write_bytes(data)
    assert [problem.path for problem in verify(built, records, TODAY) if problem.code == "feed-broken"] == [name]


def test_a_real_site_with_a_sample_page_left_is_found(built: Path, records: Catalog) -> None:
    real = records.portal.model_copy(update={"sample": False})
    object.__setattr__(records, "portal", real)
    try:
        assert {problem.code for problem in verify(built, records, TODAY)} == {"sample-banner-left"}
    finally:
        object.__setattr__(records, "portal", real.model_copy(update={"sample": True}))


def test_one_broken_template_does_not_fill_the_screen(built: Path, records: Catalog) -> None:
    for page in built.rglob("*.html"):
        edit("</main>", "")(page)
    assert len(verify(built, records, TODAY)) == 40


def test_what_a_reader_is_led_to_is_not_what_the_browser_loads() -> None:
    page = read_page(
        '<!doctype html><html><head><title>t</title><link rel="canonical" href="https://a.example/"></head><body>'
        '<a href="https://flk.example.gov/">x</a><img src="a.png" srcset="b.png 2x, c.png 3x">'
        '<svg><use href="#i"/></svg></body></html>'
    )
    assert [link.target for link in page.links] == ["https://a.example/", "https://flk.example.gov/"]
    assert [link.target for link in page.loads] == ["a.png", "b.png", "c.png", "#i"]
    assert page.faults == []
