"""Problems: faults in records and explainers, as staff are told of them.

Owns the `Problem` value, its order and its printed form (`problems/formats.py` has those for
machines). What each code means in Chinese and English stands in `problems/messages/`; where a
fault is found is the business of the modules that look. A problem never holds personal data.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from portal.problems.messages import TEXTS
from portal.problems.messages.reminders import REMINDERS
from portal.text.personal_data import MASK, mask

TAB_CELLS = 4

WIDEST_EXCERPT = 100
"""Terminal cells of a printed source line: what is longer is shown around its fault."""

LONGEST_WORD = 100
"""Characters. What is longer is no slip of a word; comparing it would take time by the square of its length."""
_CUT_NUMBER = re.compile(r"\d[\d -]{6,60}$")
_LAST_DATE = re.compile(r"(?<![\d-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])$")
"""A date at the end of a list of them; it is no number that was cut off."""


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

    def __post_init__(self) -> None:
        """Masks personal data, whatever the problem is about: it may be printed, logged, sent to a forge."""
        object.__setattr__(self, "path", mask(self.path))
        if self.excerpt:
            object.__setattr__(self, "excerpt", mask(self.excerpt))
        object.__setattr__(self, "args", {name: _mask_argument(value) for name, value in self.args.items()})

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


def _mask_argument(value: str) -> str:
    """An argument may be the beginning of a text: a number that was cut off there is masked as well."""
    masked = mask(value)
    if len(value) < 40 or masked != value:
        return masked
    date = _LAST_DATE.search(masked)
    end = date.start() if date else len(masked)
    return _CUT_NUMBER.sub(lambda match: MASK * len(match[0]), masked[:end]) + masked[end:]


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
    if len(word) > LONGEST_WORD:
        return None
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def printable(text: str) -> str:
    """The text without signs that steer a terminal or that nobody sees."""
    return "".join(
        "·" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign != "\t" else sign for sign in text
    )


def _excerpt(problem: Problem) -> list[str]:
    """The source line with a caret under the fault, cut to what fits."""
    at = problem.column - 1
    until = at + min(problem.width, WIDEST_EXCERPT)  # a line may be a megabyte long
    start, stop = max(0, at - WIDEST_EXCERPT), min(len(problem.excerpt), max(at + 1, until) + WIDEST_EXCERPT)
    if stop <= 4 * WIDEST_EXCERPT and cells(problem.excerpt[:stop]) <= WIDEST_EXCERPT:
        start = 0
    while start < at and cells(problem.excerpt[start:until]) > WIDEST_EXCERPT * 2 // 3:
        start += 1
    while stop > at + 1 and cells(problem.excerpt[start:stop]) > WIDEST_EXCERPT:
        stop -= 1
    before, marked, after = (
        printable(part).replace("\t", " " * TAB_CELLS)
        for part in (problem.excerpt[start:at], problem.excerpt[at : min(until, stop)], problem.excerpt[until:stop])
    )
    before = ("…" if start else "") + before
    after += "…" if stop < len(problem.excerpt) else ""
    return [
        f"{problem.line:>4} | {before}{marked}{after}",
        f"     | {' ' * cells(before)}{'^' * max(1, cells(marked))}",
    ]


def render_problem(problem: Problem) -> str:
    """The printed form of style guide section 6."""
    severity = "warning" if problem.is_warning else "error"
    lines = [f"{printable(problem.path)}:{problem.line}:{problem.column}: {severity}[{problem.code}]"]
    if problem.excerpt.strip():
        lines += _excerpt(problem)
    for heading, part in (
        ("问题 problem  ", "found"),
        ("应为 expected ", "expected"),
        ("改法 mend     ", "mend"),
    ):
        chinese, english = printable(problem.text(part, "zh")), printable(problem.text(part, "en"))
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


def count_reminders(problems: Iterable[Problem]) -> str:
    """A row for each kind of warning: how many, and the kind in words; most first."""
    counts = Counter(problem.code for problem in problems if problem.is_warning)
    width = len(f"{max(counts.values(), default=0)}")
    return "\n".join(
        f"  {count:>{width}}  {' / '.join(REMINDERS[code])}"
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def render_reminders(problems: Iterable[Problem]) -> str:
    """Warnings by kind, and how to see each of them."""
    warnings = [problem for problem in problems if problem.is_warning]
    return (
        f"{len(warnings)} 处提醒，不影响发布 / warning(s), which do not stop publishing\n"
        f"{count_reminders(warnings)}\n"
        "逐条看 / one by one: portal check --warnings"
    )
