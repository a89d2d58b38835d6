"""Whoever sits at the desk during one request: their work tree, seen once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portal_desk.snapshot import Snapshot
from portal_desk.state import State
from portal_desk.wording import Teller
from portal_desk.workspace import Workspace


@dataclass
class Clerk:
    """A request's view of a work tree."""

    workspace: Workspace

    @cached_property
    def snapshot(self) -> Snapshot:
        """The folder at the time of the request."""
        return self.workspace.snapshot()

    @property
    def today(self) -> date:
        """The day the records are seen from."""
        return self.snapshot.today

    @property
    def state(self) -> State:
        """What is kept outside the repository."""
        return self.workspace.state

    @property
    def teller(self) -> Teller:
        """Tells changes in words."""
        return Teller(self.snapshot)

    def file(self, path: str) -> bytes | None:
        """A file as it stands."""
        return self.snapshot.files.get(path)
