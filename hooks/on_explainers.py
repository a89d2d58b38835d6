"""Event module: explainers, from Markdown to the page in each language."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from portal_pages.files import add_group


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """A page for each explainer and language, instead of MkDocs' own for each Markdown file."""
    for file in files.documentation_pages():
        files.remove(file)
    return add_group(files, config, "explainers")
