"""Verifying a release before it goes live: every page there, whole, and leading somewhere."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from icalendar import Calendar

from portal.catalog.catalog import Catalog
from portal.problems.problem import Problem
from portal.site.content_policy import hash_source, sources_of
from portal.site.files import promised_files
from portal_publish.page_parser import ParsedLink, ParsedPage, read_page, style_addresses

_SCRIPT_ADDRESS = re.compile(r"""["'`](https?:)?//([a-z0-9.-]+\.[a-z]{2,}|localhost|\d+\.\d+\.\d+\.\d+)""", re.I)
_NAMES_ONLY = ("www.w3.org", "schema.org")
"""Hosts that stand in scripts as the names of vocabularies; nothing is fetched from them."""
_LEADS_ON = ("http", "https", "tel", "mailto", "sms", "webcal")
"""What a reader may be led to; `file:`, `//host` and the like are slips."""
_HERE_ONLY = re.compile(r"localhost|127\.|0\.0\.0\.0|192\.168\.|10\.\d|\[")
_HASHED_NAME = re.compile(r"(?<![\w.-])[\w-]++(?:\.[\w-]++)*?\.[0-9a-f]{8}\.[a-z0-9]+")
SHOWN = 40
"""Problems of one kind that are listed; one broken template breaks every page the same way."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site, to be verified."""

    folder: Path
    base: str
    """The address it will stand at; empty if that is unknown."""
    files: frozenset[str] = field(default_factory=frozenset)
    pages: dict[str, ParsedPage] = field(default_factory=dict)

    @property
    def base_path(self) -> str:
        """The path of the address, with slashes at both ends."""
        return urlsplit(self.base).path or "/"


def verify(folder: Path, catalog: Catalog, day: date, old: Container[str] = ()) -> list[Problem]:
    """What is wrong with a built site; empty if it may go live.

    `old` lists the assets that only pages of earlier releases ask for; any other that no page asks for is a leftover.
    """
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    site = Site(folder, catalog.portal.base_url or "", files)
    problems = [Problem("page-missing", page) for page in promised_files(catalog, day) if page not in files]
    for name in sorted(files):
        if not name.endswith((".gz", ".br")):
            problems += _read(site, name)
    asked = _assets_asked_for(site, old)
    problems += [
        Problem("asset-unasked", name) for name in sorted(files)
        if name.startswith("assets/") and name not in old
        and posixpath.basename(name).removesuffix(".gz").removesuffix(".br") not in asked
    ]  # fmt: skip
    for name, page in site.pages.items():
        problems += _check_page(site, name, page, is_sample=catalog.portal.sample)
    return list(_few_of_each(problems))


def _few_of_each(problems: Iterable[Problem]) -> Iterator[Problem]:
    counts: dict[str, int] = {}
    for problem in problems:
        counts[problem.code] = counts.get(problem.code, 0) + 1
        if counts[problem.code] <= SHOWN:
            yield problem


# --- files ----------------------------------------------------------------------------------


def _read(site: Site, name: str) -> list[Problem]:
    """Reads one file as what its name says; pages are kept, for their links."""
    data = (site.folder / name).read_bytes()
    suffix = posixpath.splitext(name)[1]
    try:
        if suffix == ".html":
            site.pages[name] = read_page(data.decode("utf-8"))
        elif suffix == ".ics":
            Calendar.from_ical(data)
        elif suffix in (".json", ".webmanifest", ".geojson"):
            json.loads(data)
        elif suffix in (".xml", ".svg"):
            ElementTree.fromstring(data)
        elif suffix == ".css":
            return list(_check_styles(site, name, data.decode("utf-8")))
        elif suffix == ".js":
            return list(_check_script(site, name, data.decode("utf-8")))
    except (ValueError, ElementTree.ParseError, IndexError, KeyError) as error:
        return [Problem("feed-broken", name, args={"why": str(error)[:200] or type(error).__name__})]
    return []


def _assets_asked_for(site: Site, old: Container[str]) -> set[str]:
    """The names of files that pages, styles and scripts of this build load; all have their hash in them."""
    asked = {posixpath.basename(link.target) for page in site.pages.values() for link in page.loads}
    for name in site.files:
        if name.endswith((".css", ".js")) and name not in old:
            asked.update(_HASHED_NAME.findall((site.folder / name).read_text("utf-8")))
    return asked


def _check_styles(site: Site, name: str, css: str) -> Iterator[Problem]:
    for address in style_addresses(css):
        line = css[: css.index(address)].count("\n") + 1
        yield from _check_load(site, name, ParsedLink(address, line, 1))


def _check_script(site: Site, name: str, script: str) -> Iterator[Problem]:
    for match in _SCRIPT_ADDRESS.finditer(script):
        host = match[2].lower()
        if host not in _NAMES_ONLY and host != urlsplit(site.base).hostname:
            line = script[: match.start()].count("\n") + 1
            yield Problem("outside-address", name, line, args={"address": match[0][1:]})


# --- pages ----------------------------------------------------------------------------------


def _check_page(site: Site, name: str, page: ParsedPage, *, is_sample: bool) -> Iterator[Problem]:
    for line, column, element in page.faults[:3]:
        yield Problem("page-not-closed", name, line, column, args={"element": element})
    yield from _check_policy(name, page)
    for link in page.links:
        yield from _check_link(site, name, link)
    for link in page.loads:
        yield from _check_load(site, name, link)
    if is_sample and not (page.is_noindex and page.has_sample_banner):
        yield Problem("sample-unmarked", name)
    if not is_sample and page.has_sample_banner:
        yield Problem("sample-banner-left", name)


def _check_policy(name: str, page: ParsedPage) -> Iterator[Problem]:
    """The page's policy is there, strict, and lets its own scripts and styles run: a browser asks no more."""
    if page.policy is None or sources_of(page.policy, "default-src") != {"'none'"}:
        yield Problem("policy-missing", name)
        return
    for inline in page.inline:
        if hash_source(inline.text) not in sources_of(page.policy, f"{inline.kind}-src"):
            yield Problem("policy-broken", name, inline.line, inline.column, args={"element": f"<{inline.kind}>"})
    for line, column, attribute in page.handlers:
        yield Problem("policy-broken", name, line, column, args={"element": f'{attribute}="…"'})


def _check_link(site: Site, name: str, link: ParsedLink) -> Iterator[Problem]:
    inner = inside(site, name, link.target)
    if inner is None:
        scheme, _, rest = link.target.partition(":")
        if scheme not in _LEADS_ON or _HERE_ONLY.match(rest.lstrip("/")):
            yield _problem("outside-address", name, link)
        return
    target, fragment = inner
    if target not in site.files:
        yield _problem("link-broken", name, link)
    elif fragment and target in site.pages and fragment not in site.pages[target].ids:
        yield _problem("anchor-missing", name, link)


def _check_load(site: Site, name: str, link: ParsedLink) -> Iterator[Problem]:
    inner = inside(site, name, link.target)
    if inner is None:
        yield _problem("outside-address", name, link)
    elif inner[0] not in site.files:
        yield _problem("link-broken", name, link)


def _problem(code: str, name: str, link: ParsedLink) -> Problem:
    return Problem(code, name, link.line, link.column, args={"address": link.target})


def inside(site: Site, name: str, target: str) -> tuple[str, str] | None:
    """The file and fragment a target means; None if it lies outside the site."""
    if target.startswith("webcal:"):
        target = "https:" + target.removeprefix("webcal:")
    if site.base and target.startswith(site.base):
        target = site.base_path + target.removeprefix(site.base)
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if not path:
        return name, fragment
    if path.startswith("/"):
        if not path.startswith(site.base_path):
            return None
        whole = path.removeprefix(site.base_path)
    else:
        whole = posixpath.join(posixpath.dirname(name), path)
    clean = posixpath.normpath(whole) if whole else ""
    if clean.startswith(".."):
        return None
    is_folder = not whole or path.endswith(("/", "/.", "/..")) or path in (".", "..")
    clean = "" if clean == "." else clean
    return (posixpath.join(clean, "index.html") if is_folder else clean), fragment
