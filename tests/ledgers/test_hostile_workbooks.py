"""Workbooks made to harm: each is read or refused in a sentence, within two seconds and 300 MB; work grows evenly."""

from __future__ import annotations

import gc
import os
import resource
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.conftest import TODAY, copy_town
from tests.ledgers.raw_workbooks import HEADERS, READ, REFUSED, random_damage
from tests.memory import alone, resident

from portal.catalog.catalog import Catalog
from portal.cli import main
from portal.ledgers.importing import diff_of, plan_import
from portal.loading.load import load, read_folder

MOST_SECONDS, MOST_MEGABYTES = 2, 300
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a child process came to."""

    said: str
    seconds: float
    """Of the processor: the machine may be busy with other things."""
    megabytes: float


def _in_child(act: Callable[[], str], said: Path) -> Outcome:
    """Runs something in a process of its own and measures it; one that does not end is ended after a minute."""
    before = resident()  # the suite's own, which the child is born with
    child = os.fork()
    if child == 0:
        try:
            gc.freeze()  # what the suite has made is not gone through again, or copied, for the child's sake
            signal.alarm(60)
            resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))  # rather than take all there is
            said.write_text(act(), "utf-8")
        except BaseException:
            said.write_text(traceback.format_exc(), "utf-8")
        finally:
            os._exit(0)
    _, status, usage = os.wait4(child, 0)
    assert status == 0, f"ended by signal {status}"
    return Outcome(said.read_text("utf-8"), usage.ru_utime + usage.ru_stime, alone(usage.ru_maxrss / 1024, before))


def _read(path: Path, catalog: Catalog, files: Files, kind: str = "legal-helpers") -> str:
    """What staff would be told: why the file cannot be read, or what it would change and what it cannot."""
    try:
        plan = plan_import(path, kind, catalog, files, TODAY)
    except ValueError as error:
        return f"refused: {error}"
    return "\n".join([diff_of(plan), *plan.notes, *plan.refused])


def _try(make: Callable[[], bytes], catalog: Catalog, files: Files, folder: Path) -> Outcome:
    path = folder / "in.xlsx"
    made = _in_child(lambda: f"{path.write_bytes(make())} bytes", folder / "made")
    assert made.said.endswith("bytes"), made.said
    return _in_child(lambda: _read(path, catalog, files), folder / "said")


def _check_limits(outcome: Outcome) -> None:
    print(f"{outcome.seconds:.2f} s, {outcome.megabytes:.0f} MB")
    assert "Traceback" not in outcome.said, outcome.said[-2000:]
    assert outcome.seconds < MOST_SECONDS
    assert outcome.megabytes < MOST_MEGABYTES


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_answered_in_one_sentence(
    name: str, catalog: Catalog, files: Files, tmp_path: Path
) -> None:
    outcome = _try(REFUSED[name], catalog, files, tmp_path)
    _check_limits(outcome)
    assert outcome.said.startswith("refused: ") and "\n" not in outcome.said
    assert " / " in outcome.said and len(outcome.said) < 400


@pytest.mark.parametrize("name", READ)
def test_a_file_is_read_for_what_it_holds(name: str, catalog: Catalog, files: Files, tmp_path: Path) -> None:
    outcome = _try(READ[name], catalog, files, tmp_path)
    _check_limits(outcome)
    assert "+  - name: {zh: 新来的}\n+    trained: [2026-03-05]\n" in outcome.said


def test_a_cell_too_far_right_is_told(catalog: Catalog, files: Files, tmp_path: Path) -> None:
    outcome = _try(READ["a cell in the last corner"], catalog, files, tmp_path)
    assert "台账!XFD1048576: 太靠右的格子没有读" in outcome.said


def test_damage_at_random_never_ends_in_a_traceback(catalog: Catalog, files: Files, tmp_path: Path) -> None:
    def act() -> str:
        path = tmp_path / "in.xlsx"
        for name, raw in random_damage(150):
            path.write_bytes(raw)
            try:
                _read(path, catalog, files)
            except Exception:
                return f"{name}: {traceback.format_exc()}"
        return "all read or refused"

    assert _in_child(act, tmp_path / "said").said == "all read or refused"


def test_the_command_answers_and_writes_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_TODAY", f"{TODAY}")
    project = copy_town(tmp_path / "project")
    before = read_folder(project)
    path = tmp_path / "in.xlsx"
    for name in ("XML cut short", "encrypted entries", "no texts"):
        path.write_bytes(REFUSED[name]())
        assert main(["--root", str(project), "import", str(path), "--kind", "legal-helpers", "--write"]) == 2
        said = capfd.readouterr()
        told = [line for line in said.err.splitlines() if not line.startswith(("[1/3] ", "[2/3] "))]  # how far it is
        assert said.out == "" and told[0].startswith(f"{path}: ") and "Warning" not in said.err
        assert read_folder(project) == before


def test_a_workbook_without_its_texts_is_not_said_to_agree(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], catalog: Catalog, files: Files
) -> None:
    outcome = _try(REFUSED["no texts"], catalog, files, tmp_path)
    assert "文字丢了" in outcome.said


# --- growth ---------------------------------------------------------------------------------


def _save(path: Path, rows: list[list[str]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    for cells in rows:
        sheet.append(cells)
    book.save(path)


def _rows(kind: str, count: int, villages: list[str]) -> list[list[str]]:
    """A ledger of so many rows that no record has yet, or that nothing can be made of."""
    if kind == "legal-helpers":
        return [[*HEADERS], *([villages[n % len(villages)], f"新来的{n}", "2026.3.5"] for n in range(count))]
    if kind == "one village":
        return [[*HEADERS], *([villages[0], f"新来的{n}", "2026.3.5"] for n in range(count))]
    if kind == "unknown villages":
        return [[*HEADERS], *([f"某{n}村", f"新来的{n}", "2026.3.5"] for n in range(count))]
    if kind == "work":
        many = len(villages)
        days = [f"{2010 + n // many // 280}.{n // many % 10 + 1}.{n // many // 10 % 28 + 1}" for n in range(count)]
        return [["村", "坐班日期", "是否到岗"], *([villages[n % many], day, "到岗"] for n, day in enumerate(days))]
    if kind == "advisers":
        return [["姓名", "律所"], *(["同名律师" if n % 2 else f"律师{n}", "某某律师事务所"] for n in range(count))]
    assert kind == "events"
    headers = ["日期", "开始", "结束", "活动主题", "地点", "法律主题"]
    made = [[f"2027.{n % 12 + 1}.{n % 28 + 1}", "9:00", "10:00", f"活动{n}", "村委会", "labour"] for n in range(count)]
    return [[*headers], *map(list, made)]


def _cost(path: Path, kind: str, catalog: Catalog, files: Files, folder: Path) -> Outcome:
    """Of reading, planning and the diff."""
    known = kind if kind in ("work", "advisers", "events") else "legal-helpers"
    return _in_child(lambda: _read(path, catalog, files, known), folder / "said")


@pytest.mark.parametrize("kind", ["legal-helpers", "one village", "unknown villages", "work", "advisers", "events"])
def test_twice_the_rows_take_twice_the_work(kind: str, catalog: Catalog, files: Files, tmp_path: Path) -> None:
    villages = [village.name["zh"] for village in catalog.villages.values()]
    sizes = (400, 800) if kind in ("advisers", "events") else (4_000, 8_000)
    seconds = []
    for size in sizes:
        path = tmp_path / f"{size}.xlsx"
        _save(path, _rows(kind, size, villages))
        outcomes = [_cost(path, kind, catalog, files, tmp_path) for _ in range(2)]
        for outcome in outcomes:
            assert not outcome.said.startswith(("refused", "Traceback")), outcome.said[:500]
        seconds.append(min(outcome.seconds for outcome in outcomes))
    assert seconds[1] <= 2.2 * seconds[0], seconds


@pytest.mark.parametrize("kind", ["legal-helpers", "unknown villages", "work", "advisers", "events"])
def test_the_most_rows_there_may_be_are_read(kind: str, catalog: Catalog, files: Files, tmp_path: Path) -> None:
    villages = [village.name["zh"] for village in catalog.villages.values()]
    path = tmp_path / "most.xlsx"
    _save(path, _rows(kind, 20_000, villages))
    outcome = _cost(path, kind, catalog, files, tmp_path)
    assert not outcome.said.startswith(("refused", "Traceback")), outcome.said[:500]
    assert outcome.megabytes < MOST_MEGABYTES
    assert outcome.seconds < 2 * MOST_SECONDS  # 20 000 rows are real work; a machine may be slow besides


def test_changing_many_records_of_one_file_grows_evenly(catalog: Catalog, files: Files, tmp_path: Path) -> None:
    """A village of thousands of helpers, of whom every other one leaves."""
    path = "content/villages/jiaya.yml"
    seconds = []
    for size in (2_000, 4_000):
        more = "".join(f"  - name: {{zh: 某{n}}}\n    trained: [2026-03-05]\n" for n in range(size))
        before, key, after = files[path].decode().partition("\nlegal_helpers:")
        assert key
        rest = after.partition("\n")[2]
        changed = {**files, path: f"{before}{key}\n{more}{rest}".encode()}
        known, problems = load(changed, TODAY)
        assert known is not None, problems
        book = tmp_path / f"{size}.xlsx"
        _save(book, [["村", "姓名", "在任"], *(["加牙村", f"某{n}", "否"] for n in range(0, size, 2))])
        outcomes = [_cost(book, "legal-helpers", known, changed, tmp_path) for _ in range(3)]
        assert outcomes[0].said.count("+    active: false") == size // 2
        seconds.append(min(outcome.seconds for outcome in outcomes))
    assert seconds[1] <= 2.2 * seconds[0], seconds
