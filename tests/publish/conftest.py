"""A small portal to publish: two villages, three explainers, two languages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from portal.catalog.catalog import Catalog
from portal.loading.load import load, read_folder
from portal_publish.releases import ReleaseStore
from tests.conftest import ROOT

KEPT_EXPLAINERS = ("labour/unpaid-wages", "family/at-home", "courts/legal-aid")
DAY = "2026-11-22"


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small portal; never to be changed: tests take a copy."""
    folder = tmp_path_factory.mktemp("small") / "portal"
    made = portal(ROOT, "generate", "--villages", 2, "--seed", 1, "--out", folder)
    assert made.returncode == 0, made.stderr
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    for path in folder.glob("docs/*/explainers/*/*.md"):
        if f"{path.parent.name}/{path.stem}" not in KEPT_EXPLAINERS:
            path.unlink()
    for name in ("common/help.yml", "duties.yml", "common/search.yml"):  # what names explainers that are not kept
        (folder / "content" / name).unlink(missing_ok=True)
    for path in folder.glob("docs/*/letters"):  # they name explainers as well
        shutil.rmtree(path)
    shutil.rmtree(folder / "docs" / "bo")
    for letters in folder.glob("docs/*/letters"):  # they name explainers that are not kept
        shutil.rmtree(letters)
    change(folder / "content/portal.yml", r"languages:.*", "languages: [zh, en]")
    change(folder / "content/portal.yml", r"(?m)^sample_day:.*\n", "")  # tests move on from day to day
    cited = set(re.findall(r"law:([a-z-]+)", "".join(p.read_text("utf-8") for p in folder.rglob("docs/**/*.md"))))
    laws = folder / "content/common/laws.yml"  # those that are cited: each has a page
    head, *entries = re.split(r"(?m)^(?=- id: )", laws.read_text("utf-8"))
    laws.write_text(head + "".join(e for e in entries if e.split()[2] in cited), "utf-8")
    return folder


@pytest.fixture
def project(small_project: Path, tmp_path: Path) -> Path:
    """A copy of the small portal, to be changed."""
    return Path(shutil.copytree(small_project, tmp_path / "project"))


@pytest.fixture(scope="session")
def published(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to which the small portal has been published once; tests take a copy."""
    target = tmp_path_factory.mktemp("published") / "public"
    done = portal(small_project, "publish", "--to", target)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture
def target(published: Path, tmp_path: Path) -> ReleaseStore:
    """A place with one release, to be published to again."""
    return ReleaseStore(Path(shutil.copytree(published, tmp_path / "public", symlinks=True)))


def change(path: Path, pattern: str, replacement: str) -> None:
    """Changes a text in a file; what is to be changed must be there."""
    text = path.read_text(encoding="utf-8")
    assert re.search(pattern, text)
    path.write_text(re.sub(pattern, replacement, text, count=1), encoding="utf-8")


def environment(**more: str) -> dict[str, str]:
    """The variables of a command: the fixed day, none of git's."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "SOURCE_DATE"))}
    return {**kept, "PYTHON": sys.executable, "PORTAL_TODAY": DAY, "PYTHONPATH": str(ROOT / "hooks"), **more}


def command(project: Path, *arguments: object) -> list[str]:
    """The `portal` command of this program, run for a project folder."""
    return [sys.executable, "-m", "portal", "--root", str(project), *map(str, arguments)]


def portal(
    project: Path, *arguments: object, env: Mapping[str, str] | None = None, before: Callable[[], object] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a command of the portal in a process of its own."""
    return subprocess.run(
        command(project, *arguments), env=env or environment(), capture_output=True, text=True,
        encoding="utf-8", check=False, preexec_fn=before,
    )  # fmt: skip


def git(folder: Path, *arguments: object, check: bool = True, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs git as a clerk with a name."""
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", "Clerk"), ("EMAIL", "clerk@example.org"))}  # fmt: skip
    done = subprocess.run(
        ["git", *map(str, arguments)], cwd=folder, env={**environment(), **who, "LC_ALL": "C.UTF-8", **variables},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_whole(place: ReleaseStore) -> bool:
    """Whether the live release is there with every byte, and nothing unfinished lies about."""
    release = place.live()
    return release is not None and not place.damage(release, thorough=True)


@pytest.fixture(scope="module")
def records(small_project: Path) -> Catalog:
    """The records of the small project."""
    catalog, _ = load(read_folder(small_project), date.fromisoformat(DAY))
    assert catalog
    return catalog


@pytest.fixture
def built(published: Path, tmp_path: Path) -> Path:
    """A built site without compressed copies, to be spoilt."""
    skip = shutil.ignore_patterns("*.gz", "*.br")
    return Path(shutil.copytree((published / "current").resolve(), tmp_path / "site", ignore=skip))
