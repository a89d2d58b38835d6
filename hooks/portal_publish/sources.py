"""What a release is made from: the program's templates and code, and the records' bytes.

Both are taken once, under the lock: what is checked is what is built, whoever edits meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.loading.load import read_folder
from portal.problems.problem import Problem
from portal_publish.console import PublishError
from portal_publish.git import Repository

CONTENT = ("content", "docs")
PROGRAM = ("mkdocs.yml", "hooks", "overrides")


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a release is made from."""

    program: Path
    files: Mapping[str, bytes]
    """content/ and docs/ by path."""
    commit: str | None
    committed: int | None
    """When the commit was made, in seconds since 1970."""
    uncommitted: int = 0
    """How many files differ from the commit."""
    problems: tuple[Problem, ...] = ()
    """What in the commit cannot be published at all."""

    def digest(self) -> str:
        """Changes with any byte of records, explainers, templates or code."""
        known = hashlib.sha256()
        for path in sorted(_program_files(self.program)):
            _add(known, path.relative_to(self.program).as_posix(), path.read_bytes())
        for name, data in sorted(self.files.items()):
            _add(known, name, data)
        return known.hexdigest()

    def lay_out(self, folder: Path) -> None:
        """Writes a project folder for the builder."""
        for part in PROGRAM:
            source = self.program / part
            if source.is_dir():
                shutil.copytree(source, folder / part)  # compiled modules as well: they save half a second
            else:
                shutil.copy(source, folder / part)
        for top in CONTENT:
            (folder / top).mkdir()
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def working_folder(root: Path) -> Sources:
    """A project folder as it stands; raises PublishError if it is none."""
    missing = [part for part in (*PROGRAM, *CONTENT) if not (root / part).exists()]
    if missing:
        raise PublishError(
            f"{root.resolve()} 不是网站文件夹：缺 {'、'.join(missing)}。",
            f"{root.resolve()} is no portal folder: {', '.join(missing)} missing.",
        )
    repository = Repository(root)
    commit = repository.commit("HEAD")
    committed = repository.committed_at(commit) if commit else None
    parts = (*PROGRAM, *CONTENT)
    changes = repository.ask("status", "--porcelain", "--untracked-files=all", "--", *parts) if commit else ""
    return Sources(root, read_folder(root), commit, committed, len((changes or "").splitlines()))


def committed_content(repository: Repository, revision: str, program: Path) -> Sources:
    """The records of a commit, to be built by an installed program."""
    commit = repository.commit(revision)
    if commit is None:
        raise PublishError(f"仓库里没有 {revision}。", f"There is no {revision} in the repository.")
    files, problems = repository.read_commit(commit, *CONTENT)
    return Sources(program, files, commit, repository.committed_at(commit), problems=tuple(problems))


def _program_files(program: Path) -> list[Path]:
    found = []
    for part in PROGRAM:
        path = program / part
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = [name for name in folders if name != "__pycache__"]
                found += [Path(folder, name) for name in names]
        else:
            found.append(path)
    return found


def _add(known: hashlib._Hash, name: str, data: bytes) -> None:
    known.update(f"{name}\0{len(data)}\0".encode())
    known.update(data)
