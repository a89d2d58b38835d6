"""The privacy gate: what must not get out, in records, explainers and the built site.

Finds personal data (`text/personal_data.py`) and judges it: a work mobile in a field that asks
for consent may leave, everything else needs an entry with a reason in the allow list. With
`sample: false` whatever is still a sample is a problem as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from portal.problems.problem import Problem
from portal.records import AllowEntry, Portal
from portal.records.validation import RecordStore
from portal.text.personal_data import Finding, find_personal_data, lines_to_look_at, mark_of
from portal.yaml_io.document import LARGEST_FILE, MOST_PROBLEMS, Document, Location, decode

ALLOW_LIST = "content/privacy-allow.yml"
NEVER_READ = re.compile(r".*\.(?:jpe?g|png|webp|gif|woff2?|ico|gz|br|zip|xlsx)", re.I)

_SAMPLE = re.compile(r"示例|样例|\b[Ss]ample\b|\bsample-|དཔེ་མཚོན|0971-0000\d{3}\b")


@dataclass(slots=True)
class Allowed:
    """What may leave: numbers published with consent, and the entries of the allow list."""

    published: Mapping[str, Sequence[tuple[Document, Location]]] = field(default_factory=dict)
    """Numbers with consent, digits only, and where that is written."""
    entries: frozenset[tuple[str, str]] = frozenset()
    """Mark and path."""
    used: set[tuple[str, str]] = field(default_factory=set)
    """The entries that were needed."""

    def in_record(self, finding: Finding, path: str, line: int) -> bool:
        """Whether a finding may stand on that line of a file."""
        if finding.code == "mobile-number":
            places = self.published.get(_mobile(finding.value), ())
            if any(document.path == path and document.line_of(at) == line for document, at in places):
                return True
        entry = (mark_of(finding.value), path)
        if entry in self.entries:
            self.used.add(entry)
            return True
        return False

    @property
    def for_site(self) -> AllowList:
        """What the built site is judged by."""
        return AllowList(frozenset(self.published), self.entries)


class AllowList(NamedTuple):
    """What may stand in the built site, without the records that say so."""

    numbers: frozenset[str] = frozenset()
    """Numbers with consent, digits only."""
    entries: frozenset[tuple[str, str]] = frozenset()
    """Mark and path of the allow list."""

    def allows(self, finding: Finding, path: str) -> bool:
        """Whether a finding may stand in a file of the site: wherever its record may, or an entry names the file."""
        if finding.code == "mobile-number" and _mobile(finding.value) in self.numbers:
            return True
        mark = mark_of(finding.value)
        return any(known == mark and (_is_source(at) or at == path) for known, at in self.entries)


def _is_source(path: str) -> bool:
    return path.startswith(("content/", "docs/"))


def read_allowed(documents: Mapping[str, Document], entries: Iterable[AllowEntry]) -> Allowed:
    """What the records say may leave.

    Taken from the text rather than from records: a fault elsewhere in a file does not make its
    phones private.
    """
    published: dict[str, list[tuple[Document, Location]]] = {}
    for document in documents.values():
        for location, number in _with_consent(document.value, ()) if "consent" in document.text else ():
            published.setdefault(_mobile(number), []).append((document, location))
    return Allowed(published, frozenset((entry.mark, entry.path) for entry in entries))


def _with_consent(value: Any, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each number that has its date of consent beside it."""
    if isinstance(value, dict):
        if isinstance(value.get("number"), str) and value.get("consent"):
            yield (*at, "number"), value["number"]
        for key, item in value.items():
            yield from _with_consent(item, (*at, key))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _with_consent(item, (*at, position))


def check_privacy(files: Mapping[str, bytes], documents: Mapping[str, Document], store: RecordStore) -> Allowed:
    """Adds every piece of personal data in content/ and docs/, and every sample left."""
    listed = list(store.all("privacy-allow"))
    allowed = read_allowed(documents, (entry for _, entry, _, _ in listed))
    for path, raw in files.items():
        document = documents.get(path)
        text = document.text if document is not None else ""
        found = find_in_file(path, raw, text)
        wrong = (each for each in found if not allowed.in_record(each[2], path, each[0]))
        store.problems += [_problem(path, *each) for each in islice(wrong, MOST_PROBLEMS)]
    for _, entry, document, location in listed:
        if _is_source(entry.path) and (entry.mark, entry.path) not in allowed.used:
            store.problems.append(document.problem_at([*location, "mark"], "allow-unused"))
    portal = store.records.get("portal", {}).get("portal")
    if isinstance(portal, Portal) and not portal.sample:
        for path, document in documents.items():
            if "/labels/" not in path:
                store.problems += _find_samples(document)
    return allowed


def find_in_file(path: str, raw: bytes, text: str = "") -> Iterator[tuple[int, str, Finding]]:
    """Everything personal in a file and its name, with line number and line; `text` is the file's, if already read."""
    for finding in find_personal_data(path):
        yield 1, path, finding
    if path == ALLOW_LIST or NEVER_READ.fullmatch(path):
        return
    for number, line in lines_to_look_at(text or _text_of(path, raw)):
        for finding in find_personal_data(line):
            yield number, line, finding


def _text_of(path: str, raw: bytes) -> str:
    """The file's text; what is not UTF-8 is read as far as it goes, it may hold numbers all the same."""
    text, problems = decode(path, raw)
    if not problems:
        return text
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "gb18030"
    return raw[:LARGEST_FILE].decode(encoding, "replace")


def _problem(path: str, line: int, text: str, finding: Finding) -> Problem:
    args = {"mark": mark_of(finding.value)}
    return Problem(finding.code, path, line, finding.start + 1, finding.end - finding.start, text, args)


def _find_samples(document: Document) -> Iterator[Problem]:
    """Every value, key and file name that still says it is a sample."""
    if match := _SAMPLE.search(document.path):
        yield Problem("sample-left", document.path, args={"text": match[0]})

    def walk(value: Any, at: tuple[str | int, ...]) -> Iterator[Problem]:
        if isinstance(value, dict):
            for key, item in value.items():
                yield from walk(item, (*at, key))
        elif isinstance(value, list):
            for position, item in enumerate(value):
                yield from walk(item, (*at, position))
        elif isinstance(value, str) and _SAMPLE.search(value):
            yield document.problem_at(at, "sample-left", text=value[:40])

    yield from walk(document.value, ())


def _mobile(text: str) -> str:
    """The digits of a number, without its country code."""
    digits = re.sub(r"\D", "", text)
    return digits[-11:] if len(digits) > 11 else digits
