"""Checks of what inspectors of government sites ask of every page, and of the Tibetan font.

What is unknown is left out of the pages and never invented; here staff are told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from portal.images.icons import icon_names
from portal.problems.problem import Problem, nearest
from portal.records import Portal
from portal.records.portal import COLUMNS, REGISTERS
from portal.records.validation import RecordStore
from portal.text.tibetan_font import COVERED, STACK

_DATED = (("village", "村", "villages"), ("adviser", "法律顾问", "advisers"), ("event", "活动", "sessions"))
"""Kinds whose pages carry the date of their last change, and what staff call them."""
_IDENTIFICATION = ("site_id_code", "icp", "public_security", "party_mark", "error_report")
_SEARCHED = ("content/search.yml", "content/common/search.yml")


def check_conventions(store: RecordStore) -> Iterator[Problem]:
    """A day that would stand still in earnest, and warnings for tags and footer lines that cannot be written."""
    portal = store.records.get("portal", {}).get("portal")
    if not isinstance(portal, Portal):
        return
    document = store.places["portal", "portal"][0]
    if portal.sample_day and not portal.sample:
        yield document.problem_at_key(("sample_day",), "sample-day-of-real-site", day=f"{portal.sample_day}")
    missing = [key for key in _IDENTIFICATION if getattr(portal.site_identification, key) is None]
    if missing:
        yield document.problem_at_key(("site_identification",), "site-identification-missing", keys=", ".join(missing))
    columns = [column for column in COLUMNS if column not in portal.columns]
    if columns:
        yield document.problem_at_key(("columns",), "column-facts-missing", columns=", ".join(columns))
    for column in sorted(portal.columns.keys() & REGISTERS):
        if portal.columns[column].renewed_within_days is not None:
            location = ("columns", column, "renewed_within_days")
            yield document.problem_at(location, "register-has-no-deadline", column=column)
    for kind, kind_zh, kind_en in _DATED:
        undated = [(id, document, at) for id, record, document, at in store.all(kind) if record.changed is None]
        if undated:
            # One warning a kind: a hundred would hide the others.
            first, document, at = undated[0]
            args = {"kind_zh": kind_zh, "kind_en": kind_en, "count": str(len(undated)), "first": first}
            yield document.problem_at(at, "no-changed-date", **args)


def check_icons(store: RecordStore) -> Iterator[Problem]:
    """Icons of topics that Material's set does not have."""
    for _, topic, document, location in store.all("topic"):
        if topic.icon and topic.icon not in icon_names():
            guess = nearest(topic.icon, icon_names())
            hint_zh, hint_en = (
                (f"是不是 {guess}？", f"did you mean {guess}?")
                if guess
                else ("换一个，或删掉这一行", "take another, or delete the line")
            )
            yield document.problem_at(
                [*location, "icon"], "icon-unknown", icon=topic.icon, hint_zh=hint_zh, hint_en=hint_en
            )


def check_tibetan_font(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Letters that the pages' Tibetan font lacks: readers would see boxes, or another font.

    Looks only where the list of what the font covers is among the files, and not at residents' words
    in search.yml: they are searched, never shown.
    """
    listed = files.get(COVERED.as_posix())
    if listed is None:
        return
    covered = set(listed.decode("utf-8").split())
    for path, raw in files.items():
        # U+0F00 to U+0FFF begin with these two bytes; most files have none.
        if path in _SEARCHED or not path.endswith((".yml", ".md")) or not _has_tibetan(raw):
            continue
        text = raw.decode("utf-8", "ignore")
        if covered.issuperset(STACK.findall(text)):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for match in STACK.finditer(line):
                if match[0] not in covered:
                    covered.add(match[0])  # told once
                    yield Problem(
                        "glyph-missing", path, number, match.start() + 1, len(match[0]), line, {"letter": match[0]}
                    )


def _has_tibetan(raw: bytes) -> bool:
    return re.search(b"\xe0[\xbc-\xbf]", raw) is not None
