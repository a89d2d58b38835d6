"""The form of each record type, made once from its JSON Schema and the site's words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from portal.records.json_schema import FOLDER, all_schemas
from portal.yaml_io.document import read_document
from portal_desk.form_fields import Field, fields_of
from portal_desk.snapshot import Snapshot


@cache
def _schemas() -> Mapping[str, str]:
    return all_schemas()


def form_of(kind: str, snapshot: Snapshot) -> Field:
    """The form of a kind of record, or of `explainer` and `explainer-translation`."""
    raw = snapshot.files.get("content/labels/zh.yml", b"")
    return _form(kind, raw)


@lru_cache(maxsize=64)
def _form(kind: str, labels: bytes) -> Field:
    return fields_of(
        json.loads(_schemas()[f"{FOLDER}/{kind}.json"]),
        dict(_flat(read_document("", labels.decode("utf-8", "replace")).value)),
    )


def _flat(value: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """The site's words by dotted key."""
    for key, item in value.items() if isinstance(value, Mapping) else ():
        if isinstance(item, str):
            yield before + key, item
        else:
            yield from _flat(item, f"{before}{key}.")


def labels_form(value: Any) -> Field:
    """The form of a file of interface words: as its sections stand."""
    return _labels_field("", value if isinstance(value, Mapping) else {})


def _labels_field(key: str, value: Any) -> Field:
    if not isinstance(value, Mapping):
        return Field(key, "text", key, is_required=True)
    return Field(key, "object", key, fields=tuple(_labels_field(name, item) for name, item in value.items()))
