"""`portal serve-git`, `portal upgrade`, and what the repository's hooks run."""

from __future__ import annotations

import argparse
import subprocess
import sys
from functools import partial
from pathlib import Path

from portal.clock import read_now, read_today
from portal.commands.status import OK, PROBLEMS
from portal_publish.console import PublishError, print_bilingual, report
from portal_publish.lock import BusyError
from portal_publish.publishing import WAIT, PublishOptions, publish
from portal_publish.receive import judge_in_time, read_updates
from portal_publish.server import CONTENT_BRANCH, PROGRAM_BRANCH, Server, read_server, set_up
from portal_publish.trial import take_tried, try_push
from portal_publish.upgrading import describe, upgrade, waiting

WAIT_IN_PUSH = 3.0
"""Seconds that a push waits for another publish: the check may have taken 25 before, and it is answered in 30."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands."""
    serve = commands.add_parser("serve-git", help="在服务器上建仓库：推送即检查、即发布 / a repository that publishes")
    serve.add_argument("folder", type=Path, metavar="REPO")
    serve.add_argument("--to", type=Path, metavar="DIR", help="发布到哪里 / where to publish (REPO/portal/public)")
    serve.set_defaults(run=_serve)
    update = commands.add_parser("upgrade", help="启用 program 分支上的程序 / install the program branch")
    update.add_argument("folder", type=Path, metavar="REPO")
    update.add_argument("--accept", metavar="COMMIT", help="看过并同意的提交 / the commit you have read and trust")
    update.add_argument("--python", type=Path, default=Path(sys.executable), help="装好依赖的 Python")
    update.set_defaults(run=_upgrade)
    # For git alone: what they are given stands in githooks(5).
    for name, run in (("receive", _receive), ("received", _received)):
        hook = commands.add_parser(name, help="git 钩子用 / for git's hooks")
        hook.add_argument("--served", type=Path, required=True, metavar="REPO")
        hook.set_defaults(run=run)


def _serve(options: argparse.Namespace) -> int:
    server = set_up(options.folder, options.root, options.to)
    if not _publish(server):
        return PROBLEMS
    print_bilingual(
        f"仓库建好了：{server.folder}。网站根目录设为 {server.place.current}。\n"
        f"员工克隆后只推 {CONTENT_BRANCH}（content/ 和 docs/）；程序改动推 {PROGRAM_BRANCH}，再运行 portal upgrade。\n"
        f"每夜重建：{server.portal}/nightly/ 里有 systemd 定时器和 cron 行。",
        f"The repository stands at {server.folder}; let the web server's root be {server.place.current}.\n"
        f"Staff push {CONTENT_BRANCH}; code goes to {PROGRAM_BRANCH}, then portal upgrade.\n"
        f"For the nightly rebuild see {server.portal}/nightly/.",
    )
    return OK


def _upgrade(options: argparse.Namespace) -> int:
    server = read_server(options.folder)
    commit = waiting(server)
    if commit is None:
        print_bilingual("没有新程序：program 分支和安装着的一样。", "Nothing new on the program branch.")
        return OK
    if not options.accept:
        describe(server, commit)
        return OK
    if len(options.accept) < 7 or not commit.startswith(options.accept):
        raise PublishError(
            f"program 分支现在是 {commit[:12]}，不是看过的 {options.accept}。重新看一遍改动。",
            f"The program branch is at {commit[:12]}, not at {options.accept}: read the changes again.",
        )
    upgrade(server, commit, options.python)
    print_bilingual(f"已启用 {commit[:12]}。", f"Installed {commit[:12]}.")
    # By the new program: this one is the old.
    return subprocess.run([server.portal / "run", "publish", "--served", server.folder], check=False).returncode


def _receive(options: argparse.Namespace) -> int:
    server = read_server(options.served)
    updates = read_updates(sys.stdin.read())
    problems, can_be_made = judge_in_time(server, updates, lambda commit: try_push(server, commit, read_today()))
    if problems:
        report(problems)
        return PROBLEMS
    return OK if can_be_made else PROBLEMS


def _received(options: argparse.Namespace) -> int:
    server = read_server(options.served)
    branches = {update.branch for update in read_updates(sys.stdin.read())}
    if PROGRAM_BRANCH in branches:
        print_bilingual(
            "程序改动收下了，还没有启用：请管服务器的人运行 portal upgrade。",
            "The code was taken but is not in use: the server's keeper runs portal upgrade.",
        )
    if CONTENT_BRANCH not in branches:
        return OK
    try:
        return OK if _publish(server, WAIT_IN_PUSH) else PROBLEMS
    except BusyError:
        _publish_later(server)
        print_bilingual(
            "改动已经收下；另一次发布还没有完，完了就发布您的，不用等。",
            "Your change was taken; another publish is still running, and yours follows it. No need to wait.",
        )
        return OK
    except PublishError:
        print_bilingual(
            "改动已经收下，只是还没有发布；夜里会再试一次。",
            "Your change was taken; publishing will be tried again at night.",
        )
        raise


def _publish_later(server: Server) -> None:
    """Lets a process of its own wait for the lock and publish, so that whoever pushed has their answer."""
    command: list[str | Path] = [server.portal / "run", "publish", "--served", server.folder, "--if-changed"]
    nothing = subprocess.DEVNULL
    subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)


def _publish(server: Server, wait: float = WAIT) -> bool:
    options = PublishOptions(now=read_now(), today=read_today(), if_changed=True, wait=wait)
    return publish(server.place, server.sources, options, partial(take_tried, server))
