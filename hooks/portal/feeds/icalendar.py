"""iCalendar (RFC 5545): calendars as bytes.

Owns the format alone; which entries a calendar has is `feeds/calendars.py`'s business. Written here
and not with the `icalendar` library, which takes 0.15 ms a VEVENT: ten times as long, and a
county's site has a million of them. Tests hold the bytes against what the library writes.

One VEVENT an occurrence, no RRULE, no METHOD: programs that expand rules wrongly, or take
a published calendar for an invitation, then have nothing to get wrong (design.md section 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

LONGEST_LINE = 75
"""Octets, without the line end (RFC 5545, 3.1)."""

ZONE = "Asia/Shanghai"
_TIME_ZONE = (
    "BEGIN:VTIMEZONE", f"TZID:{ZONE}", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZNAME:CST",
    "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip
"""+08:00 all year: the summer time of 1986 to 1991 lies before any entry."""

REMEMBERED = 2048
"""Lines that are kept folded: those of a few villages, whose calendars are written one after another."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Entry(NamedTuple):
    """One VEVENT."""

    uid: str
    changed: date
    """When its record last changed: DTSTAMP and LAST-MODIFIED, never the time of the build."""
    revision: int
    starts: datetime
    ends: datetime
    summary: str
    location: str
    description: str
    address: str
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


def write_calendar(name: str, description: str, address: str, entries: Iterable[bytes]) -> bytes:
    """A calendar of entries as `write_entry` writes them. `address` is where it is published."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//portal//village legal advisers//ZH", "CALSCALE:GREGORIAN",
        f"NAME:{escape(name)}", f"DESCRIPTION:{escape(description)}", f"SOURCE;VALUE=URI:{address}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H", f"X-WR-CALNAME:{escape(name)}", f"X-WR-TIMEZONE:{ZONE}",
        *_TIME_ZONE,
    ]  # fmt: skip
    return b"".join((*map(fold, lines), *entries, b"END:VCALENDAR\r\n"))


def escape(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11); control characters are left out."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n")).translate(_ESCAPED)


def fold(line: str) -> bytes:
    """The line as UTF-8 with CRLF, folded at 75 octets and never inside a character."""
    raw = line.encode()
    if len(raw) <= LONGEST_LINE:
        return raw + b"\r\n"
    pieces = []
    start, room = 0, LONGEST_LINE
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:  # inside a character: step back to its first octet
            end -= 1
        pieces.append(raw[start:end])
        start, room = end, LONGEST_LINE - 1  # the space that begins a continuation counts
    pieces.append(raw[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def write_entry(entry: Entry) -> bytes:
    """A VEVENT; the same entry gives the same bytes. What many say alike (a place, an address) is folded once."""
    changed = _stamp(entry.changed)
    return b"".join(
        (
            b"BEGIN:VEVENT\r\n",
            _text_line("SUMMARY", entry.summary),
            f"DTSTART;TZID={ZONE}:{_local(entry.starts)}\r\nDTEND;TZID={ZONE}:{_local(entry.ends)}\r\n"
            f"DTSTAMP:{changed}\r\n".encode(),
            fold(f"UID:{entry.uid}"),
            b"SEQUENCE:%d\r\n" % entry.revision,
            _text_line("DESCRIPTION", entry.description),
            b"LAST-MODIFIED:%s\r\n" % changed.encode(),
            _text_line("LOCATION", entry.location),
            b"STATUS:%s\r\nTRANSP:TRANSPARENT\r\n" % entry.status.encode(),
            _plain_line("URL", entry.address),
            b"END:VEVENT\r\n",
        )
    )


@lru_cache(maxsize=REMEMBERED)
def _local(moment: datetime) -> str:
    """DATE-TIME (RFC 5545, 3.3.5) as local time: ISO 8601's basic form."""
    return moment.isoformat(timespec="seconds").replace("-", "").replace(":", "")


@lru_cache(maxsize=REMEMBERED)
def _stamp(day: date) -> str:
    return f"{day:%Y%m%d}T000000Z"


@lru_cache(maxsize=REMEMBERED)
def _text_line(name: str, text: str) -> bytes:
    """A property of type TEXT; what calendars show in one line has none but single spaces."""
    return fold(f"{name}:{escape(text if name == 'DESCRIPTION' else ' '.join(text.split()))}")


@lru_cache(maxsize=REMEMBERED)
def _plain_line(name: str, value: str) -> bytes:
    return fold(f"{name}:{value}")
