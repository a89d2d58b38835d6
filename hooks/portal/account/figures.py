"""The figures of a year, each with its rows (design.md section 1 names those a report states)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from portal.account.rows import Figure, Row, study_file, village_file, work_file
from portal.account.sessions import SessionRows
from portal.account.sit_ins import OUTCOMES, Promise
from portal.catalog.catalog import Catalog
from portal.records import LegalHelper

GROUPS: Mapping[str, tuple[str, ...]] = {
    "outreach": ("sessions", "attendance", "leaflets", "consultations", "constitution-week"),
    "advisers": (
        "villages-with-adviser", "villages-without-adviser", "sit-ins-promised", "sit-ins-held", "sit-ins-moved",
        "sit-ins-excused", "sit-ins-unrecorded", "sit-ins-confirmed", "adviser-calls", "adviser-visits",
        "adviser-meetings", "adviser-mediations", "adviser-lectures",
    ),
    "helpers": (
        "legal-helpers", "villages-below-minimum", "helpers-trained", "helper-trainings", "helper-mediations",
        "helper-visits",
    ),
    "study": ("study-meetings", "study-lectures"),
}  # fmt: skip
"""All figures, in the order they are shown. Study is for the town's own cadres, no outreach."""

_ADVISER_COUNTS = {
    "adviser-calls": "calls", "adviser-visits": "visits", "adviser-meetings": "committee_meetings",
    "adviser-mediations": "mediations", "adviser-lectures": "lectures",
}  # fmt: skip
_HELPER_COUNTS = {"helper-mediations": "mediations", "helper-visits": "visits", "helper-trainings": "trained"}


def find_figures(
    catalog: Catalog, year: int, day: date, is_current: bool, sessions: SessionRows, promises: Sequence[Promise]
) -> dict[str, Figure]:
    """Every figure of a year; `day` is its last day, of the year under way (`is_current`) today."""
    rows: dict[str, list[Row]] = {
        "sessions": sessions.held,
        "attendance": sessions.attendance,
        "leaflets": [row for group in sessions.leaflets.values() for row in group],
        "consultations": [row for group in sessions.consultations.values() for row in group],
        "constitution-week": sessions.constitution_week,
    }
    rows.update(_adviser_rows(catalog, day))
    rows.update(_promise_rows(promises))
    rows.update(_work_rows(catalog, year))
    rows.update(_helper_rows(catalog, year, day, is_current))
    rows.update(_study_rows(catalog, year))
    return {id: Figure(id, rows[id]) for ids in GROUPS.values() for id in ids}


def _adviser_rows(catalog: Catalog, day: date) -> dict[str, list[Row]]:
    with_adviser, without = [], []
    for village_id, village in catalog.villages.items():
        assignment = village.assignment_on(day)
        if assignment:
            row = Row("village", village_id, village_file(village_id), day=assignment.since, adviser=assignment.adviser)
            with_adviser.append(row)
        else:
            without.append(Row("village", village_id, village_file(village_id)))
    return {"villages-with-adviser": with_adviser, "villages-without-adviser": without}


def _promise_rows(promises: Sequence[Promise]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {f"sit-ins-{name}": [] for name in ("promised", "confirmed", *OUTCOMES)}
    for promise in promises:
        file = work_file(promise.day.isoformat()[:7])
        row = Row("village", promise.village, file, 1, promise.day, "", promise.adviser, promise.outcome)
        rows["sit-ins-promised"].append(row)
        rows[f"sit-ins-{promise.outcome}"].append(row)
        if promise.is_confirmed:
            rows["sit-ins-confirmed"].append(row)
    return rows


def _work_rows(catalog: Catalog, year: int) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {id: [] for id in (*_ADVISER_COUNTS, *_HELPER_COUNTS)}
    for month, work in catalog.work.items():
        if not month.startswith(f"{year}-"):
            continue
        file = work_file(month)
        for done in work.advisers:
            for id, name in _ADVISER_COUNTS.items():
                if count := getattr(done, name):
                    rows[id].append(Row("village", done.village, file, count, None, month, done.adviser))
        for helped in work.legal_helpers:
            for id, name in _HELPER_COUNTS.items():
                if count := getattr(helped, name):
                    rows[id].append(Row("village", helped.village, file, count, None, month))
    return rows


def _helper_rows(catalog: Catalog, year: int, day: date, is_current: bool) -> dict[str, list[Row]]:
    listed, trained, below = [], [], []
    minimum = catalog.portal.thresholds.legal_helpers_a_village
    for village_id, village in catalog.villages.items():
        file = village_file(village_id)
        standing = [helper for helper in village.legal_helpers if _is_listed(helper, day, is_current)]
        for helper in standing:
            name = next(iter(helper.name.values()))
            listed.append(Row("village", village_id, file, item=name))
            if days := [on for on in helper.trained if on.year == year and on <= day]:
                trained.append(Row("village", village_id, file, day=max(days), item=name))
        if len(standing) < minimum:
            below.append(Row("village", village_id, file, item=str(len(standing))))
    return {"legal-helpers": listed, "helpers-trained": trained, "villages-below-minimum": below}


def _is_listed(helper: LegalHelper, day: date, is_current: bool) -> bool:
    """Whether someone was on the ledger: of a past year, whose first training was by its end.

    The ledger does not say since when somebody stands on it, so that training is the only
    proof; who has no training date at all is counted.
    """
    return helper.active and (is_current or not helper.trained or min(helper.trained) <= day)


def _study_rows(catalog: Catalog, year: int) -> dict[str, list[Row]]:
    study = catalog.study.get(str(year))
    sessions = study.sessions if study else ()

    def held(kind: str) -> Iterator[Row]:
        for session in sessions:
            if session.kind == kind and session.held:
                subject = next(iter(session.subject.values()))
                yield Row("study", str(year), study_file(year), 1, session.held, "", session.adviser or "", subject)

    return {"study-meetings": list(held("meeting")), "study-lectures": list(held("lecture"))}
