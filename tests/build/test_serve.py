"""The preview: it says what is wrong with a record, and recovers when it is mended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import TODAY, copy_project

from portal_publish.mkdocs_build import BUILDER

pytestmark = pytest.mark.real_clock(reason="MkDocs' live reload waits by a clock that faketime moves under it")

PATIENCE = 60
"""Seconds until a preview that does nothing counts as stuck; not a figure of speed."""


def _until(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[Path, str, Callable[[], str]]]:
    project = copy_project(tmp_path / "project")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    environment = {**os.environ, "PORTAL_TODAY": f"{TODAY}", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", BUILDER, "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=project, env=environment, stdout=output, stderr=output,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored by what a shell starts behind it
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}/"
    assert _until(lambda: "Serving on" in log.read_text(encoding="utf-8")), log.read_text(encoding="utf-8")
    yield project, address, lambda: log.read_text(encoding="utf-8")
    server.send_signal(signal.SIGINT)
    server.wait(PATIENCE)


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        text: str = answer.read().decode()
    return text


def test_the_preview_explains_a_fault_and_recovers(preview: tuple[Path, str, Callable[[], str]]) -> None:
    project, address, printed = preview
    page = _get(address + "villages/jiaya/")
    assert "加牙村" in page
    # MkDocs reloads by a script of its own in the page, which a policy would forbid.
    assert "livereload(" in page and "Content-Security-Policy" not in page
    village = project / "content/villages/jiaya.yml"
    good = village.read_text(encoding="utf-8")
    village.write_text(good.replace("every: month", "every: mnth"), encoding="utf-8")
    assert _until(lambda: "error[not-a-choice]" in printed())
    assert "content/villages/jiaya.yml:16:16" in printed()
    village.write_text(good.replace("村委会一楼", "村委会二楼"), encoding="utf-8")
    assert _until(lambda: printed().count("Documentation built") == 2)
    page = _get(address + "villages/jiaya/")
    assert "村委会二楼" in page
    assert "livereload" in page
    # What lies between files is told by the whole check, which runs beside the preview.
    village.write_text(good.replace("adviser: sample-01", "adviser: nobody"), encoding="utf-8")
    assert _until(lambda: "error[unknown-reference]" in printed())
    assert "make serve" in _get(address + "villages/jiaya/")
    assert "Traceback" not in printed()
