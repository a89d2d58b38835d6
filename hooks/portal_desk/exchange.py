"""With others: taking over what they have pushed, publishing one's own commits, taking one back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal_desk.combining import FileConflict, combine
from portal_desk.git import NETWORK_PATIENCE, PUSH_PATIENCE, Entry, Git, NetworkError
from portal_desk.words import DeskError
from portal_desk.workspace import Outcome, Request, Workspace

_OFFLINE = re.compile(
    r"could not resolve|unable to access|connection|timed out|network is unreachable|could not read from remote"
    r"|no route to host|does not appear to be a git repository|unable to connect|does not exist", re.I
)  # fmt: skip
_REMOTE = re.compile(r"^remote:[ ]?(.*?)\s*$", re.M)
_PLACE = re.compile(
    r"^(?P<path>(?:content|docs)/[^:]{1,300}):(?P<line>\d{1,7}):(?P<column>\d{1,7}): error\[(?P<code>[a-z-]{1,60})\]"
)


@dataclass(slots=True)
class Taken:
    """What taking over has done."""

    count: int = 0
    """Commits of others that are new here."""
    conflicts: list[FileConflict] = field(default_factory=list)
    is_offline: bool = False
    has_remote: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    """One fault the server named when it refused a push."""

    path: str
    line: int
    column: int
    code: str
    text: str


@dataclass(slots=True)
class Published:
    """What became of publishing."""

    is_done: bool = False
    is_offline: bool = False
    said: str = ""
    """The server's own words."""
    refusals: list[Refusal] = field(default_factory=list)
    conflicts: list[FileConflict] = field(default_factory=list)


def remote_of(git: Git) -> str | None:
    """The server's name in this repository."""
    branch = git.ask("symbolic-ref", "--short", "--quiet", "HEAD")
    named = git.ask("config", f"branch.{branch}.remote") if branch else None
    remotes = (git.ask("remote") or "").split()
    return named or ("origin" if "origin" in remotes else next(iter(remotes), None))


def upstream_of(git: Git) -> str | None:
    """The commit the server was last seen at."""
    remote, branch = remote_of(git), git.ask("symbolic-ref", "--short", "--quiet", "HEAD")
    return git.ask("rev-parse", "--verify", "--quiet", f"refs/remotes/{remote}/{branch}") if remote else None


def unpublished(git: Git) -> list[Entry]:
    """Commits the server does not have yet, newest first."""
    if git.head() is None or remote_of(git) is None:
        return []
    upstream = upstream_of(git)
    return git.history(*([f"{upstream}..HEAD"] if upstream else ["HEAD"]), most=200)


def take_over(workspace: Workspace, choices: Mapping[str, str] | None = None) -> Taken:
    """Bring in what others have pushed; with conflicts nothing is changed."""
    git = workspace.git
    with workspace.lock:
        trouble = workspace.trouble()
        if trouble:
            raise trouble
        remote = remote_of(git)
        if remote is None:
            return Taken(has_remote=False)
        try:
            git.run("fetch", "--quiet", remote, patience=NETWORK_PATIENCE)
        except DeskError as error:
            if isinstance(error, NetworkError) or _OFFLINE.search(error.english):
                return Taken(is_offline=True)
            raise
        head, theirs = git.head(), upstream_of(git)
        if theirs is None or head is None or git.ask("merge-base", "--is-ancestor", theirs, head) is not None:
            return Taken()
        count = len(git.history(f"{head}..{theirs}", most=1000))
        base = git.ask("merge-base", head, theirs)
        if base is None:
            raise DeskError("本机和服务器的历史没有共同的起点。", "The two histories have no common start.")
        return Taken(count, _bring_in(workspace, base, head, theirs, choices or {}))


def _bring_in(
    workspace: Workspace, base: str, head: str, theirs: str, choices: Mapping[str, str]
) -> list[FileConflict]:
    """Merge their commit; what nobody has committed here yet stays in the work tree."""
    git = workspace.git
    conflicts: list[FileConflict] = []
    merged: dict[str, bytes | None] = {}
    dirty = set(git.dirty())
    kept: dict[str, bytes | None] = {}
    for path in git.changed(base, theirs):
        versions = (git.read(base, path), git.read(head, path), git.read(theirs, path))
        made, found = combine(path, *versions, choices)
        conflicts += found
        if made != versions[1]:
            merged[path] = made
        if path in dirty:
            place = workspace.root / path
            own = place.read_bytes() if place.is_file() else None
            kept[path], found = combine(path, versions[1], own, made, choices)
            conflicts += found
    if conflicts:
        return conflicts
    tops = {path: raw for path, raw in merged.items() if path.startswith(("content/", "docs/"))}
    if tops == merged and head != base:
        workspace.commit(merged, "接收别人的改动", parents=[head, theirs])
    else:  # nothing of our own to merge with, or the program has been renewed: git's own business
        git.run("merge", "--quiet", "--no-edit", "--autostash", theirs, author=workspace.author)
        kept = {}
    for path, raw in kept.items():
        if raw is not None:
            (workspace.root / path).write_bytes(raw)
    return []


def publish(workspace: Workspace, choices: Mapping[str, str] | None = None) -> Published:
    """Take over, then push one's own commits; a refusal names its places."""
    with workspace.lock:
        taken = take_over(workspace, choices)
        if not taken.has_remote:
            raise DeskError(
                "这个仓库没有服务器（remote），不能发布；保存照常。请管服务器的人给出地址。",
                "This repository has no remote to publish to; saving works.",
            )
        if taken.is_offline or taken.conflicts:
            return Published(is_offline=taken.is_offline, conflicts=taken.conflicts)
        remote = remote_of(workspace.git) or "origin"
        branch = workspace.branch
    try:
        workspace.git.run("push", remote, f"HEAD:refs/heads/{branch}", patience=PUSH_PATIENCE)
    except DeskError as error:
        if isinstance(error, NetworkError) or (_OFFLINE.search(error.english) and "remote:" not in error.english):
            return Published(is_offline=True)
        said = "\n".join(_REMOTE.findall(error.english)) or error.english
        return Published(said=said, refusals=read_refusals(said))
    return Published(is_done=True)


def read_refusals(said: str) -> list[Refusal]:
    """The faults in a server's answer, each with the sentences below it."""
    found: list[Refusal] = []
    lines: list[str] = []
    for line in said.splitlines():
        place = _PLACE.match(line)
        if place:
            lines = []
            found.append(Refusal(place["path"], int(place["line"]), int(place["column"]), place["code"], ""))
        elif found and line.strip():
            if " | " not in line:
                lines.append(line.strip())
            last = found[-1]
            found[-1] = Refusal(last.path, last.line, last.column, last.code, "\n".join(lines[:6]))
    return found


def undo(workspace: Workspace, commit: str, choices: Mapping[str, str] | None = None) -> Outcome:
    """A commit that takes another one back, whatever came after it."""
    git = workspace.git
    known = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    if known is None or git.ask("merge-base", "--is-ancestor", known, "HEAD") is None:
        raise DeskError("没有这次改动。", "There is no such change.", status=404)
    parents = (git.ask("log", "-1", "--format=%P", known) or "").split()
    if len(parents) != 1:
        raise DeskError("这一次不是单独的改动，不能这样撤销。", "This is no change of its own.")
    (parent,) = parents
    paths = [path for path in git.changed(parent, known) if path.startswith(("content/", "docs/"))]
    if not paths:
        raise DeskError("这一次改的不是档案和文章，不能在这里撤销。", "This change is not one of records.")
    files = {path: git.read(parent, path) for path in paths}
    bases = {path: git.read(known, path) for path in paths}
    subject = git.ask("log", "-1", "--format=%s", known) or ""
    return workspace.save(Request(files, bases, f"撤销：{subject}", "", choices or {}))
