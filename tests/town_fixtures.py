"""Fixtures of the tests' own town, for the folders whose tests stand on it: their conftest.py imports them."""

from __future__ import annotations

import pytest

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from tests.towns import TODAY, read_catalog, read_town_folder


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The town's records and explainers."""
    return read_town_folder()


@pytest.fixture(scope="session")
def catalog(files: dict[str, bytes]) -> Catalog:
    """The town's records, read on its day."""
    return read_catalog(files)


@pytest.fixture(scope="session")
def contexts(catalog: Catalog) -> dict[str, ViewContext]:
    """A view context for each language."""
    agenda = Agenda(catalog, TODAY)
    return {code: ViewContext(catalog, agenda, language) for code, language in catalog.languages.items()}
