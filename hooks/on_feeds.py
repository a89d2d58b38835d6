"""Event module: adds calendars, the Atom feed, notices and open data, and what search engines are told."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from portal_pages.files import add_group


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """One file per text and language; sitemap.xml and robots.txt once."""
    return add_group(add_group(files, config, "texts"), config, "engines")
