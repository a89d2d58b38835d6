"""The site map: every column on one page, and whom to tell of a mistake."""

from __future__ import annotations

from dataclasses import dataclass

from portal.catalog.context import ViewContext
from portal.catalog.urls import month_path, village_path
from portal.i18n.language import Text
from portal.records.portal import COLUMNS
from portal.views.calendars import months
from portal.views.explainers import TopicView, topic_views
from portal.views.free_pages import free_page_links
from portal.views.letter_entries import LetterEntry, letter_entries
from portal.views.view_models import MOST_VILLAGES_LISTED, PhoneView


@dataclass(frozen=True, slots=True)
class SiteMapView:
    """What the portal has, by column."""

    columns: tuple[str, ...]
    has_translations: bool
    """Whether there is a page of what is translated."""
    villages: tuple[tuple[Text, str], ...]
    """Empty where there are so many that their own page is the place for them."""
    topics: tuple[TopicView, ...]
    pages: tuple[tuple[Text, str], ...]
    """The free pages."""
    letters: tuple[LetterEntry, ...]
    months: tuple[tuple[str, str], ...]
    phone: PhoneView
    report_call: str
    email: str | None


def site_map_view(context: ViewContext) -> SiteMapView:
    """The site map in the reader's language."""
    catalog, language = context.catalog, context.language
    villages = tuple(catalog.villages) if len(catalog.villages) <= MOST_VILLAGES_LISTED else ()
    contact = catalog.portal.contact
    return SiteMapView(
        COLUMNS,
        len(catalog.languages) > 1,
        tuple((context.village_text(id), village_path(id)) for id in villages),
        topic_views(context),
        free_page_links(context),
        letter_entries(context),
        tuple((language.month(month), month_path(month)) for month in months(context)),
        PhoneView(contact.phone),
        language.label("site_map.report_call", operator=language.text(catalog.portal.operator)),
        contact.email,
    )
