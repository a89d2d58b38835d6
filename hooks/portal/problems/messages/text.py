"""The shape of a problem's texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemText:
    """The three sentences of a code; `{name}` stands for an argument of the problem."""

    found: Mapping[str, str]
    expected: Mapping[str, str]
    mend: Mapping[str, str]
    is_warning: bool = False


def text(
    found: tuple[str, str],
    expected: tuple[str, str],
    mend: tuple[str, str],
    *,
    is_warning: bool = False,
) -> ProblemText:
    """A code's texts; each pair is Chinese, English."""

    def pair(both: tuple[str, str]) -> Mapping[str, str]:
        return {"zh": both[0], "en": both[1]}

    return ProblemText(pair(found), pair(expected), pair(mend), is_warning)
