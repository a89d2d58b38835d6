"""A desk on a copy of the samples, and a clerk who sits at it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.loading.read_cache import Memory
from portal_desk.app import create_app
from portal_desk.setting_up import make_trial
from portal_desk.settings import Settings
from portal_desk.snapshot import Snapshot
from tests.desk.forms import Sent, fill_in, read_form

HOST = "127.0.0.1:8020"
MEMORY = Memory()
SEEN: list[Snapshot] = []
"""What reading the samples has found: bytes decide, so that all desks may share it."""


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode()


@dataclass
class Desk:
    """A running application, its repository, and a client that has come in."""

    root: Path
    server: Path
    app: Flask
    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        """A page."""
        return self.client.get(path, base_url=f"http://{HOST}")

    def post(self, path: str, sent: Sent) -> TestResponse:
        """What a browser sends."""
        body = "&".join(f"{quote(name)}={quote(value)}" for name, value in sent)
        kind = "application/x-www-form-urlencoded"
        return self.client.post(path, data=body, content_type=kind, base_url=f"http://{HOST}")

    def form(self, key: str) -> Sent:
        """What a form holds when it is opened."""
        answer = self.get(f"/form/{key}")
        assert answer.status_code == 200, answer.get_data(as_text=True)[-2000:]
        return read_form(answer.get_data(as_text=True)).sent

    def save(self, key: str, sent: Sent) -> TestResponse:
        """Save a form."""
        return self.post(f"/form/{quote(key)}", sent)

    def change(self, key: str, **values: str) -> TestResponse:
        """Open a form, fill in fields by name, save it."""
        return self.save(key, fill(self.form(key), values))

    def log(self, *arguments: str) -> list[str]:
        """The repository's history, newest first."""
        return git(self.root, "log", "--format=%s", *arguments).splitlines()

    def diff(self, revision: str = "HEAD~1") -> list[str]:
        """The changed lines since a commit."""
        lines = git(self.root, "diff", "--unified=0", revision).splitlines()
        return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def fill(sent: Sent, values: dict[str, str]) -> Sent:
    """A form with other values; `v:` may be left out of a name, and `__` stands for a slash."""
    return fill_in(sent, {name.replace("__", "/"): value for name, value in values.items()})


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the samples and its server, to be copied."""
    folder = tmp_path_factory.mktemp("desk")
    make_trial(folder)
    for name in ("portal", "server.git"):  # packed: each test copies it
        git(folder / name, "gc", "--quiet")
    return folder


def open_desk(folder: Path) -> Desk:
    """A desk on the repository in a folder."""
    state = folder / "state"
    state.mkdir(exist_ok=True)
    app = create_app(Settings(folder / "portal", state))
    workspace = app.extensions["portal_desk"].workspace("")
    workspace.memory = MEMORY
    if not SEEN:
        SEEN.append(workspace.snapshot())
    workspace.remember(SEEN[0])
    client = app.test_client()
    token = app.extensions["portal_desk"].state.secret("token")
    assert client.get(f"/?key={token}", base_url=f"http://{HOST}").status_code == 302
    return Desk(folder / "portal", folder / "server.git", app, client)


@pytest.fixture
def desk(trial: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk of one's own."""
    folder = tmp_path / "desk"
    shutil.copytree(trial, folder, symlinks=True)
    git(folder / "portal", "remote", "set-url", "origin", str(folder / "server.git"))
    found = open_desk(folder)
    yield found
    found.app.extensions["portal_desk"].close()


@pytest.fixture(scope="session")
def still_desk(trial: Path) -> Iterator[Desk]:
    """One for tests that save nothing."""
    found = open_desk(trial)
    yield found
    found.app.extensions["portal_desk"].close()
