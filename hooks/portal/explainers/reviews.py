"""Reviews: which explainers a lawyer has to read, or to read again, and what the check says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from portal.explainers.citations import Citation
from portal.records import Law, LawShape
from portal.records.front_matter import Review
from portal.records.validation import RecordStore


class Reviewable(Protocol):
    """A text that a lawyer reviews: an explainer, or a letter to fill in."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles it rests on."""

    @property
    def changed(self) -> date:
        """When its words were last changed."""

    @property
    def reviewed(self) -> Review | None:
        """Who reviewed it; None until a lawyer has."""


@dataclass(frozen=True, slots=True)
class MovedLaw:
    """A law an explainer rests on that has changed since somebody last looked at the text."""

    law: str
    version: date
    articles: tuple[Citation, ...]
    """Those of its articles cited whose words are younger than the text, without paragraphs and items."""


def looked_at(explainer: Reviewable) -> date:
    """When the text was last held against the laws: its review, else its last change."""
    return explainer.reviewed.on if explainer.reviewed else explainer.changed


def find_moved_laws(
    explainer: Reviewable, laws: Mapping[str, Law], shapes: Mapping[str, LawShape], today: date
) -> tuple[MovedLaw, ...]:
    """The laws whose cited articles changed since its review, or without one since its last change.

    An article changed on the day its edition was passed, and once more for readers on the day that came into force.
    """
    last = looked_at(explainer)
    found: dict[str, dict[Citation, None]] = {}
    for citation in explainer.citations:
        law, shape = laws[citation.law], shapes.get(citation.law)
        day = shape.changed_on(citation.article, law) if shape else law.version
        comes = law.in_force if day == law.version else None
        if day > last or (comes and last < comes <= today):
            found.setdefault(citation.law, {})[Citation(citation.law, citation.article)] = None
    return tuple(MovedLaw(id, laws[id].version, tuple(articles)) for id, articles in found.items())


def review_expires(review: Review) -> date:
    """The day a review is due again: a year later."""
    on = review.on
    return on.replace(year=on.year + 1, day=28) if (on.month, on.day) == (2, 29) else on.replace(year=on.year + 1)


def is_reviewed(explainer: Reviewable, laws: Mapping[str, Law], shapes: Mapping[str, LawShape], today: date) -> bool:
    """Whether a lawyer's review still holds: not a year old, no article moved, no word changed since."""
    review = explainer.reviewed
    return (
        review is not None
        and today < review_expires(review)
        and not is_text_changed_since_review(explainer)
        and not find_moved_laws(explainer, laws, shapes, today)
    )


def is_text_changed_since_review(explainer: Reviewable) -> bool:
    """Whether its text was changed after it was reviewed."""
    return explainer.reviewed is not None and explainer.changed > explainer.reviewed.on


def check_reviews(texts: Mapping[str, Reviewable], store: RecordStore, today: date, kind: str = "explainer") -> None:
    """Texts whose law has moved; reviews that are due, or dated in the future."""
    laws: Mapping[str, Law] = store.records.get("law", {})  # type: ignore[assignment]
    shapes: Mapping[str, LawShape] = store.records.get("law-shape", {})  # type: ignore[assignment]
    for id, explainer in texts.items():
        document, _ = store.places[kind, id]
        review = explainer.reviewed
        at, code = (("reviewed", "on"), "review-due") if review else (("changed",), "law-moved")
        known = {citation.law for citation in explainer.citations} <= laws.keys()  # else a problem stands already
        for moved in find_moved_laws(explainer, laws, shapes, today) if known else ():
            articles = "、".join(citation.in_chinese() for citation in moved.articles)
            args = {"law": laws[moved.law].short, "version": f"{moved.version}", "articles": articles}
            store.problems.append(document.problem_at(at, code, **args))
        if review and review_expires(review) <= today:
            args = {"on": f"{review.on}", "by": review.by}
            store.problems.append(document.problem_at(at, "review-expired", **args))
        if is_text_changed_since_review(explainer):
            store.problems.append(document.problem_at(at, "review-before-change", changed=f"{explainer.changed}"))
        if review and review.on > today:
            store.problems.append(document.problem_at(at, "review-in-future", day=f"{review.on}"))
