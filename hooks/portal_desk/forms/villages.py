"""A village's advisers: another one takes over, or the same one sits at other times from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from portal.catalog.agenda import month_after
from portal.problems.messages import TEXTS
from portal.problems.problem import Problem
from portal.records import Assignment, OfficeHour
from portal.schedule.occurrences import find_occurrences
from portal.yaml_io.alignment import Items
from portal.yaml_io.reviser import revise
from portal_desk.choices import names
from portal_desk.clerk import Clerk
from portal_desk.form_fields import Field
from portal_desk.form_values import Posted, read_value
from portal_desk.form_view import view_of
from portal_desk.forms.base import Bases, one, read_yaml, stamp
from portal_desk.forms.records import MOVING, RecordForm
from portal_desk.places import At, by_place
from portal_desk.wording import day_words
from portal_desk.words import DeskError
from portal_desk.workspace import Request

COMING = 6
"""How many of a rule's next days are shown."""
AHEAD = timedelta(days=800)
_TAKE_OVER = ("adviser", "since")


class _VillageForm(RecordForm):
    """What both tasks have: the village, its engagements, where a new one or a new rule goes."""

    template = "village_task.html"
    word = ""

    def __init__(self, clerk: Clerk, what: str, id: str) -> None:
        super().__init__(clerk, "village", id)
        self.key = f"{what}/{id}"

    @property
    def title(self) -> str:
        """The task and the village."""
        return f"{self.word}：{super().title}"

    @property
    def done(self) -> str:
        """Back to the villages."""
        return "/villages"

    def _village(self, bases: Bases) -> Mapping[str, Any]:
        document = read_yaml(self.path, bases[self.path])
        if document.problems or not isinstance(document.value, Mapping):
            raise DeskError("没有这个村，或者它的档案读不懂。", "There is no such village.", status=404)
        return document.value

    def _assignment_field(self) -> Field:
        found = next(field for field in self.field.fields if field.key == "assignments")
        assert found.item is not None
        return found.item

    def _rule_field(self) -> Field:
        found = next(field for field in self._assignment_field().fields if field.key == "office_hours")
        assert found.item is not None
        return found.item

    def _shown_rule_field(self) -> Field:
        """A rule's form with its day first, and without the id and last day that the desk gives."""
        field = self._rule_field()
        since = [replace(inner, is_required=True, label="从哪天起") for inner in field.fields if inner.key == "since"]
        return replace(field, fields=(*since, *(f for f in field.fields if f.key not in ("id", "since", "until"))))

    def _standing(self, village: Mapping[str, Any], day: str) -> int | None:
        """The engagement that stands on a day, the newest if several do."""
        found = [
            at
            for at, item in enumerate(village.get("assignments") or [])
            if isinstance(item, Mapping) and str(item.get("since")) <= day <= str(item.get("until") or "9999")
        ]
        return max(found, key=lambda at: str(village["assignments"][at].get("since")), default=None)

    def _made(self, village: Mapping[str, Any], assignments: list[Any], bases: Bases, words: list[str]) -> Request:
        raw = bases[self.path]
        assert raw is not None
        count = len(village.get("assignments") or [])
        origins = [at if at < count else None for at in range(len(assignments))]
        new = {**village, "assignments": Items(assignments, origins)}
        field = [inner.key for inner in self.field.fields]
        stamped = stamp(new, village, field, f"{self.clerk.today}", MOVING["village"])
        made = revise(self.path, raw, stamped)
        return Request({self.path: made}, dict(bases), f"{self.word}：{super().title}", "\n".join(words))

    def _placed(
        self, problems: list[Problem], made: Mapping[str, bytes | None], bases: Bases
    ) -> dict[At, list[Problem]]:
        document = read_yaml(self.path, made.get(self.path) or bases[self.path])
        own = [problem for problem in problems if problem.path == self.path]
        return by_place(document, own) if document.value is not None else {(): own}


class AdviserForm(_VillageForm):
    """换顾问: the engagement that stands ends, and another begins."""

    word = "换顾问"

    def _asked(self) -> Field:
        field = self._assignment_field()
        wanted = tuple(inner for inner in field.fields if inner.key != "until")
        return replace(field, fields=wanted)

    def _parts(self, posted: Posted, bases: Bases) -> tuple[Mapping[str, Any], list[Any], int | None, Any]:
        """The village, its engagements as they will be, the one that ends, and the new one."""
        village = self._village(bases)
        old = list(village.get("assignments") or [])
        new = read_value(self._asked(), "new", None, posted) or {}
        since = str(new.get("since") or "")
        at = self._standing(village, since or f"{self.clerk.today}")
        if at is not None:
            until = one(posted, "until") or _day_before(since)
            old[at] = {**old[at], "until": until} if until else dict(old[at])
        only_ends = bool(one(posted, "only-ends"))
        return village, old if only_ends else [*old, new], at, new

    def request(self, posted: Posted, bases: Bases) -> Request:
        """The village with the change of adviser."""
        village, assignments, at, new = self._parts(posted, bases)
        advisers = names("adviser", self.clerk.snapshot)
        words = []
        if at is not None:
            was = assignments[at]
            until = day_words(str(was.get("until") or ""))
            words.append(f"{advisers.get(str(was.get('adviser')), was.get('adviser'))} 到 {until} 为止")
        if len(assignments) > len(village.get("assignments") or []):
            name = advisers.get(str(new.get("adviser")), str(new.get("adviser") or "（还没有选）"))
            count = len(new.get("office_hours") or [])
            since = day_words(str(new.get("since") or ""))
            words.append(f"{name} 从 {since} 起，坐班规则 {count} 条")
        else:
            words.append("暂时没有人接：页面改为显示司法所和 12348")
        words.append("群众订阅的日历会更新；公告栏的海报要换")
        return self._made(village, assignments, bases, words)

    def context(
        self, posted: Posted | None, bases: Bases, problems: list[Problem], made: Mapping[str, bytes | None]
    ) -> dict[str, Any]:
        """Who ends, who begins, and the new rules."""
        village = self._village(bases)
        at = self._standing(village, f"{self.clerk.today}")
        current = village["assignments"][at] if at is not None else None
        value: Any = {
            "since": _next_month(self.clerk.today),
            "office_hours": Items([_like(rule) for rule in (current or {}).get("office_hours") or []], []),
        }
        value["office_hours"].origins = [None] * len(value["office_hours"])
        placed = self._placed(problems, made, bases)
        position = len(village.get("assignments") or [])
        if posted is not None:
            _, assignments, _, value = self._parts(posted, bases)
            position = len(assignments) - 1
        inner = {at[2:]: found for at, found in placed.items() if at[:2] == ("assignments", position)}
        general = [p for at, found in placed.items() if at[:2] != ("assignments", position) for p in found]
        view = view_of(self._asked(), value, inner, "new")
        advisers = names("adviser", self.clerk.snapshot)
        return {
            "view": view, "general": general, "current": current, "until": one(posted, "until"),
            "current_name": advisers.get(str((current or {}).get("adviser")), ""), "what": "adviser",
            "only_ends": one(posted, "only-ends"), "kind": "village", "record": self.id, "path": self.path,
        }  # fmt: skip


class HoursForm(_VillageForm):
    """改坐班时间: a rule ends on a day, and another begins."""

    word = "改坐班时间"

    def _parts(self, posted: Posted, bases: Bases) -> tuple[Mapping[str, Any], int, int | None, dict[str, Any]]:
        village = self._village(bases)
        at = self._standing(village, f"{self.clerk.today}")
        if at is None:
            raise DeskError("这个村现在没有法律顾问，先换顾问。", "The village has no adviser now.")
        given = one(posted, "rule")
        rules = village["assignments"][at].get("office_hours") or []
        old = int(given) if given.isascii() and given.isdigit() and int(given) < len(rules) else None
        new = read_value(self._rule_field(), "new", None, posted) or {}
        return village, at, old, new

    def request(self, posted: Posted, bases: Bases) -> Request:
        """The village with the new rule from its day on."""
        village, at, old, new = self._parts(posted, bases)
        assignments = list(village["assignments"])
        rules = list(assignments[at].get("office_hours") or [])
        since = str(new.get("since") or "")
        origins: list[int | None] = list(range(len(rules)))
        if old is not None:
            ended = {**rules[old], "until": _day_before(since)} if since else dict(rules[old])
            rules[old] = ended if "id" in ended else {"id": "main", **ended}
        taken = {str(rule.get("id") or "main") for rule in rules}
        if not new.get("id"):
            new = {
                "id": next(
                    id for n in range(1, 99) if (id := f"from-{since[:7]}" + (f"-{n}" if n > 1 else "")) not in taken
                ),
                **new,
            }
        assignments[at] = {**assignments[at], "office_hours": Items([*rules, new], [*origins, None])}
        field = self._shown_rule_field()
        told = [
            f"{inner.label}：{self.clerk.teller.show(inner, new[inner.key])}"
            for inner in field.fields
            if new.get(inner.key)
        ]
        words = [
            f"从 {day_words(since)} 起，新的坐班时间：",
            *told,
            "以前的规则留着，到前一天为止；群众订阅的日历会更新",
        ]
        return self._made(village, assignments, bases, words)

    def context(
        self, posted: Posted | None, bases: Bases, problems: list[Problem], made: Mapping[str, bytes | None]
    ) -> dict[str, Any]:
        """The rules that stand, and the new one."""
        village, at, old, new = self._parts(posted or {"rule": ["0"]}, bases)
        rules = village["assignments"][at].get("office_hours") or []
        if posted is None:
            new = _like(rules[0]) if rules else {"holidays": "next-workday"}
            new["since"] = _next_month(self.clerk.today)
        placed = self._placed(problems, made, bases)
        where = ("assignments", at, "office_hours", len(rules))
        inner = {place[4:]: found for place, found in placed.items() if place[:4] == where}
        general = [p for place, found in placed.items() if place[:4] != where for p in found]
        return {
            "view": view_of(self._shown_rule_field(), new, inner, "new"), "general": general, "rules": rules,
            "old": old, "what": "hours", "kind": "village", "record": self.id, "path": self.path, "current": None,
        }  # fmt: skip


def next_days(clerk: Clerk, rule: Any, first: date) -> list[tuple[str, bool, bool]]:
    """A rule's next days from `first`: in words, whether a holiday moved it, whether it may still move.

    Raises ValidationError for a rule that cannot be read yet.
    """
    catalog = clerk.snapshot.known
    if catalog is None:
        return []
    languages = tuple(catalog.languages)
    read = OfficeHour.model_validate(rule, context={"languages": languages})
    assignment = Assignment.model_construct(adviser="", since=min(first, read.since or first), until=None)
    found = find_occurrences(read, assignment, first, first + AHEAD, catalog.almanac)
    return [
        (_with_lunar(day, clerk), day != scheduled, is_provisional)
        for day, scheduled, is_provisional in found[:COMING]
    ]  # fmt: skip


def _with_lunar(day: date, clerk: Clerk) -> str:
    catalog = clerk.snapshot.known
    lunar = catalog.source_language.lunar(catalog.almanac.lunar(day)) if catalog else ""
    return f"{day_words(f'{day}')}（{lunar}）"


def rule_in(posted: Posted, name: str, clerk: Clerk) -> tuple[Any, date]:
    """The rule that a form's fields below `name` hold, and the day from which it counts."""
    field = HoursForm(clerk, "hours", "x")._rule_field()
    rule = read_value(field, name, None, posted) or {}
    since = str(rule.get("since") or one(posted, "v:new/since"))
    try:
        first = max(clerk.today, date.fromisoformat(since))
    except ValueError:
        first = clerk.today
    rule = {key: value for key, value in rule.items() if value is not None}
    return {"place": {"zh": "村委会"}, "from": "09:00", "to": "11:00", **rule}, first


def faults_of(error: ValidationError) -> list[str]:
    """What a rule still lacks, in the words of the check."""
    said = []
    for fault in error.errors(include_url=False):
        text = TEXTS.get(fault["type"])
        args = {key: str(value) for key, value in fault.get("ctx", {}).items()}
        said.append(text.found["zh"].format_map(args) + text.mend["zh"].format_map(args) if text and args else "")
    return [words for words in said if words]


def _like(rule: Any) -> Any:
    """A rule to begin a new one from: without its id and its days."""
    return {key: value for key, value in rule.items() if key not in ("id", "since", "until", "except")}


def _next_month(today: date) -> str:
    return f"{month_after(today, 1)}"


def _day_before(text: str) -> str:
    try:
        return f"{date.fromisoformat(text) - timedelta(days=1)}"
    except ValueError:
        return ""
