"""Every citation against the official texts, where a folder of them stands beside the project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.catalog.catalog import Catalog
from portal.explainers.law_changes import article_hash
from portal.explainers.model import Link, Section
from portal.explainers.official_texts import LawText, compare_register, count_paragraphs, read_law_texts, shapes_file
from portal.letters.body import Blank
from portal.views.letter_entries import without_citations

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def texts() -> dict[str, LawText]:
    folder = ROOT.parent / "shared" / "laws"
    if folder.is_dir():
        return read_law_texts(folder)
    message = f"no official law texts in {folder}: citations were checked against laws.yml alone"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def _citations(catalog: Catalog) -> Iterator[tuple[str, Link]]:
    for explainer in catalog.explainers.values():
        for text in (explainer.source, *explainer.translations.values()):
            for section in text.sections:
                yield from ((text.path, link) for link in section.links() if link.citation)
    for letter in catalog.letters.values():
        for words in (letter.source, *letter.translations.values()):
            for _, passage in words.passages():
                links = Section("answer", "", passage, 1).links()
                yield from ((words.path, link) for link in links if link.citation)


def _own_words(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Everything we say in Chinese: explainers, and letters with their papers."""
    for explainer in catalog.explainers.values():
        yield from ((explainer.id, section.plain_text) for section in explainer.source.sections)
    for slug, letter in catalog.letters.items():
        yield from ((slug, without_citations(words)) for _, words in letter.source.passages())
        for field in letter.source.fields.values():
            yield from ((slug, words) for words in (field.label, *field.choices))
        for paper in letter.papers:
            for line in paper.lines:
                yield slug, "".join("\0" if isinstance(part, Blank) else part for part in line.parts)


def test_every_citation_points_at_an_article_paragraph_and_item_that_exist(
    catalog: Catalog, texts: dict[str, LawText]
) -> None:
    wrong, checked = [], 0
    for path, link in _citations(catalog):
        citation = link.citation
        assert citation
        article = texts[citation.law].articles.get(citation.article)
        items = count_paragraphs(article) if article else ()
        paragraph_exists = citation.paragraph is None or citation.paragraph <= len(items)
        item_exists = citation.item is None or (paragraph_exists and citation.item <= items[citation.paragraph - 1])  # type: ignore[operator]
        if not (article and paragraph_exists and item_exists):
            wrong.append(f"{path}:{link.line}:{link.column} {link.target}")
        checked += 1
    assert wrong == []
    assert checked > 2000


def test_the_register_agrees_with_the_official_texts(catalog: Catalog, texts: dict[str, LawText]) -> None:
    assert compare_register(catalog.laws, texts) == []


def test_the_counts_of_paragraphs_and_the_hashes_are_those_of_the_official_texts(
    catalog: Catalog, texts: dict[str, LawText]
) -> None:
    kept = (ROOT / "content" / "common" / "law_shapes.yml").read_text(encoding="utf-8")
    registered = {id: text for id, text in texts.items() if id in catalog.laws}
    assert kept == shapes_file(registered, catalog.laws, catalog.law_shapes)


def test_an_article_that_older_editions_had_word_for_word_is_known_to_be_that_old(
    catalog: Catalog, texts: dict[str, LawText]
) -> None:
    folder = ROOT.parent / "shared" / "laws-before"
    for id, old in (read_law_texts(folder) if folder.is_dir() else {}).items():
        shape, law = catalog.law_shapes[id], catalog.laws[id]
        for article, words in texts[id].articles.items():
            is_old = article in old.articles and article_hash(old.articles[article]) == article_hash(words)
            assert f"{shape.changed_on(article, law)}" == (old.version if is_old else texts[id].version), (id, article)


def test_no_page_repeats_a_sentence_of_a_law(catalog: Catalog, texts: dict[str, LawText]) -> None:
    """Explainers and letters say it in words of their own: no run of 24 characters is the law's."""
    longest = 24
    law_runs = {
        flat[at : at + longest]
        for law in texts.values()
        for article in law.articles.values()
        for flat in ("".join(article.split()),)
        for at in range(len(flat) - longest + 1)
    }
    copied = []
    for name, words in _own_words(catalog):
        flat = "".join(words.split())
        copied += [
            f"{name}: {flat[at : at + longest]}"
            for at in range(len(flat) - longest + 1)
            if flat[at : at + longest] in law_runs
        ]
    assert copied == []
