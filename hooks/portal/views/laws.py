"""The register of laws: what rests on which article. Facts of a law, never its text."""

from __future__ import annotations

from dataclasses import dataclass

from portal.catalog.context import ViewContext
from portal.catalog.urls import law_path, letter_path
from portal.i18n.language import Text
from portal.letters.model import Letter
from portal.views.explainers import ExplainerEntry, article_order, article_words, due_laws, explainer_entry


@dataclass(frozen=True, slots=True)
class LawEntry:
    """A law in the list."""

    name: Text
    path: str
    version: str
    explainers: int


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """An article explainers rest on."""

    words: str
    fragment: str
    explainers: tuple[ExplainerEntry, ...]


@dataclass(frozen=True, slots=True)
class LawView:
    """A law's page."""

    name: Text
    title: str
    """The official title, in Chinese."""
    version: str
    in_force: str
    """From when this version applies; empty where neither the law nor its publisher says."""
    replaced_by: tuple[Text, str] | None
    """Name and page of the law that ended it."""
    last_article: str
    official: str
    articles: tuple[CitedArticle, ...]
    due: tuple[ExplainerEntry, ...]
    """Explainers older than the articles they cite: they have to be read again."""


def law_entries(context: ViewContext) -> tuple[LawEntry, ...]:
    """Every registered law, those explainers rest on first."""
    counts = {
        law_id: sum(any(c.law == law_id for c in e.citations) for e in context.catalog.explainers.values())
        for law_id in context.catalog.laws
    }
    ordered = sorted(context.catalog.laws, key=lambda law_id: -counts[law_id])
    return tuple(
        LawEntry(
            context.language.text(context.catalog.laws[law_id].name),
            law_path(law_id),
            context.language.day(context.catalog.laws[law_id].version, with_year=True),
            counts[law_id],
        )
        for law_id in ordered
    )


def _letter_entry(letter: Letter, context: ViewContext) -> ExplainerEntry:
    """A letter among the explainers that rest on an article: its links lead there as theirs do."""
    words = letter.text(context.language.code)
    title, lead = (
        Text(text, words.language, words.language != context.language.code) for text in (words.title, words.lead)
    )
    return ExplainerEntry(title, lead, letter_path(letter.slug))


def law_view(law_id: str, context: ViewContext) -> LawView:
    """A law's page."""
    law = context.catalog.laws[law_id]
    resting: dict[str, list[ExplainerEntry]] = {}
    citing = [e for e in context.catalog.explainers.values() if any(c.law == law_id for c in e.citations)]
    for explainer in citing:
        entry = explainer_entry(explainer, context)
        for article in dict.fromkeys(c.article for c in explainer.citations if c.law == law_id):
            resting.setdefault(article, []).append(entry)
    for letter in context.catalog.letters.values():
        for article in dict.fromkeys(c.article for c in letter.citations if c.law == law_id):
            resting.setdefault(article, []).append(_letter_entry(letter, context))
    return LawView(
        context.language.text(law.name),
        law.title,
        context.language.day(law.version, with_year=True),
        context.language.day(law.in_force, with_year=True) if law.in_force else "",
        (context.language.text(context.catalog.laws[law.replaced_by].name), law_path(law.replaced_by))
        if law.replaced_by
        else None,
        str(law.last),
        law.official,
        tuple(
            CitedArticle(article_words(law_id, article, context), f"article-{article}", tuple(resting[article]))
            for article in sorted(resting, key=article_order)
        ),
        tuple(
            explainer_entry(explainer, context)
            for explainer in citing
            if any(moved.law == law_id for moved in due_laws(explainer, context))
        ),
    )
