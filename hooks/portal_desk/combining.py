"""Two versions of one file brought together over the one both began from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.yaml_io.document import decode, read_document
from portal.yaml_io.reviser import revise
from portal_desk.markdown_file import join_front_matter, split_front_matter
from portal_desk.merging import MINE, THEIRS, Conflict, Merge

Made = tuple[bytes | None, "list[FileConflict]"]


@dataclass(frozen=True, slots=True)
class FileConflict:
    """A value, or a whole file, that two people changed."""

    path: str
    conflict: Conflict

    @property
    def key(self) -> str:
        """How a form names the choice."""
        return f"{self.path}|{self.conflict.key}"


def combine(
    path: str, base: bytes | None, mine: bytes | None, theirs: bytes | None, choices: Mapping[str, str]
) -> Made:
    """The file with both changes, and the values that both have changed differently."""
    if theirs == base or mine == theirs:
        return mine, []
    if mine == base:
        return theirs, []
    if base is not None and mine is not None and theirs is not None:
        made = None
        if path.endswith(".yml"):
            made = _combine_yaml(path, base, mine, theirs, choices)
        elif path.endswith(".md"):
            made = _combine_markdown(path, base, mine, theirs, choices)
        if made is not None:
            return made
    return _whole(path, base, mine, theirs, choices)


def _combine_yaml(path: str, base: bytes, mine: bytes, theirs: bytes, choices: Mapping[str, str]) -> Made | None:
    values = []
    for raw in (base, mine, theirs):
        text, problems = decode(path, raw)
        document = read_document(path, text)
        if problems or document.problems or document.value is None:
            return None
        values.append(document.value)
    merge = Merge(_own(path, choices))
    merged = merge.merge(*values)
    conflicts = [FileConflict(path, conflict) for conflict in merge.conflicts]
    return revise(path, theirs, merged), conflicts


def _combine_markdown(path: str, base: bytes, mine: bytes, theirs: bytes, choices: Mapping[str, str]) -> Made | None:
    """Front matter by value; the text below it as one."""
    parts = [split_front_matter(raw) for raw in (base, mine, theirs)]
    if any(part is None for part in parts):
        return None
    heads, bodies = zip(*(part for part in parts if part is not None), strict=True)
    head: Made | None = (heads[2], [])
    if len(set(heads)) > 1:
        head = _combine_yaml(path, heads[0], heads[1], heads[2], choices)
    if head is None or head[0] is None:
        return None
    was, own, other = bodies
    choice = _own(path, choices).get("text")
    conflicts = list(head[1])
    if own in (other, was) or choice == THEIRS:
        body = other
    else:
        body = own
        if other != was and choice != MINE:
            texts = (raw.decode("utf-8", "replace") for raw in bodies)
            conflicts.append(FileConflict(path, Conflict(("text",), *texts)))
    return join_front_matter(head[0], body), conflicts


def _whole(path: str, base: bytes | None, mine: bytes | None, theirs: bytes | None, choices: Mapping[str, str]) -> Made:
    """A file that cannot be taken apart, was deleted, or made twice: one of the two."""
    choice = _own(path, choices).get(".")
    if choice in (MINE, THEIRS):
        return (mine if choice == MINE else theirs), []
    shown = (None if raw is None else raw.decode("utf-8", "replace") for raw in (base, mine, theirs))
    return mine, [FileConflict(path, Conflict((), *shown))]


def _own(path: str, choices: Mapping[str, str]) -> dict[str, str]:
    return {key.partition("|")[2]: choice for key, choice in choices.items() if key.startswith(f"{path}|")}
