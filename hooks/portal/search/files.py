"""The files of one language's search, by name below search/.

`<language>.json` comes first and names a version; every other file of the language has the version
in its name, so that parts of two builds never meet. It changes with what those files hold and with the
numbers they know entries by, not with the dates of the first file, of which one passes nearly every day.
`<language>.short.json` is what readers of another language get; it stands for itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from portal.catalog.context import ViewContext
from portal.search.index import ALIASES_IN_INDEX, LETTER_ALIASES, Rows, aliases_of, marks_of, names_of
from portal.search.readings import HAN, other_sounds, reading_overrides, sound_runs, traditional_forms
from portal.search.shards import body_keys, make_shards, phone_key, sound_keys
from portal.views.calendars import months

DETAILS_A_FILE = 64
"""Villages whose details share a file, where the index does not hold them."""
ARTICLE_FILES = 16
"""The citations of article n stand in file n mod this."""
ALIASES_FOR_OTHERS = 7
"""Aliases of an explainer that a page of another language searches in: the first ones, which say most."""
TRADITIONAL_FILES = 16
"""A traditional character stands in file (code point mod this), so that few bytes fetch it."""
LABELS = (
    "search.",
    "weekday.",
    "month.",
    "event.status.cancelled",
    "event.status.postponed",
    "event.kind.",
    "date.month",
)
"""Labels the results are written with, or that name months in a query."""
NOT_LABELS = ("weekday.short.", "search.close", "search.failed")


def search_files(context: ViewContext) -> dict[str, bytes]:
    """Every file of a language, by name; the same records and day give the same bytes."""
    rows = Rows(context)
    others = _other_files(rows, context)
    index = _index(rows, context)
    index["articles"] = ARTICLE_FILES
    index["shards"] = sum(name.isdigit() for name in others)
    index["months"] = [name for name in others if len(name) == len("2026-11")]
    digest = hashlib.sha256(_json([[row[:2] for row in listed] for listed in rows.by_kind.values()]))
    for name in others:
        digest.update(others[name])
    index["version"] = version = digest.hexdigest()[:8]
    code = context.language.code
    files = {f"{code}.json": _json(index), f"{code}.short.json": _json(_short(rows, context))}
    if code == context.language.source:
        more = context.catalog.search_words.more.get(code, {})
        forms = traditional_forms([*_texts(rows, context), *_strings(list(more.values()))])
        for number in range(TRADITIONAL_FILES):
            part = {old: new for old, new in forms.items() if ord(old) % TRADITIONAL_FILES == number}
            files[f"{code}.traditional{number}.json"] = _json(part)
    return files | {f"{code}-{version}-{name}.json": raw for name, raw in others.items()}


def _index(rows: Rows, context: ViewContext) -> dict[str, Any]:
    language = context.language
    pages = months(context)
    return {
        "first": rows.first.isoformat(),
        "language": language.code,
        "source": language.source,
        "languages": {code: other.label("language.own_name") for code, other in context.catalog.languages.items()},
        "scripts": {code: other.traits.script for code, other in context.catalog.languages.items()},
        "calendar": [f"{pages[0]:%Y-%m}", f"{pages[-1]:%Y-%m}"],
        "lunar": rows.lunar_months() if language.is_source and language.traits.has_lunar_dates else "",
        "details": 0 if rows.has_details else DETAILS_A_FILE,
        "labels": _labels(context),
        "tables": _tables(rows, context, with_same=True),
        **rows.by_kind,
    }


def _short(rows: Rows, context: ViewContext) -> dict[str, Any]:
    """Names only: what a page of another language searches when its own words do not answer."""
    catalog, language = context.catalog, context.language
    topics = {id: number for number, id in enumerate(catalog.topics)}
    return {
        "language": language.code,
        "tables": _tables(rows, context, with_same=False),
        "topics": [[id] for id in catalog.topics],
        "explainers": [
            [topics[e.topic], e.slug, *names_of(e, language.code, ALIASES_FOR_OTHERS), "", marks_of(e, context)]
            for e in catalog.explainers.values()
            if e.text(language.code).language == language.code
        ],
    }


def _tables(rows: Rows, context: ViewContext, *, with_same: bool) -> dict[str, Any]:
    """How residents of this language write: words to ignore, words that mean the same, sounds."""
    code = context.language.code
    words = context.catalog.search_words
    tables: dict[str, Any] = {
        "ignore": "|".join(words.ignore.get(code, ())),
        "same": ["|".join(_needed(group)) for group in words.same.get(code, ())] if with_same else [],
        "kinds": {kind: "|".join(named) for kind, named in words.kinds.get(code, {}).items()},
    }
    if context.language.is_source and context.language.traits.has_pinyin:
        tables["sounds"] = sound_runs()
        tables["others"] = other_sounds(_texts(rows, context), reading_overrides(context.catalog))
    return tables


def _needed(group: tuple[str, ...]) -> list[str]:
    """The words of a group that no shorter one of it stands for: 被骗了 holds 被骗."""
    return [word for word in group if not any(other in word for other in group if other != word and len(other) > 1)]


def _labels(context: ViewContext) -> dict[str, str]:
    labels = context.language.labels
    kept = {key: labels[key] for key in labels if key.startswith(LABELS) and not key.startswith(NOT_LABELS)}
    if context.language.traits.has_numbered_months:
        kept = {key: text for key, text in kept.items() if not key.startswith("month.")}
    return kept | {key: labels[key] for key in ("date.day_weekday", "date.full_weekday")}


def _texts(rows: Rows, context: ViewContext) -> list[str]:
    """Every Chinese text of the index, and its words that mean the same."""
    words = context.catalog.search_words
    code = context.language.code
    found = [*_strings(rows.by_kind), *_strings(list(rows.laws()))]
    found += _strings([words.same.get(code, ())])
    return [text for text in found if HAN.search(text)]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _other_files(rows: Rows, context: ViewContext) -> dict[str, bytes]:
    """Shards by number, months, the articles cited, and the villages' details."""
    shards = make_shards(_mentioned(rows, context), _named(rows, context))
    files = {str(number): raw for number, raw in enumerate(shards)}
    files |= {month: _json(found) for month, found in rows.months_of_others().items()}
    files["laws"] = _json(list(rows.laws()))
    files |= {f"articles{number}": _json(found) for number, found in enumerate(_articles(context))}
    if not rows.has_details:
        details = list(rows.details())
        for first in range(0, len(details), DETAILS_A_FILE):
            files[f"villages{first // DETAILS_A_FILE}"] = _json(details[first : first + DETAILS_A_FILE])
    return files


def _articles(context: ViewContext) -> list[dict[str, dict[str, list[int]]]]:
    """The articles explainers rest on, by number and law, with those explainers' numbers; in small files."""
    files: list[dict[str, dict[str, list[int]]]] = [{} for _ in range(ARTICLE_FILES)]
    for number, explainer in enumerate(context.catalog.explainers.values()):
        for law, article in dict.fromkeys((c.law, c.article) for c in explainer.citations):
            found = files[int(article.partition("-")[0]) % ARTICLE_FILES].setdefault(article, {})
            found.setdefault(law, []).append(number)
    return files


def _named(rows: Rows, context: ViewContext) -> dict[int, Iterable[str]]:
    """The keys of names that the index does not hold: later aliases of explainers and letters, what search.yml adds."""
    language = context.language
    more = context.catalog.search_words.more.get(language.code, {})
    is_heard = language.is_source and language.traits.has_pinyin
    named: dict[int, Iterable[str]] = {}
    for number, explainer in enumerate(context.catalog.explainers.values()):
        later = aliases_of(explainer, language.code)[ALIASES_IN_INDEX:]
        if words := "\n".join([*later, *more.get(explainer.id, ())]):
            named[number] = [*body_keys(words), *(sound_keys(words) if is_heard else ())]
    before = sum(len(listed) for kind, listed in rows.by_kind.items() if kind != "letters")  # which come last
    for number, letter in enumerate(context.catalog.letters.values(), before):
        words = "\n".join(aliases_of(letter, language.code)[LETTER_ALIASES:])
        named[number] = [*body_keys(words), *(sound_keys(words) if is_heard else ())]
    return named


def _mentioned(rows: Rows, context: ViewContext) -> dict[int, Iterable[str]]:
    """The keys of running text, by the entry's number: explainers, villages, advisers, sessions."""
    catalog, language = context.catalog, context.language
    found: dict[int, Iterable[str]] = {}
    for explainer in catalog.explainers.values():
        text = explainer.text(language.code)
        found[len(found)] = body_keys("\n".join(section.plain_text for section in text.sections))
    for village in catalog.villages.values():
        people = [village.mediation_committee and village.mediation_committee.chair, *village.legal_helpers]
        names: list[Any] = [getattr(one, "name", one) for one in [*people, village.grid_worker] if one]
        named = "\n".join(str(language.text(name)) for name in names)
        keys = [*body_keys(named), *([] if rows.has_details else [phone_key(village.office.phone)])]
        found[len(found)] = keys
    for adviser in catalog.advisers.values():
        fields = " ".join(str(language.text(catalog.topics[topic].name)) for topic in adviser.fields)
        found[len(found)] = body_keys(fields)
    for _, event in rows.events:
        parts = [event.note, *(catalog.topics[topic].name for topic in event.topics), *event.partners]
        words = " ".join(str(language.text(part)) for part in parts if part)
        audience = " ".join(language.label(f"audience.{one}") for one in event.audience)
        found[len(found)] = body_keys(f"{words} {audience}")
    return found


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
