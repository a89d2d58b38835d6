"""Kinds of pages, told by their address: what a page shows depends on nothing else of it.

Owns the one table of kinds. What each shows is the views' business.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class PageKind(NamedTuple):
    """A kind of page and how its addresses look."""

    id: str
    pattern: re.Pattern[str]
    """Of the address below the language's root, without `index.html`; groups name the records shown."""
    chinese: str
    english: str


def _kind(id: str, pattern: str, chinese: str, english: str) -> PageKind:
    return PageKind(id, re.compile(pattern, re.A), chinese, english)


_ID = r"([^/]+)"
KINDS = (
    _kind("home", r"", "首页", "home"),
    _kind("villages", r"villages/", "村列表", "list of villages"),
    _kind("village", rf"villages/{_ID}/", "村", "villages"),
    _kind("dates", rf"villages/{_ID}/dates/", "全年坐班日期", "dates of a village"),
    _kind("notice", rf"villages/{_ID}/notice/", "坐班通知", "notices of a village"),
    _kind("poster", rf"villages/{_ID}/poster/", "海报", "posters"),
    _kind("card", rf"villages/{_ID}/card/", "便民卡", "pocket cards"),
    _kind("advisers", r"advisers/", "顾问列表", "list of advisers"),
    _kind("adviser", rf"advisers/{_ID}/", "顾问", "advisers"),
    _kind("calendar", r"calendar/", "本月日历", "calendar of this month"),
    _kind("month", r"calendar/(\d{4}-\d\d)/", "月历", "months of the calendar"),
    _kind("event", rf"events/{_ID}/", "活动", "sessions"),
    _kind("explainers", r"explainers/", "法律问题列表", "list of explainers"),
    _kind("topic", rf"explainers/{_ID}/", "法律问题的一类", "topics"),
    _kind("explainer", rf"explainers/({_ID}/{_ID})/", "法律问题", "explainers"),
    _kind("letters", r"letters/", "文书列表", "list of letters"),
    _kind("letter", rf"letters/{_ID}/", "文书", "letters to fill in"),
    _kind("laws", r"laws/", "法律目录", "register of laws"),
    _kind("law", rf"laws/{_ID}/", "法律", "laws"),
    _kind("help", r"help/", "找谁帮忙", "help"),
    _kind("glossary", r"glossary/", "词汇表", "glossary"),
    _kind("translations", r"translations/", "翻译状态", "state of translations"),
    _kind("data", r"data/", "开放数据", "open data"),
    _kind("site-map", r"site-map/", "网站地图", "site map"),
    _kind("offline", r"offline/", "断网页", "page for no network"),
    _kind("not-found", r"404\.html", "找不到页面", "page not found"),
    _kind("account", r"account/", "工作台账", "account"),
    _kind("account-year", r"account/(\d{4})/", "年度台账", "years of the account"),
    _kind("account-part", r"account/(\d{4})/(.+)/", "台账明细", "lists of the account"),
    _kind("materials", r"account/(?:materials|next)/(?:.+/)?", "宣传资料和下一站", "leaflets and next stops"),
    _kind("coverage", r"coverage/", "覆盖情况", "coverage"),
    _kind("coverage-part", r"coverage/(\d{4})/(?:(.+)/)?", "覆盖明细", "lists of the coverage"),
)
FREE_PAGE = _kind("free-page", r".*", "自由页面", "free pages")
"""Whatever address no other kind has: staff choose it by the name they give the file."""


@cache
def kind_of(path: str) -> PageKind:
    """The kind of the page at an address below the language's root; `FREE_PAGE` where no other kind has it."""
    return next((kind for kind in KINDS if kind.pattern.fullmatch(path)), FREE_PAGE)


def ids_in(path: str) -> tuple[str, ...]:
    """What an address names: a village, a month, a year."""
    match = kind_of(path).pattern.fullmatch(path)
    return tuple(id for id in match.groups() if id) if match else ()
