"""The one file that tells for which day a site was built.

No page says it, so that pages change only with what they show. Browsers fetch the file when idle
(overrides/assets/age.js), the service worker asks it whether the site is still kept, and `portal status`
reads it on the server.
"""

from __future__ import annotations

import json
from datetime import date

BUILT = "built.json"
"""Where it stands below the site's root."""


def built_json(day: date) -> bytes:
    """The file's bytes."""
    return json.dumps({"built": day.isoformat()}).encode()


def read_built(raw: bytes) -> date | None:
    """The day such a file tells; None if it is cut off or is something else."""
    try:
        return date.fromisoformat(json.loads(raw)["built"])
    except (ValueError, TypeError, KeyError):
        return None
