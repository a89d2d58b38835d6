"""The service worker's file: what it has to know of this site, and its program.

It stands at the site's root under a name that never changes. Its bytes change with the program, the
languages and the sensitive pages alone: browsers then fetch nothing new after an ordinary night.
"""

from __future__ import annotations

import json
from pathlib import Path

from portal.catalog.catalog import Catalog

ADDRESS = "sw.js"


def worker_script(program: Path, catalog: Catalog) -> bytes:
    """The worker; with `keep_offline: false` in portal.yml one that removes itself from every phone."""
    facts = {
        "off": not catalog.portal.keep_offline,
        "prefixes": [language.prefix for language in catalog.languages.values() if language.prefix],
        "sensitive": catalog.sensitive_paths,
    }
    said = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return f"const BUILD={said};\n".encode() + program.read_bytes()
