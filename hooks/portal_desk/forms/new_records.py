"""New records: the same forms, empty but for what is nearly always so."""

from __future__ import annotations

NEW_KINDS: tuple[str, ...] = ()
