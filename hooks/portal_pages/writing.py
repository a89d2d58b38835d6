"""Writing a build's files on every processor.

The builder is copied (fork) once everything is known and nothing is written, so that no record
has to be sent anywhere; all copies take runs of files until none is left. Each file's bytes
come from the records alone: who writes it does not matter, but what a process has found out for
one file of a run is at hand for the next.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from mkdocs.exceptions import PluginError

from portal.commands.progress import Advance, tell_nobody
from portal.commands.status import where_it_failed
from portal.processors import processors

log = logging.getLogger("mkdocs.plugins.portal")

RUN = 60
"""Files in a run: enough for neighbours to share what they have in common."""
FEWEST = 1000
"""Files; for less a second process is not worth starting."""
_NOT_MADE = """
网站的文件 {name} 生成不出来（{why}）。
先看看它的档案最近改了什么，改回去再试；还不行，把上面这一行发给维护人。
The file {name} cannot be made: take back what was last changed in its record, or tell the maintainer."""


class NotMadeError(PluginError):
    """A file that could not be made or written; MkDocs prints the text, worded for staff, without a traceback."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(_NOT_MADE.format(name=path.rpartition("/site/")[2], why=why))
        self.told = (path, why)
        """What the exception can be made of again, in another process."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file to be written, and what makes its bytes."""

    path: str
    render: Callable[[], bytes]

    def write(self, folders: set[Path]) -> None:
        """Makes and writes the bytes; `folders` are those known to be there. Raises NotMadeError."""
        try:
            raw = self.render()
            path = Path(self.path)
            if path.parent not in folders:
                path.parent.mkdir(parents=True, exist_ok=True)
                folders.add(path.parent)
            path.write_bytes(raw)
        except Exception as error:
            log.debug("%s", self.path, exc_info=error)
            raise NotMadeError(self.path, where_it_failed(error)) from error


def in_runs(files: Sequence[WrittenFile]) -> list[Sequence[WrittenFile]]:
    """The files as runs, in their order."""
    return [files[first : first + RUN] for first in range(0, len(files), RUN)]


def write_files(
    runs: Sequence[Sequence[WrittenFile]], count: int | None = None, advance: Advance = tell_nobody
) -> None:
    """Writes every file of every run, with `count` processes; by default one for each processor.

    `advance` is told of the runs taken, by the builder alone.

    Raises NotMadeError for the first file that could not be made.
    """
    count = count or (processors() if sum(map(len, runs)) >= FEWEST and sys.platform == "linux" else 1)
    context = multiprocessing.get_context("fork" if count > 1 else None)
    taken = context.Value("l", 0)
    faults: SimpleQueue[tuple[str, str]] = context.SimpleQueue()

    def take() -> int:
        with taken.get_lock():
            at: int = taken.value
            taken.value = at + 1
        return at

    gc.collect()
    gc.freeze()  # what is known by now stays shared between the processes, uncounted by the collector
    others = [context.Process(target=_help, args=(runs, take, os.getpid(), faults)) for _ in range(count - 1)]
    try:
        for other in others:
            other.start()
        _write_runs(runs, take, advance=advance)
    finally:
        with taken.get_lock():
            taken.value = len(runs)  # if this one failed, the others need not go on
        for other in others:
            if other.pid:
                other.join()
    if not faults.empty():
        raise NotMadeError(*faults.get())
    if ended := [f"{other.exitcode}" for other in others if other.exitcode]:
        raise NotMadeError("", f"a process was ended: {', '.join(ended)}")  # killed, as for want of memory


def _write_runs(
    runs: Sequence[Sequence[WrittenFile]], take: Callable[[], int], builder: int | None = None,
    advance: Advance = tell_nobody,
) -> None:  # fmt: skip
    folders: set[Path] = set()
    while (at := take()) < len(runs) and builder in (None, os.getppid()):
        advance(at, len(runs))
        for file in runs[at]:
            file.write(folders)


def _help(
    runs: Sequence[Sequence[WrittenFile]], take: Callable[[], int], builder: int, faults: SimpleQueue[tuple[str, str]]
) -> None:
    """What the other processes do; they end when the builder is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the builder is told as well
    try:
        _write_runs(runs, take, builder)
    except NotMadeError as error:
        faults.put(error.told)
