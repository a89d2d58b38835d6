"""The explainers, the glossary and the questions of the help page as shipped."""

from __future__ import annotations

import re

import pytest

from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.explainers.chat_text import LONGEST, characters
from portal.explainers.decision_tree import MOST_QUESTIONS, Branch, make_tree, offices_of
from portal.explainers.glossary import find_terms
from portal.loading.load import load
from portal.problems.problem import Problem
from portal.views.explainers import explainer_message
from portal.views.help import AnswerView, help_view
from tests.conftest import TODAY

TOPICS = {
    "wages unpaid": "labour/unpaid-wages", "contractor gone": "labour/contractor-gone",
    "no labour contract": "labour/no-contract", "work injury": "labour/work-injury",
    "land contract right": "land/land-contract-right", "land transfer contract": "land/land-transfer",
    "homestead": "land/homestead", "land taking": "land/land-taking",
    "grassland and forest boundary": "land/boundaries", "neighbours": "land/neighbours",
    "women's land rights": "land/women-land",
    "marriage registration and bride price": "family/marriage-bride-price", "divorce": "family/divorce",
    "child support": "family/child-support", "domestic violence": "family/at-home",
    "care for the old": "family/elder-care", "inheritance and wills": "family/inheritance",
    "lending and IOUs": "money/lending", "guarantee": "money/guarantee", "illegal fund-raising": "money/fundraising",
    "telecom fraud": "money/telecom-fraud", "usury": "money/usury",
    "traffic accident": "traffic/accident", "drink driving": "traffic/drink-driving",
    "farm vehicles and licences": "traffic/farm-vehicles",
    "fake seed or goods": "consumer/fake-seed", "online purchase": "consumer/online-purchase",
    "school bullying": "children/school-bullying", "dropping out": "children/dropping-out",
    "children online": "children/children-online",
    "disabled people's rights": "welfare/disabled", "veterans": "welfare/veterans",
    "religious affairs": "religion/religious-affairs",
    "fined by an office": "government/fined-by-office", "petitions": "government/petition",
    "legal aid": "courts/legal-aid", "people's mediation": "courts/mediation",
    "going to court": "courts/going-to-court", "notary": "courts/notary",
    "wild animals damaging crops": "farming/wild-animals", "dog bites": "farming/dog-bites",
    "livestock disease duty": "farming/livestock-disease", "drugs": "safety/drugs",
    "personal information leaked": "safety/privacy", "cooperatives and dividends": "farming/cooperatives",
}  # fmt: skip
"""What issue 4 asks to be covered, one by one."""


@pytest.fixture(scope="module")
def warnings(files: dict[str, bytes]) -> list[Problem]:
    return load(files, TODAY)[1]


def test_forty_explainers_are_whole_in_chinese_and_english_and_fifteen_in_tibetan(catalog: Catalog) -> None:
    explainers = catalog.explainers.values()
    assert len(explainers) >= 40
    assert all("en" in e.translations and e.translations["en"].is_whole for e in explainers)
    assert sum(e.translations["bo"].is_whole for e in explainers) >= 15
    assert all(e.translations["bo"].answer for e in explainers)


def test_every_topic_asked_for_is_covered(catalog: Catalog) -> None:
    assert {topic: id for topic, id in TOPICS.items() if id not in catalog.explainers} == {}


def test_every_chinese_text_is_whole_and_short_enough_to_be_read(catalog: Catalog) -> None:
    """500 to 1 200 Han characters with everything that stands on the page, and all the sections."""
    for explainer in catalog.explainers.values():
        sections = explainer.source.sections
        shown = "".join(section.heading + re.sub(r"\]\([^)]*\)", "", section.markdown) for section in sections)
        assert 500 <= len(re.findall("[\u4e00-\u9fff]", shown)) <= 1200, explainer.id
        assert {section.id for section in sections} >= {"answer", "steps", "bring", "limits", "who", "mistakes"}
        assert len(explainer.source.aliases) >= 8, explainer.id


def test_every_text_answers_with_its_article_and_says_whom_to_turn_to(catalog: Catalog) -> None:
    for explainer in catalog.explainers.values():
        answer, who = explainer.source.sections[0], explainer.source.section("who")
        assert answer.citations, explainer.id
        assert who and any(link.target.startswith("office:") for link in who.links()), explainer.id


def test_tibetan_texts_are_drafts_until_a_translator_has_read_them(catalog: Catalog) -> None:
    for explainer in catalog.explainers.values():
        translation = explainer.translations["bo"].translation
        assert translation and translation.state == "draft"


def test_no_translation_differs_in_structure_or_words(warnings: list[Problem]) -> None:
    assert [f"{w.path}:{w.line}" for w in warnings if w.code in ("translation-structure", "translation-term")] == []


def test_the_glossary_has_forty_terms_in_every_language_each_used_by_an_explainer(catalog: Catalog) -> None:
    assert len(catalog.terms) >= 40
    used = {id for e in catalog.explainers.values() for id in find_terms(e.source, catalog.terms)}
    assert set(catalog.terms) == used
    for term in catalog.terms.values():
        assert set(term.term) == set(term.meaning) == set(catalog.languages)


def test_every_explainer_is_reached_within_four_questions(catalog: Catalog) -> None:
    reached: dict[str, int] = {}

    def walk(branches: tuple[Branch, ...], asked: int) -> None:
        for branch in branches:
            if branch.answer.explainer:
                reached[branch.answer.explainer] = asked
            walk(branch.branches, asked + 1)

    walk(make_tree(catalog.questions), 1)
    assert set(reached) == set(catalog.explainers)
    assert max(reached.values()) <= MOST_QUESTIONS


def test_every_way_through_the_questions_ends_at_an_office_with_number_and_hours(catalog: Catalog) -> None:
    for question in catalog.questions.values():
        for answer in question.answers:
            if answer.next is None:
                offices = [catalog.offices[id] for id in offices_of(answer, catalog.explainers)]
                assert offices
                assert all(office.phone and office.hours for office in offices)


@pytest.mark.parametrize("language", ["zh", "bo", "en"])
def test_the_questions_are_asked_in_every_language(contexts: dict[str, ViewContext], language: str) -> None:
    def words(answers: tuple[AnswerView, ...]) -> list[str]:
        return [text.language for a in answers for text in (a.says, a.asks) if text] + [
            code for a in answers for code in words(a.answers)
        ]

    view = help_view(contexts[language])
    assert set(words(view.answers)) == {language}


@pytest.mark.parametrize("language", ["zh", "bo", "en"])
def test_every_text_for_wechat_is_under_300_characters(contexts: dict[str, ViewContext], language: str) -> None:
    context = contexts[language]
    for explainer in context.catalog.explainers.values():
        message = explainer_message(explainer, context)
        assert characters(message.text) <= LONGEST, explainer.id
        assert message.answer, explainer.id
        assert message.address.endswith(f"explainers/{explainer.id}/")


def test_every_chinese_text_for_wechat_says_one_thing_to_do_and_has_room_for_the_adviser(
    contexts: dict[str, ViewContext],
) -> None:
    context = contexts["zh"]
    for explainer in context.catalog.explainers.values():
        message = explainer_message(explainer, context)
        assert message.answer == explainer.source.answer
        assert message.first_step
        assert characters(message.text) <= LONGEST - 50, explainer.id


def test_no_sentence_is_too_long_to_be_read_and_no_translation_denies_what_its_source_does_not(
    warnings: list[Problem],
) -> None:
    found = [w for w in warnings if w.code in ("sentence-long", "translation-negation", "translation-stale")]
    assert [f"{w.path}:{w.line}: {w.code}" for w in found] == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [("མི་རྨས་ན", True), ("མི་སྐྱོབ་རོགས", True), ("སུ་ཞིག་རྨས་ན", False), ("མི་མང་པོ་རྨས་ན", False), ("མ་རྨས་ན", False)],
)
def test_a_word_for_people_before_a_verb_is_told_because_it_reads_as_not(
    files: dict[str, bytes], text: str, *, is_told: bool
) -> None:
    """Where the Chinese says that something is not, the same words are right."""
    path = "docs/bo/explainers/labour/hired-help.md"
    front, body = files[path].decode().split("\n---\n", 1)
    changed = {**files, path: f"{front}\n---\n\n{text}། {body.lstrip()}".encode()}
    told = [p for p in load(changed, TODAY)[1] if p.code == "translation-negation"]
    assert [p.path for p in told] == ([path] if is_told else [])


def test_sums_are_written_in_ten_thousands_and_days_in_words(catalog: Catalog) -> None:
    """5万元, not 50000元; 2026年7月1日, not 2026-07-01."""
    for explainer in catalog.explainers.values():
        for section in explainer.source.sections:
            assert not re.search(r"\d{5,}元|\d0000元|\d{4}-\d{1,2}-\d{1,2}", section.plain_text), explainer.id
        for text in explainer.translations.values():
            for section in text.sections:
                assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", section.plain_text), text.path
