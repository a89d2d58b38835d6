"""`portal share-pictures`: the pictures that links to the site show in chats."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.clock import read_today
from portal.commands.status import OK, PROBLEMS
from portal.loading import load, read_folder
from portal.problems import render_report
from portal.share_pictures import write_share_pictures


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("share-pictures", help="画分享图片 / draw the pictures that shared links show")
    parser.add_argument("--site", type=Path, default=Path("site"), metavar="DIR", help="生成好的网站 / a built site")
    parser.set_defaults(run=_share_pictures)


def _share_pictures(options: argparse.Namespace) -> int:
    catalog, problems = load(read_folder(options.root), read_today())
    if catalog is None:
        print(render_report(problems))
        return PROBLEMS
    count = write_share_pictures(options.site, catalog)
    print(f"{options.site}/share: {count} 张 pictures")
    return OK
