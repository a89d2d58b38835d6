"""`portal share-pictures`: the pictures that links to the site show in chats."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.commands.records import read_catalog
from portal.commands.status import OK
from portal.images.share_pictures import write_share_pictures
from portal.loading.load import read_folder
from portal.loading.site_day import find_today


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("share-pictures", help="画分享图片 / draw the pictures that shared links show")
    parser.add_argument("--site", type=Path, default=Path("site"), metavar="DIR", help="生成好的网站 / a built site")
    parser.set_defaults(run=_share_pictures)


def _share_pictures(options: argparse.Namespace) -> int:
    files = read_folder(options.root)
    catalog = read_catalog(files, find_today(files))
    count = write_share_pictures(options.site, catalog)
    print(f"{options.site}/share: {count} 张 pictures")
    return OK
