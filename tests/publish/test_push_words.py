"""All free text of a push goes through one gate: messages, people, names of files and branches, earlier values."""

from __future__ import annotations

import pytest

from tests.publish.conftest import change, git
from tests.publish.test_serve_git import Clerk, clerk, refused, served

__all__ = ["clerk", "served"]  # fixtures

MOBILE = "13900010002"


def commit(clerk: Clerk, message: str = "改动", **who: str) -> None:
    git(clerk.folder, "add", "-A")
    git(clerk.folder, "commit", "--allow-empty", "-qm", message, check=True, **who)


MESSAGES = [
    f"张的电话 {MOBILE}", "改好了\n\n回访：一三九，零零零一，零零零二", "身份证 110105\n19491231002X",
    "微信号shili_123",
    "住三社12号", "87年生", "写信 shili@163.com", "\\u00313900010002", f"Reviewed-by: A <{MOBILE}@163.com>",
]  # fmt: skip
PEOPLE = [
    {"GIT_AUTHOR_NAME": f"示例{MOBILE}"}, {"GIT_AUTHOR_EMAIL": f"{MOBILE}@163.com"},
    {"GIT_AUTHOR_EMAIL": "888000111@qq.com"}, {"GIT_COMMITTER_NAME": "QQ888000111"},
    {"GIT_COMMITTER_EMAIL": "139-0001-0002@example.org"},
]  # fmt: skip
ORDINARY = [
    "预告 2026-12-04 宪法宣传周\n\n到场 120 人，发放 4 000 份\n\nSigned-off-by: Clerk <clerk@163.com>",
    "（2024）青0122民初1234号 一案的以案释法；见湟中司〔2026〕12号", "Merge branch 'main' of portal.example.org:portal",
]  # fmt: skip


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_is_judged(clerk: Clerk, message: str) -> None:
    commit(clerk, message)
    done = clerk.push()
    refused(clerk, done, "push-words")
    assert MOBILE not in done.stderr and "shili_123" not in done.stderr


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: "-".join(who))
def test_authors_and_committers_are_judged(clerk: Clerk, who: dict[str, str]) -> None:
    commit(clerk, **who)
    commit(clerk, "后来的提交")
    refused(clerk, clerk.push(), "push-words")


def test_what_clerks_write_is_taken(clerk: Clerk) -> None:
    for message in ORDINARY:
        commit(clerk, message, GIT_AUTHOR_EMAIL="shili.yuangong@163.com", GIT_COMMITTER_EMAIL="a.b@sina.com.cn")
    done = clerk.push()
    assert done.returncode == 0, done.stderr


def test_a_name_that_a_later_commit_took_away_is_judged(clerk: Clerk) -> None:
    """The bytes are still in the last commit, under another name; or outside of content/ and docs/."""
    path = clerk.village()
    path.rename(path.with_name(f"{MOBILE}.yml"))
    commit(clerk)
    path.with_name(f"{MOBILE}.yml").rename(path)
    commit(clerk)
    refused(clerk, clerk.push(), "push-words")


def test_a_file_beside_the_records_that_came_and_went_is_judged(clerk: Clerk) -> None:
    (clerk.folder / "notes.txt").write_text(f"回访 {MOBILE}\n", "utf-8")
    commit(clerk)
    (clerk.folder / "notes.txt").unlink()
    commit(clerk)
    refused(clerk, clerk.push(), "push-history")


ESCAPED = [
    r'"1101\x30519491231002X"', r'"\u003110105194912\u00331002X"', '"11010519491231\\\n    002X"',
    "|\n    1101051949\n    1231002X",
]  # fmt: skip


@pytest.mark.parametrize("value", ESCAPED)
def test_a_value_written_in_escapes_stays_out_of_the_history(clerk: Clerk, value: str) -> None:
    path = clerk.village()
    change(path, "$", "# end\n")
    kept = path.read_text("utf-8")
    path.write_text(kept + f"note: {value}\n", "utf-8")
    commit(clerk)
    refused(clerk, clerk.push(), "id-number")
    path.write_text(kept, "utf-8")
    commit(clerk)
    refused(clerk, clerk.push(), "push-history")


def test_the_name_of_a_branch_is_masked_where_it_is_refused(clerk: Clerk) -> None:
    commit(clerk)
    done = clerk.push("origin", f"HEAD:refs/heads/{MOBILE}")
    refused(clerk, done, "push-branch-unknown")
    assert f"[{MOBILE}" not in done.stderr.split("error[")[1]
