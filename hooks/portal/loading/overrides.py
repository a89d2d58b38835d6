"""Overrides of shared entries that are not there: a town's own entry that is neither an override nor whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from portal.problems.problem import Problem, nearest
from portal.yaml_io.document import Document


def tell_unknown_overrides(own: Document, problems: list[Problem], shared: Collection[str]) -> list[Problem]:
    """Return the problems, those of keys missing from entries no shared entry fills in told as one of their id."""
    if not any(problem.code == "missing-key" for problem in problems):
        return problems
    lines = {own.line_of((position,)): (position, id) for position, id in _ids(own) if id not in shared}
    missing: dict[int, list[str]] = {}
    for problem in problems:
        if problem.code == "missing-key" and problem.line in lines:
            missing.setdefault(problem.line, []).append(problem.args["key"])
    kept = [problem for problem in problems if problem.code != "missing-key" or problem.line not in missing]
    for line, keys in missing.items():
        position, id = lines[line]
        guess = nearest(id, shared)
        hint_zh = f"是不是 {guess}？不是就补全这一项" if guess else "改编号，或补全这一项"
        hint_en = f"did you mean {guess}? if not, complete the entry" if guess else "mend the id, or complete the entry"
        args = {"id": id, "keys": ", ".join(keys), "hint_zh": hint_zh, "hint_en": hint_en}
        kept.append(own.problem_at((position, "id"), "override-unknown", **args))
    return kept


def _ids(document: Document) -> Iterator[tuple[int, str]]:
    entries = document.value if isinstance(document.value, list) else []
    for position, entry in enumerate(entries):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield position, entry["id"]
