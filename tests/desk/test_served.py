"""On a server, behind a real nginx that asks for a name and password: each user in a work tree of their own."""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.conftest import ROOT
from tests.desk.conftest import git
from tests.desk.forms import Sent, fill_in, read_form

SNIPPET = ROOT / "hooks/portal_desk/nginx-desk.conf"
KEY = "record/village/jiaya"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass
class Office:
    """A server with a desk behind nginx."""

    nginx: int
    desk: int
    repository: Path
    state: Path

    def ask(self, path: str, user: str = "", sent: Sent | None = None, port: int = 0, cookie: str = "",
            **headers: str) -> tuple[int, str, str]:  # fmt: skip
        """Status, page and session cookie of a request."""
        request = urllib.request.Request(f"http://127.0.0.1:{port or self.nginx}{path}")
        if user:
            request.add_header("Authorization", "Basic " + base64.b64encode(f"{user}:geheim".encode()).decode())
        request.add_header("Host", headers.pop("Host", f"127.0.0.1:{self.nginx}"))
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        if cookie:
            request.add_header("Cookie", cookie)
        body = urlencode(sent).encode() if sent is not None else None
        opener = urllib.request.build_opener(_Stay)
        try:
            answer = opener.open(request, body, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        given = (answer.headers.get("Set-Cookie") or cookie).partition(";")[0]
        return answer.status or 0, answer.read().decode("utf-8", "replace"), given

    def save(self, user: str, key: str, **values: str) -> int:
        """Open a form, fill it in, save it."""
        status, page, cookie = self.ask(f"/form/{key}", user)
        assert status == 200, page
        sent = fill_in(read_form(page).sent, values)
        return self.ask(f"/form/{quote(key)}", user, sent, cookie=cookie)[0]

    def publish(self, user: str) -> tuple[int, str]:
        """Publish what a user has saved."""
        _, page, cookie = self.ask(f"/form/{KEY}", user)
        sent = [item for item in read_form(page).sent if item[0] == "csrf_token"]
        status, page, _ = self.ask("/publish", user, sent, cookie=cookie)
        return status, page


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        """Follows nothing: a redirect is an answer."""


@pytest.fixture(scope="module")
def office(trial: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    folder.chmod(0o755)
    repository = folder / "portal.git"
    shutil.copytree(trial / "server.git", repository)
    found = Office(free_port(), free_port(), repository, folder / "desk")
    command = [sys.executable, "-m", "portal", "desk", "--served", str(repository), "--port", str(found.desk),
               "--users-from-header", "X-Remote-User", "--state", str(found.state),
               "--allow-host", f"127.0.0.1:{found.nginx}"]  # fmt: skip
    desk = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(_nginx(folder, found))
    for _ in range(200):
        try:
            if found.ask("/records", "xiaoming")[0] == 200:
                break
        except OSError:
            pass
        assert desk.poll() is None and server.poll() is None, (folder / "error.log").read_text()
        time.sleep(0.1)
    yield found
    for process in (server, desk):
        process.terminate()
        process.wait(20)


def _nginx(folder: Path, office: Office) -> list[str]:
    """A real nginx with the snippet as it ships, but for its password file and port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert program, "没有 nginx：运行 make .venv/browser / no nginx: run make .venv/browser"
    passwords = folder / "htpasswd"
    passwords.write_text("".join(f"{user}:{{PLAIN}}geheim\n" for user in ("xiaoming", "小红")), "utf-8")
    snippet = SNIPPET.read_text("utf-8").replace("/etc/nginx/desk.htpasswd", str(passwords))
    assert "127.0.0.1:8020" in snippet
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{ access_log off; {temporary}\nserver {{ listen 127.0.0.1:{office.nginx};\n"
        f"{snippet.replace('127.0.0.1:8020', f'127.0.0.1:{office.desk}')}\n}} }}\n",
        "utf-8",
    )
    return [program, "-e", str(folder / "error.log"), "-c", str(configuration)]


def test_nobody_comes_in_without_a_password(office: Office) -> None:
    assert office.ask("/")[0] == 401
    assert office.ask("/", X_Remote_User="xiaoming")[0] == 401


def test_a_header_of_the_browsers_own_is_replaced_by_the_proxys(office: Office) -> None:
    _, page, _ = office.ask("/settings", "xiaoming", X_Remote_User="xiaohong")
    assert "xiaoming" in page and "xiaohong" not in page


def test_a_host_that_is_not_listed_gets_403(office: Office) -> None:
    assert office.ask("/", "xiaoming", Host="evil.example")[0] == 403
    assert office.ask("/", port=office.desk, X_Remote_User="xiaoming", Host=f"127.0.0.1:{office.desk}")[0] == 403


def test_the_header_counts_only_from_the_proxys_address(trial: Path, tmp_path: Path) -> None:
    from portal_desk.app import create_app
    from portal_desk.settings import Settings

    settings = Settings(
        trial / "server.git", tmp_path, is_served=True, user_header="X-Remote-User", proxies=("10.0.0.9",),
        allowed_hosts=("desk.example.org",),
    )  # fmt: skip
    client = create_app(settings).test_client()
    base, headers = "http://desk.example.org", {"X-Remote-User": "xiaoming"}
    assert client.get("/records", base_url=base, headers=headers).status_code == 403
    near = {"REMOTE_ADDR": "10.0.0.9"}
    assert client.get("/records", base_url=base, headers=headers, environ_base=near).status_code == 200
    for user in ("", "..", "a/b", "x" * 99, "<b>"):
        answer = client.get("/records", base_url=base, headers={"X-Remote-User": user}, environ_base=near)
        assert answer.status_code == 403, user


def test_each_user_commits_and_publishes_their_own(office: Office) -> None:
    assert office.save("xiaoming", KEY, **{"office/phone": "0971-0000555"}) == 302
    assert office.save("小红", KEY, **{"mediation_committee/members": "9"}) == 302
    assert office.publish("小红")[0] == 302
    assert git(office.repository, "log", "-1", "--format=%an|%s", "main").strip() == "小红|改村和社区：加牙村"
    assert "0971-0000555" not in git(office.repository, "show", "main:content/villages/jiaya.yml")
    assert office.publish("xiaoming")[0] == 302
    shown = git(office.repository, "show", "main:content/villages/jiaya.yml")
    assert "0971-0000555" in shown and "members: 9" in shown
    assert set(git(office.repository, "log", "-3", "--format=%an", "main").split()) == {
        "xiaoming",
        "小红",
    }


def test_names_in_chinese_come_through_the_proxy(office: Office) -> None:
    assert "小红" in office.ask("/settings", "小红")[1]
