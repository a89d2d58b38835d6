"""What a trial's town has besides its villages: plans, study, reports, holidays, leaflets, photos.

Part of `generate/generate.py`, which makes villages, advisers, sessions and work.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from portal.catalog.catalog import Catalog
from portal.loading.read_cache import Files
from portal.records.registry import PHOTOS

PHOTOGRAPHED = 3
"""Advisers with a photo: each is drawn in two sizes, which is no part of what a page costs."""
PLACES_A_LEAFLET = 40
PLAN_ITEMS = 24
AUDIENCES = ("everyone", "farmers", "herders", "migrant-workers", "women", "elders", "students", "believers")


def town_records(
    catalog: Catalog, villages: Sequence[str], advisers: Sequence[str], chance: random.Random, today: date
) -> Iterator[tuple[str, str]]:
    """Paths below content/ and texts."""
    year = today.year
    for at in (year, year + 1):
        yield f"plans/{at}.yml", _plan(catalog, at, chance, today)
    yield f"study/{year}.yml", _study(advisers, chance, today)
    yield f"reports/{year - 1}.yml", _report(len(villages), year - 1)
    yield f"holidays/{year + 1}.yml", _holidays(year + 1)
    yield "materials.yml", _materials(catalog, villages, chance, today)


def adviser_photos(own: Files, advisers: Sequence[str]) -> dict[str, bytes]:
    """Photos by path for the first advisers; none where the project has none to take."""
    found = sorted(path for path in own if path.startswith(PHOTOS) and path.endswith((".png", ".jpg")))
    if not found:
        return {}
    suffix = found[0].rpartition(".")[2]
    return {f"{PHOTOS}{id}.{suffix}": own[found[0]] for id in advisers[:PHOTOGRAPHED]}


def _plan(catalog: Catalog, year: int, chance: random.Random, today: date) -> str:
    lines = ["items:"]
    for number in range(PLAN_ITEMS):
        month = number % 12 + 1
        lines += [
            f"  - id: item-{number:03}",
            f"    title: {{zh: 示例计划{number:03}, en: Sample plan {number:03}}}",
            f"    month: {year}-{month:02}",
            f"    office: {catalog.portal.justice_office}",
            f"    topics: [{chance.choice(list(catalog.topics))}]",
            f"    audience: [{chance.choice(AUDIENCES)}]",
            f"    sessions: {chance.randint(1, 4)}",
        ]
        if (year, month) < (today.year, today.month) and number % 6 == 5:
            lines.append(f"    done: {year}-{month:02}-20")
    return "\n".join(lines) + "\n"


def _study(advisers: Sequence[str], chance: random.Random, today: date) -> str:
    lines = ["sessions:"]
    for month in range(1, 13):
        kind = "lecture" if month % 2 else "meeting"
        line = (
            f"id: study-{month:02}, kind: {kind}, month: {today.year}-{month:02}, subject: {{zh: 示例学法{month:02}}}"
        )
        if kind == "lecture":
            line += f", adviser: {chance.choice(advisers)}"
        if month < today.month:
            line += f", held: {today.year}-{month:02}-15, attendance: {chance.randint(20, 60)}"
        lines.append(f"  - {{{line}}}")
    return "\n".join(lines) + "\n"


def _report(villages: int, year: int) -> str:
    figures = {
        "sessions": f"{villages * 2}余", "leaflets": f"{villages * 100}余", "consultations": f"{villages * 3}",
        "villages-with-adviser": f"{villages}", "legal-helpers": f"{villages * 3}", "study-meetings": "6",
    }  # fmt: skip
    stated = "".join(f"  {name}: {figure}\n" for name, figure in figures.items())
    return f"title: {{zh: 示例{year}年度报告, en: Sample report for {year}}}\nfigures:\n{stated}"


def _holidays(year: int) -> str:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(3)]
    off = ", ".join(f"{day}" for day in days)
    return f"source: 示例放假通知\noff: [{off}]\n"


def _materials(catalog: Catalog, villages: Sequence[str], chance: random.Random, today: date) -> str:
    """The project's own leaflets, left in villages of the trial."""
    texts = []
    for id, leaflet in catalog.materials.items():
        chosen = sorted(chance.sample(villages, min(len(villages), PLACES_A_LEAFLET)))
        placed = "".join(
            f"    - {{village: {village}, count: {chance.randint(5, 60)}, on: {today - timedelta(days=200)}}}\n"
            for village in chosen
        )
        counted = f"  counted: {{count: {leaflet.printed // 3}, on: {today - timedelta(days=20)}}}\n"
        texts.append(
            f"- id: {id}\n  title: {json.dumps(leaflet.title, ensure_ascii=False)}\n  topic: {leaflet.topic}\n"
            f"  language: {leaflet.language}\n  printed: {max(leaflet.printed, len(villages) * 400)}\n"
            f"  placed:\n{placed}{counted if chance.random() < 0.3 else ''}"
        )
    return "\n".join(texts)
