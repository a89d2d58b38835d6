"""Explainers from files: which file is which text, and what a text may link to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from portal.explainer_checks import check_citation, check_section, check_words
from portal.explainers import (
    FEWEST_ALIASES,
    Explainer,
    ExplainerText,
    Section,
    SourceFacts,
    TranslationFacts,
    read_sections,
    split_front_matter,
)
from portal.glossary import find_other_words
from portal.languages import Language
from portal.problems import Problem
from portal.reading import Shelf, read_record
from portal.records import Law, LawShape, Term
from portal.source import Document, decode
from portal.translations import compare, is_stale

_PATH = re.compile(r"docs/(?P<language>[a-z]{2})/explainers/(?P<id>[a-z0-9-]+/[a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_SISTER = re.compile(r"(?:\.\./[a-z0-9-]+/)?[a-z0-9-]+\.md")
"""A link to another explainer; whether it exists MkDocs itself checks."""


PathsById = Mapping[str, Mapping[str, str]]


def find_explainers(files: Mapping[str, bytes], shelf: Shelf) -> PathsById:
    """The files of docs/ by `topic/slug` and language, those of the site's languages.

    Records may refer to an explainer from here on, whatever its text turns out to hold.
    """
    paths: dict[str, dict[str, str]] = {}
    source = shelf.languages[0]
    for path in sorted(files):
        match = _PATH.fullmatch(path)
        if match and match["language"] in shelf.languages:
            paths.setdefault(match["id"], {})[match["language"]] = path
            if match["language"] == source:
                shelf.places["explainer", match["id"]] = (Document(path, []), ())
        elif not match and path.startswith("docs/"):
            args = {"name": path, "where": "docs/zh/explainers/labour/unpaid-wages.md"}
            shelf.problems.append(Problem("misplaced-file", path, args=args))
    return paths


def read_explainers(
    files: Mapping[str, bytes], paths: PathsById, languages: Mapping[str, Language], shelf: Shelf
) -> dict[str, Explainer]:
    """The explainers by `topic/slug`; problems go to the shelf."""
    found = {}
    source = shelf.languages[0]
    for id, by_language in paths.items():
        if source in by_language:
            explainer = _read_explainer(id, files, by_language, languages, shelf)
            if explainer is not None:
                found[id] = explainer
        else:
            shelf.problems += [
                Problem("translation-without-source", path, args={"source": source}) for path in by_language.values()
            ]
    return found


def _read_explainer(
    id: str,
    files: Mapping[str, bytes],
    paths: Mapping[str, str],
    languages: Mapping[str, Language],
    shelf: Shelf,
) -> Explainer | None:
    source_code = shelf.languages[0]
    topic, slug = id.split("/")
    path = paths[source_code]
    document, sections = _read_body(path, files[path], languages[source_code], shelf)
    shelf.places["explainer", id] = (document, ())
    facts, problems = read_record(document, SourceFacts, shelf.languages)
    shelf.problems += problems
    if facts is None or not sections:
        return None
    shelf.check_references(facts, document, ())
    _check_aliases(facts.aliases, document, shelf)
    if facts.topic != topic:
        shelf.problems.append(document.problem_at(("topic",), "explainer-topic", folder=topic, topic=facts.topic))
    source = ExplainerText(path, source_code, facts.title, facts.aliases, sections)
    translations = {
        code: text
        for code in languages
        if code != source_code and code in paths
        and (text := _read_translation(paths[code], files, languages[code], source, shelf))
    }  # fmt: skip
    return Explainer(topic, slug, facts.audience, facts.changed, facts.reviewed, facts.sensitive, source, translations)


def _read_translation(
    path: str, files: Mapping[str, bytes], language: Language, source: ExplainerText, shelf: Shelf
) -> ExplainerText | None:
    document, sections = _read_body(path, files[path], language, shelf)
    facts, problems = read_record(document, TranslationFacts, shelf.languages)
    shelf.problems += problems
    if facts is None or not sections:
        return None
    _check_aliases(facts.aliases, document, shelf)
    text = ExplainerText(path, language.code, facts.title, facts.aliases, sections, facts.translation)
    terms: Mapping[str, Term] = shelf.records.get("term", {})  # type: ignore[assignment]
    shelf.problems += compare(document, text, source)
    shelf.problems += find_other_words(text, source, terms, document)
    if is_stale(text, source):
        shelf.problems.append(document.problem_at(("translation", "of"), "translation-stale", path=path))
    return text


def _read_body(path: str, raw: bytes, language: Language, shelf: Shelf) -> tuple[Document, tuple[Section, ...]]:
    """The front matter, and the sections with their words and links checked."""
    text, problems = decode(path, raw)
    if problems:
        return Document(path, [], problems=problems), ()
    document, body, first_line = split_front_matter(path, text)
    if not first_line:
        return document, ()
    is_source = language.code == shelf.languages[0]
    sections, problems = read_sections(document, body, first_line, language.headings, may_be_partial=not is_source)
    shelf.problems += problems
    for section in sections:
        shelf.problems += check_section(document, section)
        shelf.problems += check_words(document, section, language.code)
    _check_links(document, sections, language.code, shelf)
    return document, sections


def _check_links(document: Document, sections: tuple[Section, ...], language: str, shelf: Shelf) -> None:
    laws: Mapping[str, Law] = shelf.records.get("law", {})  # type: ignore[assignment]
    shapes: Mapping[str, LawShape] = shelf.records.get("law-shape", {})  # type: ignore[assignment]
    for section in sections:
        for link in section.links():
            report = partial(document.problem_on_line, link.line, link.column, max(1, len(link.target)))
            if link.target.startswith("law:"):
                shelf.problems += check_citation(document, link, language, laws, shapes)
            elif not link.text.strip():
                shelf.problems.append(report("link-form", text=f"[]({link.target})"))
            elif link.target.startswith(("office:", "term:")):
                kind, _, target = link.target.partition(":")
                shelf.check_reference(kind, target, report)
            elif not _SISTER.fullmatch(link.target):
                shelf.problems.append(report("link-not-allowed", target=link.target))


def _check_aliases(aliases: tuple[str, ...], document: Document, shelf: Shelf) -> None:
    if len(aliases) < FEWEST_ALIASES:
        shelf.problems.append(document.problem_at_key(("aliases",), "aliases-few", count=str(len(aliases))))
    for position, alias in enumerate(aliases):
        if alias in aliases[:position]:
            shelf.problems.append(document.problem_at(("aliases", position), "alias-repeated", alias=alias))
