"""Records of any size, for trials: a county or a province that exists nowhere.

Every kind of record but the list of what privacy allows, which has to answer to a finding. What is
the same everywhere is taken from the project's own content (labels, offices, topics, laws, duties,
observances, glossary, questions, explainers). The same seed gives the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path, PurePosixPath

from portal.generate.town import AUDIENCES, adviser_photos, town_records
from portal.loading.load import load
from portal.loading.read_cache import Files
from portal.records import Village
from portal.records.validation import read_record
from portal.schedule.holidays import Almanac
from portal.schedule.occurrences import find_occurrences
from portal.text.staff_message import StaffError
from portal.yaml_io.document import read_document
from portal.yaml_io.editor import edit_files

VILLAGES_AN_ADVISER = 3
EVENTS_A_VILLAGE = 2.5
WORK_MONTHS = 3
"""Months of work records before `today`; more would be more of the same."""
COUNTY_CODES = 999_999
_OWN = (
    "villages/", "advisers/", "events/", "work/", "plans/", "study/", "reports/", "holidays/", "places.yml",
    "materials.yml", "privacy-allow.yml",
)  # fmt: skip
_SYLLABLES = "上下东西南北新旧大小红白黑青石水土沙马羊杨柳花河沟滩湾台坡岭口泉庄城堡寨营"
_RULES = (
    "every: week\n        on: {weekday}",
    "every: 2 weeks\n        on: {weekday}",
    "every: month\n        on: {ordinal} {weekday}",
    "every: month\n        on: {number}",
    "every: month\n        on: last day",
    "every: quarter\n        on: first {weekday}",
    "every: lunar-month\n        on: [3, 13, 23]",
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_REST = ("skip", "next-workday", "previous-workday", "keep")
_VENUES = ("village", "community", "school", "company", "temple-or-mosque", "office", "market")
_KINDS = ("lecture", "consultation", "leaflets", "performance", "mock-court", "training")
_WITHOUT_ADVISER = 0.03
"""The share of villages between two advisers, which show the 司法所 instead."""
_CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the records of one trial agree on."""

    chance: random.Random
    today: date
    villages: tuple[str, ...]
    advisers: tuple[str, ...]
    topics: tuple[str, ...]
    materials: tuple[str, ...]
    offices: tuple[str, ...]
    """Those that hold sessions."""


def generate(own: Files, villages: int, seed: int, today: date) -> dict[str, bytes]:
    """Contents by path of a portal with so many villages; it passes the check.

    Raises ValueError if the project's own records do not pass it, or for more villages than names.
    """
    catalog, _ = load(own, today)
    if catalog is None:
        raise StaffError("先改好 content/ 里的问题", "mend the problems of content/ first (portal check)")
    names = ["".join(pair) for pair in product(_SYLLABLES, repeat=3 if villages > len(_SYLLABLES) ** 2 else 2)]
    if not 1 <= villages <= min(len(names), COUNTY_CODES):
        most = min(len(names), COUNTY_CODES)
        raise StaffError(f"--villages 要写 1–{most}", f"--villages has to be 1–{most}")
    plan = _Plan(
        random.Random(seed),
        today,
        tuple(f"village-{number:05}" for number in range(1, villages + 1)),
        tuple(f"adviser-{number:05}" for number in range(1, villages // VILLAGES_AN_ADVISER + 2)),
        tuple(catalog.topics),
        tuple(catalog.materials),
        tuple(dict.fromkeys((catalog.portal.justice_office, *(duty.office for duty in catalog.duties.values())))),
    )
    plan.chance.shuffle(names)
    photos = adviser_photos(own, plan.advisers)
    made: dict[str, str] = {}
    for number, (id, name) in enumerate(zip(plan.villages, names, strict=False)):
        made[f"villages/{id}.yml"] = _village(number, name, plan)
    for number, id in enumerate(plan.advisers):
        photo = next((path for path in photos if PurePosixPath(path).stem == id), "")
        made[f"advisers/{id}.yml"] = _adviser(number, PurePosixPath(photo).name, plan)
    made |= dict(_events(plan))
    made["places.yml"] = _places(plan)
    made |= town_records(catalog, plan.villages, plan.advisers, plan.chance, today)
    made |= _work(made, plan)
    files = {path: raw for path, raw in own.items() if not path.startswith(tuple(f"content/{own}" for own in _OWN))}
    files |= {f"content/{path}": text.encode() for path, text in made.items()} | photos
    if catalog.portal.sample_day:  # these were made for another day
        files |= edit_files(files, {"content/portal.yml": {("sample_day",): f"{today}"}})
    return dict(sorted(files.items()))


def write_files(files: Files, out: Path) -> None:
    """Writes the files below a folder, which must be empty or new (OSError otherwise)."""
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out}: 文件夹不是空的 / the folder is not empty")
    for path, raw in files.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)


def _village(number: int, name: str, plan: _Plan) -> str:
    chance = plan.chance
    rule = chance.choice(_RULES).format(
        weekday=chance.choice(_WEEKDAYS),
        ordinal=chance.choice(("first", "second", "third", "fourth", "last")),
        number=chance.randint(1, 28),
    )
    start = chance.choice((9, 10, 14, 15))
    helpers = "".join(
        f"  - name: {{zh: 示例明白人{number * 3 + i:05}, en: Sample legal helper {number * 3 + i:05}}}\n"
        f"    trained: [{plan.today.year}-05-{chance.randint(10, 28)}]\n"
        for i in range(1, 4)
    )
    ended = (
        f"  - adviser: {chance.choice(plan.advisers)}\n    since: {plan.today.year - 2}-01-01\n"
        f"    until: {plan.today.year - 1}-12-31\n"
        if chance.random() < 0.2
        else ""
    )
    # Each adviser keeps at least one village, and may so speak at sessions.
    has_adviser = number % VILLAGES_AN_ADVISER == 0 or chance.random() >= _WITHOUT_ADVISER
    board = (
        f"board: {{code: {_board_code(chance)}, printed: {plan.today - timedelta(days=chance.randint(20, 200))}}}\n"
        if chance.random() < 0.3
        else ""
    )
    return f"""code: 630999{number:06}
kind: {"community" if number % 40 == 39 else "village"}
name: {{zh: {name}{"社区" if number % 40 == 39 else "村"}, en: Village {number:05}}}
aliases: [{name}]
office:
  phone: 0971-{number:07}
  place: {{zh: 村委会一楼, en: Ground floor of the village office}}
assignments:
{ended}  - adviser: {plan.advisers[number // VILLAGES_AN_ADVISER]}
    since: {plan.today.year}-01-01
{"" if has_adviser else f"    until: {plan.today - timedelta(days=30)}"}
    office_hours:
      - id: main
        {rule}
        from: {start:02}:00
        to: {start + 2:02}:30
        place: {{zh: 村委会一楼, en: Ground floor of the village office}}
        holidays: {chance.choice(_REST)}
legal_helpers:
{helpers}mediation_committee:
  chair: {{zh: 示例主任{number:05}, en: Sample chair {number:05}}}
  members: {chance.randint(3, 9)}
grid_worker:
  name: {{zh: 示例网格员{number:05}, en: Sample grid worker {number:05}}}
verified: {{on: {plan.today - timedelta(days=chance.randint(0, 300))}, by: 司法所}}
{board}"""


def _board_code(chance: random.Random) -> str:
    """The code of a poster that was printed before something changed."""
    return "-".join("".join(chance.choices(_CODE_LETTERS, k=4)) for _ in range(3))


def _adviser(number: int, photo: str, plan: _Plan) -> str:
    topics = ", ".join(sorted(plan.chance.sample(plan.topics, 2)))
    return f"""name: {{zh: 示例律师{number:05}, en: Sample Lawyer {number:05}}}
firm: {{zh: 示例律师事务所（{number % 20 + 1}）, en: Sample Law Firm {number % 20 + 1}}}
phone: {{number: 0971-{9_000_000 + number}, consent: {plan.today.year}-01-08}}
{f"photo: {{file: {photo}, consent: {plan.today.year}-01-08}}" if photo else "# 没有照片"}
languages: [{plan.chance.choice(("zh", "zh, bo"))}]
fields: [{topics}]
verified: {{on: {plan.today - timedelta(days=plan.chance.randint(0, 300))}, by: 司法所}}
"""


def _events(plan: _Plan) -> Iterator[tuple[str, str]]:
    chance = plan.chance
    for number in range(int(len(plan.villages) * EVENTS_A_VILLAGE)):
        starts = datetime.combine(plan.today, datetime.min.time())
        starts += timedelta(days=chance.randint(-320, 200), hours=chance.randint(9, 16))
        held = starts.date() < plan.today
        status = "held" if held else chance.choice(("planned",) * 8 + ("cancelled", "postponed"))
        topic = chance.choice(plan.topics)
        text = f"""kind: {chance.choice(_KINDS)}
status: {status}
title: {{zh: 示例普法活动{number:05}, en: Sample session {number:05}}}
starts: {starts:%Y-%m-%d %H:%M}
ends: {starts + timedelta(hours=2):%Y-%m-%d %H:%M}
venue:
  type: {chance.choice(_VENUES)}
  name: {{zh: 示例地点, en: Sample venue}}
villages: [{", ".join(sorted(chance.sample(plan.villages, min(len(plan.villages), chance.randint(1, 3)))))}]
audience: [{chance.choice(AUDIENCES)}]
topics: [{topic}]
languages: [zh]
organiser: {chance.choice(plan.offices)}
"""
        if chance.random() < 0.3 and starts.year == plan.today.year:
            text += f"advisers: [{chance.choice(plan.advisers[: -(-len(plan.villages) // VILLAGES_AN_ADVISER)])}]\n"
        if chance.random() < 0.1:
            text += (
                "partners: [{zh: 示例合作单位, en: Sample partner}]\nnote: {zh: 请带身份证, en: Bring your ID card}\n"
            )
        if held:
            text += (
                f"outcome:\n  attendance: {chance.randint(10, 200)}\n"
                f"  leaflets:\n    - {{material: {chance.choice(plan.materials)}, count: {chance.randint(5, 120)}}}\n"
                f"  consultations:\n    - {{topic: {topic}, count: {chance.randint(0, 12)}}}\n"
            )
        elif status == "postponed":
            later = starts + timedelta(days=14)
            text += (
                f"postponed_to: {{starts: {later:%Y-%m-%d %H:%M}, ends: {later + timedelta(hours=2):%Y-%m-%d %H:%M}, "
                "reason: {zh: 示例原因, en: Sample reason}}\n"
                f"changed: {plan.today - timedelta(days=chance.randint(0, 9))}\nrevision: 1\n"
            )
        yield f"events/{starts:%Y}/{starts:%Y-%m-%d}-session-{number:05}.yml", text


def _places(plan: _Plan) -> str:
    kinds = ("company", "school", "temple-or-mosque", "market")
    return "\n".join(
        f"- id: place-{number:05}\n  kind: {kinds[number % len(kinds)]}\n"
        f"  name: {{zh: 示例场所{number:05}, en: Sample place {number:05}}}\n  village: {village}\n"
        for number, village in enumerate(plan.villages[::4])
    )


def _work(made: dict[str, str], plan: _Plan) -> dict[str, str]:
    """Reports for about half of the sit-ins of the last months."""
    almanac = Almanac()
    first = (plan.today.replace(day=1) - timedelta(days=31 * (WORK_MONTHS - 1))).replace(day=1)
    lines: dict[str, list[str]] = {}
    counts: dict[str, list[str]] = {}
    helpers: list[str] = []
    for id in plan.villages:
        document = read_document("", made[f"villages/{id}.yml"])
        village, _ = read_record(document, Village, ("zh",))
        assert village is not None
        assignment = village.assignments[-1]
        for rule in assignment.office_hours:
            for occurrence in find_occurrences(rule, assignment, first, plan.today - timedelta(days=1), almanac):
                if plan.chance.random() < 0.5:
                    line = f"  - {{village: {id}, date: {occurrence.day}, outcome: {_outcome(occurrence.day, plan)}}}\n"
                    lines.setdefault(f"{occurrence.day:%Y-%m}", []).append(line)
        month = f"{plan.today:%Y-%m}"
        if assignment.until:
            continue
        counts.setdefault(month, []).append(
            f"  - {{adviser: {assignment.adviser}, village: {id}, calls: {plan.chance.randint(0, 3)}, "
            f"visits: {plan.chance.randint(0, 1)}}}\n"
        )
        if plan.chance.random() < 0.3:
            helpers.append(f"  - {{village: {id}, mediations: {plan.chance.randint(0, 4)}, visits: 1, trained: 1}}\n")
    return {
        f"work/{month}.yml": "sit_ins:\n" + "".join(lines[month])
        + ("advisers:\n" + "".join(counts[month]) if month in counts else "")
        + ("legal_helpers:\n" + "".join(helpers) if month in counts and helpers else "")
        for month in sorted(lines)
    }  # fmt: skip


def _outcome(day: date, plan: _Plan) -> str:
    """Held, now and then confirmed; seldom moved or excused."""
    lot = plan.chance.random()
    if lot < 0.03:
        return "excused, reason: {zh: 示例请假, en: Sample leave}"
    if lot < 0.06 and day + timedelta(days=1) < plan.today:
        return f"moved, moved_to: {{date: {day + timedelta(days=1)}, from: 16:00, to: 17:30}}"
    return "held, confirmed: true" if lot < 0.5 else "held"
