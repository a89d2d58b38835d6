"""An article that a letter cites has its place on the law's page, as one that an explainer cites has."""

from __future__ import annotations

from portal.catalog.context import ViewContext
from portal.views.laws import law_view


def test_every_article_a_letter_cites_stands_on_the_laws_page(contexts: dict[str, ViewContext]) -> None:
    cited = 0
    for context in contexts.values():
        for letter in context.catalog.letters.values():
            for citation in letter.citations:
                places = {article.fragment: article for article in law_view(citation.law, context).articles}
                paths = {entry.path for entry in places[citation.fragment].explainers}
                assert f"letters/{letter.slug}/" in paths
                cited += 1
    assert cited > 30
