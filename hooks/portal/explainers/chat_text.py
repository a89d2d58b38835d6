"""Texts for WeChat: an explainer in under 300 characters, to copy into a village's group."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from portal.explainers.model import ExplainerText

LONGEST = 299
"""Characters, under 300: more is folded away in a chat and not read."""
_SENTENCE = re.compile(r".+?(?:[。！？；]|[.!?;](?=\s|$)|།\s*|$)", re.S)

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
    address: str

    @property
    def text(self) -> str:
        """The text without an adviser."""
        return "\n".join(line for line in (self.title, self.answer, self.first_step, self.address) if line)


def make_message(text: ExplainerText, words: tuple[str, str, str], address: str) -> Message:
    """An explainer's text; `words` are the label's frames of title, first step and address.

    A translation without steps takes none: a step in another language would not be understood.
    """
    frame_title, frame_step, frame_address = words
    title = frame_title.format(title=text.title)
    ending = frame_address.format(address=address) if address else ""
    room = LONGEST - characters(title) - characters(ending) - 3  # line ends
    answer = shorten(text.answer, room) or cut(text.answer, room)
    step = _first_step(text) if text.is_whole else ""
    step = shorten(step, room - characters(answer) - characters(frame_step.format(step="")))
    return Message(title, answer, frame_step.format(step=step) if step else "", ending)


def shorten(text: str, longest: int) -> str:
    """Whole sentences up to that length; nothing where not even the first one fits."""
    kept = ""
    for sentence in _SENTENCE.findall(text):
        if characters((kept + sentence).strip()) > longest:
            break
        kept += sentence
    return kept.strip().rstrip("；;")


def cut(text: str, longest: int) -> str:
    """The text up to that length, ended with an ellipsis behind a whole word or syllable."""
    kept = ""
    for word in _WORD.findall(text):
        if characters(kept + word) > longest - 1:
            break
        kept += word
    return kept.rstrip(" ,，、") + "…"


def _first_step(text: ExplainerText) -> str:
    """The first thing to do: of safety where there is such a section, else of the steps."""
    section = text.section("safety") or text.section("steps")
    return section.first_item if section else ""
