"""Letters to fill in: how their text is read, and that each says what the law asks a letter of its kind to say."""

from __future__ import annotations

import re

import pytest

from portal.catalog.catalog import Catalog
from portal.explainers.citations import parse_citation
from portal.explainers.markdown_subset import LINK
from portal.letters.body import Blank, read_papers
from portal.letters.model import words_hash
from portal.views.letters import LONGEST

BODY = """# 借条
## 借款
今向{lender}借到{sum}（[《民法典》第六百七十五条](law:civil-code#675)）。
?利息：{interest}。
> {day}

# 收条
收到{sum}。
"""

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


def test_a_body_is_papers_of_lines_with_blanks() -> None:
    loan, receipt = read_papers(BODY)
    assert (loan.title, receipt.title) == ("借条", "收条")
    assert [line.kind for line in loan.lines] == ["heading", "plain", "optional", "right"]
    assert loan.lines[1].parts == (
        "今向", Blank("lender"), "借到", Blank("sum"), "（《民法典》第六百七十五条）。",
    )  # fmt: skip
    assert loan.lines[3].parts == (Blank("day"),)
    assert receipt.lines[0].parts == ("收到", Blank("sum"), "。")


@pytest.mark.parametrize("text", ["", "\n\n", "没有名称的一行\n", "##\n", "#\n"])
def test_a_body_without_a_title_has_no_paper_to_hand_in(text: str) -> None:
    assert all(not paper.lines for paper in read_papers(text))


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
