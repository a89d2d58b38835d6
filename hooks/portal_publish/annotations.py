"""Problems as the forges want them, where `portal check --github` does not reach."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from urllib.parse import quote

from portal.problems.problem import Problem


def code_quality(problems: Iterable[Problem]) -> str:
    """GitLab's code quality report: shown at the lines of a merge request."""
    return json.dumps([_issue(problem) for problem in problems], ensure_ascii=False, indent=1)


def linked(problems: Iterable[Problem], address: str) -> str:
    """A line each with a link to the place, for a log: Gitee's pipelines have no annotations.

    `address` is a file's page on the forge up to its path, `https://gitee.com/o/r/blob/<commit>/`.
    """
    return "".join(
        f"{problem.path}:{problem.line}:{problem.column} [{problem.code}] {problem.text('found', 'zh')}\n"
        f"    {address}{quote(problem.path)}#L{problem.line}\n"
        for problem in problems
    )


def _issue(problem: Problem) -> dict[str, object]:
    parts = [problem.text(part, "zh") for part in ("found", "mend")]
    place = f"{problem.code}\0{problem.path}\0{problem.line}\0{problem.column}"
    return {
        "description": "　改法：".join(parts),
        "check_name": problem.code,
        "fingerprint": hashlib.sha256(place.encode()).hexdigest(),
        "severity": "minor" if problem.is_warning else "blocker",
        "location": {"path": problem.path, "lines": {"begin": problem.line}},
    }
