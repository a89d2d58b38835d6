"""For which day a release is made, when the clock may be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from portal_publish.releases import Release


@dataclass(frozen=True, slots=True)
class Day:
    """The day a release is made for, and what is to be said about the clock."""

    day: date
    warning: tuple[str, str] | None = None
    """In Chinese and English; None if the clock and the releases agree."""


def settle_day(clock: date, live: Release | None, committed: int | None) -> Day:
    """The clock's day, unless two witnesses show that the clock was set back.

    The live release alone is no witness: it may have been made while the clock was ahead. If
    the commit, too, is from later than the clock's today, the clock is behind, and the release
    is made for the live one's day: a date that has passed is not shown as coming again.
    """
    if live is None or clock >= live.made_for:
        return Day(clock)
    said = (
        f"注意：系统时钟是 {clock}，可是现在的网站是 {live.day} 生成的。请校准时钟。",
        f"Note: the clock says {clock}, but the live site was made on {live.day}. Set the clock right.",
    )
    if committed is not None and day_in_china(committed) > clock:
        chinese = f"最近一次提交也比时钟晚，所以仍按 {live.day} 生成。"
        english = f"The last commit is later, too: this release is made for {live.day}."
        return Day(live.made_for, (said[0] + chinese, f"{said[1]} {english}"))
    return Day(clock, said)


def day_in_china(seconds: int) -> date:
    """The day of a moment given in seconds since 1970."""
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    return moment.astimezone(ZoneInfo("Asia/Shanghai")).date()
