"""What a picture's file holds beside its pixels: EXIF blocks, texts, and what was put behind its end.

Reads the parts of JPEG (ITU T.81 annex B), PNG (RFC 2083) and WebP (RIFF) as they stand in the
file, every one of them: Pillow gives one EXIF block a picture and what it takes for its comments.
Judging the parts is `checks/files.py`'s business.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

STARTS = (
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("WEBP", re.compile(rb"RIFF.{4}WEBP", re.S)),
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("BMP", re.compile(rb"BM.{8}", re.S)),
    ("TIFF", re.compile(rb"II\*\0|MM\0\*")),
    ("AVIF", re.compile(rb".{4}ftypavi[fs]", re.S)),
    ("HEIC", re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)", re.S)),
)
MOST_PARTS = 20_000
"""Segments or chunks of a file; a PNG of 10 MB has about 1 300."""
MOST_TEXT = 200_000
"""Bytes of all packed texts that are unpacked: one of 10 MB could hold gigabytes."""
_LINE, _OVERLAP = 400, 60
"""Characters of a line as `readings` gives it, and how many of them the next part has again."""

_EXIF, _XMP, _LONG_XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
"""The end of a scan: inside it each FF is followed by 00 or by a restart marker."""
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_WITHOUT_LENGTH = frozenset([0x01, _SOI, *range(0xD0, 0xD8)])
_PLAIN_APPLICATION = (b"JFIF", b"JFXX", b"ICC_PROFILE\0", b"Adobe", b"MPF\0", _EXIF)
"""Segments that hold no words of anybody's."""
_PADDING = b"\0\r\n\t "


@dataclass(slots=True)
class Metadata:
    """What stands in a picture's file beside the pixels."""

    exif: list[bytes] = field(default_factory=list)
    """TIFF structures, each from its byte order on."""
    texts: list[tuple[str, bytes]] = field(default_factory=list)
    """Words that a person or program left, under their key; empty for a JPEG's comment."""
    other: list[bytes] = field(default_factory=list)
    """XMP, IPTC and the makers' own: words among codes."""
    scans: int = 0
    behind: int = 0
    """Bytes behind the picture's end."""
    is_whole: bool = False
    """Whether the file goes on to the picture's end."""

    @property
    def blocks(self) -> list[bytes]:
        """Everything that may have words in it."""
        return [*(text for _, text in self.texts), *self.exif, *self.other]


def format_of(raw: bytes) -> str:
    """The format the first bytes tell (`JPEG`, `PNG`, …); empty if it is none of those known here."""
    return next((name for name, start in STARTS if start.match(raw)), "")


def read_metadata(raw: bytes) -> Metadata:
    """The parts of a JPEG, PNG or WebP; of a file that is cut off or garbled those before the fault."""
    found = Metadata()
    read = {"JPEG": _read_jpeg, "PNG": _read_png, "WEBP": _read_webp}.get(format_of(raw))
    if read is not None:
        end = read(raw, found)
        found.is_whole = end is not None
        found.behind = len(raw[end:].strip(_PADDING)) if end is not None else 0
    return found


def _read_jpeg(raw: bytes, found: Metadata) -> int | None:
    """Fills `found`; where the picture ends, None if it does not."""
    at: int = 0
    for _ in range(MOST_PARTS):
        match = _NEXT_MARKER.search(raw, at)  # what stands before a marker decoders pass over
        if match is None:
            return None
        marker, at = match[0][-1], match.end()
        if marker == _EOI:
            return at if found.scans else None
        if marker in _WITHOUT_LENGTH:
            continue
        if at + 2 > len(raw):
            return None
        length: int = struct.unpack_from(">H", raw, at)[0]
        _take_segment(marker, raw[at + 2 : at + length], found)
        at += length
        if at > len(raw):
            return None
    return None


def _take_segment(marker: int, data: bytes, found: Metadata) -> None:
    if marker == _SOS:
        found.scans += 1
    elif marker == _COM:
        found.texts.append(("", data))
    elif 0xE0 <= marker <= 0xEF:
        if data.startswith(_EXIF):
            found.exif.append(data.removeprefix(_EXIF))
        if not data.startswith(_PLAIN_APPLICATION):
            found.other.append(data)


def _read_png(raw: bytes, found: Metadata) -> int | None:
    at: int = 8
    room = MOST_TEXT
    for _ in range(MOST_PARTS):
        if at + 12 > len(raw):
            return None
        length, kind = struct.unpack_from(">I4s", raw, at)
        data, at = raw[at + 8 : at + 8 + length], at + 12 + length
        if at > len(raw):
            return None
        if kind == b"IEND":
            return at
        if kind == b"eXIf":
            found.exif.append(data.removeprefix(_EXIF))
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            key, _, rest = data.partition(b"\0")
            text = _png_text(kind, rest, room)
            room -= len(text)
            found.texts.append((key.decode("latin-1"), text))
    return None


def _png_text(kind: bytes, rest: bytes, room: int) -> bytes:
    if kind == b"tEXt":
        return rest.decode("latin-1").encode() if not _is_utf_8(rest) else rest
    if kind == b"zTXt":
        return _unpacked(rest[1:], room)
    *_, text = rest[2:].split(b"\0", 2)  # behind the language and the translated key
    return _unpacked(text, room) if rest[:1] == b"\1" else text


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _unpacked(data: bytes, room: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, room) if room > 0 else data
    except zlib.error:
        return data


def _read_webp(raw: bytes, found: Metadata) -> int | None:
    size: int = struct.unpack_from("<I", raw, 4)[0]
    end = 8 + size
    at = 12
    for _ in range(MOST_PARTS):
        if end > len(raw):
            return None
        if at + 8 > end:
            return end  # a byte of padding may follow
        kind, length = struct.unpack_from("<4sI", raw, at)
        data, at = raw[at + 8 : at + 8 + length], at + 8 + length + (length & 1)
        if kind == b"EXIF":
            found.exif.append(data.removeprefix(_EXIF))
        elif kind not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"):
            found.other.append(data)
    return None


def readings(data: bytes) -> Iterator[str]:
    """The words in some bytes, in each encoding that programs use for them, in short lines."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        for line in re.split(r"[\x00-\x08\x0a-\x1f\ufffd]+", data.decode(encoding, "replace")):
            for start in range(0, len(line) - 3, _LINE - _OVERLAP):
                yield line[start : start + _LINE]
