"""Coverage: who was reached, in heat maps that say the number in every cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portal.account.coverage import MATRICES, Coverage, Matrix, Reach
from portal.account.rows import Row
from portal.catalog.context import ViewContext
from portal.i18n.language import Language
from portal.views.account.lists import rows_table
from portal.views.account.names import value_name, village_cell
from portal.views.account.parts import (
    AccountPage,
    Cell,
    Scope,
    Section,
    Table,
    coverage_path,
    home_crumbs,
    number,
    page_slice,
    pager,
    seen_from,
)

STEPS = (1, 2, 4, 8)
"""From how many sessions on a cell is one shade darker."""


def coverage_page(year: int, page: int, scope: Scope, context: ViewContext) -> AccountPage:
    """A year's coverage; villages beyond the first 200 stand on further pages."""
    language = context.language
    account = scope.account.year(year)
    coverage = account.coverage
    path = coverage_path(year, context.today)
    villages = [reach.id for reach in page_slice(coverage.villages, page)]
    matrices = coverage.matrices
    reached = {reach.id: reach for reach in coverage.villages}
    sections = [] if page > 1 else [_evenness(coverage, year, context)]
    sections.append(_matrix_section("village-month", villages, matrices, year, context, reached))
    sections.append(_matrix_section("village-audience", villages, matrices, year, context))
    if page == 1:
        places = {reach.id: reach for reach in coverage.places}
        sections.append(_matrix_section("place-month", tuple(places), matrices, year, context, places))
        for id in ("venue-quarter", "topic-audience", "language-quarter"):
            sections.append(_matrix_section(id, matrices[id].rows, matrices, year, context))
    other = tuple(
        Cell(language.label("account.year_short", year=language.number(at)), coverage_path(at, context.today))
        for at in scope.account.years
        if at != year and scope.account.year(at).events
    )
    if other:
        sections.append(Section(language.label("account.other_years"), links=other))
    crumbs = home_crumbs(context, scope) if scope.sections else ()
    return AccountPage(
        language.label("coverage.heading", year=language.number(year)), seen_from(account, context), crumbs,
        tuple(sections), not scope.is_public, scope.elsewhere, pager(path, len(coverage.villages), page, language),
    )  # fmt: skip


def row_page(year: int, kind: str, id: str, scope: Scope, context: ViewContext) -> AccountPage:
    """The sessions behind a matrix row, under a heading for each of its cells."""
    language = context.language
    coverage = scope.account.year(year).coverage
    sections = []
    for matrix_id, row_kind in MATRICES.items():
        if row_kind != kind:
            continue
        matrix = coverage.matrices[matrix_id]
        dimension = matrix_id.split("-")[1]
        for column in matrix.columns:
            rows: tuple[Row, ...] = tuple(matrix.cells.get((id, column), ()))
            if rows:
                title = str(value_name(dimension, column, context))
                table = rows_table(title, "sessions", rows, scope, context)
                sections.append(Section(title, (), (table,), id=_anchor(dimension, column)))
    back = Cell(language.label("coverage.heading", year=language.number(year)), coverage_path(year, context.today))
    name = value_name(kind, id, context)
    return AccountPage(
        language.label("coverage.of", name=name), language.label("account.what.sessions"),
        home_crumbs(context, scope, back), tuple(sections), not scope.is_public, scope.elsewhere,
    )  # fmt: skip


def share_text(coverage: Coverage, language: Language) -> str:
    """Evenness in a sentence: 最近90天去过15个村（共34个，44%）."""
    return language.label(
        "coverage.share", days=language.number(coverage.within), percent=round(100 * coverage.share),
        reached=language.number(coverage.reached), villages=language.number(len(coverage.villages)),
    )  # fmt: skip


def matrix_rows(coverage: Coverage) -> list[tuple[str, str]]:
    """The matrix rows that have a page: those with a session."""
    found: dict[tuple[str, str], None] = {}
    for id, kind in MATRICES.items():
        for row, _ in coverage.matrices[id].cells:
            found[kind, row] = None
    return sorted(found)


def _anchor(dimension: str, column: str) -> str:
    return f"{dimension}-{column}"


def _evenness(coverage: Coverage, year: int, context: ViewContext) -> Section:
    language = context.language

    def row(reach: Reach) -> tuple[Cell, ...]:
        path = coverage_path(year, context.today, f"village/{reach.id}/") if reach.sessions else ""
        return Cell(context.village_text(reach.id), path), number(reach.sessions), _days(reach, context)

    def table(name: str, reaches: tuple[Reach, ...]) -> Table:
        head = (
            language.label("menu.villages"), language.label("coverage.sessions"), language.label("coverage.days"),
        )  # fmt: skip
        return Table(language.label(f"coverage.{name}"), head, tuple(row(reach) for reach in reaches))

    text = language.label("coverage.share_means", days=language.number(coverage.within))
    unreached = sum(not reach.sessions for reach in coverage.villages)
    return Section(
        language.label("coverage.evenness"),
        (share_text(coverage, language), text, language.label("coverage.unreached", count=language.number(unreached))),
        (table("most", coverage.most), table("least", coverage.least)), id="evenness",
    )  # fmt: skip


def _matrix_section(
    id: str,
    rows: Sequence[str],
    matrices: Mapping[str, Matrix],
    year: int,
    context: ViewContext,
    reach: Mapping[str, Reach] | None = None,
) -> Section:
    language = context.language
    matrix = matrices[id]
    kind, dimension = MATRICES[id], id.split("-")[1]
    head = [language.label(f"coverage.row.{kind}")]
    head += [str(value_name(dimension, column, context)) for column in matrix.columns]
    if reach is not None:
        head += [language.label("coverage.sessions"), language.label("coverage.days")]
    body = []
    for row in rows:
        row_path = coverage_path(year, context.today, f"{kind}/{row}/")
        cells = [_row_name(kind, row, context)]
        for column in matrix.columns:
            if not _has_begun(dimension, column, year, context):
                cells.append(Cell(""))
                continue
            count = matrix.count(row, column)
            path = f"{row_path}#{_anchor(dimension, column)}" if count else ""
            cells.append(Cell(str(count), path, level=sum(count >= step for step in STEPS), is_number=True))
        if reach is not None:
            found = reach[row]
            cells += [number(found.sessions, row_path), _days(found, context)]
        body.append(tuple(cells))
    title = language.label(f"coverage.matrix.{id}")
    return Section(
        title, (language.label("coverage.how_to_read"),), (Table(title, tuple(head), tuple(body), True),), id=id
    )


def _days(reach: Reach, context: ViewContext) -> Cell:
    if reach.days is None:
        return Cell(context.language.label("coverage.never"), is_number=True)
    return Cell(str(reach.days), is_number=True)


def _row_name(kind: str, row: str, context: ViewContext) -> Cell:
    return village_cell(row, context) if kind == "village" else Cell(value_name(kind, row, context))


def _has_begun(dimension: str, column: str, year: int, context: ViewContext) -> bool:
    """Whether a month or quarter has begun: one that has not is no gap."""
    if year != context.today.year or dimension == "audience":
        return True
    first_month = int(column) if dimension == "month" else 3 * int(column) - 2
    return first_month <= context.today.month
