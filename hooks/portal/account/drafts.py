"""Suggestions as draft sessions: YAML files for staff to edit."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, time

from portal.account.suggestions import Suggestion
from portal.catalog.catalog import Catalog
from portal.records.registry import event_path

STARTS, ENDS = time(9, 30), time(11)
"""The usual hours of a session in a village; staff mend them."""


def draft_event(suggestion: Suggestion, catalog: Catalog, taken: Collection[str]) -> tuple[str, str, str] | None:
    """Id, path and text of a planned session; None if no free day was found. `taken` are ids in use."""
    if suggestion.day is None:
        return None
    base = id = f"stop-{suggestion.id}-{suggestion.topic}"
    number = 1
    while id in taken:
        number += 1
        id = f"{base}-{number}"
    return id, event_path(suggestion.day, id), _text(suggestion, suggestion.day, catalog)


def _text(suggestion: Suggestion, day: date, catalog: Catalog) -> str:
    village = catalog.villages[suggestion.village]
    name = catalog.places[suggestion.id].name if suggestion.is_place else village.name
    topic = catalog.topics[suggestion.topic].name
    titles = {
        code: language.label("account.next.title", stop=name[code], topic=topic[code])
        for code, language in catalog.languages.items()
        if code in name and code in topic
    }
    zh = catalog.source_language
    reasons = "、".join(
        zh.label(f"account.reason.{reason.code}", number=zh.number(reason.number)) for reason in suggestion.reasons
    )
    venue = [f"  type: {suggestion.kind}"]
    if suggestion.is_place:
        venue.append(f"  place: {suggestion.id}")
    venue.append(f"  name: {_translated(name if suggestion.is_place else village.office.place)}")
    adviser = village.assignment_on(day)
    lines = [
        f"# 草稿，portal plan 写的：{reasons}",
        "# 时间、地点、谁来讲，商量好改好再提交；不办就删掉这个文件。改完先运行：make check",
        "kind: lecture",
        "status: planned",
        f"title: {_translated(titles)}",
        f"starts: {day} {STARTS:%H:%M}",
        f"ends: {day} {ENDS:%H:%M}",
        "venue:",
        *venue,
        f"villages: [{suggestion.village}]",
        f"audience: [{suggestion.audience}]",
        f"topics: [{suggestion.topic}]",
        f"organiser: {catalog.portal.justice_office}",
    ]
    if adviser:
        lines.append(f"advisers: [{adviser.adviser}]")
    return "\n".join(lines) + "\n"


def _translated(text: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{code}: {json.dumps(words, ensure_ascii=False)}" for code, words in text.items()) + "}"
