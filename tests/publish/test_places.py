"""Releases in a folder: which is live, which are kept, what is cleaned up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portal_publish.console import PublishError
from portal_publish.going_back import rollback
from portal_publish.releases import Release, ReleaseStore, digest_of


@pytest.fixture
def place(tmp_path: Path) -> ReleaseStore:
    place = ReleaseStore(tmp_path / "public")
    place.prepare()
    return place


def add(place: ReleaseStore, text: str, *, live: bool = True) -> str:
    """A release of one page."""
    name = place.next_name(date(2026, 11, 22), "abcdef0123")
    made = place.releases / ".making-1"
    made.mkdir()
    (made / "index.html").write_text(text)
    facts = {"index.html": (len(text), digest_of(text.encode()))}
    digest = digest_of(text.encode())
    place.finish(made, Release(name, "2026-11-22", "2026-11-22T04:00:00+00:00", None, digest, True, facts, shown=()))
    if live:
        place.switch(name)
    return name


def shown(place: ReleaseStore) -> str:
    return (place.current / "index.html").read_text()


def test_three_releases_are_kept_and_the_newest_is_live(place: ReleaseStore) -> None:
    names = [add(place, f"version {n}") for n in range(5)]
    place.prune()
    assert place.names() == names[2:]
    assert shown(place) == "version 4"
    assert sorted(path.stem for path in (place.state / "releases").iterdir()) == names[2:]


def test_the_live_release_is_kept_even_if_it_is_the_oldest(place: ReleaseStore) -> None:
    first = add(place, "first")
    for n in range(4):
        add(place, f"version {n}", live=False)
    place.prune()
    assert first in place.names()
    assert len(place.names()) == 3
    assert shown(place) == "first"


def test_names_rise_though_the_clock_falls_and_releases_are_deleted(place: ReleaseStore) -> None:
    names = [add(place, f"version {n}") for n in range(3)]
    assert names == sorted(names)
    place.drop(names[0])
    assert add(place, "next") > names[-1]


def test_the_folder_can_be_moved(place: ReleaseStore, tmp_path: Path) -> None:
    add(place, "here")
    moved = ReleaseStore(place.root.rename(tmp_path / "elsewhere"))
    assert shown(moved) == "here"
    assert moved.live()


def test_what_killed_runs_leave_is_cleaned_up(place: ReleaseStore) -> None:
    kept = add(place, "kept")
    # Killed while building, while deleting, while switching; between record and rename; without a record.
    (place.releases / ".making-7/site").mkdir(parents=True)
    (place.releases / ".deleting-000001-x").mkdir()
    (place.root / ".making-current").symlink_to("releases/nowhere")
    (place.state / "releases/000009-2026-11-22-abc.json").write_text("{}")
    (place.state / "releases/.making-x.json").write_text("{")
    (place.releases / "000008-2026-11-22-abc").mkdir()
    place.clean()
    assert [path.name for path in place.releases.iterdir()] == [kept]
    assert sorted(path.name for path in place.root.iterdir()) == [".portal", "current", "releases"]
    assert [path.stem for path in (place.state / "releases").iterdir()] == [kept]
    assert shown(place) == "kept"


def test_rollback_goes_to_the_one_before_and_then_further_back(place: ReleaseStore) -> None:
    for n in range(3):
        add(place, f"version {n}")
    rollback(place)
    assert shown(place) == "version 1"
    rollback(place)
    assert shown(place) == "version 0"
    with pytest.raises(PublishError, match="没有更早"):
        rollback(place)
    assert shown(place) == "version 0"


def test_rollback_skips_a_damaged_release(place: ReleaseStore) -> None:
    names = [add(place, f"version {n}") for n in range(3)]
    (place.releases / names[1] / "index.html").write_text("versiom 1")  # as long, but not the same
    rollback(place)
    assert shown(place) == "version 0"


def test_rollback_refuses_where_nothing_was_published(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="还没有发布过"):
        rollback(ReleaseStore(tmp_path))
