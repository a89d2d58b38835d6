"""Paths made from words stay below content/ and docs/, and so does whatever writes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import TODAY

from portal.loading.load import is_checked, load, read_folder
from portal.problems.problem import render_report
from portal.records.record_paths import LONGEST_NAME, PathError, record_path, stays_inside, write_files
from portal.records.registry import KINDS, event_path, explainer_path, path_of

HOSTILE_WORDS = (
    "../../mkdocs", "../portal", "../../.github/workflows/x", "..", ".", "", " ", "/etc/passwd", "//host/share/x",
    "a/b", "a\\b", "..\\..\\mkdocs", "C:x", "c:\\x", "C:/x", "a\0b", "a\nb", "a\tb", ".hidden", ".gitattributes",
    "a.yml", "a.", "a ", " a", "~root", "~", "$HOME", "a*", "a?", "a|b", "a:b", "<a>", '"a"',
    "-a", "a-", "a--b", "a_b", "Zhang", "ZHANG", "张三", "ａ", "é", "e\u0301", "a\u200bb", "a\u202eb", "\u2024\u2024/a",
    "%2e%2e/a", "a" * (LONGEST_NAME + 1), "a/" * 2000 + "a",
)  # fmt: skip
"""Each as the id of a record."""


DEVICES = ("con", "nul", "aux", "prn", "com1", "lpt9")


@pytest.mark.parametrize("word", (*HOSTILE_WORDS, *DEVICES), ids=ascii)
def test_no_hostile_word_makes_a_path(word: str) -> None:
    makers: list[Callable[[], str]] = [
        lambda: record_path("content", "advisers", word),
        lambda: record_path("content", word, "x"),
        lambda: path_of("village", word),
        lambda: path_of("work", word),
        lambda: event_path(word, "x"),
        lambda: explainer_path("zh", word, "x"),
        lambda: explainer_path("zh", "labour", word),
        lambda: explainer_path(word, "labour", "x"),
    ]
    if word not in DEVICES:  # 2026-12-04-con is a name on Windows
        makers.append(lambda: event_path("2026-12-04", word))
    for make in makers:
        with pytest.raises(PathError) as told:
            make()
        said = str(told.value)
        assert re.search("[一-鿿]", said) and " / " in said and len(said) < 300 and said.isprintable()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.is_list], ids=lambda kind: kind.name)
def test_the_path_of_a_kind_is_one_its_check_reads(kind: object) -> None:
    name = getattr(kind, "name")
    if name not in ("portal", "search", "event"):
        id = getattr(kind, "pattern").fullmatch(getattr(kind, "example"))["id"]
        assert path_of(name, id) == f"content/{getattr(kind, 'example')}"
    assert is_checked(f"content/{getattr(kind, 'example')}")


@pytest.mark.parametrize(
    "path",
    [
        "../mkdocs.yml", "content/../mkdocs.yml", "content/villages/../../mkdocs.yml", "docs/../content/../x",
        "content/./x.yml", "content//x.yml", "/content/x.yml", "content", "content/", "mkdocs.yml",
        ".github/workflows/x",
        "Content/x.yml", "content\\x.yml", "content/a\\..\\..\\x", "content/C:/x", "content/a:b.yml", "content/con.yml",
        "content/villages/NUL.yml", "content/aux.a.b", "content/com1.yml", "content/x.", "content/x ", "content/a\0b",
        "content/a\nb", "content/a?.yml", f"content/{'a' * 300}.yml", "site/x", "content/x/..",
    ],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_told_wherever_it_comes_from(path: str) -> None:
    assert not stays_inside(path)
    _, problems = load({path: b"code: 1\n"}, TODAY)
    assert "unsafe-path" in {problem.code for problem in problems}
    assert "\0" not in render_report(problems)


@pytest.mark.parametrize(
    "path",
    ["content/portal.yml", "docs/zh/explainers/labour/x.md", "content/.schema/a.json",
     "content/advisers/photos/照片 1.JPG",
     "content/console.yml", "content/villages/commune1.yml", "content/README.md"],
)  # fmt: skip
def test_the_paths_of_a_portal_stay_inside(path: str) -> None:
    assert stays_inside(path)


@pytest.mark.parametrize(
    "path",
    ["content/../mkdocs.yml", "content/villages/../../x.yml", "content/../../.github/x", "docs/../x.md", "content/..",
     "docs/zh/./x.md"],
)  # fmt: skip
def test_two_points_are_no_hidden_folder(path: str) -> None:
    top = path.split("/")[0]
    _, problems = load({path: b"code: 1\n"}, TODAY)
    assert is_checked(path) or "/../.github" in path
    told = {problem.code for problem in problems if problem.path == path}
    assert told & {"unsafe-path"} and (top == "docs" or "misplaced-file" in told or "/.github" in path)


# --- writing --------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A portal's folders."""
    for folder in ("project/content/advisers", "project/docs/zh", "outside"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "project/content/portal.yml").write_bytes(b"old\n")
    return tmp_path / "project"


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def test_files_are_written_with_their_folders(root: Path) -> None:
    write_files(root, {"content/events/2026/x.yml": b"a", "content/portal.yml": b"new\n"})
    assert _tree(root) == {"content/events/2026/x.yml": b"a", "content/portal.yml": b"new\n"}


def test_a_file_keeps_who_may_read_it(root: Path) -> None:
    (root / "content/portal.yml").chmod(0o640)
    write_files(root, {"content/portal.yml": b"new\n"})
    assert (root / "content/portal.yml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("path", ["../x.yml", "content/../x.yml", "mkdocs.yml", "content/x:y.yml"])
def test_one_path_outside_and_nothing_is_written(path: str, root: Path) -> None:
    before = _tree(root.parent)
    with pytest.raises(PathError):
        write_files(root, {"content/advisers/a.yml": b"a", path: b"b"})
    assert _tree(root.parent) == before


def test_a_link_out_of_the_folder_is_not_followed(root: Path) -> None:
    outside = root.parent / "outside"
    (outside / "x.yml").write_bytes(b"theirs")
    (root / "content/villages").symlink_to(outside)
    (root / "content/advisers/x.yml").symlink_to(outside / "x.yml")
    (root / "content/advisers/dangling.yml").symlink_to(outside / "new.yml")
    before = _tree(root.parent)
    for path in (
        "content/villages/x.yml",
        "content/villages/new.yml",
        "content/advisers/x.yml",
        "content/advisers/dangling.yml",
    ):
        with pytest.raises(PathError, match="链接"):
            write_files(root, {path: b"ours"})
    assert _tree(root.parent) == before


def test_content_itself_may_be_a_link(root: Path) -> None:
    (root / "content").rename(root.parent / "records")
    (root / "content").symlink_to(root.parent / "records")
    write_files(root, {"content/advisers/a.yml": b"a"})
    assert (root.parent / "records/advisers/a.yml").read_bytes() == b"a"


def test_a_folder_of_that_name_is_told(root: Path) -> None:
    (root / "content/advisers/a.yml").mkdir()
    with pytest.raises(PathError, match="文件夹"):
        write_files(root, {"content/advisers/a.yml": b"a"})


def test_a_disk_that_fills_up_leaves_every_file_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _tree(root)
    written: list[int] = []

    def full(path: Path, mode: str) -> object:
        written.append(1)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space"):
        write_files(root, {"content/portal.yml": b"new\n", "content/advisers/a.yml": b"a"})
    monkeypatch.undo()
    assert _tree(root) == before and read_folder(root) == {"content/portal.yml": b"old\n"}
