"""A month's sit-ins of all villages, as a grid that is worked with the keyboard."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.catalog.agenda import SitIn, find_report, find_sit_ins, reports_by_day
from portal.catalog.record_templates import new_work
from portal.problems.problem import Problem
from portal.records.registry import path_of
from portal.yaml_io.alignment import Items
from portal.yaml_io.reviser import plain_value, revise
from portal_desk.clerk import Clerk
from portal_desk.form_values import Posted
from portal_desk.forms.base import Bases, Form, one, read_yaml
from portal_desk.places import locate
from portal_desk.wording import day_words
from portal_desk.words import DeskError
from portal_desk.workspace import Request

OUTCOMES = {"held": "到了", "moved": "改期", "excused": "请假"}
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])", re.A)


@dataclass
class GridRow:
    """One scheduled sit-in, and what is recorded of it."""

    sit_in: SitIn
    village: str
    adviser: str
    values: Mapping[str, str]
    """By column: outcome, confirmed, date, from, to, reason."""
    is_recorded: bool
    is_past: bool
    is_new_day: bool
    problems: list[Problem] = field(default_factory=list)

    @property
    def id(self) -> str:
        """How inputs name it."""
        return f"{self.sit_in.village}|{self.sit_in.day}|{self.sit_in.office_hour}"


class SitInForm(Form):
    """记坐班: one month."""

    template = "sit_ins.html"

    def __init__(self, clerk: Clerk, month: str) -> None:
        super().__init__(clerk, f"sit-ins/{month}")
        if not _MONTH.fullmatch(month):
            raise DeskError("没有这个月份。", "There is no such month.", status=404)
        self.month = month
        self.path = path_of("work", month)
        first = date.fromisoformat(f"{month}-01")
        self.first, self.last = first, first.replace(day=calendar.monthrange(first.year, first.month)[1])

    @property
    def title(self) -> str:
        """The month."""
        return f"记坐班：{self.first.year}年{self.first.month}月"

    @property
    def paths(self) -> tuple[str, ...]:
        """The month's file."""
        return (self.path,)

    def sit_ins(self) -> list[SitIn]:
        """Every village's sit-ins of the month, by day and hour."""
        catalog = self.clerk.snapshot.known
        if catalog is None:
            raise DeskError("有档案读不懂，排不出坐班的日子：先到“今天要办的”里改好。", "Mend the records first.")
        found = [s for id in catalog.villages for s in find_sit_ins(catalog, id, self.first, self.last)]
        return sorted(found, key=lambda s: (s.day, s.starts, s.village))

    def request(self, posted: Posted, bases: Bases) -> Request:
        """The month's file with what the grid says."""
        raw = bases[self.path] or new_work(self.month).encode()
        document = read_yaml(self.path, raw)
        if document.problems or not isinstance(document.value, Mapping):
            raise DeskError(f"{self.path} 现在读不懂，先按文字改好。", f"{self.path} cannot be read: mend it as text.")
        old = document.value.get("sit_ins") or []
        items: list[Any] = list(old)
        origins: list[int | None] = list(range(len(old)))
        words: list[str] = []
        for sit_in in self.sit_ins():
            id = f"{sit_in.village}|{sit_in.day}|{sit_in.office_hour}"
            if f"s:{id}" not in posted:
                continue
            at = _find(items, sit_in)
            was = items[at] if at is not None else None
            now = self._report(sit_in, was, posted, id)
            if plain_value(now) == plain_value(was):
                continue
            words.append(self._tell(sit_in, now))
            if at is None:
                at = _place(items, f"{sit_in.day}")
                items.insert(at, now)
                origins.insert(at, None)
            elif now is None:
                del items[at], origins[at]
            else:
                items[at] = now
        new = {**document.value, "sit_ins": Items(items, origins) if items else None}
        made = revise(self.path, raw, new) if words else bases[self.path]
        subject = f"记坐班：{self.first.month}月，{len(words)} 次"
        return Request({self.path: made}, dict(bases), subject, "\n".join(words))

    def _report(self, sit_in: SitIn, was: Any, posted: Posted, id: str) -> dict[str, Any] | None:
        """The entry of one sit-in; None for one nobody has recorded."""
        outcome = one(posted, f"s:{id}")
        if not outcome:
            return None
        made: dict[str, Any] = {"village": sit_in.village, "date": f"{sit_in.day}"}
        if sit_in.office_hour != "main":
            made["office_hour"] = sit_in.office_hour
        made = {**made, **(was or {}), "outcome": outcome}
        if was and "office_hour" not in was:
            made.pop("office_hour", None)
        for key in ("moved_to", "confirmed", "reason"):
            if key != "reason" or outcome == "held":
                made.pop(key, None)
        if outcome == "moved":
            given = {key: one(posted, f"{key}:{id}") for key in ("date", "from", "to")}
            kept = was.get("moved_to") if was and isinstance(was.get("moved_to"), Mapping) else {}
            made["moved_to"] = {**kept, **given}
            if kept and any(kept.get(key) != given[key] for key in given):
                made["revision"] = str(int(was.get("revision") or "1") + 1)
            if not kept or any(kept.get(key) != given[key] for key in given):
                made["changed"] = f"{self.clerk.today}"
        if outcome != "held":
            reason = one(posted, f"reason:{id}")
            known = was.get("reason") if was and isinstance(was.get("reason"), Mapping) else {}
            made.pop("reason", None)
            if reason:
                made["reason"] = {**known, "zh": reason} if known.get("zh") == reason else {"zh": reason}
        if outcome == "held" and one(posted, f"confirmed:{id}"):
            made["confirmed"] = "true"
        return made

    def _tell(self, sit_in: SitIn, now: Mapping[str, Any] | None) -> str:
        name = self._name(sit_in.village)
        day = _short(f"{sit_in.day}")
        if now is None:
            return f"{name} {day}坐班：去掉记录"
        if now["outcome"] == "moved":
            to = now["moved_to"]
            return f"{name} {day}坐班 → 改到{_short(to['date'])} {to['from']}，群众订阅的日历会更新"
        confirmed = "，村里确认" if now.get("confirmed") == "true" else ""
        return f"{name} {day}坐班：{OUTCOMES.get(now['outcome'], now['outcome'])}{confirmed}"

    def _name(self, village: str) -> str:
        catalog = self.clerk.snapshot.known
        found = catalog.villages.get(village) if catalog else None
        return next(iter(found.name.values())) if found else village

    def context(
        self, posted: Posted | None, bases: Bases, problems: list[Problem], made: Mapping[str, bytes | None]
    ) -> dict[str, Any]:
        """The rows of the grid."""
        catalog = self.clerk.snapshot.known
        rows = []
        before: date | None = None
        for sit_in in self.sit_ins():
            adviser = catalog.advisers.get(sit_in.adviser) if catalog else None
            report = find_report(reports_by_day(catalog.reports_of(sit_in.village)), sit_in) if catalog else None
            values = _shown(report, sit_in)
            row = GridRow(
                sit_in, self._name(sit_in.village), next(iter(adviser.name.values())) if adviser else "", values,
                report is not None, sit_in.day <= self.clerk.today, sit_in.day != before,
            )  # fmt: skip
            if posted is not None and f"s:{row.id}" in posted:
                keys = {"outcome": "s", **{key: key for key in values if key != "outcome"}}
                row.values = {key: one(posted, f"{prefix}:{row.id}") for key, prefix in keys.items()}
            before = sit_in.day
            rows.append(row)
        general = self._place_problems(rows, problems, made)
        left = sum(not row.is_recorded and row.is_past for row in rows)
        return {"rows": rows, "general": general, "left": left, "outcomes": OUTCOMES, **self._neighbours()}

    def _place_problems(
        self, rows: list[GridRow], problems: list[Problem], made: Mapping[str, bytes | None]
    ) -> list[Problem]:
        """Puts each problem at its row; those of no row come back."""
        document = read_yaml(self.path, made.get(self.path) or self.clerk.file(self.path))
        general: list[Problem] = []
        for problem in problems:
            if problem.path != self.path:
                continue
            at = locate(document, problem) if document.value is not None else ()
            item = document.value["sit_ins"][at[1]] if len(at) > 1 and at[0] == "sit_ins" else {}
            row = next((r for r in rows if _is_of(item, r.sit_in)), None)
            (row.problems if row else general).append(problem)
        return general

    def _neighbours(self) -> dict[str, Any]:
        months = [divmod(self.first.year * 12 + self.first.month - 1 + step, 12) for step in (-1, 1)]
        before, after = (f"{year}-{month + 1:02}" for year, month in months)
        return {"before": before, "after": after, "month": self.month}

    @property
    def preview(self) -> str:
        """The month's page."""
        return f"calendar/{self.month}/"


def _shown(report: Any, sit_in: SitIn) -> dict[str, str]:
    moved = report.moved_to if report else None
    reason = report.reason if report and report.reason else {}
    return {
        "outcome": report.outcome if report else "",
        "confirmed": "1" if report and report.confirmed else "",
        "date": f"{moved.date}" if moved else "",
        "from": f"{(moved or sit_in).starts:%H:%M}",
        "to": f"{(moved or sit_in).ends:%H:%M}",
        "reason": next(iter(reason.values()), ""),
    }


def _is_of(item: Any, sit_in: SitIn) -> bool:
    if not isinstance(item, Mapping) or item.get("village") != sit_in.village or item.get("date") != f"{sit_in.day}":
        return False
    return item.get("office_hour") in (None, sit_in.office_hour)


def _find(items: Sequence[Any], sit_in: SitIn) -> int | None:
    """The entry that names its rule, else one that names none."""
    found = [at for at, item in enumerate(items) if _is_of(item, sit_in)]
    named = (at for at in found if items[at].get("office_hour") == sit_in.office_hour)
    return next(named, found[0] if found else None)


def _place(items: Sequence[Any], day: str) -> int:
    """Behind the last entry of an earlier day or the same."""
    earlier = [at for at, item in enumerate(items) if isinstance(item, Mapping) and f"{item.get('date')}" <= day]
    return earlier[-1] + 1 if earlier else 0


def _short(text: str) -> str:
    """12月9日: the year is that of the grid."""
    words = day_words(text).split(" ")[0]
    return words.partition("年")[2] or words
