"""MkDocs files of the portal: pages and texts that exist only as records.

The only subclasses of MkDocs' `File`. A record file renders itself when MkDocs copies
it, so that thousands of pages never stand in memory together.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel


class RecordFile(File):
    """A file whose bytes are made when they are written."""

    def __init__(self, uri: str, config: MkDocsConfig, render: Callable[[], bytes]) -> None:
        super().__init__(
            uri,
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=True,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by = "portal"
        self.abs_src_path = None
        self._render = render

    @property
    def content_bytes(self) -> bytes:
        """The bytes as they will be written."""
        return self._render()

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self._render = lambda: value

    def copy_file(self, dirty: bool = False) -> None:
        """Renders and writes the file; `dirty` builds write it as well, records have no age."""
        os.makedirs(os.path.dirname(self.abs_dest_path), exist_ok=True)
        Path(self.abs_dest_path).write_bytes(self._render())


def is_preview(config: MkDocsConfig) -> bool:
    """Whether `mkdocs serve` builds: into a temporary folder that MkDocs gives such a name."""
    return Path(config.site_dir).name.startswith("mkdocs_")


def html_uri(path: str) -> str:
    """The file of a page: `villages/jiaya/` is `villages/jiaya/index.html`."""
    return path + "index.html" if path.endswith("/") or not path else path


def drop_theme_files(files: Files) -> None:
    """Leaves out what MkDocs would copy from the theme and from overrides/.

    No page uses the theme's files; ours are published under other names (assets.py).
    """
    for file in list(files):
        if not file.generated_by and not file.is_documentation_page():
            files.remove(file)


def move_page(file: File, uri: str) -> None:
    """Lets a Markdown file's page stand at another address: the source language at the root."""
    for computed in ("dest_uri", "url", "abs_dest_path"):
        file.__dict__.pop(computed, None)
    file.dest_uri = uri
