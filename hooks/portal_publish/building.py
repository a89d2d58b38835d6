"""The builder: MkDocs as a program of its own, in surroundings that are always the same."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from portal.clock import VARIABLE
from portal_publish.talk import PublishError

LONGEST = 1800
"""Seconds; a province of 14 000 pages takes 30. A builder that hangs must not hold the lock for ever."""
_OWN = ("PYTHON", "MKDOCS", "GIT_")
"""Variables of whoever publishes that would reach into the build."""


def build(project: Path, site: Path, day: date | None, epoch: int, lock: int | None = None) -> None:
    """Builds a project folder into `site`; the child keeps the lock `lock` while it lives.

    Without a `day` the builder looks for it in the records (`sample_day`). Raises PublishError with what MkDocs said.
    """
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--strict", "--site-dir", str(site.resolve())]
    try:
        done = subprocess.run(
            command, cwd=project, env=surroundings(day, epoch), capture_output=True, check=False,
            timeout=LONGEST, pass_fds=() if lock is None else (lock,),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise PublishError(
            "没有发布：生成网站超过半小时。", "Not published: the build took over half an hour."
        ) from None
    if done.returncode:
        said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
        raise PublishError(
            f"没有发布：网站没有生成成功，原来的网站没有动。\n{said}",
            "Not published: the build failed; the site as it was still stands.",
        )


def surroundings(day: date | None, epoch: int) -> dict[str, str]:
    """The variables of a build; time zone, language and hashes are the same everywhere."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(_OWN)}
    return kept | {
        VARIABLE: day.isoformat() if day else "",
        "SOURCE_DATE_EPOCH": str(epoch),
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }
