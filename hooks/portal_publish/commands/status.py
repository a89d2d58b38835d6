"""`portal status`: how old the published site is, for a monitor or cron's mail."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.clock import read_now
from portal.commands.status import OK, PROBLEMS
from portal_publish.age import look, parse_span
from portal_publish.console import print_bilingual
from portal_publish.releases import ReleaseStore
from portal_publish.server import read_server


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("status", help="网站是哪天的、是否完整 / how old the site is, and whether it is whole")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", type=Path, metavar="DIR", help="发布到的文件夹 / the folder published to")
    where.add_argument(
        "--served", type=Path, metavar="REPO", help="portal serve-git 建的仓库 / a repository made by it"
    )
    parser.add_argument("--max-age", metavar="36h", help="超过就算出错 / fail past this: 90m, 36h, 2d")
    parser.set_defaults(run=_status)


def _status(options: argparse.Namespace) -> int:
    limit = parse_span(options.max_age) if options.max_age else None
    server = read_server(options.served) if options.served else None
    status = look(server.place if server else ReleaseStore(options.to), read_now(), limit, server)
    for line in (*status.lines, *status.faults):
        print_bilingual(*line)
    return PROBLEMS if status.faults else OK
