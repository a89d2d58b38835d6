"""The help page: questions that lead to an explainer, an office and the village's adviser."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.catalog.context import ViewContext
from portal.explainers.decision_tree import Branch, make_tree, offices_of
from portal.i18n.language import Text
from portal.views.explainers import ExplainerEntry, TopicView, explainer_entry, topic_views
from portal.views.letter_entries import LetterEntry, letters_of
from portal.views.view_models import OfficeView, office_view


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer: with a question behind it, or with whom to turn to."""

    says: Text
    asks: Text | None
    answers: tuple[AnswerView, ...]
    explainer: ExplainerEntry | None
    letters: tuple[LetterEntry, ...]
    offices: tuple[OfficeView, ...]


@dataclass(frozen=True, slots=True)
class HelpView:
    """Who do I turn to: the chooser, hotlines, offices, topics."""

    asks: Text | None
    """The first question; None where there is no help.yml."""
    answers: tuple[AnswerView, ...]
    first_hotlines: tuple[OfficeView, ...]
    """Those the portal names, for who cannot wait."""
    hotlines: tuple[OfficeView, ...]
    offices: tuple[OfficeView, ...]
    topics: tuple[TopicView, ...]


def help_view(context: ViewContext) -> HelpView:
    """The help page."""
    catalog = context.catalog
    offices = [office_view(office, context) for office in catalog.offices.values()]
    first = next(iter(catalog.questions.values()), None)
    return HelpView(
        context.language.text(first.asks) if first else None,
        _answers(make_tree(catalog.questions), context),
        tuple(office_view(catalog.offices[id], context) for id in catalog.portal.hotlines),
        tuple(office for office in offices if office.kind == "hotline"),
        tuple(office for office in offices if office.kind == "office"),
        topic_views(context),
    )


def _answers(branches: Iterable[Branch], context: ViewContext) -> tuple[AnswerView, ...]:
    catalog, language = context.catalog, context.language
    return tuple(
        AnswerView(
            language.text(branch.answer.says),
            language.text(branch.question.asks) if branch.question else None,
            _answers(branch.branches, context),
            explainer_entry(catalog.explainers[branch.answer.explainer], context) if branch.answer.explainer else None,
            letters_of(branch.answer.explainer, context) if branch.answer.explainer else (),
            tuple(office_view(catalog.offices[id], context) for id in offices_of(branch.answer, catalog.explainers)),
        )
        for branch in branches
    )
