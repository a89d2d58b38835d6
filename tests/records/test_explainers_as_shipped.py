"""The explainers, the glossary and the questions of the help page as shipped."""

from __future__ import annotations

import pytest
from tests.conftest import TODAY

from portal.catalog import Catalog
from portal.chooser import MOST_QUESTIONS, Branch, make_tree, offices_of
from portal.forwarding import LONGEST, characters
from portal.glossary import find_terms
from portal.loading import load
from portal.problems import Problem
from portal.views.explainers import explainer_message
from portal.views.help import AnswerView, help_view
from portal.views.parts import ViewContext


@pytest.fixture(scope="module")
def warnings(files: dict[str, bytes]) -> list[Problem]:
    return load(files, TODAY)[1]


def test_forty_explainers_are_whole_in_chinese_and_english_and_fifteen_in_tibetan(catalog: Catalog) -> None:
    explainers = catalog.explainers.values()
    assert len(explainers) >= 40
    assert all("en" in e.translations and e.translations["en"].is_whole for e in explainers)
    assert sum(e.translations["bo"].is_whole for e in explainers) >= 15
    assert all(e.translations["bo"].answer for e in explainers)


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
