"""`portal report <year>`: the draft of the yearly report, with every figure's rows."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from portal.account.report import draft_report
from portal.account.town import TownAccount
from portal.catalog.agenda import Agenda
from portal.commands.records import read_catalog
from portal.commands.status import OK, PROBLEMS
from portal.loading.load import read_folder
from portal.loading.site_day import find_today


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("report", help="写出年度普法情况草稿和全部明细 / draft the year's report")
    parser.add_argument("year", type=int, help="哪一年，例如 2026 / the year")
    parser.add_argument("--to", type=Path, default=Path("report"), help="写到哪个文件夹 / the folder to write to")
    parser.add_argument("--public", action="store_true", help="遮盖少于5的咨询数 / mask counts under 5")
    parser.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    # Word and Excel are slow to load, and no other command needs them.
    from portal.account.report_files import as_docx, as_markdown, as_xlsx

    files = read_folder(options.root)
    today = find_today(files)
    catalog = read_catalog(files, today)
    account = TownAccount(Agenda(catalog, today)).year(options.year)
    if options.year > today.year or not account.has_records:
        print(f"{options.year} 年没有台账，写不出报告 / there are no records of {options.year}", file=sys.stderr)
        return PROBLEMS
    draft = draft_report(account, for_public=options.public)
    options.to.mkdir(parents=True, exist_ok=True)
    for ending, content in (
        ("md", as_markdown(draft).encode()),
        ("docx", as_docx(draft)),
        ("xlsx", as_xlsx(draft, today)),
    ):
        path = options.to / f"report-{options.year}.{ending}"
        path.write_bytes(content)
        print(path)
    return OK
