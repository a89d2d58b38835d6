"""Files of records: how words become paths, and how files are written, both only below content/ and docs/.

An id may come from a cell of a workbook that somebody sent. Whatever makes a path from words makes it here, whatever
writes records writes them here, and whatever reads a push asks here what its paths may be.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from portal.text.personal_data import mask

TOPS = ("content", "docs")
"""The folders that hold records and explainers; nothing else is ever written."""
LONGEST_NAME = 100
"""Characters of a file's name, its ending apart: with a clone's folders before it, a path stays below Windows' 260."""
_LONGEST_ENDING = len(".jpeg")

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ENDINGS = ("yml", "md")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.I | re.S)
"""Names that mean devices on Windows, with any ending and in any case (Naming Files, Win32)."""
_NOWHERE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
"""Signs no file name has on Windows; with them a backslash and a drive's colon would start a path of its own."""


class PathError(ValueError):
    """Words that make no path, or a path that leads elsewhere; worded for staff."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese} / {english}")


def word_fault(word: str) -> tuple[str, str] | None:
    """Why a word cannot name a file, in Chinese and English; None if it can."""
    shown = mask("".join(sign if sign.isprintable() else "·" for sign in word[:40]))
    if len(word) > LONGEST_NAME:
        return (
            f"编号“{shown}…”太长，最多 {LONGEST_NAME} 个字符",
            f"the id “{shown}…” is too long: at most {LONGEST_NAME} characters",
        )
    if not _WORD.fullmatch(word):
        return (
            f"“{shown}”不能作编号：只用小写字母、数字和短横，例如 zhang-san",
            f"“{shown}” cannot be an id: lower-case letters, digits and hyphens only, such as zhang-san",
        )
    if _DEVICES.fullmatch(word):
        return (
            f"“{shown}”在 Windows 上不能作文件名，换一个编号",
            f"“{shown}” names no file on Windows: choose another id",
        )
    return None


def record_path(top: str, *words: str, ending: str = "yml") -> str:
    """The path of a record from the words of its folders and its own; raises PathError for words that make none."""
    assert top in TOPS and words and ending in _ENDINGS, (top, words, ending)
    for word in words:
        fault = word_fault(word)
        if fault is not None:
            raise PathError(*fault)
    return "/".join((top, *words)) + f".{ending}"


def stays_inside(path: str) -> bool:
    """Whether a path leads to a file below content/ or docs/, on Linux, macOS and Windows alike."""
    top, *names = path.split("/")
    return top in TOPS and bool(names) and is_portable(path)


def is_portable(path: str) -> bool:
    """Whether a path from a folder leads to a file below it, on Linux, macOS and Windows alike."""
    return all(map(_is_file_name, path.split("/")))


def _is_file_name(name: str) -> bool:
    """Whether every system takes it for a name: Windows also drops points and spaces at its end."""
    if not name or name[-1] in ". " or len(name) > LONGEST_NAME + _LONGEST_ENDING:
        return False
    return not _NOWHERE.search(name) and not _DEVICES.fullmatch(name)


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Writes files below `root`, all of them or none: a full disk leaves every record as it was.

    Raises PathError for a path that leads out of content/ and docs/, by its words or by a symbolic link.
    """
    with staged_files(root, files) as put_in_place:
        put_in_place()


@contextmanager
def staged_files(
    root: Path, files: Mapping[str, bytes | None], scratch: Path | None = None
) -> Iterator[Callable[[], None]]:
    """Write files aside, in `scratch` or beside their places, and yield what puts them there; None takes one away.

    What needs room on the disk is done before anything has changed. Raises PathError as `write_files`.
    """
    targets = {path: _find_target(root, path) for path in files}
    ready: dict[Path, Path] = {}

    def put_in_place() -> None:
        for target, beside in ready.items():
            beside.replace(target)
        for path, raw in files.items():
            if raw is None:
                targets[path].unlink(missing_ok=True)

    try:
        for number, (path, raw) in enumerate(files.items()):
            if raw is None:
                continue
            target = targets[path]
            target.parent.mkdir(parents=True, exist_ok=True)
            name = f".{target.name}.{os.getpid()}.new" if scratch is None else f"{os.getpid()}-{number}.new"
            ready[target] = beside = (scratch or target.parent) / name
            beside.unlink(missing_ok=True)
            with beside.open("xb") as file:
                file.write(raw)
            if target.exists():
                shutil.copymode(target, beside)
        yield put_in_place
    finally:
        for beside in ready.values():
            beside.unlink(missing_ok=True)


def _find_target(root: Path, path: str) -> Path:
    """Where a file is to be written. Who set the portal up may have made content/ and docs/ links; nothing in them."""
    if not stays_inside(path):
        raise PathError(f"{path}: 不在 content/ 和 docs/ 里，不写", f"{path}: outside content/ and docs/, not written")
    top, *names = path.split("/")
    place = (root / top).resolve()
    for name in names:
        place /= name
        # resolve() as well: Windows has junctions, which are no symbolic links.
        if place.is_symlink() or place.resolve() != place:
            raise PathError(
                f"{path}: {name} 是链接，会写到别处；删掉它，放上真正的文件或文件夹",
                f"{path}: {name} is a link and leads elsewhere; replace it by the file or folder itself",
            )
    if place.is_dir():
        raise PathError(f"{path}: 有一个同名的文件夹", f"{path}: a folder has that name")
    return place
