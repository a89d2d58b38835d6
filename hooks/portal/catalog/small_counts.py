"""Small counts: how counts of consultations may be published.

Fewer than five questions could point at a person, so such a count is published as 少于5
(design.md section 4), and nothing else that is published may give it away. The rule:

- What came of one session (a cell: session and topic) is exact from five on, else 少于5.
- A topic's total is exact if no cell under it is hidden, or if `ENOUGH` are and their sum lies so
  far from both its ends that each could be anything from 1 to 4.
- The year's total is exact under the same condition: the topics whose own totals are not exact
  must leave that room together.
- Any other total is a lower bound made of what is published anyway, and so tells nothing new.
- While the year runs (`is_settled` false), a total is exact only where no cell under it is hidden, and
  how else it is put depends on how many are hidden, not on what they count: who notes it down
  before and after a session's page appears could subtract.
- No other totals are published: not by village, by month or by session. With one tree (year,
  topic, cell) there is no second way to add up the same cells.

Whether a total is exact depends on nothing but sums that are then either published or unknown,
so that even who knows this rule learns no single count from it. That was found by trying every
case, and is: tests/domain/test_disclosure.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from portal.i18n.language import Language

FEWEST_SHOWN = 5
"""Counts below this are not shown."""
_MOST_HIDDEN = FEWEST_SHOWN - 1
"""The highest count that is hidden; the lowest is 1."""
ROOM = _MOST_HIDDEN - 1
"""How far a hidden count may lie from another."""
ENOUGH = 4
"""Hidden cells from which their sum may be told. Of fewer, a total that is not exact would say too
much: two cells that add up to neither 5 nor less add up to 6, 7 or 8."""


@dataclass(frozen=True, slots=True)
class Published:
    """A count as published."""

    kind: Literal["exact", "few", "at-least", "few-each"]
    number: int
    """The count if exact, its lower bound if `at-least`, else 0; of `few-each` each part is under five."""


def published_text(published: Published, language: Language) -> str:
    """A count as residents may see it: 42, 少于5, 至少 22, 每场都少于5."""
    if published.kind == "exact":
        return str(published.number)
    return language.label(f"count.{published.kind}", count=f"{published.number}", limit=f"{FEWEST_SHOWN}")


@dataclass(frozen=True, slots=True)
class PublishedTotals:
    """A year's counts by topic, and together."""

    by_topic: Mapping[str, Published]
    total: Published


def publish_cell(count: int) -> Published:
    """What came of one session on one topic."""
    return Published("exact", count) if count >= FEWEST_SHOWN else Published("few", 0)


def publish_totals(cells_by_topic: Mapping[str, Sequence[int]], *, is_settled: bool) -> PublishedTotals:
    """Totals over cells, each at least 1; `is_settled` once the year is over and no cell comes any more."""
    groups = {topic: _Group.of(cells) for topic, cells in cells_by_topic.items() if cells}
    by_topic = {topic: _publish_topic(group, is_settled) for topic, group in groups.items()}
    return PublishedTotals(by_topic, _publish_year(groups, by_topic, is_settled))


@dataclass(frozen=True, slots=True)
class _Group:
    """The cells of a topic, or of all."""

    shown: int
    """The sum of the cells that are shown."""
    hidden: int
    """How many are not."""
    hidden_sum: int

    @classmethod
    def of(cls, cells: Sequence[int]) -> _Group:
        small = [count for count in cells if count < FEWEST_SHOWN]
        return cls(sum(cells) - sum(small), len(small), sum(small))

    @property
    def total(self) -> int:
        return self.shown + self.hidden_sum

    @property
    def reach(self) -> tuple[int, int]:
        """From where to where the hidden cells' sum could lie, once their total is 少于5 or a lower bound."""
        lowest, highest = self.hidden, _MOST_HIDDEN * self.hidden
        if self.shown:
            return lowest, highest
        return (lowest, _MOST_HIDDEN) if self.total < FEWEST_SHOWN else (FEWEST_SHOWN, highest)


def _publish_topic(group: _Group, is_settled: bool) -> Published:
    lower, higher = group.hidden_sum - group.hidden, _MOST_HIDDEN * group.hidden - group.hidden_sum
    if not group.hidden or (is_settled and group.hidden >= ENOUGH and min(lower, higher) >= ROOM):
        return Published("exact", group.total)
    return _publish_inexactly(group, group.shown + group.hidden, is_settled)


def _publish_year(groups: Mapping[str, _Group], by_topic: Mapping[str, Published], is_settled: bool) -> Published:
    open_topics = [groups[topic] for topic, total in by_topic.items() if total.kind != "exact"]
    year = _Group(
        sum(group.shown for group in groups.values()),
        sum(group.hidden for group in groups.values()),
        sum(group.hidden_sum for group in groups.values()),
    )
    # A topic with many hidden cells and yet no exact total has a very low or very high sum;
    # the sum of all topics would say which.
    is_telling = any(group.hidden >= ENOUGH for group in open_topics)
    lower = sum(group.hidden_sum - group.reach[0] for group in open_topics)
    higher = sum(group.reach[1] - group.hidden_sum for group in open_topics)
    if not open_topics or (is_settled and not is_telling and min(lower, higher) >= ROOM):
        return Published("exact", year.total)
    known = sum(total.number or groups[topic].shown + groups[topic].hidden for topic, total in by_topic.items())
    return _publish_inexactly(year, known, is_settled)


def _publish_inexactly(group: _Group, known: int, is_settled: bool) -> Published:
    """少于5, or a lower bound: `known` adds up what is published, each hidden cell taken as 1."""
    # Four cells and a total under five would say that each is 1.
    may_be_few = not group.shown and group.hidden < (ENOUGH if is_settled else 2)
    if may_be_few and group.total < FEWEST_SHOWN:
        return Published("few", 0)
    known = max(known, FEWEST_SHOWN) if may_be_few else known
    return Published("at-least", known) if known >= FEWEST_SHOWN else Published("few-each", 0)
