"""What tests share: the records on a fixed day, one built site, one browser.

Domain, records, problems and ledgers stand on a town of their own (tests/town/, fixtures in `town_fixtures.py`); the
rest still on what is shipped.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import importlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.loading.load import read_folder
from portal_publish.mkdocs_build import BUILDER
from tests.browser.clock import ClockedBrowser
from tests.browser.site_server import Timeless
from tests.towns import OF_THE_PROGRAM, TOWN, read_catalog, samples_are_there
from tests.towns import ROOT as ROOT
from tests.towns import TODAY as TODAY

if BUILDER != "mkdocs":
    importlib.import_module(f"{BUILDER}.replacement")  # `mkdocs` then means it, as it does in a build

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes what is expected anew; the diff is reviewed as text."""
    parser.addoption("--update-golden", action="store_true", help="write the expected texts anew")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says when content/ holds another town than the samples, whose own tests are left out then."""
    if not samples_are_there():
        terminalreporter.write_line(
            "content/ holds no samples: tests/shipped/samples is left out (see CONTRIBUTING.md)"
        )


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The project's own records and explainers."""
    return read_folder(ROOT)


@pytest.fixture(scope="session")
def catalog(files: dict[str, bytes]) -> Catalog:
    """The project's own records, read on the fixed day."""
    return read_catalog(files)


@pytest.fixture(scope="session")
def contexts(catalog: Catalog) -> dict[str, ViewContext]:
    """A view context for each language."""
    agenda = Agenda(catalog, TODAY)
    return {code: ViewContext(catalog, agenda, language) for code, language in catalog.languages.items()}


def copy_project(target: Path) -> Path:
    """A copy of what a build reads, to be changed by a test."""
    return _copy_with(target, ROOT)


def copy_town(target: Path) -> Path:
    """The same with the records and explainers of the tests' town."""
    return _copy_with(target, TOWN)


def _copy_with(target: Path, town: Path) -> Path:
    leave = shutil.ignore_patterns("__pycache__")
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, target / name, ignore=leave)
    for name in ("content", "docs"):
        shutil.copytree(town / name, target / name)
    for name in OF_THE_PROGRAM:
        if town != ROOT:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def run_build(project: Path, *arguments: str, today: date = TODAY) -> subprocess.CompletedProcess[str]:
    """`mkdocs build --strict` in a project folder."""
    environment = {**os.environ, "PORTAL_TODAY": today.isoformat(), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", BUILDER, "build", "--strict", *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped site, built once."""
    project = copy_project(tmp_path_factory.mktemp("project"))
    result = run_build(project)
    assert result.returncode == 0, result.stdout + result.stderr
    return project / "site"


class _QuietHandler(Timeless, http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Says nothing: the browser's requests are no news."""


@contextlib.contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serves a built site under a sub-path, as on the district's site."""
    folder = site.parent / "served"
    folder.mkdir()
    (folder / "sxz").symlink_to(site)
    handler = functools.partial(_QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sxz/"
    server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The built site's address."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A real headless Chromium: the one installed, else Playwright's. Its clock is the machine's: for measurements."""
    from playwright.sync_api import sync_playwright

    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser(chromium: object) -> ClockedBrowser:
    """The same Chromium; in every page of it, it is NOW."""
    return ClockedBrowser(chromium)
