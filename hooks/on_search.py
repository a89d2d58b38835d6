"""Event module: the search's index and box in each language."""

from __future__ import annotations

import json
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from portal.search import search_files
from portal_pages.build import Build
from portal_pages.files import RecordFile


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds every file of the search; none of them is a page."""
    build: Build = config.extra["portal"]
    for language, context in build.contexts.items():
        made = search_files(context)
        made[f"{language}.box.json"] = json.dumps({"box": build.search_boxes[language]}).encode()
        for name, raw in made.items():
            files.append(RecordFile(f"search/{name}", config, partial(bytes, raw)))
    return files
