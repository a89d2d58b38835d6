"""The shortened Markdown gives what the whole one gives for every text the check lets through."""

from __future__ import annotations

from markdown import Markdown
from mkdocs.config import load_config
from tests.conftest import ROOT

from portal.catalog.catalog import Catalog
from portal_pages.converting import Converter


def test_every_shipped_section_converts_as_with_all_of_markdown(catalog: Catalog) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    short = Converter(config)
    texts = [
        section.markdown
        for explainer in catalog.explainers.values()
        for text in (explainer.source, *explainer.translations.values())
        for section in text.sections
    ]
    assert len(texts) > 500
    for text in texts:
        whole = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
        assert short.html(text) == whole.convert(text)
