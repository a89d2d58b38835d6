"""The page for those who keep the translations: how many are whole, stale, draft, missing, and which."""

from __future__ import annotations

from dataclasses import dataclass

from portal.catalog.context import ViewContext
from portal.explainers.translation_states import WORK_STATES, WorkState, group_by_state
from portal.i18n.language import Text
from portal.views.explainers import ExplainerEntry, explainer_entry


@dataclass(frozen=True, slots=True)
class StateView:
    """The translations in one state."""

    id: WorkState
    name: str
    explainers: tuple[ExplainerEntry, ...]
    paths: tuple[str, ...]
    """Their files, in the order of `explainers`."""


@dataclass(frozen=True, slots=True)
class LanguageStates:
    """One language's translations by state."""

    name: Text
    code: str
    states: tuple[StateView, ...]


def translations_view(context: ViewContext) -> tuple[LanguageStates, ...]:
    """Every language but the source's."""
    catalog = context.catalog
    found = []
    for code, language in catalog.languages.items():
        if code == catalog.source_language.code:
            continue
        groups = group_by_state(catalog.explainers, code)
        states = tuple(
            StateView(
                state,
                context.language.label(f"translations.state.{state}"),
                tuple(explainer_entry(explainer, context) for explainer in groups[state]),
                tuple(f"docs/{code}/explainers/{explainer.id}.md" for explainer in groups[state]),
            )
            for state in WORK_STATES
        )
        found.append(LanguageStates(Text(language.label("language.own_name"), code, False), code, states))
    return tuple(found)
