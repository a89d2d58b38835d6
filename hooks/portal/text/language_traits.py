"""All that differs between languages, in one table: a row is what a new language needs beside its words.

The words stand in content/common/labels/<code>.yml, those of the theme in overrides/partials/languages/<code>.html
where Material has none. The table stands at the top of the house because fields of records name languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_HAN = "\u3400-\u9fff"
_TIBETAN = "\u0f40-\u0fbc"
_NUMERAL = r"[零〇一二三四五六七八九十百千]{1,12}|\d{1,9}"
_CITED_IN_CHINESE = re.compile(
    rf"第(?P<article>{_NUMERAL})条(?:之(?P<inserted>{_NUMERAL}))?"
    rf"(?:第(?P<paragraph>{_NUMERAL})款)?(?:第(?P<item>{_NUMERAL})项)?"
)
_CITED_IN_ENGLISH = re.compile(r"Articles?\s(?P<article>\d+(?:-\d+)?)(?:\((?P<paragraph>\d+)\))?(?:\((?P<item>\d+)\))?")
_CITED_IN_TIBETAN = re.compile(r"དོན་ཚན་\s?(?P<article>\d+(?:-\d+)?)(?:\.(?P<paragraph>\d+))?(?:\.(?P<item>\d+))?")
_SPOKEN = re.compile(rf"[^\W\d_]+|[{_HAN}]")
_SPOKEN_IN_CHINESE = re.compile(f"[{_HAN}]|[A-Za-z]+")
_SPOKEN_IN_ENGLISH = re.compile(f"[A-Za-z'’]+|[{_HAN}]")
_SPOKEN_IN_TIBETAN = re.compile(f"[{_TIBETAN}]+|[{_HAN}]|[A-Za-z]+")
_SENTENCE_END = re.compile(r"[。！？!?]++[”’」』）)]*+|\.(?=\s|\0|$)")
_SENTENCE_END_IN_TIBETAN = re.compile(r"(?<![、,\0])[、,]*+\0[、,\0]*+[）)][།\s]*+(?![（(]\0)")
_PART_END = re.compile(r"[。！？；][”’」』）)]*+|[.!?;](?=\s|$)")
_PART_END_IN_TIBETAN = re.compile(
    "(?:དགོས|ཆོག|ཡིན|མིན|ཡོད|མེད|རེད|བྱེད|རོགས|ཐོངས|སོང|ཐུབ|ལེན|སྤྲོད|གཏོང|ལྟོས|ཞུས|ཤོག|རྩི|ཐོབ|སྲིད|འཁུར|འགྱུར|ཉོར)"
    r"(?:།[།\s]*+|\s++|$)"
)
"""A verb that ends a sentence, before its shad; what else stands before a shad may be a clause."""
_NOT_IN_CHINESE = re.compile("[不没无未别勿免非禁莫拒否难失陌]|异议")
_NOT_IN_TIBETAN = re.compile(
    "མི་(?:"
    "སྐྱོབ|རྨས|གཏོང|བརྗེ|བཀག|འགོག|བརྡུང|རྡུང|བྱེད|བྱ|འགྲོ|ཡོང|འོང|འཐད|སྤྲོད|ཐུབ|ཆོག|དགོས|འདོད|"
    "ཤེས|བསྟན|ཉན|ལེན|སྒྲུབ|འཛིན|འཁུར|འཇོག|འབྲི|གསོད|གསོ|འཚོ|བཙོང|འཚོང|ཉོ|སྟེར|སྤོ|འདེད|རྐུ|"
    "འདོན|བཟུང|འཇིགས|མོས|གསལ|རུང|ཕན|འགྲིག|སྲུང|འབད|ལྟ|བལྟ|ཟེར|བཤད|འཆད|སྨྲ|ཞུ|བཅུག|འཇུག|གཅོད|"
    "གྲོལ|འགྱུར|འཐོབ|ཐོབ|འདུག|གནང|མཐུན|མཁས"
    r")(?=[་།\s]|$)"
)
"""མི before a verb is “not”, also where “a person” was meant (མི་རྨས་ན, if somebody is hurt): the sense turns around."""


@dataclass(frozen=True, slots=True)
class LanguageTraits:
    """How one language is written, counted, spoken and set."""

    chinese_names: tuple[str, ...]
    """What staff call the spoken language, the usual name first."""
    digits: str = "0123456789"
    """The ten digits, from zero, of numbers that are read; those that are dialled stay Western."""
    script: str = ""
    """Character range (for a regular expression) by which a query is known to be in this language; none for Latin."""
    has_lunar_dates: bool = False
    """Whether its readers use the Chinese lunar calendar."""
    has_pinyin: bool = False
    """Whether its words are searched by sound as well."""
    has_numbered_months: bool = False
    """Whether a month is called by its number alone: no name of one is searched."""
    cited_article: re.Pattern[str] = _CITED_IN_ENGLISH
    """How a citation names an article. Groups: article, paragraph, item, and where it writes them apart, inserted."""
    sentence_end: re.Pattern[str] = _SENTENCE_END
    """What ends a sentence of Markdown whose links are zero characters. A shad ends a clause as well: in Tibetan it
    is the brackets of a citation, or the end of the line."""
    negation: re.Pattern[str] | None = None
    """What says “not”, where a translation is asked whether it denies what its source does not."""
    part_end: re.Pattern[str] = _PART_END
    """Behind what a sentence may be left off and still be whole."""
    longest_sentence: int = 0
    """Characters of a sentence that is read in one breath, citations apart; 0: not counted."""
    has_plain_ends: bool = True
    """Whether the marks of its script tell where a sentence ends."""
    has_chinese_numerals: bool = False
    """Whether articles are written in Chinese numerals, and laws cited by their Chinese title alone."""
    spoken_unit: re.Pattern[str] = _SPOKEN
    """What is read aloud in one go: a Han character, a Tibetan syllable, a word."""
    seconds_a_unit: float = 0.42
    """How long slow reading aloud takes for each."""
    voice: str = ""
    """The language tag (BCP 47) to ask a phone's speech for; empty where none reads it."""
    voice_tags: str = ""
    """The tags by which its voices are known on phones, as a regular expression."""
    line_height: float = 1.5
    """Of a poster's text."""
    extra_foot: int = 0
    """Points more than others it needs in a poster's foot and around the number."""


LANGUAGE_TRAITS: Mapping[str, LanguageTraits] = {
    "zh": LanguageTraits(
        ("汉语", "汉话", "普通话", "中文"),
        script=_HAN,
        has_lunar_dates=True,
        has_pinyin=True,
        has_numbered_months=True,
        longest_sentence=45,
        negation=_NOT_IN_CHINESE,
        cited_article=_CITED_IN_CHINESE,
        has_chinese_numerals=True,
        spoken_unit=_SPOKEN_IN_CHINESE,
        seconds_a_unit=0.28,
        voice="zh-CN",
        voice_tags="^(zh|cmn)",
    ),
    "bo": LanguageTraits(
        ("藏语", "藏话", "藏文"),
        digits="༠༡༢༣༤༥༦༧༨༩",
        script=_TIBETAN,
        cited_article=_CITED_IN_TIBETAN,
        sentence_end=_SENTENCE_END_IN_TIBETAN,
        part_end=_PART_END_IN_TIBETAN,
        negation=_NOT_IN_TIBETAN,
        has_plain_ends=False,
        spoken_unit=_SPOKEN_IN_TIBETAN,
        seconds_a_unit=0.36,
        line_height=1.9,
        extra_foot=40,
    ),
    "en": LanguageTraits(
        ("英语", "英文"),
        spoken_unit=_SPOKEN_IN_ENGLISH,
        voice="en",
        voice_tags="^en",
    ),
}
"""By language code (BCP 47), in the order lists of languages have."""
