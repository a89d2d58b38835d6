"""A year's figures, with last year beside them and the report as published."""

from __future__ import annotations

from portal.account.figures import GROUPS
from portal.account.town import YearAccount
from portal.catalog.context import ViewContext
from portal.catalog.small_counts import published_text
from portal.records.approximate_number import Stated
from portal.views.account.charts import Chart, bar_chart
from portal.views.account.names import value_name
from portal.views.account.parts import (
    AccountPage,
    Cell,
    Scope,
    Section,
    Table,
    home_crumbs,
    number,
    section_links,
    seen_from,
    year_path,
)

BREAKDOWNS = (
    "sessions/kind", "sessions/venue", "sessions/audience", "sessions/topic", "sessions/language",
    "sessions/organiser", "leaflets/title",
)  # fmt: skip
"""Consultations by topic have a section of their own, `questions`."""


def year_page(year: int, scope: Scope, context: ViewContext) -> AccountPage:
    """A year's figures."""
    language = context.language
    this, last = scope.account.year(year), scope.account.year(year - 1)
    sections: list[Section] = []
    if scope.has("figures") and this.has_records:
        sections += [_group(group, this, last, scope, context) for group in GROUPS]
    if scope.has("reports") and str(year) in context.catalog.reports:
        sections.insert(0, _reported(this, scope, context))
    sections.append(Section(language.label("account.more"), links=section_links(this, scope, context)))
    lead = seen_from(this, context) if this.has_records else language.label("account.no_records", year=year)
    return AccountPage(
        language.label("account.year_title", year=language.number(year)), lead, home_crumbs(context, scope),
        tuple(sections), not scope.is_public, scope.elsewhere,
    )  # fmt: skip


def amount_text(id: str, year: YearAccount, scope: Scope, context: ViewContext) -> str:
    """A figure as this site may show it."""
    if not year.has_records:
        return context.language.label("account.not_recorded")
    if id == "consultations" and scope.is_public and year.figures[id].found:
        return published_text(year.published_consultations.total, context.language)
    return str(year.figures[id].amount)


def figure_cell(id: str, year: YearAccount, scope: Scope, context: ViewContext) -> Cell:
    """A figure, leading to its rows."""
    path = (
        year_path(year.year, f"{id}/") if year.has_records and year.figures[id].found and scope.has("figures") else ""
    )
    return Cell(amount_text(id, year, scope, context), path, is_number=year.has_records)


def _group(group: str, this: YearAccount, last: YearAccount, scope: Scope, context: ViewContext) -> Section:
    language = context.language
    head = (
        language.label("account.head.figure"), language.label("account.year_short", year=language.number(this.year)),
        language.label("account.year_short", year=language.number(last.year)),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(language.label(f"account.figure.{id}")),
            figure_cell(id, this, scope, context),
            figure_cell(id, last, scope, context),
        )
        for id in GROUPS[group]
    )
    title = language.label(f"account.group.{group}")
    tables = [Table(title, head, rows)]
    chart = None
    if group == "outreach":
        tables += [_breakdown(id, this, last, context) for id in BREAKDOWNS if this.breakdowns[id]]
        chart = _months("sessions", this, last, context)
    elif group == "advisers":
        chart = _sit_ins(this, context)
    return Section(title, (language.label(f"account.about.{group}"),), tuple(tables), chart, id=group)


def _breakdown(id: str, this: YearAccount, last: YearAccount, context: ViewContext) -> Table:
    """Where nothing was recorded last year there is no column of it; the table of all figures says so once."""
    language = context.language
    dimension = id.split("/")[1]
    now, before = this.breakdowns[id], last.breakdowns[id]
    years = (this, last) if last.has_records else (this,)
    longest = max(figure.amount for figure in now.values())
    rows = []
    for value in dict.fromkeys((*now, *before)):
        amount = now[value].amount if value in now else 0
        cells = [
            Cell(value_name(dimension, value, context)),
            number(amount, year_path(this.year, f"{id}/{value}/"), bar=round(100 * amount / longest)),
        ]
        if last.has_records:
            cells.append(number(before[value].amount if value in before else 0, year_path(last.year, f"{id}/{value}/")))
        rows.append(tuple(cells))
    head = [language.label(f"account.by.{dimension}")]
    head += [language.label("account.year_short", year=language.number(year.year)) for year in years]
    unit = language.label(f"account.figure.{id.split('/')[0]}")
    return Table(f"{unit} · {language.label(f'account.by.{dimension}')}", tuple(head), tuple(rows))


def _months(id: str, this: YearAccount, last: YearAccount, context: ViewContext) -> Chart | None:
    language = context.language
    months = 12 if last.has_records else this.day.month
    labels = [str(value_name("month", str(month), context)) for month in range(1, months + 1)]

    def by_month(year: YearAccount) -> list[int]:
        counts = [0] * months
        for row in year.figures[id].found:
            if row.day:
                counts[row.day.month - 1] += row.amount
        return counts

    series = [(language.label("account.year_short", year=language.number(this.year)), by_month(this))]
    if last.has_records:
        series.append((language.label("account.year_short", year=language.number(last.year)), by_month(last)))
    return bar_chart(
        f"chart-{id}", language.label("account.chart.sessions"), labels, series, language.label("list.comma")
    )


def _sit_ins(this: YearAccount, context: ViewContext) -> Chart | None:
    language = context.language
    labels = [str(value_name("month", str(month), context)) for month in range(1, this.day.month + 1)]
    series = []
    for id in ("sit-ins-promised", "sit-ins-held", "sit-ins-unrecorded"):
        counts = [0] * this.day.month
        for row in this.figures[id].found:
            assert row.day
            counts[row.day.month - 1] += 1
        series.append((language.label(f"account.short.{id}"), counts))
    return bar_chart(
        "chart-sit-ins", language.label("account.chart.sit_ins"), labels, series, language.label("list.comma")
    )


def _reported(year: YearAccount, scope: Scope, context: ViewContext) -> Section:
    """报告数 beside 台账可核数."""
    language = context.language
    report = context.catalog.reports[str(year.year)]
    head = tuple(language.label(f"account.head.{name}") for name in ("figure", "stated", "counted", "verdict"))
    rows = tuple(
        (
            Cell(language.label(f"account.figure.{id}")),
            Cell(stated.text, is_number=True),
            figure_cell(id, year, scope, context),
            Cell(_verdict(id, stated, year, scope, context)),
        )
        for id, stated in report.figures.items()
    )
    texts = [language.label("account.about.reports")]
    if not year.has_records:
        texts.append(language.label("account.nothing_to_check", year=language.number(year.year)))
    title = language.label("account.section.reports")
    return Section(title, (str(language.text(report.title)), *texts), (Table(title, head, rows),), id="reports")


def _verdict(id: str, stated: Stated, year: YearAccount, scope: Scope, context: ViewContext) -> str:
    label = context.language.label
    if not year.has_records:
        return label("account.verdict.unknown")
    if id == "consultations" and scope.is_public:
        # From what is published alone: a verdict on the true sum could give it away.
        published = year.published_consultations.total
        if published.kind != "exact":
            is_borne_out = stated.kind != "exactly" and stated.judge(published.number) == "borne-out"
            return label("account.verdict.borne-out" if is_borne_out else "account.verdict.hidden")
    return label(f"account.verdict.{stated.judge(year.figures[id].amount)}")
