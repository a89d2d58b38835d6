"""The explainers' pages as built: drafts beside the source, no trace of sensitive ones, reviews that are due."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from tests.conftest import ROOT, TODAY, copy_project, run_build

from portal.catalog.catalog import Catalog
from portal.explainers.sentences import find_sentences, plain_cells

SENSITIVE = "explainers/family/at-home/index.html"
EXPLAINER_BYTES, RECORD_BYTES = 36_864, 24_576
PREFIXES = ("", "bo/", "en/")


def _page(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_sensitive_page_leaves_nothing_for_shares_and_search_engines(site: Path, prefix: str) -> None:
    html = _page(site, prefix + SENSITIVE)
    head = html.split("</head>")[0].lower()
    assert '<meta name="referrer" content="no-referrer">' in head
    assert "noindex" in head
    for trace in ('name="description"', "og:", "canonical", "twitter:", 'itemprop="image"'):
        assert trace not in head, trace
    assert "data-exit" in html
    assert not re.search(r"暴力|violence|དྲག་སྤྱོད", head)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_exit_stands_before_everything_else_of_a_sensitive_page(site: Path, prefix: str) -> None:
    main = _page(site, prefix + SENSITIVE).split("<main")[1]
    assert main.index("data-exit") < main.index("<h1")


def test_other_pages_have_neither_exit_nor_its_script(site: Path) -> None:
    html = _page(site, "explainers/labour/unpaid-wages/index.html")
    assert "data-exit" not in html
    assert "exit.js" not in html
    assert 'name="description"' in html.lower()


def test_numbers_limits_and_safety_stand_beside_the_chinese_in_tibetan_drafts(site: Path, catalog: Catalog) -> None:
    """Every line of safety and time limits; elsewhere each sentence with a number; a partial text's whole answer."""
    checked = 0
    for explainer in catalog.explainers.values():
        text = explainer.translations["bo"]
        main = _page(site, f"bo/explainers/{explainer.id}/index.html").split("<main")[1]
        below = unescape("".join(re.findall(r'<p lang="zh">([^<]*)</p>', main)))
        for section in explainer.source.sections if text.is_whole else explainer.source.sections[:1]:
            is_whole = section.id in ("safety", "limits") or not text.is_whole
            for sentence in find_sentences(section.markdown.split("\n"), 1, "zh"):
                if section.id == "limits":
                    cells = [] if sentence.line == 1 else plain_cells(sentence.markdown)[:2]
                else:
                    cells = [sentence.words] if is_whole or re.search(r"\d", sentence.words) else []
                for cell in cells:
                    assert cell in below, (explainer.id, section.id, cell)
                    checked += 1
    assert checked > 400


def test_every_citation_stands_on_the_page_as_a_link_beside_its_claim(site: Path, catalog: Catalog) -> None:
    for explainer in catalog.explainers.values():
        main = _page(site, f"explainers/{explainer.id}/index.html").split("<main")[1].split('law-behind"')[0]
        links = [link for section in explainer.source.sections for link in section.links() if link.citation]
        assert len(re.findall(r'<a href="\.\./\.\./\.\./laws/[a-z0-9-]+/#article-', main)) == len(links), explainer.id


def test_every_page_stays_within_its_bytes(site: Path) -> None:
    """36 KB an explainer, in every language; 24 KB a page of a village, an adviser or a session."""
    texts = {path: path.stat().st_size for path in site.glob("**/explainers/*/*/index.html")}
    assert len(texts) > 3 * 60
    assert {str(path): size for path, size in texts.items() if size > EXPLAINER_BYTES} == {}
    records = [path for kind in ("villages", "advisers", "events") for path in site.glob(f"**/{kind}/*/index.html")]
    assert len(records) > 3 * 34
    assert {str(path): path.stat().st_size for path in records if path.stat().st_size > RECORD_BYTES} == {}


def test_no_link_of_our_own_kinds_is_left_unresolved(site: Path) -> None:
    for path in site.rglob("explainers/**/*.html"):
        assert not re.search(r'href="(?:law|office|term):', path.read_text(encoding="utf-8")), path


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A site with a linked term, reviews and a changed law, and what the check said before the law changed and then."""
    project = copy_project(tmp_path_factory.mktemp("changed"))
    for slug in ("labour/unpaid-wages", "labour/no-contract", REVIEWED):
        _replace(
            project / f"docs/zh/explainers/{slug}.md",
            "reviewed:\n",
            "reviewed: {by: 示例律师01, role: 律师, on: 2026-11-22}\n",
        )
    _replace(project / "docs/zh/explainers/labour/unpaid-wages.md", "申请支付令", "申请[支付令](term:payment-order)")
    before = _check(project, "2026-12-20")
    laws = project / "content" / "common" / "laws.yml"
    head, tail = laws.read_text(encoding="utf-8").split("- id: labour-contract-law")
    old = tail.split("version: ")[1][:10]
    laws.write_text(head + "- id: labour-contract-law" + tail.replace(old, "2026-12-01", 1), encoding="utf-8")
    after = _check(project, "2026-12-20")
    built = run_build(project)
    assert built.returncode == 0, built.stderr
    return project / "site", before, after


REVIEWED = "money/lending"
"""An explainer that the changed law does not concern."""


def test_a_linked_term_leads_to_its_meaning(changed: tuple[Path, str, str]) -> None:
    site = changed[0]
    html = _page(site, "explainers/labour/unpaid-wages/index.html")
    assert 'href="../../../glossary/#payment-order">支付令</a>' in html
    assert 'id="payment-order"' in _page(site, "glossary/index.html")
    # The list of a page's terms leads to the glossary in the reader's own language.
    assert 'href="../../../glossary/#payment-order"' in _page(site, "bo/explainers/labour/unpaid-wages/index.html")


def test_a_changed_law_makes_the_explainers_that_cite_it_due_on_the_pages_and_in_the_check(
    changed: tuple[Path, str, str], catalog: Catalog
) -> None:
    site, before, said = changed
    assert "review-due" not in before
    for slug in ("unpaid-wages", "no-contract"):
        assert re.search(rf"docs/zh/explainers/labour/{slug}\.md:7:\d+: warning\[review-due\]", said)
    assert "《劳动合同法》在审核以后改过（2026-12-01 的版本）" in said
    assert "照办前先问法律顾问：劳动合同法" in _page(site, "explainers/labour/unpaid-wages/index.html")
    unreviewed = _page(site, "explainers/labour/dismissed/index.html")
    assert "文章写好后，这些法律改过，照办前先问法律顾问：劳动合同法 第" in unreviewed
    citing = [e for e in catalog.explainers.values() if any(c.law == "labour-contract-law" for c in e.citations)]
    law = _page(site, "laws/labour-contract-law/index.html").split('<section class="notice">')[1].split("</section>")[0]
    assert law.count("<li>") == len(citing) > 2
    assert '<section class="notice">' not in _page(site, "laws/civil-code/index.html")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_page_says_once_at_its_top_that_no_lawyer_has_reviewed_it(prefix: str, site: Path, catalog: Catalog) -> None:
    words = catalog.languages[prefix[:2] or "zh"].label("explainer.not_reviewed")
    for id in catalog.explainers:
        main = _page(site, f"{prefix}explainers/{id}/index.html").split("<main")[1]
        page, forwarded = main.split("data-message", 1)
        assert page.count(words) == 1, id
        assert main.index("</h1>") < main.index(words) < main.index("explainer-answer"), id
        copied = forwarded.split("</p>")[0]
        assert copied.count(catalog.languages[prefix[:2] or "zh"].label("explainer.message.not_reviewed")) == 1, id


def test_a_reviewed_page_says_who_read_it_and_until_when(changed: tuple[Path, str, str]) -> None:
    main = _page(changed[0], f"explainers/{REVIEWED}/index.html").split("<main")[1]
    assert "未经律师审核" not in main
    assert "2026年11月22日律师审核过，2027年11月22日前或法律改了再审" in main
    assert "示例律师01（律师）" in main.split("explainer-answer")[0]


def test_questions_are_plain_nested_lists(site: Path, catalog: Catalog) -> None:
    html = _page(site, "help/index.html")
    assert (
        html.count("<details>")
        == html.count("<summary>")
        == sum(len(question.answers) for question in catalog.questions.values())
    )
    for explainer_id in catalog.explainers:
        assert f'href="../explainers/{explainer_id}/"' in html


def test_a_card_says_in_every_language_who_comes_and_when_for_weeks(site: Path, catalog: Catalog) -> None:
    for village_id in catalog.villages:
        card = json.loads((site / "villages" / village_id / "card.json").read_text(encoding="utf-8"))
        assert next(iter(card["name"])) == "zh"
        assert card["office"]
        if card["adviser"]:
            assert len(card["dates"]) >= 3
            assert all(set(date["day"]) == set(catalog.languages) for date in card["dates"])
    raw = max(path.stat().st_size for path in site.glob("villages/*/card.json"))
    assert raw < 6000


def test_a_village_page_stays_within_its_bytes(site: Path) -> None:
    assert max(path.stat().st_size for path in site.glob("**/villages/*/index.html")) <= 24 * 1024


def test_the_page_for_translators_is_kept_out_of_search_engines(site: Path) -> None:
    html = _page(site, "translations/index.html")
    assert '<meta name="robots" content="noindex">' in html
    assert "docs/bo/explainers/courts/notary.md" in html


def test_the_command_tells_the_state_of_translations_by_language() -> None:
    run = _portal(ROOT, "translations")
    rows = {line.split()[0]: line.split()[1:] for line in run.stdout.splitlines()[1:]}
    assert set(rows) == {"bo", "en"}
    assert all(sum(map(int, numbers)) >= 40 for numbers in rows.values())
    assert "草稿 draft" in run.stdout


def _portal(project: Path, *arguments: str, today: str = TODAY.isoformat()) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("portal")
    return subprocess.run(
        [command, *arguments], cwd=project, env={"PORTAL_TODAY": today}, capture_output=True, text=True, check=False
    )


def _check(project: Path, today: str) -> str:
    run = _portal(project, "check", "--warnings", today=today)
    assert run.returncode == 0, run.stdout
    return run.stdout


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
