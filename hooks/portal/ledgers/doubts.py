"""What an import should ask about first: a name so like one on record that it may be the same person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from portal.ledgers.base import Plan
from portal.yaml_io.document import read_document

ALIKE = 0.7
"""From which share of equal characters two names are asked about; 王某丙 and 王某炳 have two of three."""
SHORTEST_ALIKE = 4
"""Characters from which names are compared by that share: of three, two namesakes often differ in one."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question to be answered before an import is written."""

    chinese: str
    english: str


def find_doubts(plan: Plan) -> list[Doubt]:
    """New names that only blanks, or a character, part from one the same village has already."""
    found: list[Doubt] = []
    source = plan.reader.source
    for path, raw in sorted(plan.results().items()):
        if not path.startswith("content/villages/") or path not in plan.files:
            continue
        before, after = (_names(read_document(path, text.decode("utf-8-sig")).value, source)
                         for text in (plan.files[path], raw))  # fmt: skip
        for name in after:
            if name in before:
                continue
            found += _like(name, before, path)
    return found


def _names(value: Any, source: str) -> list[str]:
    helpers = value.get("legal_helpers") if isinstance(value, Mapping) else None
    return [str(item["name"].get(source, "")) for item in helpers or () if isinstance(item.get("name"), Mapping)]


def _like(name: str, known: list[str], path: str) -> Iterator[Doubt]:
    plain = "".join(name.split())
    village = path.rpartition("/")[2].removesuffix(".yml")
    for other in known:
        rest = "".join(other.split())
        is_long = min(len(plain), len(rest)) >= SHORTEST_ALIKE and not (plain[-1:].isdigit() and rest[-1:].isdigit())
        if plain == rest or (is_long and SequenceMatcher(None, plain, rest).ratio() >= ALIKE):
            yield Doubt(
                f"“{name}”会作为新的人加进 {village}；名单里已有“{other}”，是不是同一个人？",
                f"“{name}” would be a new person of {village}, which has “{other}”: the same one?",
            )
