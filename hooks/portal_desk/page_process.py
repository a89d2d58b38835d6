"""The preview, as a process of its own: it is handed the files that are not saved yet, and answers with pages."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


class PageProcess:
    """One running `portal_pages.page_server`, started when the first page is asked for."""

    def __init__(self, root: Path, program: Path) -> None:
        self._root, self._program = root, program
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def show(self, path: str, overlay: Mapping[str, bytes | None]) -> tuple[int, bytes]:
        """A page of the site with these files in the place of the folder's: its HTTP status, and its bytes."""
        files = {name: None if raw is None else base64.b64encode(raw).decode() for name, raw in overlay.items()}
        with self._lock:
            for _ in range(2):
                with suppress(OSError, ValueError, KeyError):
                    answer = self._ask({"path": path, "overlay": files})
                    return int(answer["status"]), base64.b64decode(answer["body"])
                self.stop()
        return 500, "预览停了，请再试一次。/ The preview stopped; try again.".encode()

    def _ask(self, question: Mapping[str, Any]) -> Any:
        process = self._process
        if process is None or process.poll() is not None:
            command = [sys.executable, "-m", "portal_pages.page_server", str(self._root), str(self._program)]
            process = self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(question).encode() + b"\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    def start(self) -> None:
        """Let the process read the folder before the first page is asked for."""
        threading.Thread(target=self.show, args=("", {}), daemon=True).start()

    def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
