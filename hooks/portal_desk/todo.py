"""今天要办的: what the check reminds of and what the calendar asks for, each with the form that mends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from portal.account.materials import find_leaflets
from portal.catalog.agenda import find_sit_ins
from portal.problems.messages.reminders import REMINDERS
from portal.problems.problem import Problem
from portal_desk.choices import kind_of, name_of, record_id, title_of
from portal_desk.clerk import Clerk
from portal_desk.forms.records import record_of_path
from portal_desk.places import locate
from portal_desk.wording import day_words

SOON = 30
"""Days back in which a sit-in without a record is asked for, one by one."""
FIRST = (
    "session-still-planned", "held-without-outcome", "sit-ins-unrecorded", "no-current-adviser", "two-advisers",
    "adviser-in-two-places", "not-verified-lately", "board-outdated", "review-due", "review-before-change",
    "translation-stale",
)  # fmt: skip
"""The order in which groups are shown; others follow."""
LAST = ("translation-missing",)
_AS_TASK = {"session-still-planned": "held", "held-without-outcome": "held"}
"""Warnings that a task's form mends, rather than the record's."""


_MONTH = re.compile(r"20\d\d-[01]\d", re.A)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do, and the form that does it."""

    name: str
    text: str
    form: str


@dataclass(slots=True)
class Group:
    """Things of one kind."""

    code: str
    chinese: str
    english: str
    lines: list[Line] = field(default_factory=list)


def find_todo(clerk: Clerk) -> list[Group]:
    """All that is to be done, the most urgent first; faults before everything."""
    groups = [
        Group("fault", "有问题，改好才能发布", "faults", [_line(clerk, p) for p in clerk.snapshot.faults]),
        Group("sit-ins", f"最近 {SOON} 天的坐班还没有记", "sit-ins to record", list(_sit_ins(clerk))),
        Group("reprint", "资料该加印了", "leaflets to reprint", list(_reprints(clerk))),
        Group(
            "consent", "没有公开电话的法律顾问（要本人同意）", "advisers without a phone", list(_without_phone(clerk))
        ),
    ]
    by_code: dict[str, Group] = {}
    for problem in clerk.snapshot.reminders:
        words = REMINDERS[problem.code]
        by_code.setdefault(problem.code, Group(problem.code, *words)).lines.append(_line(clerk, problem))
    order = [*FIRST, *(code for code in by_code if code not in (*FIRST, *LAST)), *LAST]
    head, tail = groups[:2], groups[2:]
    rest = [by_code[code] for code in order if code in by_code]
    urgent = [group for group in rest if group.code in FIRST]
    others = [group for group in rest if group.code not in FIRST]
    return [group for group in (*head, *urgent, *tail, *others) if group.lines]


def _line(clerk: Clerk, problem: Problem) -> Line:
    position = None
    if problem.path.endswith(".yml") and problem.path in clerk.snapshot.files:
        document = clerk.snapshot.document(problem.path)
        at = locate(document, problem) if document.value is not None else ()
        position = at[0] if at and isinstance(at[0], int) else None
    form = form_of_path(problem.path, position, clerk)
    if problem.code == "sit-ins-unrecorded" and (month := _MONTH.search(problem.text("found", "zh"))):
        form = f"sit-ins/{month[0]}"
    if problem.code in _AS_TASK and form.startswith("record/event/"):
        form = form.replace("record/event/", f"{_AS_TASK[problem.code]}/")
    return Line(name_of_path(problem.path, position, clerk), problem.text("found", "zh"), form)


def form_of_path(path: str, position: int | None, clerk: Clerk) -> str:
    """The form that mends a file."""
    if path.startswith("docs/") and "/explainers/" in path and path.endswith(".md"):
        language, _, id = path.removeprefix("docs/").partition("/explainers/")
        return f"text/{path}" if not id else f"explainer/{language}/{id.removesuffix('.md')}"
    return record_of_path(path, position, clerk) or f"text/{path}"


def name_of_path(path: str, position: int | None, clerk: Clerk) -> str:
    """What a file, or a record of a list, is called."""
    form = record_of_path(path, position, clerk) or ""
    if path.startswith("docs/"):
        return title_of(clerk.file(path) or b"") or path
    _, _, rest = form.partition("/")
    kind_name, _, id = rest.partition("/")
    kind = kind_of(kind_name)
    if kind is None:
        return path
    value = clerk.snapshot.document(path).value
    if kind.is_list:
        value = value[position] if position is not None and isinstance(value, list) else None
    return name_of(kind.name, id if kind.is_list else record_id(kind, path), value, clerk.snapshot)


def _sit_ins(clerk: Clerk) -> Iterator[Line]:
    catalog = clerk.snapshot.known
    if catalog is None:
        return
    first = clerk.today - timedelta(days=SOON)
    for id, village in catalog.villages.items():
        for sit_in in find_sit_ins(catalog, id, first, clerk.today - timedelta(days=1)):
            if sit_in.state == "scheduled":
                name = next(iter(village.name.values()))
                yield Line(name, day_words(f"{sit_in.day}"), f"sit-ins/{sit_in.day:%Y-%m}")


def _reprints(clerk: Clerk) -> Iterator[Line]:
    catalog = clerk.snapshot.known
    if catalog is None:
        return
    for leaflet in find_leaflets(catalog, clerk.today):
        if leaflet.is_to_reprint:
            title = next(iter(catalog.materials[leaflet.id].title.values()))
            yield Line(title, f"还剩 {leaflet.left} 份", f"record/material/{leaflet.id}")


def _without_phone(clerk: Clerk) -> Iterator[Line]:
    catalog = clerk.snapshot.known
    for id, adviser in (catalog.advisers if catalog else {}).items():
        if adviser.phone is None and catalog and catalog.villages_of(id, clerk.today):
            yield Line(next(iter(adviser.name.values())), "没有写同意公开的电话", f"record/adviser/{id}")
