"""Who writes a file does not matter: one process or several, the site has the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.structure.files import Files
from tests.conftest import TODAY, copy_project

from portal_pages.files import RecordFile, find_runs
from portal_pages.writing import RUN, NotMadeError, WrittenFile, in_runs, write_files
from portal_publish.mkdocs_build import BUILDER


def _whose() -> bytes:
    return f"{os.getpid()}".encode()


def _never() -> bytes:
    raise ValueError("cannot be made")


def test_two_processes_write_every_file_once(tmp_path: Path) -> None:
    files = [WrittenFile(f"{tmp_path}/{number % 7}/{number}", _whose) for number in range(RUN * 20)]
    write_files(in_runs(files), count=2)
    writers = {Path(file.path).read_bytes() for file in files}
    assert len(list(tmp_path.rglob("*"))) == len(files) + 7
    assert f"{os.getpid()}".encode() in writers


@pytest.mark.parametrize("at", [0, RUN * 4 - 1], ids=["in the first run", "in the last"])
def test_a_file_that_cannot_be_made_fails_the_build_whoever_writes_it(at: int, tmp_path: Path) -> None:
    files = [WrittenFile(f"{tmp_path}/{number}", partial(bytes, b"x")) for number in range(RUN * 4)]
    files[at] = WrittenFile(f"{tmp_path}/{at}", _never)
    with pytest.raises(NotMadeError, match="ValueError: cannot be made"):
        write_files(in_runs(files), count=3)


def test_a_run_holds_what_has_something_in_common() -> None:
    """A language's calendars, else the files of one record in all languages."""
    addresses = [f"{prefix}{rest}" for prefix in ("", "bo/") for rest in ("villages/b/", "villages/a/", "")]
    uris = [f"{address}{name}" for address in addresses for name in ("calendar.ics", "index.html")]
    config: Any = SimpleNamespace(site_dir="site")
    build: Any = SimpleNamespace(contexts={"zh": None, "bo": None})
    runs = find_runs(Files([RecordFile(uri, config, bytes) for uri in uris]), build)
    assert [[file.path for file in run] for run in runs] == [
        ["site/villages/b/calendar.ics", "site/villages/a/calendar.ics", "site/calendar.ics"],
        ["site/bo/villages/b/calendar.ics", "site/bo/villages/a/calendar.ics", "site/bo/calendar.ics"],
        [
            *("site/index.html", "site/bo/index.html", "site/villages/a/index.html", "site/bo/villages/a/index.html"),
            *("site/villages/b/index.html", "site/bo/villages/b/index.html"),
        ],
    ]


def test_the_site_is_the_same_whether_one_or_more_processes_built_it(site: Path, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    environment = {**os.environ, "PORTAL_TODAY": f"{TODAY}", "NO_MKDOCS_2_WARNING": "1"}
    mine = min(os.sched_getaffinity(0))
    # The builder starts a process for each processor it may use.
    done = subprocess.run(
        [sys.executable, "-m", BUILDER, "build", "--strict"], cwd=project, env=environment, check=False,
        capture_output=True, preexec_fn=lambda: os.sched_setaffinity(0, {mine}),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    for one, other in ((project / "site", site), (project / "site-internal", site.parent / "site-internal")):
        names = [path.relative_to(other) for path in other.rglob("*") if path.is_file()]
        assert [
            path.relative_to(one)
            for path in one.rglob("*")
            if path.is_file() and path.relative_to(one) not in set(names)
        ] == []
        assert [name for name in names if (one / name).read_bytes() != (other / name).read_bytes()] == []
