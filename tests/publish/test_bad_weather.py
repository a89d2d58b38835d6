"""Killed, out of disk, two at once, read-only, a wrong clock: the live site is always one whole release."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from portal_publish.going_back import rollback
from portal_publish.publishing import PublishOptions, publish
from portal_publish.release_day import settle_day
from portal_publish.releases import ReleaseStore
from portal_publish.sources import working_folder
from tests.conftest import ROOT
from tests.publish.conftest import change, command, environment, is_whole, portal
from tests.publish.weather import PAGES, kill_often, reading

SEED = 20261122


def left_over(place: ReleaseStore) -> list[str]:
    """What is not a release, a record, the link or the lock."""
    found = [path.name for folder in (place.root, place.releases, place.state) for path in folder.iterdir()]
    known = {".portal", "current", "releases", "lock", *place.names()}
    return [name for name in found if name not in known]


def test_killed_at_any_moment_no_reader_notices_and_the_next_run_cleans_up(project: Path, target: ReleaseStore) -> None:
    reader = kill_often(project, target, times=10, seed=SEED)
    assert 0 < reader.published < 10  # killed before the switch, and after it
    change(project / "content/portal.yml", "zh: .*", "zh: 最后一版")
    done = portal(project, "publish", "--to", target.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "最后一版" in (target.current / "index.html").read_text("utf-8")
    assert is_whole(target)
    assert left_over(target) == []
    assert len(target.names()) <= 3


@pytest.mark.slow
def test_killed_fifty_times_no_reader_notices(project: Path, target: ReleaseStore) -> None:
    reader = kill_often(project, target, times=50, seed=50)
    assert portal(project, "publish", "--to", target.root).returncode == 0
    assert is_whole(target)
    assert left_over(target) == []
    assert 0 < reader.published < 50  # killed before the switch, and after it
    print(f"\n50 kills, {reader.published} of them after going live; {reader.count} reads, none missing, none half")


def test_a_builder_left_behind_by_a_kill_keeps_the_lock_until_it_is_done(project: Path, target: ReleaseStore) -> None:
    start = partial(
        subprocess.Popen, command(project, "publish", "--to", target.root), env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    publishing = start()
    while not (builders := _builders(publishing.pid)):
        assert publishing.poll() is None
    os.kill(builders[0], signal.SIGSTOP)  # a builder that takes long, on any machine
    publishing.kill()
    publishing.communicate()
    refused = portal(project, "publish", "--to", target.root, "--no-wait")
    assert refused.returncode == 1
    assert "另一次发布正在进行" in refused.stderr
    waiting = start()
    assert waiting.stdout is not None
    assert "等它结束" in waiting.stdout.readline()
    os.kill(builders[0], signal.SIGCONT)
    said, _ = waiting.communicate()
    assert waiting.returncode == 0, said
    assert is_whole(target)
    assert left_over(target) == []


def _builders(pid: int) -> list[int]:
    """The processes of MkDocs that a publish has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    builders = []
    for child in children:
        with suppress(OSError):  # one that has just ended
            if b"mkdocs" in Path(f"/proc/{child}/cmdline").read_bytes():
                builders.append(int(child))
    return builders


def test_of_two_publishes_at_once_one_waits_and_both_end_well(project: Path, target: ReleaseStore) -> None:
    start = partial(
        subprocess.Popen, command(project, "publish", "--to", target.root), env=environment(),
        stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    with reading(target) as reader:
        both = [start(), start()]
        said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("等它结束" in text for text in said) == 1
    assert sorted(name[:6] for name in target.names()) == ["000001", "000002", "000003"]
    assert reader.missing == []
    assert is_whole(target)
    assert left_over(target) == []


@pytest.mark.parametrize("kilobytes", [2, pytest.param(30, marks=pytest.mark.slow), 60])
def test_a_disk_that_takes_no_more_leaves_the_site_as_it_was(
    kilobytes: int, project: Path, target: ReleaseStore
) -> None:
    """The limit on a file's size stands in for the disk's: it needs no rights and always works."""
    before = target.current_name()
    largest = kilobytes * 1024
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (largest, largest))
    done = portal(project, "publish", "--to", target.root, before=limit)
    assert done.returncode == 1
    assert "没有发布" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert target.current_name() == before
    assert is_whole(target)
    assert left_over(target) == []


FULL_DISK = """
mount -t tmpfs -o size={size}k tmpfs {root} && cp -a {published}/. {root} && {publish}
status=$?
{check} || exit 90
exit $status
"""


@pytest.mark.parametrize("share", [0.2, *(pytest.param(share, marks=pytest.mark.slow) for share in (0.5, 0.7)), 0.95])
def test_a_full_disk_leaves_the_site_as_it_was(share: float, project: Path, published: Path, tmp_path: Path) -> None:
    """A real full disk: a small tmpfs in a mount namespace of its own."""
    spaces = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    if subprocess.run(
        [*spaces, "mount", "-t", "tmpfs", "tmpfs", tmp_path], capture_output=True, check=False
    ).returncode:
        pytest.skip("no mount namespaces here; the test above fills a disk without them")
    used, needed = _kilobytes(published), _kilobytes(published) + _kilobytes(project)
    root = tmp_path / "small-disk"
    root.mkdir()
    check = (
        "from pathlib import Path; from portal_publish.releases import ReleaseStore; "
        f"p = ReleaseStore(Path('{root}')); "
        "r = p.live(); "
        "import sys; sys.exit(bool(p.damage(r, thorough=True)) or len(p.names()) != 1 or any(p.releases.glob('.*')))"
    )
    script = FULL_DISK.format(
        size=int(used + needed * share), root=root, published=published,
        publish=" ".join(command(project, "publish", "--to", root)), check=f'{sys.executable} -c "{check}"',
    )  # fmt: skip
    done = subprocess.run(
        [*spaces, "sh", "-c", script], env=environment(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "磁盘满了" in done.stderr or "No space left" in done.stderr
    assert max(map(len, done.stderr.splitlines())) < 1000  # the first of the files, not all that found no room
    assert "原来的网站没有动" in done.stderr


def _kilobytes(folder: Path) -> int:
    """What a folder takes on a tmpfs, in pages of 4 kB."""
    return sum(-(-path.stat().st_size // 4096) * 4 for path in folder.rglob("*") if path.is_file())


def test_a_read_only_target_is_told_in_words(project: Path, target: ReleaseStore) -> None:
    subprocess.run(["chmod", "-R", "a-w", target.root], check=True)
    # Root writes anywhere, unless that right is taken from it.
    as_others = ["setpriv", "--bounding-set", "-dac_override"] if os.geteuid() == 0 else []
    try:
        done = subprocess.run(
            [*as_others, *command(project, "publish", "--to", target.root)], env=environment(),
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    finally:
        subprocess.run(["chmod", "-R", "u+w", target.root], check=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "没有写入目标的权限" in done.stderr
    assert "Traceback" not in done.stderr
    assert is_whole(target)
    assert left_over(target) == []


def test_a_clock_set_back_publishes_a_later_release_for_no_earlier_day(project: Path, target: ReleaseStore) -> None:
    live = target.live()
    assert live
    times = {path: (target.current / path).stat().st_mtime for path in live.files}
    for path in (target.releases / live.name).rglob("*"):
        os.utime(path, (4102444800, 4102444800))  # 2100: the clock was ahead when it was made
    change(project / "content/portal.yml", "zh: .*", "zh: 时钟回拨之后")
    wrong = PublishOptions(now=datetime(2001, 1, 1, tzinfo=UTC), today=date(2001, 1, 1))
    sources = working_folder(project)
    committed = type(sources)(sources.program, sources.files, "f" * 40, int(datetime(2026, 11, 20).timestamp()))
    assert publish(target, lambda: committed, wrong)
    new = target.live()
    assert new and new.number == live.number + 1
    assert new.day == live.day  # two witnesses: the live release and the commit
    by_words = ("share/", "search/")  # their names carry what they say
    assert {path for path in times if not path.startswith(by_words)} == {
        path for path in new.files if not path.startswith(by_words)
    }
    for name, facts in new.files.items():
        if facts != live.files.get(name, facts):  # or a browser would keep the old page
            assert (target.current / name).stat().st_mtime > 4102444800
    assert is_whole(target)


def test_one_witness_against_the_clock_is_not_enough(target: ReleaseStore) -> None:
    live = target.live()
    assert live
    earlier = live.made_for - timedelta(days=3)
    alone = settle_day(earlier, live, int(datetime(2026, 11, 1, tzinfo=UTC).timestamp()))
    assert alone.day == earlier  # the live release may have been made while the clock was ahead
    assert alone.warning and "校准" in alone.warning[0]
    assert settle_day(live.made_for, live, None).warning is None
    assert settle_day(earlier, None, None).warning is None


def test_status_notices_a_release_from_the_future(target: ReleaseStore) -> None:
    live = target.live()
    assert live
    record = target.state / "releases" / f"{live.name}.json"
    record.write_text(record.read_text("utf-8").replace(live.published[:4], "2100"), "utf-8")
    done = portal(ROOT, "status", "--to", target.root)
    assert done.returncode == 1
    assert "拨回" in done.stdout


def test_a_strict_umask_makes_no_release_that_a_web_server_cannot_read(project: Path, tmp_path: Path) -> None:
    place = ReleaseStore(tmp_path / "new" / "public")
    done = portal(project, "publish", "--to", place.root, before=partial(os.umask, 0o077))
    assert done.returncode == 0, done.stdout + done.stderr
    folders = [place.root.parent, place.root, place.releases, *(p for p in place.releases.rglob("*") if p.is_dir())]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o755}
    files = [path for path in place.releases.rglob("*") if path.is_file()]
    assert len(files) > 100
    assert {path.stat().st_mode & 0o777 for path in files} == {0o644}
    assert f"{place.root}" not in map(str, place.closed)
    place.root.chmod(0o700)  # its keeper's choice is left, and told
    done = portal(project, "publish", "--to", place.root, before=partial(os.umask, 0o077))
    assert f"chmod 755 {place.root}" in done.stdout
    assert place.root.stat().st_mode & 0o777 == 0o700


def test_a_rollback_under_reading_shows_one_whole_release_or_the_other(project: Path, target: ReleaseStore) -> None:
    pages = [{page: (target.current / page).read_bytes() for page in PAGES}]
    change(project / "content/portal.yml", "zh: .*", "zh: 后一版")
    assert portal(project, "publish", "--to", target.root).returncode == 0
    later = target.current_name() or ""
    pages.append({page: (target.current / page).read_bytes() for page in PAGES})
    with reading(target) as reader:
        for _ in range(15):
            earlier = rollback(target)
            assert target.current_name() == earlier.name != later
            target.switch(later)
    assert reader.missing == []
    assert reader.count > 100
    for page, seen in reader.seen.items():
        assert seen <= {known[page] for known in pages}


def test_a_clock_a_year_ahead_or_behind_and_then_right_again_keeps_releases_in_order(
    project: Path, target: ReleaseStore, capsys: pytest.CaptureFixture[str]
) -> None:
    first = target.live()
    assert first

    def publish_on(day: date) -> bool:
        change(project / "content/portal.yml", "zh: .*", f"zh: 时钟{day}")
        now = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return publish(target, partial(working_folder, project), PublishOptions(now=now, today=day))

    assert publish_on(first.made_for + timedelta(days=365))
    ahead = target.live()
    assert ahead and ahead.number == first.number + 1
    # A year behind, the records lie in the future: told, and nothing changes.
    assert not publish_on(first.made_for - timedelta(days=365))
    said = capsys.readouterr().out
    assert "校准" in said and "error[not-yet]" in said
    assert target.live() == ahead
    assert publish_on(first.made_for)
    live = target.live()
    assert live and live.number == ahead.number + 1
    assert live.made_for == first.made_for  # no commit bears witness: the clock is believed
    assert f"时钟{first.made_for}" in (target.current / "index.html").read_text("utf-8")
    assert is_whole(target)
    assert left_over(target) == []
