"""A letter to fill in: its fields, its papers and where it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from portal.catalog.context import ViewContext
from portal.catalog.urls import law_path
from portal.explainers.citations import parse_citation
from portal.explainers.markdown_subset import LINK
from portal.explainers.translations import find_numbers
from portal.i18n.language import Text
from portal.letters.body import Blank, Line, LineKind
from portal.letters.model import Letter, LetterText, words_hash
from portal.records.letters import FieldType
from portal.views.explainers import GLOSSARY, ExplainerEntry, ReviewView, explainer_entry, review_view
from portal.views.letter_entries import letter_entry, letter_words, without_citations
from portal.views.view_models import OfficeView, office_view

Location = tuple[str | int, ...]
"""Of a passage: see `LetterText.passages`."""

LONGEST: Mapping[FieldType, int] = {"text": 60, "long": 450}
"""Characters that fit where the letter has the blank: with every field full it stays within two pages."""
LINES_TO_WRITE_ON = 3
"""For a blank of several lines, where it is filled in by hand."""


class Run(NamedTuple):
    """A run of words, perhaps a link; `kind` is `law`, `office`, `term` or empty."""

    words: str
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its links; `beside` is what its source says where a draft may not be trusted."""

    runs: tuple[Run, ...]
    language: str
    beside: str = ""


class ChoiceView(NamedTuple):
    """A choice: what the letter says, and what the filler reads."""

    value: str
    words: Text


@dataclass(frozen=True, slots=True)
class FieldView:
    """One thing to fill in."""

    id: str
    type: FieldType
    label: Text
    beside: str
    """Its name in the source language, which is the letter's; empty where the label is that already."""
    note: Passage | None
    choices: tuple[ChoiceView, ...]


class PartView(NamedTuple):
    """Words of the letter, or a blank: then `field` is its id."""

    words: str
    field: str = ""
    type: FieldType | None = None


class LineView(NamedTuple):
    """A line of a paper."""

    kind: LineKind
    parts: tuple[PartView, ...]


class PaperView(NamedTuple):
    """One sheet."""

    title: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter's page."""

    slug: str
    title: Text
    lead: Passage
    state: str
    """`source`, `reviewed`, `draft` or `missing`, as of an explainer."""
    is_stale: bool
    review: ReviewView
    changed: str
    fields: tuple[FieldView, ...]
    papers: tuple[PaperView, ...]
    bring: tuple[Passage, ...]
    hand_in: Passage
    offices: tuple[OfficeView, ...]
    explainers: tuple[ExplainerEntry, ...]
    longest: Mapping[FieldType, int]
    has_element_forms: bool
    is_sensitive: bool
    exit_address: str


def letter_view(slug: str, context: ViewContext) -> LetterView:
    """A letter's page in the reader's language."""
    catalog = context.catalog
    letter = catalog.letters[slug]
    text = letter.text(context.language.code)
    state = letter_state(letter, context.language.code)
    beside = _beside(letter, text) if state == "draft" else {}
    passages = {at: Passage(tuple(_runs(words)), text.language, beside.get(at, "")) for at, words in text.passages()}
    return LetterView(
        slug=slug,
        title=letter_words(text.title, text, context),
        lead=passages["lead",],
        state=state,
        is_stale=text.translation is not None and text.translation.of != words_hash(letter.source),
        review=review_view(letter, context),
        changed=context.language.day(letter.changed, with_year=True),
        fields=tuple(_fields(letter, text, passages, context)),
        papers=tuple(
            PaperView(paper.title, tuple(_line(line, letter) for line in paper.lines)) for paper in letter.papers
        ),
        bring=tuple(passage for (key, *_), passage in passages.items() if key == "bring"),
        hand_in=passages["hand_in",],
        offices=tuple(office_view(catalog.offices[id], context) for id in letter.offices),
        explainers=tuple(explainer_entry(catalog.explainers[id], context) for id in letter.explainers),
        longest=LONGEST,
        has_element_forms=letter.has_element_forms,
        is_sensitive=letter.is_sensitive,
        exit_address=catalog.portal.exit_address,
    )


def letter_title(slug: str, context: ViewContext) -> str:
    """What stands in the browser's title."""
    return context.catalog.letters[slug].text(context.language.code).title


def letter_description(slug: str, context: ViewContext) -> str:
    """What search engines show; nothing of a sensitive letter."""
    return str(letter_entry(slug, context.catalog.letters[slug], context).lead)


def letter_state(letter: Letter, language: str) -> str:
    """How far a letter is translated: see `LetterView.state`."""
    text = letter.text(language)
    if text.translation is None:
        return "source" if language == text.language else "missing"
    return text.translation.state


def _beside(letter: Letter, text: LetterText) -> dict[Location, str]:
    """The source's words for passages of a draft that say how long, how much, or where to go."""
    own = dict(text.passages())
    return {
        at: without_citations(words)
        for at, words in letter.source.passages()
        if at in own and (at in (("lead",), ("hand_in",)) or find_numbers(own[at]))
    }


def _fields(
    letter: Letter, text: LetterText, passages: dict[Location, Passage], context: ViewContext
) -> Iterator[FieldView]:
    for at, (id, words) in enumerate(text.fields.items()):
        original = letter.source.fields[id]
        type = letter.types[id]
        yield FieldView(
            id,
            type,
            letter_words(words.label, text, context),
            "" if text is letter.source else original.label,
            passages.get(("fields", at, "note")),
            tuple(
                ChoiceView(value, letter_words(own, text, context))
                for value, own in zip(original.choices, words.choices, strict=True)
            ),
        )


def _line(line: Line, letter: Letter) -> LineView:
    parts = (
        PartView(_to_write_on(letter, part), part.field, letter.types[part.field])
        if isinstance(part, Blank)
        else PartView(part)
        for part in line.parts
    )
    return LineView(line.kind, tuple(parts))


def _to_write_on(letter: Letter, blank: Blank) -> str:
    """What stands in a blank until it is filled in: a line, the days' signs, boxes to tick."""
    type = letter.types[blank.field]
    if type == "choice":
        return "　".join(f"□{choice}" for choice in letter.source.fields[blank.field].choices)
    if type == "long":
        return "\n".join(["＿" * 18] * LINES_TO_WRITE_ON)
    return "＿＿＿＿年＿＿月＿＿日" if type == "date" else "＿" * 4


def _runs(markdown: str) -> Iterator[Run]:
    """A text as runs of words and links to pages below the language's root."""
    at = 0
    for match in LINK.finditer(markdown):
        if match.start() > at:
            yield Run(markdown[at : match.start()], "", "")
        kind, _, target = match["target"].partition(":")
        yield Run(match["text"], _address(kind, target), kind)
        at = match.end()
    if at < len(markdown):
        yield Run(markdown[at:], "", "")


def _address(kind: str, target: str) -> str:
    if kind == "law":
        citation = parse_citation(f"law:{target}")
        assert citation  # the check has seen every citation
        return f"{law_path(citation.law)}#{citation.fragment}"
    return f"{GLOSSARY}#{target}" if kind == "term" else f"help/#{target}"
