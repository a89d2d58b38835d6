"""Letters from files: which file is which letter, and what its front matter means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from portal.explainers.model import FEWEST_ALIASES, split_front_matter
from portal.i18n.language import Language
from portal.letters.body import read_papers
from portal.letters.checks import check_body, check_text, compare_letters
from portal.letters.model import FieldText, Letter, LetterText, words_hash
from portal.problems.problem import Problem
from portal.records.fields import LANGUAGES
from portal.records.letters import LetterFacts, LetterTranslationFacts
from portal.records.validation import RecordStore, read_record
from portal.yaml_io.document import MOST_PROBLEMS, Document, Location, decode

LETTER_PATH = re.compile(r"docs/(?P<language>[a-z]{2})/letters/(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.md")

Facts = LetterFacts | LetterTranslationFacts


def read_letters(
    files: Mapping[str, bytes], languages: Mapping[str, Language], store: RecordStore
) -> dict[str, Letter]:
    """The letters by slug; problems go to the store."""
    paths: dict[str, dict[str, str]] = {}
    for path in sorted(files):
        match = LETTER_PATH.fullmatch(path)
        if match and match["language"] in LANGUAGES and match["language"] in languages:
            paths.setdefault(match["slug"], {})[match["language"]] = path
    found = {slug: _LetterReader(slug, by_language, files, store).read() for slug, by_language in paths.items()}
    return {slug: letter for slug, letter in found.items() if letter is not None}


@dataclass(frozen=True, slots=True)
class _LetterReader:
    """Reads one letter in all its languages."""

    slug: str
    paths: Mapping[str, str]
    files: Mapping[str, bytes]
    store: RecordStore

    def read(self) -> Letter | None:
        """The letter; None if its source text has a problem."""
        source_code = self.store.languages[0]
        known = len(self.store.problems)
        letter = self._read_source(source_code) if source_code in self.paths else None
        if source_code not in self.paths:
            self.store.problems += [
                Problem("translation-without-source", path, args={"source": source_code})
                for path in self.paths.values()
            ]
        is_right = all(problem.is_warning for problem in self.store.problems[known:])
        translations = {
            code: text
            for code, path in self.paths.items()
            if code != source_code and (text := self._read_translation(code, path, letter if is_right else None))
        }
        if letter is None:
            return None
        self.store.problems += [
            Problem("translation-missing", letter.source.path, args={"language": code, "count": "1"})
            for code in self.store.languages
            if code not in self.paths
        ]
        return Letter(
            letter.slug, letter.types, letter.papers, letter.explainers, letter.offices, letter.changed,
            letter.reviewed, letter.is_sensitive, letter.has_element_forms, letter.source, translations,
        )  # fmt: skip

    def _read_source(self, code: str) -> Letter | None:
        path = self.paths[code]
        document, body, first_line, facts = self._read_file(path, LetterFacts)
        self.store.places["letter", self.slug] = (document, ())
        if not isinstance(facts, LetterFacts):
            return None
        fields = {field.id: FieldText(field.label, field.note or "", field.choices) for field in facts.fields}
        text = LetterText(path, code, facts.title, facts.lead, facts.aliases, fields, facts.bring, facts.hand_in.how)
        problems = [*islice(check_body(document, body, first_line, facts, self.store), MOST_PROBLEMS)]
        problems += islice(check_text(document, text, _in_source, self.store), MOST_PROBLEMS)
        self.store.problems += problems[:MOST_PROBLEMS]
        return Letter(
            self.slug, {field.id: field.type for field in facts.fields}, read_papers(body), facts.explainers,
            facts.hand_in.offices, facts.changed, facts.reviewed, facts.sensitive, facts.element_forms, text,
        )  # fmt: skip

    def _read_translation(self, code: str, path: str, letter: Letter | None) -> LetterText | None:
        document, body, first_line, facts = self._read_file(path, LetterTranslationFacts)
        if not isinstance(facts, LetterTranslationFacts):
            return None
        fields = {field.id: FieldText(field.label, field.note or "", field.choices) for field in facts.fields}
        text = LetterText(
            path, code, facts.title, facts.lead, facts.aliases, fields, facts.bring, facts.hand_in, facts.translation
        )
        problems = [*check_text(document, text, _as_written, self.store)]
        written = next((at for at, line in enumerate(body.split("\n"), first_line + 1) if line.strip()), None)
        if written is not None:
            width = len(document.lines[written - 1])
            problems.append(document.problem_on_line(written, 1, width, "letter-translated"))
        if letter is not None:
            problems += compare_letters(document, text, letter.source)
            if facts.translation.of != words_hash(letter.source):
                problems.append(document.problem_at(("translation", "of"), "translation-stale", path=path))
        self.store.problems += problems[:MOST_PROBLEMS]
        return text

    def _read_file(self, path: str, model: type[Facts]) -> tuple[Document, str, int, Facts | None]:
        """The front matter as a document, the body, the lines before it, and what the front matter means."""
        text, problems = decode(path, self.files[path])
        if problems:
            self.store.problems += problems
            return Document(path, problems=problems), "", 0, None
        document, body, first_line = split_front_matter(path, text)
        facts, problems = read_record(document, model, self.store.languages)
        self.store.problems += problems
        if facts is not None:
            self.store.check_marks(facts, document, ())
            if len(facts.aliases) < FEWEST_ALIASES:
                problem = document.problem_at_key(("aliases",), "aliases-few", count=str(len(facts.aliases)))
                self.store.problems.append(problem)
        return document, body, first_line, facts


def _in_source(location: Location) -> Location:
    return ("hand_in", "how") if tuple(location) == ("hand_in",) else location


def _as_written(location: Location) -> Location:
    return location
