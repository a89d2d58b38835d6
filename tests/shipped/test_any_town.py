"""What is shipped in content/ and docs/, whichever town it is: it passes the check, builds, and reads well.

Nothing here names a village, a person, a law or a number: a town that replaces the samples keeps all of it.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from portal.account.town import TownAccount
from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.explainers.chat_text import LONGEST, characters
from portal.loading.load import load
from portal.views.explainers import explainer_message
from portal_publish.privacy_gate import check_site_privacy
from tests.build.test_site import _Page as Page
from tests.records.test_schemas import faults_of
from tests.recount import Recount

LARGEST_RECORD_PAGE, LARGEST_EXPLAINER = 24 * 1024, 36 * 1024
UNFILLED = re.compile(r"\{[a-z_]+\}|\bNone\b|&lt;portal")
"""What a text looks like whose words were not put in."""


def test_it_passes_the_check(files: dict[str, bytes], shipped_day: date) -> None:
    assert [problem for problem in load(files, shipped_day)[1] if not problem.is_warning] == []


def test_editors_schemas_take_every_record(files: dict[str, bytes]) -> None:
    found = {path: faults_of(path, raw.decode()) for path, raw in files.items() if path.endswith((".yml", ".md"))}
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_a_second_count_finds_the_figures_of_its_account(
    files: dict[str, bytes], catalog: Catalog, shipped_day: date
) -> None:
    for year in sorted({int(month[:4]) for month in catalog.work}):
        figures = TownAccount(Agenda(catalog, shipped_day)).year(year).figures
        expected = {
            id: sum(amount for _, _, amount in rows) for id, rows in Recount(files, year, shipped_day).figures().items()
        }
        assert {id: figure.amount for id, figure in figures.items() if figure.rows} == expected


def test_every_explainer_can_be_forwarded(contexts: dict[str, ViewContext]) -> None:
    for context in contexts.values():
        for explainer in context.catalog.explainers.values():
            assert characters(explainer_message(explainer, context).text) <= LONGEST, explainer.id


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {path.relative_to(site).as_posix(): Page(path.read_text("utf-8")) for path in site.rglob("*.html")}


def test_every_record_has_its_page_in_every_language(catalog: Catalog, pages: dict[str, Page]) -> None:
    kinds = {"villages": catalog.villages, "advisers": catalog.advisers, "events": catalog.events,
             "explainers": catalog.explainers, "laws": catalog.laws}  # fmt: skip
    paths = {f"{kind}/{id}/index.html" for kind, records in kinds.items() for id in records}
    for language in catalog.languages.values():
        assert {path for path in paths if language.prefix + path not in pages} == set(), language.code


def test_every_page_has_its_language_one_h1_and_no_word_left_out(
    catalog: Catalog, pages: dict[str, Page], site: Path
) -> None:
    prefixes = {language.prefix: code for code, language in catalog.languages.items() if language.prefix}
    for path, page in pages.items():
        expected = next(
            (code for prefix, code in prefixes.items() if path.startswith(prefix)), catalog.source_language.code
        )
        assert (page.language, page.headings.count(1)) == (expected, 1), path
        shown = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", (site / path).read_text("utf-8"), flags=re.S)
        assert UNFILLED.search(shown) is None, (path, UNFILLED.search(shown))


def test_no_page_is_larger_than_promised(catalog: Catalog, pages: dict[str, Page], site: Path) -> None:
    for language in catalog.languages.values():
        for kind, largest in (("villages", LARGEST_RECORD_PAGE), ("advisers", LARGEST_RECORD_PAGE),
                              ("events", LARGEST_RECORD_PAGE), ("explainers", LARGEST_EXPLAINER)):  # fmt: skip
            found = (site / language.prefix / kind).rglob("index.html")
            assert {page: size for page in found if (size := page.stat().st_size) > largest} == {}


def test_nothing_personal_stands_in_any_file(site: Path, catalog: Catalog) -> None:
    assert check_site_privacy(site, catalog) == []
