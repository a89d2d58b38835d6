"""All work trees of one desk: the folder's own, or on a server one for each user."""

from __future__ import annotations

import hashlib
import subprocess
import threading
from contextlib import suppress

from portal_desk.exchange import publish
from portal_desk.git import Author, Git
from portal_desk.page_process import PageProcess
from portal_desk.settings import Settings
from portal_desk.state import State
from portal_desk.words import DeskError
from portal_desk.workspace import Workspace

SECONDS_BETWEEN_TRIES = 60
UNKNOWN_MAIL = "desk@localhost"


class Desk:
    """The desk of one repository."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.state = State(settings.state)
        self.state.prepare()
        self._lock = threading.RLock()
        self._waiting: set[str] = set()
        self._closed = threading.Event()
        self._workspaces: dict[str, Workspace] = {}
        self._pages: dict[str, PageProcess] = {}
        self.overlays: dict[tuple[str, str], dict[str, bytes | None]] = {}
        """By user and form: the files it would write, for the page shown beside it."""

    def workspace(self, user: str) -> Workspace:
        """The work tree of a user; on one's own machine there is one, and its user has no name."""
        with self._lock:
            if user not in self._workspaces:
                self._workspaces[user] = self._of_user(user) if self.settings.is_served else self._own()
            return self._workspaces[user]

    def pages(self, user: str) -> PageProcess:
        """The process that shows that work tree's pages."""
        with self._lock:
            if user not in self._pages:
                self._pages[user] = PageProcess(self.workspace(user).root, self.settings.program)
            return self._pages[user]

    def wait_to_publish(self, user: str) -> None:
        """Try again every minute until the server answers; a refusal waits for a person."""
        with self._lock:
            if user in self._waiting:
                return
            self._waiting.add(user)
        threading.Thread(target=self._publish_later, args=(user,), daemon=True).start()

    def _publish_later(self, user: str) -> None:
        workspace = self.workspace(user)
        while not self._closed.wait(SECONDS_BETWEEN_TRIES):
            with suppress(DeskError):
                if not publish(workspace).is_offline:
                    break
        workspace.state.write_settings({"publish": ""})
        with self._lock:
            self._waiting.discard(user)

    def warm_up(self) -> None:
        """Read the folder, and let the preview read it, before the first page is asked for."""

        def read() -> None:
            with suppress(DeskError, OSError, ValueError):
                self.workspace("").snapshot()
                self.pages("").start()

        threading.Thread(target=read, daemon=True).start()

    def close(self) -> None:
        """End the processes that show pages."""
        self._closed.set()
        for pages in self._pages.values():
            pages.stop()

    def set_name(self, name: str) -> None:
        """Remember who sits at this machine."""
        self.state.write_settings({"name": name})
        if "" in self._workspaces:
            self._workspaces[""].author = self._author(Git(self.settings.root))

    def _own(self) -> Workspace:
        return Workspace(self.settings.root, self.state, self._author(Git(self.settings.root)))

    def _author(self, git: Git) -> Author | None:
        known = self.state.read_settings()
        name = known.get("name") or git.ask("config", "user.name") or ""
        return Author(name, git.ask("config", "user.email") or UNKNOWN_MAIL) if name else None

    def _of_user(self, user: str) -> Workspace:
        """A clone of the server's repository of the user's own, made at the first visit."""
        folder = self.settings.state / "users" / hashlib.sha256(user.encode()).hexdigest()[:24]
        tree = folder / "tree"
        if not (tree / ".git").exists():
            folder.mkdir(parents=True, exist_ok=True)
            command = ["git", "clone", "--quiet", str(self.settings.root.resolve()), str(tree)]
            done = subprocess.run(command, capture_output=True, check=False, timeout=300)
            if done.returncode:
                said = done.stderr.decode("utf-8", "replace").strip()
                raise DeskError(f"取不到仓库：{said}", f"The repository cannot be cloned: {said}", status=500)
        state = State(folder)
        state.prepare()
        return Workspace(tree, state, Author(user, f"{user}@desk.invalid" if "@" not in user else user))
