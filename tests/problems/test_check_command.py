"""`portal check`: its exit statuses, paths, warnings and forms for machines."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from portal.cli import main
from tests.conftest import TODAY
from tests.problems.test_problems import HERE, files_of

TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string"}},
    "additionalProperties": False,
}
COUNT = {"type": "integer", "minimum": 1}


def _object(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


LEVEL = {"enum": ["none", "note", "warning", "error"]}
REGION = _object("startLine", startLine=COUNT, startColumn=COUNT, endColumn=COUNT, snippet=TEXT)
PLACE = _object(
    "physicalLocation",
    physicalLocation=_object(
        "artifactLocation region",
        artifactLocation=_object("uri", uri={"type": "string", "pattern": r"^[A-Za-z0-9._~/%-]+$"}),
        region=REGION,
    ),
)
RULE = _object("id", id={"type": "string"}, shortDescription=TEXT, defaultConfiguration=_object("level", level=LEVEL))
RESULT = _object(
    "message", ruleId={"type": "string"}, level=LEVEL, message=TEXT,
    locations={"type": "array", "items": PLACE, "minItems": 1},
)  # fmt: skip
SARIF = _object(
    "version runs", **{"$schema": {"type": "string", "pattern": "sarif-2.1.0"}}, version={"const": "2.1.0"},
    runs={"type": "array", "items": _object(
        "tool results",
        tool=_object("driver", driver=_object("name", name={"type": "string"}, rules={"type": "array", "items": RULE})),
        columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        results={"type": "array", "items": RESULT},
    )},
)  # fmt: skip
"""What SARIF 2.1.0 (OASIS, sections 3.13-3.30 and 3.49) asks of the parts that we write, and nothing besides."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The records without a fault, on disk, with the fixed day; two more with faults on known lines."""
    monkeypatch.setenv("PORTAL_TODAY", f"{TODAY}")
    for path, raw in files_of(HERE / "cases/not_verified_lately").items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
    return tmp_path


def _break(project: Path) -> None:
    for name, old, new in (
        ("events/2026/2026-06-26-drugs-day", "status: held", "status: maybe"),
        ("places", "kind: market", "kind: 集市, 100%"),
    ):
        file = project / f"content/{name}.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _check(project: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["--root", str(project), "check", *options])
    return status, capsys.readouterr().out


def test_the_exit_status_tells_problems_from_warnings_and_from_misuse(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _check(project, capsys)[0] == 0
    status, said = _check(project, capsys, "--warnings")
    assert status == 0 and "warning[not-verified-lately]" in said
    _break(project)
    assert _check(project, capsys)[0] == 1
    assert main(["--root", str(project), "check", str(project / "nowhere.yml")]) == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["--root", str(empty), "check"]) == 2
    for options in (["check", "--nonsense"], ["check", "--json", "--sarif"], ["nonsense"], []):
        with pytest.raises(SystemExit) as refused:
            main(options)
        assert refused.value.code == 2


def test_paths_choose_what_is_listed_and_judged(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _break(project)
    status, said = _check(project, capsys, str(project / "content/events"))
    assert status == 1 and "content/events/2026/2026-06-26-drugs-day.yml:" in said and "content/places.yml:" not in said
    assert "别的文件里还有 1 处问题" in said
    status, said = _check(project, capsys, str(project / "content/offices.yml"))
    assert status == 0 and "别的文件里还有 2 处问题" in said
    assert _check(project, capsys, str(project / "content/places.yml"), str(project / "docs"))[0] == 1


def test_a_check_ends_with_the_reminders_by_kind(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = "  1  太久没有核实 / records not verified lately"
    assert _check(project, capsys)[1].splitlines()[-2:] == [row, "逐条看 / one by one: portal check --warnings"]
    assert _check(project, capsys, "--warnings")[1].splitlines()[-1] == row
    assert "提醒" not in _check(project, capsys, str(project / "docs"))[1]
    _break(project)
    assert row not in _check(project, capsys)[1]  # first things first


def test_json_says_the_same_as_the_printed_form(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _break(project)
    status, said = _check(project, capsys, "--json", "--warnings")
    told = json.loads(said)
    assert status == 1 and told["errors"] == 2 and told["warnings"] == len(told["problems"]) - 2
    printed = _check(project, capsys, "--warnings")[1]
    for problem in told["problems"]:
        place = f"{problem['path']}:{problem['line']}:{problem['column']}: {problem['severity']}[{problem['code']}]"
        assert place in printed and problem["found"]["zh"] in printed and problem["mend"]["en"] in printed


def test_sarif_has_the_form_of_sarif(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _break(project)
    said = _check(project, capsys, "--sarif", "--warnings")[1]
    log = json.loads(said)
    Draft7Validator(SARIF).validate(log)
    (run,) = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} == rules
    assert len(run["results"]) == json.loads(_check(project, capsys, "--json", "--warnings")[1])["errors"] + 1
    Draft7Validator(SARIF).validate(json.loads(_check(project, capsys, "--sarif", str(project / "docs"))[1]))


def test_annotations_are_one_line_a_problem_and_escaped(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _break(project)
    lines = _check(project, capsys, "--github", "--warnings")[1].rstrip("\n").split("\n")
    assert [line.split(" ", 1)[0] for line in lines].count("::error") == 2
    assert any(line.startswith("::warning file=content/") for line in lines)
    (places,) = [line for line in lines if "content/places.yml" in line]
    assert places.startswith("::error file=content/places.yml,line=") and "100%25" in places and "%0A" in places


def test_a_check_loads_nothing_of_publishing() -> None:
    """Start-up is most of what a clerk waits for."""
    script = (
        "import sys; from portal.cli import main\n"
        f"assert main(['--root', {str(HERE / 'base')!r}, 'check']) in (0, 1)\n"
        "print([name for name in ('portal_publish', 'portal.views', 'icalendar', 'openpyxl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_mistake_of_the_program_is_one_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> object:
        raise KeyError("13800138000")

    monkeypatch.setattr("portal.commands.check.load", fail)
    arguments = ["--root", str(HERE / "base"), "check"]
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert "KeyError" in said and "check.py:" in said and "维护人" in said
    assert "Traceback" not in said and "13800138000" not in said
    monkeypatch.setenv("PORTAL_TRACEBACK", "1")
    with pytest.raises(KeyError):
        main(arguments)
