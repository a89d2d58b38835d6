"""Readings: how Chinese characters sound, and which traditional ones mean which simplified.

GB 2312 lists its 3 755 common characters in the order of their sound, and every browser can decode
that encoding. So the sounds of all common characters are a list of runs ("a2 ai13 ..."): a
kilobyte, where a table by character would be eight. What the runs get wrong for our own texts
(second readings, rare characters, overrides of records) follows as a list of exceptions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

import opencc

from portal.catalog.catalog import Catalog
from portal.text.pinyin import readings, syllables

HAN = re.compile("[\u4e00-\u9fff]+")
_ROWS, _CELLS = range(0xB0, 0xD8), range(0xA1, 0xFF)
_CJK = range(0x4E00, 0xA000)


@cache
def common_characters() -> str:
    """The common characters of GB 2312 (its first level), in their order there."""
    cells = (bytes((row, cell)) for row in _ROWS for cell in _CELLS)
    return "".join(cell.decode("gb2312", "ignore") for cell in cells)


@cache
def _runs() -> tuple[tuple[str, int], ...]:
    """The sounds of the common characters in order, each with its count."""
    runs: list[tuple[str, int]] = []
    for sounds in readings(common_characters()):
        if runs and runs[-1][0] in sounds:  # a character of several readings stands under one of them
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((sounds[0], 1))
    return tuple(runs)


@cache
def sound_runs() -> str:
    """The runs as the engine reads them: a2ai13an9 ..."""
    return "".join(f"{sound}{count}" for sound, count in _runs())


@cache
def _common_sounds() -> Mapping[str, str]:
    sounds = [sound for sound, count in _runs() for _ in range(count)]
    return dict(zip(common_characters(), sounds, strict=True))


def other_sounds(texts: Iterable[str], overrides: Mapping[str, str]) -> str:
    """Readings the runs lack, for the characters of these texts: 骟shan还huan.

    Phrases decide between readings (银行 is hang); `overrides` maps words to their syllables.
    """
    found: dict[tuple[str, str], None] = {}
    runs = sorted({run for text in texts for run in HAN.findall(text)})
    said: list[tuple[str, Iterable[str]]] = [(run, syllables(run)) for run in runs]
    said += [(word, text.split()) for word, text in overrides.items()]
    for word, sounds in said:
        for character, sound in zip(word, sounds, strict=False):
            if _common_sounds().get(character) != sound and sound.isascii():
                found[character, sound] = None
    return "".join(f"{character}{sound}" for character, sound in sorted(found))


@cache
def character_sound(character: str) -> str:
    """How a character sounds by itself, as the engine hears it: a dictionary takes too long for many words."""
    return _common_sounds().get(character) or syllables(character)[0]


def sound_of(text: str) -> str:
    """How a text sounds in Chinese, letters as they are."""
    return " ".join(syllables(text))


def reading_overrides(catalog: Catalog) -> dict[str, str]:
    """The readings that records give by hand: villages, advisers, and search.yml."""
    source = catalog.source_language.code
    found = {village.name[source]: village.pinyin for village in catalog.villages.values() if village.pinyin}
    found |= {adviser.name[source]: adviser.pinyin for adviser in catalog.advisers.values() if adviser.pinyin}
    return found | dict(catalog.search_words.readings)


@cache
def _traditional() -> tuple[tuple[str, str], ...]:
    """Every character with a simplified form of its own, with that form."""
    characters = [chr(code) for code in _CJK]
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, simplified, strict=True)
    return tuple((old, new) for old, new in pairs if old != new and len(new) == 1)


def traditional_forms(texts: Iterable[str]) -> dict[str, str]:
    """Traditional characters with the simplified ones these texts use."""
    used = {character for text in texts for character in text}
    # A form that our texts use themselves (後 in a name) is left as it is.
    return {old: new for old, new in _traditional() if new in used and old not in used}
