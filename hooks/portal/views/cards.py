"""A village's card: what the browser of somebody who chose this village shows on other pages.

One small JSON text a village, in every language, fetched only by who has chosen it. It holds
more dates than are shown at once, so that it stays right for weeks without a build.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from portal.catalog.context import ViewContext
from portal.views.view_models import SitInView, sit_in_view

DATES = 6
"""Coming sit-ins: six weeks of a weekly one, half a year of a monthly one."""


def card_path(village_id: str) -> str:
    """Where a village's card stands, below the site's root."""
    return f"villages/{village_id}/card.json"


def village_card(village_id: str, contexts: Mapping[str, ViewContext]) -> bytes:
    """The card's JSON; texts by language, the source language first: it stands in for missing ones."""
    first = next(iter(contexts.values()))
    catalog = first.catalog
    village = catalog.villages[village_id]
    found = catalog.adviser_of(village, first.today)
    coming = [s for s in first.agenda.next_sit_ins(village_id) if s.takes_place][:DATES]
    adviser = None
    if found:
        phone = found[1].phone
        adviser = {"name": _in(contexts, found[1].name), "phone": phone.number if phone else None}
    card: dict[str, Any] = {
        "name": _in(contexts, village.name),
        "office": village.office.phone,
        **({"community": True} if village.kind == "community" else {}),
        "adviser": adviser,
        "dates": [
            {
                "ends": sit_in_view(sit_in, first).ends,
                "day": {code: _day(sit_in_view(sit_in, context)) for code, context in contexts.items()},
                "place": _in(contexts, sit_in.place),
            }
            for sit_in in coming
        ],
    }
    return json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode()


def _day(sit_in: SitInView) -> str:
    return f"{sit_in.day.text} {sit_in.clock}"


def _in(contexts: Mapping[str, ViewContext], texts: Mapping[str, str]) -> dict[str, str]:
    """The texts in the site's languages, the source language first."""
    return {code: texts[code] for code in contexts if code in texts}
