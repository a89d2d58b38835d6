"""Personal data in a text: found where it stands, and masked.

Owns what an identity number, a bank card, a mobile, a birth date and a home address look
like, in full-width digits and with spaces or hyphens as well. What may be published is
`catalog/allow_list.py`'s business. Pure functions of text: everything that prints may call `mask`.

Anybody may write the texts that come here, a megabyte on one line included: every pattern takes time in
proportion to the text. Blanks are taken whole or not at all (possessive, `*+`), and what may stand between
two parts of a finding is bounded.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate, chain, repeat
from typing import NamedTuple

MASK = "*"


class Finding(NamedTuple):
    """Personal data in a text: its problem code, and where it stands there."""

    code: str
    start: int
    end: int
    value: str
    """Digits without spaces and hyphens, or the words."""


_APART = r"[\s\-.·_/\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\u30fc\uff0d-\uff0f\uff3f\ufeff]{0,4}"
_LONG_NUMBER = re.compile(
    # A mobile, in digits of any script; fifteen digits and more.
    rf"\d(?:(?<![02-9]){_APART}\d(?<![0-2])(?:{_APART}\d){{9}}|(?<!\d\d)(?:{_APART}\d){{14}})"
)
_CUE = re.compile(
    # Words beside the rest, and signs that may hide inside one. Written out, without classes:
    # the search is five times as fast where each alternative begins with one sign.
    "出生|生日|生于|生人|日生|住址|地址|家住|住在|住于|现住|现居|居住|住所|所在地|户籍|卡号|账号|帐号|账户|银行卡|存折"
    "|born|Born|birth|Birth|BIRTH|DOB|live|Live|LIVE|living|Living|home|Home|HOME|resid|Resid|RESID"
    "|account|Account|ACCOUNT|card|Card|CARD|སྐྱེས|སྡོད་གནས|ཁྱིམ་གནས"
    "|\u00ad|\u200b|\u200c|\u200d|\u2060|\ufeff"
)
"""One of the two stands in every finding: most texts are done with after one look."""

_MOST_SEPARATORS = 2
_INVISIBLE = ("Cf", "Mn")

_PROVINCES = frozenset([
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
    "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
])  # fmt: skip
"""First digits of an identity number (GB/T 2260; 83 are the residence permits of Taiwan)."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
"""ISO 7064 MOD 11-2, as GB 11643-1999 uses it."""

_CARD = re.compile(r"(?:62|9558|955[0-9]|60|65|68|69|35|5[1-5]|4\d)\d*")
"""First digits of cards issued in China: UnionPay, older local ones, Visa, MasterCard, JCB."""

_ID_CUE = re.compile(r"(?:身份证|证件|公民身份|ID\s?(?:card|number|no)|ཐོབ་ཐང་ལག་ཁྱེར)[^\d]{0,12}$", re.I)
_CARD_CUE = re.compile(r"(?:卡号|账号|帐号|账户|银行卡|存折|account|card\s?(?:number|no))[^\d]{0,12}$", re.I)

_DATE = (
    r"(?:(?:19|20)\d{2}\s?[-./年]\s?\d{1,2}(?:\s?[-./月]\s?\d{1,2}\s?[日号]?|\s?月)?"
    r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|\d{1,2}\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\s(?:19|20)\d{2}"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2},?\s(?:19|20)\d{2})"
)
_BIRTH_CUE = (
    r"(?:出生(?:日期|年月日?|于|时间)?|生日|生于"
    r"|\bborn(?:\son|\sin)?|\bdate of birth|\bbirth\s?(?:date|day)|\bDOB"
    r"|སྐྱེས[་]?(?:པའི)?(?:་ཚེས་གྲངས|་དུས)?)"
)
_BIRTH = (
    re.compile(rf"{_BIRTH_CUE}\s*+(?:[:：,，（(=是为]|is|was)?\s*+(?P<found>{_DATE})", re.I),
    re.compile(rf"(?P<found>{_DATE})\s*+(?:出生|生人|生(?=[，。,.；;）)\s]|$))"),
)
_PLACE = r"[^\s，。；;,.、：:|]{0,18}"
_HOUSE = r"(?:[0-9一二三四五六七八九十百]{1,12}+\s?-?\s?[0-9]{0,12}+\s?(?:号|室|栋|幢|单元|组|社|弄|楼|队|巷|排))"
_AREA = r"[^\s，。；;,.、：:|]{1,12}?(?:省|市|州|区|县|镇|乡|村|社区|小区|街道|路|街|巷|庄|寺)"
_HOME = (
    re.compile(
        rf"(?:家住(?!址)|(?:家庭|户籍|现|常|经常|居)住?(?:地址|住址|所在地|居住地)|住址|住所地?|户籍地|现住|现居住?于?)"
        rf"\s*+(?:[:：=]|是|为|在|于)?\s*+(?P<found>(?:{_AREA})+(?:{_PLACE}?{_HOUSE})*|{_PLACE}?{_HOUSE}(?:{_PLACE}?{_HOUSE})*)"
    ),
    re.compile(
        rf"住(?:在|于)\s*+(?P<found>{_PLACE}?(?:省|市|州|区|县|镇|乡|村|社区|小区|街道|路|街|巷|庄){_PLACE}?{_HOUSE}(?:{_PLACE}?{_HOUSE})*)"
    ),
    re.compile(
        r"\b(?:home address|residential address|lives? at|living at|resides? at|residence)\s*+[:：]?\s*+(?:is\s)?"
        r"(?P<found>(?:No\.?\s?)?\d{1,20}[^.;|\n]{2,40}"
        r"|[^.;|\n\d]{0,30}(?:No\.?|Room|Unit|Building|Group)\s?\d{1,20}+[^.;|\n]{0,20})",
        re.I,
    ),
    re.compile(r"(?:སྡོད་གནས|ཁྱིམ་གནས)[་།]?\s*+[:：]?\s*+(?P<found>[^།\n]{0,30}(?:ཨང་|ཨང)\s?\d+)"),
)


def may_hold_personal_data(text: str) -> bool:
    """Whether a text, of any number of lines, is worth a closer look."""
    return bool(_LONG_NUMBER.search(text) or _CUE.search(text))


def lines_to_look_at(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that may hold something personal, with their numbers from 1."""
    number, start = 1, 0
    spans = [match.span() for pattern in (_LONG_NUMBER, _CUE) for match in pattern.finditer(text)]
    for first, last in sorted(spans):
        # What looks like one number may run over several lines: each of them is looked at by itself.
        while start <= last:
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            if end >= first:
                yield number, text[start:end]
            number, start = number + 1, end + 1
            if end >= last:
                break


@lru_cache(maxsize=4096)
def find_personal_data(text: str) -> tuple[Finding, ...]:
    """Everything personal in one line of text, in order; findings do not overlap."""
    if not may_hold_personal_data(text):
        return ()
    plain, places = _normalise(text)
    found: list[Finding] = []
    taken = bytearray(len(text))

    def add(code: str, start: int, end: int, value: str) -> None:
        first, last = places[start], places[end - 1] + 1
        if taken.find(1, first, last) < 0:
            taken[first:last] = b"\1" * (last - first)
            found.append(Finding(code, first, last, value))

    for code, start, end in _find_numbers(plain):
        add(code, start, end, re.sub(r"[^\dX]", "", plain[start:end].upper()))
    for code, patterns in (("birth-date", _BIRTH), ("home-address", _HOME)):
        for pattern in patterns:
            for match in pattern.finditer(plain):
                add(code, *match.span("found"), " ".join(match["found"].split()))
    return tuple(sorted(found, key=lambda finding: finding.start))


@lru_cache(maxsize=32)
def mask(text: str) -> str:
    """The text with everything personal in it replaced, sign by sign, so that columns stay.

    Kept, because every problem on a line shows that line, masked.
    """
    parts: list[str] = []
    shown = 0
    for finding in find_personal_data(text):
        parts += text[shown : finding.start], re.sub(r"\S", MASK, text[finding.start : finding.end])
        shown = finding.end
    return "".join([*parts, text[shown:]])


def mark_of(value: str) -> str:
    """Eight hex digits that stand for a finding in the allow list, so that it need not hold the data."""
    return hashlib.sha256(value.encode()).hexdigest()[:8]


_WITHOUT_FORMS = re.compile(r"[\x00-\x7f\u3001\u3002\u4e00-\u9fff“”‘’]*")
"""Signs that have no other form, which most lines are made of."""


def _normalise(text: str) -> tuple[str, Sequence[int]]:
    """The text in plain digits, spaces and hyphens, and where each of its characters stood."""
    if _WITHOUT_FORMS.fullmatch(text):
        return text, range(len(text))
    forms = {sign: _plain_form(sign) for sign in set(text) if not sign.isascii()}
    plain = text.translate({ord(sign): form for sign, form in forms.items()})
    if all(len(form) == 1 for form in forms.values()):
        return plain, range(len(text))
    lengths = (len(forms.get(sign, sign)) for sign in text)
    return plain, array("I", chain.from_iterable(map(repeat, range(len(text)), lengths)))


@cache
def _plain_form(sign: str) -> str:
    """The plain digit, hyphen, space or letters a sign stands for; nothing for one that is not seen."""
    category = unicodedata.category(sign)
    if category in _INVISIBLE and not "\u0f00" <= sign <= "\u0fff":
        return ""
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    if category == "Pd" or sign in "−－ー":
        return "-"
    return " " if category == "Zs" else unicodedata.normalize("NFKC", sign)


_RUN = re.compile(rf"\+?\d(?:[ \-.·_/]{{0,{_MOST_SEPARATORS}}}[\dXx])*+")
_GROUP = re.compile(r"[\dXx]+")
_MOBILE_INSIDE = re.compile(r"1[3-9]\d{9}")
_MAY_BE_MOBILE = re.compile(r"(0086|86|)1[3-9]\d{9}")
_MAY_BE_IDENTITY = re.compile(r"[1-8]\d{5}(?:18|19|20|21)\d\d[01]\d[0-3]\d{4}[\dX]")
_MAY_BE_CARD = re.compile(r"[3-69]\d{15}")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""What a doubled digit adds up to."""
_CARD_LENGTHS = (19, 18, 17, 16)
_ALL_LENGTHS = (*_CARD_LENGTHS, 15, 14, 13, 12, 11)


def _find_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Identity numbers, cards and mobiles; a number begins and ends where digits do."""
    for run in _RUN.finditer(text):
        digits = re.sub(r"\D", "", run[0])
        if len(digits) < 15 and not _MOBILE_INSIDE.search(digits):  # what dates, codes and landlines are made of
            before = text[max(0, run.start() - 24) : run.start()]
            if len(digits) < 12 or not _CARD_CUE.search(before):
                continue
        yield from _find_in_run(text, run.start(), run.end())


def _find_in_run(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The numbers in a run of groups of digits: from each group on the longest, and none twice.

    A run may be a megabyte of single digits: from each group on only the lengths that a number may have are judged.
    """
    first_of = array("I", (match.start() for match in _GROUP.finditer(text, start, end)))
    digits = re.sub(r"[^\dXx]", "", text[start:end]).upper()
    begins = array("I", accumulate((len(match[0]) for match in _GROUP.finditer(text, start, end)), initial=0))
    sums = _luhn_sums(digits)
    taken = -1
    for at, first in enumerate(first_of):
        if at <= taken:
            continue
        # Words stand before a run, never inside it.
        before = "" if at else text[max(0, first - 24) : first].rstrip("+")
        for length in _lengths_to_judge(digits, begins[at], before, sums):
            stop = begins[at] + length
            until = bisect_left(begins, stop, at, min(at + length, len(first_of)) + 1) - 1
            if until < at or until == len(first_of) or digits[stop : begins[until + 1]].strip("X"):
                continue
            sizes = [begins[group + 1] - begins[group] for group in range(at, until + 1)]
            code, skipped = _judge(digits[begins[at] : begins[until + 1]], sizes, before)
            if code:
                yield code, first + skipped if until == at else first, first_of[until] + sizes[-1]
                taken = until
                break


def _lengths_to_judge(digits: str, at: int, before: str, sums: tuple[array[int], array[int]]) -> Sequence[int]:
    """How many digits a number may have that begins at a digit of a run, the longest first."""
    if before and (_ID_CUE.search(before) or _CARD_CUE.search(before)):
        return _ALL_LENGTHS
    lengths = []
    if _MAY_BE_CARD.match(digits, at):
        for length in _CARD_LENGTHS:
            by_parity = sums[(at + length) % 2]
            if at + length < len(by_parity) and (by_parity[at + length] - by_parity[at]) % 10 == 0:
                lengths.append(length)
    if _MAY_BE_IDENTITY.match(digits, at):
        lengths.append(18)
    if mobile := _MAY_BE_MOBILE.match(digits, at):
        lengths.append(11 + len(mobile[1]))
    return sorted(lengths, reverse=True)


def _luhn_sums(digits: str) -> tuple[array[int], array[int]]:
    """Sums of all digits before each place: in the first the even places are doubled, in the second the odd ones."""
    plain = [(ord(sign) - 48) % 10 for sign in digits]
    return tuple(  # type: ignore[return-value]
        array("I", accumulate((v if place % 2 != odd else _DOUBLED[v] for place, v in enumerate(plain)), initial=0))
        for odd in (0, 1)
    )


def _judge(digits: str, sizes: list[int], before: str) -> tuple[str, int]:
    """What kind of number it is (empty: none), and how many digits of a country code precede it.

    `sizes` are those of the groups it is written in: a checked number may be written in any,
    others only as people do, or every date beside a house number would be a mobile.
    """
    is_spelt = set(sizes) == {1}
    if len(digits) != 18:
        digits = digits.rstrip("X")
    if len(digits) == 18 and _is_identity_number(digits, strict=not _ID_CUE.search(before)):
        return "id-number", 0
    if len(digits) == 15 and digits.isdigit() and _ID_CUE.search(before) and _is_day("19" + digits[6:12]):
        return "id-number", 0
    if not digits.isdigit():
        return "", 0
    if 16 <= len(digits) <= 19 and (sizes[0] >= 4 or is_spelt) and _CARD.fullmatch(digits) and _has_luhn_digit(digits):
        return "bank-card", 0
    if 12 <= len(digits) <= 19 and _CARD_CUE.search(before):
        return "bank-card", 0
    for prefix in ("", "86", "0086"):
        own = sizes[1:] if prefix and sizes[0] == len(prefix) else sizes
        if digits.startswith(prefix) and _is_mobile(digits[len(prefix) :]) and (own[0] >= 3 or is_spelt):
            return "mobile-number", len(prefix)
    return "", 0


def _is_mobile(digits: str) -> bool:
    return len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789"


def _is_identity_number(digits: str, *, strict: bool) -> bool:
    """Province, date and, unless words beside it say what it is, the check digit."""
    if not digits[:17].isdigit() or digits[:2] not in _PROVINCES or not _is_day(digits[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return not strict or digits[17] == _CHECK_SIGNS[total % 11]


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1880 <= day.year <= 2100


def _has_luhn_digit(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    by_parity = _luhn_sums(digits)[len(digits) % 2]
    return by_parity[-1] % 10 == 0
