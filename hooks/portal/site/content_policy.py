"""The Content-Security-Policy of every page (W3C CSP level 3): what it may load, and what may run.

Nothing but this site's own files, and of what stands in a page itself only the pieces whose
hash the policy names. A script that got into a text all the same does not run. Owns the
wording; who carries it is the layout's business (`<meta>`) and the server's (`Content-Security-Policy:`).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

_OWN = (
    ("img-src", "'self' data:"),  # small pictures stand in the style sheet itself
    ("font-src", "'self'"),
    ("connect-src", "'self'"),  # the search's files, the card of a chosen village
    ("base-uri", "'none'"),
    ("form-action", "'none'"),  # forms filter what is shown; nothing is ever sent
)
"""The rest of it. sw.js is covered by `script-src`, which `worker-src` falls back to."""
HEADER_ONLY = "frame-ancestors 'none'"
"""Browsers heed this from a server alone (CSP level 3, section 3.3)."""


def hash_source(text: str) -> str:
    """What names an inline script or style: the bytes between its tags, to the last blank."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def content_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The policy that lets these inline scripts and styles run, given by their `hash_source`."""
    directives = [("default-src", "'none'"), ("script-src", " ".join(["'self'", *sorted(set(scripts))]))]
    directives += [("style-src", " ".join(["'self'", *sorted(set(styles))])), *_OWN]
    return ";".join(f"{name} {value}" for name, value in directives)  # short: it stands in every page


def sources_of(policy: str, directive: str) -> frozenset[str]:
    """What a policy lists for a directive, or for `default-src` where it does not name it."""
    listed = {name: frozenset(values) for name, *values in (part.split() for part in policy.split(";") if part.strip())}
    return listed.get(directive, listed.get("default-src", frozenset(["*"])))
