"""Bad weather: a reader who never stops, and a publish that is killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from portal_publish.releases import ReleaseStore
from tests.publish.conftest import change, command, environment, is_whole

PAGES = ("index.html", "help/index.html", "villages/index.html", "calendar.ics", "calendar/index.html.gz")


class Reader:
    """Reads pages over and over and keeps what it should never have seen.

    Whole bytes it may see: those of any release that has been live. They are told apart
    afterwards, so that reading itself stays fast.
    """

    def __init__(self, place: ReleaseStore) -> None:
        self.place = place
        self.missing: list[str] = []
        self.seen: dict[str, set[bytes]] = {page: set() for page in PAGES}
        self.count = 0
        self.published = 0
        """How many of the killed publishes had come as far as to go live."""

    def read(self) -> None:
        for page in PAGES:
            try:
                self.seen[page].add((self.place.current / page).read_bytes())
            except OSError as error:
                self.missing.append(f"{page}: {error}")
            self.count += 1
        time.sleep(0.003)  # leaves the processor to the publish


@contextmanager
def reading(place: ReleaseStore) -> Iterator[Reader]:
    """A reader at work while the block runs."""
    reader, over = Reader(place), threading.Event()

    def run() -> None:
        while not over.is_set():
            reader.read()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield reader
    finally:
        over.set()
        thread.join()


STAGES: tuple[Callable[[ReleaseStore, str | None], bool], ...] = (
    lambda place, before: any(place.releases.glob(".making-*/project/docs")),
    lambda place, before: any(place.releases.glob(".making-*/site/index.html")),
    lambda place, before: any(place.releases.glob(".making-*/site/404.html.gz")),
    lambda place, before: len(list((place.state / "releases").iterdir())) > 2 or place.current_name() != before,
    lambda place, before: place.current_name() != before,
)
"""Moments that a clock seldom hits: laid out, built, compressed, recorded, switched."""


def kill_often(project: Path, place: ReleaseStore, times: int, seed: int) -> Reader:
    """Publishes changing records, killed at random moments; asserts that nobody notices."""
    chance = random.Random(seed)
    whole: dict[str, set[bytes]] = {page: {(place.current / page).read_bytes()} for page in PAGES}
    with reading(place) as reader:
        longest = _time_of_a_publish(project, place)
        _remember(place, whole)
        for n in range(times):
            change(project / "content/portal.yml", "zh: .*", f"zh: 第{n}次")
            before = place.current_name()
            publishing = subprocess.Popen(
                command(project, "publish", "--to", place.root), env=environment(), start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            if n % 2:  # any moment
                time.sleep(longest * chance.uniform(0, 1.05))
            else:  # shortly after one of the stages began
                stage = STAGES[n // 2 % len(STAGES)]
                while publishing.poll() is None and not _is_reached(stage, place, before):
                    time.sleep(0.001)
                time.sleep(chance.uniform(0, 0.05))
            # Every other time the builder is left alone behind: the next run has to cope with it.
            if n % 4 < 2:
                os.killpg(publishing.pid, signal.SIGKILL)
            else:
                publishing.kill()
            publishing.wait()
            assert is_whole(place), f"kill {n} of seed {seed}"
            reader.published += place.current_name() != before
            _remember(place, whole)
    assert reader.missing == []
    assert reader.count > 20 * times
    for page, seen in reader.seen.items():
        assert seen <= whole[page], f"half a page: {page}"
    return reader


def _is_reached(stage: Callable[[ReleaseStore, str | None], bool], place: ReleaseStore, before: str | None) -> bool:
    try:
        return stage(place, before)
    except FileNotFoundError:  # moved while it was being looked at
        return False


def _time_of_a_publish(project: Path, place: ReleaseStore) -> float:
    began = time.monotonic()
    change(project / "content/portal.yml", "zh: .*", "zh: 测时间")
    subprocess.run(command(project, "publish", "--to", place.root), env=environment(), check=True, capture_output=True)
    return time.monotonic() - began


def _remember(place: ReleaseStore, whole: dict[str, set[bytes]]) -> None:
    """A killed run may have switched already: what is live now is whole, `is_whole` has seen to that."""
    for page in PAGES:
        whole[page].add((place.current / page).read_bytes())
