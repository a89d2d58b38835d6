"""A text as a reader takes it: plain digits and signs for full-width, escaped, hidden and spelt-out ones.

Owns the forms and where each sign stood; what is looked for in the result is `text/personal_data.py`'s business.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import chain, repeat

_INVISIBLE = ("Cf", "Mn", "Me")
_WITHOUT_FORMS = re.compile(r"[\x00-$'-\[\]-\x7f\u3001\u3002\u4e00-\u9fff“”‘’]*")
"""Signs that have no other form, which most lines are made of; `%`, `&` and a backslash may begin an escape."""
_ESCAPE = re.compile(
    r"\\(?:x(?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8})|(?P<blank>[nrtN_L P]))"
    r"|&(?:amp;)?#(?:[xX]0{0,8}(?P<hex>[0-9a-fA-F]{1,6})|0{0,8}(?P<decimal>[0-9]{1,7})(?![0-9]));?"
    r"|%(?P<percent>[2-7][0-9a-fA-F])"
)
"""YAML's and JSON's escapes, HTML's references (once more escaped as well), and those of addresses."""
SEEN_BEFORE_ESCAPES = r"\\[xuU][0-9a-fA-F]|&(?:amp;)?#|%3[0-9]"
"""What a text has in it that may hold digits in escapes."""

NUMERALS = "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两"
"""Signs that stand for a digit each where a number is read out."""
_NUMERALS = str.maketrans(NUMERALS, "00012345678911234567892")
_LOOKALIKES = str.maketrans("oOlI", "0011")
_WORD_OF_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9oOlI]{3,19}(?![0-9A-Za-z])")


def plain_form(text: str) -> tuple[str, Sequence[int]]:
    """The text in plain signs, and where each of them stood, with the text's end as the last place."""
    if _WITHOUT_FORMS.fullmatch(text):
        return text, range(len(text) + 1)
    pieces: list[str] = []
    places = array("I")
    at = 0
    for match in _ESCAPE.finditer(text):
        sign = _escaped(match)
        if sign:
            _add(text[at : match.start()], at, pieces, places)
            pieces.append(sign)
            places.extend(repeat(match.start(), len(sign)))
            at = match.end()
    _add(text[at:], at, pieces, places)
    places.append(len(text))
    return "".join(pieces), places


def _escaped(match: re.Match[str]) -> str:
    """The sign an escape stands for, in its plain form; nothing for what is none."""
    if match["blank"]:
        return "\n" if match["blank"] in "nrNLP" else " "
    if match["decimal"]:
        code = int(match["decimal"])
    else:
        code = int(match["x"] or match["u"] or match["U"] or match["hex"] or match["percent"], 16)
    if not 0x20 <= code <= 0x10FFFF:
        return ""
    return _plain_sign(chr(code))


def _add(text: str, start: int, pieces: list[str], places: array[int]) -> None:
    """Adds a stretch without escapes."""
    forms = {sign: _plain_sign(sign) for sign in set(text) if not sign.isascii()}
    pieces.append(text.translate({ord(sign): form for sign, form in forms.items()}))
    here = range(start, start + len(text))
    if all(len(form) == 1 for form in forms.values()):
        places.extend(here)
    else:
        lengths = (len(forms.get(sign, sign)) for sign in text)
        places.extend(chain.from_iterable(map(repeat, here, lengths)))


@cache
def _plain_sign(sign: str) -> str:
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


def digits_read_out(text: str) -> str:
    """The text with a digit for each numeral, sign by sign: 一三八 is 138."""
    return text.translate(_NUMERALS)


def digits_looked_like(text: str) -> str:
    """The text with digits for the letters that pass for them, in words of digits: l38OO is 13800."""
    return _WORD_OF_DIGITS.sub(_without_lookalikes, text)


def _without_lookalikes(match: re.Match[str]) -> str:
    return match[0].translate(_LOOKALIKES) if any(sign.isdigit() for sign in match[0]) else match[0]
