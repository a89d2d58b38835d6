"""Markdown to HTML, with the extensions mkdocs.yml names.

One converter a build: to set one up takes as long as converting two explainers.
"""

from __future__ import annotations

from functools import lru_cache

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

REMEMBERED = 12
"""Texts: an explainer's languages follow each other, and a draft is shown beside its source."""
NOT_ALLOWED = (
    "backtick", "escape", "reference", "image_link", "image_reference", "short_reference", "short_image_ref",
    "autolink", "automail", "html", "entity",
)  # fmt: skip
"""What the check refuses in explainers; looking for it takes half of a conversion."""


class Converter:
    """Converts the small part of Markdown that explainers may use (`portal/markdown_rules.py`)."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
        for name in NOT_ALLOWED:
            self._markdown.inlinePatterns.deregister(name)
        self.html = lru_cache(maxsize=REMEMBERED)(self._html)

    def _html(self, text: str) -> str:
        """The text as HTML; nothing stays from the text before."""
        self._markdown.reset()
        html: str = self._markdown.convert(text)
        return html
