"""Chinese numerals: as laws count their articles, and as reports write figures."""

from __future__ import annotations

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def from_chinese(text: str) -> int:
    """The number of a Chinese numeral below a hundred million: 一千零七十九 is 1079.

    Raises KeyError for a character that is no numeral.
    """
    if "万" in text:
        thousands, _, rest = text.partition("万")
        return from_chinese(thousands) * 10_000 + from_chinese(rest)
    total = digit = 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def to_chinese(number: int) -> str:
    """The numeral of a number from 1 to 9999, as laws write it: 1079 is 一千零七十九."""
    digits = "零一二三四五六七八九"
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if not digit:
            gap = gap or bool(text)
            continue
        if gap and text:
            text += "零"
        gap = False
        text += ("" if digit == 1 and unit == 10 and not text else digits[digit]) + name
    return text
