"""The page about subscriptions and open data."""

from __future__ import annotations

from dataclasses import dataclass

from portal.catalog.context import ViewContext
from portal.feeds.atom import FEED
from portal.feeds.calendars import CALENDAR, feed_address
from portal.feeds.open_data import FIELDS


@dataclass(frozen=True, slots=True)
class DataPage:
    """What there is to subscribe to and to download."""

    calendar_address: str
    """Empty while the portal has no address; so is the next."""
    feed_address: str
    files: tuple[tuple[str, str], ...]
    """Name and meaning of each data file."""
    fields: tuple[tuple[str, str], ...]


def data_page(context: ViewContext) -> DataPage:
    """The page in the reader's language."""
    label = context.language.label
    return DataPage(
        feed_address(CALENDAR, context),
        feed_address(FEED, context),
        tuple((f"{name}.json", label(f"data.{name}")) for name in ("villages", "advisers", "events")),
        tuple((name, label(f"data.fields.{name}")) for name in FIELDS),
    )
