"""A backup is tried: repository and releases, unpacked on an empty server, are the portal again."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from portal_publish.releases import ReleaseStore
from portal_publish.server import read_server
from tests.publish.conftest import change, environment, git, is_whole, portal, tree
from tests.publish.test_serve_git import Clerk, clerk, served

__all__ = ["clerk", "served"]  # fixtures


def test_a_backup_unpacked_on_an_empty_server_is_the_portal_again(clerk: Clerk, tmp_path: Path) -> None:
    public = tmp_path / "old/public"  # outside the repository, as --to has it
    public.parent.mkdir()
    (clerk.repository / "portal/public").rename(public)
    git(clerk.repository, "config", "portal.to", public)
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 备份以前")
    clerk.commit()
    assert clerk.push().returncode == 0
    before, pages = ReleaseStore(public).names(), tree((public / "current").resolve())
    backup = tmp_path / "backup.tar.gz"
    subprocess.run(
        ["flock", public / ".portal/lock", "tar", "-czf", backup, "-C", tmp_path, "portal.git", "old/public"],
        check=True,
    )
    shutil.rmtree(clerk.repository)
    shutil.rmtree(public)

    # An empty server: other folders, and a Python that stands elsewhere.
    srv = tmp_path / "srv"
    srv.mkdir()
    subprocess.run(["tar", "-xzf", backup, "-C", srv], check=True)
    repository, restored = srv / "portal.git", ReleaseStore(srv / "old/public")
    change(repository / "portal/run", r"exec \S+ ", "exec /nowhere/bin/python ")
    git(repository, "fsck")
    git(srv, "clone", "-q", "-b", "main", repository, srv / "program")
    done = portal(srv / "program", "serve-git", repository, "--to", restored.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert restored.names() == before  # nothing had changed: nothing is built
    assert tree(restored.current.resolve()) == pages
    assert is_whole(restored)
    status = portal(srv / "program", "status", "--served", repository, "--max-age", "1h")
    assert status.returncode == 0, status.stdout
    assert f"{repository}" in (repository / "portal/nightly/portal-nightly.cron").read_text("utf-8")

    # A second time without --to keeps the place; the clerk goes on as before, and so does a rollback.
    assert portal(srv / "program", "serve-git", repository).returncode == 0
    assert read_server(repository).place.root == restored.root
    again = replace(clerk, repository=repository)
    git(again.folder, "remote", "set-url", "origin", repository)
    change(again.folder / "content/portal.yml", "zh: .*", "zh: 恢复以后")
    again.commit()
    done = again.push()
    assert done.returncode == 0, done.stderr
    assert "恢复以后" in again.home_page
    assert portal(srv / "program", "publish", "--to", restored.root, "--rollback").returncode == 0
    assert "备份以前" in again.home_page


@pytest.mark.slow
def test_a_mirror_alone_is_enough_to_publish_anew(clerk: Clerk, tmp_path: Path) -> None:
    mirror = tmp_path / "mirror.git"
    git(tmp_path, "clone", "-q", "--mirror", clerk.repository, mirror)
    first = tree(clerk.place.current.resolve())
    done = portal(clerk.folder, "serve-git", mirror, "--to", tmp_path / "public")
    assert done.returncode == 0, done.stdout + done.stderr
    place = ReleaseStore(tmp_path / "public")
    assert tree(place.current.resolve()) == first
    assert re.fullmatch(r"000001-.*", place.current_name() or "")
    run: list[str | Path] = [mirror / "portal/run", "status", "--served", mirror]
    assert subprocess.run(run, env=environment(), capture_output=True, check=False).returncode == 0
