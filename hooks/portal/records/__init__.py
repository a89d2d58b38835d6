"""The record types: what each file under content/ may hold.

What needs more than one record to judge is `checks/cross_record.py`'s business.
"""

from portal.records.account import Duty, PlanItem, PlanYear, ReportYear, StudySession, StudyYear
from portal.records.base import Consent, PublishedPhone, PublishedPhoto, Record, Verified
from portal.records.events import Consultations, Event, EventKind, EventStatus, LeafletsGiven, NewTime, Outcome, Venue
from portal.records.glossary import Term
from portal.records.help import Answer, Question
from portal.records.laws import Law, LawShape
from portal.records.lists import HolidayYear, Material, Observance, Placed, Stock, Topic
from portal.records.offices import Office, Place, VenueType
from portal.records.portal import (
    SECTIONS,
    Account,
    AccountSection,
    Avoid,
    Contact,
    Portal,
    SiteIdentification,
    Thresholds,
)
from portal.records.privacy import AllowEntry
from portal.records.search import SearchWords
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
    "SECTIONS",
    "Account",
    "AccountSection",
    "Adviser",
    "AdviserWork",
    "AllowEntry",
    "Answer",
    "Assignment",
    "Avoid",
    "Board",
    "Committee",
    "Consent",
    "Consultations",
    "Contact",
    "Duty",
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
    "Placed",
    "PlanItem",
    "PlanYear",
    "Portal",
    "PublishedPhone",
    "PublishedPhoto",
    "Question",
    "Record",
    "ReportYear",
    "Rest",
    "SearchWords",
    "SitInReport",
    "SiteIdentification",
    "Stock",
    "StudySession",
    "StudyYear",
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
