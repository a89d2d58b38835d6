"""Web addresses in records: where the site stands, and where its exit leads.

An address of the site is put before every path, into QR codes, feeds and server files: what a browser, a web server
and a calendar would read differently (`//`, `..`, escapes, a port there is none of) is refused here.
"""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator

from portal.records.fields import ValueStyle, field_error, text_of

LONGEST_ADDRESS = 200
"""Characters: a QR code of more is too fine for a phone before a notice board."""
HIGHEST_PORT = 65_535
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(
    rf"https?://{_LABEL}(?:\.{_LABEL})*(?::([1-9]\d{{0,4}}))?/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*", re.A
)
"""A scheme, a host by name or number, a port, folders. No folder begins with a point."""
_TOP_LEVEL = re.compile(r"[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,59}")
_NOT_PUBLIC = frozenset([
    "arpa", "corp", "example", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost",
    "onion", "private", "test",
])  # fmt: skip
"""Last parts of names that lead nowhere, or into the network of whoever asks (RFC 6761, RFC 6762, RFC 8375)."""


def parse_address(value: Any) -> str:
    """A whole address with a path of plain folders; raises an `address-form` error."""
    text = text_of(value)
    match = _ADDRESS.fullmatch(text) if len(text) <= LONGEST_ADDRESS else None
    if match is None or int(match[1] or 1) > HIGHEST_PORT:
        raise field_error("address-form", text=text[:40])
    return text


_OFFICIAL = re.compile(rf"https?://{_LABEL}(?:\.{_LABEL})++/[A-Za-z0-9._~/-]*+(?:\?[A-Za-z0-9._~=&%-]++)?", re.A)
"""A page of a public authority: unlike an address of the site it may name a file and a query."""


def parse_official_link(value: Any) -> str:
    """A page of a public authority, such as the one a mark of registration leads to; raises `official-link-form`."""
    text = text_of(value)
    if len(text) > LONGEST_ADDRESS or not _OFFICIAL.fullmatch(text):
        raise field_error("official-link-form", text=text[:40])
    return text


def parse_public_address(value: Any) -> str:
    """An address that leads out of anybody's own network, whatever network that is: a name of the public ones."""
    text = parse_address(value)
    labels = (urlsplit(text).hostname or "").split(".")
    if len(labels) < 2 or not _TOP_LEVEL.fullmatch(labels[-1]) or labels[-1].lower() in _NOT_PUBLIC:
        raise field_error("address-not-public", text=text[:40])
    return text


WebAddress = Annotated[str, BeforeValidator(parse_address), ValueStyle(_ADDRESS.pattern)]
OfficialLink = Annotated[str, BeforeValidator(parse_official_link), ValueStyle(_OFFICIAL.pattern)]
PublicAddress = Annotated[str, BeforeValidator(parse_public_address), ValueStyle(_ADDRESS.pattern)]
