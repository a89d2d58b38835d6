"""How much memory something takes that runs in a process forked from the suite's."""

from __future__ import annotations

from pathlib import Path

PROGRAM = 100.0
"""Megabytes that the program takes with a town's records, before it is given anything hostile."""


def resident() -> float:
    """Megabytes this process has now; a child is born with as many."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise OSError("no VmRSS in /proc/self/status")


def alone(peak: float, before: float) -> float:
    """Megabytes that a child's work would take in a program of its own: its peak without what it was born with."""
    return PROGRAM + max(0.0, peak - before)
