"""The privacy gate over a built site: what the records' check cannot see.

A template may put a label beside a date, or a feed fold a number over two lines: so every
file is read once more as what readers and programs make of it. Owns the reading; what
personal data looks like and what may leave is `text/personal_data.py` and `catalog/allow_list.py`.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from portal.catalog.catalog import Catalog
from portal.checks.files import PICTURE, knows_its_place
from portal.problems.problem import Problem
from portal.text.personal_data import Finding, find_personal_data, mark_of, mask, may_hold_personal_data
from portal.yaml_io.document import MOST_PROBLEMS

_NO_TEXT = frozenset([".woff2"])
_TAG_IN_A_LINE = re.compile(r"</?(?:a|abbr|b|bdi|code|em|i|mark|small|span|strong|time|wbr)\b[^<>]*>")
"""Elements that part no words: a number may be half bold."""
_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_FOLD = re.compile(r"\r?\n[ \t]")
"""Where a calendar goes on in the next line (RFC 5545, section 3.1)."""
_ENDLESS_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{100,}+")
"""`html.unescape` raises ValueError for a number of more than 4 300 digits; no character has one of a hundred."""
_AROUND = 30
"""Characters shown before and after a finding, itself masked."""


def check_site_privacy(site: Path, catalog: Catalog) -> list[Problem]:
    """Everything personal in the files of a built site that no consent and no allow list covers."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for path in sorted(site.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(site).as_posix()
        raw = path.read_bytes()
        if PICTURE.fullmatch(name) and knows_its_place(raw):
            problems.append(Problem("picture-with-place", name))
        findings: Iterable[tuple[int, str, Finding]] = [(1, name, finding) for finding in find_personal_data(name)]
        if _is_text(name):
            findings = chain(findings, _find_in(name, raw.decode("utf-8", "replace"), seen))
        wrong = (each for each in findings if not catalog.may_leave.allows(each[2], name))
        problems += [_problem(name, *each) for each in islice(wrong, MOST_PROBLEMS)]
    return problems


def _is_text(name: str) -> bool:
    """Everything but fonts and pictures; an SVG has words in it."""
    return name.endswith(".svg") or not (PICTURE.fullmatch(name) or posixpath.splitext(name)[1] in _NO_TEXT)


def _find_in(name: str, text: str, seen: set[str]) -> Iterator[tuple[int, str, Finding]]:
    """Findings with their line; a line that stood in an earlier file as well is looked at once."""
    suffix = posixpath.splitext(name)[1]
    lines = (_FOLD.sub("", text) if suffix == ".ics" else text).split("\n")
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        first.setdefault(line, number)
    fresh = [line for line in first if line not in seen]
    seen.update(fresh)
    read = _READINGS.get(suffix, _as_it_is)
    if not any(map(may_hold_personal_data, read("\n".join(fresh)))):
        return
    for line in fresh:
        told: set[tuple[str, str]] = set()
        for part in "\n".join(read(line)).split("\n"):
            if not may_hold_personal_data(part):
                continue
            for finding in find_personal_data(part):
                if (finding.code, finding.value) not in told:
                    told.add((finding.code, finding.value))
                    yield first[line], part, finding


# --- readings: what a text may be taken for ----------------------------------------------------


def _as_it_is(text: str) -> Iterator[str]:
    yield text


def _as_markup(text: str) -> Iterator[str]:
    """What stands in attributes, and what is read between the tags."""
    if "<" in text:
        yield _unescape("\n".join(_TAG.findall(text)))
        text = _TAG.sub("\n", _TAG_IN_A_LINE.sub("", text))
    yield _unescape(text)


def _as_json(text: str) -> Iterator[str]:
    if "\\" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.replace("\\n", "\n").replace("\\t", " ")
    yield text


def _unescape(text: str) -> str:
    """As read; twice, since a feed holds HTML escaped once more."""
    if "&" not in text:
        return text
    once = html.unescape(_ENDLESS_REFERENCE.sub("\ufffd", text))
    return html.unescape(_ENDLESS_REFERENCE.sub("\ufffd", once))


_READINGS: dict[str, Callable[[str], Iterator[str]]] = {
    ".html": _as_markup, ".xml": _as_markup, ".svg": _as_markup, ".json": _as_json, ".js": _as_json,
    ".webmanifest": _as_json,
}  # fmt: skip


def _problem(name: str, line: int, text: str, finding: Finding) -> Problem:
    """With what stands around the finding, masked before it is cut: half a number would not be known as one."""
    start = max(0, finding.start - _AROUND)
    shown = mask(text)[start : finding.end + _AROUND]
    width = finding.end - finding.start
    return Problem(
        finding.code, mask(name), line, finding.start - start + 1, width, shown, {"mark": mark_of(finding.value)}
    )
