"""How many processes may work at once."""

from __future__ import annotations

import os


def processors() -> int:
    """The processors this process may use; a container or `taskset` may leave it fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
