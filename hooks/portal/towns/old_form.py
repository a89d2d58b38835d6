"""The form of content/ before there was content/common/: what of it is shared now, and what is a town's own.

A file of before holds shared entries and a town's own side by side. An entry that is what the program shipped, now or
before (`shipped_before.txt` keeps a digest of each), is shared: the town's file does without it. All else is kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from portal.problems.problem import Problem
from portal.records.registry import COMMON, KINDS, LABELS
from portal.yaml_io.document import Document, decode, read_document
from portal.yaml_io.emitter import block_lines
from portal.yaml_io.overlay import entries_by_id

SHIPPED = Path(__file__).with_name("shipped_before.txt")
_ENTRY = re.compile(r"^- ", re.M)
_KEPT_WHOLE = "offices.yml"
"""Its entries of one town look like what was shipped: they are samples of that town, and leave by no machine."""


@dataclass(frozen=True, slots=True)
class Parted:
    """What becomes of one file."""

    path: str
    text: str | None
    """The town's own part; None if nothing of it was its own."""
    own: tuple[str, ...] = ()
    """Ids or keys that stay the town's own."""
    deleted: tuple[str, ...] = ()
    """Shared entries the town had taken out, which come back."""


def part_files(files: Mapping[str, bytes]) -> tuple[list[Parted], list[Problem]]:
    """Return what becomes of each file that has a shared one of its name; problems of files that cannot be read."""
    found, problems = [], []
    for path, raw in files.items():
        inner = path.removeprefix("content/")
        shared = f"content/{COMMON}{inner}"
        if not path.startswith("content/") or not _may_be_shared(inner) or shared not in files:
            continue
        text, faults = decode(path, raw)
        own = Document(path, problems=faults) if faults else read_document(path, text)
        theirs = read_document(shared, decode(shared, files[shared])[0])
        if own.problems or own.value is None:
            problems += own.problems
            continue
        parted = _part_list(own, theirs, inner) if isinstance(own.value, list) else _part_mapping(own, theirs, inner)
        if parted.text is None or parted.text != text:
            found.append(parted)
    return found, problems


def _may_be_shared(inner: str) -> bool:
    if inner.startswith(COMMON):
        return False
    return bool(LABELS.fullmatch(inner)) or any(kind.is_shared and kind.pattern.fullmatch(inner) for kind in KINDS)


def _part_list(own: Document, shared: Document, inner: str) -> Parted:
    """A list of entries: the text of those that are the town's own, with the comments above them."""
    theirs = entries_by_id(shared)
    starts = [match.start() for match in _ENTRY.finditer(own.text)]
    head = own.text[: starts[0]] if starts else own.text
    kept, ids = [], []
    for position, entry in enumerate(own.value):
        id = f"{entry.get('id')}" if isinstance(entry, dict) else ""
        was_shipped = inner != _KEPT_WHOLE and is_shipped(inner, id, entry)
        if theirs.get(id) != entry and not was_shipped:
            end = starts[position + 1] if position + 1 < len(starts) else len(own.text)
            kept.append(own.text[starts[position] : end].rstrip())
            ids.append(id)
    known = entries_by_id(own).keys()
    overrides = {id for id in theirs if id not in known}
    is_whole = len(known & theirs.keys()) * 2 > len(theirs)  # a short list is one of overrides, and lacks nothing
    deleted = tuple(sorted(overrides)) if is_whole and inner != _KEPT_WHOLE else ()
    text = head.rstrip("\n") + "\n" * bool(head) + "\n\n".join(kept) + "\n" if kept else None
    return Parted(own.path, text, tuple(ids), deleted)


def _part_mapping(own: Document, shared: Document, inner: str) -> Parted:
    """Words by key: what differs from the shared ones, written anew."""
    rest = _difference(own.value, shared.value or {}, inner, ())
    if not rest:
        return Parted(own.path, None)
    head = "".join(f"{line}\n" for line in own.text.split("\n")[:1] if line.startswith("#"))
    return Parted(own.path, head + "\n".join(block_lines(rest, 0)) + "\n", tuple(_leaves(rest)))


def _difference(own: Any, shared: Any, inner: str, keys: tuple[str, ...]) -> Any:
    """The part of a value that neither the shared one nor the one shipped before has; None if there is none."""
    if own == shared or own is None:
        return None
    if isinstance(own, dict):
        inside = shared if isinstance(shared, dict) else {}
        parts = {key: _difference(value, inside.get(key), inner, (*keys, key)) for key, value in own.items()}
        return {key: part for key, part in parts.items() if part is not None} or None
    if isinstance(own, list):
        known = shared if isinstance(shared, list) else []
        return [item for item in own if item not in known and not is_shipped(inner, ".".join(keys), item)] or None
    return None if is_shipped(inner, ".".join(keys), own) else own


def _leaves(value: Any, keys: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*keys, key))
    else:
        yield ".".join(keys)


def is_shipped(inner: str, key: str, value: Any) -> bool:
    """Whether an entry is one the program shipped before it had content/common/."""
    return digest(inner, key, value) in _shipped()


def digest(inner: str, key: str, value: Any) -> str:
    """Return eight hex digits of an entry: its file, its id or key, what it says."""
    said = json.dumps([inner, key, value], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


@cache
def _shipped() -> frozenset[str]:
    text = SHIPPED.read_text(encoding="ascii")
    return frozenset(text.split())
