"""Two changes of one value brought together: value by value, never line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.yaml_io.alignment import Items, align
from portal.yaml_io.reviser import plain_value

Path = tuple[str | int, ...]
ABSENT = None
"""A key that is not there; an empty one says the same."""
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One value that both changed."""

    path: Path
    base: Any
    mine: Any
    theirs: Any

    @property
    def key(self) -> str:
        """How a form names the choice."""
        return "/".join(map(str, self.path)) or "."


@dataclass(slots=True)
class Merge:
    """Merges; `choices` say whose value a conflict takes, by its key."""

    choices: Mapping[str, str] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)

    def merge(self, base: Any, mine: Any, theirs: Any, path: Path = ()) -> Any:
        """The value with both changes; where both changed one value it is a conflict."""
        if plain_value(mine) == plain_value(base):
            return theirs
        if plain_value(mine) == plain_value(theirs):
            return theirs
        if plain_value(theirs) == plain_value(base):
            return mine
        if all(isinstance(value, Mapping) for value in (base, mine, theirs)):
            return self._merge_mappings(base, mine, theirs, path)
        if all(_is_list(value) for value in (base, mine, theirs)):
            return self._merge_lists(base, mine, theirs, path)
        return self._choose(base, mine, theirs, path)

    def _merge_mappings(self, base: Any, mine: Any, theirs: Any, path: Path) -> Any:
        keys = [*theirs, *(key for key in mine if key not in theirs)]
        merged = {key: self.merge(base.get(key), mine.get(key), theirs.get(key), (*path, key)) for key in keys}
        return {key: value for key, value in merged.items() if value is not None or key in theirs}

    def _merge_lists(self, base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any], path: Path) -> Any:
        """Items are those of `base` by position, changed or gone, and new ones after the item they follow."""
        mine_at, theirs_at = align(base, mine), align(base, theirs)
        items: list[Any] = []
        origins: list[int | None] = []
        own_new = _following(mine_at, mine)
        their_new = _following(theirs_at, theirs)
        for position in range(-1, len(base)):
            if position >= 0:
                value = self._merge_item(position, base, (mine, mine_at), (theirs, theirs_at), path)
                if value is not ABSENT:
                    items.append(value)
                    origins.append(theirs_at.index(position) if position in theirs_at else None)
            for at, item in their_new.get(position, ()):
                items.append(item)
                origins.append(at)
            known = [plain_value(item) for _, item in their_new.get(position, ())]
            for _, item in own_new.get(position, ()):
                if plain_value(item) not in known:
                    items.append(item)
                    origins.append(None)
        return Items(items, origins)

    def _merge_item(self, position: int, base: Sequence[Any], mine: Any, theirs: Any, path: Path) -> Any:
        own, other = (_at(position, *side) for side in (mine, theirs))
        # Their numbering is what the merged file has, and what a reader of the conflict is shown.
        step = theirs[1].index(position) if position in theirs[1] else position
        return self.merge(base[position], own, other, (*path, step))

    def _choose(self, base: Any, mine: Any, theirs: Any, path: Path) -> Any:
        conflict = Conflict(path, base, mine, theirs)
        choice = self.choices.get(conflict.key)
        if choice not in (MINE, THEIRS):
            self.conflicts.append(conflict)
        return theirs if choice == THEIRS else mine


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _at(position: int, values: Sequence[Any], origins: Sequence[int | None]) -> Any:
    return values[origins.index(position)] if position in origins else ABSENT


def _following(origins: Sequence[int | None], values: Sequence[Any]) -> dict[int, list[tuple[int, Any]]]:
    """New items by the position of the old item they follow; -1 for those before all."""
    found: dict[int, list[tuple[int, Any]]] = {}
    before = -1
    for at, (origin, value) in enumerate(zip(origins, values, strict=True)):
        if origin is None:
            found.setdefault(before, []).append((at, value))
        else:
            before = origin
    return found
