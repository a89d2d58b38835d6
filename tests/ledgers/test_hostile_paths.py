"""Whatever an id says, a command writes below content/ and docs/, or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.conftest import ROOT, TODAY

from portal.cli import main
from portal.commands.new import QUESTIONS
from portal.ledgers.tables import KINDS
from portal.loading.load import load, read_folder

HOSTILE = (
    "../../mkdocs", "../portal", "../../.github/workflows/x", "../../../outside/x", "..", "{outside}/x",
    "..\\..\\mkdocs", "C:\\x", ".gitattributes", "nul", "x/../../portal", "a\0b", "con",
    "．．/．．/mkdocs", "‥/‥/mkdocs",
)  # fmt: skip
"""Ids, and the rest of an id's path; {outside} is a folder that is there."""
ROWS: dict[str, tuple[list[str], list[Any]]] = {
    "advisers": (["编号", "姓名", "律所"], ["{}", "示例新人", "示例律师事务所"]),
    "events": (
        ["编号", "日期", "开始", "结束", "活动主题", "地点", "法律主题"],
        ["{}", "2026.12.20", "9:00", "10:00", "活动", "村委会", "labour"],
    ),
    "legal-helpers": (["村", "姓名"], ["{}", "新来的"]),
    "work": (["月份", "法律顾问", "村", "走访次数"], ["{}", "示例律师01", "加牙村", 2]),
}
"""A new row of each kind of ledger, with what its path is made of left open."""
NEW = {
    "village": {"id": "newv", "code": "630106109999", "name": "新示例村", "phone": "0971-0000888", "place": "村委会"},
    "adviser": {"id": "newa", "name": "示例律师99", "firm": "示例所"},
    "event": {
        "id": "newe", "title": "讲座", "date": "2026-12-20", "from": "09:00", "to": "10:00", "venue": "村委会",
        "topics": "labour",
    },
    "work": {"month": "2026-12"},
    "explainer": {
        "topic": "labour", "slug": "new-one", "title": "新文章", "answer": "先问一问。", "aliases": "a,b,c,d,e,f,g,h",
    },
}  # fmt: skip
PATH_MAKING = {
    "village": ("id",), "adviser": ("id",), "event": ("id", "date"), "work": ("month",), "explainer": ("topic", "slug"),
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small portal beside a folder that is not its own, with the fixed day."""
    monkeypatch.setenv("PORTAL_TODAY", f"{TODAY}")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outside").mkdir()
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests/problems/base", project)
    for code in ("zh", "en"):  # ledgers say things in words that the small portal does without
        shutil.copy(ROOT / f"content/common/labels/{code}.yml", project / "content/labels")
    (project / ".github/workflows").mkdir(parents=True)
    for name in ("mkdocs.yml", "mkdocs.md", ".github/workflows/x.yml"):
        (project / name).write_text("theirs\n")
    return project


def _everything(folder: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _hostile(folder: Path) -> Iterator[str]:
    yield from (word.format(outside=folder / "outside") for word in HOSTILE)


def _check(before: dict[str, bytes], folder: Path, project: Path) -> None:
    """Nothing that was there has changed, and what is new is a record that passes the check."""
    after = _everything(folder)
    records = tuple(f"{(project / top).as_posix()}/" for top in ("content", "docs"))
    changed = [path for path in after if after[path] != before.get(path) and not path.endswith("in.xlsx")]
    assert [path for path in changed if not path.startswith(records)] == []
    assert {path for path in before if path not in after} == set()
    assert [path for path in changed if path in before] == []
    assert load(read_folder(project), TODAY)[0] is not None


def test_every_kind_of_record_and_ledger_is_tried() -> None:
    assert ROWS.keys() == set(KINDS)
    assert NEW.keys() == PATH_MAKING.keys() == QUESTIONS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_import_writes_nothing_elsewhere(kind: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project.parent
    before = _everything(folder)
    headers, cells = ROWS[kind]
    for word in _hostile(folder):
        if "\0" in word:  # no workbook holds one
            continue
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(headers)
        sheet.append([word if cell == "{}" else cell for cell in cells])
        book.save(folder / "in.xlsx")
        status = main(["--root", str(project), "import", "in.xlsx", "--kind", kind, "--write"])
        said = capsys.readouterr()
        assert status == 1 and "!A2: " in said.out, (word, said)
        assert "一致" not in said.out
        _check(before, folder, project)
    assert _everything(folder).keys() - before.keys() == {(folder / "in.xlsx").as_posix()}


@pytest.mark.parametrize(
    ("kind", "option"), [(kind, option) for kind, names in PATH_MAKING.items() for option in names]
)
def test_new_writes_nothing_elsewhere(
    kind: str, option: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project.parent
    before = _everything(folder)
    for word in _hostile(folder):
        options = [f"--{name}={word if name == option else value}" for name, value in NEW[kind].items()]
        status = main(["--root", str(project), "new", kind, *options])
        said = capsys.readouterr()
        if status == 0:  # an id such as nul may be a part of a name
            assert kind == "event" and word in ("nul", "con"), (word, said)
        else:
            assert " / " in said.err + said.out or "[" in said.out, (word, said)
        _check(before, folder, project)


def test_an_id_that_is_taken_is_not_written_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _everything(project)
    book = Workbook()
    for cells in (ROWS["advisers"][0], ["sample-01", "别人", "别的所"], ["sample-01", "又一个", "别的所"]):
        book.worksheets[0].append(cells)
    book.save("in.xlsx")
    assert main(["--root", str(project), "import", "in.xlsx", "--kind", "advisers"]) == 1
    assert "是同一条" in capsys.readouterr().out
    assert _everything(project) == before


def test_commands_follow_no_link_out_of_the_records(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link in the working folder, which git checks out where it is allowed to, is no way out."""
    outside = project.parent / "outside"
    (outside / "events").mkdir()
    (project / "content/events/2027").symlink_to(outside / "events")
    before = _everything(outside)
    options = {**NEW["event"], "date": "2027-03-20"}
    arguments = ["new", "event", *(f"--{name}={value}" for name, value in options.items())]
    assert main(["--root", str(project), *arguments]) != 0
    assert main(["--root", str(project), "plan", "--count", "40"]) != 0
    assert _everything(outside) == before
    assert "Traceback" not in capsys.readouterr().err


def test_laws_follow_no_link(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = project / "content/common/laws.yml"
    theirs = project.parent / "outside/laws.yml"
    register.parent.mkdir()
    (project / "content/laws.yml").rename(theirs)
    register.symlink_to(theirs)
    before = theirs.read_bytes()
    (project.parent / "texts").mkdir()
    assert main(["--root", str(project), "laws", "texts"]) != 0
    assert theirs.read_bytes() == before and "Traceback" not in capsys.readouterr().err


def test_export_makes_workbooks_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _everything(project)
    assert main(["--root", str(project), "export", str(project / "content/portal.yml")]) == 2
    assert ".xlsx" in capsys.readouterr().err and _everything(project) == before
