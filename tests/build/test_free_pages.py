"""A free Markdown page goes through MkDocs' own pipeline into our layout, at one address in every language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import ROOT, TODAY, copy_project, run_build

from portal.catalog.catalog import Catalog
from portal.checks.free_pages import check_free_pages
from portal.free_pages.model import FreePage, FreePageText
from portal.loading.load import load
from portal.records.validation import RecordStore
from portal.site.files import promised_files
from portal.yaml_io.document import Document

SHIPPED = ("about", "accessibility", "privacy")
KNOWN = ROOT / "tests/shipped/samples/addresses.txt"


def _page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_page_stands_at_one_address_in_every_language(name: str, site: Path, catalog: Catalog) -> None:
    page = catalog.free_pages[name]
    for code, language in catalog.languages.items():
        html = _page(site, language.prefix + name)
        assert f'<html lang="{code}"' in html
        assert f"<h1>{page.translations.get(code, page.source).title}</h1>" in html
        assert html.count("<h1") == 1
        switch = re.findall(r'<li><a href="([^"]*)" hreflang="(\w\w)"', html)
        up = "../" * (1 + language.prefix.count("/"))
        assert switch == [(f"{up}{other.prefix}{name}/", other.code) for other in catalog.languages.values()]
        assert "2026" in html.rpartition("<footer>")[2].partition("<time datetime=")[2]


def test_every_page_of_the_site_leads_to_them(site: Path, catalog: Catalog) -> None:
    """Posters and cards are made for paper and have no menu."""
    found = 0
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        if 'id="menu"' in html:
            menu = html[html.index('id="menu"') :]
            assert all(re.search(rf'<a href="[./\w-]*{name}/">', menu) for name in SHIPPED), path
            found += 1
    assert found > 700
    for language in catalog.languages.values():
        listed = _page(site, f"{language.prefix}site-map").partition("<footer>")[0]
        assert all(f'<a href="../{name}/">' in listed for name in SHIPPED)


def test_a_draft_has_the_chinese_beside_each_of_its_sections(site: Path) -> None:
    html = _page(site, "bo/about")
    pairs = re.findall(r'<div class="beside">\n<div>(.*?)</div>\n<div lang="zh">(.*?)</div>', html, re.S)
    assert len(pairs) == html.count("<h2") // 2 + 1 > 4
    assert all(re.search("[\u0f40-\u0fbc]", draft) and re.search("[\u4e00-\u9fff]", source) for draft, source in pairs)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_what_the_portal_yml_says_is_who_to_write_to(tmp_path: Path, catalog: Catalog) -> None:
    project = copy_project(tmp_path)
    portal = project / "content/portal.yml"
    text = portal.read_text(encoding="utf-8")
    portal.write_text(text.replace("  phone: 0971-0000100", "  phone: 0971-0000100\n  email: sfs@example.org"), "utf-8")
    (project / "docs/zh/visits.md").write_text(
        "# 接待日\n\n!!! note\n    请带身份证。\n\n见[欠薪怎么办](explainers/labour/unpaid-wages.md)，"
        "[关于](about.md)，[报警](office:police)，[地图](/site-map/#report)。\n\n`<b>` 不是粗体。\n",
        encoding="utf-8",
    )
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("  - tables:", "  - admonition\n  - tables:"), "utf-8")
    (project / "hooks/louder.py").write_text(
        "def on_page_content(html, page, config, files):\n    return html.replace('请带身份证', '请一定带身份证')\n",
        encoding="utf-8",
    )
    settings.write_text(settings.read_text("utf-8").replace("hooks:\n", "hooks:\n  - hooks/louder.py\n"), "utf-8")
    result = run_build(project)
    assert result.returncode == 0, result.stderr
    site = project / "site"
    assert '<a href="mailto:sfs@example.org">' in _page(site, "privacy")
    assert 'href="tel:09710000100"' in _page(site, "privacy").partition("<footer>")[0]
    html = _page(site, "visits")
    # MkDocs' extensions and plugins have been at work, and its links are the portal's.
    assert '<div class="admonition note">' in html and "请一定带身份证" in html
    for address in ("explainers/labour/unpaid-wages/", "about/", "help/#police", "site-map/#report"):
        assert f'href="../{address}"' in html, address
    assert "<code>&lt;b&gt;</code>" in html
    # A language without the page says so and gives the source, with links that stay in the language.
    for code in ("bo", "en"):
        other = _page(site, f"{code}/visits")
        assert f'<p class="notice">{catalog.languages[code].label("free_page.missing")}</p>' in other
        assert '<div lang="zh"><div class="admonition note">' in other and 'href="../about/"' in other


def test_raw_html_in_markdown_that_no_check_saw_is_shown_as_text() -> None:
    from markdown import Markdown

    from portal_pages.free_pages import NoRawHtml

    html = Markdown(extensions=["fenced_code", NoRawHtml()]).convert("<script>a()</script>\n\nx <b onclick='y'>z</b>")
    assert "<script" not in html and "<b" not in html and "&lt;script&gt;" in html


def test_a_bad_free_page_stops_the_build_and_leaves_the_site(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    (project / "site").mkdir()
    (project / "site/index.html").write_text("the last good site", encoding="utf-8")
    bad = {
        "laws.md": "# 法律\n",
        "plain.md": "没有标题\n",
        "lost.md": "# 甲\n\n[乙](nowhere.md)\n",
        "raw.md": "# 甲\n\n<b>乙</b>\n",
    }
    for name, text in bad.items():
        (project / "docs/zh" / name).write_text(text, encoding="utf-8")
    result = run_build(project)
    told = result.stdout + result.stderr
    assert result.returncode == 1 and "Traceback" not in told
    assert "docs/zh/laws.md:1:1: error[page-address-taken]" in told
    assert "docs/zh/plain.md:1:1: error[page-title-missing]" in told
    assert "docs/zh/lost.md:3:5: error[page-link]" in told
    assert "docs/zh/raw.md:3:1: error[page-html]" in told
    assert (project / "site/index.html").read_text(encoding="utf-8") == "the last good site"


def test_no_address_of_the_site_is_free(catalog: Catalog) -> None:
    lines = [line for line in KNOWN.read_text("utf-8").splitlines() if line.startswith("/")]
    taken = {line[1:].removesuffix("index.html").rstrip("/") for line in lines if line.endswith("/index.html")}
    taken |= {"bo", "en", "assets", "search", "photos", "share", "villages/new", "account/9", "index"}
    for address in taken - set(SHIPPED):
        page = FreePage(address, FreePageText(f"docs/zh/{address}.md", "zh", "题", "", ()))
        store = RecordStore(TODAY, places={("page", f"zh/{address}"): (Document(page.source.path, "# 题"), ())})
        told = [problem.code for problem in check_free_pages({address: page}, store)]
        assert told == ["page-address-taken"], address


def test_a_translation_of_an_earlier_text_and_one_without_a_source_are_told(files: Mapping[str, bytes]) -> None:
    changed = {**files, "docs/zh/about.md": files["docs/zh/about.md"] + "\n还有一句。\n".encode()}
    changed["docs/en/alone.md"] = files["docs/en/about.md"]
    _, problems = load(changed, TODAY)
    told = {(problem.code, problem.path) for problem in problems}
    assert {("translation-stale", "docs/en/about.md"), ("translation-stale", "docs/bo/about.md")} <= told
    assert ("translation-without-source", "docs/en/alone.md") in told


def test_a_publish_expects_them(catalog: Catalog) -> None:
    expected = set(promised_files(catalog, TODAY))
    assert {f"{p}{name}/index.html" for p in ("", "bo/", "en/") for name in SHIPPED} <= expected
