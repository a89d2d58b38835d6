"""Personal data in a text: found where it stands, and masked.

Owns what makes a text worth a look, and the one list of findings in it: numbers (`text/number_forms.py`) and what words
give away (`text/named_forms.py`), in plain signs (`text/plain_form.py`). What may be published is
`catalog/allow_list.py`'s business. Pure functions of text: everything that prints may call `mask`.

Anybody may write the texts that come here, a megabyte on one line included: every pattern takes time in
proportion to the text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from portal.text.named_forms import find_lines, find_named
from portal.text.number_forms import find_numbers
from portal.text.plain_form import NUMERALS, SEEN_BEFORE_ESCAPES, digits_looked_like, digits_read_out, plain_form

MASK = "*"


class Finding(NamedTuple):
    """Personal data in a text: its problem code, and where it stands there."""

    code: str
    start: int
    end: int
    value: str
    """Digits without spaces and hyphens, or the words."""


_OTHER_DIGITS = "①-⑨⓪⓿❶-❾➀-➈➊-➒⑴-⑼⒈-⒐⁰¹²³⁴-⁹₀-₉"
_D = rf"[\d{NUMERALS}{_OTHER_DIGITS}]"
_APART = r"[^\w\n\u0f00-\u0fff]{0,6}"
_LONG_NUMBER = re.compile(
    # A mobile, in digits of any script; fifteen digits and more; a landline.
    rf"[\d一幺壹①❶➀➊⑴⒈¹₁]"
    rf"(?:(?<![02-9]){_APART}{_D}(?<![0-2])(?:{_APART}{_D}){{9}}|(?<!\d\d)(?:{_APART}{_D}){{14}})"
)
_CUE = re.compile(
    # Words beside the rest, and signs that may hide inside one. Written out, without classes:
    # the search is five times as fast where each alternative begins with one sign.
    "出生|生日|生于|生辰|生人|日生|年生|月生|生肖|住址|地址|家住|住在|住于|现住|现居|居住|住所|所在地|户籍|户口|租住|暂住|借住"
    "|老家|家在|住处|门牌|住[：:]|社[0-9一二三四五六七八九十]|组[0-9一二三四五六七八九十]|队[0-9一二三四五六七八九十]|单元"
    "|卡号|账号|帐号|账户|银行卡|存折|护照|通行证|扣扣|企鹅"
    "|born|Born|birth|Birth|BIRTH|DOB|live|Live|LIVE|living|Living|home|Home|HOME|resid|Resid|RESID"
    "|account|Account|ACCOUNT|card|Card|CARD|passport|Passport|སྐྱེས|སྡོད་གནས|ཁྱིམ་གནས"
    "|\u00ad|\u200b|\u200c|\u200d|\u2060|\ufeff"
)
"""One of the two stands in every finding but those of `_NAMED`: most texts are done with after one look."""
_CHAT_CUE_ENDS = r"[^A-Za-z0-9\n]{0,3}(?:ID|Id|id)?[^A-Za-z0-9\n]{0,8}[A-Za-z0-9_-]{6}"
_NAMED = (
    # Parted by the signs they begin with: a search for few of them is quick, for many it is not.
    re.compile(
        r"[@＠](?<=[A-Za-z0-9_][@＠])\s?[A-Za-z0-9]|[@＠](?<=\s[@＠])\s[A-Za-z0-9]"
        r"|[\[(（【{]\s?(?:at|AT|艾特)\s?[\])）】}]|艾特"
        r"|生(?<=\d生)|住[^，。；;\n]{0,18}[0-9一二三四五六七八九十]\s?[号社组室队户单]"
        rf"|{SEEN_BEFORE_ESCAPES}"
    ),
    re.compile(rf"(?:微\s?[信芯]|[薇威维]\s?[信芯]|加\s?[VvWw]|Ｖ信){_CHAT_CUE_ENDS}"),
    re.compile(rf"(?:V信|v信|We[Cc]hat|we[Cc]hat|[Ww]ei[Xx]in|[VvWw][Xx]){_CHAT_CUE_ENDS}"),
    re.compile(r"(?:QQ|qq|Qq|ＱＱ|ｑｑ)[^0-9A-Za-z\n]{0,8}[1-9][ -]?\d"),
    re.compile(r"0\d{2,3}[^\w\n]{0,3}[2-8]\d{2}|86[^\w\n]{0,3}\d{2,4}[^\w\n]{1,3}[2-8]\d{2}"),
    re.compile(r"(?:电话|座机|宅电|Tel|tel|TEL|Phone|phone)[^0-9A-Za-z\n]{0,8}[2-8]\d{2}"),
    re.compile(r"\d[oO][0-9oOlI]{4}"),
    re.compile(r"[lI]\d(?<![A-Za-z][lI]\d)[0-9oOlI]{4}"),
)


def may_hold_personal_data(text: str) -> bool:
    """Whether a text, of any number of lines, is worth a closer look."""
    return bool(_LONG_NUMBER.search(text) or _CUE.search(text) or any(pattern.search(text) for pattern in _NAMED))


def lines_to_look_at(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that may hold something personal, with their numbers from 1."""
    number, start = 1, 0
    spans = [match.span() for pattern in (_LONG_NUMBER, _CUE, *_NAMED) for match in pattern.finditer(text)]
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


class Spot(NamedTuple):
    """A finding in a text of lines: its line from 1, that line, and where in it; a masked line if it goes on below."""

    line: int
    text: str
    finding: Finding


def find_in_text(text: str) -> Iterator[Spot]:
    """Everything personal in a text of lines, also what goes on over the end of a line."""
    for number, line in lines_to_look_at(text):
        for finding in find_personal_data(line):
            yield Spot(number, line, finding)
    above, counted, done = 1, 0, 0
    for match in _BROKEN.finditer(text):
        if match.start() < done:
            continue
        done = match.end()
        start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _LONGEST_PART)
        end = min(text.find("\n", done) % (len(text) + 1), done + _LONGEST_PART)
        above, counted = above + text.count("\n", counted, start), start
        yield from _find_broken(text[start:end], above)


def _find_broken(part: str, above: int) -> Iterator[Spot]:
    """The findings in a stretch of a few lines that a line by itself does not show; `above` is its first line."""
    for finding in find_personal_data(part):
        goes_on = "\n" in part[finding.start : finding.end].strip()
        if goes_on or _is_named_above(part, finding):
            begins = part.rfind("\n", 0, finding.start) + 1
            number = part.count("\n", 0, begins)
            shown = mask(part).split("\n")[number]
            end = len(shown) if goes_on else finding.end - begins
            yield Spot(above + number, shown, Finding(finding.code, finding.start - begins, end, finding.value))


def _is_named_above(part: str, finding: Finding) -> bool:
    """Whether a finding is known only by the words on the line before."""
    begins = part.rfind("\n", 0, finding.start) + 1
    end = part.find("\n", finding.end) % (len(part) + 1)
    return begins > 0 and finding.code not in {each.code for each in find_personal_data(part[begins:end])}


_LINE_START = r"[ \t#>*|\"'/-]{0,12}"
_BROKEN = re.compile(
    rf"(?:{_D}[ \t,，、;；.\-]{{0,6}}\n{_LINE_START}(?={_D}|[Xx])"
    r"|(?:出生(?:日期|年月)?|生日|住址|地址|住|家住|电话|手机|微信|微信号|QQ|QQ号)"
    rf"[ \t]{{0,3}}[:：=是在]?[ \t]{{0,3}}\n{_LINE_START})"
    rf"(?:{_D}[^\w\n]{{0,6}}(?:{_D}[^\w\n]{{0,6}}){{0,19}}\n{_LINE_START}(?={_D}|[Xx])){{0,20}}"
)
"""Where a line ends within a number or behind a cue; a number may go on over many lines."""
_LONGEST_PART = 60
"""Characters before and behind the ends of lines that are looked at."""


@lru_cache(maxsize=4096)
def find_personal_data(text: str) -> tuple[Finding, ...]:
    """Everything personal in a text, in order; findings do not overlap."""
    if "\n" not in text and not may_hold_personal_data(text):
        return ()
    plain, places = plain_form(text)
    found: list[Finding] = []
    taken = bytearray(len(text))

    def add(code: str, start: int, end: int, value: str) -> None:
        first, last = places[start], max(places[end - 1] + 1, places[end])
        if taken.find(1, first, last) < 0:
            taken[first:last] = b"\1" * (last - first)
            found.append(Finding(code, first, last, value))

    readings = list(_readings_of_digits(plain))
    for digits in readings:
        for code, start, end in find_numbers(digits):
            add(code, start, end, _NO_DIGIT.sub("", digits[start:end].upper()))
    for code, start, end in find_named(plain):
        add(code, start, end, " ".join(plain[start:end].split()))
    for digits in readings:
        for code, start, end in find_lines(digits):
            add(code, start, end, _NO_DIGIT.sub("", digits[start:end]))
    return tuple(sorted(found, key=lambda finding: finding.start))


_NO_DIGIT = re.compile(r"[^\dX]")


def _readings_of_digits(plain: str) -> Iterator[str]:
    """The text as it is; with numerals as digits; with letters that look like digits. Sign stands by sign in each."""
    yield plain
    if _NUMERALS_TOGETHER.search(plain):
        yield digits_read_out(plain)
    if _LOOKALIKES_TOGETHER.search(plain):
        yield digits_looked_like(plain)


_NUMERALS_TOGETHER = re.compile(rf"[{NUMERALS}]\W{{0,6}}[\d{NUMERALS}]\W{{0,6}}[\d{NUMERALS}]\W{{0,6}}[\d{NUMERALS}]")
_LOOKALIKES_TOGETHER = re.compile(r"[oO](?<=\d[oO])[0-9oOlI]{2}|[lI](?<![A-Za-z][lI])\d[0-9oOlI]")


@lru_cache(maxsize=32)
def mask(text: str) -> str:
    """The text with everything personal in it replaced, sign by sign, so that columns stay.

    Kept, because every problem on a line shows that line, masked.
    """
    parts: list[str] = []
    shown = 0
    for finding in find_personal_data(text):
        parts += text[shown : finding.start], _SEEN.sub(MASK, text[finding.start : finding.end])
        shown = finding.end
    return "".join([*parts, text[shown:]])


_SEEN = re.compile(r"\S")


def mark_of(value: str) -> str:
    """Eight hex digits that stand for a finding in the allow list, so that it need not hold the data."""
    return hashlib.sha256(value.encode()).hexdigest()[:8]
