"""What all forms have in common: the files they began from, and the change they ask for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from portal.loading.read_cache import read_bytes
from portal.problems.problem import Problem
from portal.yaml_io.document import Document
from portal.yaml_io.reviser import plain_value
from portal_desk.clerk import Clerk
from portal_desk.form_values import Posted, insert_key
from portal_desk.workspace import Request

BASE = "b:"
"""How the inputs begin that hold the hash of a file's text when the form was made."""
ABSENT = "-"
CHOICE = "c:"
"""How the inputs begin that say whose value a conflict takes."""

Bases = dict[str, bytes | None]


class Form(ABC):
    """One form: its key is its address and the name of its draft."""

    template = "form.html"
    kind_word = ""

    def __init__(self, clerk: Clerk, key: str) -> None:
        self.clerk, self.key = clerk, key

    @property
    @abstractmethod
    def title(self) -> str:
        """What is done here."""

    @property
    @abstractmethod
    def paths(self) -> tuple[str, ...]:
        """The files the form begins from."""

    @abstractmethod
    def request(self, posted: Posted, bases: Bases) -> Request:
        """The change that what was typed asks for."""

    @abstractmethod
    def context(
        self, posted: Posted | None, bases: Bases, problems: list[Problem], made: Mapping[str, bytes | None]
    ) -> dict[str, Any]:
        """What the template needs; `posted` is a draft or a refused save, `made` what the latter would write."""

    def words(self, request: Request) -> list[str]:
        """What the change will do."""
        return [line for line in request.body.split("\n") if line]

    @property
    def preview(self) -> str:
        """The page of the site that shows it, from the site's root; empty if none does."""
        return ""

    has_preview = False
    """Whether the page that shows it is the site's first page."""

    @property
    def unreadable(self) -> str | None:
        """A file that has to be mended as text before this form can show it."""
        for path in self.paths:
            raw = self.clerk.file(path)
            if path.endswith(".yml") and raw is not None and self.clerk.snapshot.document(path).problems:
                return path
        return None

    @property
    def done(self) -> str:
        """Where a save leads."""
        return f"/form/{self.key}"

    # --- what forms are made of -------------------------------------------------------------

    def bases(self, posted: Posted | None) -> Bases:
        """The files as they were when the form was made; for a new form as they are."""
        bases: Bases = {path: self.clerk.file(path) for path in self.paths}
        for name, values in (posted or {}).items():
            if name.startswith(BASE) and name.removeprefix(BASE) in bases and values:
                path = name.removeprefix(BASE)
                bases[path] = None if values[0] == ABSENT else self.clerk.state.base(values[0]) or bases[path]
        return bases

    def base_inputs(self, bases: Bases) -> dict[str, str]:
        """The hidden inputs that name them."""
        state = self.clerk.state
        return {f"{BASE}{path}": ABSENT if raw is None else state.keep_base(raw) for path, raw in bases.items()}


def choices_in(posted: Posted) -> dict[str, str]:
    """Whose value each conflict is to take."""
    return {
        name.removeprefix(CHOICE): values[0] for name, values in posted.items() if name.startswith(CHOICE) and values
    }


def one(posted: Posted | None, name: str, default: str = "") -> str:
    """A single value of a form, with its blanks tidied."""
    values = (posted or {}).get(name)
    return " ".join(values[0].split()) if values else default


def read_yaml(path: str, raw: bytes | None) -> Document:
    """A file's document; an empty one for a file that is not there."""
    return read_bytes(path, raw) if raw is not None else Document(path)


def stamp(
    new: dict[str, Any], old: Mapping[str, Any], names: list[str], today: str, moving: tuple[str, ...]
) -> dict[str, Any]:
    """The record with the day of its change and, where what `moving` names has changed, the next revision."""
    if plain_value(new) == plain_value(old):
        return new
    stamped = dict(new)
    for key, value in (("changed", today), ("revision", _next(old.get("revision")))):
        if key not in names:
            continue
        if key == "revision" and all(plain_value(new.get(k)) == plain_value(old.get(k)) for k in moving):
            continue
        if key in stamped:
            stamped[key] = value
        else:
            stamped = insert_key(stamped, key, value, names[: names.index(key)])
    return stamped


def _next(revision: Any) -> str:
    return str(int(revision) + 1) if isinstance(revision, str) and revision.isascii() and revision.isdigit() else "1"
