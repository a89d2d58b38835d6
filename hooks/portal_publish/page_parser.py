"""Reading a finished page: is it whole, where does it lead, what does it load.

Stricter than HTML: every element that has an end must have its end tag. Templates write them
all, so a missing one means a page cut short or a body that broke its layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_LOADS = {
    "script": ("src",), "img": ("src",), "source": ("src",), "iframe": ("src",), "embed": ("src",), "object": ("data",),
    "video": ("src", "poster"), "audio": ("src",), "track": ("src",), "input": ("src",), "form": ("action",),
    "use": ("href",), "image": ("href",), "frame": ("src",), "body": ("background",),
}  # fmt: skip
"""Attributes that make a browser fetch or send something without being asked."""
_LINK_LOADS = frozenset(
    ["stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "manifest", "apple-touch-icon"]
)
_CSS_ADDRESS = re.compile(r"""@import\s+["']([^"']+)|url\(\s*["']?([^"')]+)""")


@dataclass(frozen=True, slots=True)
class ParsedLink:
    """An address in a page, and where it stands."""

    target: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Inline:
    """A `script` or `style` element without an address."""

    kind: str
    text: str
    line: int
    column: int


@dataclass(slots=True)
class ParsedPage:
    """What publishing has to know of a page."""

    ids: set[str] = field(default_factory=set)
    links: list[ParsedLink] = field(default_factory=list)
    """Where a reader may go."""
    loads: list[ParsedLink] = field(default_factory=list)
    """What the browser fetches by itself."""
    faults: list[tuple[int, int, str]] = field(default_factory=list)
    """Line, column and element of each end tag that is missing or too many."""
    is_noindex: bool = False
    has_sample_banner: bool = False
    policy: str | None = None
    """Its Content-Security-Policy, if that stands before all it is to guard."""
    inline: list[Inline] = field(default_factory=list)
    """Scripts and styles that stand in the page itself."""
    handlers: list[tuple[int, int, str]] = field(default_factory=list)
    """Line, column and name of each `style` or `on…` attribute."""


def read_page(text: str) -> ParsedPage:
    """Reads a whole document."""
    reader = _PageParser()
    reader.feed(text)
    reader.close()
    return reader.finished(text)


def style_addresses(css: str) -> list[str]:
    """What a stylesheet loads."""
    found = [one or other for one, other in _CSS_ADDRESS.findall(css)]
    return [address for address in found if not address.startswith("data:")]


def _is_no_code(attributes: dict[str, str | None]) -> bool:
    """Whether a script comes from a file, or is data that never runs (JSON-LD)."""
    return "src" in attributes or (attributes.get("type") or "").startswith("application/")


class _PageParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = ParsedPage()
        self._open: list[tuple[str, int, int]] = []
        self._seen: set[str] = set()
        self._inline: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._inline = None if _is_no_code(dict(attrs)) else []
        if tag not in _VOID:
            self._open.append((tag, *self._place()))
        self._take(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._take(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            _, line, column = self._open.pop()
            if tag in ("script", "style") and self._inline is not None:
                self.page.inline.append(Inline(tag, "".join(self._inline), line, column))
            return
        line, column = self._place()
        self.page.faults.append((line, column, f"</{tag}>"))
        names = [name for name, _, _ in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1][0] not in ("script", "style"):
            return
        if self._inline is not None:
            self._inline.append(data)
        if self._open[-1][0] == "style":
            self.page.loads += [ParsedLink(address, *self._place()) for address in style_addresses(data)]

    def finished(self, text: str) -> ParsedPage:
        """The page, once everything has been read."""
        self.page.faults += [(line, column, f"<{tag}>") for tag, line, column in self._open]
        last = text.count("\n") + 1
        for name in ("html", "head", "title", "body"):
            if name not in self._seen:
                self.page.faults.append((last, 1, f"<{name}>"))
        if not text.rstrip().endswith("</html>") and not self.page.faults:
            self.page.faults.append((last, 1, "</html>"))
        return self.page

    def _place(self) -> tuple[int, int]:
        line, offset = self.getpos()
        return line, offset + 1

    def _take(self, tag: str, attributes: dict[str, str]) -> None:
        page = self.page
        self._seen.add(tag)
        if "id" in attributes:
            page.ids.add(attributes["id"])
        if tag == "a" and "name" in attributes:
            page.ids.add(attributes["name"])
        page.handlers += [(*self._place(), name) for name in attributes if name == "style" or name.startswith("on")]
        if "sample" in attributes.get("class", "").split():
            page.has_sample_banner = True
        if tag == "meta":
            self._take_meta(attributes)
        elif tag == "link":
            kinds = set(attributes.get("rel", "").lower().split())
            self._add(page.loads if kinds & _LINK_LOADS else page.links, attributes.get("href"))
        elif tag in ("a", "area"):
            self._add(page.links, attributes.get("href"))
        for name in _LOADS.get(tag, ()):
            self._add(page.loads, attributes.get(name))
        for candidate in filter(None, attributes.get("srcset", "").split(",")):
            self._add(page.loads, candidate.split()[0])
        for address in style_addresses(attributes.get("style", "")):
            self._add(page.loads, address)

    def _take_meta(self, attributes: dict[str, str]) -> None:
        content = attributes.get("content", "")
        if attributes.get("name") == "robots" and "noindex" in content:
            self.page.is_noindex = True
        if attributes.get("http-equiv") == "Content-Security-Policy" and not (self.page.inline or self.page.loads):
            self.page.policy = content
        if attributes.get("property") in ("og:image", "og:url"):
            self._add(self.page.links, content)
        if attributes.get("http-equiv", "").lower() == "refresh" and "url=" in content.lower():
            self._add(self.page.loads, content[content.lower().index("url=") + 4 :])

    def _add(self, to: list[ParsedLink], target: str | None) -> None:
        if target is not None:
            to.append(ParsedLink(target.strip(), *self._place()))
