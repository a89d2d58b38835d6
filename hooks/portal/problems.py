"""Problems: faults in records and explainers, as staff are told of them.

Owns the `Problem` value, its order and its printed form. What each code means in
Chinese and English stands in `problem_texts.py`; where a fault is found is the
business of the modules that look.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from portal.problem_texts import TEXTS

TAB_CELLS = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault at one place; `args` fills the texts of its code."""

    code: str
    path: str
    line: int = 1
    column: int = 1
    width: int = 1
    """Characters the caret covers, starting at `column` (both count characters, from 1)."""
    excerpt: str = ""
    """The whole source line, without its line end."""
    args: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_warning(self) -> bool:
        """Whether readers can live with it: a warning never stops publishing."""
        return TEXTS[self.code].is_warning

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.path, self.line, self.column, self.code, repr(sorted(self.args.items())))

    def text(self, part: str, language: str) -> str:
        """One of `found`, `expected`, `mend` in `zh` or `en`."""
        template: str = getattr(TEXTS[self.code], part)[language]
        return template.format_map(self.args)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by path and line, each once."""
    unique = {problem.sort_key: problem for problem in problems}
    return [unique[key] for key in sorted(unique)]


def cells(text: str) -> int:
    """The width of `text` in terminal cells: Han two, combining marks none (UAX 11)."""
    width = 0
    for character in text:
        if character == "\t":
            width += TAB_CELLS
        elif unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        else:
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, if one is like enough to suggest."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def render_problem(problem: Problem) -> str:
    """The printed form of style guide section 6."""
    severity = "warning" if problem.is_warning else "error"
    lines = [f"{problem.path}:{problem.line}:{problem.column}: {severity}[{problem.code}]"]
    if problem.excerpt.strip():
        excerpt = problem.excerpt.replace("\t", " " * TAB_CELLS)
        before = cells(problem.excerpt[: problem.column - 1])
        marked = problem.excerpt[problem.column - 1 : problem.column - 1 + problem.width]
        lines.append(f"{problem.line:>4} | {excerpt}")
        lines.append(f"     | {' ' * before}{'^' * max(1, cells(marked))}")
    for heading, part in (
        ("问题 problem  ", "found"),
        ("应为 expected ", "expected"),
        ("改法 mend     ", "mend"),
    ):
        chinese, english = problem.text(part, "zh"), problem.text(part, "en")
        lines.append(f"  {heading}{chinese}")
        lines.append(f"  {' ' * cells(heading)}{english}")
    return "\n".join(lines)


def render_report(problems: Iterable[Problem]) -> str:
    """All problems, the count, and what became of the site."""
    listed = sort_problems(problems)
    faults = sum(not problem.is_warning for problem in listed)
    warnings = len(listed) - faults
    parts = [render_problem(problem) for problem in listed]
    if faults:
        parts.append(
            f"共 {faults} 处问题，{warnings} 处提醒；什么都没有发布，原来的网站没有动。\n"
            f"{faults} problem(s), {warnings} warning(s); nothing was published, "
            "the site as it was still stands."
        )
    elif warnings:
        parts.append(
            f"没有问题，{warnings} 处提醒（不影响发布）。\n"
            f"No problems, {warnings} warning(s) (they do not stop publishing)."
        )
    return "\n\n".join(parts)
