"""What a build costs as the country grows: CPU a page, memory, bytes; beside stock Material.

Figures to reach stand in design.md section 7. CPU time, not the clock's: other work on the
machine does not count. Printed for people; asserted only as ratios within one run.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import ROOT, TODAY

from portal.generate import generate, write_files

pytestmark = pytest.mark.slow

VILLAGES = (34, 398, 1572, 4716)
MOST_GROWTH = 1.25
"""CPU a page may differ so much between a hundred pages and sixteen thousand."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One build: pages, CPU seconds, peak memory in MB, bytes written."""

    pages: int
    cpu: float
    memory: float
    written: int


def _run(command: list[str], folder: Path) -> tuple[float, float]:
    environment = {**os.environ, "PORTAL_TODAY": f"{TODAY}", "NO_MKDOCS_2_WARNING": "1"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, said = process.communicate()
    assert process.returncode == 0, said.decode()[-2000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, after.ru_maxrss / 1024


def _measure(folder: Path) -> Cost:
    cpu, memory = _run([sys.executable, "-m", "mkdocs", "build", "--strict"], folder)
    files = [path for path in (folder / "site").rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Cost(pages, cpu, memory, sum(path.stat().st_size for path in files))


def _portal(files: dict[str, bytes], villages: int, folder: Path) -> Path:
    write_files(generate(files, villages, 1, TODAY), folder)
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def _stock(ours: Path, folder: Path) -> Path:
    """The same pages' text as Markdown in stock Material with its search, nothing of ours."""
    import html
    import re

    for page in (ours / "site").rglob("index.html"):
        name = page.parent.relative_to(ours / "site")
        if name.parts and name.parts[0] in ("bo", "en"):
            continue
        main = re.search(r"<main.*?</main>", page.read_text(encoding="utf-8"), re.S)
        text = re.sub(r"<h([1-3])[^>]*>", lambda m: "\n" + "#" * int(m[1]) + " ", main[0] if main else "")
        text = html.unescape(re.sub(r"<[^>]+>", "", text))
        target = folder / "docs" / name / "index.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    config = "site_name: stock\ntheme: {name: material, font: false}\nplugins: [search]\nnav: [index.md]\n"
    (folder / "mkdocs.yml").write_text(config + "validation: {omitted_files: ignore}\n", encoding="utf-8")
    return folder


def test_cost_a_page_stays_flat(files: dict[str, bytes], tmp_path: Path) -> None:
    costs = {}
    print(f"\n{'villages':>9} {'pages':>7} {'CPU s':>7} {'ms/page':>8} {'MB peak':>8} {'MB out':>7}")
    for villages in VILLAGES:
        costs[villages] = cost = _measure(_portal(files, villages, tmp_path / str(villages)))
        print(
            f"{villages:>9} {cost.pages:>7} {cost.cpu:>7.2f} {cost.cpu / cost.pages * 1000:>8.2f} "
            f"{cost.memory:>8.0f} {cost.written / 1e6:>7.1f}"
        )
    small, middle, large = (costs[villages] for villages in (34, 398, 4716))

    def slope(a: Cost, b: Cost) -> float:
        return (b.cpu - a.cpu) / (b.pages - a.pages) * 1000

    print(f"ms/page beyond the fixed part: {slope(small, middle):.2f}, above 398 villages {slope(middle, large):.2f}")
    stock = _measure(_stock(tmp_path / "398", tmp_path / "stock"))
    print(f"stock Material, {stock.pages} pages: {stock.cpu / stock.pages * 1000:.2f} ms/page")
    assert slope(middle, large) <= slope(small, middle) * MOST_GROWTH
    assert slope(middle, large) < stock.cpu / stock.pages * 1000
