"""Letters' pages as built: small, in three languages around one Chinese letter, and no trace of the sensitive one."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from tests.conftest import copy_project, run_build

from portal.catalog.catalog import Catalog
from portal.letters.body import Blank

PREFIXES = ("", "bo/", "en/")
LARGEST = 36_864
"""Bytes of HTML, as of an explainer."""
SENSITIVE = "letters/at-home/"


def _page(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def test_every_letter_is_listed_and_small_in_every_language(site: Path, catalog: Catalog) -> None:
    for prefix in PREFIXES:
        listed = _page(site, prefix + "letters")
        for slug in catalog.letters:
            assert f'href="../letters/{slug}/"' in listed
            raw = (site / prefix / "letters" / slug / "index.html").read_bytes()
            assert len(raw) <= LARGEST, (prefix, slug, len(raw))


def test_the_letter_itself_is_the_same_chinese_text_in_every_language(site: Path, catalog: Catalog) -> None:
    for slug, letter in catalog.letters.items():
        pages = [_page(site, f"{prefix}letters/{slug}") for prefix in PREFIXES]
        papers = [
            re.findall(r'<div class="sheets" id="sheets" lang="zh">.*?\n</div>\n</div>', page, re.S) for page in pages
        ]
        assert len(papers[0]) == 1
        assert papers[0] == papers[1] == papers[2]
        assert papers[0][0].count("<h3>") == len(letter.papers)


def test_a_draft_says_so_and_shows_each_field_in_chinese_as_well(site: Path, catalog: Catalog) -> None:
    for slug, letter in catalog.letters.items():
        page = _page(site, f"bo/letters/{slug}")
        assert page.split("<h1>")[1].split("<form")[0].count('class="notice"') == 1
        for field in letter.source.fields.values():
            assert f'<small lang="zh">{field.label}</small>' in page


def test_every_blank_stands_in_the_paper_and_every_field_in_the_form(site: Path, catalog: Catalog) -> None:
    for slug, letter in catalog.letters.items():
        page = _page(site, f"letters/{slug}")
        blanks = {
            part.field for p in letter.papers for line in p.lines for part in line.parts if isinstance(part, Blank)
        }
        assert set(re.findall(r'data-blank="([^"]+)"', page)) == blanks
        assert set(re.findall(r'id="f-([^"]+)"', page)) == blanks == letter.types.keys()
        sums = {id for id, type in letter.types.items() if type == "sum"}
        assert set(re.findall(r'data-capital="([^"]+)"', page)) == sums


def test_every_citation_leads_to_an_article_of_a_laws_page(site: Path, catalog: Catalog) -> None:
    seen = 0
    for prefix in PREFIXES:
        for slug in catalog.letters:
            folder = site / prefix / "letters" / slug
            for target in re.findall(r'href="(\.\./\.\./laws/[^"]+)"', _page(site, f"{prefix}letters/{slug}")):
                path, _, anchor = target.partition("#")
                assert f'id="{anchor}"' in (folder / path / "index.html").read_text("utf-8"), (slug, target)
                seen += 1
    assert seen > 300


def test_letters_are_linked_from_their_explainers_and_the_chooser(site: Path, catalog: Catalog) -> None:
    for prefix in PREFIXES:
        help_page = _page(site, prefix + "help")
        for slug, letter in catalog.letters.items():
            for id in letter.explainers:
                assert f'href="../../../letters/{slug}/"' in _page(site, f"{prefix}explainers/{id}")
            assert f'href="../letters/{slug}/"' in help_page
            assert f'href="../letters/{slug}/"' in _page(site, prefix + "site-map")


def test_it_says_where_to_hand_it_in_and_to_ask_the_adviser(site: Path, catalog: Catalog) -> None:
    for slug, letter in catalog.letters.items():
        page = _page(site, f"letters/{slug}")
        for office in letter.offices:
            card = page.split(f'id="{office}"')[1].split("</li>")[0]
            assert catalog.offices[office].phone in card
            assert catalog.offices[office].hours["zh"] in unescape(card)
        assert "坐班那天，请法律顾问看一看" in page.split(" data-card>")[1].split("</h2>")[0]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_sensitive_letter_keeps_every_rule_of_a_sensitive_page(prefix: str, site: Path) -> None:
    page = _page(site, prefix + SENSITIVE)
    head, main = page.split("</head>")[0].lower(), page.split("<main")[1]
    assert '<meta name="referrer" content="no-referrer">' in head
    assert head.count('name="robots"') == 1 and "noindex" in head
    for trace in ('name="description"', 'name="keywords"', "og:", "canonical"):
        assert trace not in head, trace
    assert not re.search(r"保护令|暴力|violence|protection|དྲག་སྤྱོད|སྲུང་སྐྱོབ", head)
    assert main.index("data-exit") < main.index("<h1")
    assert " data-sensitive" in page.split("<body")[1].split(">")[0]
    assert 'class="help-button keep"' not in main and 'class="help-button read"' not in main
    assert 'class="help-button keep"' in _page(site, prefix + "letters/claim-loan")


def test_the_worker_never_keeps_the_sensitive_letter(site: Path) -> None:
    """sitemap.xml, of real towns, names no page that asks not to be found (tests/build/test_sitemap.py)."""
    facts = json.loads((site / "sw.js").read_text("utf-8").split("const BUILD=")[1].split(";\n")[0])
    assert SENSITIVE in facts["sensitive"]


def test_a_town_without_letters_has_no_page_of_them(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    for path in (project / "docs").rglob("letters/*.md"):
        path.unlink()
    built = run_build(project)
    assert built.returncode == 0, built.stderr
    assert not (project / "site/letters").exists()
    assert "letters/" not in (project / "site/explainers/index.html").read_text("utf-8")
    assert '"letters/"' not in (project / "site/search/zh.json").read_text("utf-8")
