"""`portal new` writes records that pass the check; the annotated examples pass it too, and stay unpublished."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from tests.conftest import ROOT, TODAY, copy_town

from portal.cli import main
from portal.commands.new import QUESTIONS
from portal.loading.load import load, read_folder
from portal.records.registry import KINDS

EXAMPLES = ROOT / "content/_examples"
PLACES = {
    "village.yml": "content/villages/example.yml",
    "adviser.yml": "content/advisers/example.yml",
    "event.yml": "content/events/2027/2027-01-20-example.yml",
    "work.yml": "content/work/2026-10.yml",
    "holidays.yml": "content/holidays/2031.yml",
    "plan.yml": "content/plans/2025.yml",
    "study.yml": "content/study/2025.yml",
    "report.yml": "content/reports/2025.yml",
    "explainer.md": "docs/zh/explainers/money/example.md",
    "letter.md": "docs/zh/letters/example.md",
}
"""Where an example that is a file of its own would stand; the others are items of a list."""
OPTIONS = {
    "village": "--id newv --code 630106109999 --name 新示例村 --phone 0971-0000888 --place 村委会 --adviser sample-01",
    "adviser": "--id newa --name 示例律师99 --firm 示例所 --phone 0971-0000777 --consent 2026-01-01",
    "event": "--id newe --title 讲座 --date 2026-12-20 --from 09:00 --to 10:00 --venue 村委会 --topics labour",
    "work": "--month 2026-12",
    "explainer": "--topic labour --slug new-one --title 新文章 --answer 先问一问。 --aliases a,b,c,d,e,f,g,h",
}


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.iterdir() if path.name != "README.md"))
def test_an_example_passes_the_check_at_its_place(example: str, files: dict[str, bytes]) -> None:
    raw = (EXAMPLES / example).read_bytes()
    if example in PLACES:
        path, content = PLACES[example], raw
    else:
        kind = next(kind for kind in KINDS if kind.name == example.removesuffix(".yml"))
        own, shared = f"content/{kind.example}", f"content/common/{kind.example}"
        path = own if own in files else shared
        content = files.get(path, b"") + b"\n" + raw
        assert path in files
    _, problems = load({**files, path: content}, TODAY)
    faults = [problem.code for problem in problems if not problem.is_warning]
    assert faults == (["chooser-unreached"] if example == "question.yml" else [])  # no answer leads to it yet


def test_every_kind_that_staff_write_has_an_annotated_example() -> None:
    names = {path.stem for path in EXAMPLES.iterdir()}
    there_once = {"portal", "search", "law-shape"}  # stand in content/ with their own notes, one of each
    assert {*QUESTIONS, *(kind.name for kind in KINDS)} - there_once <= names
    for path in EXAMPLES.iterdir():
        assert path.name == "README.md" or path.read_text(encoding="utf-8").count("# ") >= 2, path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the records, with the fixed day."""
    monkeypatch.setenv("PORTAL_TODAY", f"{TODAY}")
    return copy_town(tmp_path / "project")


@pytest.mark.parametrize("kind", list(OPTIONS))
def test_a_new_record_passes_the_check_and_is_commented(kind: str, project: Path) -> None:
    before = read_folder(project)
    assert main(["--root", str(project), "new", kind, *OPTIONS[kind].split()]) == 0
    after = read_folder(project)
    (path,) = after.keys() - before.keys()
    text = after[path].decode()
    assert text.count("#") >= 3
    if kind != "explainer":
        (schema,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", text, re.M)
        assert (project / path).parent.joinpath(schema).resolve() == (
            project / f"content/.schema/{kind}.json"
        ).resolve()
    assert main(["--root", str(project), "check"]) == 0


@pytest.mark.parametrize("kind", ["village", "adviser", "event", "work"])
def test_what_stands_in_comments_passes_the_check_once_it_is_used(kind: str, project: Path) -> None:
    before = read_folder(project).keys()
    assert main(["--root", str(project), "new", kind, *OPTIONS[kind].split()]) == 0
    (path,) = read_folder(project).keys() - before
    file = project / path
    text = file.read_text(encoding="utf-8")
    head, body = text.split("\n", 1)
    used = re.sub(r"^#(?=  |[a-z])", "", body, flags=re.M)
    # The example of a move speaks of the 10th, on which nobody sits; and December has not come yet.
    used = re.sub(r"  - \{village: jiaya, date: 2026-12-08, [^}]*\}\n", "", used)
    used = used.replace("    date: 2026-12-10", "    date: 2026-12-08")
    used = used.replace("outcome: held", "outcome: excused")
    file.write_text(f"{head}\n{used}", encoding="utf-8")
    assert used != body
    faults = [problem for problem in load(read_folder(project), TODAY)[1] if not problem.is_warning]
    expected = {
        "event": ["planned-with-new-time"],  # its comments are for a session that moved or was held
        "adviser": ["photo-missing"],  # the photo is to be put there first
        "work": ["not-yet", "not-yet"],  # what was done, of a month that has not come
    }
    assert [fault.code for fault in faults] == expected.get(kind, [])


def test_a_new_explainer_is_warned_of_until_it_is_written(project: Path) -> None:
    assert main(["--root", str(project), "new", "explainer", *OPTIONS["explainer"].split()]) == 0
    _, problems = load(read_folder(project), TODAY)
    assert len([problem for problem in problems if problem.code == "text-to-be-written"]) == 5


def test_an_id_is_never_reused_and_nonsense_is_not_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_folder(project)
    base = ["--root", str(project), "new", "village"]
    assert main([*base, *OPTIONS["village"].replace("newv", "jiaya").split()]) == 2
    assert "编号不能重用" in capsys.readouterr().err
    assert main([*base, *OPTIONS["village"].replace("newv", "New-V").split()]) == 2
    assert main([*base, *OPTIONS["village"].replace("630106109999", "123").split()]) == 1
    assert "code-form" in capsys.readouterr().out
    assert main([*base, *OPTIONS["village"].replace("sample-01", "nobody").split()]) == 1
    assert read_folder(project) == before


def test_what_is_missing_is_listed_where_nobody_can_be_asked(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["--root", str(project), "new", "village", "--id", "newv"]) == 2
    assert "--code、--name、--phone、--place" in capsys.readouterr().err


def test_at_a_terminal_it_asks(project: Path) -> None:
    import os
    import pty
    import subprocess
    import sys

    answers = ["newv", "630106109999", "新示例村", "", "", "", "0971-0000888", "", "村委会", "", ""]
    leader, follower = pty.openpty()
    command = [sys.executable, "-c", "import sys; from portal.cli import main; sys.exit(main())"]
    process = subprocess.Popen(
        [*command, "--root", str(project), "new", "village"], stdin=follower, stdout=subprocess.PIPE, text=True
    )
    os.write(leader, ("\n".join(answers) + "\n").encode())
    said, _ = process.communicate(timeout=30)
    os.close(leader)
    os.close(follower)
    assert process.returncode == 0, said
    assert "12 位区划代码（例如 630106101221）" in said
    text = (project / "content/villages/newv.yml").read_text(encoding="utf-8")
    assert "name: {zh: 新示例村}" in text and "kind: village" in text and "by: 司法所" in text


def test_a_published_number_needs_consent(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = OPTIONS["adviser"].replace("--consent 2026-01-01", "")
    assert main(["--root", str(project), "new", "adviser", *options.split()]) == 2
    assert "--consent" in capsys.readouterr().err


def test_a_month_that_is_there_gets_what_is_not_recorded_yet(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "content/work/2026-11.yml"
    before = path.read_text("utf-8")
    assert main(["--root", str(project), "new", "work", "--month", "11月"]) == 0
    said = capsys.readouterr().out
    after = path.read_text("utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert added and all(line.startswith("#  - {village: ") and line in said for line in added)
    assert main(["--root", str(project), "new", "work", "--month", "2026-11"]) == 0
    assert path.read_text("utf-8") == after


def test_a_wrong_day_is_mended_with_the_files_name(project: Path) -> None:
    old = sorted((project / "content/events/2026").glob("2026-12-*.yml"))[0]
    id = old.stem[11:]
    assert main(["--root", str(project), "redate", old.stem, "2026-12-30"]) == 0
    new = old.with_name(f"2026-12-30-{id}.yml")
    assert not old.exists() and "starts: 2026-12-30 " in new.read_text("utf-8")
    assert main(["--root", str(project), "redate", old.stem, "2026-12-30"]) == 2
