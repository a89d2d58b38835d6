"""Free pages: links to them, and what stands around their text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portal.catalog.context import ViewContext
from portal.free_pages.model import FreePage
from portal.i18n.language import Text
from portal.views.view_models import PhoneView


@dataclass(frozen=True, slots=True)
class FreePageView:
    """What stands around a free page's text."""

    title: Text
    state: Literal["whole", "draft", "missing"]
    is_stale: bool
    phone: PhoneView
    report_call: str
    email: str | None


def free_page_links(context: ViewContext) -> tuple[tuple[Text, str], ...]:
    """Return title and address of every free page, in the order of their files."""
    return tuple((_title(page, context), page.path) for page in context.catalog.free_pages.values())


def free_page_view(page: FreePage, context: ViewContext) -> FreePageView:
    """Return the page's view in the reader's language; its contact is the portal's."""
    language, portal = context.language, context.catalog.portal
    text = page.text(language.code)
    state: Literal["whole", "draft", "missing"] = "whole"
    if text.language != language.code:
        state = "missing"
    elif text.translation and text.translation.state == "draft":
        state = "draft"
    call = language.label("site_map.report_call", operator=language.text(portal.operator))
    return FreePageView(
        _title(page, context), state, page.is_stale(text), PhoneView(portal.contact.phone), call, portal.contact.email
    )


def _title(page: FreePage, context: ViewContext) -> Text:
    text = page.text(context.language.code)
    return Text(text.title, text.language, text.language != context.language.code)
