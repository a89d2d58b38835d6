"""A clerk's work tree: its records read, each save judged and committed whole, or not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from portal.loading.load import is_checked, load, read_folder
from portal.loading.read_cache import Memory
from portal.loading.site_day import find_today
from portal.problems.problem import Problem
from portal.records.record_paths import PathError, staged_files, stays_inside
from portal_desk.combining import FileConflict, combine
from portal_desk.git import Author, Git
from portal_desk.snapshot import Files, Snapshot, new_faults, take_snapshot
from portal_desk.state import State
from portal_desk.words import DeskError

PICTURES = ("content/advisers/photos/",)
"""What the desk writes beside records."""
_JOURNAL = "desk-journal.json"
IN_THE_MIDDLE = {
    "MERGE_HEAD": "合并", "rebase-merge": "变基", "rebase-apply": "变基", "CHERRY_PICK_HEAD": "拣选",
    "REVERT_HEAD": "还原",
}  # fmt: skip
"""Files by which git remembers that something is half done."""


@dataclass(slots=True)
class Request:
    """What one save is to change."""

    files: dict[str, bytes | None]
    bases: dict[str, bytes | None]
    """What each form began from."""
    subject: str
    body: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Whose value a conflict takes, by `path|key`."""
    is_strict: bool = False
    """Whether the files must have no fault at all, old ones included: they are edited as text."""


@dataclass(slots=True)
class Outcome:
    """What became of a save."""

    commit: str | None = None
    problems: list[Problem] = field(default_factory=list)
    """Faults that would come with it: nothing was written."""
    conflicts: list[FileConflict] = field(default_factory=list)
    """Values that somebody else has changed as well: nothing was written."""
    results: dict[str, bytes | None] = field(default_factory=dict)
    """The files as they would be, or are now."""

    @property
    def is_saved(self) -> bool:
        """Whether all of it stands in the repository."""
        return not self.problems and not self.conflicts


class Workspace:
    """One work tree and who works in it."""

    def __init__(self, root: Path, state: State, author: Author | None) -> None:
        self.root, self.state, self.author = root.resolve(), state, author
        self.git = Git(self.root)
        self.lock = threading.RLock()
        self.memory = Memory()
        self._snapshot: Snapshot | None = None
        self._judged: Snapshot | None = None
        self.finish()

    # --- reading ----------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """The folder as it stands now; read again only where its bytes have changed."""
        with self.lock:
            files = read_folder(self.root)
            today = find_today(files)
            known = self._snapshot
            if known is None or known.files != files or known.today != today:
                known = self._snapshot = take_snapshot(files, today, self.memory, _Committed(self.git))
            return known

    def remember(self, snapshot: Snapshot) -> None:
        """Take a reading for known, for as long as the folder has those very bytes."""
        self._snapshot = snapshot

    def read(self, path: str) -> bytes | None:
        """A file as it stands, pictures among them, which the check does not keep."""
        place = self.root / path
        return place.read_bytes() if stays_inside(path) and place.is_file() and not place.is_symlink() else None

    def problems_with(self, results: Mapping[str, bytes | None], *, is_strict: bool = False) -> list[Problem]:
        """The faults that these files would bring; with `is_strict` also those they have already."""
        before = self.snapshot()
        files = {path: raw for path, raw in {**before.files, **results}.items() if raw is not None}
        catalog, after = load(files, before.today, self.memory)
        known = [problem for problem in before.problems if not (is_strict and problem.path in results)]
        self._judged = Snapshot(files, before.today, catalog, after, self.memory)
        return new_faults(known, after)

    # --- the state of the repository --------------------------------------------------------

    def trouble(self) -> DeskError | None:
        """Why nothing can be saved at present, if so."""
        if self.git.ask("rev-parse", "--is-inside-work-tree") != "true":
            return DeskError("这个文件夹不是 git 仓库。", "This folder is no git repository.")
        folder = self.git.folder
        for name, word in IN_THE_MIDDLE.items():
            if (folder / name).exists():
                return DeskError(
                    f"仓库里有一次{word}做到一半（多半是在别的软件里开始的）。在那个软件里做完或放弃，再回来保存；这里填的都留着。",
                    f"The repository is in the middle of something ({name}): finish or abort it where it was begun.",
                )
        if self.git.ask("symbolic-ref", "--quiet", "HEAD") is None:
            return DeskError(
                "仓库现在不在任何分支上（detached HEAD），保存了也会丢。"
                "请管电脑的人切回原来的分支，再保存；这里填的都留着。",
                "The repository is on no branch (detached HEAD): switch to one, then save.",
            )
        if self.author is None:
            return DeskError(
                "还不知道您是谁：先到“设置”里写上姓名。", "Nobody knows who you are yet: enter a name in the settings."
            )
        return None

    @property
    def branch(self) -> str:
        """The branch the work tree is on."""
        return self.git.ask("symbolic-ref", "--short", "--quiet", "HEAD") or "HEAD"

    # --- saving -----------------------------------------------------------------------------

    def save(self, request: Request) -> Outcome:
        """Judge a change and commit it; with faults or conflicts nothing is written."""
        for path in request.files:
            if not stays_inside(path) or not (is_checked(path) or path.startswith(PICTURES)):
                raise PathError(f"{path}: 不能写到这里", f"{path}: nothing is written there")
        with self.lock:
            trouble = self.trouble()
            if trouble:
                raise trouble
            self.finish()
            outcome = Outcome()
            for path, mine in request.files.items():
                base = request.bases.get(path)
                made, conflicts = combine(path, base, mine, self.read(path), request.choices)
                outcome.conflicts += conflicts
                outcome.results[path] = made
            outcome.results = {path: raw for path, raw in outcome.results.items() if raw != self.read(path)}
            if outcome.conflicts:
                return outcome
            outcome.problems = self.problems_with(outcome.results, is_strict=request.is_strict)
            if outcome.problems or not outcome.results:
                return outcome
            outcome.commit = self.commit(outcome.results, request.subject, request.body)
            if self._judged and self._judged.catalog:  # the folder is now what was judged: it need not be read again
                self.remember(self._judged)
            return outcome

    def commit(
        self, files: Mapping[str, bytes | None], subject: str, body: str = "", parents: Sequence[str] = ()
    ) -> str:
        """One commit with these files, then the work tree: killed in between, `finish` does the rest."""
        if self.author is None:
            raise DeskError("先到“设置”里写上姓名。", "Enter a name in the settings first.")
        with self.lock:
            head = self.git.head()
            folder = self.git.folder
            try:
                with staged_files(self.root, files, folder) as put_in_place:
                    message = f"{subject}\n\n{body}".strip() + "\n"
                    parents = parents or ([head] if head else [])
                    commit = self.git.make_commit(files, message, self.author, parents, head)
                    journal = folder / _JOURNAL
                    journal.write_text(json.dumps({"commit": commit, "before": head, "paths": list(files)}))
                    self.git.move_branch(commit, head, subject)
                    put_in_place()
                    self.git.refresh_index(list(files))
                    journal.unlink(missing_ok=True)
            except OSError as error:
                self.finish()
                raise DeskError(
                    f"磁盘写不进去（{error.strerror or error}）。什么都没有改，填的内容留着；腾出地方再保存。",
                    f"The disk cannot be written to ({error.strerror or error}); nothing was changed.",
                ) from None
            return commit

    def finish(self) -> None:
        """Finish what a killed desk had begun: the work tree follows the branch."""
        with suppress(DeskError, OSError, ValueError, KeyError):
            folder = self.git.folder
            journal = folder / _JOURNAL
            if not journal.exists():
                return
            begun = json.loads(journal.read_text())
            (folder / "index.lock").unlink(missing_ok=True)
            (folder / "HEAD.lock").unlink(missing_ok=True)
            for left in (*folder.glob("*-*.new"), *folder.glob("desk-index-*")):
                left.unlink(missing_ok=True)
            if self.git.head() == begun["commit"]:
                self._follow(begun["before"], begun["commit"], begun["paths"])
            journal.unlink(missing_ok=True)

    def _follow(self, before: str | None, commit: str, paths: Sequence[str]) -> None:
        """Let the work tree have these files as `commit` has them, where they are still as they were before."""
        files: dict[str, bytes | None] = {}
        for path in paths:
            place = self.root / path
            now = place.read_bytes() if place.is_file() else None
            if before is None or now is None or now == self.git.read(before, path):
                files[path] = self.git.read(commit, path)
        with staged_files(self.root, files, self.git.folder) as put_in_place:
            put_in_place()
        self.git.refresh_index(paths)


class _Committed(Mapping[str, bytes]):
    """Files as the last commit has them, read when they are asked for."""

    def __init__(self, git: Git) -> None:
        self._git = git

    def __getitem__(self, path: str) -> bytes:
        raw = self._git.read("HEAD", path)
        if raw is None:
            raise KeyError(path)
        return raw

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self._git.read("HEAD", path) is not None

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(())

    def __len__(self) -> int:
        return 0


__all__ = ["Files", "Outcome", "Request", "Workspace"]
