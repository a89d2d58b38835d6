"""The shapes account pages are made of, and where those pages stand.

A page is a list of sections, each with texts, tables and a chart: one template prints all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from portal.account.town import TownAccount, YearAccount
from portal.catalog.context import ViewContext
from portal.i18n.language import Language, Text
from portal.records import AccountSection
from portal.views.account.charts import Chart

Item = TypeVar("Item")

PER_PAGE = 200
"""Rows of a table on one page."""
PAGES_NAMED = 15
"""Pages of a list that are all named on each of them."""
PAGES_BESIDE = 3


class Cell(NamedTuple):
    """A cell of a table: text, perhaps a link. A tuple, which is made in half the time: there are hundreds a page."""

    text: Text | str
    path: str = ""
    """Below the language's root; empty for no link."""
    level: int | None = None
    """Of a heat map, 0 (empty) to 4; the number stands in the cell as well."""
    bar: int | None = None
    """A bar beside the number, in percent of the longest."""
    is_number: bool = False
    is_long: bool = False
    """Whether it wants more width than a name."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its header."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_heat: bool = False
    is_stacked: bool = False
    """Whether its rows stand one below the other on a phone: where names and reasons want to be read."""

    def is_number(self, column: int) -> bool:
        """Whether a column holds numbers, if not in every row."""
        return any(row[column].is_number for row in self.rows)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page."""

    title: str
    texts: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    chart: Chart | None = None
    links: tuple[Cell, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A page of the account."""

    title: str
    lead: str
    crumbs: tuple[Cell, ...]
    sections: tuple[Section, ...]
    is_internal: bool
    elsewhere: frozenset[str] = frozenset()
    """Parts that stand on the public site alone, when this page is internal."""
    pager: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Scope:
    """For whom pages are made: residents, or the town's own staff (who see exact counts)."""

    account: TownAccount
    is_public: bool
    sections: frozenset[str] = field(default_factory=frozenset)
    """The sections that have pages on this site."""

    @property
    def elsewhere(self) -> frozenset[str]:
        """Parts the internal site leaves to the public one: public, and without a count that is masked there."""
        public = self.account.catalog.portal.account.public
        parts = {section for section in public if section in ("coverage", "plan", "materials")}
        return frozenset() if self.is_public else frozenset(parts | ({"rows"} if "figures" in public else set()))

    def has(self, section: AccountSection) -> bool:
        """Whether a section has pages on this site."""
        return section in self.sections

    def path(self, section: AccountSection, path: str) -> str:
        """The path, empty where that section has no pages here."""
        return path if self.has(section) else ""


def part_of(path: str) -> str:
    """A section's name for the path of one of its pages; `rows` for the rows of a figure without masked counts."""
    if not path.startswith(("account/", "coverage/")):
        return ""
    steps = path.partition("#")[0].split("/")
    if steps[0] == "coverage":
        return "coverage"
    if len(steps) > 2 and steps[1].isdigit() and steps[2]:
        return steps[2] if steps[2] in ("promised", "plan", "questions", "consultations") else "rows"
    return steps[1] if steps[1] in ("materials", "next") else "figures"


def year_path(year: int, rest: str = "") -> str:
    """Where a year's account stands, and what is below it."""
    return f"account/{year}/{rest}"


def has_coverage(year: YearAccount, today: date) -> bool:
    """Whether a year has pages of coverage: one with sessions, and this one."""
    return bool(year.events) or year.year == today.year


def coverage_path(year: int, today: date, rest: str = "") -> str:
    """Where a year's coverage stands: this year's at the root of coverage."""
    return f"coverage/{year}/{rest}" if rest or year != today.year else "coverage/"


def page_path(path: str, number: int) -> str:
    """The path of a page of a long list, counted from 1."""
    return path if number == 1 else f"{path}page-{number}/"


def page_count(rows: int) -> int:
    """How many pages a list takes; an empty one takes one."""
    return max(1, -(-rows // PER_PAGE))


def page_slice(rows: Sequence[Item], number: int) -> Sequence[Item]:
    """The rows of one page."""
    return rows[(number - 1) * PER_PAGE : number * PER_PAGE]


def pager(path: str, rows: int, number: int, language: Language) -> tuple[Cell, ...]:
    """Links to the pages of a long list; of a very long one to its ends and the pages beside this one.

    All of them on each of them would make a province's account grow with the square of its rows.
    """
    pages = page_count(rows)
    if pages == 1:
        return ()
    near = range(number - PAGES_BESIDE, number + PAGES_BESIDE + 1)
    cells: list[Cell] = []
    before = 0
    for at in (at for at in range(1, pages + 1) if pages <= PAGES_NAMED or at in (1, pages) or at in near):
        if at > before + 1:
            cells.append(Cell("…"))
        cells.append(Cell(language.label("account.page", number=at), "" if at == number else page_path(path, at)))
        before = at
    return tuple(cells)


def number(value: int, path: str = "", *, bar: int | None = None) -> Cell:
    """A number, with the way to its rows unless there are none."""
    return Cell(str(value), path if value else "", bar=bar, is_number=True)


def seen_from(year: YearAccount, context: ViewContext) -> str:
    """Up to which day the figures go: for pages that count days, of which there is one more every day."""
    return context.language.label("account.as_of", day=context.language.day(year.day, with_year=True))


def seen_from_records(year: YearAccount, context: ViewContext) -> str:
    """The same for pages that count records alone: nothing of the year under way, whose last change stands below."""
    return "" if year.is_current else seen_from(year, context)


def home_crumbs(context: ViewContext, scope: Scope, *more: Cell) -> tuple[Cell, ...]:
    """The way back."""
    return (Cell(context.language.label("account.title"), "account/"), *more)


def section_links(year: YearAccount, scope: Scope, context: ViewContext) -> tuple[Cell, ...]:
    """The way to the sections that have pages of their own."""
    paths: dict[AccountSection, str] = {
        "coverage": coverage_path(year.year, context.today), "promised": year_path(year.year, "promised/"),
        "plan": year_path(year.year, "plan/"), "questions": year_path(year.year, "questions/"),
        "materials": "account/materials/", "next": "account/next/",
    }  # fmt: skip
    return tuple(
        Cell(context.language.label(f"account.section.{section}"), path)
        for section, path in paths.items()
        if scope.has(section) and (section != "coverage" or has_coverage(year, context.today))
    )
