"""A form as its template prints it: each field with its name, its value, and what is wrong with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.problems.problem import Problem
from portal.yaml_io.alignment import Items
from portal_desk.form_fields import Field
from portal_desk.form_values import SCALARS, display, join
from portal_desk.places import At

Problems = Mapping[At, Sequence[Problem]]
Row = tuple[str, str | int, str, Any]
"""An item of a list or map: its token, the step that leads to it, its key, its value."""
NATIVE = {"day": "date", "clock": "time", "moment": "datetime-local", "month": "month"}
_LENGTHS = {"day": 10, "clock": 5, "moment": 16, "month": 7}


@dataclass
class View:
    """A field with what stands in it."""

    field: Field
    name: str
    """Of its inputs, behind their prefixes."""
    text: str = ""
    """Of a scalar, or of a text area with a line an item."""
    values: tuple[str, ...] = ()
    """Of check boxes and picked records."""
    inner: tuple[View, ...] = ()
    """Fields of an object; items of a list or map."""
    token: str = ""
    """Of an item: the position it had."""
    key: str = ""
    """Of an item of a map."""
    blank: View | None = None
    """A new item of a list or map, to be copied by the page's script."""
    depth: int = 0
    is_given: bool = False
    problems: list[Problem] = dataclasses.field(default_factory=list)

    @property
    def input_type(self) -> str:
        """A native input where its value is one; a plain text where it could not show what stands there."""
        native = NATIVE.get(self.field.shape)
        return native if native and (not self.text or len(self.text) == _LENGTHS[self.field.shape]) else "text"

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The choices, and what stands there although it is none of them."""
        known = {value for value, _ in self.field.choices}
        given = self.values if self.field.shape == "checks" else (self.text,)
        return (*self.field.choices, *((value, value) for value in given if value and value not in known))

    @property
    def has_problems(self) -> bool:
        """Whether something is wrong here or within."""
        return bool(self.problems) or any(inner.has_problems for inner in self.inner)


def view_of(made_of: Field, value: Any, problems: Problems | None = None, name: str = "") -> View:
    """The view of a whole form; its inputs may stand below a name."""
    return _Viewer(problems or {}).view(made_of, name, value, ())


@dataclass
class _Viewer:
    problems: Problems

    def view(self, made_of: Field, name: str, value: Any, at: At, depth: int = 0) -> View:
        """The view of a field at a place of the record."""
        found = View(made_of, name, depth=depth, is_given=value is not None, problems=list(self.problems.get(at, ())))
        if made_of.shape in SCALARS:
            found.text = display(made_of, value)
        elif made_of.shape in ("object", "languages"):
            known = value if isinstance(value, Mapping) else {}
            found.inner = tuple(
                self.view(f, join(name, f.key), known.get(f.key), (*at, f.key), depth) for f in made_of.fields
            )
        elif made_of.shape in ("lines", "groups"):
            found.text = "\n".join(_line(item) for item in _list(value))
            found.problems += [p for place, ps in self.problems.items() if place[:-1] == at and at for p in ps]
        elif made_of.shape in ("checks", "picks"):
            found.values = tuple(map(str, _list(value)))
            found.problems += [p for place, ps in self.problems.items() if place[:-1] == at and at for p in ps]
        else:
            self._add_items(found, value, at)
        return found

    def _add_items(self, found: View, value: Any, at: At) -> None:
        item = found.field.item
        assert item is not None
        rows: list[Row] = [*(_map_rows(value) if found.field.shape == "map" else _list_rows(value))]
        views = []
        for token, step, key, inner in rows:
            view = self.view(item, join(found.name, token), inner, (*at, step), found.depth + 1)
            view.token, view.key = token, key
            views.append(view)
        found.inner = tuple(views)
        token = f"__new{found.depth}__"
        found.blank = _Viewer({}).view(item, join(found.name, token), None, (), found.depth + 1)
        found.blank.token = token


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def _line(item: Any) -> str:
    return ", ".join(map(str, item)) if isinstance(item, list) else str(item if item is not None else "")


def _list_rows(value: Any) -> Iterator[Row]:
    origins: Sequence[int | None] = value.origins if isinstance(value, Items) else range(len(_list(value)))
    for position, (item, origin) in enumerate(zip(_list(value), origins, strict=True)):
        yield f"n{position}" if origin is None else str(origin), position, "", item


def _map_rows(value: Any) -> Iterator[Row]:
    for position, (key, item) in enumerate(value.items() if isinstance(value, Mapping) else ()):
        yield str(position), key, key, item
