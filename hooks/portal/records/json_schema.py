"""JSON Schemas of the records, for editors: what may stand where, in Chinese.

Generated from the record types, so that an editor and the check agree; the check judges more
(`portal check` is the judge). Written by `portal schema` into content/.schema/, which is committed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from portal.records.descriptions import FIELDS, LABELS_FILE, RECORDS
from portal.records.front_matter import SourceFacts, TranslationFacts
from portal.records.letters import LetterFacts, LetterTranslationFacts
from portal.records.registry import KINDS, SCHEMAS

FOLDER = f"content/{SCHEMAS}"
DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest one that the YAML language server of editors knows whole."""

Schema = dict[str, Any]


def all_schemas() -> dict[str, str]:
    """The schema files by path, as text."""
    schemas = {kind.name: _of_list(kind.model) if kind.is_list else _of(kind.model) for kind in KINDS}
    schemas |= {"labels": _labels(), "explainer": _of(SourceFacts), "explainer-translation": _of(TranslationFacts)}
    schemas |= {"letter": _of(LetterFacts), "letter-translation": _of(LetterTranslationFacts)}
    return {
        f"{FOLDER}/{name}.json": json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=1) + "\n"
        for name, schema in sorted(schemas.items())
    }


def _of(model: type[BaseModel]) -> Schema:
    schema = model.model_json_schema(by_alias=True, schema_generator=_Generator)
    _tidy(schema)
    return schema


def _of_list(model: type[BaseModel]) -> Schema:
    item = _of(model)
    definitions = item.pop("$defs", {})
    return {"description": item["description"], "type": "array", "items": item, "$defs": definitions}


def _labels() -> Schema:
    """The interface's words: texts by key, in sections."""
    words = {"anyOf": [{"type": ["string", "number"]}, {"$ref": "#/$defs/words"}]}
    section = {"type": "object", "additionalProperties": words}
    return {"description": LABELS_FILE, "$ref": "#/$defs/words", "$defs": {"words": section}}


class _Generator(GenerateJsonSchema):
    """Pydantic's schemas with our Chinese notes in the place of titles and docstrings."""

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        made = super().str_schema(schema)
        return made if "pattern" in made else {**made, "type": ["string", "number"]}  # 12345 is a word as well

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        model: type[BaseModel] = schema["cls"]
        made = super().model_schema(schema)
        made["description"] = RECORDS[model.__name__]
        for key, note in _notes(model):
            made["properties"][key]["description"] = note
        for key in made["properties"].keys() - set(made.get("required", ())):
            made["properties"][key] = _or_nothing(made["properties"][key])
        return made


def _notes(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The note of each key; what a record type inherits is noted there. KeyError for one without a note."""
    owners = [owner.__name__ for owner in model.__mro__]
    for name, info in model.model_fields.items():
        key = info.alias or name
        owner = next((owner for owner in owners if key in FIELDS.get(owner, {})), model.__name__)
        yield key, FIELDS[owner][key]


def _or_nothing(schema: Schema) -> Schema:
    """The schema of a key that may stand without a value: that says nothing (`records.base.Record`)."""
    note = schema.pop("description", None)
    parts = [part for part in schema.pop("anyOf", [schema]) if part != {"type": "null"}]
    if len(parts) == 1 and "type" in parts[0]:  # said in one, so that editors can say it in one sentence
        (part,) = parts
        types = part["type"] if isinstance(part["type"], list) else [part["type"]]
        choices = {"enum": [*part["enum"], None]} if "enum" in part else {}
        return {**part, **choices, "type": [*types, "null"], "description": note}
    return {"description": note, "anyOf": [*parts, {"type": "null"}]}


def _tidy(schema: Any) -> None:
    """Takes out what says nothing to staff, and closes mappings whose keys are known."""
    if isinstance(schema, list):
        for item in schema:
            _tidy(item)
    elif isinstance(schema, dict):
        if isinstance(schema.get("title"), str):
            del schema["title"]
        schema.pop("default", None)
        if "patternProperties" in schema:
            schema["additionalProperties"] = False
        for item in schema.values():
            _tidy(item)
