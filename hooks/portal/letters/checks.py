"""Checks of a letter: its blanks against its fields, its words and citations, a translation against its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from portal.explainers.markdown_subset import LINK, check_lines
from portal.explainers.model import Link, Section
from portal.explainers.text_checks import check_citation, check_words
from portal.explainers.translations import find_numbers
from portal.letters.body import BLANK, BRACES
from portal.letters.model import LetterText
from portal.problems.problem import Problem, nearest
from portal.records import Law, LawShape
from portal.records.letters import LetterFacts
from portal.records.validation import RecordStore
from portal.yaml_io.document import MOST_PROBLEMS, Document, Location

_TITLE = re.compile(r"#[ \t]++\S[^\n]*+")
_UNMARKED = re.compile(r"#(?!#)|##(?!#)|>|\?")
"""What a line of a body may begin with and a line of an explainer may not, or means otherwise there."""
_OUR_LINKS = ("law", "office", "term")

Report = Callable[..., Problem]


def check_body(
    document: Document, body: str, first_line: int, facts: LetterFacts, store: RecordStore
) -> Iterator[Problem]:
    """Every fault of a letter's text; `first_line` counts the lines before it."""
    lines = list(enumerate(body.split("\n"), first_line + 1))
    first = next(((number, line) for number, line in lines if line.strip()), None)
    if first is None or not _TITLE.fullmatch(first[1]):
        number, line = first or (first_line, "")
        yield document.problem_on_line(number, 1, max(1, len(line)), "letter-without-title")
    plain = BRACES.sub(lambda match: "x" * len(match[0]), body)
    unmarked = "\n".join(_UNMARKED.sub("x", line, count=1) if line[:1] in "#>?" else line for line in plain.split("\n"))
    yield from check_lines(document, unmarked, first_line)
    yield from check_words(document, Section("answer", "", plain, first_line + 1), store.languages[0])
    for number, line in lines:
        yield from _check_links(document, number, line, store)
        yield from _check_blanks(document, number, line, facts)
    used = {match["id"] for match in BLANK.finditer(body)}
    for at, field in enumerate(facts.fields):
        if field.id not in used:
            yield document.problem_at(("fields", at, "id"), "letter-field-unused", id=field.id)


def _check_links(document: Document, number: int, line: str, store: RecordStore) -> Iterator[Problem]:
    """Links of a line: citations alone, and no blank in one."""
    for match in LINK.finditer(line):
        report = partial(document.problem_on_line, number, match.start() + 1, len(match[0]))
        link = Link(match["text"], match["target"], number, match.start("target") + 1)
        if BRACES.search(match[0]):
            yield report("letter-blank-in-citation", text=match[0][:60])
        elif not link.target.startswith("law:"):
            yield report("link-not-allowed", target=link.target)
        else:
            yield from _check_citation(document, link, store.languages[0], store)


def _check_blanks(document: Document, number: int, line: str, facts: LetterFacts) -> Iterator[Problem]:
    known = [field.id for field in facts.fields]
    shown = LINK.sub(lambda match: "\0" * len(match[0]), line)
    for match in BRACES.finditer(shown):
        report = partial(document.problem_on_line, number, match.start() + 1, len(match[0]))
        blank = BLANK.fullmatch(match[0])
        if blank is None:
            yield report("letter-blank-form", text=match[0][:40])
        elif line.startswith("#"):
            yield report("letter-blank-in-heading", text=match[0])
        elif blank["id"] not in known:
            guess = nearest(blank["id"], known)
            yield report(
                "letter-blank-unknown", id=blank["id"], known=", ".join(known),
                hint_zh=f"是不是 {{{guess}}}？" if guess else "在 fields 里加上这一项，或改掉这个空",
                hint_en=f"did you mean {{{guess}}}?" if guess else "add the field to fields, or mend the blank",
            )  # fmt: skip


def _check_citation(document: Document, link: Link, language: str, store: RecordStore) -> Iterator[Problem]:
    if "law" not in store.unread:
        laws: Mapping[str, Law] = store.records.get("law", {})  # type: ignore[assignment]
        shapes: Mapping[str, LawShape] = store.records.get("law-shape", {})  # type: ignore[assignment]
        yield from check_citation(document, link, language, laws, shapes)


# --- the words around it ----------------------------------------------------------------------


def check_text(
    document: Document, text: LetterText, places: Callable[[Location], Location], store: RecordStore
) -> Iterator[Problem]:
    """Every fault of the words around a letter; `places` leads from a passage to its place in the front matter."""
    for location, words in text.passages():
        yield from islice(_check_passage(document, places(location), words, text.language, store), MOST_PROBLEMS)
    for plain, words in _plain_texts(text):
        if match := BRACES.search(words) or LINK.search(words):
            yield document.problem_at(places(plain), "letter-words-plain", text=match[0][:40])


def _plain_texts(text: LetterText) -> Iterator[tuple[Location, str]]:
    """Words that stand on the page as they are."""
    yield ("title",), text.title
    for at, field in enumerate(text.fields.values()):
        yield ("fields", at, "label"), field.label
        for position, choice in enumerate(field.choices):
            yield ("fields", at, "choices", position), choice


def _check_passage(
    document: Document, location: Location, words: str, language: str, store: RecordStore
) -> Iterator[Problem]:
    """A passage as if it were a section of an explainer, told where it stands in the front matter."""
    start = document.line_of(location)
    line = document.lines[start - 1]
    before = max(0, line.find(words))

    def placed(problem: Problem) -> Problem:
        return replace(problem, column=problem.column + before)

    section = Section("answer", "", words, start)
    for match in BRACES.finditer(words):
        report = partial(document.problem_on_line, start, before + match.start() + 1, len(match[0]))
        is_in_link = any(link.start() <= match.start() < link.end() for link in LINK.finditer(words))
        code = "letter-blank-in-citation" if is_in_link else "letter-words-plain"
        yield report(code, text=match[0][:40])
        return
    yield from map(placed, check_lines(document, words, start - 1))
    yield from map(placed, check_words(document, section, language))
    for link in section.links():
        kind, _, target = link.target.partition(":")
        report = partial(document.problem_on_line, start, before + link.column, max(1, len(link.target)))
        if kind == "law":
            yield from map(placed, _check_citation(document, link, language, store))
        elif not link.text.strip():
            yield report("link-form", text=f"[]({link.target})")
        elif kind in _OUR_LINKS:
            store.check_reference(kind, target, report)
        else:
            yield report("link-not-allowed", target=link.target)


# --- translations -----------------------------------------------------------------------------


def compare_letters(document: Document, text: LetterText, source: LetterText) -> Iterator[Problem]:
    """What a translation says otherwise than its source: other fields, numbers, citations."""
    if list(text.fields) != list(source.fields):
        yield document.problem_at_key(
            ("fields",), "letter-fields-differ", wanted=", ".join(source.fields), found=", ".join(text.fields)
        )
        return
    for at, (id, field) in enumerate(text.fields.items()):
        original = source.fields[id]
        if len(field.choices) != len(original.choices) or bool(field.note) != bool(original.note):
            yield document.problem_at(("fields", at, "id"), "letter-field-differs", id=id)
    if len(text.bring) != len(source.bring):
        yield document.problem_at_key(("bring",), "letter-field-differs", id="bring")
    theirs = dict(source.passages())
    for location, words in text.passages():
        original_words = theirs.get(location)
        if original_words is not None:
            yield from _compare_passage(document, location, words, original_words, source.path)


def _compare_passage(document: Document, location: Location, ours: str, theirs: str, path: str) -> Iterator[Problem]:
    heading = ".".join(map(str, location))
    for code, find in (("translation-numbers", find_numbers), ("translation-citations", _targets)):
        found, wanted = find(ours), find(theirs)
        if found != wanted:
            difference = f"{_listed(found)} ≠ {_listed(wanted)}"
            yield document.problem_at(location, code, heading=heading, difference=difference, source=path)


def _targets(words: str) -> Sequence[str]:
    return sorted(match["target"] for match in LINK.finditer(words) if match["target"].startswith(("law:", "office:")))


def _listed(values: Sequence[str]) -> str:
    return ", ".join(values) or "—"
