"""What the values of a breakdown or matrix are called, and where their own pages stand."""

from __future__ import annotations

from portal.catalog.context import ViewContext
from portal.catalog.urls import explainer_path, village_path
from portal.i18n.language import Text
from portal.views.account.parts import Cell


def value_name(dimension: str, value: str, context: ViewContext) -> Text | str:
    """A kind, venue type, audience, topic, language, organiser, leaflet, village or place in words."""
    catalog, language = context.catalog, context.language
    if dimension == "topic":
        return language.text(catalog.topics[value].name)
    if dimension == "organiser":
        return language.text(catalog.offices[value].name)
    if dimension == "title":
        return language.text(catalog.materials[value].title)
    if dimension == "village":
        return context.village_text(value)
    if dimension == "place":
        return language.text(catalog.places[value].name)
    if dimension == "month":
        return language.month_short(int(value))
    if dimension == "quarter":
        return language.label("account.quarter", quarter=language.number(int(value)))
    if dimension == "language":
        return language.spoken_language(value)
    prefix = {"kind": "event.kind", "venue": "venue", "audience": "audience"}[dimension]
    return language.label(f"{prefix}.{value}")


def village_cell(village_id: str, context: ViewContext) -> Cell:
    """A village's name, leading to its page."""
    return Cell(context.village_text(village_id), village_path(village_id))


def topic_cell(topic_id: str, context: ViewContext) -> Cell:
    """A topic's name, leading to its explainers, if it has any."""
    path = explainer_path(topic_id) if context.catalog.explainers_of(topic_id) else ""
    return Cell(value_name("topic", topic_id, context), path)
