"""Edits of a decoded text, put into the bytes it was decoded from: line ends and byte order mark stay."""

from __future__ import annotations

from collections.abc import Iterable

from portal.text.line_diff import Edit


def splice(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """Replace spans of the decoded text; whatever lies between them keeps its bytes."""
    raw_text = raw.decode("utf-8")
    newline = "\r\n" if "\r\n" in raw_text else "\n"
    offsets = _raw_offsets(raw_text)
    pieces: list[str] = []
    done = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [raw_text[done : offsets[start]], new.replace("\n", newline)]
        done = offsets[end]
    pieces.append(raw_text[done:])
    return "".join(pieces).encode("utf-8")


def _raw_offsets(raw_text: str) -> list[int]:
    """Where each character of the decoded text stands in the raw one."""
    offsets = []
    skip = raw_text.startswith("\ufeff")
    for at, character in enumerate(raw_text):
        if skip:
            skip = False
        elif character != "\n" or raw_text[at - 1 : at] != "\r":
            offsets.append(at)
    return [*offsets, len(raw_text)]
