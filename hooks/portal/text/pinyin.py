"""How Chinese text is read, by pypinyin's dictionaries.

They take a fifth of a second to load, and fifty megabytes: an eighth of a small build and a third of its memory. A text
is always read the same, so what a build asked is kept beside our compiled modules, and they are loaded for a new text.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

KEPT = Path(__file__).parent / "__pycache__" / "pinyin.json"
"""The dictionaries' version, and for each way to ask the answers by text. It may be removed at any time."""

_Answers = dict[str, dict[str, list[str]]]
_asked: _Answers = {"usual": {}, "every": {}}


def syllables(text: str) -> list[str]:
    """The syllables of a text, without tones; what is no Chinese, as it is, between them."""
    return _answer("usual", text)


def readings(text: str) -> list[list[str]]:
    """Every way to read each character of a text, the likeliest first."""
    return [each.split() for each in _answer("every", text)]


def keep() -> None:
    """Keeps what this process has asked, and nothing else: a name that was taken back is gone with the next build.

    A folder that cannot be written to is no fault: the next build asks again.
    """
    if _asked == _kept():
        return
    beside = KEPT.with_name(f"{KEPT.name}.{os.getpid()}")
    with suppress(OSError):
        beside.write_text(json.dumps([version("pypinyin"), _asked], ensure_ascii=False), encoding="utf-8")
        os.replace(beside, KEPT)


def _answer(way: str, text: str) -> list[str]:
    known = _asked[way].get(text)
    if known is None:
        known = _kept()[way].get(text)
        known = _asked[way][text] = _look_up(way, text) if known is None else known
    return known


@cache
def _kept() -> _Answers:
    """What an earlier build asked of the same dictionaries; nothing if the file is not as we write it."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        of, answers = json.loads(KEPT.read_text(encoding="utf-8"))
        if of == version("pypinyin"):
            return {way: dict(answers[way]) for way in _asked}
    return {way: {} for way in _asked}


def _look_up(way: str, text: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin, pinyin

    if way == "usual":
        return list(lazy_pinyin(text))
    return [" ".join(each) for each in pinyin(text, style=Style.NORMAL, heteronym=True)]
