"""Whatever is put in, the check, an import and a push answer: no traceback, no silence, in time, inside content/.

A few seconds of it run with the suite; ten minutes behind `make bench`.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from portal.catalog.catalog import Catalog
from portal.explainers.markdown_subset import check_lines
from portal.ledgers.importing import diff_of, plan_import
from portal.loading.load import load
from portal.loading.read_cache import Memory
from portal.problems.problem import Problem, render_report
from portal.records.record_paths import stays_inside
from portal.text.personal_data import find_personal_data, mask
from portal.yaml_io.document import Document, decode, read_document
from portal_publish.receive import Update, judge
from portal_publish.server import read_server
from tests.account_data import town
from tests.conftest import ROOT, TODAY
from tests.fuzz.conftest import in_suite, run_long
from tests.fuzz.strategies import HEADERS, encode, spoilt_files, texts, workbooks
from tests.publish.conftest import git, small_project
from tests.publish.test_serve_git import served

__all__ = ["served", "small_project"]  # fixtures

MOST_SECONDS = 2
RECORDS = (
    "content/villages/jiaya.yml",
    "content/villages/zhoude.yml",
    "content/events/2026/2026-12-15-land-lease-zhoude.yml",
)
EXPLAINER = "docs/zh/explainers/labour/unpaid-wages.md"


class Budget:
    """Holds what is done inside to two seconds of the processor."""

    def __enter__(self) -> None:
        self.start = time.process_time()

    def __exit__(self, *fault: object) -> None:
        assert fault[0] is not None or time.process_time() - self.start < MOST_SECONDS


def check_told(problems: list[Problem]) -> None:
    """Every problem can be printed, whole, and none is a mistake of the program."""
    assert [problem.path for problem in problems if problem.code == "not-readable"] == []
    said = render_report(problems)
    assert all(f"[{problem.code}]" in said for problem in problems)


# --- texts ------------------------------------------------------------------------------------


def read_text(text: str) -> None:
    with Budget():
        raw = encode(text)
        whole, problems = decode("content/x.yml", raw)
        document = Document("content/x.yml", problems=problems) if problems else read_document("content/x.yml", whole)
        check_told([*document.problems, *check_lines(Document("docs/x.md", whole), whole, 0)])
        masked = mask(text)
        for found in find_personal_data(text):
            assert 0 <= found.start < found.end <= len(text)
        assert not find_personal_data(masked) or masked == text


TEXTS = st.lists(texts, max_size=12).map("".join)


@in_suite(150)
@given(TEXTS)
def test_any_text_is_read_or_told(text: str) -> None:
    read_text(text)


# --- the check --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small_town(files: dict[str, bytes]) -> tuple[dict[str, bytes], Memory]:
    """Few records, and what an earlier reading of them found: each example reads only what it spoils."""
    records = {path.removeprefix("content/"): files[path].decode() for path in RECORDS}
    work = "sit_ins:\n  - {village: jiaya, date: 2026-11-10, outcome: held}\n"
    known, memory = town(files, {**records, "work/2026-11.yml": work}), Memory()
    known[EXPLAINER] = files[EXPLAINER]
    load(known, TODAY, memory)
    return known, memory


def check_files_told(known: Mapping[str, bytes], spoilt: Mapping[str, bytes], memory: Memory) -> None:
    with Budget():
        catalog, problems = load({**known, **spoilt}, TODAY, memory)
        check_told(problems)
        assert catalog is not None or any(not problem.is_warning for problem in problems)


@pytest.fixture(scope="module")
def spoilt(small_town: tuple[dict[str, bytes], Memory]) -> st.SearchStrategy[dict[str, bytes]]:
    return spoilt_files({path: raw for path, raw in small_town[0].items() if path.endswith((".yml", ".md"))})


def test_any_record_is_checked_and_told(
    small_town: tuple[dict[str, bytes], Memory], spoilt: st.SearchStrategy[dict[str, bytes]]
) -> None:
    known, memory = small_town

    @in_suite(30)
    @given(spoilt)
    def run(changed: dict[str, bytes]) -> None:
        check_files_told(known, changed, memory)

    run()


# --- imports ----------------------------------------------------------------------------------


def import_answers(
    book: tuple[str, list[str], list[list[object]]], catalog: Catalog, files: dict[str, bytes], path: Path
) -> None:
    kind, headers, rows = book
    made = Workbook(write_only=True)
    sheet = made.create_sheet("台账")
    for cells in (headers, *rows):
        sheet.append(cells)
    made.save(path)
    with Budget():
        try:
            plan = plan_import(path, kind, catalog, files, TODAY)
        except ValueError as error:
            assert " / " in str(error)
            return
        said = "\n".join([diff_of(plan), *plan.notes, *plan.refused])
    assert "Traceback" not in said
    assert all(stays_inside(name) and name.startswith("content/") for name in plan.created)
    assert "11010519491231002X" not in said


def test_any_workbook_is_imported_or_told(catalog: Catalog, files: dict[str, bytes], tmp_path: Path) -> None:
    assert set(HEADERS) == {"legal-helpers", "advisers", "events", "work"}

    @in_suite(25)
    @given(workbooks)
    def run(book: tuple[str, list[str], list[list[object]]]) -> None:
        import_answers(book, catalog, files, tmp_path / "in.xlsx")

    run()


# --- pushes -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pushing(served: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, dict[str, bytes]]]:
    """A repository in which commits are made without a clone: its folder, its head and the files staff have."""
    server = read_server(served)
    head = git(served, "rev-parse", "main").stdout.strip()
    files, _ = server.repository.read_commit(head, "content", "docs")
    texts_only = {path: raw for path, raw in files.items() if path.endswith((".yml", ".md"))}
    yield served, head, texts_only


def make_commit(repository: Path, head: str, changed: Mapping[str, bytes], message: str) -> str:
    """A commit after `head` with these files, written as `git fast-import` takes it."""
    said = message.encode("utf-8", "replace")
    parts = [b"commit refs/portal/fuzz\ncommitter Clerk <clerk@example.org> 1793000000 +0800\n"]
    parts += [b"data %d\n%s\nfrom %s\n" % (len(said), said, head.encode())]
    for path, raw in changed.items():
        parts.append(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(raw), raw))
    done = subprocess.run(
        ["git", "fast-import", "--quiet", "--force"],
        cwd=repository,
        input=b"".join(parts),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return git(repository, "rev-parse", "refs/portal/fuzz").stdout.strip()


def judge_answers(pushing: tuple[Path, str, dict[str, bytes]], changed: dict[str, bytes], message: str) -> None:
    repository, head, _ = pushing
    commit = make_commit(repository, head, changed, message)
    with Budget():
        problems = judge(read_server(repository), [Update(head, commit, "refs/heads/main")])
    check_told(problems)
    assert all(not problem.is_warning for problem in problems)


def test_any_push_is_judged_and_told(pushing: tuple[Path, str, dict[str, bytes]]) -> None:
    @in_suite(8)
    @given(spoilt_files(pushing[2]), texts)
    def run(changed: dict[str, bytes], message: str) -> None:
        judge_answers(pushing, changed, message)

    run()


# --- ten minutes of all of it -------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_many_more_texts_records_workbooks_and_pushes(
    small_town: tuple[dict[str, bytes], Memory], spoilt: st.SearchStrategy[dict[str, bytes]], catalog: Catalog,
    files: dict[str, bytes], pushing: tuple[Path, str, dict[str, bytes]], tmp_path: Path,
) -> None:  # fmt: skip
    known, memory = small_town
    run_long(given(TEXTS)(read_text), 4000)
    run_long(given(spoilt)(lambda changed: check_files_told(known, changed, memory)), 300)
    run_long(given(workbooks)(lambda book: import_answers(book, catalog, files, tmp_path / "in.xlsx")), 400)
    run_long(
        given(spoilt_files(pushing[2]), texts)(lambda changed, message: judge_answers(pushing, changed, message)), 150
    )


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_many_more_queries(site: Path) -> None:
    [script] = (site / "assets").glob("search-engine.*.js")
    for seed in range(1, 31):
        said = subprocess.run(
            ["node", ROOT / "tests/search/fuzz.js", script, site / "search", str(seed)],
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert said.returncode == 0, said.stderr
        assert json.loads(said.stdout)["longest"] <= 80
