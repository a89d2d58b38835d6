"""The recipes of CONTRIBUTING.md, followed to the letter in a copy of the project, build."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.conftest import ROOT, copy_project, run_build

_STEP = re.compile(
    r"^(?:\d+\. `(?P<path>[^`]+)`, |   and )(?:a new file|(?P<where>below|above) `(?P<anchor>[^`]+)`):\n\n"
    r" {3}```\w+\n(?P<text>.*?)\n {3}```$",
    re.M | re.S,
)
_COPY = re.compile(r"^\d+\. `(?P<path>[^`]+)`: a copy of `(?P<source>[^`]+)`", re.M)
MOST_FILES = {"a field": 8, "a page": 6, "a language": 3}


class Step(NamedTuple):
    """One insertion: where, and what; `source` for a file that is a copy of another."""

    path: str
    where: str
    anchor: str
    text: str
    source: str = ""


def _steps(recipe: str) -> Iterator[Step]:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = page.partition(f"## Recipe: {recipe}\n")[2].partition("\n## ")[0]
    path = ""
    for match in _STEP.finditer(section):
        path = match["path"] or path
        yield Step(path, match["where"] or "", match["anchor"] or "", textwrap.dedent(match["text"]) + "\n")
    for match in _COPY.finditer(section):
        yield Step(match["path"], "", "", "", match["source"])


def _follow(recipe: str, project: Path) -> set[str]:
    """Do what a recipe says; return the files it names."""
    paths = set()
    for step in _steps(recipe):
        paths.add(step.path)
        target = project / step.path
        if step.source:
            shutil.copy(project / step.source, target)
        elif not step.where:
            assert not target.exists()
            target.write_text(step.text, encoding="utf-8")
        else:
            target.write_text(_inserted(target.read_text("utf-8"), step), encoding="utf-8")
    return paths


def _inserted(text: str, step: Step) -> str:
    lines = text.splitlines(keepends=True)
    (at,) = [number for number, line in enumerate(lines) if line.rstrip("\n") == step.anchor][:1]
    indent = re.match(" *", step.anchor)
    assert indent
    deeper = (
        "    " if step.anchor.endswith("{") else "  " if step.path.endswith(".yml") and step.where == "below" else ""
    )
    block = textwrap.indent(step.text, indent[0] + deeper)
    lines.insert(at + (step.where == "below"), block)
    return "".join(lines)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


def _built(project: Path) -> Path:
    result = run_build(project)
    assert result.returncode == 0, result.stdout + result.stderr
    return project / "site"


@pytest.mark.parametrize("recipe", MOST_FILES)
def test_a_recipe_touches_few_files(recipe: str) -> None:
    paths = {step.path for step in _steps(recipe)}
    assert 0 < len(paths) <= MOST_FILES[recipe]


def test_a_field_is_added_by_its_recipe(project: Path) -> None:
    _follow("a field", project)
    village = project / "content/villages/jiaya.yml"
    village.write_text(village.read_text("utf-8") + "market: {zh: 逢三集口, en: Days with a three}\n", encoding="utf-8")
    site = _built(project)
    assert "<dt>集日</dt><dd>逢三集口</dd>" in (site / "villages/jiaya/index.html").read_text("utf-8")
    assert '<dd><span lang="zh">逢三集口</span></dd>' in (site / "bo/villages/jiaya/index.html").read_text("utf-8")
    assert "<dt>Market</dt><dd>Days with a three</dd>" in (site / "en/villages/jiaya/index.html").read_text("utf-8")


def test_a_page_is_added_by_its_recipe(project: Path) -> None:
    _follow("a page", project)
    site = _built(project)
    page = (site / "en/hotlines/index.html").read_text("utf-8")
    assert "<h1>Hotlines</h1>" in page and 'href="tel:12348"' in page


def test_a_language_is_added_by_its_recipe(project: Path) -> None:
    _follow("a language", project)
    theme = project / "overrides/partials/languages/xx.html"
    theme.write_text(theme.read_text("utf-8").replace('"language": "bo"', '"language": "xx"'), encoding="utf-8")
    portal = project / "content/portal.yml"
    text = portal.read_text("utf-8")
    portal.write_text(re.sub(r"^languages: \[zh, bo, en\]", "languages: [zh, bo, en, xx]", text, flags=re.M), "utf-8")
    site = _built(project)
    assert '<html lang="xx"' in (site / "xx/villages/jiaya/index.html").read_text("utf-8")
    assert (site / "search/xx.json").is_file()


@pytest.mark.parametrize("languages", ["[zh]", "[zh, en]", "[bo, zh]"])
def test_any_list_of_languages_builds(languages: str, project: Path) -> None:
    portal = project / "content/portal.yml"
    portal.write_text(
        re.sub(r"^languages: \[.*?\]", f"languages: {languages}", portal.read_text("utf-8"), flags=re.M), "utf-8"
    )
    command = [sys.executable, "-m", "portal", "--root", str(project), "check"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    if languages.startswith("[zh"):
        assert checked.returncode == 0, checked.stdout
        _built(project)
    else:  # records shipped are written in Chinese: each that has no text in the source language is named
        assert checked.returncode == 1 and "source-language-missing" in checked.stdout
        assert "Traceback" not in checked.stdout + checked.stderr
