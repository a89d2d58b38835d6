"""The `portal` command: what staff run without building the site."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from portal.commands.examples import PROGRAM, CommandParser
from portal.commands.status import PROBLEMS, TRACEBACK, USAGE, FaultsError, RefusedError, where_it_failed
from portal.text.staff_message import StaffError

COMMANDS = {
    "check": "portal.commands.check",
    "new": "portal.commands.new",
    "redate": "portal.commands.redate",
    "import": "portal.commands.ledger_import",
    "export": "portal.commands.export",
    "translations": "portal.commands.translations",
    "laws": "portal.commands.laws",
    "review": "portal.commands.review",
    "report": "portal.commands.report",
    "plan": "portal.commands.plan",
    "poster": "portal_pages.poster_command",
    "boards": "portal.commands.boards",
    "font": "portal.commands.font",
    "generate": "portal.commands.generate",
    "schema": "portal.commands.schema",
    "share-pictures": "portal.commands.share_pictures",
    "publish": "portal_publish.commands.publish",
    "status": "portal_publish.commands.status",
    "bundle": "portal_publish.commands.bundle",
    "inspect": "portal_publish.commands.inspect",
    "serve-git upgrade receive received": "portal_publish.commands.serving",
    "new-town update": "portal_publish.commands.towns",
    "migrate": "portal_publish.commands.migrate",
    "check-commit annotate": "portal_publish.commands.forges",
    "desk": "portal_desk.command",
}
"""Where each command stands; several of one module side by side. The one that is asked for is loaded
alone: all of them take longer to load than a check of the records takes. The imports against the arrows
are here, where everything is put together."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status is 0, 1 (problems) or 2 (usage)."""
    _print_whatever_happens()
    options = _parser(arguments).parse_args(arguments)
    try:
        status: int = options.run(options)
    except FaultsError as error:
        print(error)
        return PROBLEMS
    except RefusedError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    except (OSError, StaffError) as error:
        print(error, file=sys.stderr)
        return USAGE
    except Exception as error:  # a mistake of the program must not reach staff as a traceback
        if os.environ.get(TRACEBACK):
            raise
        print(f"程序自己出了错（{where_it_failed(error)}）。请把这一行发给维护人。", file=sys.stderr)
        print("The program itself failed: send the line above to the maintainer.", file=sys.stderr)
        return USAGE
    return status


def _print_whatever_happens() -> None:
    """Lets every text be printed: UTF-8 where a program reads it, and no crash over a file name that is none."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _parser(arguments: Sequence[str] | None = None) -> CommandParser:
    """The parser of the command that is asked for; of all commands if that is none of them."""
    parser = CommandParser(prog=PROGRAM, description="普法网站的档案工具 / tools for the portal's records")
    parser.add_argument("--version", action="version", version=f"portal {version('portal')}")
    parser.add_argument("--root", type=Path, default=Path(), help="网站文件夹 / the folder with content/ and docs/")
    commands = parser.add_subparsers(required=True, metavar="命令")
    asked = _command_in(arguments)
    for names, module in COMMANDS.items():
        if asked in names.split():
            import_module(module).register(commands)
            return parser
    for module in COMMANDS.values():
        import_module(module).register(commands)
    return parser


def _command_in(arguments: Sequence[str] | None) -> str | None:
    first = argparse.ArgumentParser(add_help=False)
    first.add_argument("--root")
    first.add_argument("command", nargs="?")
    command: str | None = first.parse_known_args(arguments)[0].command
    return command
