"""An explainer's file in its two parts: the front matter, and the text below it."""

from __future__ import annotations

import re

_FENCE = re.compile(rb"---[ \t]*\r?\n")
_END = re.compile(rb"^---[ \t]*(?:\r?\n|\Z)", re.M)


def split_front_matter(raw: bytes) -> tuple[bytes, bytes] | None:
    """The YAML between the fences, and everything from the closing fence on; None without front matter."""
    start = _FENCE.match(raw.removeprefix(b"\xef\xbb\xbf"))
    if start is None or raw.startswith(b"\xef\xbb\xbf"):
        return None
    end = _END.search(raw, start.end())
    if end is None:
        return None
    return raw[start.end() : end.start()], raw[end.start() :]


def join_front_matter(head: bytes, rest: bytes) -> bytes:
    """The file again; `rest` begins with the closing fence."""
    newline = b"\r\n" if rest.startswith(b"---\r\n") else b"\n"
    return b"---" + newline + head + rest


def body_of(rest: bytes) -> str:
    """The text below the closing fence."""
    end = _END.match(rest)
    return rest[end.end() if end else 0 :].decode("utf-8", "replace").replace("\r\n", "\n")


def with_body(rest: bytes, body: str) -> bytes:
    """The closing fence, and another text below it, in the file's own line ends."""
    end = _END.match(rest)
    newline = "\r\n" if b"\r\n" in rest else "\n"
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    text = text if not text or text.endswith("\n") else text + "\n"
    return rest[: end.end() if end else 0] + text.replace("\n", newline).encode()
