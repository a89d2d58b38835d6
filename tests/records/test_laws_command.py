"""`portal laws`: what the official texts say of the register is written there, and nothing beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portal.cli import main
from portal.records import Law, LawShape
from portal.records.validation import read_records
from portal.yaml_io.document import read_document

REGISTER = """\
# 法律登记
- id: dog-law
  title: 养犬法
  short: 养犬法
  name: {zh: 养犬法, en: Dog Law}  # 译名由司法所定
  version: 2001-02-03
  last: 2
  official: https://example.org/dogs/

- id: own-rules
  title: 本地的规定
  short: 规定
  name: {zh: 规定}
  version: 2020-01-01
  last: 9
  official: https://example.org/rules/
"""
DOGS = {"1": "一款。", "2": "一款：\n（一）甲；\n（二）乙。", "2-1": "插入的一条。", "3": "一款。\n又一款。"}
CATS = {"1": "一款。"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A register of two laws, and a folder of texts: one of them renewed, one law that is not registered."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/common").mkdir()
    (tmp_path / "content/common/laws.yml").write_text(REGISTER, encoding="utf-8")
    texts = tmp_path / "texts"
    texts.mkdir()
    index = {
        "dog-law": {"short": "养犬法", "version": "2026-04-05"},
        "cat-law": {"short": "养猫法", "version": "2026-06-07"},
    }
    for name, value in {
        "index": index,
        "dog-law": {"title": "中华人民共和国养犬法", "articles": DOGS},
        "cat-law": {"title": "中华人民共和国养猫法", "articles": CATS},
    }.items():
        (texts / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def _run(project: Path) -> int:
    return main(["--root", str(project), "laws", str(project / "texts")])


def _register(project: Path) -> str:
    return (project / "content/common/laws.yml").read_bytes().decode("utf-8")


def test_a_law_that_moved_is_renewed_and_the_rest_of_its_entry_stays(project: Path) -> None:
    _run(project)
    renewed = REGISTER.replace("title: 养犬法", "title: 中华人民共和国养犬法").replace("2001-02-03", "2026-04-05")
    renewed = renewed.replace("last: 2\n  official: https://example.org/dogs/",
                              "last: 3\n  official: https://example.org/dogs/\n  inserted: [2-1]")  # fmt: skip
    assert _register(project).startswith(renewed)


def test_a_law_that_is_not_registered_is_added_in_chinese(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(project)
    laws, problems = read_records(read_document("content/common/laws.yml", _register(project)), Law, ())
    assert problems == []
    cats = next(law for law in laws.values() if law.id == "cat-law")
    assert (cats.title, cats.short, f"{cats.version}", cats.last) == ("中华人民共和国养猫法", "养猫法", "2026-06-07", 1)
    printed = capsys.readouterr().out
    assert "dog-law: version 2001-02-03 → 2026-04-05" in printed
    assert "cat-law: 登记里没有" in printed and "add names in other languages: cat-law" in printed


def test_the_paragraphs_and_items_of_every_text_are_counted(project: Path) -> None:
    _run(project)
    text = (project / "content/common/law_shapes.yml").read_text(encoding="utf-8")
    shapes, problems = read_records(read_document("content/common/law_shapes.yml", text), LawShape, ())
    assert problems == []
    counted = {shape.id: dict(shape.articles) for shape in shapes.values()}
    assert counted == {"cat-law": {}, "dog-law": {"2": (2,), "3": (0, 0)}}


def test_a_second_run_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(project)
    once = _register(project)
    capsys.readouterr()
    _run(project)
    assert _register(project) == once
    assert "→" not in capsys.readouterr().out


def test_line_ends_of_windows_stay(project: Path) -> None:
    (project / "content/common/laws.yml").write_bytes(REGISTER.replace("\n", "\r\n").encode())
    _run(project)
    text = _register(project)
    assert text.count("\n") == text.count("\r\n") > REGISTER.count("\n")


def test_a_law_without_a_text_is_named_and_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(project) == 1
    assert "own-rules: 没有原文" in capsys.readouterr().out
    assert REGISTER[REGISTER.index("- id: own-rules") :] in _register(project)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("index.json", "{"),
        ("index.json", "[]"),
        ("cat-law.json", '{"title": "养猫法"}'),
        ("cat-law.json", '{"title": "养猫法", "articles": {}}'),
        ("cat-law.json", '{"title": "养猫法", "articles": {"第一条": "x"}}'),
        ("cat-law.json", '{"title": "养猫法", "articles": ["x"]}'),
        ("cat-law.json", '{"title": 7, "articles": {"1": "x"}}'),
        ("cat-law.json", '{"title": "养猫法", "articles": {"1": null}}'),
        ("cat-law.json", None),
        ("index.json", None),
        ("index.json", '{"cat-law": {"short": "养猫法", "version": "今年"}}'),
        ("index.json", '{"../cat-law": {"short": "养猫法", "version": "2026-06-07"}}'),
        ("index.json", '{"cat-law": {"version": "2026-06-07"}}'),
    ],
)
def test_texts_in_another_form_are_refused_in_words_and_nothing_is_written(
    file: str, text: str | None, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "texts" / file
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert _run(project) == 2
    assert file in capsys.readouterr().err
    assert _register(project) == REGISTER
    assert not (project / "content/common/law_shapes.yml").exists()


def test_a_register_that_is_wrong_is_reported_and_nothing_is_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = REGISTER.replace("version: 2001-02-03", "version: 2001-02-30")
    (project / "content/common/laws.yml").write_text(wrong, encoding="utf-8")
    assert _run(project) == 1
    assert "content/common/laws.yml:6:12" in capsys.readouterr().out
    assert _register(project) == wrong
    assert not (project / "content/common/law_shapes.yml").exists()
