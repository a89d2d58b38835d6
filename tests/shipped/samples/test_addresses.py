"""What readers and programs hold on to stays: addresses of pages, UIDs of calendar entries, codes of posters.

`addresses.txt` lists them, a line each, for one day. `--update-golden` writes it anew: a line that goes is an
address that breaks, in a bookmark, in a calendar or on a notice board.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.posters.versions import poster_facts
from tests.conftest import TODAY

KNOWN = Path(__file__).parent / "addresses.txt"
NAMED_BY_CONTENT = ("assets/", "search/", "photos/")
"""Folders whose files carry a hash in their name: nobody keeps their addresses."""


def _addresses(site: Path, catalog: Catalog) -> set[str]:
    other_roots = tuple(language.prefix for language in catalog.languages.values() if language.prefix)
    files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {file for file in files if not file.startswith((*other_roots, *NAMED_BY_CONTENT))}


def _uids(site: Path) -> set[str]:
    lines = (line for file in site.rglob("*.ics") for line in file.read_text("utf-8").splitlines())
    return {line.removeprefix("UID:") for line in lines if line.startswith("UID:")}


def _board_codes(catalog: Catalog) -> dict[str, str]:
    agenda = Agenda(catalog, TODAY)
    return {id: poster_facts(id, catalog, agenda.next_sit_ins(id), TODAY).code for id in catalog.villages}


@pytest.fixture(scope="module")
def current(site: Path, catalog: Catalog) -> set[str]:
    codes = {f"board {id} {code}" for id, code in _board_codes(catalog).items()}
    return {f"/{file}" for file in _addresses(site, catalog)} | {f"uid {uid}" for uid in _uids(site)} | codes


def test_no_address_uid_or_board_code_is_lost(current: set[str], request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        KNOWN.write_text("".join(f"{line}\n" for line in sorted(current)), encoding="utf-8")
    known = set(KNOWN.read_text("utf-8").splitlines())
    assert len(known) > 1000
    assert not known - current


def test_every_language_has_the_same_addresses(site: Path, catalog: Catalog) -> None:
    only_at_the_root = {"404.html", "sw.js", "built.json", "sitemap.xml", "robots.txt"} | _cards(site)
    for language in catalog.languages.values():
        if language.prefix:
            missing = {
                path
                for path in _addresses(site, catalog) - only_at_the_root
                if not (site / language.prefix / path).is_file()
            }
            assert not missing, (language.code, sorted(missing)[:5])


def _cards(site: Path) -> set[str]:
    """The villages' small files, each of which holds every language."""
    return {path.relative_to(site).as_posix() for path in site.rglob("card.json")}
