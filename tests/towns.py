"""The tests' own town, tests/town/, and the one that is shipped: where they stand and how they are read.

Six villages with every kind of record, in three languages, on its own day. What the program itself brings to any
town's content/ (the interface's words, schemas, examples, the manual) is the project's, so that it stands once.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import yaml

from portal.catalog.catalog import Catalog
from portal.loading.load import load, read_folder
from tests.browser.clock import NOW

ROOT = Path(__file__).parent.parent
TOWN = ROOT / "tests/town"
TODAY = datetime.fromisoformat(NOW).date()
"""The town's day, as its portal.yml says too."""
OF_THE_PROGRAM = ("content/common/labels", "content/.schema", "content/_examples", "content/README.md")
"""What stands below content/ and is no town's."""

SAMPLES_TOWN, SAMPLES_DAY, SAMPLES_VILLAGE = "上新庄镇", "2026-11-22", "jiaya"
"""The sign of the shipped samples: the name and the day in portal.yml, and a village's file."""


def samples_are_there(root: Path = ROOT) -> bool:
    """Whether content/ still holds the samples that are shipped, and no other town or day."""
    facts = yaml.load((root / "content/portal.yml").read_text("utf-8"), yaml.BaseLoader)
    sign = (facts.get("town", {}).get("zh"), facts.get("sample"), facts.get("sample_day"))
    village = root / f"content/villages/{SAMPLES_VILLAGE}.yml"
    return sign == (SAMPLES_TOWN, "true", SAMPLES_DAY) and village.is_file()


def read_town_folder() -> dict[str, bytes]:
    """The files of the tests' town, with what the program brings, in the order of `read_folder`."""
    own = {
        path: raw
        for path, raw in read_folder(ROOT).items()
        if path.startswith(OF_THE_PROGRAM) or not path.startswith(("content/", "docs/"))
    }
    found = own | read_folder(TOWN)
    return {path: found[path] for path in sorted(found, key=_order)}


def _order(path: str) -> tuple[bool, list[str]]:
    """The font's list first, then by folder."""
    return path.startswith(("content/", "docs/")), path.split("/")


def read_catalog(files: dict[str, bytes], today: date = TODAY) -> Catalog:
    """The catalog on a day, the town's own by default; a problem fails the test with its code and place."""
    catalog, problems = load(files, today)
    assert catalog is not None, [(fault.code, fault.path, fault.line) for fault in problems if not fault.is_warning]
    return catalog
