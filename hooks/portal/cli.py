"""The `portal` command: what staff run without building the site."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from portal.commands import (
    boards,
    check,
    export,
    font,
    generate,
    laws,
    ledger_import,
    new,
    plan,
    report,
    schema,
    share_pictures,
    translations,
)
from portal.commands.status import PROBLEMS, USAGE, RefusedError

# The imports against the arrows: here, where everything is put together.
from portal_pages import poster_command
from portal_publish.commands import bundle, forges, publish, serving, status

COMMANDS = (
    check, new, ledger_import, export, translations, laws, report, plan, poster_command, boards, font, generate, schema,
    share_pictures, publish, status, bundle, serving, forges,
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status is 0, 1 (problems) or 2 (usage)."""
    _print_whatever_happens()
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except RefusedError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return USAGE
    return status


def _print_whatever_happens() -> None:
    """Lets every text be printed: UTF-8 where a program reads it, and no crash over a file name that is none."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portal", description="普法网站的档案工具 / tools for the portal's records")
    parser.add_argument("--root", type=Path, default=Path(), help="网站文件夹 / the folder with content/ and docs/")
    commands = parser.add_subparsers(required=True, metavar="命令")
    for command in COMMANDS:
        command.register(commands)
    return parser
