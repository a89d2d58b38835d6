"""From the command line to a desk's settings: which repository, where its own things are kept."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.commands.status import RefusedError
from portal_desk.settings import Settings
from portal_desk.state import default_state_folder

PROGRAM = Path(__file__).resolve().parents[2]
"""The folder of the program, with the samples."""
_TRIAL_NAME = "示例工作人员"


@contextmanager
def settle(options: argparse.Namespace) -> Iterator[Settings]:
    """The settings of one run; a trial's folder goes with it."""
    if options.demo:
        with tempfile.TemporaryDirectory(prefix="portal-desk-") as folder:
            root = make_trial(Path(folder))
            yield Settings(root, Path(folder) / "state", options.host, options.port, is_demo=True)
        return
    if options.served:
        if not options.users_from_header:
            raise RefusedError("--served 要和 --users-from-header 一起用。", "--served needs --users-from-header.")
        state = options.state or options.served.resolve().parent / f"{options.served.stem}-desk"
        state.mkdir(parents=True, exist_ok=True)
        yield Settings(
            options.served, state, options.host, options.port, is_served=True, user_header=options.users_from_header,
            proxies=tuple(options.proxy) or ("127.0.0.1",), allowed_hosts=tuple(options.allow_host),
        )  # fmt: skip
        return
    root = _find_root(options.root.resolve())
    state = options.state or default_state_folder(root)
    state.mkdir(parents=True, exist_ok=True)
    yield Settings(root, state, options.host, options.port, allowed_hosts=tuple(options.allow_host))


def _find_root(root: Path) -> Path:
    """The repository: the folder one stands in, else the one that is named, or cloned, once asked for."""
    if (root / "content").is_dir():
        return root
    if not sys.stdin.isatty():
        raise RefusedError(
            "这里没有网站文件夹（content/）：写 portal --root 文件夹 desk", "no portal here: portal --root FOLDER desk"
        )
    print("这里没有网站文件夹（content/）/ no portal here")
    place = input("档案在哪里：写文件夹，或 git 地址 / a folder, or an address to clone: ").strip()
    if (Path(place).expanduser() / "content").is_dir():
        return Path(place).expanduser().resolve()
    target = root / "portal"
    _git(root, "clone", "--quiet", "--", place, str(target))
    if not (target / "content").is_dir():
        raise RefusedError(f"{target}: 里面没有 content/", "it has no content/")
    return target


def make_trial(folder: Path) -> Path:
    """A repository with a copy of the samples, and a server of its own to publish to."""
    root = folder / "portal"
    root.mkdir()
    for name in ("content", "docs"):
        shutil.copytree(PROGRAM / name, root / name)
    server = folder / "server.git"
    _git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(server))
    _git(root, "init", "--quiet", "--initial-branch=main")
    _git(root, "config", "user.name", _TRIAL_NAME)
    _git(root, "config", "user.email", "desk@example.org")
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "--message", "样例")
    _git(root, "remote", "add", "origin", str(server))
    _git(root, "push", "--quiet", "--set-upstream", "origin", "main")
    return root


def _git(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip()
        raise RefusedError(f"git {arguments[0]} 没有做成：{said}", f"git {arguments[0]} failed: {said}")
