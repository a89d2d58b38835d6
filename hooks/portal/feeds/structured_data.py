"""Structured data (schema.org) for search engines: sessions, and the adviser's hours in a village."""

from __future__ import annotations

from typing import Any

from portal.catalog.context import ViewContext
from portal.catalog.urls import event_path
from portal.feeds.calendars import feed_address
from portal.i18n.language import BEIJING
from portal.records import Event

COMING_HOURS = 3
"""Sit-ins named in a village's page, which has few bytes to spare."""

_STATUS = {
    "planned": "EventScheduled",
    "held": "EventScheduled",
    # Moved to a known time. schema.org's EventPostponed means that the new time is not known.
    "postponed": "EventRescheduled",
    "cancelled": "EventCancelled",
}


def event_data(event_id: str, event: Event, context: ViewContext) -> dict[str, Any]:
    """A session as schema.org Event."""
    catalog, language = context.catalog, context.language
    organiser = catalog.offices[event.organiser]
    starts, ends = event.when
    town = language.text(catalog.portal.town)
    villages = language.label("list.comma").join(str(context.village_text(id)) for id in event.villages)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": str(language.text(event.title)),
        "startDate": f"{starts:%Y-%m-%dT%H:%M}{BEIJING}",
        "endDate": f"{ends:%Y-%m-%dT%H:%M}{BEIJING}",
        "eventStatus": f"https://schema.org/{_STATUS[event.status]}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "inLanguage": list(event.languages),
        "location": {
            "@type": "Place",
            "name": str(language.text(event.venue.name)),
            "address": f"{town} {villages}".strip(),
        },
        "organizer": {
            "@type": "Organization",
            "name": str(language.text(organiser.name)),
            "telephone": phone_data(organiser.phone),
        },
    }
    if event.postponed_to:
        data["previousStartDate"] = f"{event.starts:%Y-%m-%dT%H:%M}{BEIJING}"
    if event.note:
        data["description"] = str(language.text(event.note))
    if catalog.portal.base_url:
        data["url"] = feed_address(event_path(event_id), context)
    return data


def legal_service_data(village_id: str, context: ViewContext) -> dict[str, Any] | None:
    """The adviser's hours in a village as schema.org LegalService; None without an adviser."""
    catalog, language = context.catalog, context.language
    village = catalog.villages[village_id]
    found = catalog.adviser_of(village, context.today)
    if found is None:
        return None
    adviser = found[1]
    name = str(context.village_text(village_id))
    coming = [s for s in context.agenda.next_sit_ins(village_id) if s.takes_place][:COMING_HOURS]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LegalService",
        "name": f"{name} {language.text(adviser.name)}",
        "address": f"{language.text(catalog.portal.town)} {name}",
        "telephone": phone_data(adviser.phone.number if adviser.phone else village.office.phone),
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "validFrom": f"{sit_in.day}",
                "validThrough": f"{sit_in.day}",
                "opens": f"{sit_in.starts:%H:%M}",
                "closes": f"{sit_in.ends:%H:%M}",
            }
            for sit_in in coming
        ],
    }
    return data


def phone_data(number: str) -> str:
    """A number as dialled from anywhere; hotlines of three to five digits stay as they are."""
    digits = number.replace("-", "")
    return f"+86{digits.removeprefix('0')}" if len(digits) > 5 else digits
