"""Boards: what a village's poster says, its version code, and whether the one put up still holds.

The code is made from the facts on the poster, not from their wording, so that posters in all
languages carry the same one. Each part of it stands for one kind of fact: from a code written
down months ago it can be told what has changed since.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from portal.catalog.agenda import DAYS_AHEAD, SitIn, find_sit_ins
from portal.catalog.catalog import Catalog
from portal.problems.problem import Problem
from portal.records import Adviser, Board, LegalHelper, Office, Village
from portal.records.fields import CODE_ALPHABET
from portal.records.validation import RecordStore

DATES = 6
"""Coming sit-ins on a poster."""
FEWEST_DATES = 2
"""A poster with fewer of its dates still to come wants to be replaced, if there are new ones."""
DAYS_TO_PUT_UP = 31
"""How long after it was made a poster may have been put up."""

Part = Literal["adviser", "number", "photo", "dates", "helpers", "village"]
PARTS: tuple[Part, ...] = ("adviser", "number", "photo", "dates", "helpers", "village")
"""The parts of a code in order, two characters each."""
Fault = Literal["adviser", "number", "photo", "dates", "dates-passed", "helpers", "village"]

FAULT_WORDS: Mapping[Fault, tuple[str, str]] = {
    "adviser": ("顾问换了或资料变了", "the adviser or what is said of them"),
    "number": ("电话变了", "the number"),
    "photo": ("照片变了或撤回了", "the photo"),
    "dates": ("坐班日期变了", "the dates"),
    "dates-passed": ("日期快过完了", "most dates have passed"),
    "helpers": ("法律明白人变了", "the legal helpers"),
    "village": ("村名、村委会、网址或 12348 变了", "the village's name, office or address"),
}


@dataclass(frozen=True, slots=True)
class PosterFacts:
    """What a village's poster says on one day, in every language."""

    village_id: str
    village: Village
    adviser_id: str | None
    adviser: Adviser | None
    number: str
    number_of: Literal["adviser", "office", "justice-office"]
    """Whose number it is: the adviser's, where it may be published; else the village office's."""
    hotline: Office | None
    sit_ins: tuple[SitIn, ...]
    helpers: tuple[LegalHelper, ...]
    code: str


def poster_facts(village_id: str, catalog: Catalog, coming: list[SitIn], today: date) -> PosterFacts:
    """What the poster says today; `coming` are the village's sit-ins from today on."""
    village = catalog.villages[village_id]
    found = catalog.adviser_of(village, today)
    adviser_id, adviser = (found[0].adviser, found[1]) if found else (None, None)
    number, number_of = village.office.phone, "office"
    if adviser is None:
        number, number_of = catalog.offices[catalog.portal.justice_office].phone, "justice-office"
    elif adviser.phone:
        number, number_of = adviser.phone.number, "adviser"
    hotlines = catalog.portal.hotlines
    hotline = catalog.offices[hotlines[0]] if hotlines else None
    sit_ins = tuple(sit_in for sit_in in coming if sit_in.takes_place)[:DATES]
    helpers = tuple(helper for helper in village.legal_helpers if helper.active)
    portal = catalog.portal
    parts: dict[Part, Any] = {
        "adviser": adviser and [adviser.name, adviser.firm, adviser.licence, adviser.languages],
        "number": [number, number_of],
        "photo": adviser and adviser.photo and adviser.photo.file,
        "dates": _dates(sit_ins),
        "helpers": [[helper.name, helper.phone and helper.phone.number] for helper in helpers],
        "village": [
            village.name, village.office.phone, village.office.place, hotline and hotline.phone,
            portal.base_url, portal.sample,
        ],
    }  # fmt: skip
    code = _grouped("".join(_digest(parts[part]) for part in PARTS))
    return PosterFacts(
        village_id, village, adviser_id, adviser, number, number_of,  # type: ignore[arg-type]
        hotline, sit_ins, helpers, code,
    )  # fmt: skip


def find_board_faults(board: Board, facts: PosterFacts, catalog: Catalog, today: date) -> tuple[Fault, ...]:
    """What the poster on the board says otherwise than today's would; empty if it still holds."""
    old, new = _parts(board.code), _parts(facts.code)
    faults: list[Fault] = []
    for part in PARTS:
        if part == "dates":
            printed = _printed_dates(old[part], board, facts.village_id, catalog, today)
            if printed is None:
                faults.append("dates")
            elif len(coming := [s for s in printed if s.day >= today]) < FEWEST_DATES and (
                _dates(tuple(coming)) != _dates(facts.sit_ins)
            ):
                faults.append("dates-passed")
        elif old[part] != new[part]:
            faults.append(part)
    return tuple(faults)


def check_boards(catalog: Catalog, store: RecordStore, today: date) -> Iterator[Problem]:
    """A warning for each board whose poster no longer holds."""
    for village_id, village, document, _ in store.all("village"):
        if village.board is None:
            continue
        coming = find_sit_ins(catalog, village_id, today, today + timedelta(days=DAYS_AHEAD))
        facts = poster_facts(village_id, catalog, coming, today)
        faults = find_board_faults(village.board, facts, catalog, today)
        if faults:
            yield document.problem_at(
                ("board", "code"), "board-outdated", village=village_id, day=f"{village.board.printed}",
                why_zh="；".join(FAULT_WORDS[fault][0] for fault in faults),
                why_en="; ".join(FAULT_WORDS[fault][1] for fault in faults),
            )  # fmt: skip


def _printed_dates(part: str, board: Board, village_id: str, catalog: Catalog, today: date) -> list[SitIn] | None:
    """The dates on the board's poster, if the rules still yield them.

    The poster was made on the day it was put up, or some days before; and what was reported of
    its dates after they had passed (held, excused) could not stand on it.
    """
    first = board.printed - timedelta(days=DAYS_TO_PUT_UP)
    last = board.printed + timedelta(days=DAYS_AHEAD)
    reports = catalog.reports_of(village_id)
    coming = tuple(report for report in reports if report.date >= today)
    for known in (reports, coming) if len(coming) < len(reports) else (reports,):
        found = [s for s in find_sit_ins(catalog, village_id, first, last, known) if s.takes_place]
        all_days = [sit_in.day for sit_in in found]
        before: list[SitIn] | None = None
        for days in range(DAYS_TO_PUT_UP + 1):
            made = board.printed - timedelta(days=days)
            horizon = made + timedelta(days=DAYS_AHEAD)
            start = bisect_left(all_days, made)
            listed = found[start : start + DATES]
            while listed and listed[-1].day > horizon:
                listed.pop()
            if listed != before and _digest(_dates(tuple(listed))) == part:  # most days list what the day after did
                return listed
            before = listed
    return None


def _dates(sit_ins: tuple[SitIn, ...]) -> list[Any]:
    """What is printed of dates; that one is provisional is left out, for it may come true as it stands."""
    return [
        [s.day.isoformat(), s.starts.isoformat("minutes"), s.ends.isoformat("minutes"), dict(s.place)] for s in sit_ins
    ]


def _digest(fact: Any) -> str:
    """Two characters: one change in 1024 goes unseen."""
    text = json.dumps(fact, ensure_ascii=False, sort_keys=True)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    return CODE_ALPHABET[number % 32] + CODE_ALPHABET[number // 32 % 32]


def _grouped(characters: str) -> str:
    return "-".join(characters[at : at + 4] for at in range(0, len(characters), 4))


def _parts(code: str) -> dict[Part, str]:
    plain = code.replace("-", "")
    return {part: plain[at * 2 : at * 2 + 2] for at, part in enumerate(PARTS)}
