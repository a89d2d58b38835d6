"""Event module: the search's index and box in each language."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from portal_pages.files import add_group


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds every file of the search; none of them is a page."""
    return add_group(files, config, "search")
