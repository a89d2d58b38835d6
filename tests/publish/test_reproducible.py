"""Same commit and day, same bytes: wherever, whoever and however it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from portal_publish.mkdocs_build import BUILDER
from portal_publish.releases import ReleaseStore
from tests.publish.conftest import environment, git, portal, tree


def other_surroundings(folder: Path) -> dict[str, str]:
    """Another time zone, language, home and hash seed."""
    language = next((name for name in ("de_DE.UTF-8", "zh_CN.GB18030", "POSIX")), "POSIX")
    return environment(TZ="America/Anchorage", LC_ALL=language, LANG=language, PYTHONHASHSEED="7", HOME=str(folder))


def test_a_publish_elsewhere_has_the_same_bytes(small_project: Path, tmp_path: Path) -> None:
    first = Path(shutil.copytree(small_project, tmp_path / "here"))
    git(first, "init", "-q")
    git(first, "add", "-A")
    git(first, "commit", "-qm", "Records")
    git(tmp_path, "clone", "-q", first, "else where/村务 copy")
    second = tmp_path / "else where/村务 copy"
    os.utime(second / "content/portal.yml", (1000000000, 1000000000))
    assert portal(first, "publish", "--to", tmp_path / "one").returncode == 0
    done = portal(second, "publish", "--to", tmp_path / "two/deeper", env=other_surroundings(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    one, two = (tree(ReleaseStore(root).current.resolve()) for root in (tmp_path / "one", tmp_path / "two/deeper"))
    assert one == two
    assert any(path.endswith(".br") for path in one)


def test_the_builder_alone_has_the_same_bytes(small_project: Path, published: Path, tmp_path: Path) -> None:
    """Not only because publishing evens the surroundings: MkDocs and our hooks do not look at them."""
    second = Path(shutil.copytree(small_project, tmp_path / "else where"))
    variables = {**other_surroundings(tmp_path), "SOURCE_DATE_EPOCH": "1795276800", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", BUILDER, "build", "--strict"]
    subprocess.run(command, cwd=second, env=variables, check=True, capture_output=True)
    live = tree((published / "current").resolve())
    added = (".gz", ".br"), ("share/", "server/", "_headers")  # what publishing makes besides
    assert tree(second / "site") == {
        path: data for path, data in live.items() if not (path.endswith(added[0]) or path.startswith(added[1]))
    }
