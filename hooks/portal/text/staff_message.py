"""Messages to staff outside the report of problems: always in Chinese and English."""

from __future__ import annotations

from typing import NamedTuple


class StaffMessage(NamedTuple):
    """One sentence or more in each language; as text they stand on one line."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


class StaffError(ValueError):
    """A command cannot go on for a reason staff can mend; it ends with the message and no traceback."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.message = StaffMessage(zh, en)

    def __str__(self) -> str:
        return str(self.message)
