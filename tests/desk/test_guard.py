"""Who may ask the desk for anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.cli import main
from tests.desk.conftest import HOST, Desk, git

OWN = f"http://{HOST}"


def _stranger(desk: Desk) -> FlaskClient:
    return desk.app.test_client()


def test_nobody_comes_in_without_the_key(still_desk: Desk) -> None:
    for path in ("/", "/form/record/village/jiaya", "/choices.json", "/preview/", "/static/desk.js"):
        assert _stranger(still_desk).get(path, base_url=OWN).status_code == 403, path
    assert _stranger(still_desk).get("/?key=guess", base_url=OWN).status_code == 403


def test_the_key_becomes_a_cookie_no_script_and_no_other_site_gets(still_desk: Desk) -> None:
    token = still_desk.app.extensions["portal_desk"].state.secret("token")
    answer = _stranger(still_desk).get(f"/?key={token}", base_url=OWN)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert "key=" not in answer.headers["Location"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8020", "127.0.0.1", "127.0.0.1:80"])
def test_a_rebound_name_gets_403(host: str, still_desk: Desk) -> None:
    assert still_desk.client.get("/", base_url=f"http://{host}").status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "file://"])
def test_another_sites_page_gets_403(origin: str, still_desk: Desk) -> None:
    for method in (still_desk.client.get, still_desk.client.post):
        answer = method("/form/record/village/jiaya", base_url=OWN, headers={"Origin": origin})
        assert answer.status_code == 403


def test_a_request_a_browser_calls_cross_site_gets_403(still_desk: Desk) -> None:
    answer = still_desk.client.get("/choices.json", base_url=OWN, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path", ["/form/record/village/jiaya", "/look/record/village/jiaya", "/draft/record/village/jiaya"]
)
def test_no_change_without_the_forms_token(path: str, desk: Desk) -> None:
    before = desk.log()
    sent = [item for item in desk.form("record/village/jiaya") if item[0] != "csrf_token"]
    assert desk.post(path, sent).status_code == 400
    assert desk.log() == before


def test_answers_say_what_a_browser_may_do(still_desk: Desk) -> None:
    answer = still_desk.get("/form/record/village/jiaya")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    page = answer.get_data(as_text=True)
    assert "<style" not in page and " style=" not in page and "onclick" not in page


@pytest.mark.parametrize(
    "key",
    ["text/hooks/events.py", "text/content/../mkdocs.yml", "text/../x.yml", "text/content/.schema/event.json",
     "text/.git/config", "record/village/..%2f..%2fx", "record/nothing/x", "text/content/README.md"],
)  # fmt: skip
def test_no_form_leads_out_of_the_records(key: str, still_desk: Desk) -> None:
    answer = still_desk.get(f"/form/{key}")
    assert answer.status_code == 404
    assert "Traceback" not in answer.get_data(as_text=True)


def test_a_link_in_the_folder_is_not_followed(desk: Desk) -> None:
    outside = desk.root.parent / "outside.yml"
    path = desk.root / "content/villages/jiaya.yml"
    outside.write_bytes(path.read_bytes())
    sent = desk.form("record/village/jiaya")
    path.unlink()
    path.symlink_to(outside)
    before = outside.read_bytes()
    answer = desk.save("record/village/jiaya", [(n, "0971-0000555" if n == "v:office/phone" else v) for n, v in sent])
    assert answer.status_code in (302, 400, 409, 422)
    assert outside.read_bytes() == before


def test_too_much_is_refused_in_one_sentence(still_desk: Desk) -> None:
    answer = still_desk.post("/form/record/village/jiaya", [("t", "长" * 3_000_000)])
    assert answer.status_code == 413
    assert "太大" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("mark", "word"), [("MERGE_HEAD", "合并"), ("detached", "不在任何分支上")])
def test_a_repository_that_is_not_ready_is_told_and_nothing_is_lost(mark: str, word: str, desk: Desk) -> None:
    sent = desk.form("record/village/jiaya")
    if mark == "detached":
        git(desk.root, "checkout", "--quiet", "--detach")
    else:
        (desk.root / ".git" / mark).write_text(git(desk.root, "rev-parse", "HEAD"))
    answer = desk.save("record/village/jiaya", [(n, "0971-0000555" if n == "v:office/phone" else v) for n, v in sent])
    assert answer.status_code == 409 and word in answer.get_data(as_text=True)
    assert ("v:office/phone", "0971-0000555") in desk.form("record/village/jiaya")


def test_a_folder_without_records_is_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path), "desk", "--no-browser"]) == 1
    assert "这里没有网站文件夹" in capsys.readouterr().err


def test_without_a_name_nothing_is_saved_and_the_desk_asks_for_it(desk: Desk) -> None:
    git(desk.root, "config", "user.name", "")
    desk.app.extensions["portal_desk"].workspace("").author = None
    sent = desk.form("record/village/jiaya")
    sent = [(n, "0971-0000555" if n == "v:office/phone" else v) for n, v in sent]
    answer = desk.save("record/village/jiaya", sent)
    assert answer.status_code == 409 and "写上姓名" in answer.get_data(as_text=True)
    token = [item for item in sent if item[0] == "csrf_token"]
    assert desk.post("/settings", [*token, ("name", "王小明")]).status_code == 302
    assert desk.save("record/village/jiaya", sent).status_code == 302
    assert git(desk.root, "log", "-1", "--format=%an").strip() == "王小明"
