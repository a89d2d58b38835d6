"""Event module: a card for each village, fetched by browsers that have chosen it."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from portal_pages.files import add_group


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """One file a village, in every language at once."""
    return add_group(files, config, "cards")
