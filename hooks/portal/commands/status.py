"""Exit statuses, the same for every command, and the errors that lead to them."""

from __future__ import annotations

import traceback
from pathlib import Path

from portal.text.personal_data import mask
from portal.text.staff_message import StaffError

OK, PROBLEMS, USAGE = 0, 1, 2
TRACEBACK = "PORTAL_TRACEBACK"
"""A variable for developers: set, a mistake of the program ends in its traceback."""


class RefusedError(StaffError):
    """A command could not do what it was asked: exit status 1; printed a line a language."""

    def __str__(self) -> str:
        return f"{self.message.zh}\n{self.message.en}"


class FaultsError(Exception):
    """There are faults in the records: exit status 1; the text is the report of them, as `portal check` prints it."""


def where_it_failed(error: BaseException) -> str:
    """An error of the program in one line, masked: what, and in which line of the code."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "portal" in Path(frame.filename).parent.as_posix()] or frames
    at = f", {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
    return mask(f"{type(error).__name__}: {error}".replace("\n", " ")[:200]) + at
