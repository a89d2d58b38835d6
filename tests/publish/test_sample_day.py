"""A site whose samples stand still is published for their day, and says so."""

from __future__ import annotations

from pathlib import Path

from portal_publish.releases import ReleaseStore
from tests.publish.conftest import DAY, change, environment, portal


def _without_a_day() -> dict[str, str]:
    return {name: value for name, value in environment().items() if name != "PORTAL_TODAY"}


def test_publishing_samples_that_stand_still_says_so(project: Path, tmp_path: Path) -> None:
    place = ReleaseStore(tmp_path / "public")
    change(project / "content/portal.yml", r"\Z", f"sample_day: {DAY}\n")
    done = portal(project, "publish", "--to", place.root, env=_without_a_day())
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"日期停在 {DAY}（sample_day）" in done.stdout and f"stands still at {DAY} (sample_day)" in done.stdout
    release = place.live()
    assert release and release.stands_still and release.day == DAY
    assert f'data-sample-day="{DAY}"' in (place.current / "index.html").read_text(encoding="utf-8")
    told = portal(project, "status", "--to", place.root, env=_without_a_day())
    assert told.returncode == 0 and f"日期停在 {DAY}" in told.stdout
    # No night moves it on.
    again = portal(project, "publish", "--to", place.root, "--if-changed", env=_without_a_day())
    assert "不用再发布" in again.stdout


def test_a_day_that_is_asked_for_is_not_said_to_stand_still(target: ReleaseStore, project: Path) -> None:
    release = target.live()
    assert release and not release.stands_still
    assert "data-sample-day" not in (target.current / "index.html").read_text(encoding="utf-8")
    assert "sample_day" not in portal(project, "status", "--to", target.root).stdout


def test_a_day_that_stood_still_is_no_witness_against_the_clock(project: Path, tmp_path: Path) -> None:
    place, portal_yml = ReleaseStore(tmp_path / "public"), project / "content/portal.yml"
    change(portal_yml, r"\Z", "sample_day: 2040-01-01\n")
    assert portal(project, "publish", "--to", place.root, env=_without_a_day()).returncode == 0
    change(portal_yml, r"(?m)^sample_day:.*\n", "")
    done = portal(project, "publish", "--to", place.root, env=_without_a_day())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "时钟" not in done.stdout
    release = place.live()
    assert release and not release.stands_still and release.day < "2040"
