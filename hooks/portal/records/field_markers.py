"""Marks on fields: which values of a record refer to others, and which tell of what has happened.

The marks stand in the types of `records/fields.py`; what they ask for is judged by `records/validation.py`.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from portal.records.fields import Happened, RefersTo
from portal.yaml_io.document import Location

Mark = RefersTo | Happened


class Marked(NamedTuple):
    """A marked value and where it stands."""

    location: Location
    mark: Mark
    value: Any


class _Field(NamedTuple):
    """A field with marks, or with marks in the records it holds."""

    name: str
    key: str
    """As it is written in files."""
    marks: tuple[Mark, ...]
    inner: tuple[_Field, ...]


def find_marked(record: BaseModel, location: Location = ()) -> list[Marked]:
    """The marked values of a record that stands at `location`; those it lacks are left out."""
    found: list[Marked] = []
    _collect(record, _fields_of(type(record)), location, found)
    return found


def _collect(record: BaseModel, fields: tuple[_Field, ...], location: Location, found: list[Marked]) -> None:
    for field in fields:
        value = getattr(record, field.name)
        if isinstance(value, tuple):
            for position, item in enumerate(value):
                _add(item, field, (*location, field.key, position), found)
        elif value is not None:
            _add(value, field, (*location, field.key), found)


def _add(value: Any, field: _Field, location: Location, found: list[Marked]) -> None:
    found += [Marked(location, mark, value) for mark in field.marks]
    if field.inner:
        _collect(value, field.inner, location, found)


@cache
def _fields_of(model: type[BaseModel]) -> tuple[_Field, ...]:
    """Derived from the types, once for each of them."""
    fields = []
    for name, info in model.model_fields.items():
        marks = tuple(m for m in (*info.metadata, *_marks_of(info.annotation)) if isinstance(m, RefersTo | Happened))
        held = inner_model(info.annotation)
        inner = _fields_of(held) if held is not None else ()
        if marks or inner:
            fields.append(_Field(name, info.alias or name, marks, inner))
    return tuple(fields)


def _marks_of(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    if typing.get_origin(annotation) in (tuple, types.UnionType, typing.Union, typing.Annotated):
        for argument in typing.get_args(annotation):
            yield from _marks_of(argument)


def is_model(annotation: Any) -> bool:
    """Whether it is a record type."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def inner_model(annotation: Any) -> Any:
    """The model inside `X | None` or `tuple[X, ...]`; None if there is none."""
    if is_model(annotation):
        return annotation
    return next((m for a in typing.get_args(annotation) if (m := inner_model(a))), None)
