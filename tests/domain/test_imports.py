"""The import rules of hooks/README.md hold."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HOOKS = Path(__file__).parents[2] / "hooks"
EVENTS = "events"
"""The module MkDocs calls; nothing imports it."""
FORBIDDEN = {
    "portal": {"mkdocs", "jinja2", "material", "portal_pages", "markupsafe", "portal_publish", "portal_desk", EVENTS},
    "portal_pages": {"portal_publish", "portal_desk", EVENTS},
    "portal_desk": {"mkdocs", "jinja2", "material", "portal_pages", "portal_publish", EVENTS},
    "portal_publish": {"mkdocs", "jinja2", "material", "portal_pages", "markupsafe", "portal_desk", EVENTS},
    EVENTS: {"portal_publish", "portal_desk"},
}
ROOMS = (
    ("text",),
    ("problems",),
    ("yaml_io",),
    ("records",),
    ("schedule",),
    ("i18n",),
    ("explainers",),
    ("letters",),
    ("free_pages",),
    ("catalog",),
    ("account", "posters", "notices", "feeds"),
    ("views",),
    ("site",),
    ("search", "images"),
    ("checks",),
    ("loading",),
    ("inspect",),
    ("generate",),
    ("ledgers",),
    ("towns",),
    ("commands",),
)
"""The packages of `portal`, as hooks/README.md draws them: each imports only those in lines above its own."""
FLOORS = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}
DOORS = {"__init__", "__main__", "cli", "clock", "processors"}
"""Modules of `portal` outside the rooms."""
CLOCK_CALLS = {"now", "today", "utcnow", "time", "monotonic"}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", sorted(HOOKS.rglob("*.py")), ids=lambda path: path.relative_to(HOOKS).as_posix())
def test_modules_import_only_what_their_layer_may(path: Path) -> None:
    layer = path.relative_to(HOOKS).parts[0].removesuffix(".py")
    allowed = {"portal_publish", "portal_pages", "portal_desk"} if path == HOOKS / "portal" / "cli.py" else set()
    assert not (set(_imports(path)) & FORBIDDEN[layer]) - allowed


def test_every_package_of_portal_is_a_room() -> None:
    assert {path.parent.name for path in (HOOKS / "portal").glob("*/__init__.py")} == set(FLOORS)
    assert {path.stem for path in (HOOKS / "portal").glob("*.py")} == DOORS


@pytest.mark.parametrize("room", FLOORS)
def test_a_room_imports_only_rooms_above_it(room: str) -> None:
    wrong = [
        f"{path.relative_to(HOOKS).as_posix()} imports {name}"
        for path in sorted((HOOKS / "portal" / room).rglob("*.py"))
        for name in _imported_rooms(path)
        if name != room and FLOORS[name] >= FLOORS[room]
    ]
    assert not wrong


def _imported_rooms(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "portal":
            yield from (alias.name for alias in node.names if alias.name in FLOORS)
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            parts = name.split(".")
            if parts[0] == "portal" and len(parts) > 1 and parts[1] in FLOORS:
                yield parts[1]


def test_only_one_module_reads_the_clock() -> None:
    reading = {
        path.relative_to(HOOKS).as_posix()
        for path in HOOKS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK_CALLS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"datetime", "date", "time"}
    }
    assert reading == {"portal/clock.py"}


def test_no_module_has_a_name_of_the_standard_library() -> None:
    import sys

    assert not {path.stem for path in HOOKS.glob("*.py")} & set(sys.stdlib_module_names)


def test_an_installed_program_has_every_package() -> None:
    named = set(tomllib.loads((HOOKS.parent / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"])
    assert named == {path.parent.relative_to(HOOKS).as_posix().replace("/", ".") for path in HOOKS.rglob("__init__.py")}
