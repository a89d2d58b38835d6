"""The lock: one publish at a time into one place.

The kernel holds it (flock), not a file's existence: whoever is killed lets go of it at once.
The builder inherits it, so a publish that was killed is not over before its child is.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal_publish.console import PublishError, print_bilingual

try:
    import fcntl
except ImportError:  # Windows: staff check there, servers publish
    fcntl = None  # type: ignore[assignment]

PAUSE = 0.1
"""Seconds between two tries."""


class BusyError(PublishError):
    """Another publish holds the lock, and has not let go of it in time."""


@contextmanager
def locked(path: Path, wait: float) -> Iterator[int]:
    """Holds the lock; gives its file descriptor, for the builder to inherit.

    Waits up to `wait` seconds for another publish to end. Raises BusyError after that.
    """
    if fcntl is None:
        raise PublishError("发布要在 Linux 上运行。", "Publishing needs Linux.")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(descriptor, wait)
        yield descriptor
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, wait: float) -> None:
    tries = max(1, round(wait / PAUSE))
    for attempt in range(tries):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if attempt == 0 and tries > 1:
                print_bilingual("另一次发布正在进行，等它结束 …", "Another publish is running; waiting for it …")
            if attempt < tries - 1:
                time.sleep(PAUSE)
    raise BusyError(
        "没有发布：另一次发布正在进行。等它结束再试。",
        "Not published: another publish is running. Try again when it has ended.",
    )
