"""The outreach plan, the duty list, the leaders' study plan, and the fixed law days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from portal.account.rows import Row
from portal.views.account.names import value_name
from portal.views.account.parts import Cell, Page, Scope, Section, Table, home_crumbs, number, seen_from, year_path
from portal.views.parts import ViewContext, adviser_path, event_path


def plan_page(year: int, scope: Scope, context: ViewContext) -> Page:
    """A year's plans and duties."""
    language = context.language
    account = scope.account.year(year)
    crumb = Cell(language.label("account.year_title", year=language.number(year)), year_path(year))
    sections = (_plan(year, scope, context), _duties(year, scope, context), _study(year, scope, context),
                _law_days(year, scope, context))  # fmt: skip
    return Page(
        language.label("account.section.plan"), seen_from(account, context), home_crumbs(context, scope, crumb),
        sections, not scope.is_public, scope.elsewhere,
    )  # fmt: skip


def _plan(year: int, scope: Scope, context: ViewContext) -> Section:
    language = context.language
    lines = scope.account.year(year).plan
    rows = tuple(
        (
            Cell(language.text(line.item.title)),
            Cell(_month(line.item.month, context)),
            Cell(value_name("organiser", line.item.office, context)),
            Cell(language.label(f"account.state.{line.state}")),
            Cell(f"{len(line.held)} / {line.item.sessions}" if line.item.done is None else "✓", is_number=True),
        )
        for line in lines
    )
    tables = [_table("plan", ("item", "by", "office", "state", "held"), rows, context)] if rows else []
    named = [(str(language.text(line.item.title)), (*line.held, *line.planned)) for line in lines]
    tables += _behind("plan", named, context)
    texts = (language.label("account.about.plan" if rows else "account.no_plan"),)
    return Section(language.label("account.plan.plan"), texts, tuple(tables), id="plan")


def _duties(year: int, scope: Scope, context: ViewContext) -> Section:
    language = context.language
    comma = language.label("list.comma")
    lines = scope.account.year(year).duties
    rows = tuple(
        (
            Cell(value_name("organiser", line.duty.office, context), "help/#" + line.duty.office),
            Cell(comma.join(str(language.text(context.catalog.laws[id].name)) for id in line.duty.laws), is_long=True),
            Cell(comma.join(str(value_name("audience", group, context)) for group in line.duty.audience)),
            number(line.duty.sessions),
            number(len(line.held)),
            number(len(line.planned)),
        )
        for line in lines
    )
    tables = [_table("duties", ("office", "laws", "audience", "due", "held", "planned"), rows, context)] if rows else []
    named = [(str(value_name("organiser", line.duty.office, context)), (*line.held, *line.planned)) for line in lines]
    tables += _behind("duties", named, context)
    texts = (language.label("account.about.duties" if rows else "account.no_duties"),)
    return Section(language.label("account.plan.duties"), texts, tuple(tables), id="duties")


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
    lines = scope.account.year(year).law_days
    for line in lines:
        days = language.day(line.first)
        if line.last != line.first:
            days = f"{days}–{language.day(line.last)}"
        office = line.observance.office
        rows.append(
            (
                Cell(language.text(line.observance.name)),
                Cell(days),
                Cell(value_name("organiser", office, context), f"help/#{office}") if office else Cell("—"),
                number(len(line.held)),
                number(len(line.planned)),
            )
        )
    tables = [_table("law_days", ("item", "day", "office", "held", "planned"), tuple(rows), context)]
    named = [(str(language.text(line.observance.name)), (*line.held, *line.planned)) for line in lines]
    tables += _behind("law_days", named, context)
    return Section(language.label("account.plan.law_days"), (), tuple(tables), id="law-days")


def _table(name: str, head: Sequence[str], rows: tuple[tuple[Cell, ...], ...], context: ViewContext) -> Table:
    label = context.language.label
    title = label("account.section.study" if name == "study" else f"account.plan.{name}")
    return Table(title, tuple(label(f"account.plan.head.{column}") for column in head), rows)


def _behind(name: str, named: Iterable[tuple[str, Sequence[Row]]], context: ViewContext) -> list[Table]:
    """The sessions behind the counts, held and planned."""
    language = context.language
    rows = tuple(
        (
            Cell(item),
            Cell(language.day(row.day) if row.day else "—"),
            Cell(language.text(context.catalog.events[row.id].title), event_path(row.id)),
            Cell(language.label(f"event.status.{context.catalog.events[row.id].status}")),
        )
        for item, found in named
        for row in found
    )
    if not rows:
        return []
    head = ("item", "day", "session", "state")
    caption = f"{language.label(f'account.plan.{name}')} · {language.label('account.rows')}"
    return [Table(caption, tuple(language.label(f"account.plan.head.{column}") for column in head), rows)]


def _month(month: str, context: ViewContext) -> str:
    return context.language.month(date.fromisoformat(f"{month}-01"))
