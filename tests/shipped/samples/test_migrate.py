"""`portal migrate`: what was shipped is shared, what is the town's own stays, and nothing is lost on the way."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from portal.cli import main
from portal.explainers.translations import source_hash
from portal.loading.load import load, read_folder
from portal.towns.old_form import is_shipped
from tests.conftest import ROOT, TODAY

SHARED = ("glossary", "help", "law_shapes", "laws", "observances", "search", "topics")
EXPLAINER = "docs/{code}/explainers/land/homestead.md"
NAMED = ("[](office:town-government)", "[青石镇人民政府](office:town-government)")


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", f"{folder}", "-c", "user.name=t", "-c", "user.email=t@localhost", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A town in the form of before: its own files hold all entries, and content/common/ came with the new program."""
    project = tmp_path / "project"
    for name in ("content", "docs"):
        shutil.copytree(ROOT / name, project / name)
    common, own = project / "content/common", project / "content"
    for name in SHARED:
        shutil.copy(common / f"{name}.yml", own)
    shutil.copytree(common / "labels", own / "labels")
    hotlines = (common / "offices.yml").read_text("utf-8").split("# --- 镇上、县区")[0]
    (own / "offices.yml").write_text(hotlines + (own / "offices.yml").read_text("utf-8"), "utf-8")
    _edit(own / "portal.yml", "town: {zh: 上新庄镇", "town: {zh: 青石镇")
    # What the town had made its own: a label, a topic, another wording, a term taken out, words for the search.
    _edit(own / "labels/zh.yml", "home: 首页", "home: 门户")
    with (own / "topics.yml").open("a", encoding="utf-8") as file:
        file.write(
            "\n# 牧区加的\n- id: pasture\n  name: {zh: 草场, bo: ས་ཞིང་།}\n  examples: {zh: 草场纠纷, bo: ས་ཞིང་།}\n"
        )
    _edit(own / "observances.yml", "zh: 国际妇女节", "zh: 妇女节")
    _edit(own / "search.yml", "- [工资,", "- [工资, 尕钱,")
    _edit(project / EXPLAINER.format(code="zh"), *NAMED)
    return project


def _migrate(project: Path) -> int:
    return main(["--root", f"{project}", "migrate"])


def test_what_was_shipped_goes_and_what_is_the_towns_own_stays(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _migrate(project) == 0
    said = capsys.readouterr().out
    own = {path.relative_to(project / "content").as_posix() for path in (project / "content").glob("*.yml")}
    assert own & {f"{name}.yml" for name in SHARED} == {"topics.yml", "observances.yml", "search.yml"}
    assert sorted(path.name for path in (project / "content/labels").iterdir()) == ["zh.yml"]
    assert (project / "content/topics.yml").read_text("utf-8").count("- id: ") == 1
    assert "content/labels/zh.yml：留下本镇自己的 1 项（menu.home）" in said
    catalog, problems = load(read_folder(project), TODAY)
    assert catalog is not None, [problem for problem in problems if not problem.is_warning]
    assert catalog.languages["zh"].labels["menu.home"] == "门户"
    assert catalog.topics["pasture"].name["zh"] == "草场"
    assert catalog.observances["womens-day"].name["zh"] == "妇女节"
    assert any("尕钱" in group for group in catalog.search_words.same["zh"])
    assert "妇女维权热线" in catalog.offices["women-hotline"].name["zh"]
    assert NAMED[0] in (project / EXPLAINER.format(code="zh")).read_text("utf-8")


def test_translations_of_a_text_that_lost_a_name_are_no_staler_than_before(project: Path) -> None:
    path = project / EXPLAINER.format(code="en")
    # As it was shipped: the translation stands on the text with the name in it.
    named, _ = load({**read_folder(project), "content/portal.yml": (ROOT / "content/portal.yml").read_bytes()}, TODAY)
    assert named is not None
    before = source_hash(named.explainers["land/homestead"].source)
    path.write_text(re.sub(r"of: [0-9a-f]{12}", f"of: {before}", path.read_text("utf-8"), count=1), "utf-8")
    assert _migrate(project) == 0
    after, problems = load(read_folder(project), TODAY)
    assert after is not None
    assert source_hash(after.explainers["land/homestead"].source) != before
    assert [problem.path for problem in problems if problem.code == "translation-stale"] == []


def test_entries_that_shipped_before_and_have_changed_since_are_shared(project: Path) -> None:
    assert is_shipped("labels/zh.yml", "menu.home", "首页") and not is_shipped("labels/zh.yml", "menu.home", "门户")
    _edit(project / "content/common/labels/zh.yml", "home: 首页", "home: 主页")
    _edit(project / "content/labels/zh.yml", "home: 门户", "home: 首页")
    assert _migrate(project) == 0
    assert not (project / "content/labels").exists()


def test_a_second_run_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _migrate(project) == 0
    shutil.rmtree(project / "before-migrate")
    before = read_folder(project)
    capsys.readouterr()
    assert _migrate(project) == 0
    assert "已经是新的写法" in capsys.readouterr().out
    assert read_folder(project) == before and not (project / "before-migrate").exists()


def test_changes_that_are_not_committed_stop_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _git(project, "init", "-q")
    _git(project, "add", "-A")
    _git(project, "commit", "-qm", "Before")
    _edit(project / "content/labels/zh.yml", "home: 门户", "home: 大门")
    before = read_folder(project)
    assert _migrate(project) == 1
    assert "没提交的改动：content/labels/zh.yml" in capsys.readouterr().err
    assert read_folder(project) == before
    _git(project, "commit", "-qam", "Mine")
    assert _migrate(project) == 0
    assert not (project / "before-migrate").exists()


def test_without_git_the_files_are_kept_beside(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_folder(project)
    assert _migrate(project) == 0
    assert read_folder(project / "before-migrate") == {
        p: raw for p, raw in before.items() if not p.startswith("overrides")
    }
    _edit(project / "content/labels/zh.yml", "门户", "大门")
    shutil.copy(project / "content/common/topics.yml", project / "content")
    assert _migrate(project) == 1
    assert "before-migrate/ 已经有了" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_told_and_nothing_changes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(project / "content/labels/zh.yml", "home: 门户", "home: [门户")
    before = read_folder(project)
    assert _migrate(project) == 1
    assert "content/labels/zh.yml:" in capsys.readouterr().out
    assert read_folder(project) == before


def test_the_new_program_has_to_be_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(project / "content/common")
    assert _migrate(project) == 1
    assert "先把新程序放进来" in capsys.readouterr().err
