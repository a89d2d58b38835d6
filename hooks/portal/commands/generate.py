"""`portal generate`: records of any size, for trials of speed."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.commands.status import OK
from portal.generate.generate import generate, write_files
from portal.loading.load import read_folder
from portal.loading.site_day import find_today


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("generate", help="造一批示例档案，试速度用 / make records of any size, for trials")
    parser.add_argument("--villages", type=int, required=True, metavar="N", help="村的数目 / how many villages")
    parser.add_argument("--seed", type=int, default=1, help="同样的数得到同样的档案 / the same seed, the same records")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="空文件夹 / an empty folder")
    parser.set_defaults(run=_generate)


def _generate(options: argparse.Namespace) -> int:
    own = read_folder(options.root)
    files = generate(own, options.villages, options.seed, find_today(own))
    write_files(files, options.out)
    print(f"{options.out}: {len(files)} 个文件 files")
    return OK
