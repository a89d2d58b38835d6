"""Overlay: a town's own file laid over the shared file of the same name.

A list is joined by the `id` of its entries: what an own entry does not say, the shared entry of that id says.
Other files are joined key by key; lists in them are joined, the town's own items first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portal.yaml_io.document import Document


def lay_over(own: Document, shared: Document) -> Document:
    """Return the own document with the shared values filled in; it keeps its text and places.

    A list holds the own entries alone: the others stand in the shared file, where their problems are told.
    """
    if isinstance(own.value, list) and isinstance(shared.value, list):
        by_id = entries_by_id(shared)
        return replace(own, value=[_with_entry(entry, by_id) for entry in own.value])
    if isinstance(own.value, dict) and isinstance(shared.value, dict):
        return replace(own, value=_joined(own.value, shared.value))
    return own


def entries_by_id(document: Document) -> dict[str, dict[str, Any]]:
    """Return the entries of a list by their id; what has none is left out."""
    entries = document.value if isinstance(document.value, list) else []
    return {entry["id"]: entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)}


def _with_entry(entry: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    id = entry.get("id") if isinstance(entry, dict) else None
    return {**by_id[id], **entry} if isinstance(id, str) and id in by_id else entry


def _joined(own: Any, shared: Any) -> Any:
    if isinstance(own, dict) and isinstance(shared, dict):
        return {key: _joined(own.get(key), shared.get(key)) for key in (*own, *(shared.keys() - own.keys()))}
    if isinstance(own, list) and isinstance(shared, list):
        return [*own, *shared]
    return shared if own is None else own
