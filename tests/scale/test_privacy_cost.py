"""What the privacy gate costs: CPU seconds over the whole shipped site. Printed; asserted against its own reading."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from portal.catalog.catalog import Catalog
from portal.text.personal_data import find_personal_data
from portal_publish.privacy_gate import check_site_privacy

pytestmark = pytest.mark.slow


def test_the_gate_costs_little_more_than_reading_every_line(site: Path, catalog: Catalog) -> None:
    find_personal_data.cache_clear()
    start = time.process_time()
    assert check_site_privacy(site, catalog) == []
    gate = time.process_time() - start
    texts = [path for path in site.rglob("*") if path.suffix in (".html", ".json", ".ics", ".xml", ".txt")]
    find_personal_data.cache_clear()
    start = time.process_time()
    for path in texts:
        for line in path.read_text("utf-8").split("\n"):
            find_personal_data(line)
    whole = time.process_time() - start
    print(f"\nprivacy gate: {gate:.2f} s CPU for {len(texts)} files; line by line without memory {whole:.2f} s")
    assert gate < 2 * whole
