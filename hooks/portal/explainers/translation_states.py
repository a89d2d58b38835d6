"""The state of translations: what is whole, stale, draft or missing, for those who mend them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from portal.explainers.model import Explainer
from portal.explainers.translations import is_stale

WorkState = Literal["complete", "stale", "draft", "partial", "missing"]
WORK_STATES: tuple[WorkState, ...] = ("complete", "stale", "draft", "partial", "missing")


def work_state(explainer: Explainer, language: str) -> WorkState:
    """What is left to do, the most pressing first.

    `missing`: nothing; `stale`: the source text has changed since; `partial`: title and answer
    alone; `draft`: whole, but nobody has reviewed it; `complete`: whole, current, reviewed.
    """
    text = explainer.translations.get(language)
    if text is None or text.translation is None:
        return "missing"
    if is_stale(text, explainer.source):
        return "stale"
    if explainer.source.is_whole and not text.is_whole:
        return "partial"
    return "complete" if text.translation.state == "reviewed" else "draft"


def group_by_state(explainers: Mapping[str, Explainer], language: str) -> dict[WorkState, list[Explainer]]:
    """The explainers by the state of their translation into a language."""
    groups: dict[WorkState, list[Explainer]] = {state: [] for state in WORK_STATES}
    for explainer in explainers.values():
        groups[work_state(explainer, language)].append(explainer)
    return groups
