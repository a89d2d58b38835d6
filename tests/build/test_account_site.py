"""The account as built: figures open their rows, nothing internal is public, no small count leaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from tests.conftest import TODAY, copy_project, run_build
from tests.recount import Recount

from portal.account.figures import GROUPS
from portal.account.town import TownAccount
from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog

INTERNAL = ("account/next", "account/2026/promised")


@dataclass(slots=True)
class Row:
    """A table row as a reader sees it: the words and the links of its cells."""

    cells: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class Tables(HTMLParser):
    """The tables of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tables: list[list[Row]] = []
        self.charts: list[str] = []
        self._in_body = self._in_cell = self._in_title = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tbody":
            self._in_body = True
            self.tables.append([])
        elif tag == "tr" and self._in_body:
            self.tables[-1].append(Row())
        elif tag in ("td", "th") and self._in_body:
            self._in_cell = True
            self.tables[-1][-1].cells.append("")
        elif tag == "a" and self._in_cell:
            self.tables[-1][-1].links.append(dict(attrs)["href"] or "")
        elif tag == "title":
            self._in_title = True
            self.charts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False
        elif tag == "tbody":
            self._in_body = False
        elif tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.tables[-1][-1].cells[-1] += data.strip()
        elif self._in_title:
            self.charts[-1] += data


def _open(page: Path, link: str) -> Path:
    return (page.parent / link.partition("#")[0]).resolve() / "index.html"


def _rows(first: Path) -> list[Row]:
    """The rows of a list, its further pages included."""
    pages = [first, *sorted(first.parent.glob("page-*/index.html"))]
    return [row for page in pages for table in Tables(page).tables for row in table]


@pytest.fixture(scope="module")
def internal(site: Path) -> Path:
    return site.parent / "site-internal"


def test_every_figure_opens_as_many_rows_as_it_counts(site: Path) -> None:
    page = site / "account/2026/index.html"
    checked = 0
    for table in Tables(page).tables:
        for row in table:
            if not row.links or not row.cells[1].isdigit():
                continue
            rows = _rows(_open(page, row.links[0]))
            amounts = [other.cells[-1] for other in rows]
            is_counted = all(amount.isdigit() for amount in amounts)
            amount = sum(map(int, amounts)) if is_counted else None
            assert int(row.cells[1]) in (len(rows), amount) or "少于5" in amounts, row
            assert rows and all(other.links for other in rows), row
            checked += 1
    assert checked > 60


def test_the_year_s_page_says_what_the_second_count_says(site: Path, files: dict[str, bytes]) -> None:
    """And every list of rows has as many as the files have."""
    labels = yaml.load(files["content/common/labels/zh.yml"], Loader=yaml.CBaseLoader)["account"]["figure"]
    expected = Recount(files, 2026, TODAY).figures()
    shown = {row.cells[0]: row for table in Tables(site / "account/2026/index.html").tables for row in table}
    for id in (id for ids in GROUPS.values() for id in ids):
        row, rows = shown[labels[id]], expected.get(id, [])
        if id != "consultations":
            assert row.cells[1] == str(sum(amount for _, _, amount in rows)), id
        if rows:
            assert len(_rows(_open(site / "account/2026/index.html", row.links[0]))) == len(rows), id


def test_each_row_leads_to_its_record_s_page(site: Path) -> None:
    for page in (site / "account/2026").rglob("index.html"):
        for table in Tables(page).tables:
            for row in table:
                assert all(_open(page, link).exists() for link in row.links), page


def test_stated_figures_stand_beside_what_the_records_bear_out(site: Path) -> None:
    table = Tables(site / "account/2024/index.html").tables[0]
    assert [row.cells[1] for row in table] == ["40余", "4000余", "35", "34", "102", "8", "6"]
    assert {(row.cells[2], row.cells[3]) for row in table} == {("没有记录", "没有记录可核")}


def test_charts_say_in_words_what_they_show(site: Path) -> None:
    sessions = Tables(site / "account/2026/index.html").charts[1]
    assert "3月 2026年 7" in sessions and "11月 2026年 3" in sessions
    assert len(re.findall(r"\d+月", sessions)) == 11


@pytest.mark.parametrize("prefix", ["", "bo/", "en/"])
def test_heat_maps_say_the_number_in_every_cell(prefix: str, site: Path, catalog: Catalog) -> None:
    coverage = TownAccount(Agenda(catalog, TODAY)).year(2026).coverage
    tables = Tables(site / prefix / "coverage/index.html").tables
    months = tables[2]
    assert len(months) == 34
    for village, row in zip(coverage.matrices["village-month"].rows, months, strict=True):
        counts = [coverage.matrices["village-month"].count(village, f"{month:02}") for month in range(1, 12)]
        assert row.cells[1:12] == [str(count) for count in counts]
        assert row.cells[12] == ""  # December has not begun


def test_nobody_is_ever_called_absent(site: Path, internal: Path) -> None:
    for path in [*site.rglob("account/**/*.html"), *internal.rglob("*.html")]:
        assert not re.search(r"缺席|旷工|缺勤|\babsent\b", path.read_text(encoding="utf-8")), path


def test_the_account_names_nobody_but_advisers_and_legal_helpers(
    site: Path, internal: Path, files: dict[str, bytes]
) -> None:
    records = [yaml.load(raw, Loader=yaml.CBaseLoader) for path, raw in files.items() if "/villages/" in path]
    others = {str(village.get(role, {}).get(key, {}).get(language))
              for village in records for role, key in (("mediation_committee", "chair"), ("grid_worker", "name"))
              for language in ("zh", "en")} - {"None"}  # fmt: skip
    assert len(others) > 60
    anybody = re.compile("|".join(re.escape(name) + r"(?!\d)" for name in others))
    pages = [*site.glob("account/**/*.html"), *site.glob("coverage/**/*.html"), *site.glob("en/account/**/*.html")]
    for path in [*pages, *internal.rglob("*.html")]:
        assert not anybody.search(path.read_text(encoding="utf-8")), path


# --- public and internal ------------------------------------------------------------------------


def test_internal_parts_stand_in_their_own_folder_alone(site: Path, internal: Path) -> None:
    for prefix in ("", "bo/", "en/"):
        for path in INTERNAL:
            assert not (site / prefix / path).exists()
            assert (internal / prefix / path / "index.html").exists()
    assert not list(site.rglob("INTERNAL.txt")) and (internal / "INTERNAL.txt").exists()
    assert not any(path.name in ("promised", "next") for path in site.rglob("*"))
    for page in site.rglob("*.html"):
        assert not re.search(r'href="[^"]*(?:/promised/|account/next/|site-internal)', page.read_text(encoding="utf-8"))


def test_internal_pages_say_so_and_lead_to_the_public_site(internal: Path) -> None:
    pages = list(internal.rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        html = path.read_text(encoding="utf-8")
        assert "internal" in html and '<meta name="robots" content="noindex">' in html and "canonical" not in html
    html = (internal / "account/2026/promised/index.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/sxz/advisers/sample-01/"' in html
    assert 'href="../../../account/2026/promised/jiaya/"' in html
    year = (internal / "account/2026/index.html").read_text(encoding="utf-8")
    # What is public without a masked count stands there alone.
    assert 'href="https://example.org/sxz/account/2026/sessions/"' in year
    assert 'href="../../account/2026/consultations/"' in year and (internal / "account/2026/consultations").exists()
    assert not (internal / "account/2026/sessions").exists() and not (internal / "coverage").exists()


def test_no_link_of_the_internal_site_is_broken(internal: Path) -> None:
    for page in internal.rglob("*.html"):
        for link in re.findall(r'href="([^"#?]+)', page.read_text(encoding="utf-8")):
            if ":" not in link:
                target = (page.parent / link).resolve()
                assert (target / "index.html" if target.is_dir() else target).exists(), (page, link)


def test_internal_pages_have_the_exact_counts(internal: Path) -> None:
    rows = _rows(internal / "account/2026/questions/index.html")
    counts = {row.cells[0]: row.cells[1] for row in rows}
    assert (counts["处罚、复议与信访"], counts["务工与工资"]) == ("3", "42")


def test_a_site_without_public_account_has_none(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    portal = project / "content/portal.yml"
    text = re.sub(r"public: \[.*?\]", "public: []", portal.read_text(encoding="utf-8"))
    portal.write_text(text.replace("languages: [zh, bo, en]", "languages: [zh]"), encoding="utf-8")
    foreign = project / "site-internal"
    foreign.mkdir()
    (foreign / "mine.txt").write_text("not the portal's", encoding="utf-8")
    refused = run_build(project)
    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    assert (foreign / "mine.txt").exists()
    (foreign / "mine.txt").unlink()
    assert run_build(project).returncode == 0
    site = project / "site"
    assert not (site / "account").exists() and not (site / "coverage").exists()
    assert "coverage/" not in (site / "index.html").read_text(encoding="utf-8")
    assert (foreign / "coverage/index.html").exists() and (foreign / "account/2026/sessions/index.html").exists()


# --- small counts -------------------------------------------------------------------------------


def _cells_of_event_pages(site: Path, catalog: Catalog) -> dict[str, list[int | None]]:
    """What the sessions' own pages say was asked, by topic; None where it says 少于5."""
    found: dict[str, list[int | None]] = {}
    names = {topic.name["zh"]: id for id, topic in catalog.topics.items()}
    for id in catalog.events:
        html = (site / f"events/{id}/index.html").read_text(encoding="utf-8")
        for asked in re.findall(r"<dt>现场咨询</dt><dd>(.*?)</dd>", html):
            for topic, count in re.findall(r"([^<>]+) <b>([^<]+)</b>", asked):
                found.setdefault(names[topic], []).append(None if count == "少于5" else int(count))
    return found


def test_totals_over_small_counts_tell_no_more_than_the_counts_that_are_shown(site: Path, catalog: Catalog) -> None:
    """While the year runs: exact where nothing is hidden, else what anybody could add up, a hidden count taken as 1."""
    cells = _cells_of_event_pages(site, catalog)
    assert sum(count is None for counts in cells.values() for count in counts) > 20
    topics = [row.cells[1] for row in _rows(site / "account/2026/questions/index.html")]
    totals = dict(zip(catalog.topics, topics[: len(catalog.topics)], strict=True))
    least = 0
    for topic, counts in cells.items():
        hidden, shown = counts.count(None), sum(count or 0 for count in counts)
        least += shown + hidden
        if not hidden:
            assert totals[topic] == str(shown)
        elif (shown, hidden) == (0, 1):
            assert totals[topic] == "少于5"
        else:
            assert totals[topic] == (f"至少 {shown + hidden}" if shown + hidden >= 5 else "每场都少于5")
    table = Tables(site / "account/2026/index.html").tables[0]
    assert next(row.cells[1] for row in table if row.cells[0] == "解答咨询（件）") == f"至少 {least}"


def test_no_page_adds_consultations_up_another_way(site: Path, catalog: Catalog) -> None:
    """Not by village, place, month, session or language: only topics and the year."""
    lists = {path.parent.relative_to(site).as_posix() for path in site.rglob("consultations/**/index.html")}
    allowed = {"consultations", *(f"consultations/topic/{topic}" for topic in catalog.topics)}
    assert {re.sub(r"^(?:bo/|en/)?account/\d{4}/", "", path) for path in lists} <= allowed
    for path in (site / "coverage").rglob("*.html"):
        assert "咨询（件）" not in path.read_text(encoding="utf-8")


def test_rows_of_consultations_never_show_a_small_count(site: Path) -> None:
    for prefix, few in (("", "少于5"), ("bo/", "5ལས་ཉུང་བ"), ("en/", "fewer than 5")):
        rows = _rows(site / prefix / "account/2026/consultations/index.html")
        counts = [row.cells[-1] for row in rows]
        assert few in counts and all(count == few or int(count) >= 5 for count in counts), prefix
