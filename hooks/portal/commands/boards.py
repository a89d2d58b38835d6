"""`portal boards`: which villages' boards are out of date, and why."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Literal

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.commands.records import read_catalog
from portal.commands.status import OK
from portal.loading.load import read_folder
from portal.loading.site_day import find_today
from portal.posters.versions import FAULT_WORDS, Fault, find_board_faults, poster_facts
from portal.problems.problem import cells


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "boards", help="哪些村务栏的海报该换了，为什么 / which boards are out of date, and why"
    )
    parser.add_argument("--all", action="store_true", help="也列出没过时的 / list those that still hold as well")
    parser.add_argument("--json", action="store_true", help="给程序读 / for programs")
    parser.set_defaults(run=_boards)


def _boards(options: argparse.Namespace) -> int:
    files = read_folder(options.root)
    today = find_today(files)
    catalog = read_catalog(files, today)
    agenda = Agenda(catalog, today)
    rows = [_read_board(id, catalog, agenda) for id in catalog.villages]
    if options.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
        return OK
    for row in rows:
        if options.all or row.state == "outdated":
            label = f"{row.name} {row.village}"
            label += " " * max(1, 40 - cells(label))
            print(f"{label}{row.printed or '-':10}  {row.code or '-':14}  {_words(row)}")
    count = Counter(row.state for row in rows)
    print(f"要换 {count['outdated']} 块，还准 {count['current']} 块，没有登记 {count['none']} 块。")
    print(f"{count['outdated']} to be replaced, {count['current']} hold, {count['none']} not recorded.")
    return OK


@dataclass(frozen=True, slots=True)
class _Row:
    village: str
    name: str
    state: Literal["none", "outdated", "current"]
    code: str | None
    printed: str | None
    current_code: str
    why: tuple[Fault, ...]


def _read_board(id: str, catalog: Catalog, agenda: Agenda) -> _Row:
    village = catalog.villages[id]
    facts = poster_facts(id, catalog, agenda.next_sit_ins(id), agenda.today)
    name = str(catalog.source_language.text(village.name))
    board = village.board
    if board is None:
        return _Row(id, name, "none", None, None, facts.code, ())
    why = find_board_faults(board, facts, catalog, agenda.today)
    return _Row(id, name, "outdated" if why else "current", board.code, f"{board.printed}", facts.code, why)


def _words(row: _Row) -> str:
    if row.state == "none":
        return "没有登记 / not recorded"
    if row.state == "current":
        return "还准 / holds"
    chinese, english = zip(*(FAULT_WORDS[fault] for fault in row.why), strict=True)
    return f"{'；'.join(chinese)} / {'; '.join(english)}"
