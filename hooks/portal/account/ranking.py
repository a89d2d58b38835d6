"""The ranking rule: why a stop is suggested, and before which others.

One function of plain facts, to be read by whoever wants to know why a village stands first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portal.records import Thresholds

ReasonCode = Literal["never", "long-ago", "asked", "audience", "topic", "no-adviser"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a stop, a topic and an audience together."""

    days_since_session: int | None
    """At that village or place; None if there never was one."""
    times_asked: int
    """Questions heard there on the topic in the last year."""
    days_since_audience: int | None
    """Since the audience was last reached there."""
    days_since_topic: int | None
    """Since the topic was last explained there."""
    has_adviser: bool
    is_planned: bool
    """Whether a session there stands in the calendar for the coming weeks."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with the number it rests on and its weight."""

    code: ReasonCode
    number: int
    points: int


def rank(facts: Facts, thresholds: Thresholds) -> tuple[Reason, ...]:
    """The reasons for a stop, the weightiest first; none if it is not suggested.

    Points order the list: a day without a session is worth one, up to 400; never reached at all
    comes before any gap; each question is worth 20. An audience or topic that was left out while
    others were reached adds a little, so that among equals the new one is chosen; alone they are no
    reason to go, and where nothing was held for a year they go without saying.
    """
    if facts.is_planned:
        return ()
    reasons = []
    if facts.days_since_session is None:
        reasons.append(Reason("never", 0, 420))
    elif facts.days_since_session > thresholds.reached_within_days:
        reasons.append(Reason("long-ago", facts.days_since_session, min(facts.days_since_session, 400)))
    if facts.times_asked > thresholds.asked_often:
        reasons.append(Reason("asked", facts.times_asked, 20 * min(facts.times_asked, 20)))
    if not reasons:
        return ()
    if not facts.has_adviser:
        reasons.append(Reason("no-adviser", 0, 30))
    if _is_within_a_year(facts.days_since_session):
        if not _is_within_a_year(facts.days_since_audience):
            reasons.append(Reason("audience", 0, 8))
        if not _is_within_a_year(facts.days_since_topic):
            reasons.append(Reason("topic", 0, 4))
    return tuple(sorted(reasons, key=lambda reason: -reason.points))


def _is_within_a_year(days: int | None) -> bool:
    return days is not None and days <= 365
