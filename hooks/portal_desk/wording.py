"""What a change will do, in words: “村委会的电话：0971-0000323 → 0971-1234567”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.yaml_io.alignment import align
from portal.yaml_io.reviser import plain_value
from portal_desk.choices import names
from portal_desk.form_fields import Field
from portal_desk.snapshot import Snapshot

LONGEST = 60
"""Characters of a value that are shown."""
MOST = 40
"""Lines of changes that are shown."""
NOTHING = "（没有）"
_NAMING = ("name", "title", "village", "adviser", "material", "topic", "term", "asks", "says", "subject", "date")


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells changes with the names of what records refer to."""

    snapshot: Snapshot

    def tell(self, field: Field, old: Any, new: Any, where: tuple[str, ...] = ()) -> Iterator[str]:
        """A line for each value that differs."""
        if plain_value(old) == plain_value(new):
            return
        if field.shape in ("object", "languages") and (isinstance(old, Mapping) or isinstance(new, Mapping)):
            old, new = (value if isinstance(value, Mapping) else {} for value in (old, new))
            for inner in field.fields:
                label = inner.label if field.shape == "object" or inner.key != "zh" else ""
                step = (label,) if label else ()
                yield from self.tell(inner, old.get(inner.key), new.get(inner.key), (*where, *step))
        elif field.shape == "list":
            yield from self._tell_list(field, old or [], new or [], where)
        elif field.shape in ("lines", "groups", "checks", "picks"):
            yield from self._tell_set(field, old or [], new or [], where)
        elif field.shape == "map":
            assert field.item is not None
            old, new = old or {}, new or {}
            for key in [*old, *(key for key in new if key not in old)]:
                label = dict(field.choices).get(key, key)
                yield from self.tell(field.item, old.get(key), new.get(key), (*where, label))
        else:
            yield f"{_joined(where)}：{self.show(field, old)} → {self.show(field, new)}"

    def _tell_list(self, field: Field, old: Sequence[Any], new: Sequence[Any], where: tuple[str, ...]) -> Iterator[str]:
        assert field.item is not None
        origins = align(old, new)
        for position, value in enumerate(old):
            if position not in origins:
                yield f"{_joined(where)}：去掉 {self.name(field.item, value, position)}"
        for position, (value, origin) in enumerate(zip(new, origins, strict=True)):
            name = self.name(field.item, value, position)
            if origin is None:
                yield f"{_joined(where)}：加上 {name}"
            else:
                yield from self.tell(field.item, old[origin], value, (*where, name))

    def _tell_set(self, field: Field, old: Sequence[Any], new: Sequence[Any], where: tuple[str, ...]) -> Iterator[str]:
        assert field.item is not None
        gone = [value for value in old if value not in new]
        added = [value for value in new if value not in old]
        parts = [
            f"{word} {'、'.join(self.show(field.item, value) for value in values)}"
            for word, values in (("去掉", gone), ("加上", added))
            if values
        ]
        yield f"{_joined(where)}：{'，'.join(parts) or '换了次序'}"

    def name(self, field: Field, value: Any, position: int) -> str:
        """What an item of a list is called."""
        if not isinstance(value, Mapping):
            return self.show(field, value)
        known = {inner.key: inner for inner in field.fields}
        parts = [self.show(known[key], value[key]) for key in _NAMING if key in known and value.get(key)]
        if "date" in value and "date" in known and value.get("village"):
            return " ".join(dict.fromkeys(parts))
        if parts:
            return " ".join(dict.fromkeys(parts[:2]))
        return "、".join(map(str, value.values()))[:LONGEST] if field.shape == "languages" else f"第 {position + 1} 项"

    def show(self, field: Field, value: Any) -> str:
        """A value as a clerk reads it."""
        if value is None or value in ([], {}):
            return NOTHING
        if isinstance(value, Mapping):
            return str(next(iter(value.values()), "")) if field.shape == "languages" else self.name(field, value, 0)
        if isinstance(value, list):
            return "、".join(map(str, value))
        text = str(value)
        if field.shape == "reference":
            return names(field.refers_to, self.snapshot).get(text, text)
        if field.choices:
            return dict(field.choices).get(text, text)
        if field.shape == "flag":
            return {"true": "是", "false": "否"}.get(text, text)
        if field.shape in ("day", "moment"):
            return day_words(text)
        return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def day_words(text: str) -> str:
    """12月9日 星期三, with the hours where there are any; the year if it is none of this one's record."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    weekday = "一二三四五六日"[day.weekday()]
    return f"{day.year}年{day.month}月{day.day}日 星期{weekday}{' ' + text[11:16] if len(text) > 10 else ''}"


def _joined(where: Sequence[str]) -> str:
    return " › ".join(where) or "内容"
