"""`portal new-town` and `portal update`: another town's project, and the program's updates for it."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from portal.clock import read_today
from portal.commands.status import OK, PROBLEMS, RefusedError
from portal.text.staff_message import StaffError
from portal.towns.town_records import TO_FILL_IN, check_languages, check_name, town_files
from portal.towns.village_list import read_village_list
from portal_publish.console import print_bilingual
from portal_publish.town_projects import catalogues_of, check_target, find_program, make_project, update


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands."""
    new = commands.add_parser("new-town", help="给别的镇做一个完整的网站文件夹 / a whole project for another town")
    new.add_argument("folder", type=Path, metavar="DIR", help="新的文件夹 / a new folder")
    new.add_argument("--name", default="某某镇", help="镇名，例如 青石镇 / the town's name")
    new.add_argument("--languages", default="zh,en", help="语言，第一种是 zh / languages, zh first")
    new.add_argument(
        "--villages", type=Path, metavar="FILE", help="各村的名单 .xlsx 或 .csv：名称、区划代码 / list of villages"
    )
    new.set_defaults(run=_new_town)
    merge = commands.add_parser("update", help="合并程序的更新，不动本镇的档案 / merge the program's updates")
    merge.add_argument("source", nargs="?", help="原来的仓库；不写就是做这个文件夹时的 / the original repository")
    merge.set_defaults(run=_update)


def _new_town(options: argparse.Namespace) -> int:
    program = find_program(options.root)
    languages = [code for code in re.split(r"[\s,，、]+", options.languages) if code]
    try:
        check_target(options.folder)
        check_name(options.name)
        check_languages(languages, catalogues_of(program))
        villages = read_village_list(options.villages) if options.villages else None
    except StaffError as error:
        raise RefusedError(*error.message) from None
    files = town_files(options.name, languages, villages, read_today())
    is_repository = make_project(program, options.folder, files)
    count = len(villages) if villages else 0
    print_bilingual(
        f"{options.folder}：{options.name}的网站文件夹做好了，{count or '一个范例'}村。\n"
        f"先填标着{TO_FILL_IN}的地方：grep -rn {TO_FILL_IN} {options.folder}/content\n"
        f"看样子：cd {options.folder}，{'make serve' if is_repository else 'mkdocs serve --livereload'}",
        f"{options.folder}: the project of {options.name} is made, with {count or 'an example'} village(s).\n"
        f"Fill in what is marked {TO_FILL_IN} first; to look at it: "
        f"cd {options.folder} && {'make serve' if is_repository else 'mkdocs serve --livereload'}",
    )
    return OK


def _update(options: argparse.Namespace) -> int:
    try:
        conflicts = update(options.root, options.source)
    except StaffError as error:
        raise RefusedError(*error.message) from None
    if conflicts is None:
        print_bilingual("程序没有更新。", "The program has no updates.")
        return OK
    if conflicts:
        print_bilingual(
            f"这些文件本镇和程序都改了：{'、'.join(conflicts)}。\n"
            "改好后 git add、git commit；不想合并就 git merge --abort。",
            f"Both the town and the program have changed: {', '.join(conflicts)}.\n"
            "Mend them, git add, git commit; or git merge --abort.",
        )
        return PROBLEMS
    print_bilingual(
        "程序的更新合并好了，本镇的档案没有动。再运行 make check。",
        "The program's updates are merged, the town's records as they were. Run make check.",
    )
    return OK
