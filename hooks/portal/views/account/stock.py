"""Leaflets: printed, handed out, left, villages without; and what to print again."""

from __future__ import annotations

from portal.account.materials import Leaflet
from portal.catalog.context import ViewContext
from portal.views.account.lists import rows_table
from portal.views.account.names import topic_cell, village_cell
from portal.views.account.parts import AccountPage, Cell, Scope, Section, Table, home_crumbs, number

_NAMED = 40
"""Villages named one by one; of more, only the count is given."""


def materials_page(scope: Scope, context: ViewContext) -> AccountPage:
    """All leaflets."""
    language = context.language
    leaflets = scope.account.leaflets
    head = ("title", "topic", "language", "printed", "given", "left", "without", "reprint")
    rows = tuple(_row(leaflet, context) for leaflet in leaflets)
    title = language.label("account.section.materials")
    table = Table(title, tuple(language.label(f"account.stock.{name}") for name in head), rows, is_stacked=True)
    again = [leaflet for leaflet in leaflets if leaflet.is_to_reprint]
    reprint = Section(
        language.label("account.stock.reprint_list"),
        (language.label(
            "account.stock.reprint_means", count=language.number(context.catalog.portal.thresholds.reprint_below)),),
        links=tuple(
            Cell(language.text(context.catalog.materials[leaflet.id].title), _path(leaflet)) for leaflet in again
        ),
    )  # fmt: skip
    crumbs = home_crumbs(context, scope)
    sections = (Section(title, (language.label("account.about.materials"),), (table,)), reprint)
    return AccountPage(title, "", crumbs, sections, not scope.is_public, scope.elsewhere)


def leaflet_page(id: str, scope: Scope, context: ViewContext) -> AccountPage:
    """Where a leaflet's copies went, and the villages that have none."""
    language = context.language
    leaflet = next(leaflet for leaflet in scope.account.leaflets if leaflet.id == id)
    title = language.text(context.catalog.materials[id].title)
    given = rows_table(language.label("account.stock.given"), "leaflets", leaflet.handed_out, scope, context)
    sections = [
        Section(language.label("account.stock.given"), (), (given,)),
        Section(
            language.label("account.stock.without"),
            (language.label("account.stock.without_count", count=language.number(len(leaflet.without))),),
            links=tuple(village_cell(village, context) for village in leaflet.without[:_NAMED]),
        ),
    ]
    back = Cell(language.label("account.section.materials"), "account/materials/")
    return AccountPage(
        str(title), "", home_crumbs(context, scope, back), tuple(sections), not scope.is_public, scope.elsewhere
    )


def _row(leaflet: Leaflet, context: ViewContext) -> tuple[Cell, ...]:
    language = context.language
    material = context.catalog.materials[leaflet.id]
    return (
        Cell(language.text(material.title), _path(leaflet)),
        topic_cell(material.topic, context),
        Cell(language.spoken_language(material.language)),
        number(leaflet.printed),
        number(leaflet.given, _path(leaflet)),
        number(leaflet.left),
        number(len(leaflet.without), _path(leaflet)),
        Cell(language.label("account.stock.yes") if leaflet.is_to_reprint else "—"),
    )


def _path(leaflet: Leaflet) -> str:
    return f"account/materials/{leaflet.id}/"
