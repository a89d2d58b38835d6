"""`portal check-commit` and `portal annotate`: the check for git hooks and forges."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.commands.status import OK, PROBLEMS
from portal.loading.load import load, read_folder
from portal.loading.site_day import find_today
from portal.problems.problem import sort_problems
from portal_publish.annotations import code_quality, linked
from portal_publish.console import PublishError, report, write
from portal_publish.git import Repository
from portal_publish.sources import CONTENT


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands."""
    commit = commands.add_parser("check-commit", help="检查一次提交，不看工作区 / check a commit, not the folder")
    which = commit.add_mutually_exclusive_group(required=True)
    which.add_argument("--index", action="store_true", help="将要提交的 / what is about to be committed")
    which.add_argument("--commit", metavar="COMMIT")
    commit.set_defaults(run=_check)
    annotate = commands.add_parser("annotate", help="给 GitLab、Gitee 的问题清单 / problems for GitLab, Gitee")
    annotate.add_argument("--gitlab", type=Path, metavar="FILE", help="code quality 报告 / report")
    annotate.add_argument("--link", metavar="ADDRESS", help="每处问题附上链接 / a link with each problem")
    annotate.set_defaults(run=_annotate)


def _check(options: argparse.Namespace) -> int:
    repository = Repository(options.root)
    if options.index:
        files, problems = repository.read_index(*CONTENT)
    else:
        commit = repository.commit(options.commit)
        if commit is None:
            raise PublishError(f"没有提交 {options.commit}。", f"There is no commit {options.commit}.")
        files, problems = repository.read_commit(commit, *CONTENT)
    problems += (problem for problem in load(files, find_today(files))[1] if not problem.is_warning)
    if problems:
        report(sort_problems(problems))
        return PROBLEMS
    return OK


def _annotate(options: argparse.Namespace) -> int:
    files = read_folder(options.root)
    catalog, problems = load(files, find_today(files))
    if options.gitlab:
        options.gitlab.write_text(code_quality(problems), encoding="utf-8")
    if options.link:
        write(linked((problem for problem in problems if not problem.is_warning), options.link))
    return OK if catalog else PROBLEMS
