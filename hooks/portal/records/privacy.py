"""content/privacy-allow.yml: what looks like personal data and may be published all the same."""

from __future__ import annotations

from portal.records.base import Record
from portal.records.fields import AllowMark, Reason, Words


class AllowEntry(Record):
    """One finding that may stand in one file, and why."""

    path: Words
    """The file, such as content/offices.yml; or one of the built site, as the problem names it."""
    mark: AllowMark
    """As the problem gives it: the entry does not hold the data itself."""
    reason: Reason

    @property
    def id(self) -> str:
        """A finding may stand in several files: an entry each."""
        return f"{self.mark} {self.path}"
