"""Git: reading commits from their objects, without a checkout and without running anything in them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.problems.problem import Problem
from portal.records.record_paths import is_portable
from portal_publish.console import PublishError

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes; a larger one is not even read. No photo of an adviser comes near it."""
NOTHING = "0" * 40
"""Git's name for a ref that does not exist."""
_FILES = ("100644", "100755", "100664")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, bare or with a working tree."""

    folder: Path

    def run(self, *arguments: str, given: bytes | None = None) -> bytes:
        """What git prints. Raises PublishError with git's words if it fails."""
        done = self._call(arguments, given)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            raise PublishError(f"git {arguments[0]} 失败：{said}", f"git {arguments[0]} failed: {said}")
        return done.stdout

    def ask(self, *arguments: str) -> str | None:
        """What git prints, without the line end; None if it says no."""
        done = self._call(arguments, None)
        return None if done.returncode else done.stdout.decode("utf-8", "replace").strip()

    def _call(self, arguments: Sequence[str], given: bytes | None) -> subprocess.CompletedProcess[bytes]:
        command = ["git", "-C", str(self.folder), *arguments]
        try:
            return subprocess.run(command, input=given, capture_output=True, check=False, env=self._environment())
        except FileNotFoundError:
            raise PublishError("没有安装 git。", "git is not installed.") from None

    def _environment(self) -> dict[str, str]:
        """Git's own variables only inside a hook of this very repository.

        There they name the quarantine in which pushed objects wait; anywhere else they
        would lead git to another repository.
        """
        environment = dict(os.environ)
        inside = environment.get("GIT_DIR")
        if inside is None or Path(inside).resolve() != self.folder.resolve():
            environment = {key: value for key, value in environment.items() if not key.startswith("GIT_")}
        return {**environment, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}

    def commit(self, revision: str) -> str | None:
        """The commit a revision means; None if there is none."""
        return self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")

    def committed_at(self, commit: str) -> int:
        """When the commit was made, in seconds since 1970."""
        return int(self.run("log", "-1", "--format=%ct", commit))

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether nothing of `older` is lost in `newer`."""
        return self.ask("merge-base", "--is-ancestor", older, newer) is not None

    def changed(self, before: str, after: str, *paths: str) -> list[str]:
        """The paths that differ between two commits, below `paths`."""
        names = self.run("diff-tree", "-r", "-z", "--no-renames", "--name-only", before, after, "--", *paths)
        return [name.decode("utf-8", "replace") for name in names.split(b"\0") if name]

    def names(self, commit: str, *tops: str) -> list[str]:
        """The paths of a commit's files below `tops`."""
        listed = self.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, *tops)
        return [name.decode("utf-8", "backslashreplace") for name in listed.split(b"\0") if name]

    def read_commit(self, commit: str, *tops: str) -> tuple[dict[str, bytes], list[Problem]]:
        """The files of a commit below `tops`, and what there is that cannot be published."""
        listed = self.run("ls-tree", "-r", "-z", "-l", "--full-tree", commit, *tops)
        entries = []
        for line in filter(None, listed.split(b"\0")):
            facts, _, name = line.partition(b"\t")
            mode, _, id, size = facts.decode().split()
            entries.append((name, mode, id, int(size) if size.isdigit() else 0))
        return self._read(entries)

    def passing_files(self, commit: str, *tops: str) -> Iterator[tuple[str, str, bytes]]:
        """Files that only earlier commits of a push hold: path, git's id of the bytes, the bytes.

        What the repository has already, and what is still in `commit`, is none of them.
        """
        kept = set(re.findall(rb"^\d+ blob ([0-9a-f]+)", self.run("ls-tree", "-r", "--full-tree", commit, *tops), re.M))
        listed = self.run("rev-list", "--objects", commit, "--not", "--all", "--", *tops)
        named = [line.partition(b" ") for line in listed.splitlines()]
        ids = [id for id, _, name in named if name and id not in kept]
        names = {id.decode(): name.decode("utf-8", "backslashreplace") for id, _, name in named}
        facts = self.run("cat-file", "--batch-check", given=b"\n".join([*ids, b""])) if ids else b""
        found = [line.split() for line in facts.decode().splitlines()]
        blobs = self._blobs([id for id, kind, size in found if kind == "blob" and int(size) <= LARGEST_FILE])
        for id, raw in blobs.items():
            yield names[id], id, raw

    def new_commits(self, commit: str) -> Iterator[tuple[str, str]]:
        """The commits up to `commit` that the repository has not, each as git keeps it: head and message."""
        ids = self.run("rev-list", commit, "--not", "--all").decode().split()
        for id, raw in self._blobs(ids).items() if ids else ():
            try:
                yield id, raw.decode("utf-8")
            except UnicodeDecodeError:
                yield id, raw.decode("gb18030", "replace")

    def new_names(self, commit: str) -> list[str]:
        """Every path that the new commits up to `commit` touch, also one that a later commit takes away."""
        listed = self.run(
            "log", "--format=", "--name-only", "-z", "-m", "--no-renames", "--root", commit, "--not", "--all"
        )
        names = dict.fromkeys(name.strip(b"\n") for name in listed.split(b"\0"))
        return [name.decode("utf-8", "backslashreplace") for name in names if name]

    def read_index(self, *tops: str) -> tuple[dict[str, bytes], list[Problem]]:
        """The files as they are about to be committed."""
        listed = self.run("ls-files", "-s", "-z", "--full-name", "--", *(f":/{top}" for top in tops))
        entries = []
        for line in filter(None, listed.split(b"\0")):
            facts, _, name = line.partition(b"\t")
            mode, id, _ = facts.decode().split()
            entries.append((name, mode, id, 0))
        return self._read(entries)

    def _read(self, entries: Sequence[tuple[bytes, str, str, int]]) -> tuple[dict[str, bytes], list[Problem]]:
        problems: list[Problem] = []
        wanted: dict[str, str] = {}
        for raw, mode, id, size in entries:
            name = raw.decode("utf-8", "backslashreplace")
            code = _fault(raw, mode, size)
            if code:
                problems.append(Problem(code, name, args={"name": name, "bytes": str(size)}))
            else:
                wanted[name] = id
        blobs = self._blobs(list(dict.fromkeys(wanted.values())))
        return {name: blobs[id] for name, id in wanted.items()}, problems

    def _blobs(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        answer = self.run("cat-file", "--batch", given="".join(f"{id}\n" for id in ids).encode())
        blobs: dict[str, bytes] = {}
        at = 0
        for id in ids:
            end = answer.index(b"\n", at)
            size = int(answer[at:end].rsplit(b" ", 1)[1])
            blobs[id] = answer[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return blobs


def _fault(raw: bytes, mode: str, size: int) -> str | None:
    """Why an entry of a tree is not taken: it would lead out of the folder, or is no text."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        return "push-file-name"
    if not is_portable(name):
        return "push-file-name"
    if mode not in _FILES:
        return "push-no-file"
    return "push-file-large" if size > LARGEST_FILE else None
