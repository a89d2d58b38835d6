"""Checks of search.yml: words that staff add to an explainer need that explainer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portal.problems.problem import Problem, nearest
from portal.records.validation import RecordStore


def check_search_words(explainers: Iterable[str], store: RecordStore) -> Iterator[Problem]:
    """Ids under `more` that no explainer has; `explainers` are the ids there are."""
    known = list(explainers)
    for _, words, document, _ in store.all("search"):
        for language, added in words.more.items():
            for id in added:
                if id not in known:
                    guess = nearest(id, known)
                    yield document.problem_at_key(
                        ("more", language, id), "unknown-reference", id=id, kind_zh="文章", kind_en="explainer",
                        where="docs/", hint_zh=f"是不是 {guess}？" if guess else "先写这篇文章，或删掉这一行",
                        hint_en=f"did you mean {guess}?" if guess else "write that explainer first, or delete the line",
                    )  # fmt: skip
