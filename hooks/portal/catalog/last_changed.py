"""When what a page shows was last changed, told by the records alone.

Records say it in dates of their own: `changed`, `verified`, a consent, a review, the days of an engagement, of a
session that was held, of work that was done. The day of a build is none of them, and neither is a day on which
something listed merely passes: the same records give the same day, night after night. A page for which no record
knows a day (the glossary, the page about open data) has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from portal.catalog.agenda import month_after
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.catalog.page_kinds import FREE_PAGE, ids_in, kind_of
from portal.explainers.model import Explainer
from portal.letters.model import Letter
from portal.records import Adviser, Assignment, Event, SitInReport, Village

Days = Iterator[date | None]
"""Days on which something of a page was changed; those that are None or still to come say nothing."""


def last_changed(path: str, context: ViewContext) -> date | None:
    """The day on which what a page shows was last changed, never one after today; None if no record knows it.

    `path` is the page's address below the language's root. Posters and cards have the day of their village.
    """
    kind = kind_of(path)
    if kind is FREE_PAGE:
        return _latest(_free_page(path, context), context.today)
    days = _DAYS.get(kind.id)
    return _latest(days(context, *ids_in(path)), context.today) if days else None


def data_changed(name: str, context: ViewContext) -> date | None:
    """The same for a file of open data: villages, advisers or events."""
    catalog, today = context.catalog, context.today
    if name == "events":
        return _events(catalog, today)
    if name == "advisers":
        return _latest([_advisers(catalog, today), _villages(catalog, today)], today)
    reported = (report.changed for work in catalog.work.values() for report in work.sit_ins)
    return _latest([_villages(catalog, today), *reported], today)


def _latest(days: Iterable[date | None], today: date) -> date | None:
    return max((day for day in days if day is not None and day <= today), default=None)


# --- records -----------------------------------------------------------------------------------


def _assignment(assignment: Assignment) -> Days:
    yield assignment.since
    if assignment.until is not None:
        yield assignment.until + timedelta(days=1)  # the first day on which it is not shown


def _village(village: Village) -> Days:
    yield village.changed
    yield village.verified.on
    for assignment in village.assignments:
        yield from _assignment(assignment)
    people = (*village.legal_helpers, village.mediation_committee, village.grid_worker)
    yield from (person.phone.consent for person in people if person and person.phone)


def _adviser(adviser: Adviser) -> Days:
    yield adviser.changed
    yield adviser.verified.on
    yield adviser.phone.consent if adviser.phone else None
    yield adviser.photo.consent if adviser.photo else None


def _event(event: Event) -> Days:
    yield event.changed
    if event.status == "held":
        yield event.when[1].date()  # no earlier was it known


def _report(report: SitInReport) -> Days:
    """Of a day that was held the day itself; a move is made before it, on the day the report names."""
    yield report.changed
    if report.outcome == "held":
        yield report.date


def _explainer(explainer: Explainer, language: str) -> Days:
    yield explainer.changed
    yield explainer.reviewed.on if explainer.reviewed else None
    translation = explainer.text(language).translation
    yield translation.on if translation else None


def _letter(letter: Letter, language: str) -> Days:
    yield letter.changed
    yield letter.reviewed.on if letter.reviewed else None
    translation = letter.text(language).translation
    yield translation.on if translation else None


def _free_page(path: str, context: ViewContext) -> Days:
    for page in context.catalog.free_pages.values():
        if page.path == path:
            text = page.text(context.language.code)
            yield page.source.changed
            yield text.changed
            yield text.translation.on if text.translation else None


# --- all records of a kind, for pages that list them -----------------------------------------------


@lru_cache(maxsize=8)
def _villages(catalog: Catalog, today: date) -> date | None:
    return _latest((day for village in catalog.villages.values() for day in _village(village)), today)


@lru_cache(maxsize=8)
def _advisers(catalog: Catalog, today: date) -> date | None:
    return _latest((day for adviser in catalog.advisers.values() for day in _adviser(adviser)), today)


@lru_cache(maxsize=8)
def _events(catalog: Catalog, today: date) -> date | None:
    return _latest((day for event in catalog.events.values() for day in _event(event)), today)


@lru_cache(maxsize=8)
def _offices(catalog: Catalog, today: date) -> date | None:
    return _latest((office.verified.on for office in catalog.offices.values()), today)


@lru_cache(maxsize=32)
def _explainers(catalog: Catalog, today: date, language: str) -> date | None:
    return _latest((day for each in catalog.explainers.values() for day in _explainer(each, language)), today)


@lru_cache(maxsize=256)
def _work(catalog: Catalog, today: date, first: date, last: date) -> date | None:
    """What was done in a span of days: sessions, sit-ins, work, study, plans."""
    return _latest(_days_of_work(catalog, first, last), today)


def _days_of_work(catalog: Catalog, first: date, last: date) -> Days:
    for event in catalog.events.values():
        if first <= event.when[0].date() <= last or first <= event.starts.date() <= last:
            yield from _event(event)
    for month, work in catalog.work.items():
        begins = date.fromisoformat(f"{month}-01")
        for report in work.sit_ins:
            new = report.moved_to.date if report.moved_to else report.date
            if first <= report.date <= last or first <= new <= last:
                yield from _report(report)
        if first <= begins <= last and (work.advisers or work.legal_helpers):
            yield begins  # counts are kept by months: no earlier than on the first
    for year, study in catalog.study.items():
        if first.year <= int(year) <= last.year:
            yield from (session.held for session in study.sessions)
    for year, plan in catalog.plans.items():
        if first.year <= int(year) <= last.year:
            yield from (item.done for item in plan.items)


# --- pages ---------------------------------------------------------------------------------------


def _village_page(context: ViewContext, id: str) -> Days:
    catalog = context.catalog
    village = catalog.villages[id]
    yield from _village(village)
    for assignment in village.assignments:
        yield from _adviser(catalog.advisers[assignment.adviser])
    for report in catalog.reports_of(id):
        yield report.changed
    for _, event in catalog.events_of_village(id):
        yield from _event(event)


def _adviser_page(context: ViewContext, id: str) -> Days:
    catalog = context.catalog
    yield from _adviser(catalog.advisers[id])
    for village_id, assignment in catalog.assignments_of(id):
        yield catalog.villages[village_id].changed
        yield from _assignment(assignment)
        yield from (report.changed for report in catalog.reports_of(village_id))


def _lists_of_people(context: ViewContext) -> Days:
    yield _villages(context.catalog, context.today)
    yield _advisers(context.catalog, context.today)


def _month_page(context: ViewContext, month: str = "") -> Days:
    first = date.fromisoformat(f"{month}-01") if month else context.today.replace(day=1)
    yield _work(context.catalog, context.today, first, month_after(first, 1) - timedelta(days=1))
    yield from (village.changed for village in context.catalog.villages.values())


def _event_page(context: ViewContext, id: str) -> Days:
    event = context.catalog.events[id]
    yield from _event(event)
    yield context.catalog.offices[event.organiser].verified.on


def _topic_page(context: ViewContext, topic: str) -> Days:
    for explainer in context.catalog.explainers_of(topic):
        yield from _explainer(explainer, context.language.code)
    yield from (event.changed for event in context.catalog.events.values() if topic in event.topics)


def _explainer_page(context: ViewContext, id: str, *_: str) -> Days:
    yield from _explainer(context.catalog.explainers[id], context.language.code)


def _list_of_explainers(context: ViewContext) -> Days:
    yield _explainers(context.catalog, context.today, context.language.code)


def _letter_page(context: ViewContext, slug: str) -> Days:
    letter = context.catalog.letters[slug]
    yield from _letter(letter, context.language.code)
    yield from (context.catalog.offices[id].verified.on for id in letter.offices)


def _list_of_letters(context: ViewContext) -> Days:
    for letter in context.catalog.letters.values():
        yield from _letter(letter, context.language.code)


def _law_page(context: ViewContext, id: str) -> Days:
    yield context.catalog.laws[id].version
    for explainer in context.catalog.explainers.values():
        if any(citation.law == id for citation in explainer.citations):
            yield from _explainer(explainer, context.language.code)


def _list_of_laws(context: ViewContext) -> Days:
    yield from (law.version for law in context.catalog.laws.values())
    yield from _list_of_explainers(context)


def _help_page(context: ViewContext) -> Days:
    yield _offices(context.catalog, context.today)
    yield from _list_of_explainers(context)


def _home_page(context: ViewContext) -> Days:
    yield from _lists_of_people(context)
    yield from _help_page(context)
    yield _events(context.catalog, context.today)


def _site_map(context: ViewContext) -> Days:
    yield _villages(context.catalog, context.today)
    yield from _list_of_explainers(context)


def _translations_page(context: ViewContext) -> Days:
    for language in context.catalog.languages:
        yield _explainers(context.catalog, context.today, language)


def _account_page(context: ViewContext, year: str = "", *_: str) -> Days:
    """Without a year those that list all years; coverage without one is this year's."""
    first = date(int(year), 1, 1) if year else date.min
    yield _work(context.catalog, context.today, first, date(int(year), 12, 31) if year else date.max)


def _materials_page(context: ViewContext) -> Days:
    yield _events(context.catalog, context.today)
    for material in context.catalog.materials.values():
        yield from (placed.on for placed in material.placed)
        yield material.counted.on if material.counted else None


def _coverage_page(context: ViewContext) -> Days:
    yield from _account_page(context, str(context.today.year))


_DAYS: Mapping[str, Callable[..., Days]] = {
    "home": _home_page,
    "villages": _lists_of_people,
    **dict.fromkeys(("village", "dates", "notice", "poster", "card"), _village_page),
    "advisers": _lists_of_people,
    "adviser": _adviser_page,
    **dict.fromkeys(("calendar", "month"), _month_page),
    "event": _event_page,
    "explainers": _list_of_explainers,
    "topic": _topic_page,
    "explainer": _explainer_page,
    "letters": _list_of_letters,
    "letter": _letter_page,
    "laws": _list_of_laws,
    "law": _law_page,
    "help": _help_page,
    "translations": _translations_page,
    "site-map": _site_map,
    **dict.fromkeys(("account", "account-year", "account-part", "coverage-part"), _account_page),
    "materials": _materials_page,
    "coverage": _coverage_page,
}
"""By kind of page; a kind that is not here knows no day."""
