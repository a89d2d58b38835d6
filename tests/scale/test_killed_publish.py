"""Fifty kills: the default suite makes ten."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.publish.conftest import is_whole, portal, project, published, small_project, target  # noqa: F401
from tests.publish.weather import kill_often


@pytest.mark.slow
def test_killed_fifty_times_no_reader_notices(project: Path, target) -> None:  # type: ignore[no-untyped-def] # noqa: F811
    reader = kill_often(project, target, times=50, seed=50)
    assert portal(project, "publish", "--to", target.root).returncode == 0
    assert is_whole(target)
    print(f"\n50 kills, {reader.count} reads, none missing, none half")
