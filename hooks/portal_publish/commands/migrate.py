"""`portal migrate`: a content/ of before content/common/ becomes one with the town's own entries alone."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from portal.commands.status import OK, FaultsError, RefusedError
from portal.loading.load import read_folder
from portal.loading.site_day import find_today
from portal.problems.problem import render_report
from portal.records.record_paths import write_files
from portal.records.registry import COMMON
from portal.text.staff_message import StaffError
from portal.towns.link_names import without_names
from portal.towns.old_form import Parted, part_files
from portal_publish.console import print_bilingual
from portal_publish.town_projects import check_clean

BEFORE = "before-migrate"
"""Where the files stay as they were, in a folder without git."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "migrate", help="把旧的 content/ 改成新的写法 / bring a content/ of before to the new form"
    )
    parser.set_defaults(run=_migrate)


def _migrate(options: argparse.Namespace) -> int:
    root: Path = options.root
    files = read_folder(root)
    if not any(path.startswith(f"content/{COMMON}") for path in files):
        raise RefusedError(
            f"{root.resolve()} 里没有 content/{COMMON}：先把新程序放进来（它带着这个文件夹），再运行",
            f"there is no content/{COMMON} in {root.resolve()}: put the new program there first, it brings that folder",
        )
    parted, problems = part_files(files)
    if problems:
        raise FaultsError(render_report(problems))
    gone = [each.path for each in parted if each.text is None]
    kept = {each.path: each.text.encode() for each in parted if each.text is not None}
    after = {path: raw for path, raw in files.items() if path not in gone} | kept
    texts = without_names(after, find_today(files))
    if not parted and not texts:
        print_bilingual("已经是新的写法，没有要改的。", "It has the new form already; nothing was changed.")
        return OK
    _keep_a_way_back(root)
    write_files(root, kept | texts)
    for path in gone:
        (root / path).unlink()
    labels = root / "content/labels"
    if labels.is_dir() and not any(labels.iterdir()):
        labels.rmdir()
    _tell(parted, len(texts))
    return OK


def _keep_a_way_back(root: Path) -> None:
    """With git all is committed; without it the files are copied first. Raises RefusedError if neither can be."""
    if (root / ".git").exists():
        try:
            check_clean(root)
        except StaffError as error:
            raise RefusedError(*error.message) from None
        return
    before = root / BEFORE
    if before.exists():
        raise RefusedError(
            f"{BEFORE}/ 已经有了：上次的备份，看过以后移走，再运行",
            f"{BEFORE}/ is there already, a copy from last time: move it away and run this again",
        )
    for name in ("content", "docs"):
        if (root / name).is_dir():
            shutil.copytree(root / name, before / name, symlinks=True)


def _tell(parted: list[Parted], texts: int) -> None:
    for each in parted:
        if each.text is None:
            print_bilingual(f"{each.path}：都是共用的，删掉了", f"{each.path}: shared by all towns, taken away")
        else:
            names = ", ".join(each.own[:8]) + (" …" if len(each.own) > 8 else "")
            print_bilingual(
                f"{each.path}：留下本镇自己的 {len(each.own)} 项（{names}）",
                f"{each.path}: {len(each.own)} of the town's own are kept ({names})",
            )
        if each.deleted:
            names = ", ".join(each.deleted[:8]) + (" …" if len(each.deleted) > 8 else "")
            print_bilingual(f"  本镇删过的又有了：{names}", f"  what the town had taken out is back: {names}")
    if texts:
        print_bilingual(
            f"文章：{texts} 个文件里单位的名称改由档案显示", f"explainers: in {texts} files names come from records"
        )
    print_bilingual(
        "改好了。看看改了什么（git diff），运行 portal check，再提交。",
        "Done. See what has changed (git diff), run portal check, then commit.",
    )
