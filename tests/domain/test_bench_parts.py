"""`make bench ONLY=…` runs a part of the bench, and every slow test belongs to exactly one."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from tests.bench import PARTS, parts_of
from tests.conftest import ROOT

SLOW = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "tests").rglob("test_*.py")
    if path.name != "test_bench_parts.py" and "mark.slow" in path.read_text("utf-8")
)


@pytest.mark.parametrize("path", SLOW)
def test_a_file_with_slow_tests_belongs_to_one_part(path: str) -> None:
    assert len(parts_of(path)) == 1


def test_every_part_has_a_slow_test_and_every_path_is_there() -> None:
    assert {part for path in SLOW for part in parts_of(path)} == PARTS.keys()
    assert all((ROOT / path).exists() for paths in PARTS.values() for path in paths)


def _collect(part: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "tests.bench", "-m", "slow", "--collect-only", "--part", part]
    return subprocess.run(
        [*command, "tests/scale"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_a_part_runs_its_own_measurements_alone() -> None:
    found = set(re.findall(r"^(tests/\S+\.py)", _collect("check").stdout, re.M))
    assert found == set(PARTS["check"])


def test_a_part_there_is_not_is_told_with_those_there_are() -> None:
    refused = _collect("speed")
    assert refused.returncode and "没有 speed 这一部分" in refused.stderr and "search, readers" in refused.stderr
