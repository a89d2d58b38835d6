"""Projects of towns: a new one from the program, and the program's updates merged into it.

A town's repository keeps what it took from the original on a branch of its own, `original`: each commit there is the
original's tree without its records. A merge of that branch therefore never meets a record of the other town, and
git itself tells where the town has changed a line of the program as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from portal.records.registry import COMMON, SCHEMAS
from portal.text.staff_message import StaffError

BRANCH = "original"
REMOTE = "portal.original"
"""The key of git's config that says where the original stands."""
_TOWN = ("README.md", ".ci/village.png")
"""Files outside content/ that tell of one town."""
_SHARED = (COMMON, f"{SCHEMAS}/", "_examples/", "README.md")
"""What below content/ belongs to the program."""
PACKED = Path(__file__).parent.parent / "portal_project"
"""The program's files where it was installed from a wheel."""


def is_program(path: str) -> bool:
    """Whether a file of the original belongs to every town: all but its records and its README."""
    top, _, inner = path.partition("/")
    return inner.startswith(_SHARED) if top == "content" else path not in _TOWN


def find_program(root: Path) -> Path:
    """Return the folder of the program's files: a clone, else what the wheel brought."""
    if (root / "content" / COMMON).is_dir() and (root / "hooks").is_dir():
        return root
    if PACKED.is_dir():
        return PACKED
    raise StaffError(
        f"{root.resolve()} 不是本程序的文件夹：在它里面运行，或写 --root",
        f"{root.resolve()} is no folder of this program: run the command in it, or say --root",
    )


def catalogues_of(program: Path) -> list[str]:
    """Return the languages the program has words for."""
    return sorted(path.stem for path in (program / "content" / COMMON / "labels").glob("*.yml"))


def make_project(program: Path, target: Path, files: Mapping[str, bytes]) -> bool:
    """Make a town's folder, whole or not at all; return whether it became a repository."""
    check_target(target)
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        beside.mkdir()
        is_repository = (program / ".git").exists()
        if is_repository:
            _clone(program, beside)
        else:
            _copy(program, beside)
        for path, raw in files.items():
            (beside / path).parent.mkdir(parents=True, exist_ok=True)
            (beside / path).write_bytes(raw)
        if is_repository:
            _git(beside, "add", "--all")
            _git(beside, "commit", "--quiet", "-m", "The town's own records")
        if target.exists():
            target.rmdir()  # empty, as was seen
        beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return is_repository


def check_target(target: Path) -> None:
    """Raise StaffError for a folder that holds something already, or is none."""
    if target.exists() and not target.is_dir():
        raise StaffError(f"{target} 是文件，不是文件夹", f"{target} is a file, not a folder")
    if target.exists() and any(target.iterdir()):
        raise StaffError(
            f"{target} 不是空的：换一个新的文件夹，里面的东西没有动",
            f"{target} is not empty: name a new folder; what is in it was left alone",
        )


def update(project: Path, source: str | None) -> list[str] | None:
    """Merge the original's newest commit; None where nothing is new, else the files that are in conflict."""
    check_clean(project)
    source = source or _ask(project, "config", REMOTE)
    if not source or _ask(project, "rev-parse", "--verify", "--quiet", BRANCH) is None:
        raise StaffError(
            "这个文件夹不是 portal new-town 做的（没有 original 分支）：先把 content/ 放进一个新做的文件夹",
            "this folder was not made by portal new-town (it has no branch original): put content/ into a new one",
        )
    if not _take_original(project, source):
        return None
    if _ask(project, "merge", "--no-edit", "--quiet", BRANCH) is not None:
        return []
    unmerged = _git(project, "diff", "--name-only", "--diff-filter=U", "-z")
    return [name for name in unmerged.split("\0") if name]


def check_clean(project: Path) -> None:
    """Raise StaffError for changes that are not committed: a merge could not tell them from its own."""
    said = _ask(project, "status", "--porcelain")
    if said is None:
        raise StaffError("这里不是 git 仓库", "this is no git repository")
    if said:
        names = [line[2:].strip() for line in said.splitlines()]
        shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
        raise StaffError(
            f"有没提交的改动：{shown}。先提交（git add -A，git commit），再运行",
            f"there are changes that are not committed: {shown}. Commit them first (git add -A, git commit)",
        )


# --- the branch of the original -------------------------------------------------------------


def _clone(program: Path, folder: Path) -> None:
    _git(folder, "init", "--quiet", "--initial-branch=main")
    source = f"{program.resolve()}"
    _git(folder, "config", REMOTE, source)
    _take_original(folder, source)
    _git(folder, "reset", "--quiet", "--hard", BRANCH)


def _take_original(project: Path, source: str) -> bool:
    """Commit the original's tree without its records to the branch; whether it differs from the last one taken."""
    address = f"file://{Path(source).resolve()}" if Path(source).is_dir() else source
    _git(project, "fetch", "--quiet", "--depth=1", "--no-tags", address, "HEAD")
    commit = _git(project, "rev-parse", "FETCH_HEAD").strip()
    index = {"GIT_INDEX_FILE": f"{(project / '.git' / 'index.original').resolve()}"}
    _git(project, "read-tree", commit, extra=index)
    listed = _git(project, "ls-files", "-z", extra=index).split("\0")
    own = "\0".join(path for path in listed if path and not is_program(path))
    _git(project, "update-index", "--force-remove", "-z", "--stdin", given=own, extra=index)
    tree = _git(project, "write-tree", extra=index).strip()
    before = _ask(project, "rev-parse", "--verify", "--quiet", BRANCH)
    if before and _git(project, "rev-parse", f"{BRANCH}^{{tree}}").strip() == tree:
        return _ask(project, "merge-base", "--is-ancestor", BRANCH, "HEAD") is None
    parents = ("-p", before) if before else ()
    made = _git(project, "commit-tree", tree, *parents, "-m", f"The program as of {commit[:12]}").strip()
    _git(project, "update-ref", f"refs/heads/{BRANCH}", made)
    return True


def _git(folder: Path, *arguments: str, given: str = "", extra: Mapping[str, str] | None = None) -> str:
    """What git prints; raises StaffError with its words."""
    done = _call(folder, arguments, given, extra or {})
    if done.returncode:
        raise StaffError(f"git {arguments[0]} 失败：{done.stderr.strip()}", f"git {arguments[0]} failed")
    return done.stdout


def _ask(folder: Path, *arguments: str) -> str | None:
    """What git prints, without spaces at its end; None if it says no."""
    done = _call(folder, arguments, "", {})
    return None if done.returncode else done.stdout.rstrip()


def _call(
    folder: Path, arguments: Iterable[str], given: str, extra: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    command = ["git", "-C", str(folder), *_identity(), *arguments]
    try:
        return subprocess.run(
            command, input=given, capture_output=True, text=True, check=False, env={**clean, **extra, "LC_ALL": "C"}
        )
    except FileNotFoundError:
        raise StaffError("没有安装 git", "git is not installed") from None


def _identity() -> Iterator[str]:
    """A name for commits where whoever runs this has told git none."""
    for key, value in (("user.name", "portal"), ("user.email", "portal@localhost")):
        known = subprocess.run(["git", "config", key], capture_output=True, check=False).returncode == 0
        if not known:
            yield from ("-c", f"{key}={value}")


def _copy(program: Path, folder: Path) -> None:
    """The program's files from a wheel: without tests and tools of its developers."""
    for path in sorted(program.rglob("*")):
        name = path.relative_to(program).as_posix()
        if path.is_file() and is_program(name) and "__pycache__" not in path.parts:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)
