"""Trial records: the town's with some of them changed, as a catalog or as its problems."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.loading.load import load
from portal.problems.problem import Problem
from tests.conftest import TODAY


def with_changes(files: Mapping[str, bytes], changes: Mapping[str, str]) -> dict[str, bytes]:
    """The files with some replaced or added (`content/…`); an empty text takes a file away."""
    kept = {path: raw for path, raw in files.items() if changes.get(path, " ")}
    return kept | {path: text.encode() for path, text in changes.items() if text}


def edit(files: Mapping[str, bytes], path: str, old: str, new: str) -> dict[str, bytes]:
    """The files with one text in one of them replaced; it has to be there."""
    text = files[path].decode()
    assert text.count(old) == 1, (path, old, text.count(old))
    return with_changes(files, {path: text.replace(old, new)})


def load_catalog(files: Mapping[str, bytes], today: date = TODAY) -> Catalog:
    """The catalog; a problem fails the test with its code and place."""
    catalog, problems = load(files, today)
    faults = [(problem.code, problem.path, problem.line) for problem in problems if not problem.is_warning]
    assert catalog is not None, faults
    return catalog


def make_context(files: Mapping[str, bytes], language: str = "zh", today: date = TODAY) -> ViewContext:
    """A view context of trial records."""
    catalog = load_catalog(files, today)
    return ViewContext(catalog, Agenda(catalog, today), catalog.languages[language])


def find_problems(files: Mapping[str, bytes], code: str, today: date = TODAY) -> list[Problem]:
    """The problems of one code."""
    return [problem for problem in load(files, today)[1] if problem.code == code]
