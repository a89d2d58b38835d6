"""What a reference may be picked from: records by name, by their pinyin, and by its initials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.records.registry import KINDS, Kind
from portal.text.pinyin import syllables
from portal_desk.markdown_file import split_front_matter
from portal_desk.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Choice:
    """One record, as a list shows it."""

    id: str
    name: str
    note: str = ""
    """What tells records of one name apart."""

    @property
    def found_by(self) -> str:
        """What a clerk may type: the name, its reading, its initials, the id."""
        read = syllables(self.name)
        return " ".join([self.name, "".join(read), "".join(part[:1] for part in read), self.id, self.note]).lower()


def kind_of(name: str) -> Kind | None:
    """The kind of that name."""
    return next((kind for kind in KINDS if kind.name == name), None)


def choices_of(kind: str, snapshot: Snapshot) -> list[Choice]:
    """The records of a kind, in the order of their files, read even where a fault stands in another."""
    if kind == "explainer":
        return list(_explainers(snapshot))
    return [
        Choice(id, name_of(kind, id, value, snapshot), _note(kind, value)) for id, value in values_of(kind, snapshot)
    ]


def values_of(kind: str, snapshot: Snapshot) -> Iterator[tuple[str, Any]]:
    """Each record of a kind as its file has it, with its id."""
    found = kind_of(kind)
    if found is None:
        return
    if found.is_list:
        yield from _entries(found, snapshot).items()
        return
    if found.is_shared:  # a town's own file beside the shared one: what the desk edits
        value = snapshot.document(f"content/{found.example}").value
        yield found.name, value if isinstance(value, dict) else {}
        return
    for path in snapshot.files:
        if path.startswith("content/") and found.pattern.fullmatch(path.removeprefix("content/")):
            value = snapshot.document(path).value
            yield record_id(found, path), value if isinstance(value, dict) else {}


def _entries(kind: Kind, snapshot: Snapshot) -> dict[str, Any]:
    """The records of a list by id: the shared ones, and the town's own lines over them."""
    found: dict[str, Any] = {}
    for path in kind.paths:
        value = snapshot.document(f"content/{path}").value
        for item in value if isinstance(value, list) else ():
            id = item.get("id") or item.get("mark") if isinstance(item, dict) else None
            if isinstance(id, str):
                found[id] = {**found.get(id, {}), **item}
    return found


def record_id(kind: Kind, path: str) -> str:
    """How the desk names a record that has a file of its own; a session by its day as well."""
    match = kind.pattern.fullmatch(path.removeprefix("content/"))
    groups = match.groupdict() if match else {}
    return "-".join(filter(None, (groups.get("day"), groups.get("id")))) or kind.name


def name_of(kind: str, id: str, value: Any, snapshot: Snapshot) -> str:
    """What a record is called, in the source language."""
    for key in ("name", "title", "short", "term", "asks", "subject"):
        found = value.get(key) if isinstance(value, dict) else None
        if isinstance(found, str):
            return found
        if isinstance(found, dict) and found:
            text = next(iter(found.values()))
            return str(text or id)
    if kind == "duty" and isinstance(value, dict):
        return names("office", snapshot).get(str(value.get("office")), id)
    if kind == "work":
        return f"{id[:4]}年{id[5:].lstrip('0')}月"
    return {"plan": f"{id}年普法计划", "study": f"{id}年学法计划", "holidays": f"{id}年放假调休"}.get(kind, id)


def names(kind: str, snapshot: Snapshot) -> Mapping[str, str]:
    """Names by id."""
    return {choice.id: choice.name for choice in choices_of(kind, snapshot)}


def _note(kind: str, value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    if kind == "adviser" and isinstance(value.get("firm"), dict):
        return str(next(iter(value["firm"].values()), ""))
    if kind == "event":
        return str(value.get("starts") or "")
    return ""


def _explainers(snapshot: Snapshot) -> Iterator[Choice]:
    catalog = snapshot.known
    source = next(iter(catalog.languages)) if catalog else "zh"
    top = f"docs/{source}/explainers/"
    for path, raw in snapshot.files.items():
        if path.startswith(top) and path.endswith(".md"):
            id = path.removeprefix(top).removesuffix(".md")
            yield Choice(id, title_of(raw) or id)


def title_of(raw: bytes) -> str:
    """The title in a text's front matter."""
    parts = split_front_matter(raw)
    for line in parts[0].decode("utf-8", "replace").splitlines() if parts else ():
        if line.startswith("title:"):
            return line.removeprefix("title:").partition(" #")[0].strip().strip("\"'")
    return ""
