"""What next: suggested stops, each with its reasons."""

from __future__ import annotations

from portal.account.ranking import Reason
from portal.account.suggestions import Suggestion
from portal.catalog.context import ViewContext
from portal.i18n.language import Language, Text
from portal.views.account.names import topic_cell, value_name, village_cell
from portal.views.account.parts import AccountPage, Cell, Scope, Section, Table, home_crumbs


def next_page(scope: Scope, context: ViewContext) -> AccountPage:
    """The ranked list."""
    language = context.language
    suggestions = scope.account.suggestions(for_public=scope.is_public)
    head = tuple(language.label(f"account.next.{name}") for name in ("stop", "topic", "audience", "why", "day"))
    rows = tuple(_row(suggestion, context) for suggestion in suggestions)
    title = language.label("account.section.next")
    lead = language.label("account.as_of", day=language.day(context.today, with_year=True))
    text = language.label("account.about.next" if rows else "account.next.none")
    section = Section(title, (text,), (Table(title, head, rows, is_stacked=True),) if rows else ())
    return AccountPage(title, lead, home_crumbs(context, scope), (section,), not scope.is_public, scope.elsewhere)


def reason_text(reason: Reason, language: Language) -> str:
    """A reason in words: 已有 140 天没去."""
    return language.label(f"account.reason.{reason.code}", number=language.number(reason.number))


def stop_name(suggestion: Suggestion, context: ViewContext) -> Text | str:
    """What the stop is called."""
    return value_name("place" if suggestion.is_place else "village", suggestion.id, context)


def _row(suggestion: Suggestion, context: ViewContext) -> tuple[Cell, ...]:
    language = context.language
    stop = village_cell(suggestion.village, context)
    if suggestion.is_place:
        stop = Cell(stop_name(suggestion, context), stop.path)
    why = language.label("list.comma").join(reason_text(reason, language) for reason in suggestion.reasons)
    return (
        stop,
        topic_cell(suggestion.topic, context),
        Cell(value_name("audience", suggestion.audience, context)),
        Cell(why, is_long=True),
        Cell(
            language.day_and_weekday(suggestion.day, with_year=suggestion.day.year != context.today.year)
            if suggestion.day
            else "—",
            is_long=True,
        ),
    )
