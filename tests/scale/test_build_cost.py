"""What a build costs as the country grows: CPU a page, memory, bytes; beside peers with the same content.

Figures to reach stand in design.md section 7. A page is an HTML page of the public site; the
calendars, notices, data and search files beside it, and the internal site, are in its price. CPU
time of all processes, not the clock's: other work on the machine does not count (though it slows
the processor's caches). Printed for people; asserted only as ratios within one run.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import ROOT, TODAY

from portal.generate.generate import generate, write_files

pytestmark = pytest.mark.slow

VILLAGES = (1, 34, 155, 398, 630, 4716)
"""With about 800, 1 800, 4 700, 11 700, 18 000 and 136 000 pages. PORTAL_BENCH_VILLAGES, if set, is the most."""
MOST_GROWTH = 1.25
"""CPU a page beyond the fixed part may differ so much between a hundred pages and the largest trial."""
PEERS_AT = 155
LAUNCH = Path(__file__).with_name("launch.py")
PAGEFIND = "pagefind@1.3.0"


@dataclass(frozen=True, slots=True)
class Cost:
    """One build: pages, CPU seconds in all and of the system, seconds by the clock, peak memory of its largest
    process in MB, bytes written."""

    pages: int
    cpu: float
    system: float
    """Most of it to make files and folders: it depends on the file system and on what else that has to do."""
    clock: float
    memory: float
    written: int

    @property
    def each(self) -> float:
        """Milliseconds of CPU a page."""
        return self.cpu / self.pages * 1000


def _run(command: list[str], folder: Path) -> tuple[float, float, float, float]:
    """Seconds of CPU, of the system's part of it, by the clock; and peak memory in MB."""
    environment = {**os.environ, "PORTAL_TODAY": f"{TODAY}", "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # no trial would have the compiled modules the docstring speaks of
    used = folder / "used.json"
    done = subprocess.run(
        [sys.executable, LAUNCH, used, *command], cwd=folder, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    cpu, system, clock, memory = json.loads(used.read_text(encoding="utf-8"))
    return cpu, system, clock, memory / 1024


def _cost(folder: Path, cpu: float, system: float, clock: float, memory: float) -> Cost:
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Cost(pages, cpu, system, clock, memory, sum(path.stat().st_size for path in files))


def _measure(folder: Path) -> Cost:
    return _cost(folder / "site", *_run([sys.executable, "-m", "mkdocs", "build", "--strict"], folder))


def _portal(files: dict[str, bytes], villages: int, folder: Path, program: Path = ROOT) -> Path:
    """A project with so many villages; `program` is one that was built before, whose compiled modules it has."""
    write_files(generate(files, villages, 1, TODAY), folder)
    without = shutil.ignore_patterns("__pycache__") if program == ROOT else None
    for name in ("hooks", "overrides"):
        shutil.copytree(program / name, folder / name, ignore=without, dirs_exist_ok=True)
    shutil.copy(program / "mkdocs.yml", folder)
    return folder


def _as_markdown(ours: Path, content: Path, *, front_matter: bool) -> None:
    """What our pages say, in every language, as plain Markdown for other generators."""
    for page in (ours / "site").rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        title = re.search(r"<title>(.*?)</title>", text, re.S)
        main = re.search(r"<main.*?</main>", text, re.S)
        said = re.sub(r"<(script|style|svg).*?</\1>", "", main[0] if main else "", flags=re.S)
        said = re.sub(r"<h([1-3])[^>]*>", lambda m: "\n\n" + "#" * int(m[1]) + " ", said)
        said = re.sub(r"<(p|li|tr|dt|dd)[ >]", lambda m: "\n\n" + m[0], said)
        said = html.unescape(re.sub(r"<[^>]+>", "", said)).replace("{{", "{ {").replace("{%", "{ %")
        name = html.unescape(title[1]).replace('"', "") if title else ""
        target = content / page.parent.relative_to(ours / "site") / ("_index.md" if front_matter else "index.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        head = f'---\ntitle: "{name}"\n---\n' if front_matter else ""
        target.write_text(head + said, encoding="utf-8")


def _stock_material(ours: Path, folder: Path) -> Cost:
    """Stock Material with its search and no menu of pages, nothing of ours."""
    _as_markdown(ours, folder / "docs", front_matter=False)
    config = "site_name: stock\ntheme: {name: material, font: false}\nplugins: [search]\nnav: [index.md]\n"
    (folder / "mkdocs.yml").write_text(config + "validation: {omitted_files: ignore}\n", encoding="utf-8")
    return _cost(folder / "site", *_run([sys.executable, "-m", "mkdocs", "build"], folder))


_LAYOUT = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><header><a href="/">home</a><nav><a href="/villages/">v</a><a href="/calendar/">c</a></nav></header>
<main data-pagefind-body>{{ .Content }}</main><footer>{{ .Site.Title }}</footer></body></html>
"""


def _hugo_with_pagefind(ours: Path, folder: Path) -> Cost | str:
    """Hugo with one small layout, and Pagefind's index over its pages; or why there is none."""
    if not shutil.which("hugo") or not shutil.which("npx"):
        return "not here (apt-get install hugo npm)"
    _as_markdown(ours, folder / "content", front_matter=True)
    (folder / "layouts/_default").mkdir(parents=True)
    for name in ("single.html", "list.html"):
        (folder / "layouts/_default" / name).write_text(_LAYOUT, encoding="utf-8")
    (folder / "config.toml").write_text(
        'baseURL = "/"\ntitle = "peer"\ndisableKinds = ["taxonomy", "term", "RSS"]\n', encoding="utf-8"
    )
    cpu, system, clock, memory = _run(["hugo", "--quiet"], folder)
    fetched = subprocess.run(["npx", "--yes", PAGEFIND, "--version"], cwd=folder, capture_output=True, check=False)
    if fetched.returncode:
        return f"Hugo alone {cpu:.1f} s CPU; Pagefind cannot be had"
    more, of_system, longer, other = _run(["npx", "--yes", PAGEFIND, "--site", "public"], folder)
    return _cost(folder / "public", cpu + more, system + of_system, clock + longer, max(memory, other))


def _slope(small: Cost, large: Cost) -> float:
    """Milliseconds of CPU for each page more."""
    return (large.cpu - small.cpu) / (large.pages - small.pages) * 1000


def _line(name: str, cost: Cost) -> str:
    return (
        f"{name:>22} {cost.pages:>7} {cost.cpu:>7.1f} {cost.system:>7.1f} {cost.each:>8.2f} {cost.clock:>7.1f}"
        f" {cost.memory:>8.0f} {cost.written / 1e6:>7.1f}"
    )


def test_cost_a_page_stays_flat(files: dict[str, bytes], tmp_path: Path) -> None:
    most = int(os.environ.get("PORTAL_BENCH_VILLAGES", VILLAGES[-1]))
    compiled = _portal(files, VILLAGES[0], tmp_path / "compiled")
    costs: dict[int, Cost] = {}
    print(
        f"\n{'':>22} {'pages':>7} {'CPU s':>7} {'system':>7} {'ms/page':>8} {'clock s':>7} {'MB peak':>8} {'MB out':>7}"
    )
    # The first build of a checkout compiles modules and templates; it is shown, and no part of the others.
    print(_line("the first of all", _measure(compiled)))
    # None is removed in between: for minutes ext4 passes by the places of removed files one by one, which makes the
    # next trial's files and folders cost twice as much. Small ones are built three times, in turns: what the machine
    # does beside them weighs more. Each but the first of its size has what a build keeps for the next, how names are
    # read too; to read a large one's for the first time takes a third of a second.
    sizes = [count for count in VILLAGES if count <= most]
    for turn in range(3):
        for villages in sizes if not turn else (count for count in sizes if count < PEERS_AT):
            program = tmp_path / f"{villages}-0" if turn else compiled
            cost = _measure(_portal(files, villages, tmp_path / f"{villages}-{turn}", program))
            costs[villages] = min(costs.get(villages, cost), cost, key=lambda cost: cost.cpu)
            print(_line(f"{villages} village(s)", cost))
    first, middle = costs[VILLAGES[0]], costs[34]
    growths = []
    for villages in (count for count in sizes if count >= PEERS_AT):
        slope = _slope(first, costs[villages])
        fixed = first.cpu - slope * first.pages / 1000
        growths.append(_slope(middle, costs[villages]) / _slope(first, middle))
        print(f"to {villages} villages: {slope:.2f} ms a page beyond {fixed:.2f} s; grown by {growths[-1]:.2f}")
    stock = _stock_material(tmp_path / f"{PEERS_AT}-0", tmp_path / "stock")
    print(_line("stock Material", stock))
    hugo = _hugo_with_pagefind(tmp_path / f"{PEERS_AT}-0", tmp_path / "hugo")
    print(_line("Hugo with Pagefind", hugo) if isinstance(hugo, Cost) else f"{'Hugo with Pagefind':>22} {hugo}")
    assert growths[-1] <= MOST_GROWTH
    assert costs[PEERS_AT].each < stock.each
