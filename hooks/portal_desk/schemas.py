"""The form of each record type, made once from its JSON Schema and the site's words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from portal.records.json_schema import FOLDER, all_schemas
from portal.records.registry import COMMON
from portal.yaml_io.document import read_document
from portal_desk.form_fields import Field, fields_of
from portal_desk.snapshot import Snapshot


@cache
def _schemas() -> Mapping[str, str]:
    return all_schemas()


def form_of(kind: str, snapshot: Snapshot) -> Field:
    """The form of a kind of record, or of `explainer` and `explainer-translation`."""
    own, shared = (snapshot.files.get(f"content/{top}labels/zh.yml", b"") for top in ("", COMMON))
    return _form(kind, shared, own)


@lru_cache(maxsize=64)
def _form(kind: str, *labels: bytes) -> Field:
    texts = (read_document("", raw.decode("utf-8", "replace")).value for raw in labels)
    words = {key: word for value in texts for key, word in _flat(value)}
    return fields_of(
        json.loads(_schemas()[f"{FOLDER}/{kind}.json"]),
        words,
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
