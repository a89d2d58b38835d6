"""What calendars have shown is not taken back by a push that removes the row."""

from __future__ import annotations

import re

from tests.publish.conftest import git
from tests.publish.test_serve_git import Clerk, clerk, refused, served

__all__ = ["clerk", "served"]  # fixtures

ROW = re.compile(r"  - \{village: (\S+), date: (\S+), outcome: held[^}]*\}\n")


def test_a_push_without_a_published_row_is_refused_and_told_the_row_to_write(clerk: Clerk) -> None:
    path = max(path for path in clerk.folder.glob("content/work/*.yml") if ROW.search(path.read_text("utf-8")))
    before = path.read_text("utf-8")
    row = ROW.search(before)
    assert row
    path.write_text(before.replace(row[0], "", 1), "utf-8")
    clerk.commit()
    done = clerk.push()
    refused(clerk, done, "push-row-deleted")
    told = re.search(r"写回一行：(- \{.*\})", done.stderr)
    assert told and f"village: {row[1]}, date: {row[2]}, outcome: scheduled" in told[1]
    path.write_text(before.replace(row[0], f"  {told[1]}\n", 1), "utf-8")
    git(clerk.folder, "commit", "-qam", "照常")
    done = clerk.push()
    assert done.returncode == 0, done.stderr
    calendar = (clerk.place.current / f"villages/{row[1]}/calendar.ics").read_bytes()
    entry = calendar.partition(f".{row[2].replace('-', '')}@".encode())[2].partition(b"END:VEVENT")[0]
    number = re.search(rb"SEQUENCE:(\d+)", entry)
    assert number and int(number[1]) >= 3
