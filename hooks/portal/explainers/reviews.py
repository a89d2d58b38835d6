"""Reviews: which explainers a lawyer has to read again, and what the check says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from portal.explainers.model import Explainer
from portal.records import Law
from portal.records.validation import RecordStore


def laws_changed_since_review(explainer: Explainer, laws: Mapping[str, Law]) -> tuple[str, ...]:
    """The laws it cites whose version is later than its review; none while nobody has reviewed it."""
    if explainer.reviewed is None:
        return ()
    cited = dict.fromkeys(citation.law for citation in explainer.citations)
    return tuple(id for id in cited if laws[id].version > explainer.reviewed.on)


def is_text_changed_since_review(explainer: Explainer) -> bool:
    """Whether its text was changed after it was reviewed."""
    return explainer.reviewed is not None and explainer.changed > explainer.reviewed.on


def check_reviews(explainers: Mapping[str, Explainer], store: RecordStore, today: date) -> None:
    """Reviews that are due, or dated in the future."""
    laws: Mapping[str, Law] = store.records.get("law", {})  # type: ignore[assignment]
    for id, explainer in explainers.items():
        document, _ = store.places["explainer", id]
        review = explainer.reviewed
        at = ("reviewed", "on")
        known = {citation.law for citation in explainer.citations} <= laws.keys()  # else a problem stands already
        for law_id in laws_changed_since_review(explainer, laws) if known else ():
            law = laws[law_id]
            args = {"law": law.short, "version": f"{law.version}"}
            store.problems.append(document.problem_at(at, "review-due", **args))
        if is_text_changed_since_review(explainer):
            store.problems.append(document.problem_at(at, "review-before-change", changed=f"{explainer.changed}"))
        if review and review.on > today:
            store.problems.append(document.problem_at(at, "review-in-future", day=f"{review.on}"))
