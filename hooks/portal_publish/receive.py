"""What a push brings: judged by the installed program before git takes it, published after."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from portal.catalog.allow_list import AllowList, find_in_file
from portal.checks.files import PICTURE, check_committed_paths, find_hidden
from portal.checks.revisions import COMPARED, check_revisions
from portal.commands.status import RefusedError
from portal.loading.load import load
from portal.loading.site_day import find_today
from portal.problems.problem import Problem, sort_problems
from portal.records.registry import NOT_RECORDS
from portal.text.staff_message import StaffMessage
from portal.yaml_io.document import MOST_PROBLEMS
from portal_publish.console import PublishError
from portal_publish.git import NOTHING
from portal_publish.push_words import judge_words
from portal_publish.server import CONTENT_BRANCH, PROGRAM_BRANCH, Server
from portal_publish.sources import CONTENT

MEANT = "确认大量删除"
"""A line of a commit message: yes, these records are to go."""
FEWEST = 4
"""Below that many records, deleting most of them is no sign of a slip."""


@dataclass(frozen=True, slots=True)
class Update:
    """One ref that a push changes; `NOTHING` stands for a ref that is not there."""

    old: str
    new: str
    ref: str

    @property
    def branch(self) -> str:
        """The branch's name, or the whole ref if it is none."""
        return self.ref.removeprefix("refs/heads/")


def read_updates(lines: str) -> list[Update]:
    """What git tells its hooks: old, new and ref in each line (githooks(5))."""
    return [Update(*line.split(" ", 2)) for line in lines.splitlines() if line]


def judge(server: Server, updates: Sequence[Update]) -> list[Problem]:
    """Why a push is refused, sorted; warnings of the records are not among them."""
    problems: list[Problem] = []
    for update in updates:
        if update.ref == f"refs/heads/{CONTENT_BRANCH}":
            problems += _judge_content(server, update)
        elif update.ref == f"refs/heads/{PROGRAM_BRANCH}":
            problems += judge_words(server.repository, update.new, AllowList())
        else:
            args = {"branch": update.branch, "content": CONTENT_BRANCH, "program": PROGRAM_BRANCH}
            problems.append(Problem("push-branch-unknown", update.ref, args=args))
    return sort_problems(problems)


Verdict = tuple[list[Problem], bool]
"""Why a push is refused, and whether the site can be made of it."""


def judge_in_time(server: Server, updates: Sequence[Update], try_push: Callable[[str], bool]) -> Verdict:
    """Judge a push and try its commits with `try_push`, in processes that the clock ends: the push is refused then.

    Whatever a push holds, and whatever mistake the program has, whoever pushes gets an answer.
    """
    seconds = server.push_seconds
    context = multiprocessing.get_context("fork")  # within a hook there is one thread, and everything is imported
    receiving, sending = context.Pipe(duplex=False)
    judging = context.Process(target=_send_judgement, args=(sending, server, updates, try_push))
    judging.start()
    sending.close()
    try:
        if not receiving.poll(seconds):
            ref = updates[0].ref if updates else ""
            return [Problem("push-too-slow", ref, args={"seconds": f"{seconds:g}"})], False
        answer: Verdict | StaffMessage = receiving.recv()
    except EOFError:
        raise PublishError(
            "检查中途停了（多半是内存不够），推送没有收下。再推一次；还不行请管服务器的人看日志。",
            "The check stopped half-way (most likely for want of memory); the push was not taken."
            " Push again; if that does not help, ask the server's keeper.",
        ) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(judging.pid or 0, signal.SIGKILL)  # with it what it has started
        judging.join()
    if isinstance(answer, StaffMessage):
        raise RefusedError(*answer)
    return answer


def _send_judgement(
    sending: Connection, server: Server, updates: Sequence[Update], try_push: Callable[[str], bool]
) -> None:
    """Send the verdict, or the words of a refusal; end by itself should nobody be left to end it."""
    os.setpgrp()
    signal.alarm(int(server.push_seconds) + 2)
    try:
        problems = judge(server, updates)
        commits = [update.new for update in updates if update.branch == CONTENT_BRANCH]
        sending.send((problems, not problems and all(try_push(commit) for commit in commits)))
    except RefusedError as error:
        sending.send(error.message)


def _judge_content(server: Server, update: Update) -> list[Problem]:
    repository = server.repository
    if update.new == NOTHING:
        return [Problem("push-branch-deleted", update.ref, args={"branch": update.branch})]
    if update.old != NOTHING and not repository.is_ancestor(update.old, update.new):
        return [Problem("push-forced", update.ref, args={"old": update.old[:7]})]
    outside = repository.changed(server.installed, update.new, ".", *(f":(exclude,top){top}/" for top in CONTENT))
    args = {"branch": CONTENT_BRANCH, "program": PROGRAM_BRANCH}
    problems = [Problem("push-program-changed", name, args={**args, "name": name}) for name in outside]
    files, refused = repository.read_commit(update.new, *CONTENT)
    problems += refused
    problems += check_committed_paths(files)
    catalog, found = load(files, find_today(files))
    problems += (problem for problem in found if not problem.is_warning)
    may_leave = catalog.may_leave if catalog is not None else AllowList()
    problems += judge_words(repository, update.new, may_leave)
    if catalog is not None:
        problems += _judge_history(server, update, may_leave)
        if update.old != NOTHING:
            problems += check_revisions(repository.read_commit(update.old, *COMPARED)[0], files, catalog)
    return problems + _judge_deletions(server, update, files.keys())


def _judge_history(server: Server, update: Update, may_leave: AllowList) -> Iterator[Problem]:
    """Personal data that the last commit no longer has: in the history it would stay, in every clone, for ever."""
    repository = server.repository
    for path, id, raw in repository.passing_files(update.new):
        found = [
            (number, line, finding)
            for number, line, finding in find_in_file(path, raw)
            # A number may be on its way out because its owner has withdrawn.
            if not may_leave.allows(finding, path) and not (finding.code == "mobile-number" and "consent:" in line)
        ]
        hides_something = bool(PICTURE.fullmatch(path)) and any(find_hidden(path, raw))
        if not found and not hides_something:
            continue
        # Newest first: it came with the last of them and went with a later one.
        commits = repository.run("log", "--format=%h", f"--find-object={id}", update.new, "--not", "--all")
        args = {"commit": commits.decode().split()[-1], "branch": CONTENT_BRANCH}
        for number, line, finding in found[:MOST_PROBLEMS]:
            yield Problem(
                "push-history", path, number, finding.start + 1, finding.end - finding.start, line.rstrip("\r"), args
            )
        if hides_something:
            yield Problem("push-history", path, args=args)


def _judge_deletions(server: Server, update: Update, kept: Collection[str]) -> list[Problem]:
    """A push that leaves less than half of the records is a slip, unless its message says otherwise."""
    repository = server.repository
    if update.old == NOTHING:
        return []
    names = repository.names(update.old, *CONTENT)
    before = [name for name in names if not NOT_RECORDS.fullmatch(name.removeprefix("content/"))]
    deleted = [name for name in before if name not in kept]
    if len(before) < FEWEST or len(deleted) * 2 <= len(before):
        return []
    message = repository.run("log", "-1", "--format=%B", update.new).decode("utf-8", "replace")
    if MEANT in [line.strip() for line in message.splitlines()]:
        return []
    args = {"deleted": str(len(deleted)), "before": str(len(before))}
    return [Problem("push-deletes-many", update.ref, args=args)]
