"""`portal redate`: a session whose first day was typed wrong, with its file's name."""

from __future__ import annotations

import argparse
from pathlib import PurePosixPath

from portal.commands.answers import read_date
from portal.commands.records import check_results
from portal.commands.status import OK
from portal.loading.load import read_folder
from portal.loading.site_day import find_today
from portal.records.record_paths import write_files
from portal.records.registry import event_path
from portal.text.staff_message import StaffError
from portal.yaml_io.editor import Editor

_DAY = len("2026-12-04")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "redate", help="改正活动写错的日子，文件名一起改 / mend a session's wrong day, and its file's name"
    )
    parser.add_argument("event", help="文件名，例如 2026-12-20-winter-wages / the file's name")
    parser.add_argument("day", help="对的日子，例如 2026-12-21 或 12月21日 / the right day")
    parser.set_defaults(run=_redate)


def _redate(options: argparse.Namespace) -> int:
    files = read_folder(options.root)
    today = find_today(files)
    name = PurePosixPath(options.event.replace("\\", "/")).name.removesuffix(".yml")
    old = event_path(name[:_DAY], name[_DAY + 1 :])
    if old not in files:
        raise StaffError(f"没有活动 {name}", f"there is no session {name}")
    day = read_date(options.day, today)
    new = event_path(day, name[_DAY + 1 :])
    if new in files:
        raise StaffError(f"{new} 已经有了", "it is there already")
    editor = Editor(old, files[old])
    values = {key: f"{editor.value(key) or ''}" for key in ("starts", "ends")}
    editor.set_all({(key,): f"{day} {text[_DAY + 1 :]}" for key, text in values.items() if len(text) > _DAY})
    check_results({path: raw for path, raw in files.items() if path != old}, {new: editor.result()}, today)
    write_files(options.root, {new: editor.result()})
    (options.root / old).unlink()
    print(f"{old} → {new}")
    return OK
