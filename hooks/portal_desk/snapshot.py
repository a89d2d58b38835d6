"""The folder as it stands: its files, what they mean, and what the check says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.loading.load import load
from portal.loading.read_cache import Memory, read_bytes
from portal.problems.problem import Problem
from portal.yaml_io.document import Document

Files = Mapping[str, bytes]


@dataclass
class Snapshot:
    """All files at one moment."""

    files: Files
    today: date
    catalog: Catalog | None
    """None while a problem stands somewhere."""
    problems: list[Problem]
    memory: Memory
    good: Catalog | None = None
    """The catalog without the files that have faults, as far as one can be made."""

    @property
    def faults(self) -> list[Problem]:
        """What is wrong; reminders are none of it."""
        return [problem for problem in self.problems if not problem.is_warning]

    @property
    def reminders(self) -> list[Problem]:
        """What is to be done."""
        return [problem for problem in self.problems if problem.is_warning]

    @property
    def known(self) -> Catalog | None:
        """The records to show names, dates and choices from."""
        return self.catalog or self.good

    @cached_property
    def agenda(self) -> Agenda | None:
        """The days of all rules."""
        return Agenda(self.known, self.today) if self.known else None

    def document(self, path: str) -> Document:
        """A YAML file's text and value."""
        return self.memory.document(path, self.files[path]) if path in self.files else read_bytes(path, b"")


def take_snapshot(files: Files, today: date, memory: Memory, committed: Files | None = None) -> Snapshot:
    """Read and check all files; `committed` are older versions to fall back on where a file has a fault."""
    catalog, problems = load(files, today, memory)
    snapshot = Snapshot(files, today, catalog, problems, memory)
    if catalog is None and committed is not None:
        faulty = {problem.path for problem in snapshot.faults}
        kept = {path: raw for path, raw in files.items() if path not in faulty}
        snapshot.good = load({**kept, **{p: committed[p] for p in faulty if p in committed}}, today, Memory())[0]
    return snapshot


def new_faults(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """The faults that were not there before, wherever their lines have moved to."""
    known = Counter(_identity(problem) for problem in before if not problem.is_warning)
    found = []
    for problem in after:
        if problem.is_warning:
            continue
        if known[_identity(problem)]:
            known[_identity(problem)] -= 1
        else:
            found.append(problem)
    return found


def _identity(problem: Problem) -> tuple[object, ...]:
    return (problem.code, problem.path, tuple(sorted(problem.args.items())))
