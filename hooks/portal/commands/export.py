"""`portal export`: the records as the ledgers that towns and districts keep in Excel."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.commands.records import read_catalog
from portal.commands.status import OK
from portal.loading.load import read_folder
from portal.loading.site_day import find_today
from portal.text.staff_message import StaffError


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("export", help="导出台账（Excel） / the ledgers as an Excel workbook")
    parser.add_argument("file", type=Path, metavar="FILE.xlsx")
    parser.add_argument(
        "--kind", action="append", metavar="KIND",
        help="只要这几种，可写几次：legal-helpers、advisers、events、work / only these kinds",
    )  # fmt: skip
    parser.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    # Here, not above: reading Excel takes longer to load than `portal check` takes to run.
    from portal.ledgers.tables import KINDS, LEDGERS
    from portal.ledgers.workbook import write_workbook

    if options.file.suffix.lower() != ".xlsx":
        raise StaffError(f"{options.file}: 文件名要以 .xlsx 结尾", "the name has to end in .xlsx")
    kinds = options.kind or KINDS
    for kind in kinds:
        if kind not in KINDS:
            raise StaffError(f"没有 {kind} 这种台账，有：{'、'.join(KINDS)}", "no such ledger")
    files = read_folder(options.root)
    today = find_today(files)
    catalog = read_catalog(files, today)
    counts = write_workbook(options.file, [ledger for ledger in LEDGERS if ledger.kind in kinds], catalog, today)
    for title, count in counts.items():
        print(f"{options.file}  {title}: {count} 行 rows")
    return OK
