"""Event module: adds calendars, the Atom feed, notices and open data, in every language."""

from __future__ import annotations

from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from portal_pages.build import Build
from portal_pages.files import RecordFile
from portal_pages.texts import record_texts


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """One file per text and language."""
    build: Build = config.extra["portal"]
    for context in build.contexts.values():
        for text in record_texts(context):
            files.append(RecordFile(context.language.prefix + text.path, config, partial(text.make, context)))
    return files
