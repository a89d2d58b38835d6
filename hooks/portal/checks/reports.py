"""Checks of reported sit-ins against the days on which the rules place them.

A report that belongs to no sit-in, or of which another one takes the place, would change nothing and be told nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from portal.catalog.agenda import SitIn, find_report, reports_by_day
from portal.problems.problem import Problem
from portal.records import SitInReport, Village
from portal.yaml_io.document import MOST_PROBLEMS, Document

NEAR_DAYS = 3
"""So many days on which a sit-in was due are named beside one on which none was."""

Listed = Sequence[tuple[SitInReport, Document, int]]
"""The reports of a village, each with its file and its position there."""


def check_reports(village: Village, sit_ins: Sequence[SitIn], reports: Listed) -> Iterator[Problem]:
    """Whether each report is of one sit-in, the only one of it, and moves it to where it can be held.

    `sit_ins` are all of the village on the days reported: a moved one stands at both its days.
    """
    listed = reports_by_day(report for report, _, _ in reports)
    of_day: dict[date, list[SitIn]] = {}
    for sit_in in sit_ins:
        if sit_in.day in listed:
            of_day.setdefault(sit_in.day, []).append(sit_in)
    taken = {id(find_report(listed, sit_in)) for found in of_day.values() for sit_in in found}
    yield from islice(_check_unused(sit_ins, of_day, reports, taken), MOST_PROBLEMS)
    for report, document, position in reports:
        if report.moved_to is not None and id(report) in taken:
            yield from _check_move(village, sit_ins, of_day, report, document, position)


def _check_unused(
    sit_ins: Sequence[SitIn], of_day: dict[date, list[SitIn]], reports: Listed, taken: set[int]
) -> Iterator[Problem]:
    """Reports that no sit-in takes: there is none on that day, or another report has named it."""
    for report, document, position in reports:
        if id(report) in taken:
            continue
        on_day = of_day.get(report.date, [])
        named = [sit_in for sit_in in on_day if report.office_hour in (None, sit_in.office_hour)]
        if not named:
            yield _no_sit_in(sit_ins, on_day, report, document, position)
            continue
        other = find_report(reports_by_day(each for each, _, _ in reports), named[0])
        at, where, place = next(each for each in reports if each[0] is other)
        yield document.problem_at(
            ("sit_ins", position, "date"), "sit-in-reported-twice", village=report.village, day=f"{report.date}",
            office_hour=named[0].office_hour, outcome=report.outcome, other=at.outcome,
            where=f"{where.path}:{where.line_of(('sit_ins', place, 'date'))}",
        )  # fmt: skip


def _no_sit_in(
    sit_ins: Sequence[SitIn], on_day: Sequence[SitIn], report: SitInReport, document: Document, position: int
) -> Problem:
    of_rule = [sit_in for sit_in in sit_ins if report.office_hour in (None, sit_in.office_hour)]
    shifted = next((sit_in.day for sit_in in of_rule if sit_in.scheduled == report.date), None)
    near = sorted({sit_in.day for sit_in in of_rule}, key=lambda day: (abs(day - report.date), day))[:NEAR_DAYS]
    days = "、".join(f"{day}" for day in sorted(near))
    if on_day:
        rules = "、".join(sorted({sit_in.office_hour for sit_in in on_day}))
        hint_zh, hint_en = f"这一天是 {rules} 的坐班", f"on that day the rule {rules} has one"
    elif shifted is not None:
        hint_zh, hint_en = f"这一天的坐班因放假或周末移到 {shifted}", f"for a holiday or weekend it is on {shifted}"
    elif near:
        hint_zh, hint_en = f"附近的坐班日是 {days}", f"the dates near it are {days}"
    else:
        hint_zh, hint_en = "这个村那时没有这条规则的坐班", "the village had no date by this rule then"
    return document.problem_at(
        ("sit_ins", position, "date"), "report-of-no-sit-in", day=f"{report.date}", village=report.village,
        hint_zh=hint_zh, hint_en=hint_en,
    )  # fmt: skip


def _check_move(
    village: Village, sit_ins: Sequence[SitIn], of_day: dict[date, list[SitIn]],
    report: SitInReport, document: Document, position: int,
) -> Iterator[Problem]:  # fmt: skip
    """Nobody advises a village beyond their term; and where the rule has a sit-in already, two become one."""
    to = report.moved_to
    assert to is not None
    at = ("sit_ins", position, "moved_to", "date")
    for moved in (
        s for s in of_day[report.date] if s.moved_to == to.date and report.office_hour in (None, s.office_hour)
    ):
        terms = [a for a in village.assignments if a.adviser == moved.adviser]
        if not any(term.covers(to.date) for term in terms):
            spans = "; ".join(f"{term.since} – {term.until or ''}".rstrip(" –") for term in terms)
            yield document.problem_at(at, "moved-beyond-term", day=f"{to.date}", adviser=moved.adviser, terms=spans)
        for other in sit_ins:
            is_same_rule = (other.adviser, other.office_hour) == (moved.adviser, moved.office_hour)
            if (
                is_same_rule and other.day == to.date and other.scheduled != moved.scheduled and other.takes_place
                and other.starts < to.ends and to.starts < other.ends
            ):  # fmt: skip
                yield document.problem_at(at, "moved-onto-another", day=f"{to.date}", office_hour=moved.office_hour)
