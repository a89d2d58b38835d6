"""The record types: what each file under content/ may hold.

What needs more than one record to judge is `checks.py`'s business.
"""

from portal.records.base import Consent, PublishedPhone, PublishedPhoto, Record, Verified
from portal.records.events import Consultations, Event, EventKind, EventStatus, LeafletsGiven, NewTime, Outcome, Venue
from portal.records.glossary import Term
from portal.records.help import Answer, Question
from portal.records.laws import Law, LawShape
from portal.records.lists import HolidayYear, Material, Observance, Topic
from portal.records.offices import Office, Place, VenueType
from portal.records.portal import Contact, Portal, SiteIdentification, Thresholds
from portal.records.privacy import AllowEntry
from portal.records.villages import (
    Adviser,
    Assignment,
    Board,
    Committee,
    GridWorker,
    LegalHelper,
    OfficeHour,
    Rest,
    Village,
    VillageOffice,
)
from portal.records.work import AdviserWork, HelperWork, NewSitIn, SitInReport, Work

__all__ = [
    "Adviser",
    "AdviserWork",
    "AllowEntry",
    "Answer",
    "Assignment",
    "Board",
    "Committee",
    "Consent",
    "Consultations",
    "Contact",
    "Event",
    "EventKind",
    "EventStatus",
    "GridWorker",
    "HelperWork",
    "HolidayYear",
    "Law",
    "LawShape",
    "LeafletsGiven",
    "LegalHelper",
    "Material",
    "NewSitIn",
    "NewTime",
    "Observance",
    "Office",
    "OfficeHour",
    "Outcome",
    "Place",
    "Portal",
    "PublishedPhone",
    "PublishedPhoto",
    "Question",
    "Record",
    "Rest",
    "SitInReport",
    "SiteIdentification",
    "Term",
    "Thresholds",
    "Topic",
    "Venue",
    "VenueType",
    "Verified",
    "Village",
    "VillageOffice",
    "Work",
]
