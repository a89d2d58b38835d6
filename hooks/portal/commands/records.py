"""What commands work on: the records, once no fault stands in them."""

from __future__ import annotations

from datetime import date

from portal.catalog.catalog import Catalog
from portal.commands.status import FaultsError
from portal.loading.load import is_checked, load
from portal.loading.read_cache import Files
from portal.problems.problem import render_report
from portal.records.record_paths import PathError


def read_catalog(files: Files, today: date) -> Catalog:
    """What the records mean; raises FaultsError, whose text tells all that is wrong with them."""
    catalog, problems = load(files, today)
    if catalog is None:
        raise FaultsError(render_report([problem for problem in problems if not problem.is_warning]))
    return catalog


def check_results(files: Files, results: Files, today: date) -> None:
    """Checks the records as they would be with these files, before they are written.

    Raises FaultsError, as `read_catalog`; PathError for a file at which the check would not look.
    """
    for path in results:
        if not is_checked(path):
            raise PathError(
                f"{path}: 检查不看这里的文件，不写", f"{path}: no record is read there, so it is not written"
            )
    read_catalog({**files, **results}, today)
