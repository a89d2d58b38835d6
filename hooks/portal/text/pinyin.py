"""How Chinese text is read, by pypinyin.

Its dictionaries take a fifth of a second to load: they are imported when a text is asked for.
"""

from __future__ import annotations

from functools import cache


@cache
def syllables(text: str) -> tuple[str, ...]:
    """Return the syllables of a text, without tones; what is no Chinese stands as it is between them."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text))


@cache
def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """Return every way to read each character of a text, the likeliest first."""
    from pypinyin import Style, pinyin

    return tuple(tuple(each) for each in pinyin(text, style=Style.NORMAL, heteronym=True))
