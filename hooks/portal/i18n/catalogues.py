"""Label catalogues from files: the interface's words, equal in kind in every language.

All catalogues there are get compared, also those of languages this portal does not show:
the odd one out is the one to mend.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from portal.i18n.language import Language
from portal.problems.problem import Problem, nearest
from portal.records.front_matter import SECTION_IDS
from portal.records.validation import RecordStore
from portal.yaml_io.document import MOST_PROBLEMS, Document

Labels = dict[str, str]

_SHARED, _OWN = "content/common/labels/", "content/labels/"

DATE_PARTS = frozenset({"year", "month", "day", "month_name", "weekday", "short", "clock"})
"""What dates are written from, each language with the parts it needs (`i18n/language.py` fills them in)."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one language: the shared ones, and over them those of the town's own file."""

    shared: Document | None
    own: Document | None
    labels: Labels
    shared_keys: frozenset[str]
    own_keys: frozenset[str]

    def problem_at(self, key: str, code: str, /, **args: str) -> Problem:
        """A problem of a label, in the file that has it."""
        return self._file_of(key).problem_at(key.split("."), code, key=key, **args)

    def problem_at_key(self, key: str, code: str, /, **args: str) -> Problem:
        """The same, at the label's key."""
        return self._file_of(key).problem_at_key(key.split("."), code, key=key, **args)

    def _file_of(self, key: str) -> Document:
        is_own = key in self.own_keys or any(own.startswith(f"{key}.") for own in self.own_keys)
        found = self.own if is_own or self.shared is None else self.shared
        assert found is not None  # a catalogue is made from at least one file
        return found


def read_labels(documents: Mapping[str, Document], store: RecordStore) -> dict[str, Language]:
    """The languages of the site whose catalogues can be used so far; problems go to the store."""
    found = _find_catalogues(documents, store)
    for code in store.languages:
        path = f"{_OWN}{code}.yml"
        if path not in documents and f"{_SHARED}{code}.yml" not in documents:
            store.problems.append(Problem("missing-file", path, args={"name": path}))
    store.problems += islice(_compare(found, store.languages[0]), MOST_PROBLEMS)
    headings = {f"explainer.section.{id}" for id in SECTION_IDS}
    return {
        code: Language(code, store.languages[0], found[code].labels)
        for code in store.languages
        if code in found and headings <= found[code].labels.keys()
    }


def _find_catalogues(documents: Mapping[str, Document], store: RecordStore) -> dict[str, Catalogue]:
    """The catalogues by language; those whose file cannot be read are left out."""
    files: dict[str, dict[str, tuple[Document, Labels]]] = {}
    for path, document in documents.items():
        folder = next((folder for folder in (_SHARED, _OWN) if path.startswith(folder)), None)
        if folder:
            labels = _flatten(document, store)
            if document.value is not None:
                files.setdefault(path.removeprefix(folder).removesuffix(".yml"), {})[folder] = (document, labels)
    found = {}
    for code, parts in files.items():
        shared, theirs = parts.get(_SHARED, (None, {}))
        own, ours = parts.get(_OWN, (None, {}))
        found[code] = Catalogue(shared, own, {**theirs, **ours}, frozenset(theirs), frozenset(ours))
    return found


def _flatten(document: Document, store: RecordStore) -> Labels:
    """The labels by dotted key."""
    store.problems += document.problems
    flat: Labels = {}

    def flatten(value: Mapping[str, Any], keys: tuple[str, ...]) -> None:
        for key, item in value.items():
            here = (*keys, key)
            if isinstance(item, dict):
                flatten(item, here)
                continue
            if isinstance(item, str) and item.strip():
                flat[".".join(here)] = item
                if _placeholders(item) is None:
                    store.problems.append(document.problem_at(here, "label-brace", key=".".join(here)))
            elif item is None and (":" in key or "：" in key):
                code = "wide-colon" if "：" in key else "colon-without-space"
                store.problems.append(document.problem_at_key(here, code))
            elif item is None or isinstance(item, str):
                store.problems.append(document.problem_at(here, "text-empty", key=key))
            else:
                shape = {"shape_zh": "一段文字", "shape_en": "a text"}
                store.problems.append(document.problem_at(here, "wrong-shape", key=key, **shape))

    if isinstance(document.value, dict):
        flatten(document.value, ())
    elif document.value is not None:
        shape = {"shape_zh": "几行“键: 值”", "shape_en": "lines of key: value"}
        store.problems.append(document.problem_at((), "wrong-shape", key=document.path, **shape))
    return flat


def _compare(found: Mapping[str, Catalogue], source: str) -> Iterator[Problem]:
    """Keys and placeholders that not all catalogues have: the majority is right, else the source."""
    having = Counter(key for catalogue in found.values() for key in catalogue.labels)
    stand_on = {key for key, n in having.items() if 2 * n > len(found)}
    sizes = {code: len(catalogue.labels) for code, catalogue in found.items()}
    right = max(sizes, key=sizes.__getitem__, default=source)
    if 2 * sizes.get(source, 0) > sizes.get(right, 0):  # else the source has lost most of its words
        right = source
    stand_on |= {key for key in (found[right].labels if found else ()) if 2 * having[key] == len(found)}
    stand_on -= _nowhere_shared(found)
    for code, catalogue in found.items():
        labels = catalogue.labels
        for key in _highest(stand_on - labels.keys(), labels):
            yield catalogue.problem_at(key, "label-missing", language=code)
        for key in _highest(labels.keys() - stand_on, stand_on):
            guess = nearest(key, stand_on)
            hint_zh = f"是不是 {guess}？" if guess else "删掉它，或在每种语言里都补上"
            hint_en = f"did you mean {guess}?" if guess else "delete it, or add it to every language"
            yield catalogue.problem_at_key(key, "label-unknown", language=code, hint_zh=hint_zh, hint_en=hint_en)
    for key in sorted(stand_on):
        if key.startswith("date."):
            yield from _check_date(key, found)
        else:
            yield from _compare_placeholders(key, found, source)


def _nowhere_shared(found: Mapping[str, Catalogue]) -> set[str]:
    """Keys that only a town's own files have: no page asks for them, in however many files they stand."""
    shared = {key for c in found.values() if c.shared is not None for key in c.shared_keys}
    return {key for catalogue in found.values() for key in catalogue.own_keys} - shared if shared else set()


def _highest(keys: Iterable[str], known: Iterable[str]) -> list[str]:
    """The keys, a whole section as one: its name if nothing known stands in it."""
    sections = {key[:at] for key in known for at, sign in enumerate(key) if sign == "."}
    found = dict[str, None]()
    for key in sorted(keys):
        steps = key.split(".")
        ahead = (".".join(steps[:n]) for n in range(1, len(steps)))
        found[next((section for section in ahead if section not in sections), key)] = None
    return list(found)


def _check_date(key: str, found: Mapping[str, Catalogue]) -> Iterator[Problem]:
    for catalogue in found.values():
        extra = (_placeholders(catalogue.labels.get(key, "")) or frozenset()) - DATE_PARTS
        if extra:
            difference = " ".join(f"{{{name}}}" for name in sorted(extra))
            yield catalogue.problem_at(key, "label-placeholders", difference=difference)


def _compare_placeholders(key: str, found: Mapping[str, Catalogue], source: str) -> Iterator[Problem]:
    used = {code: _placeholders(each.labels[key]) for code, each in found.items() if key in each.labels}
    whole = {code: names for code, names in used.items() if names is not None}
    if len(set(whole.values())) < 2:
        return
    first = whole.get(source, next(iter(whole.values())))
    wanted = max(whole.values(), key=lambda names: (list(whole.values()).count(names), names == first))
    for code, names in whole.items():
        if names != wanted:
            difference = " ".join(f"{{{name}}}" for name in sorted(names ^ wanted))
            yield found[code].problem_at(key, "label-placeholders", difference=difference)


@cache
def _placeholders(text: str) -> frozenset[str] | None:
    """The names in braces; None if a brace is left open or holds more than a name."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    fields = [(name, spec, conversion) for _, name, spec, conversion in parts if name is not None]
    if any(spec or conversion or not name.isidentifier() for name, spec, conversion in fields):
        return None
    return frozenset(name for name, _, _ in fields)
