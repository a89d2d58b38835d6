"""New records: the same forms, empty but for what is nearly always so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from portal.catalog.record_templates import CHECK
from portal.problems.problem import Problem
from portal.records.record_paths import PathError, word_fault
from portal.records.registry import schema_line
from portal.text.pinyin import syllables
from portal.yaml_io.alignment import Items
from portal.yaml_io.emitter import key_lines
from portal.yaml_io.reviser import revise
from portal_desk.choices import kind_of, name_of, record_id, values_of
from portal_desk.clerk import Clerk
from portal_desk.form_fields import Field
from portal_desk.form_values import Posted, read_value
from portal_desk.form_view import view_of
from portal_desk.forms.base import Bases, Form, one, read_yaml
from portal_desk.forms.records import KIND_WORDS, path_of_record
from portal_desk.places import At, by_place
from portal_desk.schemas import form_of
from portal_desk.words import DeskError
from portal_desk.workspace import Request

OWN_FILE = ("village", "adviser", "event", "work", "holidays", "plan", "study", "report")
IN_A_LIST = ("duty", "office", "place", "topic", "law", "term", "question", "observance", "material", "privacy-allow")
NEW_KINDS = (*OWN_FILE, *IN_A_LIST)
YEARLY = ("holidays", "plan", "study", "report")
ID = "id"
"""The input that holds the id of a record with a file of its own."""
HEADS = {"village": "村档案", "adviser": "法律顾问档案", "event": "一场普法活动"}


class NewForm(Form):
    """A record that is not there yet."""

    template = "new.html"

    def __init__(self, clerk: Clerk, kind: str) -> None:
        super().__init__(clerk, f"new/{kind}")
        if kind not in NEW_KINDS:
            raise DeskError("没有这种档案。", "There is no such kind of record.", status=404)
        self.kind = kind
        self._saved = ""

    @property
    def title(self) -> str:
        """What is made."""
        return "预告活动" if self.kind == "event" else f"新建：{KIND_WORDS[self.kind][0]}"

    @property
    def paths(self) -> tuple[str, ...]:
        """The list it goes into; a file of its own has no name yet."""
        return (path_of_record(self.kind, ""),) if self.kind in IN_A_LIST else ()

    @property
    def field(self) -> Field:
        """The form of its type."""
        return form_of(self.kind, self.clerk.snapshot)

    def defaults(self) -> dict[str, Any]:
        """What is nearly always so."""
        today = f"{self.clerk.today}"
        verified = {"verified": {"on": today, "by": "司法所"}}
        if self.kind == "event":
            catalog = self.clerk.snapshot.known
            return {
                "kind": "lecture", "status": "planned", "venue": {"type": "village"}, "audience": ["everyone"],
                "languages": ["zh"], "organiser": catalog.portal.justice_office if catalog else None,
            }  # fmt: skip
        if self.kind in ("village", "adviser", "office"):
            return {"kind": self.kind, **verified} if self.kind != "adviser" else {"languages": ["zh"], **verified}
        return {}

    def _value(self, posted: Posted | None) -> dict[str, Any]:
        base = self.defaults()
        if posted is None:
            return base
        value = read_value(self.field, "", base, posted)
        value = dict(value) if isinstance(value, Mapping) else {}
        starts, ends = str(value.get("starts") or ""), str(value.get("ends") or "")
        if self.kind == "event" and len(ends) == 5 and starts:  # only the hour was given
            value["ends"] = f"{starts[:10]} {ends}"
        if self.kind in IN_A_LIST and not value.get("id") and self.kind != "privacy-allow":
            value = {"id": self._free_id(value), **value}
        return value

    def _free_id(self, value: Mapping[str, Any]) -> str:
        """An id from the reading of the name that nobody has yet."""
        named = name_of(self.kind, "", value, self.clerk.snapshot)
        base = "-".join(part.lower() for part in syllables(named) if part.isascii() and part.isalnum())[:50].strip("-")
        base = base or self.kind
        taken = {path.rpartition("/")[2].removesuffix(".yml") for path in self.clerk.snapshot.files}
        taken |= {name[11:] for name in taken}
        taken |= {id for id, _ in values_of(self.kind, self.clerk.snapshot)}
        number = 1
        while (f"{base}-{number}" if number > 1 else base) in taken:
            number += 1
        return f"{base}-{number}" if number > 1 else base

    def request(self, posted: Posted, bases: Bases) -> Request:
        """The new file, or the list with the new record at its end."""
        value = self._value(posted)
        name = name_of(self.kind, "", value, self.clerk.snapshot)
        if self.kind in IN_A_LIST:
            return self._in_list(value, bases, name)
        id = one(posted, ID) or ("" if self.kind in YEARLY or self.kind == "work" else self._free_id(value))
        if self.kind == "event":
            id = f"{str(value.get('starts') or '')[:10]}-{id}"
        if (wrong := word_fault(id)) and not (self.kind == "work"):
            raise DeskError(wrong[0], wrong[1], status=422)
        try:
            path = path_of_record(self.kind, id)
        except PathError as error:
            raise DeskError(f"{error}".partition(" / ")[0], f"{error}", status=422) from None
        kind = kind_of(self.kind)
        if kind is None or not kind.pattern.fullmatch(path.removeprefix("content/")):
            raise DeskError(f"“{id}”不能作编号，或者还没有填日期。", f"“{id}” cannot be an id.", status=422)
        if path in self.clerk.snapshot.files:
            raise DeskError(f"“{id}”已经有了，换一个编号。", f"{id} is taken already.", status=422)
        self._saved = f"record/{self.kind}/{record_id(kind, path)}"
        raw = self._file(value, path)
        subject = f"{self.title}：{name or id}"
        words = [f"{subject}，新建 {path}", *self.clerk.teller.tell(self.field, {}, value)]
        return Request({path: raw}, {path: None}, subject, "\n".join(words))

    def _in_list(self, value: Mapping[str, Any], bases: Bases, name: str) -> Request:
        (path,) = self.paths
        raw = bases[path]
        record = {key: item for key, item in value.items() if item is not None}
        self._saved = f"record/{self.kind}/{record.get('id') or record.get('mark')}"
        subject = f"新建{KIND_WORDS[self.kind][0]}：{name}"
        if raw is None:
            text = "\n".join([schema_line(self.kind, path.removeprefix("content/")), f"# {CHECK}", ""])
            lines = key_lines("x", [record], -2)[1:]
            return Request({path: (text + "\n".join(lines) + "\n").encode()}, dict(bases), subject, subject)
        document = read_yaml(path, raw)
        if document.problems or not isinstance(document.value, list):
            raise DeskError(f"{path} 现在读不懂，先按文字改好。", f"{path} cannot be read: mend it as text.")
        old = document.value
        made = revise(path, raw, Items([*old, record], [*range(len(old)), None]))
        words = self.clerk.teller.tell(self.field, {}, record)
        return Request({path: made}, dict(bases), subject, "\n".join([subject, *words]))

    def _file(self, value: Mapping[str, Any], path: str) -> bytes:
        """The text of a new file: commented where there is a template for it."""
        record = {key: item for key, item in value.items() if item is not None}
        inner = path.removeprefix("content/")
        head = [schema_line(self.kind, inner), f"# {HEADS.get(self.kind, KIND_WORDS[self.kind][0])}。{CHECK}"]
        lines = [line for key, item in record.items() for line in key_lines(key, item, 0)]
        if self.kind in ("village", "adviser"):
            lines.append(f"changed: {self.clerk.today}")
        return ("\n".join([*head, *lines]) + "\n").encode()

    def context(
        self, posted: Posted | None, bases: Bases, problems: list[Problem], made: Mapping[str, bytes | None]
    ) -> dict[str, Any]:
        """The empty form, or what was typed with what is wrong."""
        value = self._value(posted)
        path, raw = next(((path, raw) for path, raw in made.items()), ("", None))
        own = [problem for problem in problems if problem.path == path]
        placed: dict[At, list[Problem]] = {}
        if raw is not None:
            document = read_yaml(path, raw)
            prefix = (len(document.value) - 1,) if self.kind in IN_A_LIST and isinstance(document.value, list) else ()
            placed = by_place(document, own, prefix) if document.value is not None else {(): own}
        return {
            "view": view_of(self.field, value, placed), "general": placed.get((), []), "kind": self.kind,
            "asks_id": self.kind in OWN_FILE, "id": one(posted, ID), "made_paths": list(made),
            "is_yearly": self.kind in YEARLY, "proposed": self._proposed(),
        }  # fmt: skip

    def _proposed(self) -> str:
        return f"{(datetime.combine(self.clerk.today, datetime.min.time()) + timedelta(days=45)).year}"

    @property
    def done(self) -> str:
        """The record that was made."""
        return f"/form/{self._saved}" if self._saved else f"/records/{self.kind}"

    @property
    def preview(self) -> str:
        """The page it will have."""
        _, kind, id = (self._saved or "record//").split("/", 2)
        return f"events/{id[11:]}/" if kind == "event" else f"{kind}s/{id}/" if kind in ("village", "adviser") else ""
