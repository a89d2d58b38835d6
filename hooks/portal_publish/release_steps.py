"""Where others plug in: what is added to a built site, and what may still refuse it.

The one place to register them. FINISHERS write into the release (server snippets, headers with
the hashes of inline scripts) and run before verification; GATES look at the finished release
(the privacy gate) and return problems. Compressed copies are made after both.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from portal.catalog.catalog import Catalog
from portal.problems.problem import Problem
from portal_publish.privacy_gate import check_site_privacy
from portal_publish.server_files import write_server_files

Finisher = Callable[[Path, Catalog], None]
Gate = Callable[[Path, Catalog], list[Problem]]

FINISHERS: tuple[Finisher, ...] = (write_server_files,)
GATES: tuple[Gate, ...] = (check_site_privacy,)
