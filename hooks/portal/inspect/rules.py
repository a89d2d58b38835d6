"""The rules of an inspection, one table: what is asked, and by which document.

Documents are named, never quoted. A town's page is a column of its district's site (国办发〔2017〕47号), so the rules
for columns hold as well as those for sites.
"""

from __future__ import annotations

from portal.inspect.model import Rule
from portal.text.staff_message import StaffMessage

_CHECK = StaffMessage(
    "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "inspection figures of government sites (2019)"
)
_GUIDE = StaffMessage("政府网站发展指引（国办发〔2017〕47号）", "guide to government sites (2017)")
_AGE = StaffMessage("互联网网站适老化通用设计规范（工信部，2021）", "design of sites for older people (2021)")
_ACCESS = StaffMessage("无障碍环境建设法", "Law on Barrier-free Environments")
_PRIVACY = StaffMessage("个人信息保护法", "Personal Information Protection Law")
_IPV6 = StaffMessage("推进 IPv6 规模部署行动计划（2017）", "plan for deploying IPv6 (2017)")
_OWN = StaffMessage("本站自己的要求", "the portal's own rule")

HOME_RENEWED = Rule("home-renewed", StaffMessage("首页 14 天内有更新", "the home page changed within 14 days"), _CHECK)
COLUMNS_RENEWED = Rule(
    "columns-renewed",
    StaffMessage("栏目按 portal.yml 写的天数更新", "columns are renewed in the days portal.yml gives"),
    _CHECK,
)
COLUMNS_FILLED = Rule("columns-filled", StaffMessage("没有空栏目", "no empty column"), _CHECK)
DATES_TRUE = Rule("dates-true", StaffMessage("没有只改日期不改内容的", "no date moved without a change"), _CHECK)
LINKS = Rule("links", StaffMessage("没有打不开的链接和附件", "no dead link"), _CHECK)
OUTSIDE_LINKS = Rule(
    "outside-links",
    StaffMessage("外部链接只去登记过的单位，并写明去哪里", "links to other hosts lead to known offices and say where"),
    _GUIDE,
)
IDENTIFICATION = Rule(
    "identification",
    StaffMessage(
        "网站标识码、ICP备案号、公安备案号、党政机关标识、找错链接",
        "the site's code, registrations, mark and error report",
    ),
    _GUIDE,
)
CONTACT = Rule("contact", StaffMessage("主办、承办、电话、邮箱", "host, operator, telephone, e-mail"), _GUIDE)
TAGS = Rule(
    "tags", StaffMessage("每页有网站标签，栏目页、文章页有各自的标签", "every page has the tags of its kind"), _GUIDE
)
STATEMENTS = Rule(
    "statements", StaffMessage("有隐私声明、无障碍声明，每页能点到", "privacy and accessibility statements"), _PRIVACY
)
NOT_FOUND = Rule("not-found", StaffMessage("有找不到网页时的页面", "a page for addresses that are none"), _GUIDE)
SITE_MAP = Rule("site-map", StaffMessage("有网站地图，每页能点到", "a site map, linked from every page"), _GUIDE)
SEARCH = Rule(
    "search", StaffMessage("站内搜索搜得到每篇文章的整个标题", "search finds every text by its whole title"), _GUIDE
)
PRINT = Rule("print", StaffMessage("能打印，打印时没有菜单", "pages print, without menus"), _GUIDE)
IPV6 = Rule("ipv6", StaffMessage("服务器的配置监听 IPv6", "the server's configuration listens on IPv6"), _IPV6)
OLDER_READERS = Rule(
    "older-readers",
    StaffMessage("大字、高对比、大鼠标、朗读、键盘", "large type, contrast, large pointer, reading aloud, keyboard"),
    _AGE,
)
LANGUAGE = Rule(
    "language", StaffMessage("每页标明语言，图片有文字说明", "pages tell their language, pictures have words"), _ACCESS
)
THREE_TAPS = Rule(
    "three-taps", StaffMessage("从首页三次以内点到每一页", "every page within three taps of the home page"), _OWN
)
