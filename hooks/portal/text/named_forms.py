"""Personal data that words give away: addresses of mail and chat, landlines, birth dates, homes, passports.

Texts come in plain signs (`text/plain_form.py`). Blanks are taken whole or not at all (possessive, `*+`), and what may
stand between two parts of a finding is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Found = tuple[str, int, int]
"""Problem code, start and end."""

# --- mail and chat ---------------------------------------------------------------------------

_AT = re.compile(
    r"\s?@\s?|\s?[(\[{<【]\s?(?:at|AT|艾特|圈a)\s?[)\]}>】]\s?|\s(?:at|AT)\s(?=[a-z0-9-]{1,20}\s?(?:\.|\sdot\s))|艾特"
)
_SIGNS_OF_MAIL = ("@", "at)", "at]", "at}", "at>", "AT)", "AT]", " at ", "艾特", "at】", "圈a")
_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.|\s?[(\[]?(?:dot|点)[)\]]?\s?)){1,6}(?:[A-Za-z]{2,24}|xn--[a-z0-9-]{2,30})"
)
_LOCAL_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-")
_LONGEST_LOCAL = 64
_NOBODYS = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|org|net))?|invalid|test|localhost)", re.I)
"""Names that stand for no address at all (RFC 2606)."""
_QQ_MAIL = re.compile(r"[1-9]\d{4,10}")

_CHAT_NAME = r"(?P<found>[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9]\d{5,11})(?![A-Za-z0-9_@-])"
_CHAT = (
    # A mark behind the cue makes any name one, without it a name has a digit or a low line in it.
    re.compile(
        r"(?:[微薇威维]\s?[信芯]|V信|v信|[Ww]e[Cc]hat|[Ww]ei[Xx]in|(?<![A-Za-z])[VvWw][Xx](?![A-Za-z])|(?:加|\+)\s?[VvWw](?![A-Za-z]))"
        r"(?:(?P<mark>\s?(?:号码|账号|帐号|号|ID|Id|id)?\s?(?:[:=是为叫(]|：)\s?|\s?(?:号码|账号|帐号|号|ID|Id)\s?)|[\s,、;-]{0,3})"
        + _CHAT_NAME
    ),
    re.compile(
        r"(?:(?<![A-Za-z])[Qq]{2}|扣扣|企鹅)(?:\s?(?:号码|账号|帐号|号))?\s?(?:[:=是为(]\s?)?"
        r"(?P<found>[1-9](?:[ -]?\d){4,10}+)(?!\d)"
    ),
)
_NO_CHAT_NAME = re.compile(r"(?:we)?chat|wei?xin|official|account|groups?|message|moments?|number|https?", re.I)

# --- landlines, passports --------------------------------------------------------------------

_LANDLINE = re.compile(
    r"(?:0(?<![A-Za-z0-9_.-]0)(?:10|2\d|[3-9]\d{2})[)\-\s]{0,3}[2-8]\d{2,3}[ -]?\d{4}"
    r"|\+?86[ -]{0,2}[(]?0?(?:10|2\d|[3-9]\d{2})[)\-\s]{1,3}[2-8]\d{2,3}[ -]?\d{4})(?![A-Za-z0-9_-]|\.\d)"
)
_LOCAL_LINE = re.compile(
    r"(?:电话|座机|宅电|[Tt]el|TEL|[Pp]hone)(?:号码?)?\s?(?:[:.=是为]\s?)?"
    r"(?P<found>[2-8]\d{2,3}[ -]?\d{4})(?![A-Za-z0-9_-]|\.\d)"
)
_PASSPORT = re.compile(
    r"(?:护照|通行证|[Pp]assport)(?:号码?|\s?(?:[Nn]o\.?|[Nn]umber))?\s?(?:[:=是为]\s?)?"
    r"(?P<found>[A-Za-z]{1,2}\d{7,8})(?![\dA-Za-z])"
)

# --- birth dates -----------------------------------------------------------------------------

_N = "0-9〇零○一二三四五六七八九十"
_YEAR = rf"(?:(?:19|20)\d{{2}}|[一二][九〇零○0][{_N}]{{2}})"
_SHORT_YEAR = r"['‘’]?(?:[0-9]{2}|[〇零一二三四五六七八九]{2})"
_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_MONTH_DAY = rf"(?:正|冬|腊|[{_N}]{{1,3}})\s?月\s?(?:初?[{_N}廿]{{1,3}}\s?[日号]?)"
_DATE = (
    rf"(?:{_YEAR}\s?[-./年]\s?(?:正|冬|腊|[{_N}]{{1,3}})(?:\s?[-./月]\s?初?[{_N}廿]{{1,3}}\s?[日号]?|\s?月)?"
    r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTHS},?\s(?:19|20)\d{{2}}"
    rf"|{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d{{2}}"
    r"|\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?(?:19|20)?\d{2}(?!\d))"
)
_CALENDAR = r"(?:[(（]?(?:农历|阴历|旧历|公历|阳历|新历|身份证上)[)）]?\s*+)?"
_SHORT_DATE = rf"{_SHORT_YEAR}\s?[年.]\s?(?:[{_N}]{{1,3}}\s?[月.]?\s?(?:初?[{_N}廿]{{1,3}}\s?[日号]?)?)?"
_IS = r"\s*+(?:[:：,，(（=是为]|is|was|on|in)?\s*+"
_NO_BIRTH = (
    r"(?!\s?的?(?:效|产|活|态|成|病|长|意|育(?!于)|物|存|源|命|鲜|人口|率|登记|证|缺陷|医学|婴|孩|新生|儿|子女"
    r"|以|后|前|之|满))"
)
"""What is born, or counted, in such a year is nobody in particular."""
_NO_SPAN = r"(?<![第每满近约过共超逾达\d])"
_BIRTH = (
    re.compile(
        r"(?:出生(?:日期|年月日?|于|时间|在)?|生日|生辰|生于"
        r"|(?<![A-Za-z])(?:born|date of birth|birth\s?(?:date|day)|D\.?O\.?B\b\.?)"
        rf"|སྐྱེས[་]?(?:པའི)?(?:་ཚེས་གྲངས|་དུས)?){_IS}{_CALENDAR}(?P<found>{_DATE})",
        re.I,
    ),
    re.compile(
        rf"(?:出生(?:日期|年月日?|于)|生日|生辰|生于){_IS}{_CALENDAR}"
        rf"(?P<found>{_MONTH_DAY}|{_SHORT_DATE}(?![内以后前间来度级])|{_YEAR}\s?年?(?=[，。,.；;、）)\s]|$))"
    ),
    re.compile(r"(?<![A-Za-z])born\s(?:in\s)(?P<found>(?:19|20)\d{2})(?!\d)", re.I),
    re.compile(rf"(?P<found>{_DATE})\s*+(?:出生{_NO_BIRTH}|生人|生的?(?=[，。,.；;、）)|“”!?！？》」/\s]|$))"),
    re.compile(
        rf"(?P<found>{_NO_SPAN}(?:{_YEAR}|{_SHORT_YEAR})\s?年\s?(?:[{_N}]{{1,3}}\s?月\s?(?:初?[{_N}廿]{{1,3}}\s?[日号]?)?)?)"
        rf"\s*+(?:出生{_NO_BIRTH}|生人|生的?(?=[，。,.；;、）)|“”!?！？》」/\s]|$)|[^\s，。]{{0,4}}生肖)"
    ),
)

# --- homes -----------------------------------------------------------------------------------

_PLACE = r"[^\s，。；;,.、：:|]{0,18}"
_HOUSE = r"(?:[0-9一二三四五六七八九十百]{1,12}+\s?-?\s?[0-9]{0,12}+\s?(?:号|室|栋|幢|单元|组|社|弄|楼|队|巷|排|户|座))"
_AREA = r"[^\s，。；;,.、：:|]{1,12}?(?:省|市|州|区|县|镇|乡|村|社区|小区|街道|路|街|巷|庄|寺)"
_HOME = (
    re.compile(
        rf"(?:家住(?!址)|(?:家庭|户籍|现|常|经常|居)住?(?:地址|住址|所在地|居住地)|住址|住所地?(?=\s?[:：=是为在于])|户籍地|现住|现居住?于?)"
        rf"\s*+(?:[:：=]|是|为|在|于)?\s*+(?P<found>(?:{_AREA})+(?:{_PLACE}?{_HOUSE})*|{_PLACE}?{_HOUSE}(?:{_PLACE}?{_HOUSE})*)"
    ),
    re.compile(
        rf"住(?:在|于)\s*+(?P<found>{_PLACE}?(?:省|市|州|区|县|镇|乡|村|社区|小区|街道|路|街|巷|庄){_PLACE}?{_HOUSE}(?:{_PLACE}?{_HOUSE})*)"
    ),
    re.compile(
        r"(?:租住|暂住|借住|居住|户口|老家|家在(?<![国大专人商厂员农独]家在)|住处|[收寄]件地址|[收送]货地址|门牌号?|(?<![居入])住)"
        rf"(?:地址|地|在|于|所在地)?\s*+[:：=是为]?\s*+(?P<found>{_PLACE}?{_HOUSE}(?:{_PLACE}?{_HOUSE})*)"
    ),
    re.compile(
        r"(?P<found>(?<![第合\d])(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?:社|组|队|小组|社组)\s?第?"
        r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s?(?:号|户)(?!楼|台|线|文|令))"
    ),
    re.compile(
        r"(?P<found>(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?:号楼|栋|幢|座|#)\s?)?"
        r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?单元\s?(?:\d{1,2}\s?[楼层]\s?)?(?:\d{2,4}|[一二三四五六七八九〇零]{3,4})\s?[室号户]?)"
    ),
    re.compile(
        r"(?<![A-Za-z])(?:home address|residential address|lives? at|living at|resides? at|residence)"
        r"\s*+[:：]?\s*+(?:is\s)?"
        r"(?P<found>(?:No\.?\s?)?\d{1,20}[^.;|\n]{2,40}"
        r"|[^.;|\n\d]{0,30}(?:No\.?|Room|Unit|Building|Group)\s?\d{1,20}+[^.;|\n]{0,20})",
        re.I,
    ),
    re.compile(r"(?:སྡོད་གནས|ཁྱིམ་གནས)[་།]?\s*+[:：]?\s*+(?P<found>[^།\n]{0,30}(?:ཨང་|ཨང)\s?\d+)"),
)


_NO_HOME = re.compile(r"[〔〕《》\[\]年第字备]\D{0,12}\d{0,12}号")
"""A document, a case or a registration has a number as well."""


_BORN = ("生", "born", "birth", "dob", "d.o.b", "སྐྱེས")
_AT_HOME = (
    "住",
    "社",
    "组",
    "队",
    "单元",
    "门牌",
    "老家",
    "家在",
    "户",
    "地址",
    "所在",
    "居",
    "home",
    "liv",
    "resid",
    "གནས",
)
"""What every finding of its kind has in it, in small letters: a quick look before the patterns."""


def find_named(text: str) -> Iterator[Found]:
    """Everything that words give away, kind by kind."""
    yield from _find_chats(text)
    yield from find_mail(text)
    for match in _PASSPORT.finditer(text):
        yield "id-number", *match.span("found")
    lowered = text.lower()
    for code, words, patterns in (("birth-date", _BORN, _BIRTH), ("home-address", _AT_HOME, _HOME)):
        if any(word in lowered for word in words):
            for pattern in patterns:
                for match in pattern.finditer(text):
                    if not _NO_HOME.search(match["found"]):
                        yield code, *match.span("found")


def find_lines(text: str) -> Iterator[Found]:
    """Landlines; that of an office may stand there, as its record says."""
    for match in _LANDLINE.finditer(text):
        yield "landline-number", match.start(), match.end()
    for match in _LOCAL_LINE.finditer(text):
        yield "landline-number", *match.span("found")


def find_mail(text: str) -> Iterator[Found]:
    """Addresses of mail but those that stand for nobody's."""
    if not any(sign in text for sign in _SIGNS_OF_MAIL):
        return
    until = 0
    for match in _AT.finditer(text):
        domain = _DOMAIN.match(text, match.end())
        start = match.start()
        while start > until and text[start - 1] in _LOCAL_SIGNS and match.start() - start < _LONGEST_LOCAL:
            start -= 1
        local = text[start : match.start()].lstrip(".%+-_")
        start = match.start() - len(local)
        if domain is None or not local or _NOBODYS.fullmatch(domain[0]):
            continue
        until = domain.end()
        is_qq = domain[0].lower() == "qq.com" and _QQ_MAIL.fullmatch(local)
        yield "chat-account" if is_qq else "email-address", start, domain.end()


def _find_chats(text: str) -> Iterator[Found]:
    """Names and numbers of WeChat and QQ beside a word that says so."""
    wechat, qq = _CHAT
    for match in wechat.finditer(text):
        name = match["found"]
        has_sign = any(sign.isdigit() or sign == "_" for sign in name)
        if (match["mark"] or has_sign) and (has_sign or not _NO_CHAT_NAME.match(name)):
            yield "chat-account", *match.span("found")
    for match in qq.finditer(text):
        yield "chat-account", *match.span("found")
