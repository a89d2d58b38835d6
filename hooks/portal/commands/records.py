"""What commands work on: the records, once no fault stands in them."""

from __future__ import annotations

from datetime import date

from portal.catalog import Catalog
from portal.commands.status import FaultsError
from portal.loading import load
from portal.memory import Files
from portal.problems import render_report


def read_catalog(files: Files, today: date) -> Catalog:
    """What the records mean; raises FaultsError, whose text tells all that is wrong with them."""
    catalog, problems = load(files, today)
    if catalog is None:
        raise FaultsError(render_report([problem for problem in problems if not problem.is_warning]))
    return catalog
