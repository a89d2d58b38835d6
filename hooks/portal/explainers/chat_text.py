"""Texts for WeChat: an explainer in under 300 characters, to copy into a village's group."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from portal.explainers.model import ExplainerText
from portal.explainers.sentences import find_sentences
from portal.text.language_traits import LANGUAGE_TRAITS

LONGEST = 299
"""Characters, under 300: more is folded away in a chat and not read."""
LONGEST_STEP = 100
"""Characters: one thing to do, and room left for the reader's own adviser."""
_OFFICE = re.compile(r"\[(?P<name>[^\[\]\n]*)\]\(office:(?P<id>[a-z0-9-]+)\)")
_BLANK_BEFORE_STOP = re.compile(r"(?<! ) ++(?=[.,;:])")
_WIDE_END = re.compile(r"[。！？；”）]$")
_WORD = re.compile(r"[^\s་]+[\s་]*")


def characters(text: str) -> int:
    """How many characters a reader sees: Tibetan vowel signs and subjoined letters are part of one."""
    return sum(unicodedata.category(character) != "Mn" for character in text)


@dataclass(frozen=True, slots=True)
class Message:
    """The parts of a text. The line of the reader's own adviser, whom only their browser knows, goes
    before the address; where both do not fit, calling the adviser is the first thing to do."""

    title: str
    answer: str
    first_step: str
    review: str
    """That no lawyer has reviewed it, or that the translation is a draft; empty where both have been read."""
    address: str

    @property
    def text(self) -> str:
        """The text without an adviser."""
        lines = (self.title, self.answer, self.first_step, self.review, self.address)
        return "\n".join(line for line in lines if line)


class Frames(NamedTuple):
    """The labels' frames around title, first step and address."""

    title: str
    step: str
    address: str


def make_message(
    text: ExplainerText, frames: Frames, address: str, review: str = "", phones: Mapping[str, str] | None = None
) -> Message:
    """An explainer's text; `phones` are the offices' numbers by id, which stand behind the offices' names.

    A translation without steps takes none: a step in another language would not be understood.
    """
    title = frames.title.format(title=text.title)
    ending = frames.address.format(address=address) if address else ""
    room = LONGEST - characters(title) - characters(ending) - characters(review) - 4  # line ends
    phones = phones or {}
    parts = _sentences(text.sections[0].markdown, text.language, phones)
    answer = shorten(parts, room) or cut(_join(parts), room)
    first = _first_step(text) if text.is_whole else ""
    left = room - characters(answer) - characters(frames.step.format(step=""))
    step = shorten(_sentences(first, text.language, phones, is_step=True), min(left, LONGEST_STEP))
    return Message(title, answer, frames.step.format(step=step) if step else "", review, ending)


def opening(text: ExplainerText, longest: int) -> str:
    """The answer's first sentences, as many as fit; cut behind a word where not even the first one does."""
    parts = _sentences(text.sections[0].markdown, text.language, {})
    return shorten(parts, longest) or cut(_join(parts), longest)


def _sentences(markdown: str, language: str, phones: Mapping[str, str], *, is_step: bool = False) -> list[str]:
    """The sentences of one line in plain words, parted where a shorter text may end.

    Where no mark tells the end of a sentence, what may end it is a guess: there a step is parted at its
    citations alone.
    """
    with_numbers = _OFFICE.sub(partial(_with_number, phones=phones), markdown)
    found = find_sentences([with_numbers], 1, language)
    end = LANGUAGE_TRAITS[language].part_end
    if is_step and not LANGUAGE_TRAITS[language].has_plain_ends:
        return [plain for sentence in found if (plain := _tidy(sentence.words))]
    return [part for sentence in found for part in _parts(_tidy(sentence.words), end)]


def _parts(words: str, end: re.Pattern[str]) -> Iterator[str]:
    start = 0
    for match in end.finditer(words):
        yield words[start : match.end()].strip()
        start = match.end()
    if words[start:].strip():
        yield words[start:].strip()


def _with_number(link: re.Match[str], phones: Mapping[str, str]) -> str:
    number = phones.get(link["id"], "")
    return f"{link['name']} {number} ".rstrip() if number and number not in link["name"] else link["name"]


def _tidy(words: str) -> str:
    """Without the blanks that stay where a citation went."""
    return _BLANK_BEFORE_STOP.sub("", words).strip()


def shorten(parts: Sequence[str], longest: int) -> str:
    """The first parts that fit together; nothing where not even the first one does."""
    for count in range(len(parts), 0, -1):
        text = _join(parts[:count])
        if count < len(parts):
            text = text.rstrip("；;")
        if characters(text) <= longest:
            return text
    return ""


def _join(parts: Sequence[str]) -> str:
    """The parts as running text: no blank behind a wide mark."""
    text = ""
    for part in parts:
        text += ("" if not text or _WIDE_END.search(text) else " ") + part
    return text


def cut(text: str, longest: int) -> str:
    """The text up to that length, ended with an ellipsis behind a whole word or syllable."""
    kept = ""
    for word in _WORD.findall(text):
        if characters(kept + word) > longest - 1:
            break
        kept += word
    return kept.rstrip(" ,，、") + "…"


def _first_step(text: ExplainerText) -> str:
    """The first thing to do, as Markdown: of safety where there is such a section, else of the steps."""
    section = text.section("safety") or text.section("steps")
    return next((line for line in section.markdown.split("\n") if line.strip()), "") if section else ""
