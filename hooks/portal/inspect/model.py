"""Rules of an inspection and what was found for each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from portal.text.staff_message import StaffMessage


class Outcome(Enum):
    """How a rule came out; what only the town can supply is no fault of the site."""

    PASSED = StaffMessage("合格", "passed")
    FAILED = StaffMessage("不合格", "failed")
    UNKNOWN = StaffMessage("待镇上补", "for the town to supply")


class Rule(NamedTuple):
    """One thing inspectors ask, and who asks it."""

    id: str
    asks: StaffMessage
    source: StaffMessage
    """The document that has the rule; the year alone where its number is not known for certain."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one rule: nothing to say where it passed."""

    rule: Rule
    outcome: Outcome
    details: tuple[StaffMessage, ...] = ()


def find(rule: Rule, faults: list[StaffMessage]) -> Finding:
    """Return the finding of a rule that passes where there is no fault."""
    return Finding(rule, Outcome.FAILED if faults else Outcome.PASSED, tuple(faults))
