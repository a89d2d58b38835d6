"""The parts of an .xlsx file, a ZIP of XML (ECMA-376 part 2), within stated limits.

A ledger comes by mail: it may be cut short, locked, or made to fill a machine's memory. So every part is measured
before it is unpacked, and again before a parser sees it. What the parts mean is the business of `spreadsheet`.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from portal.text.staff_message import StaffError

LARGEST_FILE = 10_000_000
"""Bytes of a workbook. A ledger has some hundred kilobytes; what is larger holds pictures."""
LARGEST_UNPACKED = 32_000_000
"""Bytes of XML read from one workbook: 20 000 rows of the widest ledger have 24 million."""
MOST_PARTS = 2_000
"""Files in the ZIP."""
MOST_TAGS = 3_000_000
"""Of all XML read from one workbook: seconds of work, however little each tag says."""
_MOST_NAMES = 500
"""Different names of elements and attributes in one part: SpreadsheetML has fewer, and the parser keeps each."""
_MOST_ATTRIBUTES = 100
_DEEPEST = 60
"""Levels of elements inside each other."""
_LONGEST_TAG = re.compile(rb"<[^<]{250000}")
"""A tag with the text behind it: a cell of Excel's holds 32 767 characters."""
_ENTRY = b"PK\x01\x02"
_LOCKED_OR_OLD = b"\xd0\xcf\x11\xe0"
"""An OLE file: an old .xls, or a workbook with a password (MS-OFFCRYPTO)."""
_ENCRYPTED = 0x1
"""Bit of an entry's flags (APPNOTE 4.4.4)."""
_BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
    OverflowError,
)  # fmt: skip
"""What `zipfile` raises for archives that are cut short, damaged or of a kind it does not know."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class WorkbookFault(StaffError):
    """Why a workbook cannot be read."""


def _damaged(part: str = "") -> WorkbookFault:
    chinese, english = (f"（{part}）", f" ({part})") if part else ("", "")
    return WorkbookFault(
        f"文件不完整或坏了{chinese}：用 Excel 或 WPS 打开，另存为新的 .xlsx 再试",
        f"the file is cut short or damaged{english}: open it in Excel or WPS and save it as a new .xlsx",
    )


def _too_large() -> WorkbookFault:
    packed, unpacked = LARGEST_FILE // 1_000_000, LARGEST_UNPACKED // 1_000_000
    return WorkbookFault(
        f"文件太大，不像台账（最多 {packed} MB，展开后 {unpacked} MB）：删掉图片和空白的行列，或分成几个文件",
        f"far too large for a ledger (at most {packed} MB, {unpacked} MB unpacked): delete pictures and blank rows and "
        "columns, or split it",
    )


def _no_workbook() -> WorkbookFault:
    return WorkbookFault(
        "不是 .xlsx 文件；旧的 .xls 先用 Excel 或 WPS 另存为 .xlsx",
        "no .xlsx workbook; save an old .xls as .xlsx first",
    )


class Package:
    """The archive of one workbook. Every method may raise WorkbookFault."""

    def __init__(self, path: Path) -> None:
        raw = _read(path)
        if raw.startswith(_LOCKED_OR_OLD):
            raise WorkbookFault(
                "是旧的 .xls，或加了密码：去掉密码，另存为 .xlsx",
                "an old .xls, or locked by a password: unlock it and save it as .xlsx",
            )
        if not raw.startswith(b"PK"):
            raise _no_workbook()
        if raw.count(_ENTRY) > MOST_PARTS:
            raise _too_large()
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except _BROKEN_ZIP:
            raise _damaged() from None
        self._infos = {info.filename: info for info in self._archive.infolist()}
        self._unpacked = 0
        self._tags = 0

    def read(self, part: str) -> bytes | None:
        """The bytes of a part; None if there is none."""
        info = self._infos.get(part)
        if info is None:
            return None
        if info.flag_bits & _ENCRYPTED:
            raise WorkbookFault("文件加了密码：去掉密码再另存", "the file is locked by a password: unlock and save it")
        # Only these two are allowed in a package (ECMA-376 part 2, annex C); others unpack without a measure.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged(part)
        room = LARGEST_UNPACKED - self._unpacked
        try:
            with self._archive.open(info) as file:
                raw = file.read(room + 1)
        except _BROKEN_ZIP:
            raise _damaged(part) from None
        self._unpacked += len(raw)
        if len(raw) > room:
            raise _too_large()
        return raw

    def parse(self, part: str, start: Start, end: End | None = None, text: Text | None = None) -> bool:
        """Reads a part as XML, calling back for each element without its prefix; whether there is such a part."""
        raw = self.read(part)
        if raw is None:
            return False
        self._tags += raw.count(b"<")
        if self._tags > MOST_TAGS:
            raise _too_large()
        if _LONGEST_TAG.search(raw):
            raise _damaged(part)
        _Parser(part, start, end, text).parse(raw)
        return True

    def workbook_part(self) -> str:
        """The part that names the sheets."""
        found = [target for kind, target in self.relations("").values() if kind == "officeDocument"]
        if not found or found[0] not in self._infos:
            raise _no_workbook()
        return found[0]

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: kind and part by the reference's id (ECMA-376 part 2, section 6.5)."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = kind, target.lstrip("/")

        self.parse(posixpath.join(folder, "_rels", f"{name}.rels"), start)
        return found


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise WorkbookFault("没有这个文件", "there is no such file")
    with path.open("rb") as file:
        raw = file.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise _too_large()
    return raw


class _Parser:
    """One part of a package: XML without a document type, not deep, of few names."""

    def __init__(self, part: str, start: Start, end: End | None, text: Text | None) -> None:
        self._part, self._start, self._end = part, start, end
        self._names: set[str] = set()
        self._local: dict[str, str] = {}
        """Names of elements without their prefix."""
        self._depth = 0
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartDoctypeDeclHandler = self._refuse
        self._expat.StartElementHandler = self._open
        self._expat.EndElementHandler = self._close
        if text is not None:
            self._expat.CharacterDataHandler = text

    def parse(self, raw: bytes) -> None:
        """Calls back for everything in the part."""
        try:
            self._expat.Parse(raw, True)
        except WorkbookFault:
            raise
        except (expat.ExpatError, ValueError, LookupError):  # the last: an encoding nobody knows
            raise _damaged(self._part) from None

    def _refuse(self, *_: object) -> None:
        """Documents of a package declare no type (ECMA-376 part 2, section 6.2.5): entities may stand for gigabytes."""
        raise _damaged(self._part)

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        local = self._local.get(tag)
        if local is None or not attributes.keys() <= self._names:
            local = self._local[tag] = tag.rpartition(":")[2]
            self._names |= attributes.keys()
            if len(self._names) + len(self._local) > _MOST_NAMES or len(attributes) > _MOST_ATTRIBUTES:
                raise _damaged(self._part)
        if self._depth > _DEEPEST:
            raise _damaged(self._part)
        self._start(local, attributes)

    def _close(self, tag: str) -> None:
        self._depth -= 1
        if self._end is not None:
            self._end(self._local[tag])
