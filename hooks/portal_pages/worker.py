"""The service worker's file: what it has to know of this build, and its program.

It stands at the site's root under a name that never changes; its bytes change with the day
of the build, so that browsers notice every new one.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from portal.catalog import Catalog
from portal.views.parts import explainer_path

ADDRESS = "sw.js"


def worker_script(program: Path, catalog: Catalog, today: date, sample_day: date | None = None) -> bytes:
    """The worker; with `keep_offline: false` in portal.yml one that removes itself from every phone.

    On a `sample_day` no time passes for it either.
    """
    facts = {
        "built": today.isoformat(),
        **({"today": sample_day.isoformat()} if sample_day else {}),
        "off": not catalog.portal.keep_offline,
        "prefixes": [language.prefix for language in catalog.languages.values() if language.prefix],
        "sensitive": [explainer_path(e.id) for e in catalog.explainers.values() if e.is_sensitive],
    }
    said = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return f"const BUILD={said};\n".encode() + program.read_bytes()
