"""What is internal never reaches what is published: no release, no archive, nothing beside them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.conftest import run_build
from tests.publish.conftest import change, portal

MARK = "内部版"
"""On every internal page."""


def test_no_release_has_anything_internal(project: Path, tmp_path: Path) -> None:
    change(project / "content/portal.yml", r"public: \[.*?\]", "public: [coverage]")
    target, archive = tmp_path / "public", tmp_path / "site.zip"
    assert run_build(project).returncode == 0
    # It stands beside the project's own files, as after `make build`.
    inside = list((project / "site-internal").rglob("*.html"))
    assert len(inside) > 20 and any(MARK in path.read_text("utf-8") for path in inside)
    assert portal(project, "publish", "--to", target).returncode == 0
    assert portal(project, "bundle", archive).returncode == 0
    files = [path for path in target.rglob("*") if path.is_file()]
    assert len(files) > 50
    for path in files:
        assert "INTERNAL" not in path.name and "internal" not in path.relative_to(target).as_posix(), path
        if path.suffix == ".html":
            text = path.read_text("utf-8")
            assert MARK not in text and "account/next/" not in text and "/promised/" not in text, path
    with zipfile.ZipFile(archive) as packed:
        for name in packed.namelist():
            assert "internal" not in name.lower(), name
            assert MARK.encode() not in packed.read(name), name
