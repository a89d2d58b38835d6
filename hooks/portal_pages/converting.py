"""Markdown to HTML, with the extensions mkdocs.yml names.

One converter a build: to set one up takes as long as converting two explainers.
"""

from __future__ import annotations

from functools import lru_cache

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

REMEMBERED = 12
"""Texts: an explainer's languages follow each other, and a draft is shown beside its source."""
NOT_ALLOWED = {
    "preprocessors": ("html_block", "fenced_code_block"),
    "blockprocessors": ("code", "indent", "setextheader", "hr", "quote", "reference"),
    "inlinePatterns": (
        "backtick", "escape", "reference", "image_link", "image_reference", "short_reference", "short_image_ref",
        "autolink", "automail", "linebreak", "html", "entity",
    ),
    "treeprocessors": ("unescape", "toc"),
    "postprocessors": ("raw_html",),
}  # fmt: skip
"""By registry, what the check refuses in explainers or no page shows: looking for it takes most of the time."""


class Converter:
    """Converts the small part of Markdown that explainers may use (`portal/explainers/markdown_subset.py`)."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
        for registry, names in NOT_ALLOWED.items():
            owner = self._markdown.parser if registry == "blockprocessors" else self._markdown
            for name in names:
                getattr(owner, registry).deregister(name, strict=False)
        self.html = lru_cache(maxsize=REMEMBERED)(self._html)

    def _html(self, text: str) -> str:
        """The text as HTML; nothing stays from the text before."""
        self._markdown.reset()
        html: str = self._markdown.convert(text)
        return html
