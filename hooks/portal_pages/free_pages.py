"""Free pages through MkDocs' own pipeline: its `File` and `Page`, its plugins and extensions, our layout.

A page has the same address in every language. Where a language lacks it, MkDocs reads the source's file once more,
under the name the translation would have, so that its links stay in the language.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from portal.explainers.markdown_subset import LINK
from portal.explainers.model import linked_explainer
from portal.free_pages.model import FreePage
from portal.views.conventions import PageFacts
from portal.views.free_pages import free_page_view
from portal_pages.build import Build
from portal_pages.documents import PageDocument, way_home
from portal_pages.links import resolve_links

Layout = Callable[[str], str]

HERE = "page:"
"""Scheme of a link to a page below the language's root, until the way there is known; MkDocs leaves it alone."""

_TITLE = re.compile(r"\s*+<h1[^<>]*+>[^<]*+(?:<(?!/h1>)[^<]*+)*+</h1>\s*+")
_SECTION = re.compile(r"(?=<h2\b)")
_ID = re.compile(r' id="[^"<>]*+"')


class NoRawHtml(Extension):  # type: ignore[misc]  # Markdown has no types
    """Shows HTML in Markdown as the text it is: the check refuses it, and nothing it overlooks may run."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")


def free_page_files(build: Build, config: MkDocsConfig) -> Iterator[File]:
    """Yield MkDocs' file of each free page and language."""
    root = Path(config.config_file_path).parent
    for page in build.catalog.free_pages.values():
        for code, context in build.contexts.items():
            text = page.text(code)
            file = File(
                f"{code}/{page.id}.md", src_dir=None, dest_dir=config.site_dir, use_directory_urls=True,
                dest_uri=f"{context.language.prefix}{page.path}index.html", inclusion=InclusionLevel.INCLUDED,
            )  # fmt: skip
            file.generated_by, file.abs_src_path = "portal", str(root / text.path)
            yield file


def find_free_page(file: File, build: Build) -> tuple[FreePage, str] | None:
    """Return the free page and language a file of MkDocs stands for; None for any other file."""
    language, _, name = file.src_uri.partition("/")
    page = build.catalog.free_pages.get(name.removesuffix(".md"))
    return (page, language) if page and language in build.contexts else None


def mark_links(markdown: str, page: FreePage) -> str:
    """Mark links to explainers and to addresses of the site, which MkDocs does not know."""

    def mark(match: re.Match[str]) -> str:
        target, _, fragment = match["target"].partition("#")
        folder = posixpath.dirname(page.id)
        path = posixpath.normpath(posixpath.join(folder, target)).removeprefix("explainers/")
        if target.startswith("/"):
            address = target[1:]
        elif target.endswith(".md") and "explainers/" in target and (id := linked_explainer(f"../{path}", "")):
            address = f"explainers/{id}/"
        else:
            return match[0]
        return f"[{match['text']}]({HERE}{address}{'#' if fragment else ''}{fragment})"

    return LINK.sub(mark, markdown)


def make_layout(page: Page, build: Build, files: Iterable[File]) -> Layout | None:
    """Return what puts our layout around a page's content, for `main.html`; None for a page that is not ours."""
    found = find_free_page(page.file, build)
    if found is None:
        return None
    free, code = found
    context = build.contexts[code]
    text, view = free.text(code), free_page_view(free, context)
    original = f"{free.source.language}/{free.id}.md" if view.state == "draft" else None
    source = next((file for file in files if file.src_uri == original), None)

    def layout(content: str) -> str:
        parts = _parts(_resolve(content, free, build, code))
        beside = []
        if source and source.page:
            beside = _parts(_ID.sub("", _resolve(source.page.content or "", free, build, code)))
        if len(parts) != len(beside):
            parts, beside = [Markup("").join(parts)], [Markup("").join(beside)] if beside else []
        body = build.renderer.body(
            "free-page.html", context.language, free.path, view=view, parts=parts, beside=beside,
            written_in=text.language, source=free.source.language,
        )  # fmt: skip
        facts = PageFacts(free.path, text.title, changed=free.source.changed)
        return build.renderer.document(
            PageDocument(free.path, text.title, text.description, body, facts=facts), context
        )

    return layout


def render_free_page(address: str, build: Build, config: MkDocsConfig) -> bytes:
    """Render one free page by the steps of MkDocs' build, for the preview; `address` is its file's."""
    files = Files(list(free_page_files(build, config)))
    nav = get_navigation(files, config)
    wanted = next(file for file in files if file.dest_uri == address)
    for file in files.documentation_pages():
        if file.src_uri.partition("/")[2] == wanted.src_uri.partition("/")[2] and file.page:
            _read(file.page, config, files)
    page = wanted.page
    assert page
    context = config.plugins.on_page_context(get_context(nav, files, config, page), page=page, config=config, nav=nav)
    html = config.theme.get_env().get_template("main.html").render(context)
    return (config.plugins.on_post_page(html, page=page, config=config) or "").encode()


def _read(page: Page, config: MkDocsConfig, files: Files) -> None:
    page = config.plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    page.render(config, files)
    page.content = config.plugins.on_page_content(page.content or "", page=page, config=config, files=files)


def _resolve(html: str, page: FreePage, build: Build, code: str) -> str:
    """Return a page's HTML without its title, its links led to our pages."""
    home = way_home(page.path)
    title = _TITLE.match(html)
    text = html[title.end() :] if title else html
    text = text.replace(f'href="{HERE}', f'href="{home}')
    return resolve_links(text, build.catalog, build.contexts[code].language, home)


def _parts(html: str) -> list[Markup]:
    """Return the HTML in sections, each beginning with its heading but the first."""
    return [Markup(part) for part in _SECTION.split(html)]
