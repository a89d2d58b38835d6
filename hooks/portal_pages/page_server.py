"""`python -m portal_pages.page_server ROOT PROGRAM`: pages of the site as they would be, one JSON line each.

The desk asks with a path and the files that are not saved yet; the answer holds a status and the page's bytes. It is
the preview without MkDocs' server: the same records, templates and functions, and nothing is written.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config import load_config

from portal.clock import read_today
from portal.loading.load import load_unchecked, read_folder
from portal.loading.read_cache import Memory
from portal.loading.site_day import find_sample_day
from portal.problems.problem import render_report
from portal_pages.build import Build, make_build
from portal_pages.converting import Converter
from portal_pages.preview import KnownFiles
from portal_pages.site_files import GROUPS


class PageServer:
    """The pages of one folder."""

    def __init__(self, root: Path, program: Path) -> None:
        self._root = root
        own = root if (root / "mkdocs.yml").is_file() and (root / "overrides").is_dir() else program
        self._overrides = own / "overrides"
        # Without hooks: those of the folder would build the site, and may be another program's.
        self._config = load_config(str(own / "mkdocs.yml"), hooks=[], docs_dir=str(root / "docs"))
        self._memory = Memory()
        self._seen: Mapping[str, bytes] = {}
        self._build: Build | None = None
        self._known: dict[str, KnownFiles] = {}
        self._fault = ""

    def answer(self, path: str, overlay: Mapping[str, bytes | None]) -> tuple[int, bytes]:
        """A file of the site with these files in the place of the folder's."""
        folder = read_folder(self._root)
        files = {name: raw for name, raw in {**folder, **overlay}.items() if raw is not None}
        if files != self._seen:
            self._read(files)
        if self._fault or self._build is None:
            return 409, self._fault.encode()
        wanted = [path + "index.html"] if not path or path.endswith("/") else [path, f"{path}/index.html"]
        for name in wanted:
            if raw := self._render(self._build, name):
                policy = f'<meta http-equiv="Content-Security-Policy" content="{self._build.site["content_policy"]}">\n'
                return 200, raw.replace(policy.encode(), b"")
        return 404, "网站上没有这一页。/ The site has no such page.".encode()

    def _read(self, files: Mapping[str, bytes]) -> None:
        self._seen = files
        sample_day = find_sample_day(files)
        today = sample_day or read_today()
        catalog, problems = load_unchecked(files, today, self._memory)
        if catalog is None:
            self._fault = render_report([problem for problem in problems if not problem.is_warning])
            return
        self._fault = ""
        self._known = {}
        self._build = make_build(
            catalog, today, self._overrides, self._config.theme.get_env(), Converter(self._config), self._build,
            sample_day=sample_day, photos_from=self._root,
        )  # fmt: skip

    def _render(self, build: Build, path: str) -> bytes | None:
        prefixes = [c.language.prefix for c in build.contexts.values() if c.language.prefix]
        plain = next((path.removeprefix(prefix) for prefix in prefixes if path.startswith(prefix)), path)
        for name, group in GROUPS.items():
            if plain.startswith(group.folders):
                known = self._known.setdefault(name, KnownFiles(group.files(build)))
                if render := known.find(path):
                    return render()
        return None


def main() -> None:
    """Answer a line after another until the desk goes away."""
    server = PageServer(Path(sys.argv[1]), Path(sys.argv[2]))
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # whatever else prints must not be taken for an answer
    for line in sys.stdin.buffer:
        try:
            asked: Any = json.loads(line)
        except ValueError:  # the desk was ended while it wrote
            break
        overlay = {name: None if raw is None else base64.b64decode(raw) for name, raw in asked["overlay"].items()}
        try:
            status, body = server.answer(asked["path"], overlay)
        except Exception as error:  # one page that cannot be made must not end the others
            status, body = 500, f"这一页生成不出来 / this page cannot be made: {type(error).__name__}".encode()
        answers.write(json.dumps({"status": status, "body": base64.b64encode(body).decode()}).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
