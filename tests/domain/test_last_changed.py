"""The day at the foot of a page: from the records of what it shows, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.conftest import TODAY

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.catalog.last_changed import last_changed
from portal.records import Verified

MARK = date(2026, 12, 8)
"""Later than anything the records say has happened."""
EVENT, OTHER_EVENT = "constitution-day-jiaya", "fireworks-and-fire-heicheng"
PAGES = (
    "", "villages/", "villages/jiaya/", "villages/jiaya/dates/", "villages/jiaya/notice/", "villages/jiaya/poster/",
    "villages/heicheng/", "advisers/", "advisers/sample-01/", "advisers/sample-03/", "calendar/", "calendar/2026-12/",
    "calendar/2026-03/", f"events/{EVENT}/", f"events/{OTHER_EVENT}/", "explainers/", "explainers/labour/",
    "explainers/land/", "explainers/labour/unpaid-wages/", "explainers/land/homestead/", "laws/", "laws/civil-code/",
    "help/", "translations/", "site-map/", "account/", "account/2026/", "account/2026/sessions/", "account/materials/",
    "coverage/", "glossary/", "data/", "offline/", "404.html", "about/",
)  # fmt: skip
UNKNOWN = {"glossary/", "data/", "offline/", "404.html"}


def context(catalog: Catalog, today: date = MARK, language: str = "zh") -> ViewContext:
    return ViewContext(catalog, Agenda(catalog, today), catalog.languages[language])


def changed(catalog: Catalog, kind: str, id: str, **fields: Any) -> Catalog:
    """The catalog with one record changed."""
    records = dict(getattr(catalog, kind))
    old = records[id]
    records[id] = old.model_copy(update=fields) if hasattr(old, "model_copy") else replace(old, **fields)
    update: dict[str, Any] = {kind: records}
    return replace(catalog, **update)


def telling(catalog: Catalog, day: date = MARK) -> set[str]:
    return {path for path in PAGES if last_changed(path, context(catalog)) == day}


def test_pages_for_which_no_record_knows_a_day_have_none(catalog: Catalog) -> None:
    assert {path for path in PAGES if last_changed(path, context(catalog)) is None} == UNKNOWN


def test_a_village_is_told_by_its_pages_and_those_that_list_it(catalog: Catalog) -> None:
    assert telling(catalog) == set()
    own = {f"villages/jiaya/{page}" for page in ("", "dates/", "notice/", "poster/")}
    lists = {"", "villages/", "advisers/", "site-map/"}
    verified = changed(catalog, "villages", "jiaya", verified=Verified.model_construct(on=MARK, by="司法所"))
    assert telling(verified) == own | lists
    moved = changed(catalog, "villages", "jiaya", changed=MARK)
    months = {"calendar/", "calendar/2026-12/", "calendar/2026-03/"}
    assert telling(moved) == own | lists | months | {"advisers/sample-01/"}


def test_an_adviser_is_told_by_the_villages_they_serve(catalog: Catalog) -> None:
    found = telling(changed(catalog, "advisers", "sample-01", changed=MARK))
    assert found >= {"advisers/sample-01/", "villages/jiaya/", "advisers/", "villages/", ""}
    assert not found & {"advisers/sample-03/", "villages/heicheng/", "help/", "calendar/"}


def test_a_session_that_was_held_is_told_from_its_day_on(catalog: Catalog) -> None:
    held = changed(catalog, "events", EVENT, status="held", changed=None)
    day = held.events[EVENT].when[1].date()
    for path in (f"events/{EVENT}/", "villages/jiaya/", "calendar/2026-12/", "account/2026/", "coverage/"):
        assert last_changed(path, context(held, day)) == day, path
        assert last_changed(path, context(held, day - timedelta(days=1))) != day, path
    planned = changed(catalog, "events", EVENT, changed=MARK)
    assert telling(planned) >= {f"events/{EVENT}/", "villages/jiaya/", ""}
    assert f"events/{OTHER_EVENT}/" not in telling(planned)


def test_an_explainer_is_told_where_it_is_listed_and_cited(catalog: Catalog) -> None:
    found = telling(changed(catalog, "explainers", "labour/unpaid-wages", changed=MARK))
    assert found >= {"explainers/labour/unpaid-wages/", "explainers/labour/", "explainers/", "laws/", "help/", ""}
    assert not found & {"explainers/land/", "explainers/land/homestead/", "villages/", "calendar/"}
    newer = changed(catalog, "laws", "civil-code", version=MARK)
    assert telling(newer) == {"laws/", "laws/civil-code/"}


@pytest.mark.parametrize("today", [date(2025, 1, 1), date(2026, 10, 5), TODAY])
@pytest.mark.parametrize("language", ["zh", "bo", "en"])
def test_no_page_was_changed_after_today(today: date, language: str, catalog: Catalog) -> None:
    seen = context(catalog, today, language)
    assert [path for path in PAGES if (last_changed(path, seen) or date.min) > today] == []


def test_a_night_alone_changes_no_day(catalog: Catalog) -> None:
    """It changes only to the day that has come: an engagement begins, a law comes into force."""
    before = {path: last_changed(path, context(catalog, TODAY)) for path in PAGES}
    for ahead in range(1, 40):
        today = TODAY + timedelta(days=ahead)
        seen = context(catalog, today)
        for path in set(PAGES) - {"calendar/", "coverage/"}:  # which are another month's and year's by then
            now = last_changed(path, seen)
            assert now in (before[path], today), (path, today)
            before[path] = now
