"""The list of advisers, and an adviser's page: the roster over all villages."""

from __future__ import annotations

from dataclasses import dataclass

from portal.catalog.agenda import month_after
from portal.catalog.context import ViewContext
from portal.catalog.urls import adviser_path, village_path
from portal.feeds.calendars import CALENDAR, feed_address
from portal.i18n.language import Text
from portal.views.view_models import AdviserView, SitInView, adviser_view, sit_in_view

ROSTER = 4
"""Sit-ins after this month on an adviser's page."""


@dataclass(frozen=True, slots=True)
class AdviserEntry:
    """An adviser in the list, with the villages served."""

    adviser: AdviserView
    villages: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True)
class AdviserPage:
    """An adviser's page."""

    adviser: AdviserView
    villages: tuple[tuple[Text, str], ...]
    topics: tuple[Text, ...]
    sit_ins: tuple[SitInView, ...]
    """Days in all villages from this month's first on, those that were moved away or excused included.

    What has passed of the month stays, and the browser tells it apart: the page is the same all month.
    """
    calendar_address: str
    """Empty while the portal has no address."""
    verified: str
    verified_by: str


def adviser_entries(context: ViewContext) -> tuple[AdviserEntry, ...]:
    """Every adviser who serves a village today, in order of id."""
    return tuple(
        AdviserEntry(adviser_view(id, adviser, context), villages)
        for id, adviser in context.catalog.advisers.items()
        if (villages := _villages(id, context))
    )


def adviser_page(adviser_id: str, context: ViewContext) -> AdviserPage:
    """An adviser's page, seen from today."""
    catalog, language = context.catalog, context.language
    adviser = catalog.advisers[adviser_id]
    first, next_month = context.today.replace(day=1), month_after(context.today, 1)
    sit_ins = [s for s in context.agenda.sit_ins_of_adviser(adviser_id) if s.day >= first]
    in_month = sum(s.day < next_month for s in sit_ins)
    return AdviserPage(
        adviser_view(adviser_id, adviser, context),
        _villages(adviser_id, context),
        tuple(language.text(catalog.topics[id].name) for id in adviser.fields),
        tuple(sit_in_view(sit_in, context) for sit_in in sit_ins[: in_month + ROSTER]),
        feed_address(adviser_path(adviser_id) + CALENDAR, context),
        language.day(adviser.verified.on, with_year=True),
        adviser.verified.by,
    )


def _villages(adviser_id: str, context: ViewContext) -> tuple[tuple[Text, str], ...]:
    return tuple(
        (context.village_text(village_id), village_path(village_id))
        for village_id, _ in context.catalog.villages_of(adviser_id, context.today)
    )
