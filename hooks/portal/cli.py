"""The `portal` command: what staff run without building the site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from portal.clock import read_today
from portal.fonts import subset_font
from portal.loading import load, read_folder
from portal.problems import render_report
from portal.translations import stamp

OK, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status is 0, 1 (problems) or 2 (usage)."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return USAGE
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portal", description="普法网站的档案工具 / tools for the portal's records")
    parser.add_argument("--root", type=Path, default=Path(), help="网站文件夹 / the folder with content/ and docs/")
    commands = parser.add_subparsers(required=True, metavar="命令")
    check = commands.add_parser("check", help="检查全部档案和文章，不生成网站 / check records and explainers")
    check.add_argument("--warnings", action="store_true", help="也列出提醒 / list warnings as well")
    check.set_defaults(run=_check)
    translations = commands.add_parser("translations", help="译文状态 / the state of translations")
    translations.add_argument(
        "--accept", type=Path, nargs="+", metavar="FILE", required=True,
        help="译文已照现在的源文改好 / these now render the present source text",
    )  # fmt: skip
    translations.set_defaults(run=_accept)
    font = commands.add_parser("font", help="按用到的字重做藏文字体 / subset the Tibetan font anew")
    font.set_defaults(run=_font)
    return parser


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
    warnings = len(problems) if not options.warnings else 0
    print(f"没有问题。{f'{warnings} 处提醒：portal check --warnings。' if warnings else ''}")
    print(f"No problems.{f' {warnings} warning(s): portal check --warnings.' if warnings else ''}")
    return OK


def _accept(options: argparse.Namespace) -> int:
    catalog, problems = load(read_folder(options.root), read_today())
    if catalog is None:
        print(render_report(problems))
        return PROBLEMS
    for path in options.accept:
        print(stamp(options.root, path, catalog.explainers))
    return OK


def _font(options: argparse.Namespace) -> int:
    print(subset_font(options.root))
    return OK
