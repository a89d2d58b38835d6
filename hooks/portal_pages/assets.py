"""Our own styles and scripts: what is put into pages, and versions for what is linked."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import rcssmin
from markupsafe import Markup


def read_assets(folder: Path) -> dict[str, Any]:
    """`critical_css` for the head of every page, and `versions` of the linked files.

    A version changes with the file's bytes, so that browsers may keep what they have.
    """
    critical = rcssmin.cssmin((folder / "critical.css").read_text(encoding="utf-8"))
    versions = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        for path in sorted(folder.iterdir())
        if path.suffix in (".css", ".js")
    }
    return {"critical_css": Markup(critical), "versions": versions}
