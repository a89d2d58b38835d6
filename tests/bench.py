"""The parts of `make bench`, and its progress: a plugin of pytest (`-p tests.bench`).

A part is a set of files or folders; each slow test belongs to exactly one, and each part takes under ten minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from portal.commands.progress import Progress, Step

ROOT = Path(__file__).parent.parent
PARTS: Mapping[str, tuple[str, ...]] = {
    "build": ("tests/scale/test_build_cost.py", "tests/build/"),
    "dates": ("tests/scale/test_date_cost.py", "tests/scale/test_account_cost.py"),
    "check": ("tests/scale/test_check_cost.py", "tests/scale/test_privacy_cost.py"),
    "preview": ("tests/scale/test_preview_cost.py",),
    "texts": ("tests/problems/", "tests/domain/test_growth.py"),
    "fuzz": ("tests/fuzz/",),
    "publish": ("tests/publish/", "tests/desk/"),
    "search": ("tests/scale/test_search_figures.py",),
    "readers": ("tests/browser/", "tests/scale/test_lighthouse.py"),
}


def parts_of(path: str) -> list[str]:
    """Return the parts a test file, by its path from the project's root, belongs to."""
    return [name for name, paths in PARTS.items() if path.startswith(paths)]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--part`, the part of the bench to run; empty for all of it."""
    parser.addoption("--part", default="", metavar="|".join(PARTS), help="one part of the bench")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a part there is not, and stand ready to tell the progress."""
    part = config.getoption("--part")
    if part and part not in PARTS:
        known = "、".join(PARTS)
        raise pytest.UsageError(f"没有 {part} 这一部分，有：{known} / no such part; there are: {', '.join(PARTS)}")
    config.pluginmanager.register(_Telling(), "bench-progress")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to other parts."""
    part = config.getoption("--part")
    if not part:
        return
    kept = [item for item in items if part in parts_of(item.path.relative_to(ROOT).as_posix())]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


class _Telling:
    """Tells which measurement runs and how many are left: a step each."""

    def __init__(self) -> None:
        self._progress = Progress(())

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Know the measurements, once the others have been left out."""
        steps = [Step("测量", f"measuring {item.name}") for item in session.items]
        self._progress = Progress(steps)
        self._progress.open()
        if sys.stderr.isatty():
            from tqdm.contrib import DummyTqdmFile

            sys.stdout = DummyTqdmFile(sys.stdout)  # figures get lines of their own, above the bar

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Begin the next measurement."""
        self._progress.begin()

    def pytest_sessionfinish(self) -> None:
        """Take the bar away."""
        self._progress.close()
