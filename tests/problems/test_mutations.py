# ruff: noqa: E501 - tables of broken text, one case a line
"""Hundreds of broken files: none passes, none ends in a traceback, nearly all name the right line.

Deterministic: the same seeds break the same places. Records of every kind are broken among
the few of `base/`, those of the tests' town among its own.
"""

from __future__ import annotations

import random
import zlib
from functools import lru_cache

import pytest
import yaml

from portal.loading import read_cache as memory
from portal.loading.load import load
from portal.problems.formats import as_github, as_json, as_sarif
from portal.problems.problem import render_report
from portal.yaml_io.document import read_document
from tests.conftest import TODAY
from tests.problems.mutations import EXPLAINERS, RECORDS, Mutation, whole_files
from tests.problems.test_problems import base

Files = dict[str, bytes]

RIGHT_LINES = 0.97
"""Of the faults that have a line; issue 6 asks for 95 %."""
SEEDS = 3
SHARES = [7, pytest.param(1, marks=pytest.mark.slow)]
"""Of the town's broken files every seventh by default, each file's its own; behind `make bench` all."""

BASE = base()
IN_TOWN = (
    "content/portal.yml",
    "content/villages/heicheng.yml",
    "content/events/2026/2026-01-20-new-year-market-scams.yml",
    "content/work/2026-11.yml",
    "content/common/laws.yml",
    "content/offices.yml",
    "content/common/labels/zh.yml",
    "content/common/labels/bo.yml",
    "content/duties.yml",
    "content/plans/2026.yml",
    "content/study/2026.yml",
    "content/reports/2024.yml",
    "content/common/glossary.yml",
    "content/common/observances.yml",
    "docs/zh/explainers/family/at-home.md",
    "docs/bo/explainers/money/lending.md",
)
IN_LABELS_ANYTHING_GOES = frozenset(
    [
        "clock",
        "code",
        "count",
        "choice",
        "dangling",
        "date",
        "empty_text",
        "flag",
        "language_code",
        "lose_required",
        "phone",
        "more_bracket",
        "widen_quotes",
    ]
)
"""The interface's words are free text: these make other words, not faults."""


IN_LETTERS_ANYTHING_GOES = frozenset(["heading", "markdown_line"])
"""A letter's lines are its words, each by itself, and it may have several titles."""
LEADING_EVERYWHERE = ("content/common/help.yml", "content/common/search.yml")
"""Records that lead to every explainer: tried among all of them, at the price of reading all."""


@pytest.fixture(scope="module")
def few(files: Files) -> Files:
    """The town's records with the few explainers that are broken here; they have no fault."""
    kept = {
        path: raw
        for path, raw in files.items()
        if path not in LEADING_EVERYWHERE and (not path.startswith("docs/") or "/money/" in path or path in IN_TOWN)
    }
    assert [problem for problem in load(kept, TODAY)[1] if not problem.is_warning] == []
    return kept


@pytest.fixture(autouse=True, scope="module")
def _read_once() -> object:
    """Files that are not broken are read once; documents are not changed after reading."""
    patch = pytest.MonkeyPatch()
    patch.setattr(memory, "read_document", lru_cache(maxsize=1000)(read_document))
    yield
    patch.undo()


def _mutants(path: str, raw: bytes, seeds: int) -> list[tuple[str, bytes, frozenset[int]]]:
    text = raw.decode()
    lines = text.split("\n")
    found = []
    if path.endswith(".md"):
        end = lines.index("---", 1)
        for name, text_, named in _mutate({**RECORDS}, lines[1:end], path, seeds):
            whole = "\n".join(["---", text_, *lines[end:]])
            found.append((name, whole.encode("utf-8", "surrogatepass"), frozenset(line + 1 for line in named)))
        mutations = {
            n: m for n, m in EXPLAINERS.items() if "/letters/" not in path or n not in IN_LETTERS_ANYTHING_GOES
        }
    else:
        mutations = {n: m for n, m in RECORDS.items() if "/labels/" not in path or n not in IN_LABELS_ANYTHING_GOES}
    for name, mutated, named in _mutate(mutations, lines, path, seeds):
        if mutated != text:
            found.append((name, mutated.encode("utf-8", "surrogatepass"), named))
    return found


def _mutate(
    mutations: dict[str, Mutation], lines: list[str], path: str, seeds: int
) -> list[tuple[str, str, frozenset[int]]]:
    made = {}
    for name, mutation in mutations.items():
        for seed in range(seeds):
            mutant = mutation(list(lines), random.Random(f"{seed} {name} {path}"))
            if mutant is not None:
                made[mutant.text] = (name, mutant.text, mutant.lines)
    return list(made.values())


def _break(files: Files, path: str, mutants: list[tuple[str, bytes, frozenset[int]]]) -> None:
    passed, astray = [], []
    with_line = 0
    for name, raw, named in mutants:
        _, problems = load({**files, path: raw}, TODAY)
        faults = [problem for problem in problems if not problem.is_warning]
        if not faults and _says_the_same(name, raw, files[path]):
            continue
        if not faults:
            passed.append((name, raw[:2000].decode("utf-8", "replace")))
            continue
        assert all(problem.code != "not-readable" for problem in faults), (name, faults[0].args)
        told = render_report(faults) + as_json(faults) + as_github(faults) + as_sarif(faults)
        told.encode()
        with_line += bool(named)
        here = [problem.line for problem in faults if problem.path == path]
        if named and not named & set(here):
            astray.append((name, sorted(named), [(p.path, p.line, p.code) for p in faults][:3]))
    assert passed == []
    assert len(astray) <= (1 - RIGHT_LINES) * with_line, astray


def _says_the_same(name: str, raw: bytes, original: bytes) -> bool:
    """Whether a broken file still means what it meant, such as lines moved in by three spaces."""
    if name.startswith("repeat"):
        return False
    return _meaning(raw) == _meaning(original)


def _meaning(raw: bytes) -> tuple[object, bytes]:
    """What stands in a record, or above a text, and the text itself."""
    head, _, body = raw.removeprefix(b"---\n").partition(b"\n---\n")
    return yaml.load(head, yaml.BaseLoader), body


@pytest.mark.parametrize(
    "path", sorted(path for path in BASE if path.endswith((".yml", ".md")) and "/labels/" not in path)
)
def test_no_broken_file_of_any_kind_passes(path: str) -> None:
    _break(BASE, path, _mutants(path, BASE[path], SEEDS))


def _sample(path: str, raw: bytes, share: int) -> list[tuple[str, bytes, frozenset[int]]]:
    """Take one of `share` broken files, beginning at a place of the path's own, so that paths together try all ways."""
    return _mutants(path, raw, 1)[zlib.crc32(path.encode()) % share :: share]


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("path", IN_TOWN)
def test_no_broken_file_of_the_town_passes(path: str, share: int, few: Files) -> None:
    _break(few, path, _sample(path, few[path], share))


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("path", LEADING_EVERYWHERE)
def test_no_broken_way_to_an_explainer_passes(path: str, share: int, files: Files) -> None:
    _break(files, path, _sample(path, files[path], share))


@pytest.mark.parametrize(
    "path", ["content/villages/jiaya.yml", "content/offices.yml", "content/labels/zh.yml", "content/portal.yml",
             "docs/en/explainers/labour/unpaid-wages.md"],
)  # fmt: skip
def test_no_unreadable_file_passes(path: str) -> None:
    _break(BASE, path, list(whole_files(BASE[path])))


NAMES = (
    "content/villages/Jia Ya.yml", "content/villages/jiaya.yaml", "content/villages/加牙.yml", "content/villages/jiaya (1).yml",
    "content/villages/sub/jiaya.yml", "content/jiaya.yml", "content/village/jiaya.yml", "content/villages/jiaya.yml.txt",
    "content/villages/-jiaya.yml", "content/villages/jia__ya.yml", "content/villages/\udcff\udcfe.yml", "content/villages/a\nb.yml",
    "content/villages/::error file=x::.yml", "content/events/2026-12-04-x.yml", "content/events/2026/x.yml",
    "content/events/2026/2026-13-45-x.yml", "content/work/2026-13.yml", "content/work/2026-1.yml", "content/work/２０２６-11.yml",
    "content/work/0000-01.yml", "content/holidays/27.yml", "content/labels/fr.yml", "content/labels/zh-CN.yml", "content/x.md",
    "content/villages/", "content/offices.yml/x", "docs/zh/x.md", "docs/fr/explainers/labour/unpaid-wages.md", "docs/x.png",
    "docs/zh/explainers/labour/Unpaid.md", "docs/zh/explainers/x.md", "docs/zh/explainers/labour/unpaid-wages.markdown",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_no_misnamed_file_passes(name: str) -> None:
    village = BASE["content/villages/jiaya.yml"]
    catalog, problems = load({**BASE, name: village}, TODAY)
    assert catalog is None
    assert name.removesuffix("/") in {problem.path for problem in problems if not problem.is_warning}
    faults = [problem for problem in problems if not problem.is_warning]
    annotations = as_github(faults)
    assert [line.startswith("::error ") for line in annotations.split("\n")] == [True] * len(faults)
    for told in (render_report(faults), as_json(faults), annotations, as_sarif(faults)):
        told.encode("utf-8", "backslashreplace")


SAME = {
    "with a BOM": lambda raw: b"\xef\xbb\xbf" + raw,
    "with CRLF": lambda raw: raw.replace(b"\n", b"\r\n"),
    "with lone CR": lambda raw: raw.replace(b"\n", b"\r"),
    "with BOM and CRLF": lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"),
    "without a last line end": lambda raw: raw.rstrip(b"\n"),
    "with blank lines after it": lambda raw: raw + b"\n\n  \n",
}


@pytest.mark.parametrize("change", SAME)
def test_what_windows_does_to_a_file_is_no_fault(change: str) -> None:
    files = {path: SAME[change](raw) if path.endswith((".yml", ".md")) else raw for path, raw in BASE.items()}
    catalog, problems = load(files, TODAY)
    assert catalog is not None, [(p.code, p.path, p.line) for p in problems]


def test_a_quoted_value_and_a_comment_are_no_fault() -> None:
    village = BASE["content/villages/jiaya.yml"].decode()
    village = village.replace("kind: village", "kind: 'village'  # 村").replace(
        "code: 630106101221", 'code: "630106101221"'
    )
    catalog, _ = load({**BASE, "content/villages/jiaya.yml": village.encode()}, TODAY)
    assert catalog is not None
