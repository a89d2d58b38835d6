"""A Chromium of any age, driven over its own DevTools protocol: Playwright speaks with today's only."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0"),
    "--force-prefers-reduced-motion",  # a click must not wait for the page to come to rest
)
OLD_FLAGS = ("--single-process", "--no-zygote")
"""Without them the Chromium of these packages does not start outside the place they were made for."""
PATIENCE = 20
"""Seconds for one answer; reached only when something hangs."""


class Chromium:
    """One running browser with one page, everything the page complained of, and a reader's hands."""

    def __init__(self, program: str, is_old: bool) -> None:
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        log = Path(self._folder.name) / "log"
        flags = (*FLAGS, *(OLD_FLAGS if is_old else ()), f"--user-data-dir={self._folder.name}/profile")
        with log.open("wb") as stream:
            # A group of its own: some systems' program is a script that starts the browser and passes no signal on.
            self._process = subprocess.Popen(
                [program, *flags, "about:blank"], stdout=stream, stderr=stream, start_new_session=True
            )
        port = self._wait_for(
            lambda: re.search(r"DevTools listening on ws://[^:]+:(\d+)/", log.read_text("utf-8", "replace"))
        )
        targets = self._wait_for(lambda: self._pages(int(port[1])))
        # Old Chromium answers no pings; `legacy` is the connection itself, which close() ends.
        address = targets[0]["webSocketDebuggerUrl"]
        self._socket = connect(address, max_size=None, compression=None, proxy=None, ping_interval=None, legacy=True)
        self._number = 0
        self._loaded = False
        self.complaints: list[str] = []
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def _wait_for(self, find: Any) -> Any:
        end = time.monotonic() + PATIENCE
        while not (found := find()):
            if time.monotonic() > end or self._process.poll() is not None:
                self._end(signal.SIGKILL)
                raise RuntimeError("the browser did not start: " + str(self._process.args))
            time.sleep(0.05)
        return found

    @staticmethod
    def _pages(port: int) -> list[dict[str, str]]:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=PATIENCE) as answer:
            return [target for target in json.load(answer) if target["type"] == "page"]

    def ask(self, method: str, **arguments: object) -> dict[str, Any]:
        """One command and its answer; what happens in between is noted."""
        self._number += 1
        number = self._number
        self._socket.send(json.dumps({"id": number, "method": method, "params": arguments}))
        while (message := json.loads(self._socket.recv(PATIENCE))).get("id") != number:
            self._note(message)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")
        result: dict[str, Any] = message["result"]
        return result

    def _note(self, message: dict[str, Any]) -> None:
        method, told = message.get("method"), message.get("params", {})
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Runtime.exceptionThrown":
            details = told["exceptionDetails"]
            self.complaints.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Runtime.consoleAPICalled" and told["type"] in ("error", "assert"):
            self.complaints.append(str(told["args"]))
        elif method == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.complaints.append(told["entry"]["text"] + " " + told["entry"].get("url", ""))

    def fix_time(self, now: str) -> None:
        """Pages opened from here on believe that it is `now` (ISO 8601)."""
        script = """(() => {
            const now = Date.parse(%r), Real = Date;
            window.Date = class extends Real {
                constructor(...given) { given.length ? super(...given) : super(now); }
                static now() { return now; }
            };
        })()"""
        self.ask("Page.addScriptToEvaluateOnNewDocument", source=script % now)

    def screen(self, width: int, height: int) -> None:
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def open(self, address: str) -> None:
        """Goes to a page and waits until it, its scripts and styles have loaded."""
        self._loaded = False
        self.ask("Page.navigate", url=address)
        while not self._loaded:
            self._note(json.loads(self._socket.recv(PATIENCE)))
        self.until("document.readyState === 'complete'")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, after its promise if it is one."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def until(self, condition: str) -> None:
        """Waits for a condition of the page."""
        end = time.monotonic() + PATIENCE
        while not self.evaluate(f"!!({condition})"):
            assert time.monotonic() < end, (condition, self.complaints)
            time.sleep(0.05)

    def click(self, selector: str) -> None:
        """A press of the mouse in the middle of the first visible element, as a reader's."""
        where = self.evaluate(
            """(selector => {
                const each = [...document.querySelectorAll(selector)].find(each => each.offsetParent);
                each.scrollIntoView({block: 'center', behavior: 'instant'});
                const box = each.getClientRects()[0];
                return [box.left + box.width / 2, box.top + box.height / 2];
            })"""
            + f"({json.dumps(selector)})"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=where[0], y=where[1], button="left", clickCount=1)

    def type(self, text: str) -> None:
        """What a keyboard would send into what has the focus."""
        for letter in text:
            self.ask("Input.dispatchKeyEvent", type="char", text=letter)

    def press(self, key: str, code: int) -> None:
        for kind in ("rawKeyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def close(self) -> None:
        self._socket.close()
        self._end(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._end(signal.SIGKILL)
            self._process.wait()
        self._folder.cleanup()

    def _end(self, how: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, how)
