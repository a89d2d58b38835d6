"""Fields of a form, made from the JSON Schema of a record type: what each is called, and how it is filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

from portal.records.fields import LANGUAGES, REFERS_TO, Clock, Count, Day, Flag, Moment
from portal.text.language_traits import LANGUAGE_TRAITS

Shape = Literal[
    "text", "day", "clock", "moment", "month", "count", "flag", "choice", "reference", "words",
    "object", "languages", "map", "list", "lines", "groups", "checks", "picks",
]  # fmt: skip
"""How a value is filled in: one input, several, or fields within fields."""

MANAGED = ("changed", "revision")
"""Keys the desk itself sets."""
_MONTH_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])$"
_LABEL_END = re.compile(r"[，；：。（]|例如|、如")
_NOTED = re.compile(r"(?<![\w-])([A-Za-z0-9_-]++) ([^\s，；。、/：]++(?:、[一-鿿]++(?= /|$|；))?)")
"""A choice in a note and what it is called: `held 到了`."""
_FILE_HINT = re.compile(r"，?(?<![a-z_])(?:[a-z_]++\.yml|content/[a-z]++/) 里的(?: id|文件名)(?:，可省)?")


@dataclass(frozen=True)
class Field:
    """One value of a record, and the fields within it."""

    key: str
    shape: Shape
    label: str = ""
    """Chinese, short."""
    hint: str = ""
    """The rest of what the schema says."""
    english: str = ""
    is_required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    """Value and words of each choice."""
    refers_to: str = ""
    fields: tuple[Field, ...] = ()
    """Of an object."""
    item: Field | None = field(default=None)
    """Of a list or map."""

    @property
    def is_managed(self) -> bool:
        """Whether the desk sets it."""
        return self.key in MANAGED


@cache
def _pattern(kind: Any) -> str:
    return str(TypeAdapter(kind).json_schema().get("pattern", ""))


def _shapes() -> dict[str, Shape]:
    return {
        _pattern(Day): "day", _pattern(Clock): "clock", _pattern(Moment): "moment", _pattern(Count): "count",
        _pattern(Flag): "flag", _MONTH_PATTERN: "month",
    }  # fmt: skip


def fields_of(schema: Mapping[str, Any], words: Mapping[str, str]) -> Field:
    """The form of a whole schema; `words` are labels by key for choices the schema does not explain."""
    top = schema["items"] if schema.get("type") == "array" else schema
    return _Maker(schema.get("$defs", {}), words).make("", top, is_required=True)


class _Maker:
    def __init__(self, definitions: Mapping[str, Any], words: Mapping[str, str]) -> None:
        self._definitions, self._words = definitions, words

    def make(self, key: str, schema: Mapping[str, Any], *, is_required: bool = False) -> Field:
        """The field of one key."""
        note = str(schema.get("description") or "")
        inner = self._resolve(schema)
        note = note or str(inner.get("description") or "")
        label, hint = split_note(note)
        made = self._shaped(key, inner, note)
        english = key.replace("_", " ")
        label = LABELS.get(key, "") if not label or label.endswith(_NO_LABEL) else label
        hint = "" if made.choices and made.shape == "choice" else hint
        if made.item is not None and not made.item.label:  # an item is called what its list is
            made = replace(made, item=replace(made.item, label=label))
        return replace(made, label=label or english, hint=hint, english=english, is_required=is_required)

    def _resolve(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        while True:
            if "$ref" in schema:
                schema = {**self._definitions[schema["$ref"].rpartition("/")[2]]}
            elif "anyOf" in schema and len(parts := [p for p in schema["anyOf"] if p != {"type": "null"}]) == 1:
                schema = parts[0]
            else:
                return schema

    def _shaped(self, key: str, schema: Mapping[str, Any], note: str) -> Field:
        types = schema.get("type")
        types = types if isinstance(types, list) else [types]
        if "properties" in schema:
            return self._object(key, schema)
        if "object" in types:
            return self._map(key, schema)
        if "array" in types:
            return self._list(key, schema, note)
        if "anyOf" in schema:
            return Field(key, "words")
        if REFERS_TO in schema:
            return Field(key, "reference", refers_to=schema[REFERS_TO])
        if "enum" in schema:
            values = [value for value in schema["enum"] if value is not None]
            return Field(key, "choice", choices=tuple((value, self._word(key, value, note)) for value in values))
        return Field(key, _shapes().get(str(schema.get("pattern", "")), "text"))

    def _object(self, key: str, schema: Mapping[str, Any]) -> Field:
        names = schema["properties"]
        if schema.get("minProperties") == 1 and set(names) <= set(LANGUAGES):
            inner = tuple(Field(code, "text", LANGUAGE_TRAITS[code].chinese_names[0]) for code in names)
            return Field(key, "languages", fields=inner)
        required = set(schema.get("required", ()))
        return Field(
            key, "object", fields=tuple(self.make(name, s, is_required=name in required) for name, s in names.items())
        )

    def _map(self, key: str, schema: Mapping[str, Any]) -> Field:
        given: Mapping[str, Any] = schema.get("patternProperties") or {"": schema.get("additionalProperties")}
        pattern, inner = next(iter(given.items()))
        names = schema.get("propertyNames", {}).get("enum") or (pattern[4:-2].split("|") if pattern else [])
        choices = tuple((name, self._word(key, name, "")) for name in names)
        return Field(key, "map", choices=choices, item=self.make("", inner if isinstance(inner, Mapping) else {}))

    def _list(self, key: str, schema: Mapping[str, Any], note: str) -> Field:
        inner = self._resolve(schema["items"])
        item = replace(self._shaped(key, inner, note), label=split_note(str(inner.get("description") or ""))[0])
        if item.shape == "choice":
            return Field(key, "checks", choices=item.choices, item=item)
        if item.shape == "reference":
            return Field(key, "picks", refers_to=item.refers_to, item=item)
        if item.shape in ("text", "words", "month", "count"):
            return Field(key, "lines", item=item)
        if item.shape == "lines":
            return Field(key, "groups", item=item)
        return Field(key, "list", item=item)

    def _word(self, key: str, value: str, note: str) -> str:
        """What a choice is called: by the schema's note (`held 到了 / moved 改期`), else by the site's own labels."""
        noted: dict[str, str] = {}
        for found in _NOTED.finditer(note) if key not in _PREFIXES else ():
            noted.setdefault(found[1], found[2])
        if value in noted and not noted[value].isascii():
            return noted[value]
        for prefix in _PREFIXES.get(key, (key,)):
            if label := self._words.get(f"{prefix}.{value}"):
                return label
        return LANGUAGE_TRAITS[value].chinese_names[0] if value in LANGUAGE_TRAITS else value


LABELS = {
    "village": "村", "adviser": "法律顾问", "kind": "种类", "status": "状态", "type": "场所", "place": "名单里的场所",
    "every": "多久一次", "outcome": "结果", "sample": "是样例", "office_hour": "哪条坐班规则",
    "exit_address": "“马上离开”去哪里",
    "state": "审校状态", "of": "译自哪个版本", "sensitive": "敏感（家暴一类）", "name": "名称", "id": "编号",
}  # fmt: skip
"""Short names of keys whose notes begin otherwise."""
_NO_LABEL = ("的编号", "true", "时", "里的 id")

_PREFIXES = {
    "audience": ("audience",), "public": ("account.sections", "account"), "columns": ("menu",),
    "pages": ("menu",), "figures": ("account.figures", "account.figure", "account"),
}  # fmt: skip
"""Where the site's labels have the words of a key's choices."""


def split_note(note: str) -> tuple[str, str]:
    """A schema's note as a label and the rest: what comes before the first stop is what a field is called."""
    note = _FILE_HINT.sub("", note)
    end = _LABEL_END.search(note)
    label = note[: end.start()] if end else note
    if " / " in label or len(label) > 16:
        first = label.split(" / ")[0].split(" ")
        return ("" if len(label) > 16 else first[-1]), note
    rest = note[len(label) :].lstrip("，；：。") if end else ""
    return label.strip(), rest.strip()
