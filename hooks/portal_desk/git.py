"""Git for the desk: commits made from bytes, so that the branch moves in one step or not at all."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal_desk.words import DeskError

PATIENCE = 60.0
"""Seconds for a command without network."""
NETWORK_PATIENCE = 20.0
"""Seconds for asking a server what is new."""
PUSH_PATIENCE = 180.0
"""Seconds for a push: the server checks it and makes the site before it answers."""
NOTHING = "0" * 40


class NetworkError(DeskError):
    """The server was not reached, or did not answer in time."""


@dataclass(frozen=True, slots=True)
class Author:
    """Under whose name a commit stands."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit, as a history shows it."""

    commit: str
    name: str
    when: str
    """Of the author, `2026-11-22 10:05`."""
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Git:
    """A repository with a work tree."""

    root: Path

    def run(
        self, *arguments: str, given: bytes | None = None, patience: float = PATIENCE, index: Path | None = None,
        author: Author | None = None,
    ) -> bytes:  # fmt: skip
        """What git prints; raises DeskError with git's words if it fails."""
        done = self._call(arguments, given, patience, index, author)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            raise DeskError(f"git {arguments[0]} 没有做成：\n{said}", f"git {arguments[0]} failed:\n{said}")
        return done.stdout

    def ask(self, *arguments: str) -> str | None:
        """What git prints, without the line end; None if it says no."""
        done = self._call(arguments, None, PATIENCE, None, None)
        return None if done.returncode else done.stdout.decode("utf-8", "replace").rstrip("\n")

    def _call(
        self, arguments: Sequence[str], given: bytes | None, patience: float, index: Path | None, author: Author | None
    ) -> subprocess.CompletedProcess[bytes]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        # Nobody sits at a terminal behind the desk: a question there would wait for ever.
        environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
        environment.setdefault("GIT_SSH_COMMAND", "ssh -oBatchMode=yes -oConnectTimeout=10")
        if index is not None:
            environment["GIT_INDEX_FILE"] = str(index)
        if author is not None:
            for role in ("AUTHOR", "COMMITTER"):
                environment |= {f"GIT_{role}_NAME": author.name, f"GIT_{role}_EMAIL": author.email}
        command = ["git", "-c", "core.quotePath=false", "-c", "core.autocrlf=false", *arguments]
        try:
            return subprocess.run(
                command, cwd=self.root, input=given, capture_output=True, check=False, env=environment, timeout=patience
            )
        except FileNotFoundError:
            raise DeskError("没有安装 git，请先装上。", "git is not installed.") from None
        except subprocess.TimeoutExpired:
            raise NetworkError(f"等了 {patience:g} 秒没有回答。", f"No answer for {patience:g} seconds.") from None

    # --- reading ----------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """Where git keeps its own files of this work tree."""
        return (self.root / self.run("rev-parse", "--git-dir").decode().strip()).resolve()

    def head(self) -> str | None:
        """The commit the work tree stands on; None in a repository without any."""
        return self.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")

    def read(self, commit: str, path: str) -> bytes | None:
        """A file as a commit has it; None if it has none."""
        done = self._call(("cat-file", "blob", f"{commit}:{path}"), None, PATIENCE, None, None)
        return None if done.returncode else done.stdout

    def changed(self, before: str, after: str) -> list[str]:
        """The paths that differ between two commits."""
        names = self.run("diff-tree", "-r", "-z", "--no-renames", "--name-only", before, after)
        return [name.decode("utf-8", "replace") for name in names.split(b"\0") if name]

    def dirty(self) -> list[str]:
        """Files of content/ and docs/ that differ from the last commit."""
        listed = self.run("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "content", "docs")
        return [line[3:].decode("utf-8", "replace") for line in listed.split(b"\0") if line]

    def history(self, *arguments: str, most: int = 50) -> list[Entry]:
        """Commits, newest first."""
        form = "%H%x1f%an%x1f%ad%x1f%s%x1f%b%x1e"
        said = self.run("log", f"-{most}", f"--format={form}", "--date=format:%Y-%m-%d %H:%M", *arguments)
        rows = said.decode("utf-8", "replace").split("\x1e")
        return [Entry(*row.strip("\n").split("\x1f")) for row in rows if row.strip()]

    # --- writing ----------------------------------------------------------------------------

    def make_commit(
        self, files: Mapping[str, bytes | None], message: str, author: Author, parents: Sequence[str],
        base: str | None = None,
    ) -> str:  # fmt: skip
        """A commit with these files (None takes one away) over `base`; no branch knows it yet."""
        index = self.folder / f"desk-index-{os.getpid()}"
        try:
            index.unlink(missing_ok=True)
            base = base or (parents[0] if parents else None)
            self.run("read-tree", *([base] if base else ["--empty"]), index=index)
            lines = []
            for path, raw in files.items():
                if raw is None:
                    lines.append(f"0 {NOTHING}\t{path}")
                else:
                    blob = self.run("hash-object", "-w", "--stdin", given=raw).decode().strip()
                    lines.append(f"100644 {blob}\t{path}")
            self.run("update-index", "-z", "--index-info", given="\0".join([*lines, ""]).encode(), index=index)
            tree = self.run("write-tree", index=index).decode().strip()
        finally:
            index.unlink(missing_ok=True)
        named = [argument for parent in parents for argument in ("-p", parent)]
        return self.run("commit-tree", tree, *named, given=message.encode(), author=author).decode().strip()

    def move_branch(self, commit: str, before: str | None, reason: str) -> None:
        """Let the branch stand on another commit, if it still stands where it did."""
        self.run("update-ref", "-m", f"desk: {reason}", "HEAD", commit, before or NOTHING)

    def refresh_index(self, paths: Sequence[str]) -> None:
        """Let the index have these files as the branch has them."""
        given = "\0".join([*paths, ""]).encode()
        self.run("reset", "--quiet", "--pathspec-from-file=-", "--pathspec-file-nul", given=given)
