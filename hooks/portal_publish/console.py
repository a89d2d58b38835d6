"""What publishing tells people: two languages, and no traceback."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from portal.commands.progress import beside_bars
from portal.commands.status import RefusedError, where_it_failed
from portal.problems.problem import Problem, render_report
from portal.text.personal_data import mask
from portal.text.staff_message import StaffError


class PublishError(RefusedError):
    """Publishing stopped before the switch; the text is worded for staff."""

    def __init__(self, chinese: str, english: str, details: str = "") -> None:
        super().__init__(chinese, english)
        self.details = details
        """For the maintainer: tracebacks, which staff are never shown."""


def print_bilingual(chinese: str, english: str) -> None:
    """One line in each language."""
    write(f"{chinese}\n{english}\n")


def write(text: str) -> None:
    """Prints at once; that nobody listens any more is no reason to stop publishing.

    Whoever pushes may close the window while `post-receive` still works.
    """
    with suppress(OSError), beside_bars(sys.stdout):
        sys.stdout.write(text)
        sys.stdout.flush()


def report(problems: Iterable[Problem]) -> None:
    """Problems in their printed form, ending with what became of the site."""
    write(render_report(problems) + "\n")


_CAUSES = {
    errno.ENOSPC: ("磁盘满了", "the disk is full"),
    errno.EDQUOT: ("磁盘配额用完了", "the disk quota is used up"),
    errno.EFBIG: ("文件大小超过了系统给的上限", "a file grew past the limit the system sets"),
    errno.EROFS: ("目标是只读的", "the target is read-only"),
    errno.EACCES: ("没有写入目标的权限", "no permission to write to the target"),
    errno.EPERM: ("没有写入目标的权限", "no permission to write to the target"),
}


def cause_of(number: int) -> tuple[str, str]:
    """A system error's number in words, in Chinese and English."""
    return _CAUSES.get(number, ("系统报错", "the system says"))


_NUMBER = re.compile(r"\[Errno (\d{1,3})\]")


def _first_fault(error: OSError) -> OSError:
    """Take the first of the faults that copying a folder has gathered, each as source, target and words."""
    if not isinstance(error, shutil.Error):
        return error
    _, target, words = error.args[0][0]
    number = _NUMBER.search(str(words))
    return OSError(int(number[1]), os.strerror(int(number[1])), str(target)) if number else OSError(str(words))


def explain(error: OSError) -> PublishError:
    """A fault of disk or permissions in words; the site as it was still stands."""
    error = _first_fault(error)
    chinese, english = cause_of(error.errno or 0)
    where = f"（{error.filename}：{error.strerror}）" if error.filename else f"（{error.strerror or error}）"
    return PublishError(
        f"没有发布：{chinese}{where}。原来的网站没有动；排除后再发布一次，剩下的碎片会自动清掉。",
        f"Not published: {english}. The site as it was still stands; the next run cleans up.",
    )


def in_words(error: Exception) -> PublishError:
    """Whatever stopped publishing, worded for staff; what nobody foresaw has its traceback for the maintainer."""
    if isinstance(error, PublishError):
        return error
    if isinstance(error, OSError):
        return explain(error)
    if isinstance(error, StaffError):
        return PublishError(
            f"没有发布：{error.message.zh}",
            f"Not published; the site as it was still stands: {error.message.en}",
        )
    where = where_it_failed(error)
    return PublishError(
        f"没有发布：程序自己出了错（{where}）。原来的网站没有动；请把这一行发给维护人。",
        "Not published: the program itself failed. The site as it was still stands; send this line to the maintainer.",
        "".join(traceback.format_exception(error)),
    )


FAILURE = "last-failure.txt"


def keep_details(folder: Path, error: PublishError) -> None:
    """Lets the maintainer find what stood behind the words: in a file that only this user reads, masked."""
    if not error.details:
        return
    with suppress(OSError):
        path = folder / FAILURE
        path.unlink(missing_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write("\n".join(map(mask, error.details.splitlines())) + "\n")
