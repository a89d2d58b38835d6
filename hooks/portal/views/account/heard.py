"""Questions heard: what residents ask about, by count, never by person."""

from __future__ import annotations

from portal.account.questions import Heard
from portal.account.town import YearAccount
from portal.catalog.context import ViewContext
from portal.catalog.small_counts import FEWEST_SHOWN, published_text
from portal.views.account.names import topic_cell
from portal.views.account.parts import (
    AccountPage,
    Cell,
    Scope,
    Section,
    Table,
    home_crumbs,
    seen_from_records,
    year_path,
)


def questions_page(year: int, scope: Scope, context: ViewContext) -> AccountPage:
    """Topics with what was asked about them, in the order of topics.yml: a ranking would tell counts."""
    language = context.language
    account = scope.account.year(year)
    head = tuple(language.label(f"account.heard.{name}") for name in ("topic", "count", "explainers"))
    rows = tuple(_row(heard, account, scope, context) for heard in account.heard)
    title = language.label("account.section.questions")
    texts = [language.label("account.about.questions")]
    if scope.is_public:
        texts.append(language.label("account.heard.small", limit=FEWEST_SHOWN))
    missing = tuple(
        topic_cell(heard.topic, context) for heard in account.heard if heard.figure and not heard.explainers
    )
    sections = [Section(title, tuple(texts), (Table(title, head, rows),))]
    text = language.label("account.heard.without" if missing else "account.heard.all_explained")
    sections.append(Section(language.label("account.heard.gaps"), (text,), links=missing))
    crumb = Cell(language.label("account.year_title", year=language.number(year)), year_path(year))
    return AccountPage(
        title,
        seen_from_records(account, context),
        home_crumbs(context, scope, crumb),
        tuple(sections),
        not scope.is_public,
        scope.elsewhere,
    )


def _row(heard: Heard, account: YearAccount, scope: Scope, context: ViewContext) -> tuple[Cell, ...]:
    language = context.language
    if heard.figure is None:
        count = Cell("—")
    else:
        text = str(heard.figure.amount)
        if scope.is_public:
            text = published_text(account.published_consultations.by_topic[heard.topic], language)
        path = scope.path("figures", year_path(account.year, f"consultations/topic/{heard.topic}/"))
        count = Cell(text, path, is_number=True)
    return topic_cell(heard.topic, context), count, Cell(str(heard.explainers), is_number=True)
