"""`portal font`: the Tibetan font anew, after the texts have got new letters."""

from __future__ import annotations

import argparse

from portal.commands.status import OK
from portal.loading.load import read_folder
from portal.text.tibetan_font import subset_font


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("font", help="按用到的字重做藏文字体 / subset the Tibetan font anew")
    parser.set_defaults(run=_font)


def _font(options: argparse.Namespace) -> int:
    print(subset_font(options.root, read_folder(options.root)))
    return OK
