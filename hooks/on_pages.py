"""Event module: adds the record pages, each in every language."""

from __future__ import annotations

from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from portal_pages import worker
from portal_pages.build import Build
from portal_pages.files import RecordFile, drop_theme_files, html_uri
from portal_pages.pages import RecordPage


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """One file per asset, record page and language; pages stand neither in nav nor in memory."""
    build: Build = config.extra["portal"]
    for address, raw in build.assets.files.items():
        files.append(RecordFile(address, config, partial(bytes, raw)))
    for photo in build.photos.values():
        for address, made in photo.files():
            files.append(RecordFile(address, config, made))
    files.append(RecordFile(worker.ADDRESS, config, partial(bytes, build.worker)))
    for language, context in build.contexts.items():
        for page in build.pages():
            uri = context.language.prefix + html_uri(page.path)
            files.append(RecordFile(uri, config, partial(_render, build, page, language)))
    return files


def on_env(env: object, config: MkDocsConfig, files: Files) -> None:
    """Leaves out what MkDocs took from the theme: it has added those files by now."""
    drop_theme_files(files)


def _render(build: Build, page: RecordPage, language: str) -> bytes:
    return build.render(page, language).encode()
