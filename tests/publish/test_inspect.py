"""`portal inspect` passes the site but for what only the town knows, and finds each fault."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import docx
import pytest

from portal.catalog.catalog import Catalog
from portal.checks.renewal import find_renewals
from portal.cli import main
from portal.inspect.model import Finding, Outcome
from portal.inspect.report import as_docx, as_text
from portal_publish.inspecting import Inspected, inspect
from tests.conftest import TODAY

FROM_THE_TOWN = {"identification", "contact", "ipv6", "dates-true"}
"""What no program can supply; of samples also whether their dates are true."""


def test_before_it_is_spoilt_the_small_site_has_none_of_these_faults(found: Mapping[str, Finding]) -> None:
    assert {id for id in FAULTS if found[id].outcome is Outcome.FAILED} == set()


def outcomes(site: Inspected) -> Mapping[str, Finding]:
    return {finding.rule.id: finding for finding in inspect(site)}


@pytest.fixture
def found(built: Path, records: Catalog) -> Mapping[str, Finding]:
    return outcomes(Inspected(built, records, TODAY, Path("nowhere")))


@pytest.mark.slow
def test_the_site_passes_but_for_what_only_the_town_knows(site: Path, catalog: Catalog) -> None:
    found = outcomes(Inspected(site, catalog, TODAY, Path("nowhere")))
    assert {id: finding.details for id, finding in found.items() if finding.outcome is Outcome.FAILED} == {}
    assert {id for id, finding in found.items() if finding.outcome is Outcome.UNKNOWN} == FROM_THE_TOWN


def test_a_column_without_entries_is_told(found: Mapping[str, Finding]) -> None:
    """The small portal has no questions of the chooser."""
    assert [detail.en for detail in found["columns-filled"].details] == ["whom to ask"]


FAULTS: Mapping[str, Callable[[Path], None]] = {
    "links": lambda site: (site / "glossary/index.html").unlink(),
    "outside-links": lambda site: edit(site / "index.html", "</main>", '<a href="https://elsewhere.cn/">x</a></main>'),
    "tags": lambda site: edit(site / "villages/index.html", 'name="ColumnType"', 'name="Other"'),
    "statements": lambda site: edit(site / "index.html", "privacy/", "about/"),
    "not-found": lambda site: (site / "404.html").unlink(),
    "site-map": lambda site: edit(site / "index.html", "site-map/", "help/"),
    "search": lambda site: (site / "search/en.json").unlink(),
    "print": lambda site: edit(next(site.glob("assets/site.*.css")), "@media print", "@media screen"),
    "older-readers": lambda site: edit(site / "index.html", "help-button read", "help-button"),
    "language": lambda site: edit(site / "help/index.html", '<html lang="zh"', "<html"),
    "three-taps": lambda site: lead_elsewhere(site, "laws/"),
}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new), "utf-8")


def lead_elsewhere(site: Path, address: str) -> None:
    for page in site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace(f'{address}"', 'help/"'), "utf-8")


def finding_of(rule: str, site: Inspected) -> Finding:
    return next(finding for finding in inspect(site) if finding.rule.id == rule)


def test_each_fault_of_the_site_is_found(built: Path, records: Catalog, tmp_path: Path) -> None:
    """All of them at once: every one of these rules passes before."""
    for spoil in FAULTS.values():
        spoil(built)
    spoilt = outcomes(Inspected(built, records, TODAY, tmp_path))
    assert {
        id for id, finding in spoilt.items() if finding.outcome is Outcome.FAILED and finding.details
    } == FAULTS.keys() | {"columns-filled"}


def test_a_home_page_that_stood_still_is_stale(records: Catalog) -> None:
    home = next(find_renewals(records, TODAY))
    assert home.last is not None and not home.is_stale(TODAY)
    assert home.is_stale(home.last + timedelta(days=15)) and not home.is_stale(home.last + timedelta(days=14))


def test_dates_moved_alone_are_told_with_their_commit(built: Path, records: Catalog, tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        done = subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    record = tmp_path / "content/villages/a.yml"
    record.parent.mkdir(parents=True)
    real = replace(records, portal=records.portal.model_copy(update={"sample": False, "sample_day": None}))
    git("init", "-q")
    for text in ("name: a\nchanged: 2026-01-01\n", "name: b\nchanged: 2026-01-02\n", "name: b\nchanged: 2026-01-03\n"):
        record.write_text(text, "utf-8")
        git("add", ".")
        git("commit", "-qm", "x")
    finding = finding_of("dates-true", Inspected(built, real, TODAY, tmp_path))
    commit = git("rev-parse", "--short", "HEAD")
    assert finding.outcome is Outcome.FAILED
    assert [detail.en for detail in finding.details] == [
        f"content/villages/a.yml: commit {commit} moved its date alone"
    ]


def test_a_server_is_asked_for_ipv6(built: Path, records: Catalog, tmp_path: Path) -> None:
    configuration = tmp_path / "portal.conf"
    for text, outcome in (
        ("server {\n  listen 80;\n}", Outcome.FAILED),
        ("server {\n  listen [::]:80;\n}", Outcome.PASSED),
    ):
        configuration.write_text(text, "utf-8")
        assert finding_of("ipv6", Inspected(built, records, TODAY, tmp_path, configuration)).outcome is outcome


def test_the_report_names_every_rule_in_words_and_in_word(found: Mapping[str, Finding]) -> None:
    findings = list(found.values())
    text = as_text(findings, "某镇普法", TODAY)
    raw = as_docx(findings, "某镇普法", TODAY)
    rows = docx.Document(io.BytesIO(raw)).tables[0].rows
    assert len(rows) == len(findings) + 1
    for finding in findings:
        assert str(finding.rule.asks) in text
        assert finding.rule.asks.zh in {row.cells[0].text for row in rows}
    assert raw == as_docx(findings, "某镇普法", TODAY)


def test_without_a_site_the_command_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "make build" in said and "Traceback" not in said
