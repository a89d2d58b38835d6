"""A session's tasks: postponed, cancelled, held; each asks for what it needs and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal.problems.problem import Problem
from portal.yaml_io.reviser import plain_value, revise
from portal_desk.clerk import Clerk
from portal_desk.form_fields import Field
from portal_desk.form_values import Posted, read_value
from portal_desk.form_view import View, view_of
from portal_desk.forms.base import Bases, read_yaml, stamp
from portal_desk.forms.records import MOVING, RecordForm
from portal_desk.places import At, by_place
from portal_desk.wording import day_words
from portal_desk.words import DeskError
from portal_desk.workspace import Request


@dataclass(frozen=True, slots=True)
class Task:
    """What is done to a session: its words, the status it gets, the keys it asks for."""

    word: str
    status: str
    keys: tuple[str, ...]
    done: str


TASKS = {
    "postpone": Task("延期", "postponed", ("postponed_to",), "改到"),
    "cancel": Task("取消", "cancelled", ("note",), "取消"),
    "held": Task("办完了", "held", ("outcome",), "办了"),
}


class SessionForm(RecordForm):
    """One task of one session."""

    template = "session.html"

    def __init__(self, clerk: Clerk, what: str, id: str) -> None:
        super().__init__(clerk, "event", id)
        self.key = f"{what}/{id}"
        self.task = TASKS[what]

    @property
    def title(self) -> str:
        """The task and the session."""
        return f"{self.task.word}：{super().title}"

    @property
    def done(self) -> str:
        """Back to all sessions."""
        return "/events"

    def _asked(self) -> Field:
        """The record's form with the keys the task asks for, which it needs now."""
        field = self.field
        wanted = tuple(replace(inner, is_required=True) for inner in field.fields if inner.key in self.task.keys)
        return replace(field, fields=wanted)

    def request(self, posted: Posted, bases: Bases) -> Request:
        """The session with its new status."""
        raw = bases[self.path]
        document = read_yaml(self.path, raw)
        old = document.value
        if raw is None or document.problems or not isinstance(old, Mapping):
            raise DeskError("没有这场活动，或者它的档案读不懂。", "There is no such session.", status=404)
        given = read_value(self._asked(), "", {key: old.get(key) for key in self.task.keys}, posted) or {}
        new = dict(old)
        names = [inner.key for inner in self.field.fields]
        for key in self.task.keys:
            if given.get(key) is not None:
                new[key] = given[key]
            else:
                new.pop(key, None)
        if self.task.status == "held" and "outcome" not in new:
            new["outcome"] = {}
        new["status"] = self.task.status
        ordered = {key: new[key] for key in old if key in new} | {k: new[k] for k in names if k in new and k not in old}
        stamped = stamp(ordered, old, names, f"{self.clerk.today}", MOVING["event"])
        made = revise(self.path, raw, {k: v for k, v in stamped.items() if v != {}})
        return Request({self.path: made}, dict(bases), f"活动{self.task.done}：{super().title}", self._tell(old, new))

    def _tell(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        title = super().title
        when = day_words(str(old.get("starts") or ""))
        if self.task.status == "postponed":
            to = new.get("postponed_to") or {}
            return f"“{title}”{when} → 改到{day_words(str(to.get('starts') or ''))}，群众订阅的日历会更新"
        if self.task.status == "cancelled":
            return f"“{title}”{when}：取消，页面和日历写明【取消】，档案留着"
        lines = self.clerk.teller.tell(self._asked(), old, new)
        return "\n".join([f"“{title}”：办完了", *lines])

    def context(
        self, posted: Posted | None, bases: Bases, problems: list[Problem], made: Mapping[str, bytes | None]
    ) -> dict[str, Any]:
        """What the task asks for."""
        document = read_yaml(self.path, bases[self.path])
        value = document.value
        if not isinstance(value, Mapping):
            raise DeskError("没有这场活动。", "There is no such session.", status=404)
        asked = self._asked()
        shown: Any = {key: value.get(key) for key in self.task.keys}
        if posted is not None:
            shown = read_value(asked, "", shown, posted) or {}
            document = read_yaml(self.path, made.get(self.path) or bases[self.path])
        own = [problem for problem in problems if problem.path == self.path]
        placed: dict[At, list[Problem]] = by_place(document, own) if document.value is not None else {(): own}
        view: View = view_of(asked, shown, placed)
        general = [p for at, found in placed.items() if not at or at[0] not in self.task.keys for p in found]
        return {
            "view": view, "general": general, "event": value, "kind": "event", "record": self.id, "path": self.path,
            "is_same": plain_value(value.get("status")) == self.task.status, "task": self.task,
        }  # fmt: skip
