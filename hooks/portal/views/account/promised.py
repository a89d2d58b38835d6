"""Promised and held: every adviser in every village, beside what the town expects."""

from __future__ import annotations

from portal.account.promised import COUNTS, Month, Service
from portal.account.sit_ins import OUTCOMES, Promise
from portal.catalog.context import ViewContext
from portal.catalog.urls import adviser_path
from portal.views.account.names import value_name, village_cell
from portal.views.account.parts import (
    AccountPage,
    Cell,
    Scope,
    Section,
    Table,
    home_crumbs,
    number,
    page_slice,
    pager,
    seen_from,
    year_path,
)


def promised_page(year: int, page: int, scope: Scope, context: ViewContext) -> AccountPage:
    """One line an engagement."""
    language = context.language
    account = scope.account.year(year)
    head = ["village", "adviser", "promised", *OUTCOMES, "confirmed", *COUNTS, "short"]
    rows = tuple(_service_row(service, year, context) for service in page_slice(account.services, page))
    title = language.label("account.section.promised")
    table = Table(title, tuple(language.label(f"account.promised.{name}") for name in head), rows)
    path = year_path(year, "promised/")
    return AccountPage(
        title, seen_from(account, context), _crumbs(year, scope, context),
        (Section(language.label("account.promised.by_village"), _texts(context), (table,)),),
        not scope.is_public, scope.elsewhere, pager(path, len(account.services), page, language),
    )  # fmt: skip


def village_page(year: int, village_id: str, scope: Scope, context: ViewContext) -> AccountPage:
    """A village's year, month by month, and every promised sit-in."""
    language = context.language
    account = scope.account.year(year)
    services = account.services_of(village_id)
    back = Cell(language.label("account.section.promised"), year_path(year, "promised/"))
    return AccountPage(
        language.label("account.promised.of", village=context.village_text(village_id)), seen_from(account, context),
        (*_crumbs(year, scope, context), back), tuple(_service(service, context) for service in services),
        not scope.is_public, scope.elsewhere,
    )  # fmt: skip


def _crumbs(year: int, scope: Scope, context: ViewContext) -> tuple[Cell, ...]:
    language = context.language
    return home_crumbs(
        context, scope, Cell(language.label("account.year_title", year=language.number(year)), year_path(year))
    )


def _texts(context: ViewContext) -> tuple[str, ...]:
    language, expected = context.language, context.catalog.portal.thresholds
    return (
        language.label("account.promised.unrecorded_means"),
        language.label(
            "account.promised.expected", sit_ins=language.number(expected.sit_ins_a_month),
            calls=language.number(expected.calls_a_month), visits=language.number(expected.visits_a_quarter),
            lectures=language.number(expected.lectures_a_year),
        ),
    )  # fmt: skip


def _service_row(service: Service, year: int, context: ViewContext) -> tuple[Cell, ...]:
    label = context.language.label
    path = year_path(year, f"promised/{service.village}/")
    expected = service.expected
    counts = [
        Cell(
            f"{service.total(name)} / {expected[name]}" if expected.get(name) else str(service.total(name)),
            path, is_number=True,
        )
        for name in COUNTS
    ]  # fmt: skip
    comma = label("list.comma")
    short = comma.join(label(f"account.promised.{name.replace('-', '_')}") for name in service.short_of)
    return (
        Cell(context.village_text(service.village), path),
        Cell(context.language.text(context.catalog.advisers[service.adviser].name), adviser_path(service.adviser)),
        number(service.promised, path),
        *(number(service.number(outcome), path) for outcome in OUTCOMES),
        number(service.confirmed, path),
        *counts,
        Cell(short or "—"),
    )


def _service(service: Service, context: ViewContext) -> Section:
    language = context.language
    adviser = language.text(context.catalog.advisers[service.adviser].name)
    head = ["month", "promised", *OUTCOMES, "confirmed", *COUNTS]
    rows = tuple(_month_row(number, month, context) for number, month in service.months.items())
    months = Table(
        language.label("account.promised.by_month"), tuple(language.label(f"account.promised.{name}") for name in head),
        rows,
    )  # fmt: skip
    sit_ins = Table(
        language.label("account.figure.sit-ins-promised"),
        (
            language.label("account.head.day"),
            language.label("account.head.what"),
            language.label("account.head.record"),
        ),
        tuple(
            (
                Cell(language.day_and_weekday(promise.day)),
                Cell(_outcome(promise, context)),
                village_cell(service.village, context),
            )
            for month in service.months.values()
            for promise in month.promises
        ),
    )
    short = [language.label(f"account.promised.{name.replace('-', '_')}") for name in service.short_of]
    texts = (
        (language.label("account.promised.short_of", what=language.label("list.comma").join(short)),) if short else ()
    )
    return Section(str(adviser), texts, (months, sit_ins))


def _month_row(at: int, month: Month, context: ViewContext) -> tuple[Cell, ...]:
    return (
        Cell(value_name("month", str(at), context)),
        number(len(month.promises)),
        *(number(month.number(outcome)) for outcome in OUTCOMES),
        number(month.confirmed),
        *(
            number(month.counts[name])
            if month.is_recorded
            else Cell(context.language.label("account.outcome.unrecorded"))
            for name in COUNTS
        ),
    )


def _outcome(promise: Promise, context: ViewContext) -> str:
    language = context.language
    parts = [language.label(f"account.outcome.{promise.outcome}")]
    if promise.moved_to:
        parts.append(language.label("sit_in.moved_to", day=language.day_and_weekday(promise.moved_to)))
    if promise.is_made_up:
        parts.append(language.label("account.outcome.held"))
    if promise.is_confirmed:
        parts.append(language.label("sit_in.confirmed"))
    return language.label("list.comma").join(parts)
