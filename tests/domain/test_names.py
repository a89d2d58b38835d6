"""What comments and pages for developers name in backticks exists: files, and functions named with their module."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = ("hooks", "overrides", "tests", ".ci", "content", "docs")
PAGES = [*sorted((ROOT / "hooks").rglob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", ROOT / "README.md"]
CODE = sorted(
    path for top in ("hooks", "tests") for path in (ROOT / top).rglob("*.py") if "__pycache__" not in path.parts
)
MADE = {
    "sw.js", "notice.txt", "mkdocs.yml", "portal.yml", "work/2026-11.yml", "about.md", "_headers",
    "content/holidays/<year>.yml", "content/common/labels/<code>.yml", "overrides/partials/languages/<code>.html",
    "hooks/portal/views/hotlines.py", "overrides/bodies/hotlines.html", "content/common/labels/xx.yml",
    "overrides/partials/languages/xx.html", "robots.txt", "last-failure.txt", "index.html",
}  # fmt: skip
"""Files that a build, staff or a recipe makes, and MkDocs' own."""
_NAMED = re.compile(r"`([\w<>./-]+\.(?:py|js|cjs|css|html|md|yml|toml|txt))`")
SUFFIXES = {"py", "js", "yml", "xml", "html", "json", "md"}
_CALLED = re.compile(r"`(\w+)\.(\w+)`")


def _files() -> set[str]:
    tops = [path for path in ROOT.iterdir() if path.is_file()]
    below = [path for top in PLACES for path in (ROOT / top).rglob("*") if path.is_file()]
    return {path.relative_to(ROOT).as_posix() for path in [*tops, *below]}


@pytest.fixture(scope="module")
def files() -> set[str]:
    return _files()


def _comments(path: Path) -> str:
    """The docstrings and comments of a module."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    quoted = [value for value in strings if ("`" in value and "\n" in value) or value.rstrip().endswith(".")]
    return "\n".join([*quoted, *re.findall(r"#.*", text)])


def _texts() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        yield page, page.read_text("utf-8")
    for path in CODE:
        yield path, _comments(path)


def test_files_named_in_backticks_exist(files: set[str]) -> None:
    missing = {
        (path.relative_to(ROOT).as_posix(), name)
        for path, text in _texts()
        for name in _NAMED.findall(text)
        if name not in MADE
        and name.rpartition("/")[2] not in MADE
        and not any(f"/{file}".endswith(f"/{name}") for file in files)
    }
    assert not missing


def test_functions_named_with_their_module_exist() -> None:
    modules: dict[str, set[str]] = {}
    for path in CODE:
        names = {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if hasattr(node, "name")}
        modules.setdefault(path.stem, set()).update(name for name in names if isinstance(name, str))
    unknown = {
        (path.relative_to(ROOT).as_posix(), f"{module}.{name}")
        for path, text in _texts()
        for module, name in _CALLED.findall(text)
        if module in modules and name not in modules[module] and not name.isupper() and name not in SUFFIXES
    }
    assert not unknown
