"""`portal new-town` makes a whole project that knows nothing of this town, and the program's updates merge into it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from portal.cli import main
from portal.loading.load import load, read_folder
from portal.towns.town_records import TO_FILL_IN
from tests.conftest import ROOT, TODAY, run_build

OURS = re.compile("上新庄|湟中|Shangxinzhuang|Huangzhong")
LEFT_OUT = (".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", "*.egg-info")
LIST = "名称,统计用区划代码\n上河村,630999101200\n下河村委会,630999101201\n青石社区,630999101001\n"


def _git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@localhost")
    done = subprocess.run(["git", "-C", folder, *identity, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as a repository of its own, with the files as they are now."""
    folder = tmp_path_factory.mktemp("original") / "portal"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    for built in ("site", "site-internal"):
        shutil.rmtree(folder / built, ignore_errors=True)
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "The program")
    return folder


@pytest.fixture(scope="module")
def town(original: Path) -> Path:
    """A town of three villages, in Chinese and English."""
    folder = original.parent / "qingshi"
    (original.parent / "v.csv").write_text(LIST, encoding="utf-8")
    arguments = ["--name", "青石镇", "--languages", "zh,en", "--villages", f"{original.parent / 'v.csv'}"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_TODAY", f"{TODAY}")
        assert main(["--root", f"{original}", "new-town", f"{folder}", *arguments]) == 0
    return folder


def test_the_new_town_passes_the_check_and_stands_on_its_own_facts(town: Path) -> None:
    catalog, problems = load(read_folder(town), TODAY)
    assert catalog is not None, [problem for problem in problems if not problem.is_warning]
    assert (catalog.portal.town, tuple(catalog.languages)) == ({"zh": "青石镇", "en": "Qingshi Town"}, ("zh", "en"))
    assert catalog.portal.sample and catalog.portal.sample_day is None
    assert [(village.name["zh"], village.name["en"]) for village in catalog.villages.values()] == [
        ("青石社区", "Qingshi Community"), ("上河村", "Shanghe Village"), ("下河村", "Xiahe Village"),
    ]  # fmt: skip
    assert not (catalog.advisers or catalog.events or catalog.work or catalog.places or catalog.materials)
    assert catalog.offices["justice-office"].name["zh"] == "青石镇司法所"
    assert len(catalog.explainers) > 60


def test_what_must_be_filled_in_is_marked(town: Path) -> None:
    marked = {
        path.relative_to(town).as_posix(): path.read_text("utf-8").count(TO_FILL_IN)
        for path in (town / "content").rglob("*.yml")
        if TO_FILL_IN in path.read_text("utf-8")
    }
    assert marked.pop("content/portal.yml") >= 7
    assert marked == {
        "content/offices.yml": 1,
        **{f"content/villages/{id}.yml": 1 for id in ("qingshi", "shanghe", "xiahe")},
    }


def test_nothing_of_this_town_is_in_it_or_in_its_pages(town: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(town, tmp_path / "town", ignore=shutil.ignore_patterns(".git", "tests")))
    built = run_build(project)
    assert built.returncode == 0, built.stderr
    files = [path for path in project.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".woff2")]
    assert len([path for path in files if path.suffix == ".html"]) > 300
    found = [path.relative_to(project).as_posix() for path in files if OURS.search(path.read_text("utf-8", "ignore"))]
    assert found == []
    page = (project / "site/villages/shanghe/index.html").read_text("utf-8")
    assert "上河村" in page and "青石镇司法所" in page


def test_updates_of_the_program_merge_and_leave_the_records_alone(
    original: Path, town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = Path(shutil.copytree(original, tmp_path / "source", symlinks=True))
    mine = Path(shutil.copytree(town, tmp_path / "mine", symlinks=True))
    before = {path: path.read_bytes() for path in (mine / "content").rglob("*.yml") if "common" not in path.parts}
    assert main(["--root", f"{mine}", "update", f"{source}"]) == 0
    assert "没有更新" in capsys.readouterr().out

    # The original goes on: its own records, a shared text, a program file; a village of its own ends.
    labels = source / "content/common/labels/zh.yml"
    labels.write_text(labels.read_text("utf-8").replace("home: 首页", "home: 主页", 1), "utf-8")
    (source / "content/portal.yml").write_text((source / "content/portal.yml").read_text("utf-8") + "# 改\n", "utf-8")
    next((source / "content/villages").glob("*.yml")).unlink()
    (source / "hooks/portal/new_module.py").write_text('"""New."""\n', "utf-8")
    _git(source, "add", "-A")
    _git(source, "commit", "-qm", "Next")
    # The town has gone on as well, in its records and its own labels.
    village = mine / "content/villages/shanghe.yml"
    village.write_text(village.read_text("utf-8").replace("phone: 12348", "phone: 0971-2230000"), "utf-8")
    before[village] = village.read_bytes()

    assert main(["--root", f"{mine}", "update", f"{source}"]) == 1
    assert "没提交的改动：content/villages/shanghe.yml" in capsys.readouterr().err
    _git(mine, "commit", "-qam", "A number")
    assert main(["--root", f"{mine}", "update", f"{source}"]) == 0
    assert "home: 主页" in (mine / "content/common/labels/zh.yml").read_text("utf-8")
    assert (mine / "hooks/portal/new_module.py").is_file()
    assert {path: path.read_bytes() for path in before} == before
    assert not (mine / "content/events").exists() and _git(mine, "status", "--porcelain") == ""


def test_a_line_both_have_changed_is_told_as_a_conflict(
    original: Path, town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = Path(shutil.copytree(original, tmp_path / "source", symlinks=True))
    mine = Path(shutil.copytree(town, tmp_path / "mine", symlinks=True))
    for folder, word in ((source, "主页"), (mine, "门户")):
        labels = folder / "content/common/labels/zh.yml"
        labels.write_text(labels.read_text("utf-8").replace("home: 首页", f"home: {word}", 1), "utf-8")
        _git(folder, "commit", "-qam", word)
    assert main(["--root", f"{mine}", "update", f"{source}"]) == 1
    assert "content/common/labels/zh.yml" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--name", "青" * 40], "2 到 20 个汉字"),
        (["--name", "青石/镇"], "2 到 20 个汉字"),
        (["--name", ""], "2 到 20 个汉字"),
        (["--languages", "zh,fr"], "没有语言 fr"),
        (["--languages", "zh,zh"], "同一种语言写了两次"),
        (["--languages", "en"], "第一种语言要是 zh"),
        (["--languages", ","], "第一种语言要是 zh"),
    ],
)
def test_bad_words_are_refused_and_nothing_is_made(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", f"{ROOT}", "new-town", f"{tmp_path / 'x'}", *arguments]) == 1
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "theirs.txt").write_text("x", encoding="utf-8")
    assert main(["--root", f"{ROOT}", "new-town", f"{tmp_path}"]) == 1
    assert "不是空的" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["theirs.txt"]


def test_a_language_without_words_is_refused(
    original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "program"
    shutil.copytree(original / "content/common", program / "content/common")
    (program / "hooks").mkdir()
    (program / "content/common/labels/bo.yml").unlink()
    assert main(["--root", f"{program}", "new-town", f"{tmp_path / 'x'}", "--languages", "zh,bo"]) == 1
    assert "bo 没有界面文字" in capsys.readouterr().err


def test_another_folder_cannot_be_updated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", f"{tmp_path}", "update"]) == 1
    assert "不是 git 仓库" in capsys.readouterr().err
    _git(tmp_path, "init", "-q")
    assert main(["--root", f"{tmp_path}", "update"]) == 1
    assert "不是 portal new-town 做的" in capsys.readouterr().err
