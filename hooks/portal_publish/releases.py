"""The place that is published to: its releases, which one is live, and how that changes.

    DIR/current               a link to the live release: the web server's root
    DIR/releases/<name>/      whole releases, three of them
    DIR/releases/.…           a release being made, or being deleted
    DIR/.portal/              the lock, and a record of each release

Names begin with a number that only rises: a clock set back changes nothing in their order.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path

from portal_publish.console import PublishError

KEPT = 3
FOLDER_MODE, FILE_MODE = 0o755, 0o644
"""What a web server under another user needs to read a release."""
_NAME = re.compile(r"(?P<number>\d{6})-[0-9A-Za-z-]+")
UNFINISHED, DOOMED = ".making-", ".deleting-"


@dataclass(frozen=True, slots=True)
class Release:
    """What is known of a release, beside its files."""

    name: str
    day: str
    """The day its pages were made for, ISO 8601."""
    published: str
    """When, by the server's clock, ISO 8601 in UTC."""
    commit: str | None
    sources: str
    """A digest of everything it was made from."""
    is_sample: bool
    files: Mapping[str, tuple[int, str]]
    """Size in bytes and SHA-256 of every file, by its path in the release."""
    stands_still: bool = False
    """Whether its day is the samples' own, at which it stays."""
    shown: tuple[tuple[str, str, str], ...] | None = None
    """What it shows by persons' leave (`withdrawn.py`); None if a program made it that did not note that."""
    old_assets: Mapping[str, int] = field(default_factory=dict)
    """Those of its files that only pages of earlier releases ask for, and for how many editions that is so."""

    @property
    def number(self) -> int:
        """Its place in the order of releases."""
        return int(self.name[:6])

    @property
    def made_for(self) -> date:
        """The day its pages were made for."""
        return date.fromisoformat(self.day)

    @property
    def published_at(self) -> datetime:
        """When it was published."""
        return datetime.fromisoformat(self.published)


@dataclass(frozen=True, slots=True)
class ReleaseStore:
    """A folder that is published to."""

    root: Path

    @property
    def current(self) -> Path:
        """The link to the live release."""
        return self.root / "current"

    @property
    def releases(self) -> Path:
        """The folder of releases."""
        return self.root / "releases"

    @property
    def state(self) -> Path:
        """The folder of what is not published."""
        return self.root / ".portal"

    @property
    def lock(self) -> Path:
        """The lock's file."""
        return self.state / "lock"

    @property
    def held(self) -> Path:
        """The note that a rollback leaves: what the nightly rebuild must not bring back."""
        return self.state / "held"

    # --- what there is ------------------------------------------------------------------------

    def names(self) -> list[str]:
        """The names of all finished releases, oldest first."""
        if not self.releases.is_dir():
            return []
        return sorted(path.name for path in self.releases.iterdir() if _NAME.fullmatch(path.name))

    def current_name(self) -> str | None:
        """The live release's name; None if nothing has been published."""
        if not self.current.is_symlink():
            return None
        return Path(os.readlink(self.current)).name

    def read(self, name: str) -> Release | None:
        """The record of a release; None if there is none that can be read."""
        try:
            fields = json.loads(self._record(name).read_bytes())
            fields["files"] = {path: (size, digest) for path, (size, digest) in fields["files"].items()}
            if fields.get("shown") is not None:
                fields["shown"] = tuple((kind, path, mark) for kind, path, mark in fields["shown"])
            return Release(**fields)
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def live(self) -> Release | None:
        """The record of the live release."""
        name = self.current_name()
        return self.read(name) if name else None

    def damage(self, release: Release, *, thorough: bool = False) -> list[str]:
        """The files of a release that are missing or changed; `thorough` reads their bytes."""
        folder = self.releases / release.name
        found = []
        for path, (size, digest) in release.files.items():
            file = folder / path
            try:
                whole = file.stat().st_size == size and (not thorough or digest_of(file.read_bytes()) == digest)
            except OSError:
                whole = False
            if not whole:
                found.append(path)
        return found

    def next_name(self, day: date, commit: str | None) -> str:
        """A name after all others, whatever the clock says."""
        known = [*self.names(), *(path.stem for path in self._records())]
        number = max((int(name[:6]) for name in known), default=0) + 1
        return f"{number:06d}-{day}-{commit[:7] if commit else 'no-commit'}"

    # --- changing it --------------------------------------------------------------------------

    def prepare(self) -> None:
        """Makes the folders. Raises PublishError where `current` is not ours."""
        if self.current.exists() and not self.current.is_symlink():
            raise PublishError(
                f"没有发布：{self.current} 不是发布程序建的链接。换一个文件夹，或先移走它。",
                f"Not published: {self.current} is not a link made by publishing. Use another folder, or move it away.",
            )
        for folder in reversed((self.releases, self.root, *self.root.parents)):
            if not folder.exists():
                folder.mkdir()
                folder.chmod(FOLDER_MODE)  # the web server is another user, whatever the umask says
        self.state.mkdir(exist_ok=True)
        (self.state / "releases").mkdir(exist_ok=True)

    def clean(self) -> None:
        """Removes what killed runs have left; never the live release. Needs the lock."""
        for folder in (self.releases, self.state, self.state / "releases", self.root):
            for path in list(folder.iterdir()):
                if path.name.startswith((UNFINISHED, DOOMED)):
                    remove(path)
        names = set(self.names())
        for record in self._records():
            if record.stem not in names:
                record.unlink()
        for name in names - {path.stem for path in self._records()} - {self.current_name()}:
            self.drop(name)

    def let_read(self, made: Path) -> None:
        """Lets a folder that was made be read by the web server, whatever umask it was made under."""
        self.releases.chmod(FOLDER_MODE)
        for folder, _, names in os.walk(made):
            os.chmod(folder, FOLDER_MODE)
            for name in names:
                os.chmod(os.path.join(folder, name), FILE_MODE)

    @property
    def closed(self) -> list[Path]:
        """The folders on the way that nobody but their owner gets into: a choice of the keeper, or an old umask."""
        return [folder for folder in (self.root, *self.root.parents) if not folder.stat().st_mode & 0o011]

    def finish(self, made: Path, release: Release) -> None:
        """Lets a folder that was made become a release: first its record, then its name."""
        record = self._record(release.name)
        unfinished = record.with_name(UNFINISHED + record.name)
        unfinished.write_text(json.dumps(asdict(release), ensure_ascii=False), encoding="utf-8")
        sync(unfinished)
        unfinished.rename(record)
        made.rename(self.releases / release.name)
        sync(record.parent)
        sync(self.releases)

    def switch(self, name: str) -> None:
        """Lets a release be live, in one step: readers see the one before or this one."""
        link = self.root / (UNFINISHED + "current")
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases") / name)
        link.replace(self.current)
        sync(self.root)

    def prune(self, kept: int = KEPT) -> None:
        """Keeps so many releases: the live one, and the newest of the others."""
        live = self.current_name()
        others = [name for name in self.names() if name != live]
        for name in others[: max(0, len(others) - (kept - 1))]:
            self.drop(name)

    def drop(self, name: str) -> None:
        """Deletes a release; killed meanwhile, it leaves nothing that looks whole."""
        doomed = self.releases / (DOOMED + name)
        (self.releases / name).rename(doomed)
        self._record(name).unlink(missing_ok=True)
        remove(doomed)

    def _record(self, name: str) -> Path:
        return self.state / "releases" / f"{name}.json"

    def _records(self) -> Iterator[Path]:
        folder = self.state / "releases"
        if folder.is_dir():
            yield from (path for path in folder.iterdir() if _NAME.fullmatch(path.stem) and path.suffix == ".json")


def digest_of(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def remove(path: Path) -> None:
    """Deletes a file, link or folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Lets a file or folder reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Lets a folder and all it holds reach the disk; raises OSError if the disk refuses.

    By Linux's syncfs(2), which writes the whole file system at once: fsync(2) makes the disk
    flush its cache for every single file, four minutes for 15 000 of them.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "syncfs"):
        for path in folder.rglob("*"):
            sync(path)
        sync(folder)
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if libc.syncfs(descriptor):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(descriptor)
