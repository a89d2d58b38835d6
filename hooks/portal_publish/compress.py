"""Compressed copies beside the originals, for servers that hand out ready ones.

Same bytes in, same bytes out: no time, no file name, no name of a system in them.
"""

from __future__ import annotations

import zlib
from collections.abc import Container, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from portal.commands.progress import Advance, tell_nobody
from portal.processors import processors

TEXTS = frozenset([".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".ics", ".webmanifest"])
SMALLEST = 200
"""Bytes; below that the headers weigh more than what is saved."""
_EFFORT = {".html": (9, 16)}
"""Brotli's quality and window (as bits: 64 kB). A page takes 0.3 ms; quality 10 would take 15 times,
11 forty times as long, for 6 and 9 % fewer bytes of what arrives in one round trip anyway."""
_HIGHEST = (11, 22)
"""What every reader loads (styles, scripts, index) is worth it."""
_GZIP_SYSTEM = 9
"""Where a gzip header names the system that wrote it (RFC 1952); 255 is unknown."""


def compress_site(folder: Path, done: Container[str] = (), advance: Advance = tell_nobody) -> int:
    """Writes `.gz` and `.br` beside every text that gets smaller; says how many texts.

    `done` are paths that have theirs, or are shared with another release and not to be written beside.
    """
    texts = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in TEXTS and path.is_file() and path.relative_to(folder).as_posix() not in done
    ]
    # Threads, not processes: both compressors let go of the interpreter's lock while they work,
    # and a publish that is killed leaves no worker behind.
    with ThreadPoolExecutor(processors()) as threads:
        count = 0
        for at, is_smaller in enumerate(threads.map(_compress, texts), 1):
            count += is_smaller
            advance(at, len(texts))
        return count


def compressed(data: bytes, suffix: str) -> Iterator[tuple[str, bytes]]:
    """The copies worth having, with what their names end in."""
    if len(data) < SMALLEST:
        return
    for ending, copy in ((".gz", _gzip(data)), (".br", _brotli(data, suffix))):
        if len(copy) < len(data):
            yield ending, copy


def _compress(path: Path) -> bool:
    copies = list(compressed(path.read_bytes(), path.suffix))
    for ending, copy in copies:
        path.with_name(path.name + ending).write_bytes(copy)
    return bool(copies)


def _gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    packed = bytearray(packer.compress(data) + packer.flush())
    packed[_GZIP_SYSTEM] = 255
    return bytes(packed)


def _brotli(data: bytes, suffix: str) -> bytes:
    quality, window = _EFFORT.get(suffix, _HIGHEST)
    packed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality, lgwin=window)
    return packed
