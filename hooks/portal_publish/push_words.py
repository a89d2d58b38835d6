"""The words of a push beside its files: messages, authors and file names of its commits, through the same gate.

They are in every clone for ever, and no later commit takes them back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.catalog.allow_list import AllowList
from portal.problems.problem import Problem
from portal.text.personal_data import Spot, find_in_text, find_personal_data
from portal.yaml_io.document import MOST_PROBLEMS
from portal_publish.git import NOTHING, Repository

_PEOPLE = re.compile(r"(author|committer) (.*?)(?: \d{1,20} [+-]\d{4})?")
"""A line of a commit's head: who, and when."""
_TRAILER = re.compile(r"[A-Z][A-Za-z-]{0,40}(?:-by|-By): .*")
"""Who else had a part in it, at the end of a message."""
_OUR_HEADERS = ("tree ", "parent ", "encoding ", "gpgsig", "mergetag ", " ")
_COMMIT = "commit"


def judge_words(repository: Repository, commit: str, may_leave: AllowList) -> Iterator[Problem]:
    """Personal data in what the new commits up to `commit` say about themselves, and in the names of their files."""
    if commit == NOTHING:
        return
    for id, text in repository.new_commits(commit):
        for what, spot in _find_in_commit(text):
            if not may_leave.allows(spot.finding, _COMMIT):
                finding = spot.finding
                args = {"commit": id[:7], "what": what}
                yield Problem(
                    "push-words", f"{_COMMIT} {id[:7]}", spot.line, finding.start + 1, finding.end - finding.start,
                    spot.text, args,
                )  # fmt: skip
    names = [name for name in repository.new_names(commit) if find_personal_data(name)]
    for name in names[:MOST_PROBLEMS]:
        if not all(may_leave.allows(finding, name) for finding in find_personal_data(name)):
            yield Problem("push-words", name, args={"commit": commit[:7], "what": "file name"})


def _find_in_commit(text: str) -> Iterator[tuple[str, Spot]]:
    """The findings in a commit's people, in headers nobody knows, and in its message."""
    head, _, message = text.partition("\n\n")
    for line in head.split("\n"):
        who = _PEOPLE.fullmatch(line)
        if who is None and line.startswith(_OUR_HEADERS):
            continue
        for spot in find_in_text(who[2] if who else line):
            # Whoever commits has an address; one that is somebody's number as well is found as that number.
            if not (who and spot.finding.code == "email-address"):
                yield who[1] if who else "header", spot
    lines = message.split("\n")
    for spot in find_in_text(message):
        if not (spot.finding.code == "email-address" and _TRAILER.fullmatch(lines[spot.line - 1])):
            yield "message", spot
