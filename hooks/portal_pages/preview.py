"""The preview: a page is made when the browser asks for it, from the records as they stand now.

MkDocs' server watches and reloads; here is what it serves. Nothing is rendered that nobody looks
at, so that a change is seen as soon as its file has been read, however many pages there are. The
bytes are those of a full build, but for its policy: the same files (site_files.py), made by the same functions.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from portal.clock import read_today
from portal.loading.load import load_unchecked, read_folder
from portal.loading.read_cache import Memory
from portal.loading.site_day import find_sample_day
from portal.problems.problem import render_report
from portal_pages.build import Build, make_build
from portal_pages.converting import Converter
from portal_pages.free_pages import render_free_page
from portal_pages.site_files import GROUPS, Render, SiteFile

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application (PEP 3333)."""

log = logging.getLogger("mkdocs.plugins.portal")

_FAULT_PAGE = """<!doctype html>
<html lang="zh">
<meta charset="utf-8">
<title>✗</title>
<body><pre>{}</pre></body>
</html>
"""
"""In the place of every page while a problem stands, as the server itself would only wait."""
_NOT_MADE = (
    "这一页生成不出来，原因见运行 make serve 的窗口。\nThis page cannot be made: see the window make serve runs in."
)
FILES_A_SECOND = 10_000
"""How many files a look for changes is worth; the server's own interval is the longest."""


class KnownFiles:
    """A group's files by address, as far as they had to be gone through: a province has 140 000."""

    def __init__(self, files: Iterator[SiteFile]) -> None:
        self._files = files
        self._found: dict[str, Render] = {}

    def find(self, path: str) -> Render | None:
        """What makes the file, if the group has it."""
        if path not in self._found:
            for address, render in self._files:
                self._found[address] = render
                if address == path:
                    break
        return self._found.get(path)


_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


class Preview:
    """What the server shows: the last build, and those of its files that were asked for."""

    def __init__(self, config: MkDocsConfig, memory: Memory) -> None:
        self._config = config
        self._memory = memory
        self._root = Path(config.config_file_path).parent
        self.folder = Path(config.site_dir)
        """Where the server looks for files."""
        self._lock = threading.RLock()
        self._build = self._as_served(config.extra["portal"])
        self._known: dict[str, KnownFiles] = {}
        self._written: set[str] = set()
        self._fault = ""
        self._check: subprocess.Popen[bytes] | None = None
        self._number = 0

    def rebuild(self) -> None:
        """Takes the records, texts and templates as they stand now; what is wrong is said in terminal and browser."""
        with self._lock:
            self._number += 1
            files = read_folder(self._root)
            sample_day = find_sample_day(files)
            today = sample_day or read_today()
            catalog, problems = load_unchecked(files, today, self._memory)
            if catalog is None:
                self._fault = render_report([problem for problem in problems if not problem.is_warning])
                log.error("\n%s", self._fault)
            else:
                theme, overrides = self._config.theme, self._build.overrides
                build = make_build(
                    catalog, today, overrides, theme.get_env(), Converter(self._config), self._build,
                    sample_day=sample_day,
                )  # fmt: skip
                self._build = self._as_served(build)
                self._config.extra["portal"] = self._build  # MkDocs' events look there
                self._known = {}
                self._fault = ""
                log.info("Documentation built")
                self._start_check()
            for path in self._written:
                (self.folder / path).unlink(missing_ok=True)
            self._written.clear()

    def _as_served(self, build: Build) -> Build:
        """The build with the page of missing addresses rooted where the server stands, not where the site will."""
        return replace(build, not_found_root=urlsplit(self._config.site_url or "/").path or "/")

    def app(self, serve: App) -> App:
        """The server's own application, which finds in the site's folder what it is asked for."""

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            # No file has a control code in its name; to the server's own look for one it is an error.
            environ = {**environ, "PATH_INFO": _CONTROLS.sub("_", environ["PATH_INFO"])}
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").lstrip("/")
            if path.startswith("livereload/"):  # answered when there is something new
                return serve(environ, start)
            while True:
                number = self._write(path)
                head, body = _ask(serve, environ)
                if number == self._number:  # else the records changed while the server read the file
                    start(*head)
                    return body

        return answer

    def find(self, path: str) -> Render | None:
        """What makes a file of the site, by its address below the site's root."""
        if address := self._free_page(path):
            return partial(render_free_page, address, self._build, self._config)
        prefixes = [c.language.prefix for c in self._build.contexts.values() if c.language.prefix]
        plain = next((path.removeprefix(prefix) for prefix in prefixes if path.startswith(prefix)), path)
        for name, group in GROUPS.items():
            if plain.startswith(group.folders):
                if name not in self._known:
                    self._known[name] = KnownFiles(group.files(self._build))
                if render := self._known[name].find(path):
                    return render
        return None

    def _free_page(self, path: str) -> str:
        """The address of a free page's file, if `path` is one."""
        known = (
            f"{c.language.prefix}{page.path}index.html"
            for c in self._build.contexts.values()
            for page in self._build.catalog.free_pages.values()
        )
        return next((address for address in known if address == path), "")

    def stop(self) -> None:
        """Ends a check that is still running."""
        if self._check and self._check.poll() is None:
            self._check.terminate()

    def _write(self, path: str) -> int:
        """Writes the file an address means, if there is one, and says of which build it is."""
        with self._lock:
            wanted = [path + "index.html"] if not path or path.endswith("/") else [path, path + "/index.html"]
            for file in (*wanted, "404.html"):
                if file not in self._written and (render := self._page_or_fault(file)):
                    self._put(file, render)
                if file in self._written:
                    break
            return self._number

    @property
    def _policy(self) -> bytes:
        """What pages of a full build forbid, and the server needs: a script that reloads them."""
        return f'<meta http-equiv="Content-Security-Policy" content="{self._build.site["content_policy"]}">\n'.encode()

    def _page_or_fault(self, file: str) -> Render | None:
        if self._fault and file.endswith(".html"):
            return partial(bytes, _FAULT_PAGE.format(escape(self._fault)).encode())
        return self.find(file)

    def _put(self, file: str, render: Render) -> None:
        target = self.folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            raw = render().replace(self._policy, b"")
        except Exception as error:  # what lies between records is checked beside this, and told there
            log.error("%s: %r", file, error)
            raw = _FAULT_PAGE.format(_NOT_MADE).encode()
        target.write_bytes(raw)
        self._written.add(file)

    def _start_check(self) -> None:
        """Lets `portal check` look at everything, beside the preview; it speaks up only if something is wrong."""
        self.stop()
        command = [sys.executable, "-m", "portal", "--root", str(self._root), "check"]
        self._check = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        threading.Thread(target=_tell, args=(self._check,), daemon=True).start()


def _ask(serve: App, environ: dict[str, Any]) -> tuple[tuple[Any, ...], Iterable[bytes]]:
    """What an application answers, its status and headers first."""
    heads: list[tuple[Any, ...]] = []
    body = serve(environ, lambda *head: heads.append(head))
    return heads[-1], body


def seconds_between_looks(root: Path) -> float:
    """How often the folder can be looked through without keeping a processor busy."""
    count = sum(len(files) for top in ("content", "docs", "overrides") for _, _, files in os.walk(root / top))
    return min(0.5, count / FILES_A_SECOND)


def _tell(check: subprocess.Popen[bytes]) -> None:
    said, _ = check.communicate()
    if check.returncode > 0:
        log.error("\n%s", said.decode("utf-8", "replace").strip())
