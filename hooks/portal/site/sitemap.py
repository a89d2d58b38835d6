"""What search engines are told: sitemap.xml, with every page's other languages, and robots.txt.

Only where the site's address is known. Pages that ask not to be found are not named: of a sample
site that is every page, and its sitemap is empty. (sitemaps.org, protocol 0.9; hreflang as
Google reads it: every page names all its languages, itself among them.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
MOST = 50_000
"""Addresses in one file, as the protocol allows; a district has fewer."""

LastChanged = Callable[[str], date | None]
"""When what a page shows was last changed, by its path below the language's root; None if nobody knows."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NOTHING = "<!-- 样例网站，不请搜索引擎收录 / a sample site: its pages ask not to be found -->\n"


def sitemap_texts(
    base_url: str, languages: Sequence[tuple[str, str]], paths: Sequence[str], last_changed: LastChanged
) -> Iterator[tuple[str, str]]:
    """Names and texts of sitemap.xml and, beyond MOST addresses, of the files it then names.

    `languages` are codes and prefixes, the source first; it is what readers of any other language get.
    """
    entries = [
        _entry(base_url, languages, prefix, path, last_changed(path)) for path in paths for _, prefix in languages
    ]
    if len(entries) <= MOST:
        yield SITEMAP, _urls(entries)
        return
    names: list[str] = []
    for first in range(0, len(entries), MOST):
        names.append(f"sitemap-{len(names) + 1}.xml")
        yield names[-1], _urls(entries[first : first + MOST])
    listed = "".join(f"<sitemap><loc>{escape(base_url + name)}</loc></sitemap>\n" for name in names)
    yield SITEMAP, f"{_HEAD}<sitemapindex {_SCHEMA}>\n{listed}</sitemapindex>\n"


def robots_text(base_url: str) -> str | None:
    """robots.txt; None where it would not be looked at: search engines ask at a host's root alone.

    It forbids nothing: a page that asks not to be found has to be read to be asked.
    """
    if urlsplit(base_url).path != "/":
        return None
    return f"User-agent: *\nAllow: /\n\nSitemap: {base_url}{SITEMAP}\n"


def _urls(entries: Sequence[str]) -> str:
    shown = "".join(entries) or _NOTHING
    return f'{_HEAD}<urlset {_SCHEMA} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{shown}</urlset>\n'


def _entry(base: str, languages: Sequence[tuple[str, str]], prefix: str, path: str, changed: date | None) -> str:
    lines = ["<url>", f"<loc>{escape(base + prefix + path)}</loc>"]
    if changed:
        lines.append(f"<lastmod>{changed}</lastmod>")
    if len(languages) > 1:
        for code, other in (*languages, ("x-default", languages[0][1])):
            lines.append(f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(base + other + path)}/>')
    return "\n".join([*lines, "</url>", ""])
