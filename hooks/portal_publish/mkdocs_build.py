"""The builder: MkDocs as a program of its own, in surroundings that are always the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from portal.clock import VARIABLE
from portal.text.personal_data import mask
from portal_publish.console import PublishError, cause_of

BUILDER = "properdocs" if find_spec("properdocs") else "mkdocs"
"""The builder's module: ProperDocs in MkDocs' place where it is installed (hooks/decisions/mkdocs-and-after.md)."""

LONGEST = 1800
"""Seconds; a province of 14 000 pages takes 30. A builder that hangs must not hold the lock for ever."""
_TRACEBACK = "Traceback (most recent call last):"
_OF_MKDOCS = re.compile(r"^(?:INFO .*|Aborted with .*|ERROR +- *)\n?", re.M)
"""What its log adds to what is said to staff."""
_ERROR_NUMBER = re.compile(r"\[Errno (\d+)\]")
_OWN = ("PYTHON", "MKDOCS", "GIT_")
"""Variables of whoever publishes that would reach into the build."""


def build(project: Path, site: Path, day: date | None, epoch: int, lock: int | None = None) -> None:
    """Builds a project folder into `site`; the child keeps the lock `lock` while it lives.

    Without a `day` the builder looks for it in the records (`sample_day`). Raises PublishError with what MkDocs said.
    """
    command = [sys.executable, "-P", "-m", BUILDER, "build", "--strict", "--site-dir", str(site.resolve())]
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
        raise _failure((done.stdout + done.stderr).decode("utf-8", "replace").strip())


def _failure(said: str) -> PublishError:
    """What MkDocs said, in words: of a traceback the last line, the rest is for the maintainer."""
    told, is_traceback, trace = _OF_MKDOCS.sub("", said).partition(_TRACEBACK)
    lines = [told.strip()]
    if is_traceback:
        lines.append(f"程序自己出了错：{mask(trace.strip().splitlines()[-1])[:300]}")
    if number := _ERROR_NUMBER.search(said):
        lines.append(" / ".join(cause_of(int(number[1]))))
    shown = "\n".join(line for line in lines if line)
    return PublishError(
        f"没有发布：网站没有生成成功，原来的网站没有动。\n{shown}",
        "Not published: the build failed; the site as it was still stands.",
        said,
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
