"""`portal translations`: the state of translations, and accepting one as up to date."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.catalog.catalog import Catalog
from portal.commands.records import read_catalog
from portal.commands.status import OK
from portal.explainers.translation_states import WORK_STATES, group_by_state
from portal.explainers.translations import explainer_hashes, stamp
from portal.free_pages.model import free_page_hashes
from portal.letters.model import letter_hashes
from portal.loading.load import read_folder
from portal.loading.site_day import find_today
from portal.problems.problem import cells

_HEADS = {
    "complete": ("完整", "complete"),
    "stale": ("过期", "stale"),
    "draft": ("草稿", "draft"),
    "partial": ("只有回答", "answer only"),
    "missing": ("缺", "missing"),
}
_WIDTH = 22
"""Terminal cells of a column: Han take two."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("translations", help="译文状态 / the state of translations")
    parser.add_argument(
        "--accept", type=Path, nargs="+", metavar="FILE", default=[],
        help="译文已照现在的源文改好 / these now render the present source text",
    )  # fmt: skip
    parser.add_argument("--list", action="store_true", help="列出每一篇 / list every file")
    parser.set_defaults(run=_translations)


def _translations(options: argparse.Namespace) -> int:
    files = read_folder(options.root)
    catalog = read_catalog(files, find_today(files))
    texts = catalog.explainers.values(), catalog.letters.values(), catalog.free_pages.values()
    hashes = dict([*explainer_hashes(texts[0]), *letter_hashes(texts[1]), *free_page_hashes(texts[2])])
    for path in options.accept:
        print(stamp(options.root, path, hashes))
    if not options.accept:
        print(_table(catalog))
    if options.list:
        print("\n".join(_files(catalog)))
    return OK


def _table(catalog: Catalog) -> str:
    """A row a language, a column a state."""
    rows = [["", *("{} {}".format(*_HEADS[state]) for state in WORK_STATES)]]
    for code in list(catalog.languages)[1:]:
        groups = group_by_state(catalog.explainers, code)
        rows.append([code, *(str(len(groups[state])) for state in WORK_STATES)])
    return "\n".join("".join(_padded(cell) for cell in row).rstrip() for row in rows)


def _padded(text: str) -> str:
    return text + " " * (_WIDTH - cells(text))


def _files(catalog: Catalog) -> list[str]:
    return [
        f"docs/{code}/explainers/{explainer.id}.md: {' '.join(_HEADS[state])}"
        for code in list(catalog.languages)[1:]
        for state, explainers in group_by_state(catalog.explainers, code).items()
        for explainer in explainers
    ]
