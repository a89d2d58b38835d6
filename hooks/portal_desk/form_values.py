"""What a form has sent, as a record's value: what was not touched stays the very value it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from portal.yaml_io.alignment import Items
from portal_desk.form_fields import Field

Posted = Mapping[str, Sequence[str]]
VALUE, ORDER, LIST, KEY = "v:", "o:", "l:", "k:"
"""How the names of inputs begin: a value, the order of a list's items, a list that is in the form, a key."""

SCALARS = ("text", "day", "clock", "moment", "month", "count", "flag", "choice", "reference", "words")


def display(field: Field, value: Any) -> str:
    """A scalar as its input shows it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = " ".join(str(value).split())
    return text.replace(" ", "T", 1) if field.shape == "moment" and _is_moment(text) else text


def _is_moment(text: str) -> bool:
    return len(text) == 16 and text[10:11] == " "


def read_value(field: Field, name: str, base: Any, posted: Posted) -> Any:
    """The value that a form gives a field; `base` is the one it was made from, None for none."""
    if field.shape in SCALARS:
        return _read_scalar(field, name, base, posted)
    if field.shape in ("object", "languages"):
        return _read_object(field, name, base, posted)
    if field.shape == "lines":
        return _read_lines(field, name, base, posted)
    if field.shape == "groups":
        return _read_groups(field, name, base, posted)
    if f"{LIST}{name}" not in posted:
        return base
    if field.shape == "checks":
        return _read_checks(field, name, base, posted)
    if field.shape == "picks":
        picked = [value.strip() for value in posted.get(f"{VALUE}{name}", ()) if value.strip()]
        return _list_or_nothing(field, base, picked)
    return _read_map(field, name, base, posted) if field.shape == "map" else _read_list(field, name, base, posted)


def _read_scalar(field: Field, name: str, base: Any, posted: Posted) -> Any:
    given = posted.get(f"{VALUE}{name}")
    if not given:
        return base
    text = " ".join(given[0].split())
    if text == display(field, base):
        return base
    if not text:
        return None
    if field.shape == "moment":
        return text.replace("T", " ", 1)[:16] if text[10:11] == "T" else text
    if field.shape == "words" and ("," in text or "，" in text or isinstance(base, list)):
        return [part.strip() for part in text.replace("，", ",").strip("[]").split(",") if part.strip()]
    return text


def _read_object(field: Field, name: str, base: Any, posted: Posted) -> Any:
    old = base if isinstance(base, Mapping) else {}
    given = {inner.key: read_value(inner, join(name, inner.key), old.get(inner.key), posted) for inner in field.fields}
    made: dict[str, Any] = {}
    for key, value in old.items():
        new = given.get(key, value) if key in given else value
        if new is not None or value is None:
            made[key] = new
    names = [inner.key for inner in field.fields]
    for position, key in enumerate(names):
        if key not in made and given[key] is not None:
            made = insert_key(made, key, given[key], names[:position])
    return made or (base if base == {} else None)


def insert_key(made: dict[str, Any], key: str, value: Any, before: Sequence[str]) -> dict[str, Any]:
    """The mapping with a key behind the last of those the record type names before it."""
    keys = list(made)
    after = max((keys.index(name) + 1 for name in before if name in made), default=0)
    items = list(made.items())
    return dict([*items[:after], (key, value), *items[after:]])


def _read_lines(field: Field, name: str, base: Any, posted: Posted) -> Any:
    given = posted.get(f"{VALUE}{name}")
    if not given:
        return base
    lines = [" ".join(line.split()) for line in given[0].splitlines()]
    return _list_or_nothing(field, base, [line for line in lines if line])


def _read_groups(field: Field, name: str, base: Any, posted: Posted) -> Any:
    given = posted.get(f"{VALUE}{name}")
    if not given:
        return base
    known = {", ".join(map(str, group)): group for group in base or () if isinstance(group, list)}
    groups = []
    for line in given[0].splitlines():
        text = " ".join(line.split())
        words = [word.strip() for word in text.replace("，", ",").replace("、", ",").split(",")]
        if text:
            groups.append(known.get(text, [word for word in words if word]))
    return _list_or_nothing(field, base, groups)


def _read_checks(field: Field, name: str, base: Any, posted: Posted) -> Any:
    ticked = list(posted.get(f"{VALUE}{name}", ()))
    old = base if isinstance(base, list) else []
    kept = [value for value in old if value in ticked]
    return _list_or_nothing(field, base, [*kept, *(value for value in ticked if value not in kept)])


def _list_or_nothing(field: Field, base: Any, items: list[Any]) -> Any:
    if items:
        return base if items == base else items
    return base if base in (None, []) else [] if field.is_required else None


def _read_list(field: Field, name: str, base: Any, posted: Posted) -> Any:
    old = base if isinstance(base, list) else []
    assert field.item is not None
    items, origins = [], []
    for token in posted.get(f"{ORDER}{name}", ()):
        origin = _origin(token, len(old))
        value = read_value(field.item, join(name, token), None if origin is None else old[origin], posted)
        if value is not None and value != {}:
            items.append(value)
            origins.append(origin)
    if not items:
        return _list_or_nothing(field, base, [])
    return Items(items, origins)


def _read_map(field: Field, name: str, base: Any, posted: Posted) -> Any:
    old = list(base.items()) if isinstance(base, Mapping) else []
    assert field.item is not None
    made: dict[str, Any] = {}
    for token in posted.get(f"{ORDER}{name}", ()):
        origin = _origin(token, len(old))
        key, value = old[origin] if origin is not None else ("", None)
        key = next(iter(posted.get(f"{KEY}{join(name, token)}", (key,))), key).strip()
        value = read_value(field.item, join(name, token), value, posted)
        if key and value is not None and value != {}:
            made[key] = value
    return made or (base if base in (None, {}) else None)


def _origin(token: str, count: int) -> int | None:
    """The position an item had; None for one that was added in the form."""
    return int(token) if token.isascii() and token.isdigit() and len(token) < 9 and int(token) < count else None


def join(name: str, step: str) -> str:
    """The name of a field within another."""
    return f"{name}/{step}" if name else step
