"""The privacy gate: what must not get out, in records, explainers and the built site.

Finds personal data (`text/personal_data.py`) and judges it: a work mobile in a field that asks
for consent may leave, everything else needs an entry with a reason in the allow list. With
`sample: false` whatever is still a sample is a problem as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from portal.problems.problem import Problem
from portal.records import AllowEntry, Portal
from portal.records.validation import RecordStore
from portal.text.personal_data import MASK, Finding, find_in_text, find_personal_data, mark_of, mask
from portal.yaml_io.document import LARGEST_FILE, MOST_PROBLEMS, Document, Location, decode
from portal.yaml_io.parser import values_written_otherwise

ALLOW_LIST = "content/privacy-allow.yml"
NEVER_READ = re.compile(r".*\.(?:jpe?g|png|webp|gif|woff2?|ico|gz|br|zip|xlsx)", re.I)

_SAMPLE = re.compile(r"示例|样例|\b[Ss]ample\b|\bsample-|དཔེ་མཚོན|0971-0000\d{3}\b")


@dataclass(slots=True)
class Allowed:
    """What may leave: numbers published with consent, those of offices, and the entries of the allow list."""

    published: Mapping[str, Sequence[tuple[Document, Location]]] = field(default_factory=dict)
    """Numbers with consent, digits only, and where that is written."""
    offices: frozenset[str] = frozenset()
    """Numbers and addresses of offices, as findings give them; they may stand anywhere."""
    entries: frozenset[tuple[str, str]] = frozenset()
    """Mark and path."""
    used: set[tuple[str, str]] = field(default_factory=set)
    """The entries that were needed."""

    def in_record(self, finding: Finding, path: str, line: int) -> bool:
        """Whether a finding may stand on that line of a file."""
        if finding.code in _NUMBERS:
            places = self.published.get(_digits(finding.value), ())
            if any(document.path == path and document.line_of(at) == line for document, at in places):
                return True
        if _is_of(finding, self.offices):
            return True
        entry = (mark_of(finding.value), path)
        if entry in self.entries:
            self.used.add(entry)
            return True
        return False

    @property
    def for_site(self) -> AllowList:
        """What the built site is judged by."""
        return AllowList(frozenset(self.published) | self.offices, self.entries)


_NUMBERS = ("mobile-number", "landline-number")


class AllowList(NamedTuple):
    """What may stand in the built site, without the records that say so."""

    numbers: frozenset[str] = frozenset()
    """Numbers with consent and those of offices, digits only, and offices' addresses of mail."""
    entries: frozenset[tuple[str, str]] = frozenset()
    """Mark and path of the allow list."""

    def allows(self, finding: Finding, path: str) -> bool:
        """Whether a finding may stand in a file of the site: wherever its record may, or an entry names the file."""
        if _is_of(finding, self.numbers):
            return True
        mark = mark_of(finding.value)
        return any(known == mark and (_is_source(at) or at == path) for known, at in self.entries)


def _is_of(finding: Finding, numbers: Collection[str]) -> bool:
    """Whether a finding is a number or an address among these, a landline with or without its area code."""
    if finding.code == "email-address":
        return finding.value.lower() in numbers
    if finding.code not in _NUMBERS:
        return False
    digits = _digits(finding.value)
    return digits in numbers or (
        finding.code == "landline-number" and any(known.startswith("0") and known.endswith(digits) for known in numbers)
    )


def _is_source(path: str) -> bool:
    return path.startswith(("content/", "docs/"))


def read_allowed(documents: Mapping[str, Document], entries: Iterable[AllowEntry]) -> Allowed:
    """What the records say may leave.

    Taken from the text rather than from records: a fault elsewhere in a file does not make its
    phones private.
    """
    published: dict[str, list[tuple[Document, Location]]] = {}
    offices: set[str] = set()
    for document in documents.values():
        for location, number in _with_consent(document.value, ()) if "consent" in document.text else ():
            published.setdefault(_digits(number), []).append((document, location))
        if "phone:" in document.text or "email:" in document.text:
            offices.update(_of_offices(document.value))
    return Allowed(published, frozenset(offices), frozenset((entry.mark, entry.path) for entry in entries))


def _of_offices(value: Any) -> Iterator[str]:
    """Landlines in a field that asks for no consent, as it is an office's; its address of mail likewise."""
    if isinstance(value, dict):
        phone, email = value.get("phone"), value.get("email")
        if isinstance(phone, str) and phone.startswith("0"):
            yield _digits(phone)
        if isinstance(email, str):
            yield email.strip().lower()
        for item in value.values():
            yield from _of_offices(item)
    elif isinstance(value, list):
        for item in value:
            yield from _of_offices(item)


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
    text = text or _text_of(path, raw)
    told: set[tuple[str, str]] = set()
    for spot in find_in_text(text):
        told.add((spot.finding.code, spot.finding.value))
        yield spot.line, spot.text, spot.finding
    for line, shown, finding in _find_in_values(path, text):
        if (finding.code, finding.value) not in told:
            told.add((finding.code, finding.value))
            yield line, shown, finding


def _find_in_values(path: str, text: str) -> Iterator[tuple[int, str, Finding]]:
    """What is personal in the values YAML reads from a record or a front matter, with their lines masked."""
    before = 0
    if path.endswith(".md"):
        match = _FRONT_MATTER.match(text)
        if match is None:
            return
        before, text = text.count("\n", 0, match.start(1)), match[1]
    elif not path.endswith((".yml", ".yaml")):
        return
    lines = text.split("\n")
    for value, line, column, _ in values_written_otherwise(text):
        for spot in find_in_text(value):
            start = lines[line - 1]
            shown = mask(start[: column - 1]) + MASK * len(start[column - 1 :])
            finding = spot.finding._replace(start=column - 1, end=max(column, len(start)))
            yield before + line, shown, finding


_FRONT_MATTER = re.compile(r"---[ \t]*+\n((?:(?!---[ \t]*+\n)[^\n]*+\n)*+)")


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


def _digits(text: str) -> str:
    """The digits of a number, without its country code."""
    digits = re.sub(r"\D", "", text)
    if digits.startswith(("86", "0086")) and len(digits) > 11:
        digits = digits[digits.index("86") + 2 :]
        digits = digits if digits.startswith(("0", "1")) else f"0{digits}"
    return digits[-11:] if digits[:-11] == "0" and digits[-11] == "1" else digits
