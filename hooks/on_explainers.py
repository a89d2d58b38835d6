"""Event module: explainers, from Markdown to the page in each language."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from portal.views.parts import explainer_path
from portal_pages.build import Build
from portal_pages.explainer_pages import ExplainerPage, explainer_pages, render_explainer, split_html
from portal_pages.files import html_uri, move_page


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """A page for each explainer and language, whether or not there is a translation."""
    build: Build = config.extra["portal"]
    pages = list(explainer_pages(build))
    wanted = {page.source_uri for page in pages}
    for file in files.documentation_pages():
        if file.src_uri not in wanted:  # of a language this portal does not have
            files.remove(file)
    for page in pages:
        file = files.get_file_from_path(page.source_uri)
        if file is None:
            file = File.generated(config, page.source_uri, content="")
            files.append(file)
        file.inclusion = InclusionLevel.NOT_IN_NAV
        prefix = build.contexts[page.language].language.prefix
        move_page(file, prefix + html_uri(explainer_path(page.explainer.id)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The answer and the sections, translated as far as there is a translation."""
    return _find(page, config).markdown()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keeps the sections apart: other languages' pages may show them beside their own."""
    found = _find(page, config)
    _sections(config)[found.explainer.id, found.language] = split_html(found, html)
    return html


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
    """The whole page, for `main.html` to print."""
    build: Build = config.extra["portal"]
    found = _find(page, config)
    document = render_explainer(found, _sections(config), build)
    context["document"] = build.renderer.document(document, build.contexts[found.language])
    return context


def _find(page: Page, config: MkDocsConfig) -> ExplainerPage:
    build: Build = config.extra["portal"]
    language, _, id = page.file.src_uri.removesuffix(".md").partition("/explainers/")
    return ExplainerPage(build.catalog.explainers[id], language)


def _sections(config: MkDocsConfig) -> Any:
    build: Build = config.extra["portal"]
    return build.section_html
