"""Long work says what it does and how much is left: on a terminal in one bar, elsewhere in a line a step."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from portal.commands.progress import Progress, Step
from portal_pages.poster_command import PRINTING
from portal_publish.mkdocs_build import BUILDER
from portal_publish.publishing import MAKING, PUBLISHING
from tests.conftest import ROOT, TODAY
from tests.publish.conftest import environment

STEPS = (Step("量", "measuring"), Step("写", "writing", 3))
_LINE = re.compile(r"\[(\d+)/(\d+)\] (.*)")
_PERCENT = re.compile(r"(\d+)%\|")


def _on_terminal(command: list[str], folder: Path) -> tuple[int, str, str]:
    """Run a command whose standard error is a terminal: its status, what it printed, what the terminal got."""
    ours, theirs = pty.openpty()
    env = {**environment(), "TERM": "xterm", "COLUMNS": "100", "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=theirs) as running:
        os.close(theirs)
        told = b""
        while True:
            try:
                got = os.read(ours, 4096)
            except OSError:  # Linux says so that the other side is closed
                break
            if not got:
                break
            told += got
        printed = running.stdout.read() if running.stdout else b""
    os.close(ours)
    return running.returncode, printed.decode(), told.decode("utf-8", "replace")


def _elsewhere(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env={**environment(), "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip


def _portal(folder: Path, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "portal", "--root", str(folder), *map(str, arguments)]


def _bars_rise(told: str) -> bool:
    shown = [int(percent) for percent in _PERCENT.findall(told)]
    return shown == sorted(shown) and shown[:1] == [0] and len(set(shown)) > 1


def _lines(text: str) -> list[tuple[int, int, str]]:
    return [(int(at), int(of), words) for at, of, words in _LINE.findall(text)]


def _steps_told(text: str, steps: tuple[Step, ...]) -> bool:
    return _lines(text) == [(at, len(steps), str(step)) for at, step in enumerate(steps, 1)]


# --- the bar itself -----------------------------------------------------------------------------


def test_elsewhere_each_step_is_a_line() -> None:
    said = io.StringIO()
    with Progress(STEPS, said) as progress:
        progress.begin()(1, 2)
        progress.begin()(1, 2)
    assert said.getvalue() == "[1/2] 量 / measuring\n[2/2] 写 / writing\n"


def test_on_a_terminal_one_bar_goes_through_the_steps_by_their_shares() -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        with Progress(STEPS, terminal) as progress:
            progress.begin()(1, 2)
            advance = progress.begin()
            advance(1, 3)
            advance(3, 3)
        terminal.flush()
        told = os.read(ours, 65536).decode()
    os.close(ours)
    shown = list(dict.fromkeys(_PERCENT.findall(told)))
    assert shown == ["0", "12", "25", "50", "100"]
    assert "量 / measuring" in told and "写 / writing" in told and "还要 left" in told
    assert "\n" not in told.rstrip()


# --- the commands -------------------------------------------------------------------------------


def test_publish_tells_its_steps_on_standard_error_alone(project: Path, tmp_path: Path) -> None:
    done = _elsewhere(_portal(project, "publish", "--to", tmp_path / "public"), project)
    assert done.returncode == 0, done.stderr
    assert _steps_told(done.stderr, PUBLISHING) and not _lines(done.stdout)


@pytest.mark.slow
def test_publish_shows_a_bar_of_its_steps(project: Path, tmp_path: Path) -> None:
    status, printed, told = _on_terminal(_portal(project, "publish", "--to", tmp_path / "public"), project)
    assert status == 0 and "已发布" in printed and "%|" not in printed
    assert _bars_rise(told) and all(str(step) in told for step in PUBLISHING)


@pytest.mark.slow
def test_bundle_shows_a_bar_and_then_what_it_made(project: Path, tmp_path: Path) -> None:
    status, printed, told = _on_terminal(_portal(project, "bundle", tmp_path / "a.zip"), project)
    assert status == 0 and "已做好" in printed
    assert _bars_rise(told) and all(str(step) in told for step in MAKING) and "打包 / packing" in told
    done = _elsewhere(_portal(project, "bundle", tmp_path / "b.zip"), project)
    assert [(at, of) for at, of, _ in _lines(done.stderr)] == [(at, 5) for at in range(1, 6)]
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_build_tells_its_steps_in_mkdocs_own_log(project: Path) -> None:
    command = [sys.executable, "-m", BUILDER, "build", "--strict"]
    done = _elsewhere(command, project)
    assert done.returncode == 0, done.stderr
    assert [(at, of) for at, of, _ in _lines(done.stderr)] == [(1, 3), (2, 3), (3, 3)]
    assert done.stderr.count("INFO") >= 3
    status, _, told = _on_terminal(command, project)
    assert status == 0 and _bars_rise(told) and "写网站的文件 / writing the site's files" in told


@pytest.mark.slow
def test_posters_tell_their_steps(project: Path, tmp_path: Path) -> None:
    poster = _portal(project, "poster", "--lang", "zh", "--output", tmp_path / "all.pdf")
    done = _elsewhere(poster, project)
    assert done.returncode == 0, done.stderr
    assert _steps_told(done.stderr, PRINTING)
    assert _bars_rise(_on_terminal(poster, project)[2])


def test_imports_tell_their_steps(project: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.xlsx"
    assert _elsewhere(_portal(project, "export", ledger, "--kind", "advisers"), project).returncode == 0
    read = _portal(project, "import", ledger, "--kind", "advisers")
    done = _elsewhere(read, project)
    assert done.returncode == 0 and "没有要改的" in done.stdout and len(_lines(done.stderr)) == 3
    status, printed, told = _on_terminal(read, project)
    assert status == 0 and "没有要改的" in printed and _bars_rise(told)


def test_the_bench_tells_how_many_measurements_are_left() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "tests.bench", "-p", "no:cacheprovider", "-m", "not slow"]
    command += ["tests/domain/test_site_day.py", "-k", "fixed or sample"]
    done = _elsewhere(command, ROOT)
    lines = _lines(done.stderr)
    assert lines and [at for at, _, _ in lines] == list(range(1, lines[-1][1] + 1))
    assert all(words.startswith("测量 / measuring test_") for _, _, words in lines)
    assert f"{TODAY:%Y}" in environment()["PORTAL_TODAY"]
