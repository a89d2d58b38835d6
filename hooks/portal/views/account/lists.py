"""The rows a figure rests on, each leading to its record's page."""

from __future__ import annotations

from collections.abc import Sequence

from portal.account.rows import Row
from portal.catalog.context import ViewContext
from portal.catalog.small_counts import publish_cell, published_text
from portal.catalog.urls import adviser_path, event_path
from portal.i18n.language import Text
from portal.views.account.names import value_name, village_cell
from portal.views.account.parts import (
    AccountPage,
    Cell,
    Scope,
    Section,
    Table,
    home_crumbs,
    page_slice,
    pager,
    year_path,
)
from portal.views.account.year import amount_text


def figure_page(year: int, id: str, page: int, scope: Scope, context: ViewContext) -> AccountPage:
    """The rows of a figure such as `sessions`, or of a breakdown's value such as `sessions/kind/lecture`."""
    language, account = context.language, scope.account.year(year)
    base, _, rest = id.partition("/")
    if rest:
        dimension, value = rest.split("/")
        figure = account.breakdowns[f"{base}/{dimension}"][value]
        title = f"{language.label(f'account.figure.{base}')} · {value_name(dimension, value, context)}"
        amount = str(figure.amount)
        if base == "consultations" and scope.is_public:
            amount = published_text(account.published_consultations.by_topic[value], language)
    else:
        figure, title = account.figures[id], language.label(f"account.figure.{id}")
        amount = amount_text(id, account, scope, context)
    path = year_path(year, f"{id}/")
    year_cell = Cell(language.label("account.year_title", year=language.number(year)), year_path(year))
    section = Section(
        language.label("account.rows"), (language.label(f"account.what.{base}"),),
        (rows_table(title, base, page_slice(figure.rows, page), scope, context),),
    )  # fmt: skip
    return AccountPage(
        title, language.label("account.rows_lead", amount=amount, count=language.number(len(figure.rows))),
        home_crumbs(context, scope, year_cell), (section,), not scope.is_public, scope.elsewhere,
        pager(path, len(figure.rows), page, language),
    )  # fmt: skip


def rows_table(caption: str, figure: str, rows: Sequence[Row], scope: Scope, context: ViewContext) -> Table:
    """Rows as a table: when, which record, what, how many."""
    label = context.language.label
    has_amount = any(row.amount != 1 for row in rows) or figure == "consultations"
    items = [_item(figure, row, context) for row in rows]
    has_adviser = any(row.adviser for row in rows)
    head = [label("account.head.day"), label("account.head.record")]
    if has_adviser:
        head.append(label("village.adviser"))
    has_item = any(str(item) for item in items)
    if has_item:
        head.append(label("account.head.what"))
    if has_amount:
        head.append(label("account.head.count"))
    body = []
    for row, item in zip(rows, items, strict=True):
        cells = [Cell(_day(row, context)), record_cell(row, scope, context)._replace(is_long=True)]
        if has_adviser:
            cells.append(_adviser(row, context))
        if has_item:
            cells.append(Cell(item))
        if has_amount:
            cells.append(Cell(_amount(figure, row, scope, context), is_number=True))
        body.append(tuple(cells))
    return Table(caption, tuple(head), tuple(body), is_stacked=True)


def record_cell(row: Row, scope: Scope, context: ViewContext) -> Cell:
    """The row's record, leading to its page."""
    if row.record == "event":
        return Cell(context.language.text(context.catalog.events[row.id].title), event_path(row.id))
    if row.record == "village":
        return village_cell(row.id, context)
    path = scope.path("plan", year_path(int(row.id), "plan/") + "#study")
    return Cell(context.language.label("account.section.study"), path)


def _day(row: Row, context: ViewContext) -> str:
    if row.day:
        return context.language.day(row.day, with_year=row.day.year != context.today.year)
    if row.month:
        return str(value_name("month", str(int(row.month[5:])), context))
    return "—"


def _adviser(row: Row, context: ViewContext) -> Cell:
    if not row.adviser:
        return Cell("—")
    return Cell(context.language.text(context.catalog.advisers[row.adviser].name), adviser_path(row.adviser))


def _item(figure: str, row: Row, context: ViewContext) -> Text | str:
    if not row.item:
        return ""
    if figure == "leaflets":
        return value_name("title", row.item, context)
    if figure == "consultations":
        return value_name("topic", row.item, context)
    if figure.startswith("sit-ins-"):
        return context.language.label(f"account.outcome.{row.item}")
    if figure == "villages-below-minimum":
        return context.language.label("account.helpers_count", count=context.language.number(int(row.item)))
    return Text(row.item, context.language.source, context.language.code != context.language.source)


def _amount(figure: str, row: Row, scope: Scope, context: ViewContext) -> str:
    if figure == "consultations" and scope.is_public:
        return published_text(publish_cell(row.amount), context.language)
    return str(row.amount)
