"""Loading: files become a catalog, or a list of problems.

Reads every file before it judges any reference, so that one run tells all problems.
Given bytes by path; `read_folder` fetches them from disk.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from portal.account.checks import check_account
from portal.almanac import Almanac
from portal.boards import check_boards
from portal.catalog import Catalog
from portal.checks import check_between_records
from portal.chooser import check_chooser
from portal.date_checks import check_dates
from portal.explainer_files import find_explainers, read_explainers
from portal.explainer_reviews import check_reviews
from portal.explainers import Explainer
from portal.fonts import COVERED
from portal.kinds import KINDS, LABELS, NOT_RECORDS, PHOTOS, Kind
from portal.languages import Language
from portal.problems import Problem, sort_problems
from portal.reading import Shelf, read_record, read_records
from portal.records import Portal, Record
from portal.site_checks import check_tibetan_font
from portal.source import Document, decode, read_document

Files = Mapping[str, bytes]
"""Contents by path from the project's root, with forward slashes."""


def read_folder(root: Path) -> dict[str, bytes]:
    """Every file of content/ and docs/ below `root`, in a stable order, and what the font covers."""
    font = {COVERED.as_posix(): (root / COVERED).read_bytes()} if (root / COVERED).is_file() else {}
    return font | {
        path.relative_to(root).as_posix(): path.read_bytes()
        for top in ("content", "docs")
        for path in sorted((root / top).rglob("*"))
        if path.is_file()
    }


def load(files: Files, today: date) -> tuple[Catalog | None, list[Problem]]:
    """The catalog, None if a problem stands; with it all problems and warnings, sorted."""
    shelf = Shelf()
    _read_portal(files, shelf)
    for path in files:
        inner = path.removeprefix("content/")
        is_record = not LABELS.fullmatch(inner) and not NOT_RECORDS.fullmatch(inner)
        if path.startswith("content/") and is_record and inner != "portal.yml":
            _read_file(path, inner, files[path], shelf)
    for kind in KINDS:
        path = f"content/{kind.example}"
        if kind.is_required and path not in files:
            shelf.problems.append(Problem("missing-file", path, args={"name": kind.example}))
    languages = _read_languages(files, shelf)
    has_all_words = languages.keys() == set(shelf.languages) and not shelf.problems
    paths = find_explainers(files, shelf)
    explainers = read_explainers(files, paths, languages, shelf) if has_all_words else {}
    check_between_records(shelf, today)
    if "bo" in shelf.languages:
        shelf.problems += check_tibetan_font(files)
    shelf.problems += check_dates(shelf, today)
    check_reviews(explainers, shelf, today)
    check_chooser(shelf)
    shelf.problems += _check_photos(files, shelf)
    problems = sort_problems(shelf.problems)
    if any(not problem.is_warning for problem in problems):
        return None, problems
    catalog = _make_catalog(shelf, languages, explainers)
    return catalog, sort_problems(
        [*problems, *check_boards(catalog, shelf, today), *check_account(catalog, shelf, today)]
    )


def _read(path: str, raw: bytes) -> Document:
    text, problems = decode(path, raw)
    return Document(path, [], problems=problems) if problems else read_document(path, text)


def _read_portal(files: Files, shelf: Shelf) -> None:
    """The portal's own record first: the others need its languages."""
    path = "content/portal.yml"
    if path not in files:
        return
    document = _read(path, files[path])
    portal, problems = read_record(document, Portal, ())
    shelf.problems += problems
    if portal is None:
        return
    if not portal.languages:
        shelf.problems.append(document.problem_at_key(("languages",), "empty-list", key="languages"))
        return
    shelf.languages = portal.languages
    # Read again, now that it is known in which language its texts are required.
    _, problems = read_record(document, Portal, portal.languages)
    shelf.problems += problems
    shelf.put("portal", "portal", portal, (document, ()))


def _read_file(path: str, inner: str, raw: bytes, shelf: Shelf) -> None:
    kind, match = _find_kind(inner)
    if kind is None or match is None:
        beside = [k.example for k in KINDS if k.example.split("/")[0] == inner.split("/")[0]]
        where = ", ".join(beside or [k.example for k in KINDS])
        args = {"name": PurePosixPath(path).name, "where": where}
        shelf.problems.append(Problem("misplaced-file", path, args=args))
        return
    document = _read(path, raw)
    if kind.is_list:
        listed, problems = read_records(document, kind.model, shelf.languages)
        shelf.problems += problems
        for position, item in listed.items():
            shelf.put(kind.name, getattr(item, "id"), item, (document, (position,)))
        return
    record, problems = read_record(document, kind.model, shelf.languages)
    shelf.problems += problems
    id = match.groupdict().get("id") or kind.name
    if record is None:
        shelf.places.setdefault((kind.name, id), (document, ()))
        return
    shelf.put(kind.name, id, record, (document, ()))
    if kind.name == "event":
        shelf.problems += _check_event_name(record, match, document)


def _check_photos(files: Files, shelf: Shelf) -> Iterator[Problem]:
    """A photo that a record names stands in its folder."""
    for _, adviser, document, _ in shelf.all("adviser"):
        if adviser.photo and f"{PHOTOS}{adviser.photo.file}" not in files:
            yield document.problem_at(("photo", "file"), "photo-missing", file=adviser.photo.file, folder=PHOTOS)


def _check_event_name(record: Record, match: re.Match[str], document: Document) -> list[Problem]:
    """An event's file carries the date it was first set for."""
    starts = f"{getattr(record, 'starts'):%Y-%m-%d}"
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


# --- labels ---------------------------------------------------------------------------------


def _read_languages(files: Files, shelf: Shelf) -> dict[str, Language]:
    """The label catalogues of the site's languages; they all have the source's keys."""
    source = shelf.languages[0]
    documents: dict[str, Document] = {}
    for code in shelf.languages:
        path = f"content/labels/{code}.yml"
        if path in files:
            documents[code] = _read(path, files[path])
        else:
            shelf.problems.append(Problem("missing-file", path, args={"name": path}))
    flat = {code: _flat_labels(document, shelf) for code, document in documents.items()}
    for code, labels in flat.items():
        if code != source and source in flat:
            shelf.problems += _compare_labels(code, documents[code], labels, flat[source])
    return {code: Language(code, source, labels) for code, labels in flat.items()}


def _flat_labels(document: Document, shelf: Shelf) -> dict[str, str]:
    shelf.problems += document.problems
    flat: dict[str, str] = {}

    def flatten(value: Mapping[str, Any], keys: tuple[str, ...]) -> None:
        for key, item in value.items():
            if isinstance(item, dict):
                flatten(item, (*keys, key))
            elif isinstance(item, str):
                flat[".".join((*keys, key))] = item
            else:
                shape = {"shape_zh": "一段文字", "shape_en": "a text"}
                shelf.problems.append(document.problem_at((*keys, key), "wrong-shape", key=key, **shape))

    if isinstance(document.value, dict):
        flatten(document.value, ())
    return flat


def _compare_labels(
    code: str, document: Document, labels: Mapping[str, str], source: Mapping[str, str]
) -> list[Problem]:
    problems = [
        document.problem_at(key.split("."), "label-missing", language=code, key=key)
        for key in source.keys() - labels.keys()
    ]
    problems += [
        document.problem_at_key(key.split("."), "label-unknown", language=code, key=key)
        for key in labels.keys() - source.keys()
    ]
    for key in labels.keys() & source.keys():
        differing = _placeholders(labels[key]) ^ _placeholders(source[key])
        # Dates are written from different parts: 12月 from a number, December from a name.
        if differing and not key.startswith("date."):
            difference = " ".join(f"{{{name}}}" for name in sorted(differing))
            at = key.split(".")
            problems.append(document.problem_at(at, "label-placeholders", key=key, difference=difference))
    return problems


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:  # a brace left open: it differs from every whole one
        return {"?"}


# --- the catalog ----------------------------------------------------------------------------


def _make_catalog(shelf: Shelf, languages: Mapping[str, Language], explainers: Mapping[str, Explainer]) -> Catalog:
    kept: dict[str, dict[str, Any]] = {kind.name: shelf.records.get(kind.name, {}) for kind in KINDS}
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
        terms=kept["term"],
        questions=kept["question"],
        observances=kept["observance"],
        materials=kept["material"],
        explainers=dict(by_topic),
        almanac=Almanac({int(year): record for year, record in kept["holidays"].items()}),
        **({"search_words": words} if words else {}),
        duties=kept["duty"],
        plans=kept["plan"],
        study=kept["study"],
        reports=kept["report"],
    )
