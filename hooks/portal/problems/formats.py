"""Problems for machines: JSON, annotations of GitHub's runners, SARIF 2.1.0.

The same words as the printed form; personal data was masked when each problem was made.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from portal.problems.messages import TEXTS
from portal.problems.problem import Problem

_PARTS = ("found", "expected", "mend")


def as_json(problems: Sequence[Problem]) -> str:
    """One object: the problems in order, and how many there are of each kind."""
    faults = sum(not problem.is_warning for problem in problems)
    return _dump(
        {
            "problems": [_as_dict(problem) for problem in problems],
            "errors": faults,
            "warnings": len(problems) - faults,
        }
    )


def _as_dict(problem: Problem) -> dict[str, Any]:
    texts = {part: {language: problem.text(part, language) for language in ("zh", "en")} for part in _PARTS}
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "end_column": problem.column + problem.width,
        "severity": "warning" if problem.is_warning else "error",
        "code": problem.code,
        **texts,
        "excerpt": problem.excerpt,
    }


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands, one line a problem, which GitHub, Gitee and act show at their lines."""
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    level = "warning" if problem.is_warning else "error"
    place = {
        "file": problem.path,
        "line": str(problem.line),
        "col": str(problem.column),
        "endColumn": str(problem.column + problem.width),
        "title": problem.code,
    }
    properties = ",".join(f"{name}={_escape(value, ':,')}" for name, value in place.items())
    return f"::{level} {properties}::{_escape(_sentences(problem))}"


def _sentences(problem: Problem) -> str:
    return "\n".join(f"{problem.text('found', language)} {problem.text('mend', language)}" for language in ("zh", "en"))


def _escape(text: str, more: str = "") -> str:
    """As actions/toolkit escapes commands (packages/core/src/command.ts)."""
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def as_sarif(problems: Sequence[Problem]) -> str:
    """A SARIF 2.1.0 log, which forges and editors read."""
    codes = sorted({problem.code for problem in problems})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": TEXTS[code].found["zh"]},
            "defaultConfiguration": {"level": "warning" if TEXTS[code].is_warning else "error"},
        }
        for code in codes
    ]
    run = {
        "tool": {"driver": {"name": "portal", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem) for problem in problems],
    }
    return _dump({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _result(problem: Problem) -> dict[str, Any]:
    region = {
        "startLine": problem.line,
        "startColumn": problem.column,
        "endColumn": problem.column + problem.width,
        "snippet": {"text": problem.excerpt},
    }
    uri = quote(problem.path.encode("utf-8", "surrogateescape"))
    return {
        "ruleId": problem.code,
        "level": "warning" if problem.is_warning else "error",
        "message": {"text": _sentences(problem)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
    }


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
