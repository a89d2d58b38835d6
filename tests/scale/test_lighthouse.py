"""What Google's tool for phones (Lighthouse) says of a village page of a town that is no longer a sample."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.browser.wire import wire_of
from tests.conftest import BROWSERS, run_build
from tests.real_town import copy_as_real_town

LIGHTHOUSE = Path(sys.prefix) / "tools/lighthouse/node_modules/lighthouse/cli/index.js"
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


@pytest.mark.slow
def test_lighthouse_has_nothing_to_add(tmp_path: Path) -> None:
    assert LIGHTHOUSE.is_file(), f"{LIGHTHOUSE} 不在：运行 make bench / is missing: run make bench"
    project = copy_as_real_town(tmp_path / "project")
    result = run_build(project)
    assert result.returncode == 0, result.stdout + result.stderr
    chromium = next(path for name in BROWSERS if (path := shutil.which(name)))
    report = tmp_path / "report.json"
    assert "noindex" not in (project / "site/villages/jiaya/index.html").read_text(encoding="utf-8")
    with wire_of(project / "site") as wire:
        for page in ("villages/jiaya/", "bo/villages/jiaya/"):
            command = [
                "node",
                str(LIGHTHOUSE),
                wire.address + page,
                "--quiet",
                "--output=json",
                f"--output-path={report}",
            ]
            flags = "--chrome-flags=--headless --no-sandbox --disable-gpu"
            environment = {**os.environ, "CHROME_PATH": chromium}
            subprocess.run([*command, flags], env=environment, check=True, capture_output=True, timeout=300)
            told = json.loads(report.read_text(encoding="utf-8"))
            scores = {name: round(each["score"] * 100) for name, each in told["categories"].items()}
            print(f"\n{page}: {scores}")
            missed = [
                f"{audit['id']}: {audit['title']}"
                for name in LEAST
                for each in told["categories"][name]["auditRefs"]
                if each["weight"] and (audit := told["audits"][each["id"]])["score"] not in (None, 1)
            ]
            print("\n".join(missed))
            assert all(scores[name] >= least for name, least in LEAST.items()), (scores, missed)
