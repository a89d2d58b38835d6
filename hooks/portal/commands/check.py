"""`portal check`: records and explainers, without building the site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from portal.commands.status import OK, PROBLEMS, USAGE
from portal.loading.load import load, read_folder
from portal.loading.site_day import find_today
from portal.problems.formats import as_github, as_json, as_sarif
from portal.problems.problem import Problem, count_reminders, render_reminders, render_report

FORMATS = {"json": as_json, "github": as_github, "sarif": as_sarif}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    check = commands.add_parser("check", help="检查全部档案和文章，不生成网站 / check records and explainers")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH",
        help="只列出这些文件或文件夹里的 / list only what is in these files or folders",
    )  # fmt: skip
    check.add_argument("--warnings", action="store_true", help="也列出提醒 / list warnings as well")
    formats = check.add_mutually_exclusive_group()
    for name in FORMATS:
        formats.add_argument(f"--{name}", dest="format", action="store_const", const=name, help=f"{name.upper()}")
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    root: Path = options.root
    files = read_folder(root)
    if not files:
        print(f"{root.resolve()}: 这里没有 content/ 和 docs/ / no content/ and docs/ here", file=sys.stderr)
        return USAGE
    for path in options.paths:
        if not path.exists():
            print(f"{path}: 没有这个文件 / there is no such file", file=sys.stderr)
            return USAGE
    _, problems = load(files, find_today(files))
    chosen = [p for p in problems if not options.paths or _is_in(root / p.path, options.paths)]
    shown = [problem for problem in chosen if options.warnings or not problem.is_warning]
    if options.format:
        print(FORMATS[options.format](shown))
    else:
        _print(shown, chosen, problems)
    return PROBLEMS if any(not problem.is_warning for problem in chosen) else OK


def _print(shown: Sequence[Problem], chosen: Sequence[Problem], problems: Sequence[Problem]) -> None:
    if shown:
        print(render_report(shown))
    elsewhere = sum(not problem.is_warning for problem in problems) - sum(not p.is_warning for p in chosen)
    if elsewhere:
        print(f"别的文件里还有 {elsewhere} 处问题：portal check。")
        print(f"{elsewhere} problem(s) in other files: portal check.")
    elif not shown:
        print("没有问题。")
        print("No problems.")
    if chosen and all(problem.is_warning for problem in chosen):
        print(count_reminders(shown) if shown else render_reminders(chosen))


def _is_in(path: Path, chosen: Sequence[Path]) -> bool:
    """Whether a file is one of the chosen, or stands below one of them."""
    place = path.resolve()
    return any(place == other or other in place.parents for other in (one.resolve() for one in chosen))
