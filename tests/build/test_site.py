"""The built site: every page in every language, whole, and nobody else's."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.conftest import copy_project, run_build

from portal.catalog.catalog import Catalog
from portal_publish.privacy_gate import check_site_privacy

PREFIXES = {"zh": "", "bo": "bo/", "en": "en/"}
LARGEST_RECORD_PAGE = 24 * 1024


class _Page(HTMLParser):
    """What a test wants to know of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = ""
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.headings: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = values.get("lang", "")
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in ("script", "img", "iframe") and "src" in values:
            self.loads.append(values["src"])
        if tag == "link" and values.get("rel") in ("stylesheet", "icon", "preload"):
            self.loads.append(values["href"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, _Page]:
    found = {}
    for path in sorted(site.rglob("*.html")):
        found[path.relative_to(site).as_posix()] = _Page(path.read_text(encoding="utf-8"))
    return found


def _expected(catalog: Catalog) -> set[str]:
    paths = {"", "villages/", "advisers/", "calendar/", "explainers/", "laws/", "help/"}
    paths |= {f"villages/{id}/" for id in catalog.villages}
    paths |= {f"advisers/{id}/" for id in catalog.advisers}
    paths |= {f"events/{id}/" for id in catalog.events}
    paths |= {f"explainers/{id}/" for id in catalog.explainers}
    paths |= {f"explainers/{explainer.topic}/" for explainer in catalog.explainers.values()}
    paths |= {f"laws/{id}/" for id in catalog.laws}
    paths |= {f"calendar/{event.starts:%Y-%m}/" for event in catalog.events.values()}
    return {path + "index.html" for path in paths} | {"404.html"}


@pytest.mark.parametrize("language", PREFIXES)
def test_every_page_exists_in_every_language(language: str, catalog: Catalog, pages: dict[str, _Page]) -> None:
    missing = {path for path in _expected(catalog) if PREFIXES[language] + path not in pages}
    assert missing == set()


def test_every_page_says_its_language(pages: dict[str, _Page]) -> None:
    wrong = {
        path: page.language
        for path, page in pages.items()
        if page.language != (path[:2] if path.startswith(("bo/", "en/")) else "zh")
    }
    assert wrong == {}


def test_every_internal_link_leads_to_a_page_and_an_anchor(pages: dict[str, _Page], site: Path) -> None:
    broken = set()
    for path, page in pages.items():
        if path.endswith("404.html"):
            continue  # its links are absolute: it is served at any address
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, _, fragment = link.partition("#")
            target = target.partition("?")[0]
            file = (site / path).parent.joinpath(target).resolve() if target else site / path
            file = file / "index.html" if file.is_dir() else file
            name = file.relative_to(site.resolve() if target else site).as_posix()
            if not file.exists() or (fragment and name in pages and fragment not in pages[name].ids):
                broken.add((path, link))
    assert broken == set()


def test_nothing_is_loaded_from_another_host(pages: dict[str, _Page], site: Path) -> None:
    assert {load for page in pages.values() for load in page.loads if re.match(r"(?:[a-z]+:)?//", load)} == set()
    styles = "".join(path.read_text(encoding="utf-8") for path in (site / "assets").glob("*.css"))
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", styles)


def test_every_page_has_one_h1_and_headings_in_order(pages: dict[str, _Page]) -> None:
    wrong = {
        path: page.headings
        for path, page in pages.items()
        if page.headings.count(1) != 1
        or page.headings[0] != 1
        or any(after > before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    }
    assert wrong == {}


@pytest.mark.parametrize("kind", ["villages", "advisers", "events"])
def test_record_pages_stay_small(kind: str, site: Path) -> None:
    pages = [page for prefix in PREFIXES.values() for page in (site / prefix / kind).glob("*/index.html")]
    assert {page: size for page in pages if (size := page.stat().st_size) > LARGEST_RECORD_PAGE} == {}


def test_a_sample_site_says_so_and_keeps_out_of_search_engines(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in html
        assert '<p class="sample">' in html


def test_nothing_personal_stands_in_any_file(site: Path, catalog: Catalog) -> None:
    assert check_site_privacy(site, catalog) == []


def test_village_pages_are_not_in_the_menu(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    menus = re.findall(r"<nav.*?</nav>", home, re.S)
    assert menus and not any("villages/jiaya" in menu for menu in menus)


def test_a_village_without_an_adviser_shows_who_helps_instead(site: Path) -> None:
    html = (site / "villages/huashan/index.html").read_text(encoding="utf-8")
    answer = html[html.index('class="answer"') : html.index("法律明白人</h2>")]
    assert "司法所" in answer and "tel:12348" in answer


def test_text_without_translation_is_marked_as_the_source_language(site: Path) -> None:
    html = (site / "bo/villages/jiaya/index.html").read_text(encoding="utf-8")
    assert '<h1><span lang="zh">加牙村</span> <small>Jiaya</small></h1>' in html


def test_a_partly_translated_explainer_says_so_and_gives_the_chinese(site: Path, catalog: Catalog) -> None:
    partial = next(
        e for e in catalog.explainers.values() if "bo" in e.translations and not e.translations["bo"].is_whole
    )
    html = (site / f"bo/explainers/{partial.id}/index.html").read_text(encoding="utf-8")
    assert catalog.languages["bo"].label("translation.partial") in html
    assert partial.translations["bo"].title in html
    assert '<div lang="zh">' in html


def test_a_draft_shows_time_limits_beside_the_chinese(site: Path) -> None:
    html = (site / "bo/explainers/labour/unpaid-wages/index.html").read_text(encoding="utf-8")
    limits = html[html.index('id="limits"') : html.index('id="who"')]
    assert limits.count("<table>") == 1 and limits.count('<p lang="zh">') == 2 * (limits.count("<tr>") - 1)


def test_the_shells_give_the_same_bytes_as_pages_rendered_whole(site: Path, catalog: Catalog) -> None:
    from mkdocs.config import load_config
    from tests.conftest import ROOT, TODAY

    from portal_pages.build import make_build
    from portal_pages.converting import Converter

    config = load_config(str(ROOT / "mkdocs.yml"))
    build = make_build(catalog, TODAY, ROOT / "overrides", config.theme.get_env(), Converter(config))
    checked = 0
    for page in [*build.record_pages(), *build.account_pages()]:
        for language, context in build.contexts.items():
            document = build.document(page, language)
            cached = build.renderer.document(document, context)
            assert cached == build.renderer.document_without_shell(document, context)
            checked += 1
    assert checked > 700


# --- bad input and other settings ----------------------------------------------------------


def test_a_bad_record_stops_the_build_and_leaves_the_site(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("the last good site", encoding="utf-8")
    village = project / "content/villages/jiaya.yml"
    text = village.read_text(encoding="utf-8")
    bad = text.replace("adviser: sample-01", "adviser: sample-1").replace("since: 2026-01-01", "since: 2026-02-30", 1)
    village.write_text(bad + "colour: red\ncode: 630106101221\n", encoding="utf-8")
    (project / "content/villages/yaowan.yml").write_text("name: {en: Yaowan}\n", encoding="utf-8")
    result = run_build(project)
    printed = result.stdout + result.stderr
    assert result.returncode == 1
    assert "Traceback" not in printed
    for code in ("duplicate-key", "source-language-missing", "missing-key"):
        assert re.search(rf"content/villages/\w+\.yml:\d+:\d+: error\[{code}\]", printed), code
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert (site / "index.html").read_text(encoding="utf-8") == "the last good site"


@pytest.mark.parametrize(
    "languages", ["zh", *(pytest.param(two, marks=pytest.mark.slow) for two in ("zh, bo", "zh, en"))]
)
def test_other_lists_of_languages_build_too(languages: str, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    portal = project / "content/portal.yml"
    text = re.sub(r"languages: \[.*\]", f"languages: [{languages}]", portal.read_text(encoding="utf-8"))
    portal.write_text(text, encoding="utf-8")
    result = run_build(project, today=date(2026, 11, 22))
    assert result.returncode == 0, result.stderr
    for code, prefix in PREFIXES.items():
        assert (project / "site" / prefix / "villages/jiaya/index.html").exists() == (code in languages)


def test_a_community_is_told_of_its_own_committee_and_not_of_a_village(site: Path, catalog: Catalog) -> None:
    """On its pages, poster, cards and notice: 居委会 and 社区, in every language."""
    village_words = {"zh": ("村委会", "本村", "来村"), "bo": ("གྲོང་ཚོ",), "en": ("illage office", "this village")}
    own_words = {"zh": "居委会", "bo": "སྡེ་ཁུལ", "en": "ommunity office"}
    (id,) = [id for id, village in catalog.villages.items() if village.kind == "community"]
    for code, words in village_words.items():
        folder = site / ("" if code == "zh" else code) / "villages" / id
        main = (folder / "index.html").read_text(encoding="utf-8").split("<main")[1].split("</main>")[0]
        assert own_words[code] in main
        texts = [main, (folder / "notice.txt").read_text(encoding="utf-8")]
        for name in ("poster", "card", "notice", "dates"):
            html = (folder / name / "index.html").read_text(encoding="utf-8")
            texts.append(html.split("<main")[1].split("</main>")[0] if "<main" in html else html.split("<body")[1])
        for text in texts:
            assert [word for word in words if word in text] == [], code
    other = (site / "villages/jiaya/index.html").read_text(encoding="utf-8")
    assert "村委会" in other and "居委会" not in other
    assert '"community":true' in (site / f"villages/{id}/card.json").read_text(encoding="utf-8")
    script = next(site.glob("assets/portal.zh.*.js")).read_text(encoding="utf-8")
    assert "居委会：{phone}" in script
