"""The outreach plan, the duty list, the leaders' study plan, and the fixed law days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from portal.account.planning import PlanLine
from portal.account.rows import Row
from portal.account.town import YearAccount
from portal.catalog.context import ViewContext
from portal.catalog.urls import adviser_path, event_path
from portal.views.account.names import value_name
from portal.views.account.parts import (
    AccountPage,
    Cell,
    Scope,
    Section,
    Table,
    home_crumbs,
    number,
    seen_from_records,
    year_path,
)


def plan_page(year: int, scope: Scope, context: ViewContext) -> AccountPage:
    """A year's plans and duties."""
    language = context.language
    account = scope.account.year(year)
    crumb = Cell(language.label("account.year_title", year=language.number(year)), year_path(year))
    sections = (_plan(year, scope, context), _duties(year, scope, context), _study(year, scope, context),
                _law_days(year, scope, context))  # fmt: skip
    return AccountPage(
        language.label("account.section.plan"), seen_from_records(account, context), home_crumbs(context, scope, crumb),
        sections, not scope.is_public, scope.elsewhere,
    )  # fmt: skip


def sessions_page(year: int, kind: str, id: str, scope: Scope, context: ViewContext) -> AccountPage:
    """The sessions behind a line of the plan, a duty or a law day, held and planned."""
    language = context.language
    name, rows = session_lists(scope.account.year(year))[kind, id]
    year_cell = Cell(language.label("account.year_title", year=language.number(year)), year_path(year))
    plan_cell = Cell(language.label("account.section.plan"), year_path(year, "plan/"))
    body = tuple(
        (
            Cell(language.day(row.day) if row.day else "—"),
            Cell(language.text(context.catalog.events[row.id].title), event_path(row.id)),
            Cell(language.label(f"event.status.{context.catalog.events[row.id].status}")),
        )
        for row in rows
    )
    title = language.label("account.rows")
    head = tuple(language.label(f"account.plan.head.{column}") for column in ("day", "session", "state"))
    return AccountPage(
        str(language.text(name)), "", home_crumbs(context, scope, year_cell, plan_cell),
        (Section(title, (), (Table(title, head, body),)),), not scope.is_public, scope.elsewhere,
    )  # fmt: skip


def session_lists(year: YearAccount) -> Mapping[tuple[str, str], tuple[Mapping[str, str], Sequence[Row]]]:
    """Name and sessions of each line of the plan (`items`), of `duties` and of `law-days`, by kind and id."""
    found: dict[tuple[str, str], tuple[Mapping[str, str], Sequence[Row]]] = {}
    for item in year.plan:
        found["items", item.item.id] = item.item.title, (*item.held, *item.planned)
    for duty in year.duties:
        found["duties", duty.duty.id] = year.catalog.offices[duty.duty.office].name, (*duty.held, *duty.planned)
    for law_day in year.law_days:
        found["law-days", law_day.observance.id] = law_day.observance.name, (*law_day.held, *law_day.planned)
    return found


def _plan(year: int, scope: Scope, context: ViewContext) -> Section:
    language = context.language
    rows = tuple(
        (
            Cell(language.text(line.item.title)),
            Cell(_month(line.item.month, context)),
            Cell(value_name("organiser", line.item.office, context)),
            Cell(language.label(f"account.state.{line.state}")),
            _done(line, year, context),
        )
        for line in scope.account.year(year).plan
    )
    tables = (_table("plan", ("item", "by", "office", "state", "held"), rows, context),) if rows else ()
    texts = (language.label("account.about.plan" if rows else "account.no_plan"),)
    return Section(language.label("account.plan.plan"), texts, tables, id="plan")


def _done(line: PlanLine, year: int, context: ViewContext) -> Cell:
    """The sessions held out of those planned; of what is no session, the day it was done."""
    if line.item.done:
        return Cell(context.language.day(line.item.done))
    path = _sessions_path(year, "items", line.item.id) if line.held or line.planned else ""
    return Cell(f"{len(line.held)} / {line.item.sessions}", path, is_number=True)


def _duties(year: int, scope: Scope, context: ViewContext) -> Section:
    language = context.language
    comma = language.label("list.comma")
    rows = tuple(
        (
            Cell(value_name("organiser", line.duty.office, context), "help/#" + line.duty.office),
            Cell(comma.join(str(language.text(context.catalog.laws[id].name)) for id in line.duty.laws), is_long=True),
            Cell(comma.join(str(value_name("audience", group, context)) for group in line.duty.audience)),
            number(line.duty.sessions),
            number(len(line.held), _sessions_path(year, "duties", line.duty.id)),
            number(len(line.planned), _sessions_path(year, "duties", line.duty.id)),
        )
        for line in scope.account.year(year).duties
    )
    head = ("office", "laws", "audience", "due", "held", "planned")
    tables = (_table("duties", head, rows, context),) if rows else ()
    texts = (language.label("account.about.duties" if rows else "account.no_duties"),)
    return Section(language.label("account.plan.duties"), texts, tables, id="duties")


def _study(year: int, scope: Scope, context: ViewContext) -> Section:
    language = context.language
    rows = []
    for line in scope.account.year(year).study:
        session = line.session
        adviser = Cell("—")
        if session.adviser:
            name = language.text(context.catalog.advisers[session.adviser].name)
            adviser = Cell(name, adviser_path(session.adviser))
        rows.append(
            (
                Cell(language.text(session.subject)),
                Cell(language.label(f"account.study.{session.kind}")),
                Cell(_month(session.month, context)),
                Cell(language.label(f"account.state.{line.state}")),
                Cell(language.day(session.held) if session.held else "—"),
                adviser,
            )
        )
    head = ("subject", "kind", "by", "state", "day", "lecturer")
    tables = (_table("study", head, tuple(rows), context),) if rows else ()
    texts = (language.label("account.about.study" if rows else "account.no_study"),)
    return Section(language.label("account.section.study"), texts, tables, id="study")


def _law_days(year: int, scope: Scope, context: ViewContext) -> Section:
    language = context.language
    rows = []
    for line in scope.account.year(year).law_days:
        days = language.day(line.first)
        if line.last != line.first:
            days = f"{days}–{language.day(line.last)}"
        office = line.observance.office
        path = _sessions_path(year, "law-days", line.observance.id)
        rows.append(
            (
                Cell(language.text(line.observance.name)),
                Cell(days),
                Cell(value_name("organiser", office, context), f"help/#{office}") if office else Cell("—"),
                number(len(line.held), path),
                number(len(line.planned), path),
            )
        )
    table = _table("law_days", ("item", "day", "office", "held", "planned"), tuple(rows), context)
    return Section(language.label("account.plan.law_days"), (), (table,), id="law-days")


def _table(name: str, head: Sequence[str], rows: tuple[tuple[Cell, ...], ...], context: ViewContext) -> Table:
    label = context.language.label
    title = label("account.section.study" if name == "study" else f"account.plan.{name}")
    return Table(title, tuple(label(f"account.plan.head.{column}") for column in head), rows, is_stacked=True)


def _sessions_path(year: int, kind: str, id: str) -> str:
    return year_path(year, f"plan/{kind}/{id}/")


def _month(month: str, context: ViewContext) -> str:
    return context.language.month(date.fromisoformat(f"{month}-01"))
