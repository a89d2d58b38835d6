"""`portal publish`: a new release, live in one step; or back to the one before."""

from __future__ import annotations

import argparse
import os
from functools import partial
from pathlib import Path

from portal.clock import VARIABLE, read_now, read_today
from portal.commands.progress import Progress
from portal.commands.status import OK, PROBLEMS
from portal.loading.load import read_folder
from portal_publish.console import print_bilingual
from portal_publish.git import Repository
from portal_publish.going_back import forget, rollback
from portal_publish.publishing import PUBLISHING, WAIT, PublishOptions, publish
from portal_publish.releases import ReleaseStore
from portal_publish.server import Server, read_server
from portal_publish.sources import CONTENT, Sources, working_folder
from portal_publish.withdrawn import Shown, shown_in


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "publish", help="检查、生成、核对后发布，随时中断都不会弄坏网站 / check, build, verify, then go live"
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", type=Path, metavar="DIR", help="发布到这个文件夹 / the folder to publish to")
    where.add_argument(
        "--served", type=Path, metavar="REPO", help="portal serve-git 建的仓库 / a repository made by it"
    )
    parser.add_argument("--rollback", action="store_true", help="退回上一版 / back to the release before")
    parser.add_argument(
        "--forget", action="store_true", help="删掉服务器上留着的旧版（撤回信息以后）/ delete the kept older releases"
    )
    parser.add_argument("--yes", action="store_true", help="明白后果，照做（退回、删旧版时）/ yes, I mean it")
    parser.add_argument("--dry-run", action="store_true", help="全部试一遍，不发布 / everything but going live")
    parser.add_argument("--no-wait", action="store_true", help="正有别的发布时不等 / refuse if another one is running")
    parser.add_argument("--if-changed", action="store_true", help="没有变化就不发布 / only if something has changed")
    parser.add_argument(
        "--nightly", action="store_true", help="每夜重建：退回的版本不再发 / never what was rolled back"
    )
    # For `portal upgrade`: the program that runs is tried on a commit that is not yet the content branch.
    parser.add_argument("--commit", help=argparse.SUPPRESS)
    parser.set_defaults(run=_publish)


def _publish(options: argparse.Namespace) -> int:
    server = read_server(options.served) if options.served else None
    place = server.place if server else ReleaseStore(options.to)
    wait = 0.0 if options.no_wait else WAIT
    states = partial(_find_states, server, options)
    if options.rollback:
        release = rollback(place, wait, states, is_sure=options.yes)
        print_bilingual(
            f"已退回 {release.name}（{release.day}）。夜里的重建不会把刚才那一版带回来；新的提交照常发布。",
            f"Back at {release.name} ({release.day}). The nightly rebuild will not undo this; a new commit will.",
        )
        return OK
    if options.forget:
        count = forget(place, wait, states, is_sure=options.yes)
        print_bilingual(
            f"已删掉 {count} 个旧版，只留现在这一版，没有可退回的了。git 历史里的另外删，见 portal_publish/README.md。",
            f"{count} older release(s) deleted; nothing is left to go back to. For git's history see README.md.",
        )
        return OK
    wanted = PublishOptions(
        now=read_now(),
        today=read_today(),
        is_today_fixed=bool(os.environ.get(VARIABLE)),
        wait=wait,
        if_changed=options.if_changed,
        respect_rollback=options.nightly,
        go_live=not options.dry_run,
    )
    with Progress(PUBLISHING) as progress:
        done = publish(place, partial(_find_sources, server, options), wanted, begin=progress.begin)
    return OK if done else PROBLEMS


def _find_sources(server: Server | None, options: argparse.Namespace) -> Sources:
    if server is None:
        return working_folder(options.root)
    if options.commit:
        return server.sources(options.commit, options.root.resolve())
    return server.sources()


def _find_states(server: Server | None, options: argparse.Namespace) -> list[frozenset[Shown]]:
    """What the newest records show by persons' leave: the content branch, or the project folder and its commit."""
    if server is not None:
        return [shown_in(server.sources().files)]
    if not (options.root / "content").is_dir():
        return []
    states = [shown_in(read_folder(options.root))]
    repository = Repository(options.root)
    if commit := repository.commit("HEAD"):
        states.append(shown_in(repository.read_commit(commit, *CONTENT)[0]))
    return states
