"""What a ledger is: its columns, how its rows are found in the records, and what they change there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from portal.catalog import Catalog
from portal.editing import Editor
from portal.ledgers.cells import CellFault, plain, text_of
from portal.problem_texts import TEXTS
from portal.problems import nearest
from portal.source import read_document

Location = tuple[str | int, ...]


_COLUMN_OF = {"starts": "start", "ends": "end", "postponed_to": "to_date", "moved_to": "to_date", "office_hour": "rule"}
"""Where a record's key has another name than the column it comes from."""


@dataclass(frozen=True)
class Reader:
    """What cells are read against: the records, the day, the year of dates that have none."""

    catalog: Catalog
    today: date
    year: int | None

    @property
    def source(self) -> str:
        """The language ledgers are kept in."""
        return self.catalog.source_language.code

    def village(self, value: object) -> str:
        """A village's id by its id, name, alias, or name without 村; or by its division code."""
        return self._find(value, self._villages(), "村", "village")

    def villages(self, values: Sequence[str]) -> list[str]:
        """Several villages; 全镇 are all of them, which a record says by naming none."""
        return [] if list(values) in (["全镇"], ["全部"]) else [self.village(value) for value in values]

    def adviser(self, value: object) -> str:
        """An adviser's id by id or name."""
        known = {name: id for id, adviser in self.catalog.advisers.items() for name in (id, *adviser.name.values())}
        return self._find(value, known, "法律顾问", "adviser")

    def topic(self, value: object) -> str:
        """A topic's id by id or name."""
        known = {name: id for id, topic in self.catalog.topics.items() for name in (id, *topic.name.values())}
        return self._find(value, known, "主题", "topic")

    def office(self, value: object) -> str:
        """An office's id by id or name."""
        known = {name: id for id, office in self.catalog.offices.items() for name in (id, *office.name.values())}
        return self._find(value, known, "单位", "office")

    def material(self, value: object) -> str:
        """A leaflet's id by id or title."""
        known = {name: id for id, m in self.catalog.materials.items() for name in (id, *m.title.values())}
        return self._find(value, known, "宣传资料", "material")

    def label(self, prefix: str) -> dict[str, list[str]]:
        """The words of a label group by what the record writes."""
        labels = self.catalog.source_language.labels
        return {
            k.removeprefix(prefix): [v]
            for k, v in labels.items()
            if k.startswith(prefix) and "." not in k[len(prefix) :]
        }

    def _villages(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for id, village in self.catalog.villages.items():
            short = [name.removesuffix("村") for name in village.name.values()]
            for name in (id, village.code, *village.name.values(), *village.aliases, *short):
                known.setdefault(name, id)
        return known

    def _find(self, value: object, known: Mapping[str, str], chinese: str, english: str) -> str:
        text = plain(value)
        known = {plain(name): id for name, id in known.items()}
        if text in known:
            return known[text]
        guess = nearest(text, known)
        hint = (f"，是不是 {guess}？", f"; did you mean {guess}?") if guess else ("", "")
        raise CellFault(f"没有叫“{text}”的{chinese}{hint[0]}", f"there is no {english} “{text}”{hint[1]}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what others call it, how its cells are read."""

    key: str
    header: str
    synonyms: tuple[str, ...] = ()
    read: Callable[[object, Reader], Any] | None = lambda value, reader: text_of(value)
    """None: shown in an export, not read back."""
    width: int = 12


@dataclass(slots=True)
class Row:
    """A row as read: values by column, and where each cell stands."""

    values: dict[str, Any]
    addresses: dict[str, str]
    deleted: set[str]
    """Columns whose cell says 删除."""
    address: str

    def at(self, *keys: str) -> str:
        """The cell of the first of these columns that the row has."""
        columns = (_COLUMN_OF.get(key, key) for key in keys)
        return next((self.addresses[column] for column in columns if column in self.addresses), self.address)


@dataclass(frozen=True, slots=True)
class Target:
    """A record, or part of one, that a row speaks of."""

    path: str
    location: Location
    record: Any


@dataclass
class Plan:
    """The files as they will be, and what could not be done."""

    reader: Reader
    files: Mapping[str, bytes]
    editors: dict[str, Editor] = field(default_factory=dict)
    created: dict[str, bytes] = field(default_factory=dict)
    appended: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    """New items by path and the key of the list they go into."""
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def editor(self, path: str) -> Editor:
        """The editor of a file, one for all rows."""
        if path not in self.editors:
            self.editors[path] = Editor(path, self.created.get(path, self.files.get(path, b"")))
        return self.editors[path]

    def refuse(self, address: str, fault: object) -> None:
        """Notes a cell that cannot go into the records."""
        self.refused.append(f"{address}: {fault}")

    def append(self, path: str, key: str, item: Any, model: type[BaseModel], row: Row) -> None:
        """Adds an item to a list of a file, if it is a valid record."""
        fault = find_fault(model, item, self.reader)
        if fault is None:
            self.appended.setdefault((path, key), []).append(item)
        else:
            self.refuse(row.at(*map(str, fault[0])), fault[1])

    def create(self, path: str, text: str, model: type[BaseModel], row: Row) -> None:
        """Adds a file, if it holds a valid record and there is none of that name."""
        if path in self.files or path in self.created:
            self.refuse(row.address, CellFault(f"{path} 已经有了", f"{path} is there already"))
            return
        fault = find_fault(model, read_document(path, text).value, self.reader)
        if fault is None:
            self.created[path] = text.encode()
        else:
            self.refuse(row.at(*map(str, fault[0])), fault[1])

    def results(self) -> dict[str, bytes]:
        """Every file that changes or is new."""
        for (path, key), items in self.appended.items():
            self.editor(path).append([key], items)
        self.appended.clear()
        edited = {path: editor.result() for path, editor in self.editors.items() if editor.is_changed}
        return {**self.created, **edited}


@dataclass(frozen=True)
class Ledger:
    """One table: a sheet of an export, and what an import looks for."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]
    """Of each group one column has to be there."""
    rows: Callable[[Catalog], Iterator[tuple[Target, dict[str, object]]]]
    """Each record with its cells as an export shows them."""
    known_by: tuple[tuple[str, ...], ...]
    """Columns by which a row is known, the surest first: a row is looked up by its first, a record stands under all."""
    fields: Callable[[Mapping[str, Any], set[str], Reader], dict[Location, tuple[Any, str]]]
    """What changed columns mean in the record: values by location, with the column they come from."""
    model: type[BaseModel]
    create: Callable[[Row, Plan], None]
    """Adds what no record has yet."""
    touch: Callable[[Target, set[str], Plan], dict[Location, Any]] = lambda target, changed, plan: {}
    """What a change brings with it: the date of the change, the revision."""
    settle: Callable[[Row, Reader], None] = lambda row, reader: None
    """Brings a row's values together (a village named twice, a span of hours); may raise CellFault."""
    needed: tuple[str, ...] = ()
    """Columns that a row for a new record has to fill."""

    def identify(self, values: Mapping[str, Any]) -> list[tuple[object, ...]]:
        """What these values are known by; empty if they lack the columns for it."""
        return [
            (keys, *(values[key] for key in keys))
            for keys in self.known_by
            if all(values.get(key) is not None for key in keys)
        ]

    def column(self, key: str) -> Column:
        """The column of that key."""
        return next(column for column in self.columns if column.key == key)


def find_fault(model: type[BaseModel], value: Any, reader: Reader) -> tuple[Location, CellFault] | None:
    """The first thing a record of this value would have wrong, with its location."""
    try:
        model.model_validate(value, context={"languages": tuple(reader.catalog.languages)})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        args = {key: str(text) for key, text in first.get("ctx", {}).items()}
        text = TEXTS.get(first["type"])
        key = str(first["loc"][-1]) if first["loc"] else ""
        if text is None:
            return first["loc"], CellFault(f"{key} 缺少或写法不对", f"{key} is missing or of the wrong form")
        return first["loc"], CellFault(text.found["zh"].format_map(args), text.found["en"].format_map(args))
    return None
