"""What some work takes of processor and memory, measured in a process of its own."""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.memory import resident


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor, and megabytes beyond what the child was born with."""

    seconds: float
    megabytes: float


def measure(act: Callable[[], object]) -> Cost:
    """Runs something in a forked child, which is ended after a minute."""
    before = resident()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            gc.freeze()  # what the suite has made is not gone through again, or copied, for the child's sake
            signal.alarm(60)
            act()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    _, ended, usage = os.wait4(child, 0)
    assert ended == 0, f"ended with {ended}"
    return Cost(usage.ru_utime + usage.ru_stime, max(0.0, usage.ru_maxrss / 1024 - before))


def in_turns(acts: Sequence[Callable[[], object]], tries: int = 3) -> list[Cost]:
    """The least that each has taken of several tries, which take turns: a busy spell of the machine meets all alike."""
    rounds = [[measure(act) for act in acts] for _ in range(tries)]
    return [
        Cost(min(cost.seconds for cost in costs), min(cost.megabytes for cost in costs))
        for costs in zip(*rounds, strict=True)
    ]
