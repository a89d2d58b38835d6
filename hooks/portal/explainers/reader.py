"""Explainers from files: which file is which text, and what a text may link to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from portal.explainers.glossary import find_other_words
from portal.explainers.markdown_subset import check_lines, check_repeats, check_shape
from portal.explainers.model import (
    FEWEST_ALIASES,
    Explainer,
    ExplainerText,
    Link,
    Section,
    linked_explainer,
    read_sections,
    section_headings,
    split_front_matter,
)
from portal.explainers.office_names import proper_name_in, proper_names, with_names
from portal.explainers.text_checks import check_citation, check_length, check_section, check_words
from portal.explainers.translations import compare, is_stale
from portal.i18n.language import Language
from portal.problems.problem import Problem
from portal.records import Law, LawShape, Office, Portal, Term
from portal.records.fields import LANGUAGES
from portal.records.front_matter import SourceFacts, TranslationFacts
from portal.records.registry import FREE_PAGE, HIDDEN
from portal.records.validation import RecordStore, read_record
from portal.yaml_io.document import MOST_PROBLEMS, Document, decode

_PATH = re.compile(r"docs/(?P<language>[a-z]{2})/explainers/(?P<id>[a-z0-9-]+/[a-z0-9]+(?:-[a-z0-9]+)*)\.md")

_ELSEWHERE = re.compile(r"docs/[a-z]{2}/letters/[a-z0-9]+(?:-[a-z0-9]+)*\.md")
"""Texts of other kinds (`letters/reader.py`)."""

PathsById = Mapping[str, Mapping[str, str]]


def find_explainers(files: Mapping[str, bytes], store: RecordStore) -> PathsById:
    """The files of docs/ by `topic/slug` and language, those of the site's languages.

    Files of another language the project knows are left alone, because this portal does not show
    them. Records may refer to an explainer from here on, whatever its text turns out to hold.
    """
    paths: dict[str, dict[str, str]] = {}
    source = store.languages[0]
    for path in sorted(files):
        match = _PATH.fullmatch(path)
        if match and match["language"] in LANGUAGES:
            if match["language"] in store.languages:
                paths.setdefault(match["id"], {})[match["language"]] = path
            if match["language"] == source:
                store.places["explainer", match["id"]] = (Document(path), ())
        elif (free := FREE_PAGE.fullmatch(path)) and free["language"] in LANGUAGES:
            continue  # `free_pages/reader.py` reads it
        elif path.startswith("docs/") and not _ELSEWHERE.fullmatch(path) and not HIDDEN.fullmatch(path):
            args = {"name": path, "where": "docs/zh/explainers/labour/unpaid-wages.md"}
            store.problems.append(Problem("misplaced-file", path, args=args))
    return paths


def read_explainers(
    files: Mapping[str, bytes], paths: PathsById, languages: Mapping[str, Language], store: RecordStore
) -> dict[str, Explainer]:
    """The explainers by `topic/slug`; problems go to the store. `languages` are those whose headings are known."""
    found = {}
    portals: Mapping[str, Portal] = store.records.get("portal", {})  # type: ignore[assignment]
    offices: Mapping[str, Office] = store.records.get("office", {})  # type: ignore[assignment]
    names = proper_names(portals.get("portal"), offices.values())
    for id, by_language in paths.items():
        known = {code: path for code, path in by_language.items() if code in languages}
        explainer = _ExplainerReader(id, known, files, languages, store, names).read()
        if explainer is not None:
            found[id] = explainer
    return found


@dataclass(frozen=True, slots=True)
class _ExplainerReader:
    """Reads one explainer in all its languages."""

    id: str
    paths: Mapping[str, str]
    files: Mapping[str, bytes]
    languages: Mapping[str, Language]
    store: RecordStore
    names: frozenset[str]
    """Proper names that belong to records, not to a shared text."""

    def read(self) -> Explainer | None:
        """The explainer; None if its source text has a problem."""
        source_code = self.store.languages[0]
        source, facts = None, None
        known = len(self.store.problems)
        if source_code in self.paths:
            source, facts = self._read_source(self.paths[source_code], source_code)
        elif source_code in self.languages:
            self.store.problems += [
                Problem("translation-without-source", path, args={"source": source_code})
                for path in self.paths.values()
            ]
        # What a translation lacks is told once its source is right.
        is_right = all(problem.is_warning for problem in self.store.problems[known:])
        compared = source if is_right else None
        translations = {
            code: text
            for code, language in self.languages.items()
            if code != source_code and code in self.paths and (text := self._read_translation(language, compared))
        }
        if source is None or facts is None:
            return None
        self.store.problems += [
            Problem("translation-missing", source.path, args={"language": code, "count": "1"})
            for code in self.languages
            if code not in self.paths
        ]
        topic, slug = self.id.split("/")
        return Explainer(
            topic, slug, facts.audience, facts.changed, facts.reviewed, facts.sensitive, source, translations
        )

    def _read_source(self, path: str, code: str) -> tuple[ExplainerText | None, SourceFacts | None]:
        document, sections = self._read_body(path, self.languages[code])
        self.store.places["explainer", self.id] = (document, ())
        facts, problems = read_record(document, SourceFacts, self.store.languages)
        self.store.problems += problems
        if facts is None:
            return None, None
        self.store.check_marks(facts, document, ())
        _check_aliases(facts.aliases, document, self.store)
        folder = self.id.split("/")[0]
        if facts.topic != folder:
            problem = document.problem_at(("topic",), "explainer-topic", folder=folder, topic=facts.topic)
            self.store.problems.append(problem)
        return (ExplainerText(path, code, facts.title, facts.aliases, sections) if sections else None), facts

    def _read_translation(self, language: Language, source: ExplainerText | None) -> ExplainerText | None:
        path = self.paths[language.code]
        document, sections = self._read_body(path, language)
        facts, problems = read_record(document, TranslationFacts, self.store.languages)
        self.store.problems += problems
        if facts is None or not sections:
            return None
        self.store.check_marks(facts, document, ())
        _check_aliases(facts.aliases, document, self.store)
        text = ExplainerText(path, language.code, facts.title, facts.aliases, sections, facts.translation)
        if source is not None:
            terms: Mapping[str, Term] = self.store.records.get("term", {})  # type: ignore[assignment]
            self.store.problems += compare(document, text, source)
            self.store.problems += find_other_words(text, source, terms, document)
            if is_stale(text, source):
                at = ("translation", "of")
                self.store.problems.append(document.problem_at(at, "translation-stale", path=path))
        return text

    def _read_body(self, path: str, language: Language) -> tuple[Document, tuple[Section, ...]]:
        """The front matter, and the sections with their words and links checked."""
        text, problems = decode(path, self.files[path])
        if problems:
            return Document(path, problems=problems), ()
        document, body, first_line = split_front_matter(path, text)
        if not first_line:
            return document, ()
        is_source = language.code == self.store.languages[0]
        sections, problems = read_sections(
            document, body, first_line, section_headings(language), may_be_partial=not is_source
        )
        problems += islice(self._check_body(document, body, first_line, sections, language), MOST_PROBLEMS)
        self.store.problems += problems[:MOST_PROBLEMS]
        offices: Mapping[str, Office] = self.store.records.get("office", {})  # type: ignore[assignment]
        source = self.store.languages[0]
        return document, tuple(with_names(section, offices, language.code, source) for section in sections)

    def _check_body(
        self, document: Document, body: str, first_line: int, sections: Sequence[Section], language: Language
    ) -> Iterator[Problem]:
        """Every fault of the lines, sections and links; whoever has seen enough of them asks no further."""
        yield from check_lines(document, body, first_line)
        yield from check_repeats(document, list(enumerate(body.split("\n"), first_line + 1)))
        for section in sections:
            if section.id != "answer" or not section.heading:  # an unknown heading has no shape to keep
                yield from check_shape(document, section.id, section.markdown, section.line)
            yield from check_section(document, section)
            yield from check_length(document, section, language.code)
            yield from check_words(document, section, language.code)
            for link in section.links():
                yield from self._check_link(document, link, language.code)

    def _check_link(self, document: Document, link: Link, language: str) -> Iterator[Problem]:
        report = partial(document.problem_on_line, link.line, link.column, max(1, len(link.target)))
        kind, _, target = link.target.partition(":")
        sister = linked_explainer(link.target, self.id)
        if kind == "law":
            if "law" not in self.store.unread:
                laws: Mapping[str, Law] = self.store.records.get("law", {})  # type: ignore[assignment]
                shapes: Mapping[str, LawShape] = self.store.records.get("law-shape", {})  # type: ignore[assignment]
                yield from check_citation(document, link, language, laws, shapes)
        elif not link.text.strip() and kind != "office":
            yield report("link-form", text=f"[]({link.target})")
        elif kind in ("office", "term"):
            self.store.check_reference(kind, target, report)
            if kind == "office" and (name := proper_name_in(link.text, self.names)):
                yield report("name-in-link", name=name, id=target[:40])
        elif sister is not None:
            self.store.check_reference("explainer", sister, report)
        else:
            yield report("link-not-allowed", target=link.target)


def _check_aliases(aliases: tuple[str, ...], document: Document, store: RecordStore) -> None:
    if len(aliases) < FEWEST_ALIASES:
        store.problems.append(document.problem_at_key(("aliases",), "aliases-few", count=str(len(aliases))))
