"""The account's first page: the years, this year's main figures, and the way to everything else."""

from __future__ import annotations

from portal.catalog.context import ViewContext
from portal.views.account.coverage import share_text
from portal.views.account.parts import AccountPage, Cell, Scope, Section, Table, section_links, year_path
from portal.views.account.year import figure_cell

MAIN = (
    "sessions", "leaflets", "consultations", "villages-with-adviser", "sit-ins-promised", "sit-ins-held",
    "legal-helpers",
)  # fmt: skip


def overview_page(scope: Scope, context: ViewContext) -> AccountPage:
    """What the account holds."""
    language = context.language
    year = scope.account.year(context.today.year)
    sections = []
    if scope.has("figures"):
        head = (language.label("account.head.figure"),
                language.label("account.year_short", year=language.number(year.year)))  # fmt: skip
        rows = tuple(
            (Cell(language.label(f"account.figure.{id}")), figure_cell(id, year, scope, context)) for id in MAIN
        )
        texts = (share_text(year.coverage, language),) if scope.has("coverage") else ()
        title = language.label("account.main")
        sections.append(Section(title, texts, (Table(title, head, rows),)))
    links = [
        Cell(language.label("account.year_title", year=language.number(at)), year_path(at))
        for at in scope.account.years
    ]
    sections.append(Section(language.label("account.years"), links=tuple(links)))
    more = section_links(year, scope, context)
    if more:
        sections.append(Section(language.label("account.more"), links=more))
    return AccountPage(
        language.label("account.title"), language.label("account.lead"), (), tuple(sections), not scope.is_public,
        scope.elsewhere,
    )  # fmt: skip
