"""Where in a record a problem stands: from its line and column back to the keys that lead there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from portal.problems.problem import Problem
from portal.yaml_io.document import Document

At = tuple[str | int, ...]
_OF_A_KEY = ("missing-key", "source-language-missing", "rule-id-missing", "empty-list")
"""Codes told at a parent that name the key they are about."""


def locate(document: Document, problem: Problem) -> At:
    """The keys and positions that lead to a problem's line and column."""
    line, column = problem.line - 1 - document.first_line, problem.column - 1
    node = document.node
    at: At = ()
    while True:
        step = _step(node, line, column)
        if step is None:
            break
        at, node = (*at, step[0]), step[1]
    key = problem.args.get("key") or problem.args.get("language")
    if problem.code in _OF_A_KEY and key and (not at or at[-1] != key) and isinstance(node, yaml.MappingNode):
        at = (*at, key)
    return at


def _step(node: Any, line: int, column: int) -> tuple[str | int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if _covers(key, line, column) or _covers(value, line, column):
                return key.value, value
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            if _covers(item, line, column):
                return position, item
    return None


def _covers(node: Any, line: int, column: int) -> bool:
    start, end = (node.start_mark.line, node.start_mark.column), (node.end_mark.line, node.end_mark.column)
    return start <= (line, column) < end or (start == (line, column) and start == end)


def by_place(document: Document, problems: Iterable[Problem], prefix: At = ()) -> dict[At, list[Problem]]:
    """Problems of one record by their places within it; () for those of the record as a whole."""
    found: dict[At, list[Problem]] = {}
    for problem in problems:
        at = locate(document, problem)
        inner = at[len(prefix) :] if at[: len(prefix)] == prefix else ()
        found.setdefault(inner, []).append(problem)
    return found
