"""The schemas for editors are current, take every record that the check takes, and refuse what they can."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import BaseModel
from tests.conftest import ROOT, copy_town

from portal.cli import main
from portal.records.descriptions import FIELDS, RECORDS
from portal.records.field_markers import inner_model
from portal.records.front_matter import SourceFacts, TranslationFacts
from portal.records.json_schema import all_schemas
from portal.records.letters import LetterFacts, LetterTranslationFacts
from portal.records.registry import KINDS, LABELS, NOT_RECORDS

EXAMPLES = ROOT / "content/_examples"
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))


class Core(yaml.CSafeLoader):
    """YAML 1.2's own guesses (core schema, section 10.3.2), by which editors read."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - PyYAML's


for tag, pattern in (
    ("null", r"~|null|Null|NULL|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(str(node.value), 10))


def _as_editors_see(text: str) -> Any:
    """A YAML text as the value a schema is held against: JSON has no keys but texts."""
    return json.loads(json.dumps(yaml.load(text, Core), ensure_ascii=False))


def _validator(name: str) -> Draft7Validator:
    return Draft7Validator(json.loads((ROOT / f"content/.schema/{name}.json").read_text(encoding="utf-8")))


def _faults(name: str, text: str) -> list[str]:
    return [
        f"{error.json_path}: {error.message[:200]}" for error in _validator(name).iter_errors(_as_editors_see(text))
    ]


def test_the_schemas_are_those_of_the_record_types() -> None:
    committed = {
        f"content/.schema/{path.name}": path.read_text(encoding="utf-8")
        for path in (ROOT / "content/.schema").iterdir()
    }
    assert committed == all_schemas(), "run: portal schema"
    for text in committed.values():
        Draft7Validator.check_schema(json.loads(text))


def test_the_command_writes_them_and_takes_away_what_is_stale(tmp_path: Path) -> None:
    project = copy_town(tmp_path / "project")
    (project / "content/.schema/gone.json").write_text("{}")
    (project / "content/.schema/village.json").unlink()
    assert main(["--root", str(project), "schema"]) == 0
    names = {path.name for path in (project / "content/.schema").iterdir()}
    assert "village.json" in names and "gone.json" not in names


def _models() -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()
    waiting: list[type[BaseModel]] = [
        *(SourceFacts, TranslationFacts, LetterFacts, LetterTranslationFacts),
        *(kind.model for kind in KINDS),
    ]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            inner = (inner_model(info.annotation) for info in model.model_fields.values())
            waiting += [one for one in inner if one is not None]
    return found


def test_every_key_has_a_chinese_note_and_no_note_is_stale() -> None:
    models = _models()
    assert {model.__name__ for model in models} == RECORDS.keys()
    for model in models:
        keys = {info.alias or name for name, info in model.model_fields.items()}
        owners = [owner.__name__ for owner in model.__mro__]
        assert keys == {key for owner in owners for key in FIELDS.get(owner, {})}, model
    bases = {base.__name__ for model in models for base in model.__mro__}
    assert FIELDS.keys() <= bases
    notes = [*RECORDS.values(), *(note for fields in FIELDS.values() for note in fields.values())]
    assert [note for note in notes if not re.search("[一-鿿]", note)] == []


def _schema_of(path: str) -> str:
    """The schema for a path below content/ or docs/; empty for what is no record."""
    top, _, inner = path.partition("/")
    if top == "docs":
        language, _, rest = inner.partition("/")
        folder, depth = rest.partition("/")[0], rest.count("/")
        kind = {("explainers", 2): "explainer", ("letters", 1): "letter"}.get((folder, depth), "")
        return f"{kind}-translation" if kind and language != "zh" else kind
    if NOT_RECORDS.fullmatch(inner) or top != "content":
        return ""
    if LABELS.fullmatch(inner):
        return "labels"
    return next((kind.name for kind in KINDS if kind.pattern.fullmatch(inner)), "")


def faults_of(path: str, text: str) -> list[str]:
    """What the schema for a path says against a record, or against the front matter of an explainer."""
    name = _schema_of(path)
    if path.endswith(".md"):
        text = _head_of(text)
    return _faults(name, text) if name else []


def _head_of(text: str) -> str:
    return text.split("\n---\n")[0].removeprefix("---\n")


def test_every_record_and_front_matter_that_the_check_takes_is_taken(files: dict[str, bytes]) -> None:
    names = {_schema_of(path) for path in files} - {""}
    assert names == {kind.name for kind in KINDS} | {
        "labels",
        "explainer",
        "explainer-translation",
        "letter",
        "letter-translation",
    }
    faults = {path: faults_of(path, raw.decode()) for path, raw in files.items() if _schema_of(path)}
    assert {path: found for path, found in faults.items() if found} == {}
    assert _faults("explainer", _head_of((EXAMPLES / "explainer.md").read_text("utf-8"))) == []


def test_the_front_matter_of_every_letter_is_taken(files: dict[str, bytes]) -> None:
    letters = {path: raw.decode() for path, raw in files.items() if "/letters/" in path}
    assert {_schema_of(path) for path in letters} == {"letter", "letter-translation"}
    assert {path: faults for path, text in letters.items() if (faults := faults_of(path, text))} == {}
    assert _faults("letter", _head_of((EXAMPLES / "letter.md").read_text("utf-8"))) == []


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yml")), ids=lambda path: path.stem)
def test_every_example_is_taken(path: Path) -> None:
    assert _faults(path.stem, path.read_text(encoding="utf-8")) == []


EVENT = "content/events/2026/2026-12-01-constitution-week-opening.yml"
OFFICE = "- {id: x, kind: office, name: {zh: 甲}, does: {zh: 乙}, hours: {zh: 丙}, source: 丁, phone: %s, " \
    "verified: {on: 2026-01-01, by: 戊}}\n"  # fmt: skip


@pytest.mark.parametrize("phone", ["12348", "'12348'", "0971-0000100", "13900000000"])
def test_a_bare_number_is_not_called_wrong(phone: str) -> None:
    assert _faults("office", OFFICE % phone) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/villages/jiaya.yml", "code: 630106101221", "code: 六三"),
        ("content/villages/jiaya.yml", "code: 630106101221", "kode: 630106101221"),
        ("content/villages/jiaya.yml", "kind: village", "kind: hamlet"),
        ("content/villages/jiaya.yml", "every: month", "every: fortnight"),
        ("content/villages/jiaya.yml", "from: 09:00", "from: 9点"),
        (EVENT, "status: planned", "status: maybe"),
        (EVENT, "starts: 2026-12-01 09:30", "starts: 2026.12.1"),
        ("content/portal.yml", "languages: [zh, bo, en]", "languages: [zh, fr]"),
        ("content/portal.yml", "sit_ins_a_month: 1", "sit_ins_a_month: 一次"),
        ("content/reports/2024.yml", "  sessions:", "  meetings:"),
    ],
)
def test_what_an_editor_can_know_is_called_wrong(path: str, old: str, new: str, files: dict[str, bytes]) -> None:
    text = files[path].decode()
    assert old in text
    assert _faults(_schema_of(path), text.replace(old, new, 1)) != []


def test_an_editor_finds_the_schema_of_every_file(files: dict[str, bytes]) -> None:
    mapping = {pattern: schema for schema, patterns in SETTINGS["yaml.schemas"].items() for pattern in patterns}
    records = [path for path in files if path.endswith(".yml") and _schema_of(path)]
    for path in [*records, *(example.relative_to(ROOT).as_posix() for example in EXAMPLES.glob("*.yml"))]:
        name = Path(path).stem if "_examples" in path else _schema_of(path)
        found = [schema for pattern, schema in mapping.items() if fnmatch(path, pattern)]
        assert found == [f"./content/.schema/{name}.json"], path
    assert {f"./{path}" for path in all_schemas() if not re.search("explainer|letter", path)} == set(mapping.values())


def test_a_line_in_a_record_names_a_schema_that_is_there() -> None:
    named = 0
    for path in EXAMPLES.glob("*.yml"):
        for target in re.findall(r"# yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8")):
            named += 1
            assert (path.parent / target).resolve().is_file(), path
    assert named >= 7
