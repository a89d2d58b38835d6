"""`portal import`: what a ledger in Excel would change in the records; `--write` changes it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from portal.commands.progress import Progress, Step, beside_bars
from portal.commands.records import check_results, read_catalog
from portal.commands.status import OK, PROBLEMS
from portal.loading.load import read_folder
from portal.loading.site_day import find_today
from portal.records.record_paths import write_files
from portal.text.staff_message import StaffError

if TYPE_CHECKING:
    from portal.ledgers.base import Plan

_UNCHANGED = "档案和台账一致，没有要改的 / nothing to change: the records agree with the ledger"
_NOTHING_READ = "没有能写进档案的改动 / no change that can go into the records"

READING = (
    Step("检查现在的档案", "checking the records as they are", 2),
    Step("读台账", "reading the ledger", 2),
    Step("检查改过的档案", "checking the records as they would be", 2),
)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("import", help="读入台账（Excel），先看再写 / read a ledger: shows, then writes")
    parser.add_argument("file", type=Path, metavar="FILE.xlsx")
    parser.add_argument("--kind", required=True, help="legal-helpers、advisers、events、work")
    parser.add_argument("--write", action="store_true", help="写进档案；不写就只给看 / write; else it is only shown")
    parser.add_argument(
        "--year", type=int, help="“3月5日”一类没写年份的日期是哪一年 / the year of dates that name none"
    )
    parser.add_argument(
        "--sure", action="store_true", help="问到的名字都是新的人 / all names asked about are new people"
    )
    parser.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    # Here, not above: reading Excel takes longer to load than `portal check` takes to run.
    from portal.ledgers.doubts import find_doubts
    from portal.ledgers.importing import plan_import
    from portal.ledgers.tables import KINDS

    if options.kind not in KINDS:
        raise StaffError(f"没有 {options.kind} 这种台账，有：{'、'.join(KINDS)}", "no such ledger")
    with Progress(READING) as progress:
        progress.begin()
        files = read_folder(options.root)
        today = find_today(files)
        catalog = read_catalog(files, today)
        advance = progress.begin()
        plan = plan_import(options.file, options.kind, catalog, files, today, options.year, advance)
        results = plan.results()
        with beside_bars(sys.stdout):
            _show(plan)
        progress.begin()
        check_results(files, results, today)
    doubts = find_doubts(plan)
    for doubt in doubts:
        print(f"{doubt.chinese} / {doubt.english}")
    if not results:
        print(_UNCHANGED if not plan.refused else _NOTHING_READ)
    elif options.write and doubts and not options.sure:
        print(
            "先看清楚上面的名字；都是新的人，就加 --sure 再写 / look at these names; add --sure if all are new people"
        )
        return PROBLEMS
    elif options.write:
        write_files(options.root, results)
        print(f"写好了 {len(results)} 个文件 / wrote {len(results)} file(s)")
    else:
        print(f"会改 {len(results)} 个文件；没错就加 --write / would change {len(results)} file(s); add --write")
    return PROBLEMS if plan.refused else OK


def _show(plan: Plan) -> None:
    """Print what would change, and the cells that were refused."""
    from portal.ledgers.importing import diff_of

    for note in plan.notes:
        print(note)
    if plan.results():
        print(diff_of(plan), end="")
    for refused in plan.refused:
        print(refused)
    if plan.unlisted:
        print(f"…… 还有 {plan.unlisted} 格 / and {plan.unlisted} more")
    if plan.refused:
        count = len(plan.refused) + plan.unlisted
        print(f"{count} 格没有读进去，那几行没有动 / cells refused; their rows were left out")
