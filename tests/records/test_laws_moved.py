"""The law moves: what a newer folder of texts changes, and which texts are told to be read again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import TODAY
from tests.towns import TOWN

from portal.catalog.catalog import Catalog
from portal.cli import main
from portal.explainers.law_changes import article_hash, compare_editions
from portal.explainers.official_texts import LawText, find_replaced
from portal.explainers.reviews import find_moved_laws
from portal.explainers.sentences import find_sentences

CITED = "（[《养犬法》第二条](law:dog-law#2)）"
TIBETAN = "ཁྱི་འཆིང་དགོས། མི་འདི་རང་གིས་འཆིང་།（[《养犬法》དོན་ཚན་2](law:dog-law#2)）། ཁྱི་གཞན་ཡང་འཆིང་།"


def _write(folder: Path, version: str, articles: dict[str, str], history: list[str] | None = None) -> Path:
    folder.mkdir(parents=True)
    index = {"dog-law": {"short": "养犬法", "version": version}}
    law = {"title": "中华人民共和国养犬法", "history": history or [], "articles": articles}
    for name, value in {"index": index, "dog-law": law}.items():
        (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A register of one law, its texts of two years, and a text in two languages that rests on it."""
    (tmp_path / "content/common").mkdir(parents=True)
    (tmp_path / "content/common/laws.yml").write_text(
        "- id: dog-law\n  title: 中华人民共和国养犬法\n  short: 养犬法\n  name: {zh: 养犬法}\n"
        "  version: 2020-01-01\n  last: 3\n  official: https://example.org/\n",
        encoding="utf-8",
    )
    old = {"1": "狗要拴好。", "2": "不拴的，罚款。", "3": "本法自2020年2月1日起施行。"}
    new = {"1": "狗，要 拴好！", "2": "不拴的，罚二百元。", "3": "不拴的，罚款。", "4": "本法自2026年3月1日起施行。"}
    _write(tmp_path / "old", "2020-01-01", old)
    _write(tmp_path / "new", "2026-01-01", new)
    for path, text in {
        "docs/zh/explainers/farming/dogs.md": f"---\ntitle: 狗\n---\n\n狗要拴好。不拴要罚款{CITED}。",
        "docs/bo/explainers/farming/dogs.md": f"---\ntitle: ཁྱི\n---\n\n{TIBETAN}",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def _run(project: Path, *arguments: str) -> int:
    return main(["--root", str(project), "laws", *(str(project / a) if a in ("old", "new") else a for a in arguments)])


@pytest.mark.parametrize("with_old_folder", [True, False])
def test_a_newer_folder_tells_the_articles_that_changed_and_the_sentences_that_rest_on_them(
    project: Path, capsys: pytest.CaptureFixture[str], *, with_old_folder: bool
) -> None:
    assert _run(project, "old") == 0
    before = {path: path.read_bytes() for path in project.rglob("*.*")}
    capsys.readouterr()
    assert _run(project, *(["old"] if with_old_folder else []), "--compare", "new") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "《养犬法》 dog-law: 2020-01-01 → 2026-01-01，2026-03-01 起施行 / in force from 2026-03-01"
    assert told[1:4] == [
        "  改了 changed (2): 2 3",
        "  新增 added (1): 4",
        "  字没变、换了条号 renumbered (1): 2→3",
    ]
    assert told[4:6] == [
        "- [ ] docs/bo/explainers/farming/dogs.md:5:1: 第二条（→3）: ཁྱི་འཆིང་དགོས། མི་འདི་རང་གིས་འཆིང་།།",
        "- [ ] docs/zh/explainers/farming/dogs.md:5:6: 第二条（→3）: 不拴要罚款。",
    ]
    assert "2 sentence(s) in 2 file(s) to read again" in told[-1]
    assert {path: path.read_bytes() for path in project.rglob("*.*")} == before


def test_punctuation_blanks_and_the_next_heading_are_no_change() -> None:
    assert article_hash("第一款，\n（一）甲；") == article_hash(" 第一款 \n(一)甲。\n\u200b\n第二章 罚则")
    assert article_hash("罚款200元") != article_hash("罚款300元")


def test_the_same_texts_ask_for_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(project, "old")
    capsys.readouterr()
    assert _run(project, "--compare", "old") == 0
    assert "0 article(s) of 0 law(s) moved" in capsys.readouterr().out


def test_an_article_that_kept_its_words_keeps_its_day(project: Path) -> None:
    _run(project, "old")
    _run(project, "new")
    shapes = (project / "content/common/law_shapes.yml").read_text(encoding="utf-8")
    hashes = dict(word.split(":") for word in shapes.split('hashes: "')[1].split('"')[0].split())
    assert {article: value.partition("@")[2] for article, value in hashes.items()} == {
        "1": "2020-01-01", "2": "", "3": "", "4": "",
    }  # fmt: skip
    register = (project / "content/common/laws.yml").read_text(encoding="utf-8")
    assert "version: 2026-01-01" in register
    assert "in_force: 2026-03-01" in register
    _run(project, "new")
    assert (project / "content/common/law_shapes.yml").read_text(encoding="utf-8") == shapes


def test_what_is_kept_of_laws_without_a_text_here_stays(project: Path) -> None:
    _run(project, "old")
    shapes = project / "content/common/law_shapes.yml"
    shapes.write_text(shapes.read_text(encoding="utf-8") + '\n- id: cat-law\n  articles: "2:0,3"\n', encoding="utf-8")
    _run(project, "new")
    assert '- id: cat-law\n  articles: "2:0,3"' in shapes.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--compare", "/nowhere"], "没有这个文件夹"),
        (["/nowhere", "--compare", "new"], "没有这个文件夹"),
        (["--compare", "new"], "里面没有校验码"),
        ([], "name a folder"),
        (["old", "--compare", str(TOWN / "content")], "读不出法律原文"),
    ],
)
def test_folders_that_cannot_be_compared_are_refused_in_words(
    arguments: list[str], message: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(project, *arguments) == 2
    assert message in capsys.readouterr().err


def _text(title: str, version: str, articles: dict[str, str], *history: str) -> LawText:
    return LawText(title, title, version, articles, history)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (_text("甲法", "2025-06-27", {"1": "本法自2026年1月1日起施行。"}), "2026-01-01"),
        (_text("甲法", "2018-10-26", {"1": "本法自2008年7月1日起施行。"}), None),  # the first version's, amended since
        (_text("甲法", "2008-09-18", {"1": "本条例自公布之日起施行。"}, "2008年9月18日 国务院令公布"), "2008-09-18"),
        (_text("甲法", "2010-09-18", {"1": "本条例自公布之日起施行。"}, "2008年9月18日 国务院令公布"), None),
        (_text("甲法", "2004-11-01", {"1": "一条。"}, "2004年12月1日 施行"), "2004-12-01"),
        (_text("甲法", "2004-11-01", {"1": "一条。"}), None),
    ],
)
def test_in_force_is_read_only_where_the_text_says_it_of_this_version(text: LawText, day: str | None) -> None:
    assert text.in_force == day


def test_a_law_is_replaced_only_where_another_ends_the_whole_of_it() -> None:
    titles = {"a": "中华人民共和国甲法", "b": "乙条例", "c": "丙解释", "d": "丁法"}
    ending = (
        "《中华人民共和国甲法》、《乙条例》同时废止。\n《丙解释》（法释〔2020〕26号）第三条同时废止。《丁法》适时废止。"
    )
    texts = {
        "new": _text("新法", "2026-01-01", {"1": ending}),
        "a": _text("甲法", "2020-01-01", {"1": "《甲法》同时废止。"}),
    }
    assert find_replaced(titles, texts) == {"a": "new", "b": "new"}


def test_moved_words_are_found_and_a_number_that_came_back_is_not_called_moved() -> None:
    change = compare_editions("x", {"1": "a", "2": "b", "3": "c"}, {"1": "a", "2": "c", "4": "b", "5": "e"})
    assert (change.changed, change.removed, change.added) == (("2",), ("3",), ("4", "5"))
    assert change.moved == {"2": "4", "3": "2"}


def test_a_table_row_is_one_sentence_and_a_shad_ends_none() -> None:
    lines = ["| 事情 | 时限 |", "| --- | --- |", "| 复议。 | 60日 |", "1. 先说话。再写！", "", "## 找谁"]
    found = [(s.line, s.column, s.markdown) for s in find_sentences(lines, 9, "zh")]
    assert found == [
        (9, 1, "| 事情 | 时限 |"), (11, 1, "| 复议。 | 60日 |"), (12, 4, "先说话。"), (12, 8, "再写！"),
    ]  # fmt: skip
    assert [s.markdown.count("law:") for s in find_sentences([TIBETAN], 1, "bo")] == [1, 0]


def test_a_text_older_than_an_article_it_cites_is_told_and_one_that_cites_another_article_is_not(
    catalog: Catalog,
) -> None:
    explainer = catalog.explainers["family/divorce"]
    law, shape = (
        catalog.laws["marriage-registration-regulation"],
        catalog.law_shapes["marriage-registration-regulation"],
    )
    cited = {c.article for c in explainer.citations if c.law == law.id}
    assert cited
    assert find_moved_laws(explainer, catalog.laws, catalog.law_shapes, TODAY) == ()
    laws = {**catalog.laws, law.id: law.model_copy(update={"version": date(2026, 12, 1)})}
    moved = find_moved_laws(explainer, laws, catalog.law_shapes, TODAY)
    assert [(m.law, {c.article for c in m.articles}) for m in moved] == [(law.id, cited)]
    kept = shape.model_copy(update={"hashes": dict.fromkeys(cited, "3fa9c1@2025-04-06")})
    assert find_moved_laws(explainer, laws, {**catalog.law_shapes, law.id: kept}, TODAY) == ()


@pytest.mark.parametrize("comes", [date(2026, 12, 1), TODAY, date(2026, 11, 1)])
def test_a_version_that_comes_into_force_later_is_told_from_that_day_on(catalog: Catalog, comes: date) -> None:
    explainer = catalog.explainers["family/divorce"]
    id = "marriage-registration-regulation"
    laws = {**catalog.laws, id: catalog.laws[id].model_copy(update={"in_force": comes})}
    assert find_moved_laws(explainer, laws, catalog.law_shapes, TODAY) == ()
    later = find_moved_laws(explainer, laws, catalog.law_shapes, date(2026, 12, 1))
    assert [moved.law for moved in later] == ([id] if comes > explainer.changed else [])
