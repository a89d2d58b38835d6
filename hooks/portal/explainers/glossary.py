"""The glossary: which terms a text uses, and whether a translation uses the glossary's word for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from portal.explainers.markdown_subset import LINK
from portal.explainers.model import ExplainerText, Section
from portal.problems.problem import Problem
from portal.records import Term
from portal.yaml_io.document import Document

_TIBETAN_STOPS = "་།༎༏ "


def find_terms(text: ExplainerText, terms: Mapping[str, Term]) -> tuple[str, ...]:
    """The terms a text uses, in the order of the glossary."""
    names = _by_length(terms, text.language)
    used = {id for section in text.sections for id in _terms_in(_words(section), names)}
    return tuple(id for id in terms if id in used)


def find_other_words(
    text: ExplainerText, source: ExplainerText, terms: Mapping[str, Term], document: Document
) -> Iterator[Problem]:
    """Sections of a translation that lack the glossary's word for a term their source uses."""
    names = _by_length(terms, source.language)
    for section in text.sections:
        original = source.section(section.id)
        if original is None:
            continue
        ours = _words(section).casefold()
        for id in _terms_in(_words(original), names):
            accepted = _names(terms[id], text.language)
            if accepted and not any(_core(word) in ours for word in accepted):
                heading = section.heading or text.title
                yield document.problem_on_line(
                    section.line, 1, 1, "translation-term",
                    heading=heading, term=_names(terms[id], source.language)[0], word=accepted[0],
                )  # fmt: skip


def _by_length(terms: Mapping[str, Term], language: str) -> list[tuple[str, int, str]]:
    """What to look for, the longest first: the bare word, the term's place in the glossary, its id."""
    names = [(name, place, id) for place, (id, term) in enumerate(terms.items()) for name in _names(term, language)]
    return [(_core(name), place, id) for name, place, id in sorted(names, key=lambda item: -len(item[0]))]


def _terms_in(words: str, names: Sequence[tuple[str, int, str]]) -> list[str]:
    """The terms used; a longer one hides the shorter ones inside it (劳动仲裁, 仲裁)."""
    found: dict[str, int] = {}
    words = words.casefold()
    for name, place, id in names:
        if name in words:
            found[id] = place
            words = words.replace(name, "\0")
    return sorted(found, key=found.__getitem__)


def _names(term: Term, language: str) -> list[str]:
    """The glossary's word first, then the others it accepts."""
    if language not in term.term:
        return []
    return [term.term[language], *term.also.get(language, ())]


def _core(word: str) -> str:
    """The word as it is looked for: without the marks Tibetan puts after it, whatever its case."""
    return word.strip(_TIBETAN_STOPS).casefold()


def _words(section: Section) -> str:
    """A section's words without its citations, whose titles of laws are no use of a term."""
    return LINK.sub(lambda m: "" if m["target"].startswith("law:") else m["text"], section.source)
