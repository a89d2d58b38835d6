"""`portal translations`: the state of translations, and accepting one as up to date."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.clock import read_today
from portal.commands.status import OK, PROBLEMS
from portal.loading import load, read_folder
from portal.problems import render_report
from portal.translations import stamp


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("translations", help="译文状态 / the state of translations")
    parser.add_argument(
        "--accept", type=Path, nargs="+", metavar="FILE", required=True,
        help="译文已照现在的源文改好 / these now render the present source text",
    )  # fmt: skip
    parser.set_defaults(run=_accept)


def _accept(options: argparse.Namespace) -> int:
    catalog, problems = load(read_folder(options.root), read_today())
    if catalog is None:
        print(render_report(problems))
        return PROBLEMS
    for path in options.accept:
        print(stamp(options.root, path, catalog.explainers))
    return OK
