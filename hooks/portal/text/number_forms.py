"""Numbers that belong to a person: identity numbers, bank cards and mobiles, however their digits are parted.

Owns runs of digits, plain by now (`text/plain_form.py`), and which stretch of a run is such a number.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from operator import add
from typing import NamedTuple

from portal.text.provinces import PROVINCES

_RESIDENCE_PERMITS = "83"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
"""ISO 7064 MOD 11-2, as GB 11643-1999 uses it."""

_CARD = re.compile(r"(?:62|9558|955[0-9]|60|65|68|69|35|5[1-5]|4\d)\d*")
"""First digits of cards issued in China: UnionPay, older local ones, Visa, MasterCard, JCB."""

_ID_CUE = re.compile(r"(?:身份证|证件|公民身份|ID\s?(?:card|number|no)|ཐོབ་ཐང་ལག་ཁྱེར)[^\d]{0,12}$", re.I)
_CARD_CUE = re.compile(r"(?:卡号|账号|帐号|账户|银行卡|存折|account|card\s?(?:number|no))[^\d]{0,12}$", re.I)
_PHONE_CUE = re.compile(r"(?:手机|电话|联系方式|致电|tel|phone|mobile|call)(?:号码?)?[\s:：=是为.（(]{0,4}$", re.I)
_BEFORE = 24
"""Characters before a run in which words may say what it is."""

_NARROW = re.compile(r"\+?\d(?:[ \-.·_/]{0,2}[\dXx])*+")
"""Digits as people part them."""
_WIDE = re.compile(r"\d(?:\W{0,6}[\dXx])*+")
"""Digits parted by anything but words, line breaks included."""
_SIGNS = re.compile(r"\D++")
_GROUP = re.compile(r"[\dXx]+")
_MOBILE_INSIDE = re.compile(r"1[3-9]\d{9}")
_MAY_BE_MOBILE = re.compile(r"(0086|86|0)?1[3-9]\d{9}")
_MAY_BE_IDENTITY = re.compile(r"[1-8]\d{5}(?:18|19|20|21)\d\d[01]\d[0-3]\d{4}[\dX]")
_MAY_BE_CARD = re.compile(r"[3-69]\d{15}")
_BEGINS = re.compile(rf"(?=(?P<no_card>{_MAY_BE_IDENTITY.pattern}|{_MAY_BE_MOBILE.pattern})|{_MAY_BE_CARD.pattern})")
"""Digits of a run from which on a number may stand, whatever words say."""
_CARD_ONLY, _NOT_CARD_ONLY = 1, 2
_FEWEST_DIGITS = 11
"""Of a mobile: nothing shorter is found here."""
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""What a doubled digit adds up to."""
_VALUES = bytes((sign - ord("0")) % 10 for sign in range(256))
_DOUBLED_VALUES = bytes(_DOUBLED[value % 10] for value in range(256))
_TO_DOUBLED = str.maketrans("0123456789", "".join(map(str, _DOUBLED)))
_CARD_LENGTHS = (19, 18, 17, 16)
_ALL_LENGTHS = (*_CARD_LENGTHS, 15, 14, 13, 12, 11)
_COUNTED = re.compile(r"(?:\.\d{1,4})?\s?[元万亿人份次册户场亩天件个条吨斤%]")
"""What follows a count: such a number is nobody's."""

_MOBILE_SHAPES = frozenset([
    (3, 4, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (3, 5, 3), (3, 8), (7, 4), (8, 3), (5, 6), (6, 5),
    (3, 4, 2, 2), (3, 2, 2, 4), (3, 2, 2, 2, 2), (11,), (1,) * 11,
])  # fmt: skip
_MOBILE_OVER_CELLS = frozenset([(3, 4, 4), (3, 3, 5), (4, 4, 3), (3, 8), (7, 4), (11,), (1,) * 11])
"""Those in which a mobile is parted by tabs, cells or line ends; counts of a table stand in any."""
_IDENTITY_SHAPES = frozenset([
    (6, 8, 4), (6, 8, 3, 1), (6, 4, 4, 4), (6, 4, 2, 2, 4), (3, 3, 4, 4, 4), (3, 3, 8, 4), (2, 2, 2, 8, 4), (6, 12),
    (6, 6, 6), (4, 4, 4, 4, 2), (3, 3, 4, 2, 2, 4), (2, 2, 2, 4, 2, 2, 4), (14, 4), (17, 1), (10, 8), (3,) * 6, (18,),
    (1,) * 18,
])  # fmt: skip
_CARD_SHAPES = frozenset([
    *((4, 4, 4, 4, *rest) for rest in ((), (1,), (2,), (3,))), (6, 13), (6, 10), (8, 8), (4, 4, 11), (16,), (19,),
])  # fmt: skip
_SHAPES = {"mobile-number": _MOBILE_SHAPES, "id-number": _IDENTITY_SHAPES, "bank-card": _CARD_SHAPES}
"""Groups in which people write a number, where what parts them could also part the items of a list."""


def find_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Identity numbers, cards and mobiles, with their ends; a number begins and ends where digits do."""
    for run in _NARROW.finditer(text):
        if len(run[0]) == 11 and run[0].isdigit():  # in one piece: a mobile, or nobody's
            if _is_mobile(run[0]) and not _is_counted(text, run.start(), run.end()):
                yield "mobile-number", run.start(), run.end()
            continue
        if run.end() - run.start() < _FEWEST_DIGITS:
            continue
        digits = _SIGNS.sub("", run[0])
        if len(digits) < 15 and not _MOBILE_INSIDE.search(digits):  # what dates, codes and landlines are made of
            before = text[max(0, run.start() - _BEFORE) : run.start()]
            if len(digits) < 12 or not _CARD_CUE.search(before):
                continue
        yield from _find_in_run(text, run.start(), run.end(), is_wide=False)
    for run in _WIDE.finditer(text):
        if run.end() - run.start() <= _FEWEST_DIGITS:
            continue
        if len(_SIGNS.sub("", run[0])) >= _FEWEST_DIGITS and not _NARROW.fullmatch(run[0]):
            yield from _find_in_run(text, run.start(), run.end(), is_wide=True)


def _find_in_run(text: str, start: int, end: int, *, is_wide: bool) -> Iterator[tuple[str, int, int]]:
    """The numbers in a run of groups of digits: from each group on the longest, and none twice.

    A run may be a megabyte of single digits: from each group on only the lengths that a number may have are judged.
    """
    first_of = array("I", (match.start() for match in _GROUP.finditer(text, start, end)))
    digits = re.sub(r"[^\dXx]", "", text[start:end]).upper()
    begins = array("I", accumulate((len(match[0]) for match in _GROUP.finditer(text, start, end)), initial=0))
    sums = _luhn_sums(digits)
    may_begin = _places_to_begin(digits, len(first_of))
    taken = -1
    for at, first in enumerate(first_of):
        if at <= taken or (at and not may_begin[begins[at]]):
            continue
        if at and may_begin[begins[at]] == _CARD_ONLY and _is_row_of_digits(text, first, begins, at):
            continue
        # Words stand before a run, never inside it.
        before = "" if at else text[max(0, first - _BEFORE) : first].rstrip("+")
        for length in _lengths_to_judge(digits, begins[at], before, sums):
            stop = begins[at] + length
            until = bisect_left(begins, stop, at, min(at + length, len(first_of)) + 1) - 1
            if until < at or until == len(first_of) or digits[stop : begins[until + 1]].strip("X"):
                continue
            sizes = [begins[group + 1] - begins[group] for group in range(at, until + 1)]
            code, skipped = _judge(digits[begins[at] : begins[until + 1]], sizes, before)
            last = first_of[until] + sizes[-1]
            if code and not (before and _has_cue(code, before)):
                run = _Run(text, first_of, begins, at, until, sizes, skipped, begun=taken + 1 == at)
                if not run.is_written_as(code, digits, is_wide=is_wide) or _is_sum(text, first, last):
                    continue
            if code:
                yield code, first + skipped if until == at else first, last
                taken = until
                break


def _places_to_begin(digits: str, groups: int) -> bytearray:
    """Mark the digits of a run from which on a number may stand: a quick look, for runs of very small groups."""
    if groups * 2 < len(digits):
        return bytearray([_NOT_CARD_ONLY]) * (len(digits) + 1)
    may_begin = bytearray(len(digits) + 1)
    for match in _BEGINS.finditer(digits):
        may_begin[match.start()] = _NOT_CARD_ONLY if match["no_card"] else _CARD_ONLY
    return may_begin


def _is_row_of_digits(text: str, first: int, begins: Sequence[int], at: int) -> bool:
    """Tell whether fifteen single digits begin here: nobody parts each digit of a card, unless by hyphens.

    A quick answer, because in a megabyte of them every third may have the check digit of a card.
    """
    return at + 15 < len(begins) and begins[at + 15] - begins[at] == 15 and not text.startswith("-", first + 1)


def _has_cue(code: str, before: str) -> bool:
    cue = {"id-number": _ID_CUE, "bank-card": _CARD_CUE}.get(code, _PHONE_CUE)
    return bool(cue.search(before))


def _is_counted(text: str, first: int, last: int) -> bool:
    """Tell whether a whole number is a sum, unless words before it say that it is a telephone's."""
    return _is_sum(text, first, last) and not _PHONE_CUE.search(text[max(0, first - _BEFORE) : first])


def _is_sum(text: str, first: int, last: int) -> bool:
    """Whether a sign or a word beside the digits says that they count something."""
    return text[max(0, first - 2) : first].rstrip()[-1:] in ("￥", "¥", "$", "€") or bool(_COUNTED.match(text, last))


class _Run(NamedTuple):
    """Groups `at` to `until` of a run, which hold a number's digits, and all groups beside them."""

    text: str
    first_of: Sequence[int]
    begins: Sequence[int]
    at: int
    until: int
    sizes: list[int]
    """How many digits stand in each of the number's groups."""
    skipped: int
    """Digits of a country code."""
    begun: bool
    """Whether the number begins the run, or follows another."""

    def size(self, group: int) -> int:
        return self.begins[group + 1] - self.begins[group]

    def is_written_as(self, code: str, digits: str, *, is_wide: bool) -> bool:
        """Whether people write such a number in these groups; beside others of a list only without doubt."""
        own = list(self.sizes)
        ends = map(add, self.first_of[self.at : self.until], own)
        parts = [
            self.text[end:start] for end, start in zip(ends, self.first_of[self.at + 1 : self.until + 1], strict=True)
        ]
        start = self.begins[self.at] + self.skipped
        if self.skipped and own[0] == self.skipped:
            own, parts = own[1:], parts[1:]
        elif self.skipped:
            own[0] -= self.skipped
        shape, signs = tuple(own), set(parts)
        is_dated = shape == (3, 8) and _is_day(digits[start + 3 : start + 11])
        if signs <= {"-"}:
            return len(own) == 1 or not is_wide or self.is_whole or shape in _SHAPES[code]
        if is_dated or self._is_of_a_code or (is_wide and len(signs) > (2 if code == "id-number" else 1)):
            return False
        if len(own) == 2 and "\n" in parts[0]:
            return True
        if is_wide and code == "mobile-number" and shape not in _MOBILE_OVER_CELLS:
            return False
        if shape not in _SHAPES[code]:
            return False
        if set(own) == {1}:
            return self.is_whole or not is_wide
        if self.is_whole or code == "id-number":
            return True
        if len(signs) == 1 and any(digits[self.begins[group]] == "0" for group in range(self.at + 1, self.until + 1)):
            return True
        return not is_wide and self.begun and (len(self.first_of) - self.until <= 3 or self._another_follows)

    @property
    def _is_of_a_code(self) -> bool:
        """Whether a letter stands right before the digits, as before a serial number."""
        before = self.text[max(0, self.first_of[self.at] - 1) : self.first_of[self.at]]
        return before.isascii() and before.isalpha()

    @property
    def is_whole(self) -> bool:
        return self.begun and self.until == len(self.first_of) - 1

    @property
    def _another_follows(self) -> bool:
        next_at = self.until + 1
        stop = next_at + len(self.sizes)
        step = self.begins[next_at] - self.begins[self.at]
        follow = [begin - step for begin in self.begins[next_at : stop + 1]]
        return stop <= len(self.first_of) and follow == list(self.begins[self.at : next_at + 1])


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
        lengths.append(11 + len(mobile[1] or ""))
    return sorted(lengths, reverse=True)


def _luhn_sums(digits: str) -> tuple[array[int], array[int]]:
    """Sums of all digits before each place: in the first the even places are doubled, in the second the odd ones."""
    values = digits.encode("ascii", "replace").translate(_VALUES)
    sums = []
    for odd in (0, 1):
        added = bytearray(values)
        added[odd::2] = values[odd::2].translate(_DOUBLED_VALUES)
        sums.append(array("I", accumulate(added, initial=0)))
    return sums[0], sums[1]


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
    for prefix in ("", "0", "86", "0086"):
        own = sizes[1:] if prefix and sizes[0] == len(prefix) else sizes
        is_in_groups = own[0] >= 3 or is_spelt or bool(before and _PHONE_CUE.search(before))
        if digits.startswith(prefix) and _is_mobile(digits[len(prefix) :]) and is_in_groups:
            return "mobile-number", len(prefix)
    return "", 0


def _is_mobile(digits: str) -> bool:
    return len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789"


def _is_identity_number(digits: str, *, strict: bool) -> bool:
    """Province, date and, unless words beside it say what it is, the check digit."""
    if not digits[:17].isdigit() or not (digits[:2] in PROVINCES or digits[:2] == _RESIDENCE_PERMITS):
        return False
    if not _is_day(digits[6:14]):
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
    plain, doubled = digits[-1::-2], digits[-2::-2].translate(_TO_DOUBLED)
    return (sum(map(int, plain)) + sum(map(int, doubled))) % 10 == 0
