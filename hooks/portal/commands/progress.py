"""Progress of a long command: what is being done and how much is left.

On a terminal one bar; elsewhere (a log, a pipe) a line a step. It goes to standard error, for what a command prints is
its result.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, TextIO

_FORMAT = "{desc} {percentage:3.0f}%|{bar:24}| 还要 left {remaining}"

_USUAL_WIDTH = 80


class Step(NamedTuple):
    """One step of a command."""

    chinese: str
    english: str
    share: float = 1
    """How long it takes beside the others, roughly: so the bar moves evenly."""

    def __str__(self) -> str:
        return f"{self.chinese} / {self.english}"


Advance = Callable[[int, int], None]
"""Told how many of how many parts of the present step are done."""


def tell_nobody(done: int, of: int) -> None:
    """Take word of progress where nobody waits for it."""


@contextmanager
def beside_bars(stream: TextIO) -> Iterator[None]:
    """Take bars out of the way while something else is printed."""
    if "tqdm" not in sys.modules:
        yield
        return
    from tqdm import tqdm

    with tqdm.external_write_mode(file=stream):
        yield


Begin = Callable[[], Advance]
"""Begins the next step."""


def begin_silently() -> Advance:
    """Begin a step nobody is told of."""
    return tell_nobody


class Progress:
    """Tells the steps of a command as they begin; to be used in a `with` statement."""

    def __init__(
        self, steps: Sequence[Step], stream: TextIO | None = None, write: Callable[[str], None] | None = None
    ) -> None:
        """`write` is where lines go when there is no terminal; by default to the stream."""
        self._steps = tuple(steps)
        self._stream = stream or sys.stderr
        self._write = write or self._print
        self._begun = 0
        self._bar: Any = None

    def __enter__(self) -> Progress:
        self.open()
        return self

    def open(self) -> None:
        """Show the bar, where there is a terminal."""
        if self._stream.isatty():
            from tqdm import tqdm  # only where it is seen: loading it takes as long as a small command

            # Told, not asked for: some terminals say that they are 0 wide and high.
            width = os.get_terminal_size(self._stream.fileno()).columns or _USUAL_WIDTH
            whole = sum(step.share for step in self._steps)
            self._bar = tqdm(total=whole, file=self._stream, ncols=width, nrows=24, bar_format=_FORMAT, leave=False)

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()

    def begin(self, name: str = "") -> Advance:
        """Begin the next step; `name` says more of it. Return what is told how far the step has come."""
        before = sum(step.share for step in self._steps[: self._begun])
        step = self._steps[self._begun]
        self._begun += 1
        words = f"{step}{f' {name}' if name else ''}"
        if self._bar is None:
            self._write(f"[{self._begun}/{len(self._steps)}] {words}")
            return tell_nobody
        bar = self._bar
        bar.set_description_str(words)
        self._move(before)

        def advance(done: int, of: int) -> None:
            self._move(before + step.share * done / max(of, 1))

        return advance

    def _move(self, to: float) -> None:
        self._bar.update(to - self._bar.n)
        self._bar.refresh()

    def _print(self, line: str) -> None:
        with suppress(OSError):  # that nobody listens any more is no reason to stop
            print(line, file=self._stream, flush=True)
