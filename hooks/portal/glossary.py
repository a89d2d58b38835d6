"""The glossary: which terms a text uses, and whether a translation uses the glossary's word for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portal.explainers import ExplainerText, Section
from portal.markdown_rules import LINK
from portal.problems import Problem
from portal.records import Term
from portal.source import Document

_TIBETAN_STOPS = "་།༎༏ "


def find_terms(text: ExplainerText, terms: Mapping[str, Term]) -> tuple[str, ...]:
    """The terms a text uses, in the order of the glossary."""
    used = {id for section in text.sections for id in _terms_in(_words(section), terms, text.language)}
    return tuple(id for id in terms if id in used)


def find_other_words(
    text: ExplainerText, source: ExplainerText, terms: Mapping[str, Term], document: Document
) -> Iterator[Problem]:
    """Sections of a translation that lack the glossary's word for a term their source uses."""
    for section in text.sections:
        original = source.section(section.id)
        if original is None:
            continue
        ours = _words(section).casefold()
        for id in _terms_in(_words(original), terms, source.language):
            accepted = _names(terms[id], text.language)
            if accepted and not any(_core(word) in ours for word in accepted):
                heading = section.heading or text.title
                yield document.problem_on_line(
                    section.line, 1, 1, "translation-term",
                    heading=heading, term=_names(terms[id], source.language)[0], word=accepted[0],
                )  # fmt: skip


def _terms_in(words: str, terms: Mapping[str, Term], language: str) -> list[str]:
    """The terms used; a longer one hides the shorter ones inside it (劳动仲裁, 仲裁)."""
    names = [(name, id) for id, term in terms.items() for name in _names(term, language)]
    found = []
    words = words.casefold()
    for name, id in sorted(names, key=lambda item: -len(item[0])):
        if _core(name) in words:
            found.append(id)
            words = words.replace(_core(name), "\0")
    return sorted(set(found), key=list(terms).index)


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
    return LINK.sub(lambda m: "" if m["target"].startswith("law:") else m["text"], section.markdown)
