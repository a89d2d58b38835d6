"""Shards: which words stand only in running text, in small files fetched when they are needed.

The keys of a text are made the same way here and in overrides/assets/search-text.js (`bodyKeys`
there): a test holds one against the other.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from portal.search.readings import character_sound

MOST_ENTRIES = 12
"""A key that stands in more entries says too little to be worth its bytes."""
SHARD_BYTES = 500
"""About how large a shard is before compression: a weak query fetches up to seven."""
PHONE_TAIL = 4
"""Digits at the end of a number that a key is made of."""
WORD_STEM = 5
"""Letters of a word that count: contract, contractor and contracted are one."""

_HAN = re.compile("[\u4e00-\u9fff]+")
_WORD = re.compile("[a-z]{3,}(?:'[a-z]+)?")
_TIBETAN = re.compile("[\u0f40-\u0fbc]+")
_ENDING = re.compile("(?<=.)(?:འི|འོ|འང|འམ)ས?$")
_AGGLUTINATED = re.compile("^([\u0f40-\u0f6c][\u0f90-\u0fbc]*[\u0f71-\u0f7d]?)[སར]$")


def body_keys(text: str) -> Iterator[str]:
    """The keys of a text: pairs of characters, stems of words, pairs of Tibetan syllables."""
    folded = unicodedata.normalize("NFKC", text).lower()
    for run in _HAN.findall(folded):
        yield from (run[at : at + 2] for at in range(len(run) - 1))
    yield from (word_stem(word) for word in _WORD.findall(folded))
    syllables = [syllable_stem(found) for found in _TIBETAN.findall(folded)]
    yield from (f"{one} {two}" for one, two in pairwise(syllables))


def sound_keys(text: str) -> Iterator[str]:
    """Keys by which staff's Chinese words are found from pinyin, or from wrong characters of the same sound."""
    for run in _HAN.findall(text):
        blurred = [blur(character_sound(character)) for character in run]
        yield from (f"?{one} {two}" for one, two in pairwise(blurred))


@cache
def blur(sound: str) -> str:
    """A syllable as it may be heard and typed here: zh like z, n like l, -ng like -n (`blur` in text.js)."""
    sound = re.sub("^([zcs])h", r"\1", sound)
    return re.sub("ng$", "n", re.sub("^n(?=[aeiouv])", "l", sound)).replace("v", "u", 1)


@lru_cache(maxsize=1 << 14)
def syllable_stem(syllable: str) -> str:
    """A Tibetan syllable without a particle grown onto it: པའི is པ, ཁྱོས is ཁྱོ; འོས (worthy) is no particle."""
    return _AGGLUTINATED.sub(r"\1", _ENDING.sub("", syllable))


@lru_cache(maxsize=1 << 14)
def word_stem(word: str) -> str:
    """The beginning of a word, without a plural s."""
    return re.sub(r"([^s])s$", r"\1", re.sub(r"'s?$", "", word))[:WORD_STEM]


def phone_key(number: str) -> str:
    """The key of a phone number."""
    return "#" + re.sub(r"\D", "", number)[-PHONE_TAIL:]


def make_shards(mentioned: Mapping[int, Iterable[str]], named: Mapping[int, Iterable[str]]) -> list[bytes]:
    """Shards of the keys that point to entries; key k stands in shard hash(k) mod count.

    An entry that only mentions a word in its text is given by its number n, one that staff have
    named with it by -1 - n.
    """
    found: dict[str, set[int]] = {}
    for number, keys in mentioned.items():
        for key in keys:
            found.setdefault(key, set()).add(number)
    kept = {key: numbers for key, numbers in found.items() if len(numbers) <= MOST_ENTRIES}
    for number, keys in named.items():
        for key in keys:
            numbers = kept.setdefault(key, set())
            numbers.discard(number)
            numbers.add(-1 - number)
    return _fill({key: sorted(kept[key]) for key in sorted(kept)})


def _fill(kept: Mapping[str, list[int]]) -> list[bytes]:
    size = sum(len(key.encode()) + 4 * len(numbers) + 5 for key, numbers in kept.items())
    count = max(1, -(-size // SHARD_BYTES))
    shards: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for key, numbers in kept.items():
        shards[hash_of(key) % count][key] = numbers
    return [json.dumps(shard, ensure_ascii=False, separators=(",", ":")).encode() for shard in shards]


def hash_of(key: str) -> int:
    """FNV-1a over UTF-16 code units, 32 bits: what a browser computes alike."""
    value = 0x811C9DC5
    for character in key:  # all below U+10000
        value = ((value ^ ord(character)) * 0x01000193) & 0xFFFFFFFF
    return value
