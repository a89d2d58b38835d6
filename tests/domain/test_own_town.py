"""Tests stand on their own town: none of these folders reads what is shipped in content/ or docs/.

Whoever replaces content/ keeps a green suite. What the program itself brings to a town's content/ may be read
(`OF_THE_PROGRAM`), and tests of what is shipped stand in tests/shipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.towns import OF_THE_PROGRAM, ROOT

ON_THE_TOWN = ("domain", "records", "problems", "ledgers")
READS_SHIPPED = re.compile(
    r"""read_folder\((?:tests\.conftest\.)?ROOT\)|\bcopy_project\b|\b(?:str|read_town)\(ROOT\)|ROOT\s/\sname\b
        |ROOT(?:\s*/\s*f?"[^"]*")+""",
    re.X,
)
"""Ways to reach the project's own records from a test: its root as a town, or a path below it."""


def shipped_reads(text: str) -> Iterator[str]:
    """Yield each place of a module's text that reads what is shipped and is not the program's own."""
    for found in READS_SHIPPED.findall(text):
        path = "/".join(re.findall(r'"([^"]*)"', found))
        if not path or (path.startswith(("content", "docs")) and not path.startswith(OF_THE_PROGRAM)):
            yield found


@pytest.mark.parametrize("folder", ON_THE_TOWN)
def test_no_module_reads_what_is_shipped(folder: str) -> None:
    modules = [path for path in (ROOT / "tests" / folder).glob("*.py") if path != Path(__file__)]
    assert modules
    assert [(path.name, found) for path in modules for found in shipped_reads(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "text",
    [
        "read_folder(ROOT)", "copy_project(tmp_path)", 'main(["--root", str(ROOT)])', '(ROOT / "content/laws.yml")',
        '(ROOT / "content" / "laws.yml")', '(ROOT / "docs").rglob("*")', '(ROOT / f"docs/{language}")', "ROOT / name",
    ],
)  # fmt: skip
def test_each_way_to_what_is_shipped_is_seen(text: str) -> None:
    assert list(shipped_reads(text))


@pytest.mark.parametrize(
    "text", ['ROOT / "content/_examples"', 'ROOT / "content/README.md"', 'ROOT / "hooks"', 'ROOT / "content/.schema"']
)
def test_what_the_program_brings_may_be_read(text: str) -> None:
    assert not list(shipped_reads(text))
