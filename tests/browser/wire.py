"""A server that sends a built site compressed, as the published one does, and counts what goes over the wire."""

from __future__ import annotations

import gzip
import http.server
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.site_server import SiteServer

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
}
PACKED = {".html", ".js", ".css", ".svg", ".json"}


class Wire(SiteServer):
    """What was asked for, and how many bytes each answer had: head and compressed body."""

    def __init__(self, site: Path) -> None:
        super().__init__(site)
        self.sent: dict[str, int] = {}
        self.only_first: int | None = None
        """Of each page, no more than this many compressed bytes arrive."""
        self.withheld = threading.Event()
        """While it is set, nothing but pages is answered."""
        self.released = threading.Event()
        self.extra: dict[str, bytes] = {}
        """Pages of the test's own, by path."""

    def answer(self, path: str, file: Path, request: http.server.BaseHTTPRequestHandler) -> None:
        raw = self.extra.get(path) or (file.read_bytes() if file.is_file() else None)
        if raw is None:
            request.send_error(404)
            return
        suffix = ".html" if path in self.extra else file.suffix
        if suffix != ".html" and self.withheld.is_set():
            self.released.wait(30)
        if suffix == ".html" and self.only_first is not None:
            raw = zlib.decompressobj(31).decompress(gzip.compress(raw, 6, mtime=0)[: self.only_first])
        body = gzip.compress(raw, 6, mtime=0) if suffix in PACKED else raw
        head = {
            "Content-Type": KINDS.get(suffix, "application/octet-stream"),
            "Content-Length": str(len(body)),
            # As in the server snippets that publishing gives: files under a hashed name stay.
            "Cache-Control": "no-cache" if suffix == ".html" else "public, max-age=31536000, immutable",
        }
        if suffix in PACKED:
            head["Content-Encoding"] = "gzip"
        request.send_response(200)
        for name, value in head.items():
            request.send_header(name, value)
        # The standard library's own, and known to no stub: what `end_headers` will send.
        lines: list[bytes] = request._headers_buffer  # type: ignore[attr-defined]
        size = sum(len(line) for line in lines) + 2
        request.end_headers()
        request.wfile.write(body)
        self.sent[path] = self.sent.get(path, 0) + size + len(body)

    def stop(self) -> None:
        self.released.set()
        super().stop()


@contextmanager
def wire_of(site: Path) -> Iterator[Wire]:
    wire = Wire(site)
    yield wire
    wire.stop()
