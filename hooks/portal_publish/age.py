"""How the published site is doing: how old, whole, and up to date with what was pushed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.site.built_day import BUILT, read_built
from portal.text.staff_message import StaffError
from portal_publish.releases import ReleaseStore
from portal_publish.server import CONTENT_BRANCH, Server

_SPAN = re.compile(r"(\d+)([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
AHEAD = timedelta(minutes=5)
"""By how much a release may seem to come from the future before the clock is called wrong."""


@dataclass(frozen=True, slots=True)
class Status:
    """What a monitor is told."""

    lines: tuple[tuple[str, str], ...]
    """In Chinese and English."""
    faults: tuple[tuple[str, str], ...]


def parse_span(text: str) -> timedelta:
    """`90m`, `36h` or `2d`; raises ValueError, worded for staff."""
    match = _SPAN.fullmatch(text)
    if not match:
        raise StaffError(f"“{text}”不是时长，应写成 90m、36h 或 2d", "write 90m, 36h or 2d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def look(place: ReleaseStore, now: datetime, limit: timedelta | None, server: Server | None = None) -> Status:
    """The state of a place; `server` says what ought to be published there."""
    release = place.live()
    if release is None:
        return Status((), ((f"{place.root}：还没有发布过。", f"{place.root}: nothing has been published."),))
    age = now - release.published_at
    lines = [
        (f"现在的网站：{release.name}，{release.day} 的内容", f"Live: {release.name}, made for {release.day}"),
        (f"发布于 {_ago(age)[0]}前", f"Published {_ago(age)[1]} ago"),
    ]
    if release.is_sample:
        lines.append(("样例站点（sample: true）", "A sample site (sample: true)"))
    if release.stands_still:
        lines.append((f"日期停在 {release.day}（sample_day）", f"Its date stands still at {release.day} (sample_day)"))
    faults = []
    if age < -AHEAD:
        faults.append(("发布时间在将来：时钟被拨回了？", "It was published in the future: was the clock set back?"))
    if limit is not None and age > limit:
        faults.append((f"太旧了：超过 {_ago(limit)[0]}", f"Too old: the limit is {_ago(limit)[1]}"))
    told = read_built(_small_file(place))
    if told is None:
        faults.append((f"{BUILT} 缺失或读不出，网页就不知道网站是哪天的", f"{BUILT} is missing or cannot be read"))
    elif told != release.made_for:
        faults.append((f"{BUILT} 说是 {told}，不是 {release.day}", f"{BUILT} says {told}, not {release.day}"))
    damaged = place.damage(release, thorough=True)
    if damaged:
        faults.append(
            (f"有 {len(damaged)} 个文件缺失或被改动，如 {damaged[0]}", f"{len(damaged)} file(s) missing or changed")
        )
    if server is not None:
        pushed = server.repository.commit(f"refs/heads/{CONTENT_BRANCH}")
        if pushed != release.commit:
            faults.append(
                (f"最新提交 {str(pushed)[:7]} 还没有发布", f"The last commit, {str(pushed)[:7]}, is not published")
            )
    return Status(tuple(lines), tuple(faults))


def _small_file(place: ReleaseStore) -> bytes:
    try:
        return (place.current / BUILT).read_bytes()
    except OSError:
        return b""


def _ago(age: timedelta) -> tuple[str, str]:
    minutes = max(0, int(age.total_seconds() // 60))
    for size, chinese, english in ((1440, "天", "d"), (60, "小时", "h")):
        if minutes >= 2 * size:
            return f"{minutes // size} {chinese}", f"{minutes // size} {english}"
    return f"{minutes} 分钟", f"{minutes} min"
