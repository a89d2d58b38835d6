"""What meets at the worst moment: the night and a push, a push and a long publish, merges, many files, a full disk."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from portal.catalog.catalog import Catalog
from portal_publish.bundling import write_bundle
from portal_publish.lock import locked
from tests.publish.conftest import DAY, change, environment, git, is_whole
from tests.publish.test_serve_git import Clerk, clerk, refused, served
from tests.publish.weather import reading

__all__ = ["clerk", "served"]  # fixtures

ANSWERED = 30
"""Seconds in which a push has its answer."""


def until_published(clerk: Clerk, seconds: float = 90) -> None:
    """Waits until the records on the server are those of the live release."""
    end = time.monotonic() + seconds
    while (live := clerk.place.live()) is None or live.commit != clerk.head:
        assert time.monotonic() < end, "not published"
        time.sleep(0.2)


def test_a_push_does_not_wait_for_another_publish_and_is_published_after_it(clerk: Clerk) -> None:
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 排在后面的")
    clerk.commit()
    with locked(clerk.place.lock, 0):
        start = time.monotonic()
        done = clerk.push()
        assert time.monotonic() - start < ANSWERED
        assert done.returncode == 0, done.stderr
        assert "另一次发布还没有完" in done.stderr and "No need to wait" in done.stderr
        assert "排在后面的" not in clerk.home_page
    until_published(clerk)
    assert "排在后面的" in clerk.home_page
    assert is_whole(clerk.place)


def test_the_nightly_rebuild_beside_a_push_loses_neither(clerk: Clerk) -> None:
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 半夜推送的")
    clerk.commit()
    run = clerk.repository / "portal/run"
    night: list[str | Path] = [run, "publish", "--served", clerk.repository, "--if-changed", "--nightly"]
    with reading(clerk.place) as reader:
        rebuilding = subprocess.Popen(
            night,
            env=environment(PORTAL_TODAY="2026-11-23"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        done = clerk.push(PORTAL_TODAY="2026-11-23")
        said, _ = rebuilding.communicate()
        until_published(clerk)
    assert (rebuilding.returncode, done.returncode) == (0, 0), said + done.stderr
    assert "半夜推送的" in clerk.home_page
    live = clerk.place.live()
    assert live and (live.day, live.commit) == ("2026-11-23", clerk.head)
    assert reader.missing == []
    assert is_whole(clerk.place)


def test_a_push_that_only_its_merge_makes_invalid_is_refused(clerk: Clerk) -> None:
    """One clerk deletes a place, the other holds a session there: each is right alone; git merges in silence."""
    other = clerk.another("other")
    places = clerk.folder / "content/places.yml"
    (gone,) = re.findall(r"(?m)^- id: (\S+)", places.read_text("utf-8"))
    places.write_text("[]\n", "utf-8")
    clerk.commit("撤销一处场所")
    done = clerk.push()
    assert done.returncode == 0, done.stderr
    head = clerk.head
    event = min(other.folder.glob("content/events/*/*.yml"))
    change(event, r"venue:\n", f"venue:\n  place: {gone}\n")
    other.commit("在那里办一场")
    git(other.folder, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    done = other.push()
    assert done.returncode != 0
    assert "error[unknown-reference]" in done.stderr and "Traceback" not in done.stderr
    assert clerk.head == head
    assert is_whole(clerk.place)


def test_three_thousand_small_files_are_answered_in_time(clerk: Clerk) -> None:
    folder = clerk.folder / "content/notes"
    folder.mkdir()
    for number in range(3000):
        (folder / f"note-{number}.yml").write_text(f"n: {number}\n")
    clerk.commit()
    start = time.monotonic()
    done = clerk.push()
    assert time.monotonic() - start < ANSWERED
    refused(clerk, done, "misplaced-file")
    assert done.stderr.count("error[misplaced-file]") == 3000


# --- a bundle on a full disk ----------------------------------------------------------------

SMALL_DISK = "mount -t tmpfs -o size=100k tmpfs {folder} && cp {old} {folder}/portal.zip && {python} -c '{make}'"
MAKE = (
    "from datetime import date; from pathlib import Path; from portal.loading.load import load, read_folder; "
    "from portal_publish.bundling import write_bundle; from portal_publish.console import explain\n"
    'catalog, _ = load(read_folder(Path("{project}")), date.fromisoformat("{day}"))\n'
    'to = Path("{to}")\n'
    "try:\n"
    '    write_bundle(Path("{site}"), catalog, "{day}", 0, to)\n'
    "except OSError as error:\n"
    "    print(explain(error), [path.name for path in to.parent.iterdir()], to.read_bytes())"
)


def test_a_bundle_on_a_full_disk_leaves_the_one_before_and_nothing_half(
    small_project: Path, built: Path, tmp_path: Path
) -> None:
    folder, old = tmp_path / "stick", tmp_path / "old.zip"
    folder.mkdir()
    old.write_bytes(b"the one before")
    make = MAKE.format(project=small_project, day=DAY, to=folder / "portal.zip", site=built)
    spaces = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    script = SMALL_DISK.format(folder=folder, old=old, python=sys.executable, make=make)
    done = subprocess.run([*spaces, "sh", "-c", script], env=environment(), capture_output=True, text=True, check=False)
    if "mount" in done.stderr or "unshare" in done.stderr:  # not allowed here: the limit on a file's size stands in
        shutil.copy(old, folder / "portal.zip")
        limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (100_000, 100_000))
        command = [sys.executable, "-c", make]
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False, preexec_fn=limit)
        assert "文件大小超过了系统给的上限" in done.stdout, done.stderr
    else:
        assert "磁盘满了" in done.stdout, done.stderr
    assert "['portal.zip'] b'the one before'" in done.stdout


def test_the_limit_on_a_files_size_stops_a_bundle_in_the_same_way(
    records: Catalog, built: Path, tmp_path: Path
) -> None:
    to = tmp_path / "portal.zip"
    to.write_bytes(b"the one before")
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            write_bundle(built, records, DAY, 0, to)
        except OSError:
            os._exit(3)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["portal.zip"]
    assert to.read_bytes() == b"the one before"
    with pytest.raises(FileNotFoundError):
        write_bundle(built, records, DAY, 0, tmp_path / "nowhere/portal.zip")
