"""Event module: a card for each village, fetched by browsers that have chosen it."""

from __future__ import annotations

from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from portal.views.cards import card_path, village_card
from portal_pages.build import Build
from portal_pages.files import RecordFile


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """One file a village, in every language at once."""
    build: Build = config.extra["portal"]
    for village_id in build.catalog.villages:
        files.append(RecordFile(card_path(village_id), config, partial(village_card, village_id, build.contexts)))
    return files
