"""Search engines find every page that may be found, in all its languages, and no other."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from tests.conftest import run_build
from tests.publish.conftest import change
from tests.real_town import copy_as_real_town

from portal.site import sitemap
from portal.site.sitemap import robots_text, sitemap_texts

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALTERNATE = "{http://www.w3.org/1999/xhtml}link"
BASE = "https://help.example.org/"
LANGUAGES = (("zh", ""), ("bo", "bo/"), ("en", "en/"))


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped town as if it were no sample, at a host's root."""
    project = copy_as_real_town(tmp_path_factory.mktemp("real") / "project")
    change(project / "content/portal.yml", "base_url: .*", f"base_url: {BASE}")
    result = run_build(project)
    assert result.returncode == 0, result.stderr
    return project / "site"


def _entries(text: str | bytes) -> dict[str, ElementTree.Element]:
    """The entries of a sitemap by address, once what the protocol asks of them has been seen to hold."""
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SITEMAPS}urlset" and len(root) <= 50_000
    found = {}
    for entry in root:
        assert entry.tag == f"{SITEMAPS}url"
        # sitemap.xsd: loc once, lastmod at most once, each before what is of another namespace.
        tags = [child.tag for child in entry]
        count = Counter(tags)
        assert tags[0] == f"{SITEMAPS}loc" and count[f"{SITEMAPS}loc"] == 1 and count[f"{SITEMAPS}lastmod"] <= 1
        assert set(tags) <= {f"{SITEMAPS}loc", f"{SITEMAPS}lastmod", ALTERNATE}
        assert tags == sorted(tags, key=lambda tag: tag == ALTERNATE)
        address = entry[0].text or ""
        assert re.fullmatch(r"https?://[!-~]{1,2000}", address) and address not in found
        assert all(date.fromisoformat(each.text or "") for each in entry.findall(f"{SITEMAPS}lastmod"))
        found[address] = entry
    return found


def _alternates(entry: ElementTree.Element) -> dict[str, str]:
    links = entry.findall(ALTERNATE)
    assert all(link.attrib.keys() == {"rel", "hreflang", "href"} and link.get("rel") == "alternate" for link in links)
    named = {link.attrib["hreflang"]: link.attrib["href"] for link in links}
    assert len(named) == len(links)
    return named


def test_the_sitemap_has_every_page_that_may_be_found_and_no_other(real_site: Path) -> None:
    named = set(_entries((real_site / "sitemap.xml").read_bytes()))
    open_pages = {
        BASE + path.relative_to(real_site).as_posix().removesuffix("index.html")
        for path in real_site.rglob("*.html")
        if '<meta name="robots" content="noindex">' not in path.read_text(encoding="utf-8")
    }
    assert len(open_pages) > 500
    assert named == open_pages
    assert not [address for address in named if "/at-home/" in address or "/poster/" in address or "404" in address]
    # The page says the same of itself.
    for address in (f"{BASE}villages/jiaya/", f"{BASE}bo/explainers/labour/unpaid-wages/", f"{BASE}account/"):
        page = (real_site / address.removeprefix(BASE) / "index.html").read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{address}">' in page and address in named


def test_every_entry_names_all_its_languages_and_they_name_it(real_site: Path) -> None:
    entries = _entries((real_site / "sitemap.xml").read_bytes())
    for address, entry in entries.items():
        named = _alternates(entry)
        assert named.keys() == {"zh", "bo", "en", "x-default"} and named["x-default"] == named["zh"]
        assert address in named.values()
        assert all(_alternates(entries[other]) == named for other in named.values())


def test_robots_are_led_to_the_sitemap_and_kept_from_nothing(real_site: Path) -> None:
    rules = RobotFileParser()
    rules.parse((real_site / "robots.txt").read_text(encoding="utf-8").splitlines())
    assert rules.site_maps() == [f"{BASE}sitemap.xml"]
    # A page that asks not to be found has to be read to be asked.
    assert rules.can_fetch("Baiduspider", f"{BASE}villages/jiaya/poster/")


def test_a_sample_site_names_no_page(site: Path) -> None:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert _entries(text) == {} and "样例网站" in text
    assert not (site / "robots.txt").exists()  # it stands below a path: nobody would ask for it there


def test_without_an_address_there_is_neither(tmp_path: Path) -> None:
    project = copy_as_real_town(tmp_path / "project")
    change(project / "content/portal.yml", "base_url: .*", "base_url:")
    result = run_build(project)
    assert result.returncode == 0, result.stderr
    assert not [path.name for path in (project / "site").glob("*.*") if path.suffix in (".xml", ".txt")]


# --- the texts alone ------------------------------------------------------------------------


def test_a_day_is_told_where_it_is_known() -> None:
    days = {"": None, "villages/jiaya/": date(2026, 11, 2)}
    ((_, text),) = sitemap_texts(BASE, LANGUAGES, list(days), days.get)
    told = {address: entry.findtext(f"{SITEMAPS}lastmod") for address, entry in _entries(text).items()}
    assert told == {
        BASE: None, f"{BASE}bo/": None, f"{BASE}en/": None,
        **{f"{BASE}{prefix}villages/jiaya/": "2026-11-02" for _, prefix in LANGUAGES},
    }  # fmt: skip


def test_a_site_in_one_language_has_no_alternates() -> None:
    ((_, text),) = sitemap_texts(BASE, LANGUAGES[:1], ["help/"], lambda path: None)
    assert [_alternates(entry) for entry in _entries(text).values()] == [{}]


def test_more_addresses_than_a_file_may_have_are_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 4)
    files = dict(sitemap_texts(BASE, LANGUAGES, ["", "help/", "laws/"], lambda path: None))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    index = ElementTree.fromstring(files.pop("sitemap.xml"))
    assert index.tag == f"{SITEMAPS}sitemapindex"
    assert [entry.findtext(f"{SITEMAPS}loc") for entry in index] == [BASE + name for name in files]
    assert [address for text in files.values() for address in _entries(text)] == [
        BASE + prefix + path for path in ("", "help/", "laws/") for _, prefix in LANGUAGES
    ]


@pytest.mark.parametrize("base", ["https://example.org/sxz/", "http://example.org:8080/a/"])
def test_there_are_no_robots_below_a_path(base: str) -> None:
    assert robots_text(base) is None and robots_text("http://example.org:8080/") is not None
