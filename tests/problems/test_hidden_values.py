# ruff: noqa: E501 - tables of values
"""What nobody sees in a file is a problem at its line: signs behind escapes, hidden files, folders named like files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portal.loading.load import load, read_folder
from tests.conftest import TODAY
from tests.problems.test_problems import base

JIAYA, WAGES = "content/villages/jiaya.yml", "docs/zh/explainers/labour/unpaid-wages.md"

UNSEEN = [
    r"\0", r"\a", r"\b", r"\e", r"\v", r"\f", r"\x1b", r"\x7f", r"\x85", r"\N", r"\L", r"\P", r"\t", r"\u00ad", r"\u034f",
    r"\u061c", r"\u115f", r"\u1160", r"\u180e", r"\u200b", r"\u200c", r"\u200d", r"\u200e", r"\u200f", r"\u202a", r"\u202E",
    r"\u2060", r"\u2066", r"\u2069", r"\u2800", r"\u3164", r"\ufe0f", r"\ufeff", r"\uffa0", r"\ufff9", r"\u0600", r"\u06dd",
    r"\U000e0001", r"\U000E0041", r"\U000e007f", r"\U000e0100", r"\U000e01ef", r"\U0001d173", r"\U0001d159", r"\U0001bca0",
]  # fmt: skip
BROKEN = [r"\ufffd", r"\ufffe", r"\uffff", r"\ue000", r"\uf8ff", r"\ufdd0", r"\U000f0000", r"\U0010fffd", r"\U0010ffff"]
BREAKS = [r"\n", r"\r", r"\r\n"]


@pytest.mark.parametrize("escape", [*UNSEEN, *BROKEN, *BREAKS])
def test_a_sign_behind_an_escape_is_told_at_its_line(escape: str) -> None:
    text = base()[JIAYA].decode()
    for old, new in (
        ("zh: 加牙村,", f'zh: "加{escape}牙村",'), ("aliases: [加牙]", f'aliases: ["加{escape}牙"]'), ("by: 司法所", f'"b{escape}y": x'),
    ):  # fmt: skip
        changed = text.replace(old, new, 1)
        assert changed != text
        line = changed[: changed.index(new)].count("\n") + 1
        found = {(p.code, p.line) for p in load({**base(), JIAYA: changed.encode()}, TODAY)[1] if not p.is_warning}
        codes = {"line-break"} if escape in BREAKS else {"hidden-character", "broken-character"}
        assert found & {(code, line) for code in codes}, found


def test_a_sign_behind_an_escape_is_told_in_a_front_matter() -> None:
    text = base()[WAGES].decode()
    title = next(line for line in text.split("\n") if line.startswith("title: "))
    for escape in (r"\u200b", r"\0", r"\u202e", r"\n"):
        changed = text.replace(title, f'title: "欠{escape}薪"', 1)
        found = {p.code for p in load({**base(), WAGES: changed.encode()}, TODAY)[1]}
        assert found & {"hidden-character", "line-break"}


def test_escapes_of_what_is_seen_are_taken() -> None:
    text = base()[JIAYA].decode().replace("zh: 加牙村,", r'zh: "\u52a0\u7259\x20\"\u6751\"",', 1)
    assert load({**base(), JIAYA: text.encode()}, TODAY)[1] == []


HIDDEN = [
    "content/.gitattributes", "docs/.gitattributes", "content/villages/.gitattributes", "content/.gitignore", "content/.gitmodules",
    "content/.git/config", "docs/.github/workflows/x.yml", "content/.htaccess", "docs/zh/.hidden.md", "content/.schema/x.yml",
    "content/.schema/evil.js", "content/.schema/deep/adviser.json", "content/.vscode/settings.json", "content/advisers/photos/.x.jpg",
    "docs/.schema/adviser.json", "content/_examples/.gitattributes",
]  # fmt: skip


@pytest.mark.parametrize("path", HIDDEN)
def test_a_hidden_file_is_a_problem(path: str) -> None:
    assert "hidden-file" in {p.code for p in load({**base(), path: b"* -text\n"}, TODAY)[1]}


@pytest.mark.parametrize("path", ["content/.schema/adviser.json", "content/villages/.jiaya.yml.swp", "docs/.DS_Store"])
def test_schemas_and_what_editors_leave_are_none(path: str) -> None:
    assert load({**base(), path: b"{}"}, TODAY)[1] == []


@pytest.mark.parametrize("make", ["folder", "pipe"])
def test_what_is_no_file_where_one_is_expected_is_told(make: str, tmp_path: Path) -> None:
    for path, raw in base().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    odd = tmp_path / "content/villages/duoba.yml"
    odd.mkdir() if make == "folder" else os.mkfifo(odd)
    problems = load(read_folder(tmp_path), TODAY)[1]
    assert [(p.code, p.path) for p in problems] == [("not-a-file", "content/villages/duoba.yml")]


LINK_TEXTS = [
    "<script>ran()</script>",
    "<b>工资</b>",
    "`ran()`",
    "{{ran}}",
    "\\*",
    "&lt;",
    "https://example.net/",
    "~~~",
]


@pytest.mark.parametrize("words", LINK_TEXTS)
def test_the_words_of_a_link_are_judged_like_others(words: str) -> None:
    text = base()[WAGES].decode()
    link = text[text.index("](") - 3 : text.index("](")]
    changed = text.replace(f"{link}](", f"{words}{link}](", 1)
    found = {p.code for p in load({**base(), WAGES: changed.encode()}, TODAY)[1]}
    assert found & {"html-not-allowed", "markdown-not-allowed", "link-not-allowed"}
