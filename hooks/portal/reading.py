"""From a document to a record: validation, and its complaints as problems at their places.

Owns `Shelf`, the records read so far with where each stands; filling it is `loading.py`'s
business, judging it `checks.py`'s.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from portal.fields import RefersTo
from portal.kinds import NAMES, folder_of
from portal.problem_texts import TEXTS
from portal.problems import Problem, nearest
from portal.source import Document, Location

Place = tuple[Document, Location]


@dataclass(slots=True)
class Shelf:
    """Records by kind and id, each with its place in a document."""

    languages: tuple[str, ...] = ("zh",)
    """The site's languages, the source first."""
    records: dict[str, dict[str, BaseModel]] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    """Also of records that could not be read, so that references to them are not faults as well."""
    problems: list[Problem] = field(default_factory=list)

    def put(self, kind: str, id: str, record: BaseModel, place: Place) -> None:
        """Adds a record; an id taken already is a problem."""
        if (kind, id) in self.places:
            document, location = place
            other = self.places[kind, id][0].path
            self.problems.append(document.problem_at([*location, "id"], "id-used-twice", id=id, other=other))
            return
        self.records.setdefault(kind, {})[id] = record
        self.places[kind, id] = place

    def all(self, kind: str) -> Iterator[tuple[str, Any, Document, Location]]:
        """Each record of a kind with its id and place."""
        for id, record in self.records.get(kind, {}).items():
            yield (id, record, *self.places[kind, id])

    def check_reference(self, kind: str, id: str, report: Callable[..., Problem]) -> None:
        """Whether a record of that kind and id exists; `report` makes the problem at its place."""
        if (kind, id) in self.places:
            return
        guess = nearest(id, [known for of, known in self.places if of == kind])
        chinese, english = NAMES[kind]
        hint_zh = f"是不是 {guess}？" if guess else "先建好那个档案，或改编号"
        hint_en = f"did you mean {guess}?" if guess else "make that record first, or mend the id"
        args = {"kind_zh": chinese, "kind_en": english, "hint_zh": hint_zh, "hint_en": hint_en}
        self.problems.append(report("unknown-reference", id=id, where=folder_of(kind), **args))

    def check_references(self, record: BaseModel, document: Document, location: Location) -> None:
        """Whether every reference of a record leads somewhere."""
        for inner, kind, id in references(record):
            report = partial(document.problem_at, [*location, *inner])
            self.check_reference(kind, id, report)


Model = TypeVar("Model", bound=BaseModel)

_SHAPES = {
    "model_type": ("几行“键: 值”", "lines of key: value"),
    "dict_type": ("几行“语言: 文字”，例如 zh: 加牙村", "lines of language: text, such as zh: 加牙村"),
    "tuple_type": ("一个列表，例如 [甲, 乙]", "a list such as [a, b]"),
    "list_type": ("一个列表，每项以 - 开头", "a list, each item beginning with -"),
    "string_type": ("一段文字", "a text"),
    "string_pattern_mismatch": ("规定的写法", "the given form"),
}


def read_record(document: Document, model: type[Model], languages: Sequence[str]) -> tuple[Model | None, list[Problem]]:
    """The record a document holds, or the problems it has."""
    if document.problems:
        return None, document.problems
    try:
        return model.model_validate(document.value, context={"languages": tuple(languages)}), []
    except ValidationError as error:
        return None, list(_problems(document, error, model, ()))


def read_records(
    document: Document, model: type[Model], languages: Sequence[str]
) -> tuple[dict[int, Model], list[Problem]]:
    """The records of a document that is a list, by position, and the problems of the others."""
    if document.problems:
        return {}, document.problems
    if not isinstance(document.value, list):
        chinese, english = _SHAPES["list_type"]
        return {}, [document.problem_at((), "wrong-shape", key=document.path, shape_zh=chinese, shape_en=english)]
    records: dict[int, Model] = {}
    problems: list[Problem] = []
    for position, value in enumerate(document.value):
        try:
            records[position] = model.model_validate(value, context={"languages": tuple(languages)})
        except ValidationError as error:
            problems += _problems(document, error, model, (position,))
    return records, problems


def _problems(
    document: Document, error: ValidationError, model: type[BaseModel], prefix: Location
) -> Iterator[Problem]:
    for fault in error.errors(include_url=False):
        location = [*prefix, *fault["loc"]]
        args = {key: str(value) for key, value in fault.get("ctx", {}).items()}
        kind = fault["type"]
        if location and location[-1] == "[key]":
            yield document.problem_at_key(location[:-1], kind, **args)
        elif kind == "extra_forbidden":
            key = str(location[-1])
            known = _known_keys(model, fault["loc"][:-1])
            yield document.problem_at_key(location, "unknown-key", key=key, known=", ".join(known), **_hint(key, known))
        elif kind == "missing":
            yield document.problem_at(location, "missing-key", key=str(location[-1]))
        elif kind == "literal_error":
            choices = args["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            text = str(fault["input"])[:40]
            yield document.problem_at(
                location, "not-a-choice", text=text, choices=", ".join(choices), **_hint(text, choices)
            )
        elif kind in TEXTS:
            # A fault found among several fields names its place below: `2.until`.
            below = [int(step) if step.isdigit() else step for step in args.pop("at", "").split(".") if step]
            yield document.problem_at([*location, *below], kind, **args)
        else:
            chinese, english = _SHAPES.get(kind, _SHAPES["string_pattern_mismatch"])
            key = str(location[-1]) if location else document.path
            yield document.problem_at(location, "wrong-shape", key=key, shape_zh=chinese, shape_en=english)


def _hint(word: str, known: Sequence[str]) -> dict[str, str]:
    guess = nearest(word, known)
    if guess:
        return {"hint_zh": f"是不是 {guess}？", "hint_en": f"did you mean {guess}?"}
    return {"hint_zh": "改成其中一个，或删掉这一行", "hint_en": "write one of these, or delete the line"}


def _known_keys(model: type[BaseModel], location: Location) -> list[str]:
    """The keys a record may have at a location."""
    found: Any = model
    for step in location:
        if isinstance(step, str) and _is_model(found):
            found = next(f.annotation for n, f in found.model_fields.items() if step in (n, f.alias))
            found = _inner_model(found)
    return [f.alias or n for n, f in found.model_fields.items()] if _is_model(found) else []


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _inner_model(annotation: Any) -> Any:
    """The model inside `X | None` or `tuple[X, ...]`."""
    if _is_model(annotation):
        return annotation
    return next((m for a in typing.get_args(annotation) if (m := _inner_model(a))), None)


# --- references ---------------------------------------------------------------------------

_Path = tuple[str, ...]
_plans: dict[type[BaseModel], list[tuple[_Path, str]]] = {}
"""Where each record type holds references: derived from the types, once each."""


def references(record: BaseModel) -> Iterator[tuple[Location, str, str]]:
    """Each reference of a record: its location, the kind it refers to, the id."""
    model = type(record)
    if model not in _plans:
        _plans[model] = list(_find_plan(model, ()))
    for path, kind in _plans[model]:
        for location, id in _follow(record, path):
            yield location, kind, id


def _find_plan(model: type[BaseModel], path: _Path) -> Iterator[tuple[_Path, str]]:
    for name, info in model.model_fields.items():
        here = (*path, name)
        for mark in info.metadata:
            if isinstance(mark, RefersTo):
                yield here, mark.kind
        for kind in _marks(info.annotation):
            yield here, kind
        inner = _inner_model(info.annotation)
        if inner is not None:
            yield from _find_plan(inner, here)


def _marks(annotation: Any) -> Iterator[str]:
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, RefersTo):
            yield mark.kind
    if typing.get_origin(annotation) in (tuple, types.UnionType, typing.Union, typing.Annotated):
        for argument in typing.get_args(annotation):
            yield from _marks(argument)


def _follow(value: Any, path: _Path) -> Iterator[tuple[Location, str]]:
    if value is None:
        return
    if isinstance(value, tuple):
        for position, item in enumerate(value):
            for location, id in _follow(item, path):
                yield (position, *location), id
    elif path:
        info = type(value).model_fields[path[0]]
        key = info.alias or path[0]
        for location, id in _follow(getattr(value, path[0]), path[1:]):
            yield (key, *location), id
    else:
        yield (), value
