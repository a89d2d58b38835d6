"""A file as text: for what no form can show, an unreadable one above all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.loading.load import is_checked
from portal.problems.problem import Problem
from portal.records.record_paths import stays_inside
from portal_desk.clerk import Clerk
from portal_desk.form_values import Posted
from portal_desk.forms.base import Bases, Form
from portal_desk.words import DeskError
from portal_desk.workspace import Request

_BOM = b"\xef\xbb\xbf"


class TextForm(Form):
    """The whole text of a file below content/ or docs/."""

    template = "text.html"

    def __init__(self, clerk: Clerk, path: str) -> None:
        super().__init__(clerk, f"text/{path}")
        self.path = path
        if not stays_inside(path) or not is_checked(path) or not path.endswith((".yml", ".md")):
            raise DeskError("没有这个文件。", "There is no such file.", status=404)

    @property
    def unreadable(self) -> None:
        """Text can always be shown."""
        return

    @property
    def title(self) -> str:
        """The file's path."""
        return self.path

    @property
    def paths(self) -> tuple[str, ...]:
        """The file."""
        return (self.path,)

    def request(self, posted: Posted, bases: Bases) -> Request:
        """The file with the text as typed, in its own line ends."""
        old = bases[self.path] or b""
        raw = posted.get("t", [""])[0].replace("\r\n", "\n").encode("utf-8", "replace")
        if b"\r\n" in old:
            raw = raw.replace(b"\n", b"\r\n")
        if old.startswith(_BOM):
            raw = _BOM + raw
        if _shown(old).replace("\r\n", "\n") == posted.get("t", [""])[0].replace("\r\n", "\n") and _is_utf_8(old):
            raw = old
        return Request({self.path: raw}, dict(bases), f"按文字改：{self.path}", "", is_strict=True)

    def context(
        self, posted: Posted | None, bases: Bases, problems: list[Problem], made: Mapping[str, bytes | None]
    ) -> dict[str, Any]:
        """The text, and what is wrong with it."""
        raw = bases[self.path]
        if raw is None and posted is None:
            raise DeskError("没有这个文件。", "There is no such file.", status=404)
        text = posted["t"][0] if posted and posted.get("t") else _shown(raw or b"")
        own = [problem for problem in problems if problem.path == self.path]
        return {"text": text, "own": own, "path": self.path, "is_recoded": not _is_utf_8(raw or b"")}


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _shown(raw: bytes) -> str:
    """The text; what is no UTF-8 is read as Windows in China writes it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
