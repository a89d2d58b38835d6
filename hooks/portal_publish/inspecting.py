"""Inspect records and a built site as inspectors of government sites do.

What the records tell is asked of the records, what a reader meets of the built pages. Nothing is asked of the network:
a link to another host is held against the hosts the records name.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from portal.catalog.catalog import Catalog
from portal.catalog.page_kinds import kind_of
from portal.checks.renewal import find_renewals
from portal.inspect import rules
from portal.inspect.model import Finding, Outcome, find
from portal.text.staff_message import StaffMessage
from portal_publish.git import Repository
from portal_publish.page_parser import ParsedPage, read_page
from portal_publish.verify import Site, inside, verify

MOST_TAPS = 3
MOST_TOLD = 5
"""Details a rule shows; the rest are counted."""
STATEMENTS = ("privacy/", "accessibility/")
_REGISTRATIONS = frozenset(["beian.miit.gov.cn", "beian.mps.gov.cn"])
_BROKEN = ("page-missing", "link-broken", "anchor-missing", "asset-unasked", "page-not-closed")
_META = re.compile(r'<meta name="(\w+)" content="([^"]*+)"')
_LISTEN_IPV6 = re.compile(r"^\s*+listen\s++\[::\]", re.M)
_PICTURE = re.compile(r"<img\b([^<>]*+)>")
_DATE_LINE = re.compile(r"changed: *\d{4}-\d\d-\d\d\s*+(?:#.*+)?")
_COMMITS = 200
"""How far back dates are held against what changed with them."""


@dataclass(frozen=True)
class Inspected:
    """A built site beside the records it was made of."""

    folder: Path
    catalog: Catalog
    today: date
    root: Path
    """The project, whose history tells what changed with a date."""
    nginx: Path | None = None
    """The configuration of the web server, if it is at hand."""

    @cached_property
    def texts(self) -> dict[str, str]:
        """The pages by file name below the site's root."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_text("utf-8") for path in self.folder.rglob("*.html")
        }

    @cached_property
    def pages(self) -> dict[str, ParsedPage]:
        """The same, parsed."""
        return {name: read_page(text) for name, text in self.texts.items()}

    @cached_property
    def site(self) -> Site:
        """The site as links are resolved in it."""
        files = frozenset(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return Site(self.folder, self.catalog.portal.base_url or "", files, self.pages)


def inspect(site: Inspected) -> Iterator[Finding]:
    """Yield a finding for each rule, in the order of the table."""
    yield from _find_renewal(site)
    yield _find_dates(site)
    yield from _find_links(site)
    yield _find_identification(site)
    yield _find_contact(site)
    yield _find_tags(site)
    yield from _find_pages(site)
    yield _find_search(site)
    yield _find_print(site)
    yield _find_ipv6(site)
    yield _find_older_readers(site)
    yield _find_language(site)
    yield _find_taps(site)


def _few(faults: list[StaffMessage]) -> list[StaffMessage]:
    rest = len(faults) - MOST_TOLD
    return faults if rest <= 0 else [*faults[:MOST_TOLD], StaffMessage(f"还有 {rest} 处", f"{rest} more")]


# --- records ----------------------------------------------------------------------------------


def _find_renewal(site: Inspected) -> Iterator[Finding]:
    renewals = list(find_renewals(site.catalog, site.today))
    stale = [
        (
            each.column,
            StaffMessage(
                f"{each.names[0]}：最近 {each.last or '没有'}", f"{each.names[1]}: last {each.last or 'never'}"
            ),
        )
        for each in renewals
        if each.is_stale(site.today)
    ]
    yield find(rules.HOME_RENEWED, [said for column, said in stale if not column])
    yield find(rules.COLUMNS_RENEWED, [said for column, said in stale if column])
    yield find(rules.COLUMNS_FILLED, [StaffMessage(*each.names) for each in renewals if each.is_empty])


def _find_dates(site: Inspected) -> Finding:
    """Hold each commit's change of a date against what else it changed in that file."""
    if site.catalog.portal.sample:
        return Finding(
            rules.DATES_TRUE, Outcome.UNKNOWN, (StaffMessage("样例的日期是编的", "dates of samples are invented"),)
        )
    if not (site.root / ".git").exists():
        said = StaffMessage("这里没有 git 历史，看不出日期是怎么改的", "no git history here to hold dates against")
        return Finding(rules.DATES_TRUE, Outcome.UNKNOWN, (said,))
    log = Repository(site.root).run(
        "log", f"-{_COMMITS}", "--no-merges", "--diff-filter=M", "--unified=0", "--format=@%h", "-G^changed:", "-p",
        "--", "content", "docs",
    ).decode("utf-8", "replace")  # fmt: skip
    faults = [
        StaffMessage(f"{path}：提交 {commit} 只改了 changed", f"{path}: commit {commit} moved its date alone")
        for commit, path in _dates_alone(log)
    ]
    return find(rules.DATES_TRUE, _few(faults))


def _dates_alone(log: str) -> Iterator[tuple[str, str]]:
    """Yield commit and path of each file in which nothing but `changed:` is another."""
    commit, path, lines = "", "", list[str]()
    for line in [*log.splitlines(), "@"]:
        starts_file = line.startswith("diff --git")
        if (line.startswith("@") and not line.startswith("@@")) or starts_file:
            if lines and all(_DATE_LINE.fullmatch(each) for each in lines):
                yield commit, path
            lines = []
            commit = commit if starts_file else line[1:]
        elif line.startswith("+++ "):
            path = line[6:]
        elif line.startswith(("+", "-")) and not line.startswith("--- "):
            lines.append(line[1:].strip())


def _find_identification(site: Inspected) -> Finding:
    known = site.catalog.portal.site_identification
    names = {
        "site_id_code": ("网站标识码", "site code"), "icp": ("ICP备案号", "ICP registration"),
        "public_security": ("公安备案号", "public security registration"),
        "party_mark": ("党政机关网站标识", "mark of a public body"),
        "error_report": ("我为政府网站找错", "error report on the national platform"),
    }  # fmt: skip
    missing = [StaffMessage(*said) for key, said in names.items() if getattr(known, key) is None]
    return Finding(rules.IDENTIFICATION, Outcome.UNKNOWN if missing else Outcome.PASSED, tuple(missing))


def _find_contact(site: Inspected) -> Finding:
    if site.catalog.portal.contact.email:
        return find(rules.CONTACT, [])
    said = StaffMessage(
        "portal.yml 的 contact 没有 email（单位邮箱）", "contact in portal.yml has no e-mail of an office"
    )
    return Finding(rules.CONTACT, Outcome.UNKNOWN, (said,))


# --- pages --------------------------------------------------------------------------------------


def _find_links(site: Inspected) -> Iterator[Finding]:
    problems = [problem for problem in verify(site.folder, site.catalog, site.today) if problem.code in _BROKEN]
    if not (site.folder / "share").is_dir():  # share pictures are drawn when publishing
        problems = [problem for problem in problems if "/share/" not in problem.args.get("address", "")]
    faults = [
        StaffMessage(f"{each.path}：{each.text('found', 'zh')}", f"{each.path}: {each.text('found', 'en')}")
        for each in problems
    ]
    yield find(rules.LINKS, _few(faults))
    portal = site.catalog.portal
    official = [*portal.site_identification.model_dump().values(), portal.exit_address]
    hosts = {urlsplit(address).hostname for address in official if isinstance(address, str) and "://" in address}
    hosts |= {urlsplit(law.official).hostname for law in site.catalog.laws.values()} | _REGISTRATIONS
    outside = [
        StaffMessage(f"{name}：{link.target}", f"{name}: {link.target}")
        for name, page in site.pages.items()
        for link in page.links
        if link.target.startswith(("http:", "https:"))
        and inside(site.site, name, link.target) is None
        and urlsplit(link.target).hostname not in hosts
    ]
    yield find(rules.OUTSIDE_LINKS, _few(outside))


def _find_tags(site: Inspected) -> Finding:
    wanted = {
        "column": {"ColumnName", "ColumnDescription", "ColumnType", "ColumnKeywords"},
        "article": {"ArticleTitle"},
    }
    kinds = {"villages": "column", "advisers": "column", "calendar": "column", "explainers": "column", "laws": "column",
             "help": "column", "village": "article", "adviser": "article", "event": "article"}  # fmt: skip
    faults = []
    for name, text in site.texts.items():
        found = {key for key, value in _META.findall(text.partition("</head>")[0]) if value.strip()}
        missing = ({"SiteName"} | wanted.get(kinds.get(_kind(site, name), ""), set())) - found
        if missing:
            keys = ", ".join(sorted(missing))
            faults.append(StaffMessage(f"{name} 缺 {keys}", f"{name} lacks {keys}"))
    return find(rules.TAGS, _few(faults))


def _find_pages(site: Inspected) -> Iterator[Finding]:
    source = site.catalog.source_language.prefix
    home = {
        inner[0] for link in site.pages["index.html"].links if (inner := inside(site.site, "index.html", link.target))
    }
    missing = [
        StaffMessage(f"首页点不到 {path}", f"no link to {path} on the home page")
        for path in STATEMENTS
        if f"{source}{path}index.html" not in home
    ]
    yield find(rules.STATEMENTS, missing)
    yield find(rules.NOT_FOUND, [] if "404.html" in site.site.files else [StaffMessage("没有 404.html", "no 404.html")])
    no_map = (
        []
        if f"{source}site-map/index.html" in home
        else [StaffMessage("首页点不到网站地图", "no site map on the home page")]
    )
    yield find(rules.SITE_MAP, no_map)


def _find_search(site: Inspected) -> Finding:
    """Ask whether the index holds the whole title of each text: what it holds, a search by it finds."""
    faults = []
    for code, language in site.catalog.languages.items():
        index = site.folder / "search" / f"{code}.json"
        held = index.read_text("utf-8") if index.is_file() else ""
        for explainer in site.catalog.explainers.values():
            title = explainer.text(code).title
            if not explainer.is_sensitive and json.dumps(title, ensure_ascii=False)[1:-1] not in held:
                faults.append(
                    StaffMessage(f"{language.prefix}{explainer.id}：{title}", f"{language.prefix}{explainer.id}")
                )
    return find(rules.SEARCH, _few(faults))


def _find_print(site: Inspected) -> Finding:
    has_style = any("@media print" in path.read_text("utf-8") for path in site.folder.glob("assets/site.*.css"))
    return find(rules.PRINT, [] if has_style else [StaffMessage("样式表里没有打印的写法", "no style for print")])


def _find_ipv6(site: Inspected) -> Finding:
    if site.nginx is None:
        said = StaffMessage("写上 --nginx 服务器的配置文件", "name the server's configuration: --nginx FILE")
        return Finding(rules.IPV6, Outcome.UNKNOWN, (said,))
    listens = _LISTEN_IPV6.search(site.nginx.read_text("utf-8", "replace"))
    return find(rules.IPV6, [] if listens else [StaffMessage("配置里没有 listen [::]", "no listen [::]")])


def _find_older_readers(site: Inspected) -> Finding:
    styles = "".join(path.read_text("utf-8") for path in site.folder.glob("assets/site.*.css"))
    home = site.texts["index.html"]
    asked = {
        ("大字", "large type"): "elder-switch" in home,
        ("高对比", "high contrast"): ".elder{" in home,
        ("大鼠标", "large pointer"): "cursor:url(" in styles,
        ("朗读", "reading aloud"): "help-button read" in home,
        ("键盘", "keyboard"): 'class="skip"' in home,
        ("可以放大", "zoom"): "user-scalable=no" not in home,
    }
    return find(
        rules.OLDER_READERS,
        [StaffMessage(f"没有{zh}", f"no {en}") for (zh, en), is_there in asked.items() if not is_there],
    )


def _find_language(site: Inspected) -> Finding:
    faults = [
        StaffMessage(f"{name} 没有标明语言", f"{name} tells no language")
        for name, text in site.texts.items()
        if '<html lang="' not in text
    ]
    faults += [
        StaffMessage(f"{name} 的图片没有文字说明", f"a picture in {name} has no words")
        for name, text in site.texts.items()
        if any("alt=" not in picture for picture in _PICTURE.findall(text))
    ]
    return find(rules.LANGUAGE, _few(faults))


def _find_taps(site: Inspected) -> Finding:
    """Walk from each language's home page; the account's rows are details of a figure and have their own way back."""
    faults = []
    for language in site.catalog.languages.values():
        start = f"{language.prefix}index.html"
        far = set(_own_pages(site, language.prefix)) - _within(site, start)
        faults += [StaffMessage(f"{name}", name) for name in sorted(far)]
    return find(rules.THREE_TAPS, _few(faults))


def _within(site: Inspected, start: str) -> set[str]:
    """Return the pages that so many taps from `start` lead to."""
    taps = {start: 0}
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        if taps[name] == MOST_TAPS:
            continue
        for link in site.pages[name].links:
            inner = inside(site.site, name, link.target)
            if inner and inner[0] in site.pages and inner[0] not in taps:
                taps[inner[0]] = taps[name] + 1
                waiting.append(inner[0])
    return set(taps)


def _own_pages(site: Inspected, prefix: str) -> Iterator[str]:
    """Yield the pages of one language that readers are sent to: not those for no network, and not rows of a figure."""
    for name in site.pages:
        path = name.removeprefix(prefix)
        others = tuple(language.prefix for language in site.catalog.languages.values() if language.prefix)
        is_own = name.startswith(prefix) and (bool(prefix) or not name.startswith(others))
        if is_own and kind_of(path.removesuffix("index.html")).id not in _DETAILS:
            yield name


_DETAILS = frozenset(["offline", "not-found", "account-part", "materials", "coverage-part", "free-page"])


def _kind(site: Inspected, name: str) -> str:
    for language in site.catalog.languages.values():
        if language.prefix and name.startswith(language.prefix):
            return kind_of(name.removeprefix(language.prefix).removesuffix("index.html")).id
    return kind_of(name.removesuffix("index.html")).id
