"""A push is answered, whatever it holds and however long the check would take."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.publish.conftest import change, git
from tests.publish.test_serve_git import Clerk, clerk, refused, served

__all__ = ["clerk", "served"]  # fixtures

ANSWERED = 30
SLOW = "import time\n\n\ndef load(*_: object) -> None:\n    time.sleep(120)\n"
BUSY = "import re\n\n\ndef load(*_: object) -> None:\n    re.search('(a|aa)+$', 'a' * 60 + 'b')\n"
DYING = "import os\n\n\ndef load(*_: object) -> None:\n    os._exit(9)\n"


def install(clerk: Clerk, load: str) -> None:
    """Lets the installed program check pushes with another `load`."""
    path = clerk.repository / "portal/program/current/hooks/portal/loading/load.py"
    path.write_text(f"{path.read_text('utf-8')}\n\n{load}", "utf-8")


def still_running(clerk: Clerk) -> list[str]:
    """The commands of processes that work for this repository."""
    commands = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().replace(b"\0", b" ").decode()
        except OSError:  # it has ended meanwhile
            continue
        commands += [command] if f"{clerk.repository}/portal/program" in command else []
    return commands


@pytest.mark.parametrize("load", [SLOW, BUSY], ids=["asleep", "busy"])
def test_a_push_whose_check_takes_too_long_is_refused_with_a_word(clerk: Clerk, load: str) -> None:
    git(clerk.repository, "config", "portal.pushSeconds", "3")
    install(clerk, load)
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 太慢")
    clerk.commit()
    start = time.monotonic()
    done = clerk.push()
    assert time.monotonic() - start < ANSWERED
    refused(clerk, done, "push-too-slow")
    assert "用了 3 秒还没有完" in done.stderr
    assert "not done after 3 seconds" in done.stderr
    assert not still_running(clerk)


def test_a_check_that_ends_half_way_refuses_the_push(clerk: Clerk) -> None:
    install(clerk, DYING)
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 中断")
    clerk.commit()
    head = clerk.head
    done = clerk.push()
    assert done.returncode != 0
    assert "检查中途停了" in done.stderr
    assert "stopped half-way" in done.stderr
    assert "Traceback" not in done.stderr
    assert clerk.head == head


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("# 13800138000 " + "1 " * 400_000, "mobile-number"),
        ("# 住址" + " " * 300_000 + "加牙村12号", "home-address"),
        ("# 生日" + " " * 300_000 + "1985年3月5日", "birth-date"),
    ],
    ids=["digits", "address", "birth"],
)
def test_a_long_hostile_line_is_answered_by_what_is_wrong_with_it(clerk: Clerk, line: str, code: str) -> None:
    with clerk.village().open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    clerk.commit()
    start = time.monotonic()
    done = clerk.push()
    assert time.monotonic() - start < ANSWERED
    refused(clerk, done, code)
