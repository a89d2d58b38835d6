"""A server for a built site, hung under a sub-path of its host; what it answers is each test's business."""

from __future__ import annotations

import http.server
import threading
from contextlib import suppress
from pathlib import Path

SUB_PATH = "/sxz/"


class Timeless(http.server.BaseHTTPRequestHandler):
    """Answers without a date: the machine's is another than the suite's, and pages would believe the server."""

    def send_response(self, code: int, message: str | None = None) -> None:
        self.log_request(code)
        self.send_response_only(code, message)


class SiteServer:
    """Serves until it is stopped, a thread for each reader."""

    def __init__(self, site: Path) -> None:
        self.site = site
        outer = self

        class Handler(Timeless):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = self.path.removeprefix(SUB_PATH).partition("?")[0]
                file = site / (path + "index.html" if path.endswith("/") or not path else path)
                with suppress(ConnectionError):  # the reader has gone on
                    outer.answer(path, file, self)

            def log_message(self, *arguments: object) -> None:
                """Says nothing: the browser's requests are no news."""

        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._http.server_port}{SUB_PATH}"

    def answer(self, path: str, file: Path, request: http.server.BaseHTTPRequestHandler) -> None:
        """Answers for a path below the site's root; `file` is where it would stand in the built site."""
        raise NotImplementedError

    def stop(self) -> None:
        """Answers nobody any more."""
        self._http.shutdown()
        self._http.server_close()
