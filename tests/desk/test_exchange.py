"""With others: what they pushed is taken over, one's own is published, and without a network it waits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal_desk.exchange import read_refusals
from tests.desk.conftest import Desk, fill, git
from tests.desk.forms import Sent, read_form

KEY = "record/village/jiaya"
PATH = "content/villages/jiaya.yml"


def _colleague(desk: Desk, old: str, new: str, path: str = PATH) -> None:
    """Somebody else pushes a change."""
    clone = desk.root.parent / "colleague"
    git(desk.root.parent, "clone", "--quiet", str(desk.server), str(clone))
    file = clone / path
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    git(
        clone,
        "-c",
        "user.name=同事",
        "-c",
        "user.email=c@example.org",
        "commit",
        "--quiet",
        "--all",
        "-m",
        "同事的改动",
    )
    git(clone, "push", "--quiet")


def _token(desk: Desk) -> Sent:
    return [item for item in desk.form(KEY) if item[0] == "csrf_token"]


def test_what_others_pushed_is_taken_over_before_a_save(desk: Desk) -> None:
    sent = desk.form(KEY)
    _colleague(desk, "members: 7", "members: 8")
    assert desk.save(KEY, fill(sent, {"office__phone": "0971-0000555"})).status_code == 302
    text = (desk.root / PATH).read_text("utf-8")
    assert "members: 8" in text and "0971-0000555" in text
    assert git(desk.root, "status", "--porcelain") == ""


def test_both_changed_one_value_and_the_desk_asks(desk: Desk) -> None:
    sent = desk.form(KEY)
    _colleague(desk, "0971-0000323", "0971-0000777")
    answer = desk.save(KEY, fill(sent, {"office__phone": "0971-0000555"}))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "0971-0000777" in page and "0971-0000555" in page
    sent = fill(read_form(page).sent, {"mediation_committee__members": "9"})
    sent += [(f"c:{PATH}|office/phone", "theirs")]
    assert desk.save(KEY, sent).status_code == 302
    text = (desk.root / PATH).read_text("utf-8")
    assert "0971-0000777" in text and "members: 9" in text


def test_a_save_is_published_over_what_others_did(desk: Desk) -> None:
    desk.change(KEY, office__phone="0971-0000555")
    _colleague(desk, "members: 7", "members: 8")
    answer = desk.post("/publish", _token(desk))
    assert answer.status_code == 302, answer.get_data(as_text=True)
    shown = git(desk.server, "show", f"main:{PATH}")
    assert "0971-0000555" in shown and "members: 8" in shown
    assert git(desk.root, "status", "--porcelain") == ""
    assert "没有等着发布的改动" in desk.get("/publish").get_data(as_text=True)


def test_publishing_asks_where_both_changed_one_value(desk: Desk) -> None:
    desk.change(KEY, office__phone="0971-0000555")
    _colleague(desk, "0971-0000323", "0971-0000777")
    answer = desk.post("/publish", _token(desk))
    assert answer.status_code == 409 and "用我的" in answer.get_data(as_text=True)
    sent = [*_token(desk), (f"c:{PATH}|office/phone", "mine"), (f"c:{PATH}|changed", "mine")]
    assert desk.post("/publish", sent).status_code == 302
    assert "0971-0000555" in git(desk.server, "show", f"main:{PATH}")


def test_without_a_network_everything_works_but_publishing_which_waits(desk: Desk) -> None:
    git(desk.root, "remote", "set-url", "origin", str(desk.root.parent / "gone.git"))
    assert desk.change(KEY, office__phone="0971-0000555").status_code == 302
    answer = desk.post("/publish", _token(desk))
    assert "网络一通就自动再发布" in answer.get_data(as_text=True)
    assert "发布在等" in desk.get("/records").get_data(as_text=True)


def test_a_repository_without_a_server_says_so(desk: Desk) -> None:
    git(desk.root, "remote", "remove", "origin")
    assert desk.change(KEY, office__phone="0971-0000555").status_code == 302
    answer = desk.post("/publish", _token(desk))
    assert answer.status_code == 409 and "没有服务器" in answer.get_data(as_text=True)


def test_a_refusal_of_the_server_leads_to_the_form_that_mends_it(desk: Desk) -> None:
    hook = desk.server / "hooks/pre-receive"
    hook.write_text(
        "#!/bin/sh\necho 'content/villages/jiaya.yml:10:10: error[phone-form]'\n"
        "echo '  问题 problem  “12”不像电话号码。'\nexit 1\n"
    )
    hook.chmod(0o755)
    desk.change(KEY, office__phone="0971-0000555")
    page = desk.post("/publish", _token(desk)).get_data(as_text=True)
    assert "服务器没有收下" in page and "“12”不像电话号码" in page and f'href="/form/{KEY}"' in page


def test_refusals_are_read_from_the_servers_words() -> None:
    said = (
        "x\ncontent/villages/a.yml:3:4: error[date-form]\n   3 | a\n     | ^\n  问题 problem  甲"
        "\n\ncontent/b.yml:1:1: error[x]"
    )
    found = read_refusals(said)
    assert [(r.path, r.line, r.code) for r in found] == [
        ("content/villages/a.yml", 3, "date-form"),
        ("content/b.yml", 1, "x"),
    ]
    assert found[0].text == "问题 problem  甲"


@pytest.mark.parametrize("moment", ["move_branch", "refresh_index"])
def test_a_desk_killed_while_it_saves_leaves_one_whole_commit_or_none(moment: str, desk: Desk) -> None:
    """The process kills itself right after a step; the next start finishes the work tree."""
    before = git(desk.root, "rev-parse", "HEAD").strip()
    script = f"""
import os, signal
from pathlib import Path
from portal_desk import workspace as w
from portal_desk.git import Author, Git
from portal_desk.state import State
found = w.Workspace(Path({str(desk.root)!r}), State(Path({str(desk.root.parent / "state")!r})),
    Author("甲", "a@example.org"))
real = Git.{moment}
def killed(self, *arguments):
    if {moment!r} == "move_branch":
        real(self, *arguments)
    os.kill(os.getpid(), signal.SIGKILL)
Git.{moment} = killed
raw = (found.root / {PATH!r}).read_bytes().replace(b"members: 7", b"members: 8")
found.save(w.Request({{{PATH!r}: raw}}, {{{PATH!r}: (found.root / {PATH!r}).read_bytes()}}, "甲"))
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    after = git(desk.root, "rev-parse", "HEAD").strip()
    assert git(desk.root, "log", "--format=%H", f"{before}..{after}").split() == [after]
    assert "members: 8" in git(desk.root, "show", f"HEAD:{PATH}")
    from tests.desk.conftest import open_desk

    open_desk(desk.root.parent)
    assert git(desk.root, "status", "--porcelain") == ""
    assert "members: 8" in (desk.root / PATH).read_text("utf-8")
    assert not list((desk.root / ".git").glob("*.new"))


def test_a_desk_killed_at_any_time_leaves_whole_commits(desk: Desk) -> None:
    """Killed at moments nobody chose: each commit is whole, and the next start leaves a clean tree."""
    script = f"""
from pathlib import Path
from portal_desk import workspace as w
from portal_desk.git import Author
from portal_desk.state import State
found = w.Workspace(Path({str(desk.root)!r}), State(Path({str(desk.root.parent / "state")!r})),
    Author("甲", "a@example.org"))
paths = [{PATH!r}, "content/villages/heicheng.yml"]
print("ready", flush=True)
for number in range(1, 500):
    files = {{p: (found.root / p).read_bytes().rstrip(b"#0123456789") + b"#%d" % number for p in paths}}
    found.commit(files, f"第 {{number}} 次")
"""
    for wait in (0.13,):
        running = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True)
        assert running.stdout and running.stdout.readline() == b"ready\n"
        time.sleep(wait)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        from tests.desk.conftest import open_desk

        open_desk(desk.root.parent)
        assert git(desk.root, "status", "--porcelain") == ""
        ends = {
            git(desk.root, "show", f"HEAD:{path}").rpartition("#")[2]
            for path in (PATH, "content/villages/heicheng.yml")
        }
        assert len(ends) == 1 or not any(end.isdigit() for end in ends)
    assert Path(desk.root / PATH).is_file()
