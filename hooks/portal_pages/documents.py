"""Documents: a body in its layout, as one HTML text.

Bodies and layout are rendered in our own Jinja environment, which escapes. What a layout
says is the same for all pages of one language, depth and menu entry, so it is rendered
once for them as a `Shell` with gaps, and each page only fills the gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from portal.catalog.context import ViewContext
from portal.catalog.last_changed import last_changed
from portal.i18n.language import Language
from portal.views.account.parts import part_of
from portal.views.conventions import PageFacts, graph_tags, page_tags, site_tags
from portal.views.free_pages import free_page_links
from portal_pages.assets import Assets
from portal_pages.markup import icon, json_ld, run_of_text

GAPS = ("title", "description", "path", "meta", "head", "body", "changed", "last_style")
"""What differs between pages of one shell: escaped text, but for the last five."""

COMPILED = Path(__file__).parent / "__pycache__"
"""Where compiled templates lie."""

_GAP = re.compile("\x00(" + "|".join(GAPS) + ")\x00")


@dataclass(frozen=True, slots=True)
class PageDocument:
    """A page ready to be put into its layout."""

    path: str
    """Below the language's root."""
    title: str
    description: str
    body: Markup
    section: str = ""
    head: str = ""
    """HTML for the head: already escaped."""
    facts: PageFacts | None = None
    """What inspectors, and those it is shared with, are told of the page."""
    layout: str = "layout.html"
    is_sensitive: bool = False
    """Whether the page keeps an exit at hand and leaves no trace (design.md section 2)."""
    is_text: bool = False
    """Whether it is an explainer: what only records show is no part of its style."""
    root: str | None = None
    """The way to the site's root where it is not relative (404.html is served anywhere)."""


class _CompiledTemplates(FileSystemBytecodeCache):
    """Templates as compiled, beside our compiled modules: compiling them takes a seventh of a small build."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template if it can be kept: a checkout may be read-only, or Python told to leave no files."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


class Renderer:
    """Renders bodies and documents of one build."""

    def __init__(self, templates: Path, site: Mapping[str, Any], assets: Assets, public_site: str = "") -> None:
        """`public_site` is where records' pages stand if not on this site: an address, or the way from its root."""
        self._assets = assets
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a build has its own environment; nothing changes under it
            bytecode_cache=_CompiledTemplates(str(COMPILED), "%s.template"),
        )
        self._environment.filters["run"] = run_of_text
        self._environment.filters["icon"] = icon
        self._environment.filters["json_ld"] = json_ld
        self._environment.filters["part_of"] = part_of
        self._environment.globals.update(site)
        self._public_site = public_site
        self._shells: dict[tuple[str, str, str, str, bool, bool], list[str]] = {}

    def load_templates(self) -> None:
        """Compiles every template now, so that processes that are split off need not each do it."""
        for name in self._environment.list_templates(extensions=["html"]):
            if "/" not in name or name.startswith(("bodies/", "components/")):
                self._environment.get_template(name)

    def body(self, template: str, language: Language, path: str, root: str | None = None, **values: Any) -> Markup:
        """A page's body: `values` are what its template sees beside words and ways."""
        text = self._environment.get_template(f"bodies/{template}").render(
            **self._words(language, path, root), **values
        )
        return Markup(text)

    def document(self, document: PageDocument, context: ViewContext) -> str:
        """The whole page, its layout taken from the shell it shares with others."""
        language = context.language
        root = document.root or way_to_root(language, document.path)
        key = (language.code, root, document.layout, document.section, document.is_sensitive, document.is_text)
        if key not in self._shells:
            gaps = {name: Markup(f"\x00{name}\x00") for name in GAPS}
            self._shells[key] = _GAP.split(self._layout(document, context, gaps))
        values = self._gap_values(document, context)
        pieces = self._shells[key]
        return "".join(piece if at % 2 == 0 else values[piece] for at, piece in enumerate(pieces))

    def document_without_shell(self, document: PageDocument, context: ViewContext) -> str:
        """The same bytes, rendered whole: what tests hold the shells against."""
        values = {name: Markup(value) for name, value in self._gap_values(document, context).items()}
        return self._layout(document, context, values)

    def _layout(self, document: PageDocument, context: ViewContext, values: Mapping[str, Markup]) -> str:
        words = self._words(context.language, document.path, document.root)
        return self._environment.get_template(document.layout).render(
            **words, **values, section=document.section, is_sensitive=document.is_sensitive, is_text=document.is_text,
            context=context, site_meta=Markup(_meta_tags("name", site_tags(context))),
            free_pages=free_page_links(context),
        )  # fmt: skip

    def _gap_values(self, document: PageDocument, context: ViewContext) -> dict[str, str]:
        style = self._late_style(context.language, document.path, document.root)
        return {
            "title": escape(document.title),
            "description": escape(document.description),
            "path": "" if document.path == "404.html" else document.path,
            "meta": _page_meta(document.facts, context) if document.facts else "",
            "head": document.head,
            "body": document.body,
            "changed": _changed_line(document, context),
            "last_style": "" if style in document.body else style,
        }

    def _late_style(self, language: Language, path: str, root: str | None) -> Markup:
        """The link to the style of what is below the first screen. Browsers read no further until it
        is there: a body prints it behind its answer, so that the answer is laid out and painted by itself."""
        way = root or way_to_root(language, path)
        return Markup(f'<link rel="stylesheet" href="{way}{self._assets.address("site.css")}">\n')

    def _words(self, language: Language, path: str, root: str | None) -> dict[str, Any]:
        """What every template has: labels, the ways to the site's and the language's root, and
        `asset(name)`, the way to a file of overrides/assets/ under the name it is published."""
        here = root + language.prefix if root else way_home(path)
        way = root or way_to_root(language, path)
        home = here
        if self._public_site:
            home = ("" if "://" in self._public_site else way) + self._public_site + language.prefix
        return {
            "language": language,
            "t": language.label,
            "asset": lambda name: way + self._assets.address(name, language.code),
            "late_style": self._late_style(language, path, root),
            "root": way,
            "home": home,
            "here": here,
        }


def way_to_root(language: Language, path: str) -> str:
    """The relative way from a page to the site's root, ending in `/`."""
    depth = path.count("/") + language.prefix.count("/")
    return "../" * depth or "./"


def way_home(path: str) -> str:
    """The relative way from a page to the root of its language, ending in `/`."""
    return "../" * path.count("/") or "./"


def _changed_line(document: PageDocument, context: ViewContext) -> str:
    """When what the page shows was last changed, as HTML; empty where the records do not know."""
    day = last_changed(document.path, context)
    if day is None:
        return ""
    language = context.language
    text = escape(language.label("layout.changed", day="\x00"))
    return f"<p>{text}</p>\n".replace(
        "\x00", f'<time datetime="{day.isoformat()}">{escape(language.day(day, with_year=True))}</time>'
    )


def _page_meta(facts: PageFacts, context: ViewContext) -> str:
    """The tags of the conventions and of Open Graph, as HTML."""
    return _meta_tags("name", page_tags(facts, context)) + _meta_tags("property", graph_tags(facts, context))


def _meta_tags(attribute: str, tags: Iterable[tuple[str, str]]) -> str:
    return "".join([f'<meta {attribute}="{name}" content="{escape(value)}">\n' for name, value in tags])
