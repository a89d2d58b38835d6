"""Loading: files become a catalog, or a list of problems.

Reads every file before it judges any reference, so that one run tells all problems.
Given bytes by path; `read_folder` fetches them from disk.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from portal.catalog.allow_list import AllowList, check_privacy
from portal.catalog.catalog import Catalog
from portal.checks.account import check_account
from portal.checks.cross_record import check_between_records
from portal.checks.dates import check_dates
from portal.checks.files import check_files, check_paths
from portal.checks.free_pages import check_free_pages
from portal.checks.renewal import check_renewal
from portal.checks.search_words import check_search_words
from portal.checks.site import check_tibetan_font
from portal.explainers.decision_tree import check_chooser
from portal.explainers.reader import find_explainers, read_explainers
from portal.explainers.reviews import check_reviews
from portal.free_pages.model import FreePage
from portal.free_pages.reader import read_free_pages
from portal.i18n.catalogues import read_labels
from portal.i18n.language import Language
from portal.letters.reader import read_letters
from portal.loading.overrides import tell_unknown_overrides
from portal.loading.read_cache import Files, Memory, Texts, read_bytes
from portal.posters.versions import check_boards
from portal.problems.problem import Problem, sort_problems
from portal.records import Portal, Record
from portal.records.fields import LANGUAGES, is_id
from portal.records.registry import COMMON, HIDDEN, KINDS, LABELS, NOT_RECORDS, Kind
from portal.records.validation import RecordStore, read_record, read_records
from portal.schedule.holidays import Almanac
from portal.text.tibetan_font import COVERED
from portal.yaml_io.document import Document
from portal.yaml_io.overlay import entries_by_id


def read_folder(root: Path) -> dict[str, bytes]:
    """Every file of content/ and docs/ below `root`, in a stable order, and what the font covers.

    A symbolic link is read as Git keeps it: as the path it names, never as what stands there. What is no file where
    one is expected has a path that ends with a slash, and is told by the check.
    """
    font = {COVERED.as_posix(): (root / COVERED).read_bytes()} if (root / COVERED).is_file() else {}
    found = {path: raw for top in ("content", "docs") for path, raw in _read_below(f"{root}", top)}
    return font | {path: found[path] for path in sorted(found, key=lambda path: path.split("/"))}


_LIKE_A_FILE = re.compile(r".*\.(?:ya?ml|md|jpe?g|png|webp)", re.I | re.S)
"""Names under which a file is expected, for a folder."""


def _read_below(root: str, folder: str) -> Iterator[tuple[str, bytes]]:
    try:
        entries = list(os.scandir(f"{root}/{folder}"))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_symlink():
            yield path, os.fsencode(os.readlink(entry.path))
        elif entry.is_dir():
            if _LIKE_A_FILE.fullmatch(entry.name):
                yield f"{path}/", b""
            yield from _read_below(root, path)
        elif not entry.is_file():  # a pipe, a socket, a device: to read it might never end
            yield f"{path}/", b""
        else:
            with open(entry.path, "rb") as file:
                yield path, file.read()


Loaded = tuple[Catalog | None, list[Problem]]
"""The catalog, None if a problem stands; with it all problems and warnings, sorted."""


def load(files: Files, today: date, memory: Memory | None = None) -> Loaded:
    """What all files mean, each judged by itself and against the others."""
    return _safely(partial(_load, files, today, memory or Memory()))


def load_unchecked(files: Files, today: date, memory: Memory) -> Loaded:
    """The same, but what lies between files is not looked at.

    For the preview, which shows a changed record at once and lets the whole check follow.
    """
    return _safely(partial(_load_unchecked, files, today, memory))


def _safely(read: Callable[[], Loaded]) -> Loaded:
    try:
        return read()
    except Exception as error:  # a mistake of ours must not reach staff as a traceback
        return None, [_not_readable("content/", error)]


def _load_unchecked(files: Files, today: date, memory: Memory) -> Loaded:
    store = RecordStore(today)
    files = {path: raw for path, raw in files.items() if not path.endswith("/")}
    _, languages = _read_all(files, store, memory)
    texts = memory.texts(files)
    if texts is None:
        explainers = read_explainers(files, find_explainers(files, store), languages, store)
        texts = explainers, read_letters(files, languages, store)
    free_pages = read_free_pages(files, languages, store)
    problems = sort_problems(store.problems)
    if any(not problem.is_warning for problem in problems):
        return None, problems
    memory.keep_texts(files, texts)
    return _make_catalog(store, languages, texts, free_pages, _make_almanac(store), AllowList()), problems


def _load(files: Files, today: date, memory: Memory) -> Loaded:
    store = RecordStore(today)
    store.problems += check_paths(files)
    files = {path: raw for path, raw in files.items() if not path.endswith("/")}
    documents, languages = _read_all(files, store, memory)
    paths = find_explainers(files, store)
    explainers = read_explainers(files, paths, languages, store)
    letters = read_letters(files, languages, store)
    free_pages = read_free_pages(files, languages, store)
    check_between_records(store)
    store.problems += check_free_pages(free_pages, store)
    if "bo" in store.languages:
        store.problems += check_tibetan_font(files)
    almanac = _make_almanac(store)
    store.problems += check_dates(store, almanac, today)
    check_reviews(explainers, store, today)
    check_reviews(letters, store, today, "letter")
    check_chooser(store)
    store.problems += check_search_words(paths, store)
    check_files(files, store)
    allowed = check_privacy(files, documents, store)
    problems = sort_problems(store.problems)
    if any(not problem.is_warning for problem in problems):
        return None, problems
    memory.keep_texts(files, (explainers, letters))
    catalog = _make_catalog(store, languages, (explainers, letters), free_pages, almanac, allowed.for_site)
    return catalog, sort_problems(
        [
            *problems,
            *check_boards(catalog, store, today),
            *check_account(catalog, store, today),
            *check_renewal(catalog, store, today),
        ]
    )


def is_checked(path: str) -> bool:
    """Whether the check looks at what a file holds: it does at all but pictures, examples and hidden files."""
    top, _, inner = path.partition("/")
    return not NOT_RECORDS.fullmatch(inner) if top == "content" else top == "docs" and not HIDDEN.fullmatch(path)


def _not_readable(path: str, error: Exception) -> Problem:
    """The problem of a file on which the program itself failed; its developers find the traceback in the log."""
    logging.getLogger(__name__).debug("%s", path, exc_info=error)
    return Problem("not-readable", path, args={"reason": f"{type(error).__name__}: {error}"[:80]})


def _read_all(files: Files, store: RecordStore, memory: Memory) -> tuple[dict[str, Document], Mapping[str, Language]]:
    """Put every record into the store; the documents by path, and the languages with their words."""
    documents: dict[str, Document] = {}
    _read_portal(files, store, documents)
    for path in sorted(files, key=_is_own):
        inner = path.removeprefix("content/")
        if path.startswith("content/") and inner != "portal.yml" and is_checked(path):
            match = LABELS.fullmatch(inner)
            if match and match["language"] in LANGUAGES:
                documents[path] = memory.document(path, files[path])
            else:
                try:
                    _read_file(path, inner, files[path], store, documents, memory)
                except Exception as error:  # as in `_safely`; here it is known which file it was
                    store.problems.append(_not_readable(path, error))
    for kind in KINDS:
        path = f"content/{kind.example}"
        if kind.is_required and not any(f"content/{shared}" in files for shared in kind.paths):
            store.problems.append(Problem("missing-file", path, args={"name": kind.example}))
            store.unread.add(kind.name)
    return documents, read_labels(documents, store)


def _is_own(path: str) -> bool:
    """Whether a file is not one of those all towns share: these are read first, and a town's own lie over them."""
    return not path.startswith(f"content/{COMMON}")


def _read_portal(files: Files, store: RecordStore, documents: dict[str, Document]) -> None:
    """The portal's own record first: the others need its languages."""
    path = "content/portal.yml"
    if path not in files:
        return
    document = documents[path] = read_bytes(path, files[path])
    store.places["portal", "portal"] = (document, ())
    portal, problems = read_record(document, Portal, ())
    if portal is not None:
        # Read again, now that it is known in which language its texts are required.
        portal, problems = read_record(document, Portal, portal.languages)
    store.problems += problems
    if portal is not None:
        store.languages = portal.languages
        store.records["portal"] = {"portal": portal}


def _read_file(
    path: str, inner: str, raw: bytes, store: RecordStore, documents: dict[str, Document], memory: Memory
) -> None:
    kind, match = _find_kind(inner)
    if kind is None or match is None:
        beside = [k.example for k in KINDS if k.example.split("/")[0] == inner.split("/")[0]]
        where = ", ".join(beside or [k.example for k in KINDS])
        args = {"name": PurePosixPath(path).name, "where": where}
        store.problems.append(Problem("misplaced-file", path, args=args))
        return
    document = documents[path] = memory.document(path, raw)
    shared = documents.get(f"content/{COMMON}{inner}") if kind.is_shared else None
    if shared is not None:
        document = memory.merged(document, shared)
    if kind.is_list:
        _read_list(document, kind, store, memory, shared)
        return
    record, problems = memory.meaning(document, read_record, kind.model, store.languages)
    store.problems += problems
    id = match.groupdict().get("id") or kind.name
    if record is None:
        store.places.setdefault((kind.name, id), (document, ()))
        return
    store.put(kind.name, id, record, (document, ()), is_shared=not _is_own(path))
    if kind.name == "event":
        store.problems += _check_event_name(record, match, document)


def _read_list(document: Document, kind: Kind, store: RecordStore, memory: Memory, shared: Document | None) -> None:
    listed, problems = memory.meaning(document, read_records, kind.model, store.languages)
    store.problems += tell_unknown_overrides(document, problems, entries_by_id(shared)) if shared else problems
    if not isinstance(document.value, list):
        store.unread.add(kind.name)
        return
    for position, value in enumerate(document.value):
        place = (document, (position,))
        id = value.get("id") if isinstance(value, dict) else None
        if position in listed:
            id = getattr(listed[position], "id")
            store.put(kind.name, id, listed[position], place, is_shared=not _is_own(document.path))
        elif isinstance(id, str) and is_id(id):
            store.places.setdefault((kind.name, id), place)
        else:
            store.unread.add(kind.name)


def _check_event_name(record: Record, match: re.Match[str], document: Document) -> list[Problem]:
    """An event's file carries the date it was first set for."""
    starts = getattr(record, "starts").date().isoformat()
    if (match["year"], match["day"]) == (starts[:4], starts):
        return []
    expected = f"events/{starts[:4]}/{starts}-{match['id']}.yml"
    return [document.problem_at(("starts",), "file-name-differs", inside=starts, expected=expected)]


def _find_kind(inner: str) -> tuple[Kind | None, re.Match[str] | None]:
    for kind in KINDS:
        match = kind.pattern.fullmatch(inner)
        if match:
            return kind, match
    return None, None


# --- the catalog ----------------------------------------------------------------------------


def _make_almanac(store: RecordStore) -> Almanac:
    return Almanac({int(year): record for year, record, _, _ in store.all("holidays")})


def _make_catalog(
    store: RecordStore, languages: Mapping[str, Language], texts: Texts, free_pages: Mapping[str, FreePage],
    almanac: Almanac, may_leave: AllowList,
) -> Catalog:  # fmt: skip
    kept: dict[str, dict[str, Any]] = {kind.name: store.records.get(kind.name, {}) for kind in KINDS}
    explainers, letters = texts
    topics = list(kept["topic"])
    words = kept["search"].get("search")
    by_topic = sorted(explainers.items(), key=lambda item: (topics.index(item[1].topic), item[0]))
    return Catalog(
        portal=kept["portal"]["portal"],
        languages=languages,
        villages=dict(sorted(kept["village"].items(), key=lambda item: item[1].code)),
        advisers=kept["adviser"],
        events=dict(sorted(kept["event"].items(), key=lambda item: (item[1].starts, item[0]))),
        work=kept["work"],
        offices=kept["office"],
        places=kept["place"],
        topics=kept["topic"],
        laws=kept["law"],
        law_shapes=kept["law-shape"],
        terms=kept["term"],
        questions=kept["question"],
        observances=kept["observance"],
        materials=kept["material"],
        explainers=dict(by_topic),
        letters=dict(letters),
        free_pages=free_pages,
        almanac=almanac,
        **({"search_words": words} if words else {}),
        duties=kept["duty"],
        plans=kept["plan"],
        study=kept["study"],
        reports=kept["report"],
        may_leave=may_leave,
    )
