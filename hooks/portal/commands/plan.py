"""`portal plan`: the next stops as draft sessions, for staff to edit."""

from __future__ import annotations

import argparse

from portal.account.drafts import draft_event
from portal.account.suggestions import find_suggestions
from portal.catalog.agenda import Agenda
from portal.commands.records import check_results, read_catalog
from portal.commands.status import OK
from portal.loading.load import read_folder
from portal.loading.site_day import find_today
from portal.records.record_paths import write_files


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("plan", help="把建议的下一站写成活动草稿 / draft sessions for the next stops")
    parser.add_argument("--count", type=int, default=5, help="写几场，默认 5 / how many")
    parser.add_argument("--dry-run", action="store_true", help="只看，不写文件 / print only")
    parser.set_defaults(run=_plan)


def _plan(options: argparse.Namespace) -> int:
    files = read_folder(options.root)
    today = find_today(files)
    catalog = read_catalog(files, today)
    taken = set(catalog.events)
    drafts: dict[str, bytes] = {}
    for suggestion in find_suggestions(Agenda(catalog, today), for_public=False, most=options.count):
        draft = draft_event(suggestion, catalog, taken)
        if draft is None:
            print(f"{suggestion.id}: 近期没有合适的日子 / no free day")
            continue
        id, name, text = draft
        taken.add(id)
        drafts[name] = text.encode()
        print(name)
        print("  " + text.splitlines()[0].removeprefix("# "))
    if not options.dry_run:
        check_results(files, drafts, today)
        write_files(options.root, drafts)
    return OK
