"""`portal review`: the sheet a lawyer reads, and one command to sign it off; no review is invented."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from tests.conftest import TODAY, copy_town

from portal.catalog.catalog import Catalog
from portal.cli import main
from portal.explainers.reviews import is_reviewed, review_expires
from portal.explainers.sentences import find_sentences
from portal.loading.load import load, read_folder
from portal.records.front_matter import Review

TEXT = "docs/zh/explainers/labour/unpaid-wages.md"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the records and texts, on the fixed day."""
    monkeypatch.setenv("PORTAL_TODAY", TODAY.isoformat())
    return copy_town(tmp_path)


@pytest.fixture
def laws(tmp_path: Path, catalog: Catalog) -> Path:
    """A folder of texts made up here: of each article cited only that it is that article."""
    folder = tmp_path / "laws"
    folder.mkdir()
    index = {}
    for law in {c.law: catalog.laws[c.law] for c in catalog.explainers["labour/unpaid-wages"].citations}.values():
        index[law.id] = {"short": law.short, "version": f"{law.version}"}
        cited = dict.fromkeys(c.article for e in catalog.explainers.values() for c in e.citations if c.law == law.id)
        words = {n: f"甲款，{law.id} {n}：\n（一）<子项>；\n（二）丑项。\n乙款 {n}。" for n in cited} or {"1": "一。"}
        (folder / f"{law.id}.json").write_text(json.dumps({"title": law.title, "articles": words}), encoding="utf-8")
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")
    return folder


def _run(project: Path, *arguments: str) -> int:
    return main(["--root", str(project), "review", *arguments])


def test_the_sheet_has_every_sentence_beside_the_words_of_its_articles(
    project: Path, laws: Path, catalog: Catalog, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.html"
    assert _run(project, "labour/unpaid-wages", "--laws", str(laws), "--output", str(sheet)) == 0
    html = sheet.read_text(encoding="utf-8")
    shown = unescape(html)
    source = catalog.explainers["labour/unpaid-wages"].source
    sentences = [
        sentence
        for section in source.sections
        for sentence in find_sentences(section.markdown.split("\n"), section.line, "zh")
    ]
    assert len(sentences) > 30
    assert html.count('class="write"') == len(sentences) == html.count("<tr><td>") + html.count("<tr class=long><td>")
    for sentence in sentences:
        row = shown.split(f">{sentence.shown}<")[1].split("</tr>")[0]
        for citation in sentence.citations:
            assert f"{citation.law} {citation.article}：" in row
    assert "&lt;子项&gt;" in html  # what a text holds is text
    assert "签名" in html and f"portal review {TEXT} --by" in html
    for trace in ("<script", "http", "src="):
        assert trace not in html


def test_a_law_whose_text_is_missing_is_named_on_the_sheet(project: Path, laws: Path, tmp_path: Path) -> None:
    index = json.loads((laws / "index.json").read_text(encoding="utf-8"))
    del index["criminal-law"]
    (laws / "index.json").write_text(json.dumps(index), encoding="utf-8")
    sheet = tmp_path / "sheet.html"
    assert _run(project, TEXT, "--laws", str(laws), "--output", str(sheet)) == 0
    assert "原文文件夹里没有：《刑法》" in sheet.read_text(encoding="utf-8")


def test_signing_off_changes_the_review_and_not_a_character_beside_it(project: Path) -> None:
    before = (project / TEXT).read_bytes()
    assert _run(project, "labour/unpaid-wages", "--by", "示例律师01", "--on", "2026-11-22") == 0
    signed = "reviewed: {by: 示例律师01, role: 律师, on: 2026-11-22}\n".encode()
    assert (project / TEXT).read_bytes() == before.replace(b"reviewed:\n", signed)
    catalog, problems = load(read_folder(project), TODAY)
    assert catalog
    explainer = catalog.explainers["labour/unpaid-wages"]
    assert is_reviewed(explainer, catalog.laws, catalog.law_shapes, TODAY)
    assert [p.code for p in problems if p.path == TEXT and p.code.startswith("review")] == []


def test_a_translation_is_signed_off_by_its_file(project: Path) -> None:
    path = project / "docs/en/explainers/labour/unpaid-wages.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    assert _run(project, str(path), "--by", "示例译者", "--role", "译者", "--on", "2026-11-22") == 0
    signed = before.decode().replace("state: draft, by: 项目组", "state: reviewed, by: 示例译者")
    assert path.read_bytes() == signed.encode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["labour/unpaid-wage", "--by", "甲", "--on", "2026-11-22"], "是不是 labour/unpaid-wages"),
        (["labour/unpaid-wages"], "--laws"),
        (["labour/unpaid-wages", "--by", "甲"], "--on"),
        (["labour/unpaid-wages", "--by", "甲", "--on", "2026-11-22", "--laws", "x"], "either"),
        (["labour/unpaid-wages", "--by", "甲", "--on", "2026-11-31"], "2026-11-31"),
        (["labour/unpaid-wages", "--by", "甲", "--on", "2026-11-23"], "要在文章改动"),
        (["labour/unpaid-wages", "--by", "甲", "--on", "2026-11-21"], "要在文章改动"),
        (["labour/unpaid-wages", "--by", " ", "--on", "2026-11-22"], "姓名"),
        (["labour/unpaid-wages", "--laws", "nowhere"], "没有这个文件夹"),
    ],
)
def test_what_is_no_review_is_refused_in_words_and_nothing_is_written(
    arguments: list[str], message: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (project / TEXT).read_bytes()
    assert _run(project, *arguments) == 2
    assert message in capsys.readouterr().err
    assert (project / TEXT).read_bytes() == before


def test_no_shipped_text_claims_a_review(catalog: Catalog) -> None:
    assert [id for id, explainer in catalog.explainers.items() if explainer.reviewed] == []


def test_a_review_holds_a_year_unless_a_word_or_an_article_moves(catalog: Catalog) -> None:
    explainer = catalog.explainers["family/divorce"]
    law = catalog.laws["marriage-registration-regulation"]
    review = Review.model_validate({"by": "示例律师01", "role": "律师", "on": "2026-11-22"})
    reviewed = dataclasses.replace(explainer, reviewed=review)

    def holds(today: date, explainer: object = reviewed, version: date = law.version) -> bool:
        laws = {**catalog.laws, law.id: law.model_copy(update={"version": version})}
        return is_reviewed(explainer, laws, catalog.law_shapes, today)  # type: ignore[arg-type]

    assert not holds(TODAY, explainer)
    assert holds(TODAY) and holds(date(2027, 11, 21))
    assert not holds(date(2027, 11, 22))
    assert not holds(TODAY, version=date(2026, 12, 1))
    assert not holds(TODAY, dataclasses.replace(reviewed, changed=date(2026, 11, 23)))
    leap = Review.model_validate({"by": "示例律师01", "role": "律师", "on": "2028-02-29"})
    assert review_expires(leap) == date(2029, 2, 28)
