"""`portal check`: records and explainers, without building the site."""

from __future__ import annotations

import argparse
import sys

from portal.clock import read_today
from portal.commands.status import OK, PROBLEMS, USAGE
from portal.loading import load, read_folder
from portal.problems import render_report


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    check = commands.add_parser("check", help="检查全部档案和文章，不生成网站 / check records and explainers")
    check.add_argument("--warnings", action="store_true", help="也列出提醒 / list warnings as well")
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    files = read_folder(options.root)
    if not files:
        print(f"{options.root.resolve()}: 这里没有 content/ 和 docs/ / no content/ and docs/ here", file=sys.stderr)
        return USAGE
    catalog, problems = load(files, read_today())
    shown = [problem for problem in problems if options.warnings or not problem.is_warning]
    if shown:
        print(render_report(shown))
    if catalog is None:
        return PROBLEMS
    if not shown:
        hidden = len(problems)
        print(f"没有问题。{f'{hidden} 处提醒：portal check --warnings。' if hidden else ''}")
        print(f"No problems.{f' {hidden} warning(s): portal check --warnings.' if hidden else ''}")
    return OK
