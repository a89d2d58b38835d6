"""What the desk keeps outside the repository: its secret, text that is not saved yet, and texts forms began from."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.clock import read_now

DAYS_KEPT = 60
"""How long unsaved text and the texts forms began from are kept."""
LARGEST_DRAFT = 8_000_000
"""Bytes of one draft."""
_SHA = re.compile(r"[0-9a-f]{64}")

Posted = dict[str, list[str]]
"""What a form holds, by the names of its fields."""


def default_state_folder(root: Path) -> Path:
    """Where the desk keeps its things for this repository, as each system has it."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Application Support"
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state")
    return base / "portal-desk" / hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class State:
    """A folder of the desk's own."""

    folder: Path

    def prepare(self) -> None:
        """Make the folder, for its owner alone, and forget what is too old."""
        for name in ("drafts", "bases"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            self.folder.chmod(0o700)
        oldest = read_now().timestamp() - DAYS_KEPT * 86_400
        for file in (*self.folder.glob("drafts/*"), *self.folder.glob("bases/*")):
            with suppress(OSError):
                if file.stat().st_mtime < oldest:
                    file.unlink()

    def secret(self, name: str) -> str:
        """A random word that stays the same over restarts, so that open windows go on working."""
        file = self.folder / name
        with suppress(FileNotFoundError):
            return file.read_text("ascii")
        word = secrets.token_urlsafe(32)
        _write(file, word.encode())
        return word

    # --- settings ---------------------------------------------------------------------------

    def read_settings(self) -> dict[str, str]:
        """Name, repository and whatever else was asked for once."""
        try:
            found = json.loads((self.folder / "settings.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

    def write_settings(self, settings: Mapping[str, str]) -> None:
        """Remember settings beside those that are known."""
        merged = {**self.read_settings(), **settings}
        _write(self.folder / "settings.json", json.dumps(merged, ensure_ascii=False).encode())

    # --- texts forms began from -------------------------------------------------------------

    def keep_base(self, raw: bytes) -> str:
        """Keep the bytes a form was made from; their hash stands in the form."""
        sha = hashlib.sha256(raw).hexdigest()
        file = self.folder / "bases" / sha
        if file.exists():
            with suppress(OSError):
                os.utime(file)
        else:
            _write(file, raw)
        return sha

    def base(self, sha: str) -> bytes | None:
        """The bytes of that hash, if they are still known."""
        if not _SHA.fullmatch(sha):
            return None
        try:
            return (self.folder / "bases" / sha).read_bytes()
        except OSError:
            return None

    # --- drafts -----------------------------------------------------------------------------

    def keep_draft(self, form: str, posted: Mapping[str, list[str]]) -> None:
        """Keep what was typed into a form."""
        raw = json.dumps({"form": form, "posted": posted}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if len(raw) <= LARGEST_DRAFT:
            _write(self._draft(form), raw)

    def draft(self, form: str) -> Posted | None:
        """What was typed into a form and not saved."""
        found = _read_draft(self._draft(form))
        return found[1] if found else None

    def drop_draft(self, form: str) -> None:
        """Forget it: saved, or not wanted."""
        self._draft(form).unlink(missing_ok=True)

    def drafts(self) -> list[str]:
        """The forms with unsaved text, newest first."""
        files = sorted((self.folder / "drafts").glob("*.json"), key=lambda file: -file.stat().st_mtime)
        return [found[0] for file in files if (found := _read_draft(file))]

    def _draft(self, form: str) -> Path:
        return self.folder / "drafts" / f"{hashlib.sha256(form.encode('utf-8', 'replace')).hexdigest()[:32]}.json"


def _read_draft(file: Path) -> tuple[str, Posted] | None:
    try:
        found: Any = json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
        return str(found["form"]), {str(k): [str(v) for v in values] for k, values in found["posted"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None


def _write(file: Path, raw: bytes) -> None:
    """Write a file whole or not at all, for its owner alone."""
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(raw)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
