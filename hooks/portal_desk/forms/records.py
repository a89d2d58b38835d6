"""The form of any record, made from the JSON Schema of its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.problems.problem import Problem
from portal.records.record_paths import PathError, record_path
from portal.records.registry import KINDS, LABELS, Kind, event_path, path_of
from portal.yaml_io.alignment import Items, align
from portal.yaml_io.reviser import plain_value, revise
from portal_desk.choices import kind_of, name_of, record_id, values_of
from portal_desk.clerk import Clerk
from portal_desk.form_fields import Field
from portal_desk.form_values import Posted, read_value
from portal_desk.form_view import view_of
from portal_desk.forms.base import Bases, Form, read_yaml, stamp
from portal_desk.places import At, by_place
from portal_desk.schemas import form_of, labels_form
from portal_desk.words import DeskError
from portal_desk.workspace import Request

KIND_WORDS = {
    "portal": ("全站设置", "site settings"), "village": ("村和社区", "villages"), "adviser": ("法律顾问", "advisers"),
    "event": ("普法活动", "sessions"), "work": ("工作台账", "monthly work"), "holidays": ("放假调休", "holidays"),
    "plan": ("普法计划", "outreach plans"), "study": ("学法计划", "study plans"), "report": ("年度报告数", "reports"),
    "duty": ("普法责任清单", "duties"), "office": ("单位和热线", "offices and hotlines"), "place": ("场所", "places"),
    "topic": ("主题", "topics"), "law": ("法律目录", "laws"), "law-shape": ("法律的款项", "shapes of laws"),
    "term": ("术语", "glossary"), "question": ("找谁帮忙", "who to turn to"), "observance": ("法律宣传日", "law days"),
    "search": ("群众原话（搜索用词）", "search words"), "privacy-allow": ("可以公开的内容", "privacy exceptions"),
    "material": ("宣传资料", "leaflets"), "labels": ("界面文字", "interface words"),
}  # fmt: skip
"""What staff call each kind of record: Chinese, English."""
MOVING = {"event": ("status", "starts", "ends", "postponed_to", "venue"), "village": ("assignments",)}
"""Keys whose change makes calendar programs look again."""
PREVIEWS = {
    "village": "villages/{}/", "adviser": "advisers/{}/", "law": "laws/{}/", "term": "glossary/", "office": "help/",
    "question": "help/", "work": "calendar/{}/", "topic": "explainers/{}/", "portal": "", "labels": "",
}  # fmt: skip


def path_of_record(kind: str, id: str) -> str:
    """The file that holds, or would hold, a record."""
    found = kind_of(kind)
    if kind == "labels":
        return record_path("content", "labels", id)
    if found is None:
        raise DeskError("没有这种档案。", "There is no such kind of record.", status=404)
    if "/" not in found.example:
        return f"content/{found.example}"
    return event_path(id[:10], id[11:]) if kind == "event" else path_of(kind, id)


class RecordForm(Form):
    """A record that is there."""

    def __init__(self, clerk: Clerk, kind: str, id: str) -> None:
        super().__init__(clerk, f"record/{kind}/{id}")
        self.kind, self.id = kind, id
        self._saved = ""
        try:
            self.path = path_of_record(kind, id)
        except PathError as error:
            raise DeskError("没有这份档案。", f"There is no such record ({error}).", status=404) from None
        found = kind_of(kind)
        self.is_list = found.is_list if found else False

    @property
    def title(self) -> str:
        """What the record is called."""
        value = self._record(read_yaml(self.path, self.clerk.file(self.path)).value)
        return name_of(self.kind, self.id, value, self.clerk.snapshot)

    @property
    def paths(self) -> tuple[str, ...]:
        """Its file."""
        return (self.path,)

    @property
    def field(self) -> Field:
        """The form of its type."""
        return form_of(self.kind, self.clerk.snapshot)

    def _field(self, value: Any) -> Field:
        return labels_form(value) if self.kind == "labels" else self.field

    def position(self, value: Any) -> int | None:
        """Where it stands in its list."""
        for position, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, Mapping) and self.id in (item.get("id"), item.get("mark")):
                return position
        return None

    def _record(self, value: Any) -> Any:
        if not self.is_list:
            return value
        position = self.position(value)
        return None if position is None else value[position]

    def whole(self, document_value: Any, record: Any) -> Any:
        """The value of the file with the record in its place."""
        if not self.is_list:
            return record
        position = self.position(document_value)
        assert position is not None
        items = [*document_value[:position], record, *document_value[position + 1 :]]
        return Items(items, list(range(len(items))))

    def old_and_new(self, posted: Posted, bases: Bases) -> tuple[Any, Any, Any]:
        """The file's value as it was, the record as it was, and as it is to be."""
        document = read_yaml(self.path, bases[self.path])
        old = self._record(document.value)
        if document.problems or not isinstance(old, Mapping):
            raise DeskError(
                f"{self.path} 现在读不懂，先在“按文字改”里改好。", f"{self.path} cannot be read: mend it as text first."
            )
        field = self._field(old)
        new = read_value(field, "", old, posted)
        names = [inner.key for inner in field.fields]
        today = f"{self.clerk.today}"
        if self.kind == "work":
            new = _stamp_reports(old, new, today)
        elif self.kind != "labels":
            new = stamp(new or {}, old, names, today, MOVING.get(self.kind, ()))
        return document.value, old, new

    def request(self, posted: Posted, bases: Bases) -> Request:
        """The record with what was typed."""
        whole, old, new = self.old_and_new(posted, bases)
        raw = bases[self.path]
        assert raw is not None
        made = revise(self.path, raw, self.whole(whole, new))
        words = list(self.clerk.teller.tell(self._field(old), _unmanaged(old), _unmanaged(new)))
        subject = f"改{KIND_WORDS[self.kind][0]}：{name_of(self.kind, self.id, new, self.clerk.snapshot)}"
        moved = self._moved(new)
        if moved is None:
            return Request({self.path: made}, dict(bases), subject, "\n".join(words))
        self._saved = f"record/event/{moved.rpartition('/')[2].removesuffix('.yml')}"
        words.append("日子改了，文件名跟着改")
        return Request({self.path: None, moved: made}, {**bases, moved: None}, subject, "\n".join(words))

    def _moved(self, new: Any) -> str | None:
        """Where a session's file goes when its first day was wrong: a file carries the day it was first set for."""
        day = str(new.get("starts") or "")[:10]
        if self.kind != "event" or day == self.id[:10]:
            return None
        path = event_path(day, self.id[11:])
        found = kind_of("event")
        return path if found and found.pattern.fullmatch(path.removeprefix("content/")) else None

    @property
    def done(self) -> str:
        """The record, where it stands now."""
        return f"/form/{self._saved or self.key}"

    def context(
        self, posted: Posted | None, bases: Bases, problems: list[Problem], made: Mapping[str, bytes | None]
    ) -> dict[str, Any]:
        """The form's fields."""
        if posted is None:
            document = read_yaml(self.path, bases[self.path])
            value, prefix = self._record(document.value), self.prefix(document.value)
        else:
            whole, _, value = self.old_and_new(posted, bases)
            document = read_yaml(self.path, made.get(self.path) or bases[self.path])
            prefix = self.prefix(whole)
        if not isinstance(value, Mapping):
            raise DeskError("没有这份档案。", "There is no such record.", status=404)
        own = [problem for problem in problems if problem.path == self.path]
        placed: dict[At, list[Problem]] = by_place(document, own, prefix) if document.value is not None else {(): own}
        view = view_of(self._field(value), value, placed)
        return {"view": view, "general": placed.get((), []), "kind": self.kind, "record": self.id, "path": self.path}

    def prefix(self, value: Any) -> At:
        """The keys that lead to it in its file."""
        position = self.position(value) if self.is_list else None
        return () if position is None else (position,)

    @property
    def preview(self) -> str:
        """The page that shows it."""
        if self.kind == "event":
            return f"events/{self.id[11:]}/"
        return PREVIEWS.get(self.kind, "").format(self.id) if self.kind in PREVIEWS else ""


def _stamp_reports(old: Any, new: Any, today: str) -> Any:
    """A sit-in that is moved, or moved again, carries the day it was changed."""
    before, after = old.get("sit_ins") or [], new.get("sit_ins") or []
    origins = align(before, after)
    items = []
    for item, origin in zip(after, origins, strict=True):
        was = before[origin] if origin is not None else {}
        moved = item.get("moved_to")
        if moved and plain_value(moved) != plain_value(was.get("moved_to")) and isinstance(moved, Mapping):
            again = {"revision": str(int(was.get("revision") or "1") + 1)} if was.get("moved_to") else {}
            item = {**item, "changed": today, **again}
        items.append(item)
    return {**new, "sit_ins": Items(items, origins)} if "sit_ins" in new else new


def _unmanaged(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {key: item for key, item in value.items() if key not in ("changed", "revision")}


def kinds_with_files(clerk: Clerk) -> list[tuple[Kind, int]]:
    """Each kind with how many records there are of it."""
    return [(kind, sum(1 for _ in values_of(kind.name, clerk.snapshot))) for kind in KINDS]


def record_of_path(path: str, position: int | None, clerk: Clerk) -> str | None:
    """The address of the form that mends a file; of a list that of the record at that position."""
    inner = path.removeprefix("content/")
    if match := LABELS.fullmatch(inner):
        return f"record/labels/{match['language']}"
    for kind in KINDS:
        if not path.startswith("content/") or not kind.pattern.fullmatch(inner):
            continue
        if not kind.is_list:
            return f"record/{kind.name}/{record_id(kind, path)}"
        value = clerk.snapshot.document(path).value
        item = value[position] if isinstance(value, list) and position is not None and position < len(value) else None
        id = item.get("id") or item.get("mark") if isinstance(item, Mapping) else None
        return f"record/{kind.name}/{id}" if id else f"text/{path}"
    return f"text/{path}" if path.startswith(("content/", "docs/")) else None
