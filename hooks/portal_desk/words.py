"""Sentences of the desk that come from failures: Chinese first, English second."""

from __future__ import annotations


class DeskError(Exception):
    """Something that could not be done; both texts are worded for staff."""

    def __init__(self, chinese: str, english: str, *, status: int = 409) -> None:
        super().__init__(f"{chinese} / {english}")
        self.chinese, self.english, self.status = chinese, english, status
