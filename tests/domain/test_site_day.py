"""The day a site is seen from: what was asked for, else the samples' own, else the clock's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from portal import clock
from portal.loading.site_day import find_sample_day, find_today

SAMPLE_DAY, IN_CHINA, ASKED_FOR = date(2026, 11, 22), date(2029, 5, 1), date(2027, 3, 4)


@pytest.fixture(autouse=True)
def nobody_asks_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock says 2029; in China the next day has begun."""
    monkeypatch.delenv("PORTAL_TODAY", raising=False)
    monkeypatch.setattr(clock, "read_now", lambda: datetime(2029, 4, 30, 20, tzinfo=UTC))


def _portal(*lines: str) -> dict[str, bytes]:
    return {"content/portal.yml": "\n".join([*lines, "town: {zh: 镇}", ""]).encode()}


def test_samples_stand_still_at_their_day() -> None:
    files = _portal("sample: true", "sample_day: 2026-11-22")
    assert (find_sample_day(files), find_today(files)) == (SAMPLE_DAY, SAMPLE_DAY)


def test_a_day_that_is_asked_for_goes_before_the_samples_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_TODAY", f"{ASKED_FOR}")
    files = _portal("sample: true", "sample_day: 2026-11-22")
    assert (find_sample_day(files), find_today(files)) == (None, ASKED_FOR)


@pytest.mark.parametrize(
    "lines",
    [
        ("sample: true",),
        ("sample: true", "sample_day:"),
        ("sample: false", "sample_day: 2026-11-22"),
        ("sample_day: 2026-11-22",),
        ("sample: yes", "sample_day: 2026-11-22"),
        ("sample: true", "sample_day: 2026-02-30"),
        ("sample: true", "sample_day: [2026-11-22]"),
        ("sample: true", "sample_day：2026-11-22", "- x"),
    ],
    ids=" ".join,
)
def test_without_a_right_sample_day_the_clock_counts(lines: tuple[str, ...]) -> None:
    files = _portal(*lines)
    assert (find_sample_day(files), find_today(files)) == (None, IN_CHINA)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"- a", b"[[[[", b"sample: !!python/none x"])
def test_a_file_that_cannot_be_read_leaves_the_day_to_the_clock(raw: bytes) -> None:
    assert find_today({"content/portal.yml": raw}) == IN_CHINA
    assert find_today({}) == IN_CHINA


def test_a_day_that_is_none_is_told_to_staff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_TODAY", "22.11.2026")
    with pytest.raises(ValueError, match="不是日期"):
        find_today(_portal("sample: true", "sample_day: 2026-11-22"))
