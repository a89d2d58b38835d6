"""Any record in its form: opened and saved it stays as it is; a change is that value alone."""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.records.registry import KINDS
from portal_desk.choices import choices_of
from portal_desk.clerk import Clerk
from portal_desk.form_values import LIST
from portal_desk.form_view import View
from portal_desk.registry import find_form
from tests.desk.conftest import Desk, fill, git
from tests.desk.forms import Sent, read_form


def _posted(sent: Sent) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in sent:
        found.setdefault(name, []).append(value)
    return found


def _keys(desk: Desk) -> Iterator[str]:
    snapshot = _clerk(desk).snapshot
    for kind in KINDS:
        for choice in choices_of(kind.name, snapshot):
            yield f"record/{kind.name}/{choice.id}"
    for code in ("zh", "bo", "en"):
        yield f"record/labels/{code}"


def _clerk(desk: Desk) -> Clerk:
    return Clerk(desk.app.extensions["portal_desk"].workspace(""))


@pytest.mark.slow
def test_every_record_opened_and_saved_unchanged_keeps_every_byte(still_desk: Desk) -> None:
    _open_and_save(still_desk, list(_keys(still_desk)))


def test_records_of_every_kind_opened_and_saved_unchanged_keep_every_byte(still_desk: Desk) -> None:
    counts: dict[str, int] = {}
    keys = []
    for key in _keys(still_desk):
        kind = key.split("/")[1]
        counts[kind] = counts.get(kind, 0) + 1
        keys += [key] if counts[kind] % 9 == 1 else []
    _open_and_save(still_desk, keys)


def _open_and_save(still_desk: Desk, keys: list[str]) -> None:
    clerk = _clerk(still_desk)
    seen = set()
    for key in keys:
        kind = key.split("/")[1]
        posted = _posted(still_desk.form(key))
        form = find_form(clerk, key)
        asked = form.request(posted, form.bases(posted))
        assert asked.files == {path: clerk.file(path) for path in form.paths}, key
        seen.add(kind)
    assert seen == {kind.name for kind in KINDS if kind.name not in ("holidays", "privacy-allow")} | {"labels"}


def test_a_save_without_a_change_makes_no_commit(desk: Desk) -> None:
    before = desk.log()
    answer = desk.save("record/village/jiaya", desk.form("record/village/jiaya"))
    assert answer.status_code == 302
    assert desk.log() == before


def test_a_change_is_that_value_and_the_day(desk: Desk) -> None:
    assert desk.change("record/village/jiaya", office__phone="0971-0000555").status_code == 302
    assert desk.diff() == [
        "-  phone: 0971-0000323", "+  phone: 0971-0000555", "-changed: 2026-11-02", "+changed: 2026-11-22",
    ]  # fmt: skip
    assert desk.log()[0] == "改村和社区：加牙村"
    assert git(desk.root, "log", "-1", "--format=%an|%b").strip() == (
        "示例工作人员|村委会 › 村委会的电话：0971-0000323 → 0971-0000555"
    )
    assert git(desk.root, "status", "--porcelain") == ""


@pytest.mark.parametrize("count", [30, pytest.param(300, marks=pytest.mark.slow)])
def test_random_edits_change_one_value_each(count: int, still_desk: Desk) -> None:
    clerk = _clerk(still_desk)
    choose = random.Random(26)
    keys = list(_keys(still_desk))
    opened: dict[str, Sent] = {}
    made = 0
    while made < count:
        key = choose.choice(keys)
        form = find_form(clerk, key)
        bases = form.bases(None)
        old = form.context(None, bases, [], {})["view"]
        fields = [view for view in _leaves(old) if view.field.shape in ("text", "count") and view.text and view.name]
        if not fields:
            continue
        view = choose.choice(fields)
        value = "7" if view.field.shape == "count" else choose.choice(["新的字 a", "甲, 乙", "甲: 乙", "“引号”", "#号"])
        if value == view.text:
            continue
        made += 1
        if key not in opened:
            opened[key] = still_desk.form(key)
        asked = form.request(_posted(fill(opened[key], {f"v:{view.name}": value})), bases)
        (path,) = form.paths
        before, after = _text(clerk.file(path)), _text(asked.files[path])
        if not before:  # a town's own file over a shared one
            assert value in " ".join(after) or value.replace('"', '\\"') in " ".join(after)
            continue
        stamps = ("changed:", "revision:")
        changed = [line for line in _added(before, after) if not line.startswith(stamps)]
        if clerk.file(path.replace("content/", "content/common/")) is None:
            assert len(changed) == 1, (key, view.name, changed)
        assert value in changed[-1], (key, view.name, changed)


def _added(before: list[str], after: list[str]) -> list[str]:
    return [line[2:] for line in difflib.ndiff(before, after) if line.startswith("+ ")]


def _text(raw: bytes | None) -> list[str]:
    return (raw or b"").decode().splitlines()


def _leaves(view: View) -> Iterator[View]:
    if not view.inner:
        yield view
    for child in view.inner:
        yield from _leaves(child)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_and_comments_stay(desk: Desk, ends: str) -> None:
    path = desk.root / "content/villages/jiaya.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", ends.encode()))
    git(desk.root, "commit", "--quiet", "--all", "--message", "line ends", "--allow-empty")
    before = path.read_bytes()
    assert desk.change("record/village/jiaya", **{"mediation_committee__members": "9"}).status_code == 302
    after = path.read_bytes()
    assert after == before.replace(b"members: 7", b"members: 9").replace(b"changed: 2026-11-02", b"changed: 2026-11-22")


def test_items_are_added_moved_and_taken_away(desk: Desk) -> None:
    key = "record/village/jiaya"
    sent = desk.form(key)
    order = [value for name, value in sent if name == "o:legal_helpers"]
    assert order == ["0", "1", "2", "3"]
    kept = [(name, value) for name, value in sent if name != "o:legal_helpers"]
    kept += [("o:legal_helpers", token) for token in ("0", "2", "3", "n9")]
    kept += [("v:legal_helpers/n9/name/zh", "示例明白人200"), (f"{LIST}legal_helpers/n9/trained", "1"),
             ("o:legal_helpers/n9/trained", "n1"), ("v:legal_helpers/n9/trained/n1", "2026-11-01")]  # fmt: skip
    assert desk.save(key, kept).status_code == 302
    assert desk.diff() == [
        "-  - name: {zh: 示例明白人068, en: Sample legal helper 068}",
        "-    trained: [2025-11-18]",
        "+  - name: {zh: 示例明白人200}",
        "+    trained: [2026-11-01]",
        "-changed: 2026-11-02",
        "+changed: 2026-11-22",
    ]


def test_a_fault_stands_at_its_field_and_nothing_is_written(desk: Desk) -> None:
    before = desk.log()
    answer = desk.change("record/village/jiaya", office__phone="12", assignments__0__since="2026-02-30")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "“12”不像电话号码" in page and 'id="p-office/phone-1"' in page
    assert 'id="p-assignments/0/since-1"' in page
    assert desk.log() == before and git(desk.root, "status", "--porcelain") == ""
    assert ("v:office/phone", "12") in read_form(page).sent


def test_a_refused_save_is_kept_over_a_restart(desk: Desk, tmp_path: Path) -> None:
    from tests.desk.conftest import open_desk

    desk.change("record/village/jiaya", office__phone="12")
    again = open_desk(desk.root.parent)
    page = again.get("/form/record/village/jiaya").get_data(as_text=True)
    assert "没有保存的内容" in page
    assert ("v:office/phone", "12") in read_form(page).sent
    again.post("/forget/record/village/jiaya", [item for item in read_form(page).sent if item[0] == "csrf_token"])
    assert ("v:office/phone", "0971-0000323") in again.form("record/village/jiaya")


def test_two_windows_change_two_values_and_both_stay(desk: Desk) -> None:
    key = "record/village/jiaya"
    first, second = desk.form(key), desk.form(key)
    assert desk.save(key, fill(first, {"office__phone": "0971-0000555"})).status_code == 302
    assert desk.save(key, fill(second, {"mediation_committee__members": "9"})).status_code == 302
    text = (desk.root / "content/villages/jiaya.yml").read_text("utf-8")
    assert "0971-0000555" in text and "members: 9" in text


def test_two_windows_change_one_value_and_the_second_is_asked(desk: Desk) -> None:
    key = "record/village/jiaya"
    first, second = desk.form(key), desk.form(key)
    assert desk.save(key, fill(first, {"office__phone": "0971-0000555"})).status_code == 302
    answer = desk.save(key, fill(second, {"office__phone": "0971-0000666"}))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "用我的" in page and "0971-0000555" in page and "0971-0000666" in page
    sent = [*read_form(page).sent, ("c:content/villages/jiaya.yml|office/phone", "mine")]
    assert desk.save(key, sent).status_code == 302
    assert "0971-0000666" in (desk.root / "content/villages/jiaya.yml").read_text("utf-8")


def test_a_file_deleted_under_a_form_is_told_and_nothing_is_lost(desk: Desk) -> None:
    sent = desk.form("record/adviser/sample-16")
    git(desk.root, "rm", "--quiet", "content/advisers/sample-16.yml")
    git(desk.root, "commit", "--quiet", "--message", "gone")
    answer = desk.save("record/adviser/sample-16", fill(sent, {"firm__zh": "示例所乙"}))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "已经删掉或改名" in page and "示例所乙" in page


def test_a_problem_elsewhere_is_told_apart_and_does_not_block(desk: Desk) -> None:
    other = desk.root / "content/villages/bailuer.yml"
    other.write_text(other.read_text("utf-8").replace("kind: village", "kind: vilage"), "utf-8")
    answer = desk.change("record/village/jiaya", office__phone="0971-0000555")
    assert answer.status_code == 302
    page = desk.get(answer.headers["Location"]).get_data(as_text=True)
    assert "别处还有 1 处问题" in page
    assert git(desk.root, "status", "--porcelain").strip() == "M content/villages/bailuer.yml"


def test_an_unreadable_file_is_shown_as_text_and_mended(desk: Desk) -> None:
    path = desk.root / "content/villages/jiaya.yml"
    good = path.read_text("utf-8")
    path.write_text(good.replace("kind: village", "kind：village"), "utf-8")
    answer = desk.get("/form/record/village/jiaya")
    assert answer.status_code == 302 and answer.headers["Location"].endswith("/form/text/content/villages/jiaya.yml")
    page = desk.get(answer.headers["Location"]).get_data(as_text=True)
    assert "冒号是全角的" in page
    sent = [(name, good if name == "t" else value) for name, value in read_form(page).sent]
    assert desk.save("text/content/villages/jiaya.yml", sent).status_code == 302
    assert path.read_text("utf-8") == good


def test_a_megabyte_in_a_name_is_a_clear_sentence(desk: Desk) -> None:
    answer = desk.change("record/village/jiaya", name__zh="长" * 200_000)
    assert answer.status_code == 422
    assert "这段文字有 200000 个字" in answer.get_data(as_text=True)
    answer = desk.change("record/village/jiaya", name__zh="长" * 350_000)
    assert answer.status_code == 422
    assert "档案不会这么大" in answer.get_data(as_text=True)


def test_what_a_town_changes_of_a_shared_record_stands_in_a_file_of_its_own(desk: Desk) -> None:
    shared = (desk.root / "content/common/topics.yml").read_bytes()
    answer = desk.change("record/topic/labour", name__zh="打工和工钱")
    assert answer.status_code == 302, answer.get_data(as_text=True)
    own = (desk.root / "content/topics.yml").read_text("utf-8")
    assert "- id: labour" in own.replace("{id: labour", "id: labour") or "id: labour" in own
    assert "打工和工钱" in own and "examples" not in own
    assert (desk.root / "content/common/topics.yml").read_bytes() == shared
    assert ("v:name/zh", "打工和工钱") in desk.form("record/topic/labour")


def test_a_word_of_the_interface_is_laid_over_the_shared_one(desk: Desk) -> None:
    answer = desk.change("record/labels/zh", menu__home="主页")
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert (desk.root / "content/labels/zh.yml").read_text("utf-8").splitlines()[-1] == "menu: {home: 主页}"
