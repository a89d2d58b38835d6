"""What a ledger is: its columns, how its rows are found in the records, and what they change there."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ValidationError

from portal.catalog.catalog import Catalog
from portal.ledgers.cells import CellFault, chooser, plain, shown, text_of
from portal.problems.messages import TEXTS
from portal.yaml_io.document import read_document
from portal.yaml_io.editor import Editor

Location = tuple[str | int, ...]

MOST_REFUSED = 200
"""Refused cells that are told one by one: of more, nobody reads the list, and each looks for what was meant."""
MOST_CREATED = 1_000
"""New records of one import. A district has fewer advisers, and fewer sessions in a year."""
_LONGEST_ID = 60
"""Characters of an id made of a name."""

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
        return _find(value, self._villages, "村", "village")

    def villages(self, values: Sequence[str]) -> list[str]:
        """Several villages; 全镇 are all of them, which a record says by naming none."""
        return [] if list(values) in (["全镇"], ["全部"]) else [self.village(value) for value in values]

    def adviser(self, value: object) -> str:
        """An adviser's id by id or name."""
        return _find(value, self._advisers, "法律顾问", "adviser")

    def topic(self, value: object) -> str:
        """A topic's id by id or name."""
        return _find(value, self._topics, "主题", "topic")

    def office(self, value: object) -> str:
        """An office's id by id or name."""
        return _find(value, self._offices, "单位", "office")

    def material(self, value: object) -> str:
        """A leaflet's id by id or title."""
        return _find(value, self._materials, "宣传资料", "material")

    def label(self, prefix: str, value: object) -> str:
        """What the record writes for a word of a label group."""
        if prefix not in self._choosers:
            labels = self.catalog.source_language.labels
            words = {
                key.removeprefix(prefix): [word]
                for key, word in labels.items()
                if key.startswith(prefix) and "." not in key[len(prefix) :]
            }
            self._choosers[prefix] = chooser(words)
        return self._choosers[prefix](value)

    # Each is asked for every row, and made once.

    @cached_property
    def _choosers(self) -> dict[str, Callable[[object], str]]:
        return {}

    @cached_property
    def _villages(self) -> Mapping[str, str]:
        known: dict[str, str] = {}
        for id, village in self.catalog.villages.items():
            short = [name.removesuffix("村") for name in village.name.values()]
            for name in (id, village.code, *village.name.values(), *village.aliases, *short):
                known.setdefault(plain(name), id)
        return known

    @cached_property
    def _advisers(self) -> Mapping[str, str]:
        return _names((id, (id, *adviser.name.values())) for id, adviser in self.catalog.advisers.items())

    @cached_property
    def _topics(self) -> Mapping[str, str]:
        return _names((id, (id, *topic.name.values())) for id, topic in self.catalog.topics.items())

    @cached_property
    def _offices(self) -> Mapping[str, str]:
        return _names((id, (id, *office.name.values())) for id, office in self.catalog.offices.items())

    @cached_property
    def _materials(self) -> Mapping[str, str]:
        return _names((id, (id, *material.title.values())) for id, material in self.catalog.materials.items())


def _names(named: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, str]:
    """Ids by each of their names."""
    return {plain(name): id for id, names in named for name in names}


def _find(value: object, known: Mapping[str, str], chinese: str, english: str) -> str:
    text = plain(value)
    if text not in known:
        quoted = shown(text)
        raise CellFault(f"没有叫“{quoted}”的{chinese}", f"there is no {english} “{quoted}”", guess=(text, known))
    return known[text]


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
class LedgerRow:
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
    """The first `MOST_REFUSED` cells that cannot go into the records."""
    unlisted: int = 0
    """How many more there are."""
    notes: list[str] = field(default_factory=list)
    _last_number: dict[str, int] = field(default_factory=dict)
    """Of the ids made of one name."""

    def editor(self, path: str) -> Editor:
        """The editor of a file, one for all rows."""
        if path not in self.editors:
            self.editors[path] = Editor(path, self.created.get(path, self.files.get(path, b"")))
        return self.editors[path]

    def refuse(self, address: str, fault: object) -> None:
        """Notes a cell that cannot go into the records."""
        if len(self.refused) < MOST_REFUSED:
            self.refused.append(f"{address}: {fault}")
        else:
            self.unlisted += 1

    def free_id(self, wanted: str, taken: Container[str]) -> str:
        """An id made of a name's reading that nobody has yet; `taken` are those on record."""
        kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in wanted.lower())
        base = "-".join(part for part in kept.split("-") if part)[:_LONGEST_ID].rstrip("-") or "new"
        while True:
            number = self._last_number[base] = self._last_number.get(base, 0) + 1
            id = base if number == 1 else f"{base}-{number}"
            if id not in taken:
                return id

    def append(self, path: str, key: str, item: Any, model: type[BaseModel], row: LedgerRow) -> None:
        """Adds an item to a list of a file, if it is a valid record."""
        fault = find_fault(model, item, self.reader)
        if fault is None:
            self.appended.setdefault((path, key), []).append(item)
        else:
            self.refuse(row.at(*map(str, fault[0])), fault[1])

    def check_room(self) -> None:
        """Raises CellFault if as many files are new as one import may make."""
        if len(self.created) >= MOST_CREATED:
            raise CellFault(f"一次最多新建 {MOST_CREATED} 份档案", f"at most {MOST_CREATED} new records at once")

    def create(self, path: str, text: str, model: type[BaseModel], row: LedgerRow) -> None:
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
    create: Callable[[LedgerRow, Plan], None]
    """Adds what no record has yet."""
    touch: Callable[[Target, set[str], Plan], dict[Location, Any]] = lambda target, changed, plan: {}
    """What a change brings with it: the date of the change, the revision."""
    settle: Callable[[LedgerRow, Reader], None] = lambda row, reader: None
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
