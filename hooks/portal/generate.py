"""Records of any size, for trials: a county or a province that exists nowhere.

Everything but people, villages, sessions and work is taken from the project's own content
(labels, offices, topics, laws, leaflets, explainers). The same seed gives the same bytes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

from portal.almanac import Almanac
from portal.catalog import Catalog
from portal.hours import find_occurrences
from portal.loading import load
from portal.memory import Files
from portal.reading import read_record
from portal.records import Village
from portal.source import read_document

VILLAGES_AN_ADVISER = 3
EVENTS_A_VILLAGE = 2.5
WORK_MONTHS = 3
"""Months of work records before `today`; more would be more of the same."""
COUNTY_CODES = 999_999
_OWN = ("villages/", "advisers/", "events/", "work/", "study/", "places.yml", "materials.yml")
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
_AUDIENCES = ("everyone", "farmers", "herders", "migrant-workers", "women", "elders", "students", "believers")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the records of one trial agree on."""

    chance: random.Random
    today: date
    villages: tuple[str, ...]
    advisers: tuple[str, ...]
    topics: tuple[str, ...]
    materials: tuple[str, ...]


def generate(own: Files, villages: int, seed: int, today: date) -> dict[str, bytes]:
    """Contents by path of a portal with so many villages; it passes the check.

    Raises ValueError if the project's own records do not pass it, or for more villages than names.
    """
    catalog, _ = load(own, today)
    if catalog is None:
        raise ValueError("先改好 content/ 里的问题 / mend the problems of content/ first (portal check)")
    names = ["".join(pair) for pair in product(_SYLLABLES, repeat=3 if villages > len(_SYLLABLES) ** 2 else 2)]
    if not 1 <= villages <= min(len(names), COUNTY_CODES):
        raise ValueError(f"--villages: 1–{min(len(names), COUNTY_CODES)}")
    plan = _Plan(
        random.Random(seed),
        today,
        tuple(f"village-{number:05}" for number in range(1, villages + 1)),
        tuple(f"adviser-{number:05}" for number in range(1, villages // VILLAGES_AN_ADVISER + 2)),
        tuple(catalog.topics),
        tuple(catalog.materials),
    )
    plan.chance.shuffle(names)
    made: dict[str, str] = {}
    for number, (id, name) in enumerate(zip(plan.villages, names, strict=False)):
        made[f"villages/{id}.yml"] = _village(number, name, plan)
    for number, id in enumerate(plan.advisers):
        made[f"advisers/{id}.yml"] = _adviser(number, plan)
    made |= dict(_events(plan))
    made["places.yml"] = _places(plan)
    made["materials.yml"] = _materials(catalog)
    made |= _work(made, plan)
    files = {path: raw for path, raw in own.items() if not path.startswith(tuple(f"content/{own}" for own in _OWN))}
    files |= {f"content/{path}": text.encode() for path, text in made.items()}
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
    return f"""code: 630999{number:06}
kind: village
name: {{zh: {name}村, en: Village {number:05}}}
aliases: [{name}]
office:
  phone: 0971-{number:07}
  place: {{zh: 村委会一楼, en: Ground floor of the village office}}
assignments:
{ended}  - adviser: {plan.advisers[number // VILLAGES_AN_ADVISER]}
    since: {plan.today.year}-01-01
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
"""


def _adviser(number: int, plan: _Plan) -> str:
    topics = ", ".join(sorted(plan.chance.sample(plan.topics, 2)))
    return f"""name: {{zh: 示例律师{number:05}, en: Sample Lawyer {number:05}}}
firm: {{zh: 示例律师事务所（{number % 20 + 1}）, en: Sample Law Firm {number % 20 + 1}}}
phone: {{number: 0971-{9_000_000 + number}, consent: {plan.today.year}-01-08}}
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
audience: [{chance.choice(_AUDIENCES)}]
topics: [{topic}]
languages: [zh]
organiser: justice-office
"""
        if held:
            text += (
                f"outcome:\n  attendance: {chance.randint(10, 200)}\n"
                f"  leaflets:\n    - {{material: {chance.choice(plan.materials)}, count: {chance.randint(5, 120)}}}\n"
                f"  consultations:\n    - {{topic: {topic}, count: {chance.randint(0, 12)}}}\n"
            )
        elif status == "postponed":
            later = starts + timedelta(days=14)
            text += (
                f"postponed_to: {{starts: {later:%Y-%m-%d %H:%M}, ends: {later + timedelta(hours=2):%Y-%m-%d %H:%M}}}\n"
            )
        yield f"events/{starts:%Y}/{starts:%Y-%m-%d}-session-{number:05}.yml", text


def _places(plan: _Plan) -> str:
    kinds = ("company", "school", "temple-or-mosque", "market")
    return "\n".join(
        f"- id: place-{number:05}\n  kind: {kinds[number % len(kinds)]}\n"
        f"  name: {{zh: 示例场所{number:05}, en: Sample place {number:05}}}\n  village: {village}\n"
        for number, village in enumerate(plan.villages[::4])
    )


def _materials(catalog: Catalog) -> str:
    """The project's own leaflets, without the copies left in its own villages."""
    return "\n".join(
        f"- id: {id}\n  title: {json.dumps(leaflet.title, ensure_ascii=False)}\n  topic: {leaflet.topic}\n"
        f"  language: {leaflet.language}\n  printed: {leaflet.printed}\n"
        for id, leaflet in catalog.materials.items()
    )


def _work(made: dict[str, str], plan: _Plan) -> dict[str, str]:
    """Reports for about half of the sit-ins of the last months."""
    almanac = Almanac()
    first = (plan.today.replace(day=1) - timedelta(days=31 * (WORK_MONTHS - 1))).replace(day=1)
    lines: dict[str, list[str]] = {}
    counts: dict[str, list[str]] = {}
    for id in plan.villages:
        document = read_document("", made[f"villages/{id}.yml"])
        village, _ = read_record(document, Village, ("zh",))
        assert village is not None
        assignment = village.assignments[-1]
        for rule in assignment.office_hours:
            for occurrence in find_occurrences(rule, assignment, first, plan.today - timedelta(days=1), almanac):
                if plan.chance.random() < 0.5:
                    confirmed = ", confirmed: true" if plan.chance.random() < 0.5 else ""
                    line = f"  - {{village: {id}, date: {occurrence.day}, outcome: held{confirmed}}}\n"
                    lines.setdefault(f"{occurrence.day:%Y-%m}", []).append(line)
        month = f"{plan.today:%Y-%m}"
        counts.setdefault(month, []).append(
            f"  - {{adviser: {assignment.adviser}, village: {id}, calls: {plan.chance.randint(0, 3)}, "
            f"visits: {plan.chance.randint(0, 1)}}}\n"
        )
    return {
        f"work/{month}.yml": "sit_ins:\n" + "".join(lines[month])
        + ("advisers:\n" + "".join(counts[month]) if month in counts else "")
        for month in sorted(lines)
    }  # fmt: skip
