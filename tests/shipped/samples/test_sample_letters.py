"""The letters as shipped: each says what the law asks a letter of its kind to say, in every language."""

from __future__ import annotations

import re

import pytest

from portal.catalog.catalog import Catalog
from portal.explainers.citations import parse_citation
from portal.explainers.law_changes import find_resting
from portal.explainers.markdown_subset import LINK
from portal.letters.body import Blank
from portal.letters.model import words_hash
from portal.views.letters import LONGEST

DEMANDED = {
    "at-home": ["domestic-violence-law#27.1.1", "domestic-violence-law#27.1.2", "domestic-violence-law#27.1.3"],
    "claim-loan": [f"civil-procedure-law#124.1.{item}" for item in range(1, 5)],
    "claim-divorce": [f"civil-procedure-law#124.1.{item}" for item in (1, 2, 4)],
    "claim-elder-support": [f"civil-procedure-law#124.1.{item}" for item in range(1, 5)],
    "labour-arbitration": [f"labour-dispute-law#28.2.{item}" for item in range(1, 4)],
    "labour-inspection": ["labour-inspection-regulation#9.2", "migrant-wages-regulation#10.1"],
    "legal-aid": ["legal-aid-law#31", "legal-aid-law#41.1"],
    "mediation": ["peoples-mediation-law#17"],
    "reconsideration": ["administrative-reconsideration-law#22.3", "administrative-reconsideration-law#30"],
    "information-request": [f"government-information-regulation#29.2.{item}" for item in range(1, 4)],
    "loan-note": ["civil-code#668.2", "civil-code#680.2", "civil-code#675"],
    "land-lease": [f"rural-land-contract-law#40.2.{item}" for item in range(1, 9)],
}
"""By letter: where the law says what it has to contain, or gives the right to hand it in."""


def test_the_twelve_letters_are_there_in_every_language(catalog: Catalog) -> None:
    assert catalog.letters.keys() == DEMANDED.keys()
    for letter in catalog.letters.values():
        assert letter.translations.keys() == catalog.languages.keys() - {"zh"}
        for text in letter.translations.values():
            assert text.translation and text.translation.of == words_hash(letter.source)
        assert letter.translations["bo"].translation
        assert letter.translations["bo"].translation.state == "draft"


@pytest.mark.parametrize("slug", DEMANDED)
def test_each_element_the_law_demands_is_cited_where_it_is_asked_for(slug: str, catalog: Catalog) -> None:
    letter = catalog.letters[slug]
    cited = {match["target"] for _, words in letter.source.passages() for match in LINK.finditer(words)}
    assert {f"law:{target}" for target in DEMANDED[slug]} <= cited
    asked = {match["target"] for field in letter.source.fields.values() for match in LINK.finditer(field.note)}
    assert asked, slug
    for target in cited:
        citation = parse_citation(target)
        assert citation and catalog.laws[citation.law].replaced_by is None, target


def test_only_the_protection_order_is_sensitive_and_its_titles_are_neutral(catalog: Catalog) -> None:
    assert [slug for slug, letter in catalog.letters.items() if letter.is_sensitive] == ["at-home"]
    letter = catalog.letters["at-home"]
    for text in (letter.source, *letter.translations.values()):
        assert not re.search(r"暴|保护|打|violence|protect|དྲག|སྲུང|བརྡུང", text.title)


def test_a_letter_that_courts_have_a_form_for_says_so(catalog: Catalog) -> None:
    assert {slug for slug, letter in catalog.letters.items() if letter.has_element_forms} == {
        "claim-loan", "claim-divorce", "claim-elder-support",
    }  # fmt: skip


def test_a_full_letter_has_room_on_two_pages(catalog: Catalog) -> None:
    """A page of A4 holds some 1 600 characters of the type it is printed in."""
    for slug, letter in catalog.letters.items():
        for paper in letter.papers:
            length = 0
            for line in paper.lines:
                blanks = [part for part in line.parts if isinstance(part, Blank)]
                length += sum(LONGEST.get(letter.types[blank.field], 20) for blank in blanks)
                length += sum(len(part) for part in line.parts if isinstance(part, str))
            assert length < 3200, (slug, paper.title)


def test_a_note_whose_article_changed_is_on_the_list_of_sentences_to_read_again(files: dict[str, bytes]) -> None:
    letters = {path: raw for path, raw in files.items() if "/letters/at-home" in path}
    found = list(find_resting(letters, {"domestic-violence-law": ["24"]}))
    assert [each.path.split("/")[1] for each in found] == ["bo", "en", "zh"]
    line = letters[found[-1].path].decode().split("\n")[found[-1].sentence.line - 1]
    assert found[-1].sentence.markdown in line and found[-1].sentence.markdown.startswith("写有困难")
