"""The form of a record that all towns share: what a town changes goes into a file of its own, and only that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.records.registry import COMMON, schema_line
from portal.yaml_io.alignment import Items
from portal.yaml_io.emitter import key_lines
from portal.yaml_io.reviser import plain_value, revise
from portal_desk.choices import name_of
from portal_desk.form_values import Posted, read_value
from portal_desk.forms.base import Bases, read_yaml
from portal_desk.forms.records import KIND_WORDS, RecordForm
from portal_desk.places import At
from portal_desk.words import DeskError
from portal_desk.workspace import Request


class SharedForm(RecordForm):
    """A record of content/common/ and the town's own lines over it."""

    @property
    def shared_path(self) -> str:
        """The file that all towns share."""
        return f"content/{COMMON}{self.path.removeprefix('content/')}"

    @property
    def _shared(self) -> Any:
        """The shared record; search words are added to, never laid over, so that there is none of them."""
        value = read_yaml(self.shared_path, self.clerk.file(self.shared_path)).value
        if self.kind == "search":
            return {}
        return super()._record(value) if self.is_list else value

    def _record(self, value: Any) -> Any:
        own, shared = super()._record(value), self._shared
        if self.kind == "labels":
            return _joined(own or {}, shared or {})
        if own is None and shared is None:
            return None
        return {**(shared or {}), **(own or {})}

    def old_and_new(self, posted: Posted, bases: Bases) -> tuple[Any, Any, Any]:
        """The own file's value, the record as it reads, and as it is to read."""
        document = read_yaml(self.path, bases[self.path])
        old = self._record(document.value)
        if document.problems or not isinstance(old, Mapping):
            raise DeskError(f"{self.path} 现在读不懂，先按文字改好。", f"{self.path} cannot be read: mend it as text.")
        return document.value, old, read_value(self._field(old), "", old, posted) or {}

    def request(self, posted: Posted, bases: Bases) -> Request:
        """The town's own file with what differs from the shared record."""
        whole, old, new = self.old_and_new(posted, bases)
        subject = f"改{KIND_WORDS[self.kind][0]}：{name_of(self.kind, self.id, new, self.clerk.snapshot)}"
        words = "\n".join(self.clerk.teller.tell(self._field(old), old, new))
        raw = bases[self.path]
        if plain_value(new) == plain_value(old):
            return Request({self.path: raw}, dict(bases), subject)
        value = self.whole(whole, self._override(super()._record(whole), new))
        made = self._new_file(value) if raw is None else revise(self.path, raw, value)
        return Request({self.path: made}, dict(bases), subject, words)

    def whole(self, document_value: Any, record: Any) -> Any:
        """The own file's value with the record in its place, or at its end."""
        if not self.is_list:
            return record
        items = list(document_value or [])
        position = self.position(items)
        origins: list[int | None] = list(range(len(items)))
        if position is None:
            return Items([*items, record], [*origins, None])
        return Items([*items[:position], record, *items[position + 1 :]], origins)

    def prefix(self, value: Any) -> At:
        """The keys that lead to it in the own file; a new one stands at the end."""
        if not self.is_list:
            return ()
        position = self.position(value)
        return (len(value or []) if position is None else position,)

    def _override(self, own: Any, new: Mapping[str, Any]) -> Any:
        """The own lines: those there were, and those that differ from the shared record."""
        shared = self._shared or {}
        for key, value in shared.items():
            if value is not None and new.get(key) is None:
                raise DeskError(
                    f"“{key}”是各镇共用的，这里可以换成别的，不能去掉。",
                    f"{key} is shared: it can be replaced, not removed.",
                )
        if self.kind == "labels":
            return _differing(own or {}, shared, new)
        kept = {key: new[key] for key in own or {} if new.get(key) is not None}
        first = {"id": self.id} if self.is_list else {}
        added = {key: item for key, item in new.items() if plain_value(item) != plain_value(shared.get(key))}
        return {**first, **kept, **added}

    def _new_file(self, value: Any) -> bytes:
        inner = self.path.removeprefix("content/")
        head = [schema_line(self.kind, inner), "# 本镇和各镇共用的不一样的几项；没写的照共用的"]
        if isinstance(value, list):
            lines = list(key_lines("x", list(value), -2)[1:])
        else:
            lines = [line for key, item in value.items() for line in key_lines(key, item, 0)]
        return ("\n".join([*head, *lines]) + "\n").encode()


def _joined(own: Any, shared: Any) -> Any:
    """The words as they read: the shared order, the own words, and own keys at the end."""
    if not isinstance(own, Mapping) or not isinstance(shared, Mapping):
        return shared if own is None else own
    keys = [*shared, *(key for key in own if key not in shared)]
    return {key: _joined(own.get(key), shared.get(key)) for key in keys}


def _differing(own: Any, shared: Any, new: Mapping[str, Any]) -> dict[str, Any]:
    """The words that stand in the own file, or differ from the shared ones."""
    found: dict[str, Any] = {}
    for key in [*(k for k in own if k in new), *(k for k in new if k not in own)]:
        value, ours, theirs = new[key], own.get(key), shared.get(key)
        if isinstance(value, Mapping):
            if inner := _differing(ours or {}, theirs or {}, value):
                found[key] = inner
        elif key in own or value != theirs:
            found[key] = value
    return found
