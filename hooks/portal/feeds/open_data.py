"""Open data: villages, advisers and sessions as JSON, with lasting ids.

Texts stand by language; the files are the same in every language of the site. People who
are reached through the village office are counted, not named. Field notes for readers are
the labels `fields` of `data`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from portal.catalog.agenda import DAYS_BACK, SitIn
from portal.catalog.context import ViewContext, small_count
from portal.catalog.last_changed import data_changed
from portal.catalog.urls import adviser_path, event_path, village_path
from portal.feeds.calendars import event_uid, sit_in_uid
from portal.records import Adviser, Event, Village

FIELDS = (
    "id", "page", "calendar", "phone", "assignments", "sit_ins", "status", "starts", "venue", "topics", "outcome",
    "verified", "changed", "revision",
)  # fmt: skip
"""The fields that the page about the data explains, in its order."""

_PLAIN = (str, int, bool)
_encode_json = json.JSONEncoder(ensure_ascii=False).encode  # `dumps` would make one a record


def villages_json(context: ViewContext) -> bytes:
    """data/villages.json."""
    return _file("villages", (_village(id, v, context) for id, v in context.catalog.villages.items()), context)


def advisers_json(context: ViewContext) -> bytes:
    """data/advisers.json."""
    return _file("advisers", (_adviser(id, a, context) for id, a in context.catalog.advisers.items()), context)


def events_json(context: ViewContext) -> bytes:
    """data/events.json."""
    return _file("events", (_event(id, e, context) for id, e in context.catalog.events.items()), context)


def _file(name: str, items: Iterator[dict[str, Any]], context: ViewContext) -> bytes:
    """A line for each record, so that two versions are compared by lines; a province's are made one by one."""
    portal = context.catalog.portal
    value = {
        "title": portal.site_name,
        "documentation": _address("data/", context),
        "sample": portal.sample,
        "changed": _day(data_changed(name, context)),
        "time_zone": "Asia/Shanghai",
    }
    lines = ",\n".join(_json(item) for item in items)
    return f'{_json(value)[:-1]}, "{name}": [\n{lines}\n]}}\n'.encode()


def _json(value: Mapping[str, Any]) -> str:
    return _encode_json(_without_empty(value))


def _village(village_id: str, village: Village, context: ViewContext) -> dict[str, Any]:
    found = village.assignment_on(context.today)
    committee = village.mediation_committee
    first = context.today - timedelta(days=DAYS_BACK)
    return {
        "id": village_id,
        "code": village.code,
        "kind": village.kind,
        "name": village.name,
        "aliases": list(village.aliases),
        "page": _address(village_path(village_id), context),
        "calendar": _calendar(village_path(village_id), context),
        "adviser": found.adviser if found else None,
        "office": {"phone": village.office.phone, "place": village.office.place},
        "assignments": [
            {"adviser": a.adviser, "since": _day(a.since), "until": _day(a.until)} for a in village.assignments
        ],
        "legal_helpers": sum(helper.active for helper in village.legal_helpers),
        "mediation_committee_members": committee.members if committee else None,
        "sit_ins": [_sit_in(s, context) for s in context.agenda.sit_ins_of(village_id) if s.day >= first],
        "verified": _day(village.verified.on),
        "changed": _day(village.changed),
        "revision": village.revision,
    }


def _sit_in(sit_in: SitIn, context: ViewContext) -> dict[str, Any]:
    return {
        "id": sit_in_uid(sit_in, context),
        "adviser": sit_in.adviser,
        "office_hour": sit_in.office_hour,
        "scheduled": _day(sit_in.scheduled),
        "day": _day(sit_in.day),
        "from": f"{sit_in.starts:%H:%M}",
        "to": f"{sit_in.ends:%H:%M}",
        "place": sit_in.place,
        "state": sit_in.state,
        "confirmed": sit_in.is_confirmed,
        "provisional": sit_in.is_provisional,
        "moved_to": _day(sit_in.moved_to),
        "moved_from": _day(sit_in.moved_from),
        "reason": sit_in.reason,
        "changed": _day(sit_in.changed),
        "revision": sit_in.revision,
    }


def _adviser(adviser_id: str, adviser: Adviser, context: ViewContext) -> dict[str, Any]:
    return {
        "id": adviser_id,
        "name": adviser.name,
        "firm": adviser.firm,
        "licence": adviser.licence,
        "phone": adviser.phone.number if adviser.phone else None,
        "languages": list(adviser.languages),
        "topics": list(adviser.fields),
        "villages": [id for id, _ in context.catalog.villages_of(adviser_id, context.today)],
        "page": _address(adviser_path(adviser_id), context),
        "calendar": _calendar(adviser_path(adviser_id), context),
        "verified": _day(adviser.verified.on),
        "changed": _day(adviser.changed),
    }


def _event(event_id: str, event: Event, context: ViewContext) -> dict[str, Any]:
    organiser = context.catalog.offices[event.organiser]
    moved = event.postponed_to
    return {
        "id": event_id,
        "uid": event_uid(event_id, event, context),
        "kind": event.kind,
        "status": event.status,
        "title": event.title,
        "starts": f"{event.starts:%Y-%m-%dT%H:%M}",
        "ends": f"{event.ends:%Y-%m-%dT%H:%M}",
        "postponed_to": {
            "starts": f"{moved.starts:%Y-%m-%dT%H:%M}",
            "ends": f"{moved.ends:%Y-%m-%dT%H:%M}",
            "reason": moved.reason,
        }
        if moved
        else None,
        "venue": {"type": event.venue.kind, "place": event.venue.place, "name": event.venue.name},
        "villages": list(event.villages),
        "audience": list(event.audience),
        "topics": list(event.topics),
        "languages": list(event.languages),
        "organiser": {"id": event.organiser, "name": organiser.name, "phone": organiser.phone},
        "partners": list(event.partners),
        "advisers": list(event.advisers),
        "outcome": _outcome(event, context),
        "note": event.note,
        "page": _address(event_path(event_id), context),
        "changed": _day(event.changed),
        "revision": event.revision,
    }


def _outcome(event: Event, context: ViewContext) -> dict[str, Any] | None:
    outcome = event.outcome
    if outcome is None:
        return None
    source = context.catalog.source_language
    return {
        "attendance": outcome.attendance,
        "leaflets": [{"material": given.material, "count": given.count} for given in outcome.leaflets],
        "consultations": [
            {"topic": asked.topic, "count": int(shown) if shown.isdigit() else shown}
            for asked in outcome.consultations
            if asked.count
            for shown in [small_count(asked.count, source)]
        ],
        "note": outcome.note,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _address(path: str, context: ViewContext) -> str:
    """Absolute where the portal's address is known, else from the site's root."""
    return (context.catalog.portal.base_url or "") + path


def _calendar(path: str, context: ViewContext) -> str | None:
    base = context.catalog.portal.base_url
    return f"{base}{path}calendar.ics" if base else None


def _without_empty(value: Any) -> Any:
    """The value without keys that hold nothing: absent says it shorter."""
    if isinstance(value, Mapping):
        return {
            key: item if type(item) in _PLAIN else _without_empty(item)
            for key, item in value.items()
            if item is not None and item != []
        }
    if isinstance(value, (list, tuple)):
        return [_without_empty(item) for item in value]
    return value
