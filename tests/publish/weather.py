"""Bad weather: a reader who never stops, and a publish that is killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal_publish.places import Place
from tests.publish.conftest import change, command, environment, is_whole

PAGES = ("index.html", "help/index.html", "en/villages/index.html", "assets/site.css", "calendar/index.html.gz")


class Reader:
    """Reads pages over and over and keeps what it should never have seen.

    Whole bytes it may see: those of any release that has been live. They are told apart
    afterwards, so that reading itself stays fast.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.missing: list[str] = []
        self.seen: dict[str, set[bytes]] = {page: set() for page in PAGES}
        self.count = 0

    def read(self) -> None:
        for page in PAGES:
            try:
                self.seen[page].add((self.place.current / page).read_bytes())
            except OSError as error:
                self.missing.append(f"{page}: {error}")
            self.count += 1
        time.sleep(0.0005)  # leaves the processor to the publish


@contextmanager
def reading(place: Place) -> Iterator[Reader]:
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


def kill_often(project: Path, place: Place, times: int, seed: int) -> Reader:
    """Publishes changing records, killed at random moments; asserts that nobody notices."""
    chance = random.Random(seed)
    whole: dict[str, set[bytes]] = {page: {(place.current / page).read_bytes()} for page in PAGES}
    longest = _time_of_a_publish(project, place)
    _remember(place, whole)
    with reading(place) as reader:
        for n in range(times):
            change(project / "content/portal.yml", "zh: .*", f"zh: 第{n}次")
            publishing = subprocess.Popen(
                command(project, "publish", "--to", place.root), env=environment(), start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            # A third of the moments near the end, where it is written, renamed and switched.
            share = chance.uniform(0.75, 1.1) if n % 3 == 0 else chance.uniform(0, 1.05)
            time.sleep(longest * share)
            # Every other time the builder is left alone behind: the next run has to cope with it.
            if n % 2:
                os.killpg(publishing.pid, signal.SIGKILL)
            else:
                publishing.kill()
            publishing.wait()
            assert is_whole(place), f"kill {n} of seed {seed} at {share:.2f}"
            _remember(place, whole)
    assert reader.missing == []
    assert reader.count > 20 * times
    for page, seen in reader.seen.items():
        assert seen <= whole[page], f"half a page: {page}"
    return reader


def _time_of_a_publish(project: Path, place: Place) -> float:
    began = time.monotonic()
    change(project / "content/portal.yml", "zh: .*", "zh: 测时间")
    subprocess.run(command(project, "publish", "--to", place.root), env=environment(), check=True, capture_output=True)
    return time.monotonic() - began


def _remember(place: Place, whole: dict[str, set[bytes]]) -> None:
    """A killed run may have switched already: what is live now is whole, `is_whole` has seen to that."""
    for page in PAGES:
        whole[page].add((place.current / page).read_bytes())
