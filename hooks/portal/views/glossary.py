"""The glossary's page: each term, its meaning, the explainers that use it."""

from __future__ import annotations

from dataclasses import dataclass

from portal.catalog.context import ViewContext
from portal.explainers.glossary import find_terms
from portal.i18n.language import Text
from portal.views.explainers import ExplainerEntry, explainer_entry


@dataclass(frozen=True, slots=True)
class TermView:
    """A legal term with its meaning."""

    id: str
    name: Text
    source_name: str
    """The term in the source language, as it stands on forms and papers; empty where that is the reader's."""
    source_language: str
    meaning: Text
    explainers: tuple[ExplainerEntry, ...]


def glossary_view(context: ViewContext) -> tuple[TermView, ...]:
    """Every term in the order of glossary.yml, which groups them by subject."""
    catalog, language = context.catalog, context.language
    source = catalog.source_language.code
    using: dict[str, list[ExplainerEntry]] = {}
    for explainer in catalog.explainers.values():
        entry = explainer_entry(explainer, context)
        for term_id in find_terms(explainer.source, catalog.terms):
            using.setdefault(term_id, []).append(entry)
    return tuple(
        TermView(
            id,
            language.text(term.term),
            term.term[source] if language.code != source else "",
            source,
            language.text(term.meaning),
            tuple(using.get(id, ())[:MOST_EXPLAINERS]),
        )
        for id, term in catalog.terms.items()
    )


MOST_EXPLAINERS = 3
"""A common term is used nearly everywhere; a few examples say where it matters."""
