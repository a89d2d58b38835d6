"""The wheel holds all a town needs: a project made from it passes the check and builds, without a clone beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.conftest import ROOT, TODAY, copy_project


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an installation of the wheel puts beside its libraries."""
    folder = tmp_path_factory.mktemp("wheel")
    source = copy_project(folder / "source")
    for name in ("setup.py", "pyproject.toml", "requirements.in", ".gitignore"):
        (source / name).write_bytes((ROOT / name).read_bytes())
    made = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, "."],
        cwd=source, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    [wheel] = folder.glob("portal-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def _run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, "PYTHONPATH": f"{installed}", "PORTAL_TODAY": f"{TODAY}", "NO_MKDOCS_2_WARNING": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_town_made_from_the_wheel_passes_the_check_and_builds(installed: Path, tmp_path: Path) -> None:
    made = _run(installed, tmp_path, "portal", "new-town", "x", "--name", "青石镇", "--languages", "zh,bo,en")
    assert made.returncode == 0, made.stderr
    town = tmp_path / "x"
    assert {path.name for path in town.iterdir()} == {
        ".gitignore", "README.md", "content", "docs", "hooks", "mkdocs.yml", "overrides",
    }  # fmt: skip
    checked = _run(installed, town, "portal", "check")
    assert checked.returncode == 0, checked.stdout
    built = _run(installed, town, "mkdocs", "build", "--strict")
    assert built.returncode == 0, built.stdout + built.stderr
    assert "示例村" in (town / "site/villages/example/index.html").read_text("utf-8")
    assert (town / "site/bo/index.html").is_file() and (town / "site/sw.js").is_file()
    assert list((town / "site/assets/fonts").glob("*.woff2"))


def test_the_wheel_brings_no_records_of_a_town(installed: Path) -> None:
    content = {path.name for path in (installed / "portal_project/content").iterdir()}
    assert content == {"common", "_examples", ".schema", "README.md"}
    assert not (installed / "tests").exists()
