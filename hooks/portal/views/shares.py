"""Share pictures: what each says, and the address that follows from what it says.

One picture serves all languages of a page: it is shared in groups where both are read. It
names no person and no number, because it stays in chats after a consent is withdrawn; a
session's picture names its day, a village's none. `portal/images/share_pictures.py` draws it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.catalog.catalog import Catalog
from portal.i18n.language import Language

VERSION = "1"
"""Raised when pictures are drawn differently, so that chats fetch them anew."""


@dataclass(frozen=True, slots=True)
class SharePicture:
    """The lines of a picture, the source language first, then the second language."""

    name: str
    """Kind and id of what it shows, as part of its file's name."""
    site: tuple[str, str]
    headline: tuple[str, str]
    """The second one is empty where it would repeat the first."""
    below: tuple[str, str]


@lru_cache(maxsize=16)
def address_of(shared: tuple[str, str] | None, catalog: Catalog) -> str:
    """Where the picture of a page stands: the same for its languages, which are made one after another."""
    return share_address(share_picture(shared, catalog))


def share_address(picture: SharePicture) -> str:
    """Where the picture stands below the site's root: a new text, a new address."""
    lines = (picture.name, picture.site, picture.headline, picture.below)
    said = "\n".join([VERSION, *(part for line in lines for part in line)])
    return f"share/{picture.name}.{hashlib.sha256(said.encode()).hexdigest()[:8]}.png"


def share_picture(shared: tuple[str, str] | None, catalog: Catalog) -> SharePicture:
    """The picture of a village (`("village", id)`), a session (`("event", id)`) or the site (None)."""
    languages = list(catalog.languages.values())[:2]
    site = _both(*(str(language.text(catalog.portal.site_name)) for language in languages))
    if shared is None:
        return SharePicture("site", ("", ""), site, _both(*(language.label("home.heading") for language in languages)))
    kind, id = shared
    if kind == "village":
        headline = _both(*(str(language.text(catalog.villages[id].name)) for language in languages))
        return SharePicture(
            f"village-{id}", site, headline, _both(*(language.label("share.village") for language in languages))
        )
    headline = _both(*(_session_title(id, language, catalog) for language in languages))
    return SharePicture(
        f"event-{id}", site, headline, _both(*(_session_time(id, language, catalog) for language in languages))
    )


def share_pictures(catalog: Catalog) -> Iterator[SharePicture]:
    """Every picture of the site."""
    yield share_picture(None, catalog)
    for village_id in catalog.villages:
        yield share_picture(("village", village_id), catalog)
    for event_id in catalog.events:
        yield share_picture(("event", event_id), catalog)


def _session_title(event_id: str, language: Language, catalog: Catalog) -> str:
    event = catalog.events[event_id]
    title = str(language.text(event.title))
    if event.status in ("cancelled", "postponed"):
        return language.label(f"event.marked.{event.status}", title=title)
    return title


def _session_time(event_id: str, language: Language, catalog: Catalog) -> str:
    starts, ends = catalog.events[event_id].when
    day = language.day_and_weekday(starts.date(), with_year=True)
    return f"{day} {language.clock(starts.time(), ends.time())}" if starts.date() == ends.date() else day


def _both(first: str, second: str = "") -> tuple[str, str]:
    """Two languages' words; said once where they are the same."""
    return first, "" if second == first else second
