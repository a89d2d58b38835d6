"""What publishing tells people: two languages, and no traceback."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable

from portal.commands.status import RefusedError
from portal.problems import Problem, render_report


class PublishError(RefusedError):
    """Publishing stopped before the switch; the text is worded for staff."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")


def say(chinese: str, english: str) -> None:
    """One line in each language."""
    write(f"{chinese}\n{english}\n")


def write(text: str) -> None:
    """Prints at once; that nobody listens any more is no reason to stop publishing.

    Whoever pushes may close the window while `post-receive` still works.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        pass


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


def explain(error: OSError) -> PublishError:
    """A fault of disk or permissions in words; the site as it was still stands."""
    chinese, english = _CAUSES.get(error.errno or 0, ("系统报错", "the system says"))
    where = f"（{error.filename}：{error.strerror}）" if error.filename else f"（{error.strerror or error}）"
    return PublishError(
        f"没有发布：{chinese}{where}。原来的网站没有动；排除后再发布一次，剩下的碎片会自动清掉。",
        f"Not published: {english}. The site as it was still stands; the next run cleans up.",
    )
