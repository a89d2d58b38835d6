"""The fixtures of the suite, of what is shipped in content/ and docs/ in place of the tests' own town."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.loading.load import read_folder
from portal.loading.site_day import find_today
from tests.conftest import ROOT, copy_project, run_build, serve
from tests.towns import read_catalog


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The project's own records and explainers."""
    return read_folder(ROOT)


@pytest.fixture(scope="session")
def shipped_day(files: dict[str, bytes]) -> date:
    """The day that a build of it would take."""
    return find_today(files)


@pytest.fixture(scope="session")
def catalog(files: dict[str, bytes], shipped_day: date) -> Catalog:
    """The project's own records, read on that day."""
    return read_catalog(files, shipped_day)


@pytest.fixture(scope="session")
def contexts(catalog: Catalog, shipped_day: date) -> dict[str, ViewContext]:
    """A view context for each language."""
    agenda = Agenda(catalog, shipped_day)
    return {code: ViewContext(catalog, agenda, language) for code, language in catalog.languages.items()}


@pytest.fixture(scope="session")
def site(shipped_day: date, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped site, built once."""
    project = copy_project(tmp_path_factory.mktemp("shipped"))
    result = run_build(project, today=shipped_day)
    assert result.returncode == 0, result.stdout + result.stderr
    return project / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the shipped site, under a sub-path as on the district's site."""
    with serve(site) as address:
        yield address
