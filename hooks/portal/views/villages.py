"""The list of villages, and a village's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from portal.catalog.context import ViewContext
from portal.catalog.urls import village_path
from portal.feeds.structured_data import legal_service_data
from portal.i18n.language import Text
from portal.records import Village
from portal.text.pinyin import syllables
from portal.views.view_models import (
    AdviserView,
    EventView,
    OfficeView,
    PhoneView,
    SitInView,
    adviser_view,
    event_view,
    office_view,
    sit_in_view,
)

COMING_SIT_INS = 4
"""One more than is shown at once: as days pass, the browser moves on without a new build."""
CHANGES_AHEAD = timedelta(days=60)
COMING_EVENTS = 3
PAST_EVENTS = 2


@dataclass(frozen=True, slots=True)
class VillageEntry:
    """A village in a list."""

    name: Text
    pinyin: str
    path: str
    adviser: Text | None


@dataclass(frozen=True, slots=True)
class HelperView:
    """A legal helper (法律明白人)."""

    name: Text
    speaks: str
    phone: PhoneView | None


@dataclass(frozen=True, slots=True)
class VillageView:
    """A village's page: the answer first."""

    name: Text
    pinyin: str
    adviser: AdviserView | None
    sit_ins: tuple[SitInView, ...]
    """The coming ones that take place, the next one first."""
    changes: tuple[SitInView, ...]
    """Coming days that were moved away or excused."""
    helpers: tuple[HelperView, ...]
    committee: Text | None
    committee_phone: PhoneView | None
    grid_worker: Text | None
    office_phone: PhoneView
    office_place: Text
    events: tuple[EventView, ...]
    past_events: tuple[EventView, ...]
    offices: tuple[OfficeView, ...]
    """Who to turn to where there is no adviser: the justice office and 12348."""
    verified: str
    verified_by: str
    structured_data: dict[str, Any] | None


def pinyin_of(village: Village, source: str) -> str:
    """The reading of a village's name in capitals and small letters: Jiaya."""
    read = village.pinyin.split() if village.pinyin else syllables(_own_name(village.name[source]))
    return "".join(read).capitalize()


def village_entries(context: ViewContext) -> tuple[VillageEntry, ...]:
    """Every village in the order of its division code."""
    source = context.catalog.source_language.code
    entries = []
    for village_id, village in context.catalog.villages.items():
        found = context.catalog.adviser_of(village, context.today)
        entries.append(
            VillageEntry(
                context.language.text(village.name),
                pinyin_of(village, source),
                village_path(village_id),
                context.language.text(found[1].name) if found else None,
            )
        )
    return tuple(entries)


def village_view(village_id: str, context: ViewContext) -> VillageView:
    """A village's page, seen from today."""
    catalog, language = context.catalog, context.language
    village = catalog.villages[village_id]
    found = catalog.adviser_of(village, context.today)
    coming = context.agenda.next_sit_ins(village_id)
    shown = [sit_in for sit_in in coming if sit_in.takes_place][:COMING_SIT_INS]
    events = catalog.events_of_village(village_id)
    next_events = [item for item in events if item[1].when[1].date() >= context.today]
    past_events = [item for item in events if item[1].when[1].date() < context.today]
    committee = village.mediation_committee
    offices = [] if found else [catalog.portal.justice_office, *catalog.portal.hotlines[:1]]
    return VillageView(
        name=language.text(village.name),
        pinyin=pinyin_of(village, catalog.source_language.code),
        adviser=adviser_view(found[0].adviser, found[1], context) if found else None,
        sit_ins=tuple(sit_in_view(s, context) for s in shown),
        changes=tuple(
            sit_in_view(s, context) for s in coming if not s.takes_place and s.day - context.today < CHANGES_AHEAD
        ),
        helpers=tuple(
            HelperView(
                language.text(helper.name),
                language.label("list.comma").join(language.spoken_language(code) for code in helper.languages),
                PhoneView(helper.phone.number) if helper.phone else None,
            )
            for helper in village.legal_helpers
            if helper.active
        ),
        committee=language.text(committee.chair) if committee else None,
        committee_phone=PhoneView(committee.phone.number) if committee and committee.phone else None,
        grid_worker=language.text(village.grid_worker.name) if village.grid_worker else None,
        office_phone=PhoneView(village.office.phone),
        office_place=language.text(village.office.place),
        events=tuple(event_view(id, event, context) for id, event in next_events[:COMING_EVENTS]),
        past_events=tuple(event_view(id, event, context) for id, event in past_events[: -PAST_EVENTS - 1 : -1]),
        offices=tuple(office_view(catalog.offices[id], context) for id in offices),
        verified=language.day(village.verified.on, with_year=True),
        verified_by=village.verified.by,
        structured_data=legal_service_data(village_id, context),
    )


def _own_name(name: str) -> str:
    """A village's name without 村 or 社区."""
    return name.removesuffix("村").removesuffix("社区")
