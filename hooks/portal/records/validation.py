"""From a document to a record: validation, and its complaints as problems at their places.

Owns `RecordStore`, the records read so far with where each stands; filling it is `loading/load.py`'s
business, judging it `checks/cross_record.py`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from portal.problems.messages import TEXTS
from portal.problems.problem import Problem, nearest
from portal.records.field_markers import find_marked, inner_model, is_model
from portal.records.fields import LANGUAGES, RefersTo
from portal.records.registry import NAMES, folder_of
from portal.yaml_io.document import MOST_PROBLEMS, Document, Location

Place = tuple[Document, Location]


@dataclass(slots=True)
class RecordStore:
    """Records by kind and id, each with its place in a document."""

    today: date
    languages: tuple[str, ...] = ("zh",)
    """The site's languages, the source first."""
    records: dict[str, dict[str, BaseModel]] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    """Also of records that could not be read, so that references to them are not faults as well."""
    unread: set[str] = field(default_factory=set)
    """Kinds of which some record's id is unknown: a reference to such a kind cannot be judged."""
    problems: list[Problem] = field(default_factory=list)
    shared: set[tuple[str, str]] = field(default_factory=set)
    """Records of content/common/ over which no town's own lies."""

    def put(self, kind: str, id: str, record: BaseModel, place: Place, *, is_shared: bool = False) -> None:
        """Adds a record; an id taken already is a problem, but for the shared one that a town's own replaces."""
        if (kind, id) in self.places and (kind, id) in self.shared and not is_shared:
            self.shared.discard((kind, id))  # a town's own entry lies over the shared one
        elif (kind, id) in self.places:
            document, location = place
            other = self.places[kind, id][0].path
            self.problems.append(document.problem_at([*location, "id"], "id-used-twice", id=id, other=other))
            return
        if is_shared:
            self.shared.add((kind, id))
        self.records.setdefault(kind, {})[id] = record
        self.places[kind, id] = place

    def all(self, kind: str) -> Iterator[tuple[str, Any, Document, Location]]:
        """Each record of a kind with its id and place."""
        for id, record in self.records.get(kind, {}).items():
            yield (id, record, *self.places[kind, id])

    def check_reference(self, kind: str, id: str, report: Callable[..., Problem]) -> None:
        """Whether a record of that kind and id exists; `report` makes the problem at its place."""
        if (kind, id) in self.places or kind in self.unread:
            return
        guess = nearest(id, [known for of, known in self.places if of == kind])
        chinese, english = NAMES[kind]
        hint_zh = f"是不是 {guess}？" if guess else "先建好那个档案，或改编号"
        hint_en = f"did you mean {guess}?" if guess else "make that record first, or mend the id"
        args = {"kind_zh": chinese, "kind_en": english, "hint_zh": hint_zh, "hint_en": hint_en}
        self.problems.append(report("unknown-reference", id=id, where=folder_of(kind), **args))

    def check_marks(self, record: BaseModel, document: Document, location: Location) -> None:
        """Whether every reference of a record leads somewhere, and what it says has happened lies behind us."""
        earlier = len(self.problems)
        for at, mark, value in find_marked(record, location):
            if len(self.problems) - earlier >= MOST_PROBLEMS:
                return
            if isinstance(mark, RefersTo):
                self.check_reference(mark.kind, value, partial(document.problem_at, at))
            elif value > self.today:
                self.problems.append(document.problem_at(at, "not-yet", day=f"{value}", today=f"{self.today}"))


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
    if document.value is None:
        return None, document.problems
    try:
        record = model.model_validate(document.value, context={"languages": tuple(languages)})
    except ValidationError as error:
        return None, _with_syntax_faults(document, list(_problems(document, error, model, ())))
    return (None, document.problems) if document.problems else (record, [])


def read_records(
    document: Document, model: type[Model], languages: Sequence[str]
) -> tuple[dict[int, Model], list[Problem]]:
    """The records of a document that is a list, by position, and the problems of the others."""
    if document.value is None:
        return {}, document.problems
    if not isinstance(document.value, list):
        chinese, english = _SHAPES["list_type"]
        wrong = document.problem_at((), "wrong-shape", key=document.path, shape_zh=chinese, shape_en=english)
        return {}, _with_syntax_faults(document, [wrong])
    records: dict[int, Model] = {}
    problems: list[Problem] = []
    for position, value in enumerate(document.value):
        try:
            records[position] = model.model_validate(value, context={"languages": tuple(languages)})
        except ValidationError as error:
            if len(problems) < MOST_PROBLEMS:
                problems += _problems(document, error, model, (position,))
    return records, _with_syntax_faults(document, problems)


def _with_syntax_faults(document: Document, problems: list[Problem]) -> list[Problem]:
    """The problems of a text and of its meaning; a line with a syntax fault is not judged twice."""
    faulty = {problem.line for problem in document.problems}
    return document.problems + [problem for problem in problems if problem.line not in faulty]


def _problems(
    document: Document, error: ValidationError, model: type[BaseModel], prefix: Location
) -> Iterator[Problem]:
    for fault in error.errors(include_url=False)[:MOST_PROBLEMS]:
        args = {key: str(value) for key, value in fault.get("ctx", {}).items()}
        location = [*prefix, *fault["loc"], *_steps(args.pop("at", ""))]
        kind = fault["type"]
        if location and location[-1] == "[key]":  # how pydantic names the key of a mapping
            yield _key_problem(document, location[:-1], kind, args)
        elif "at_key" in args:
            key = args.pop("at_key")
            yield _miswritten(document, [*location, key], key) or document.problem_at_key(
                [*location, key], kind, **args, **_hint(key, LANGUAGES)
            )
        elif kind == "extra_forbidden":
            key = str(location[-1])
            known = _known_keys(model, fault["loc"][:-1])
            yield _miswritten(document, location, key) or document.problem_at_key(
                location, "unknown-key", key=key, known=", ".join(known), **_hint(key, known)
            )
        elif kind == "missing":
            yield document.problem_at(location, "missing-key", key=str(location[-1]))
        elif kind == "literal_error":
            choices = _choices(args["expected"])
            text = str(fault["input"])[:40]
            yield document.problem_at(
                location, "not-a-choice", text=text, choices=", ".join(choices), **_hint(text, choices)
            )
        elif kind in TEXTS:
            args.setdefault("key", str(location[-1]) if location else document.path)
            yield document.problem_at(location, kind, **args)
        else:
            chinese, english = _SHAPES.get(kind, _SHAPES["string_pattern_mismatch"])
            key = str(location[-1]) if location else document.path
            yield document.problem_at_start(location, "wrong-shape", key=key, shape_zh=chinese, shape_en=english)


def _key_problem(document: Document, location: Location, kind: str, args: dict[str, str]) -> Problem:
    """What is wrong with the key of a mapping whose keys are words of a list."""
    key = str(location[-1])
    if miswritten := _miswritten(document, location, key):
        return miswritten
    if kind in TEXTS:
        return document.problem_at_key(location, kind, **args)
    known = _choices(args.get("expected", ""))
    return document.problem_at_key(location, "unknown-key", key=key, known=", ".join(known), **_hint(key, known))


def _choices(expected: str) -> list[str]:
    """The words of a list, from pydantic's sentence on them."""
    return expected.replace("'", "").replace(" or ", ", ").split(", ")


def _steps(at: str) -> list[str | int]:
    """The rest of a location, as faults write it: `3.id`."""
    return [int(step) if step.isdigit() else step for step in at.split(".") if step]


def _miswritten(document: Document, location: Location, key: str) -> Problem | None:
    """A key that holds a colon: `{zh：加牙村}` and `{zh:加牙村}` are keys without a value to YAML."""
    for sign, code in (("：", "wide-colon"), (":", "colon-without-space")):
        if sign in key:
            problem = document.problem_at_key(location, code)
            return replace(problem, column=problem.column + key.index(sign), width=1)
    return None


def _hint(word: str, known: Sequence[str]) -> dict[str, str]:
    guess = nearest(word, known)
    if guess:
        return {"hint_zh": f"是不是 {guess}？", "hint_en": f"did you mean {guess}?"}
    return {"hint_zh": "改成其中一个，或删掉这一行", "hint_en": "write one of these, or delete the line"}


def _known_keys(model: type[BaseModel], location: Location) -> list[str]:
    """The keys a record may have at a location."""
    found: Any = model
    for step in location:
        if isinstance(step, str) and is_model(found):
            named = next((f for n, f in found.model_fields.items() if step in (n, f.alias)), None)
            if named:  # else the key of a mapping to such records, as under `columns:`
                found = inner_model(named.annotation)
    return [f.alias or n for n, f in found.model_fields.items()] if is_model(found) else []
