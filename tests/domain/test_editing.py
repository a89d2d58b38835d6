"""Editing a record changes the characters of what changes, and no others."""

from __future__ import annotations

import difflib
import random
import re
from typing import Any

import pytest
import yaml

from portal.records.registry import KINDS
from portal.yaml_io.document import read_document
from portal.yaml_io.editor import Editor
from portal.yaml_io.emitter import flow, scalar

VILLAGE = """\
# 注释一
code: 630106101221            # 代码
name:
  zh: 加牙村                  # 必填
aliases: [加牙]   # 别名
phones: {number: 0971-1, consent: 2026-01-08}  # 同意
helpers:                      # 人
  - name: {zh: 甲}
    trained: [2025-11-18]     # 培训

  - name: {zh: 乙}            # 第二位
    trained: [2025-11-18, 2026-05-20]
    active: false
days:
  - 2026-01-01   # 元旦
  - 2026-05-01
empty:                        # 还没有
# 结尾的注释
"""


def _edit(text: str, changes: dict[tuple[str | int, ...], Any]) -> str:
    editor = Editor("x.yml", text.encode())
    editor.set_all(changes)
    return editor.result().decode()


def _changed(old: str, new: str) -> list[str]:
    return [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({("code",): "1"}, ["- code: 630106101221            # 代码", "+ code: 1            # 代码"]),
        ({("name", "zh"): "新村"}, ["-   zh: 加牙村                  # 必填", "+   zh: 新村                  # 必填"]),
        ({("name", "en"): "Jiaya"}, ["+   en: Jiaya"]),
        ({("aliases",): ["加牙", "a, b"]}, ["- aliases: [加牙]   # 别名", '+ aliases: [加牙, "a, b"]   # 别名']),
        (
            {("phones", "number"): "0971-2"},
            [
                "- phones: {number: 0971-1, consent: 2026-01-08}  # 同意",
                "+ phones: {number: 0971-2, consent: 2026-01-08}  # 同意",
            ],
        ),
        (
            {("phones", "consent"): None},
            ["- phones: {number: 0971-1, consent: 2026-01-08}  # 同意", "+ phones: {number: 0971-1}  # 同意"],
        ),
        (
            {("phones", "number"): None},
            ["- phones: {number: 0971-1, consent: 2026-01-08}  # 同意", "+ phones: {consent: 2026-01-08}  # 同意"],
        ),
        ({("helpers", 1, "active"): None}, ["-     active: false"]),
        ({("helpers", 0, "active"): "false"}, ["+     active: false"]),
        ({("days",): ["2026-01-01", "2026-05-01", "2026-10-01"]}, ["+   - 2026-10-01"]),
        (
            {("empty",): "值"},
            ["- empty:                        # 还没有", "+ empty: 值                        # 还没有"],
        ),
        ({("board", "code"): "A", ("board", "printed"): "2026-11-22"}, ["+ board: {code: A, printed: 2026-11-22}"]),
        ({("code",): "630106101221", ("aliases",): ["加牙"], ("gone",): None}, []),
    ],
)  # fmt: skip
def test_an_edit_touches_only_its_own_line(changes: dict[tuple[str | int, ...], Any], lines: list[str]) -> None:
    assert _changed(VILLAGE, _edit(VILLAGE, changes)) == lines


def test_items_are_added_at_the_end_of_a_list_as_its_others_are_written() -> None:
    editor = Editor("x.yml", VILLAGE.encode())
    editor.append(["helpers"], [{"name": {"zh": "丙"}, "trained": ["2026-01-01"]}, {"name": {"zh": "丁"}}])
    editor.append(["empty"], [{"a": "b"}])
    editor.append(["new"], [{"a": "b"}])
    result = editor.result().decode()
    assert _changed(VILLAGE, result) == [
        "+   - name: {zh: 丙}",
        "+     trained: [2026-01-01]",
        "+   - name: {zh: 丁}",
        "+   - {a: b}",
        "+ new:",
        "+   - {a: b}",
    ]
    assert read_document("", result).value["empty"] == [{"a": "b"}]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_line_ends_byte_order_mark_and_the_end_of_the_file_stay(newline: str, mark: str, end: str) -> None:
    raw = (mark + VILLAGE.rstrip("\n").replace("\n", newline) + end.replace("\n", newline)).encode()
    editor = Editor("x.yml", raw)
    editor.set_all({("code",): "1"})
    assert editor.result() == raw.replace(b"630106101221", b"1")


def test_mixed_line_ends_stay_where_they_are() -> None:
    raw = b"a: 1\r\nb: 2\nc: 3\r\n"
    editor = Editor("x.yml", raw)
    editor.set_all({("b",): "9", ("d",): "4"})
    assert editor.result() == b"a: 1\r\nb: 9\nc: 3\r\nd: 4\r\n"


def test_a_list_with_comments_inside_is_left_to_people() -> None:
    text = "days:\n  - 2026-01-01  # 元旦\n  - 2026-05-01\n"
    with pytest.raises(ValueError, match=r"x\.yml:2: days .*by hand"):
        _edit(text, {("days",): ["2026-05-01"]})


TEXTS = [
    "甲",
    "a: b",
    "a #b",
    "[x]",
    "{x",
    "- x",
    "“引”",
    "*x",
    "&x",
    "!x",
    "%x",
    "@x",
    "`x",
    "'x",
    '"x"',
    "x\\y",
    "a,b",
    "：",
    "no",
    "010",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_reads_back_as_it_was(text: str) -> None:
    assert read_document("", f"k: {scalar(text)}\n").value == {"k": text}
    assert read_document("", f"k: {flow([text, {'a': text}])}\n").value == {"k": [text, {"a": text}]}


def test_any_value_of_any_record_can_be_edited_without_harm(files: dict[str, bytes]) -> None:
    """Each scalar of a record of each kind is changed, one at a time: nothing else of the file changes."""
    samples: dict[str, str] = {}
    for path in files:
        kind = next((k for k in KINDS if k.pattern.fullmatch(path.removeprefix("content/"))), None)
        if kind and not kind.is_list:
            samples.setdefault(kind.name, path)
    assert {"village", "adviser", "event", "work", "portal"} <= samples.keys()
    count = 0
    for path in samples.values():
        editor = Editor(path, files[path])
        for location in list(_scalars(editor.document.node))[:150]:
            count += 1
            editor = Editor(path, files[path])
            editor.set_all({location: "改过, 的"})
            assert editor.is_changed
            changed = read_document(path, editor.result().decode())
            assert changed.problems == []
            parent = changed.value
            for step in location[:-1]:
                parent = parent[step]
            assert parent[location[-1]] == "改过, 的"
            parent[location[-1]] = editor.value(*location)
            assert changed.value == editor.document.value
    assert count > 100


def _scalars(node: Any, path: tuple[Any, ...] = ()) -> Any:
    """The locations of values below keys; items of lists are replaced with their list."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode) and value.value:
                yield (*path, key.value)
            else:
                yield from _scalars(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            yield from _scalars(item, (*path, position))


# --- the diff -------------------------------------------------------------------------------


def _patched(old: str, diff: list[str]) -> str:
    """The old text with the hunks of a unified diff applied, each line of it compared."""
    lines, new, at = old.split("\n"), [], 0
    for line in diff:
        if line.startswith("@@"):
            numbers = re.fullmatch(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@", line)
            assert numbers and int(numbers[1]) - 1 >= at
            new += lines[at : int(numbers[1]) - 1]
            at = int(numbers[1]) - 1
            assert len(new) == int(numbers[3]) - 1
        elif line.startswith("+"):
            new.append(line[1:])
        else:
            assert lines[at] == line[1:]
            new += [line[1:]] if line.startswith(" ") else []
            at += 1
    return "\n".join([*new, *lines[at:]])


@pytest.mark.parametrize("ends_with_a_line", [True, False])
def test_the_diff_of_edits_makes_the_new_text_of_the_old(ends_with_a_line: bool) -> None:
    chance = random.Random(7)
    possible: list[dict[tuple[str | int, ...], Any]] = [
        {("code",): "630106101222"}, {("name", "zh"): "黑城村"}, {("name", "en"): "Jiaya"}, {("aliases",): None},
        {("aliases",): ["加牙", "牙"]}, {("phones", "consent"): "2026-02-01"}, {("empty",): "x"},
        {("helpers", 0, "trained"): ["2025-11-18", "2026-05-20"]}, {("helpers", 1, "active"): None},
        {("helpers", 1, "active"): "true"}, {("helpers", 0, "active"): "false"},
        {("days",): ["2026-01-01", "2026-05-01", "2026-06-01"]},
        {("changed",): "2026-11-22"}, {("phone",): {"number": "0971-1", "consent": "2026-01-01"}},
    ]  # fmt: skip
    text = VILLAGE if ends_with_a_line else VILLAGE.rstrip("\n")
    for _ in range(300):
        editor = Editor("x.yml", text.encode())
        changes = {
            location: value for one in chance.sample(possible, chance.randint(1, 6)) for location, value in one.items()
        }
        editor.set_all(changes)
        if chance.random() < 0.5:
            editor.append(["helpers"], [{"name": {"zh": "丙"}}, {"name": {"zh": "丁"}, "active": "false"}])
        assert _patched(text, editor.diff()).rstrip("\n") == editor.result().decode().rstrip("\n")


def test_what_is_set_twice_is_written_once() -> None:
    editor = Editor("x.yml", VILLAGE.encode())
    for position in (0, 1):
        editor.set_all({("helpers", position, "active"): "true", ("code",): "1", ("changed",): "2026-11-22"})
    document = read_document("x.yml", editor.result().decode())
    assert not document.problems and document.value["code"] == "1"
    with pytest.raises(ValueError, match="两次"):
        editor.set_all({("code",): "2"})


def test_changes_that_need_a_person_leave_none_behind() -> None:
    editor = Editor("x.yml", b"a: 1\nonly:\n  b: 2\n")
    with pytest.raises(ValueError, match="手工"):
        editor.set_all({("a",): "5", ("only", "b"): None})
    assert not editor.is_changed
