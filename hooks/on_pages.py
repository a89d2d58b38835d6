"""Event module: adds the record pages, each in every language, and writes all of our files."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from portal.text import pinyin
from portal.views.villages import pinyin_of
from portal_pages.build import Build
from portal_pages.files import add_group, drop_theme_files, find_runs
from portal_pages.preview import is_preview
from portal_pages.writing import write_files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """One file per asset, record page and language; pages stand neither in nav nor in memory."""
    for group in ("assets", "pages", "account"):
        add_group(files, config, group)
    return files


def on_env(env: object, config: MkDocsConfig, files: Files) -> None:
    """Leaves out what MkDocs took from the theme, and writes our files on every processor.

    It is the last event before MkDocs would write them, one by one.
    """
    drop_theme_files(files)
    if is_preview(config):
        return
    build: Build = config.extra["portal"]
    build.renderer.load_templates()
    # Before other processes are split off: each would load the dictionary for the villages' names by itself.
    for village in build.catalog.villages.values():
        pinyin_of(village, build.catalog.source_language.code)
    pinyin.keep()
    write_files(find_runs(files, build))
