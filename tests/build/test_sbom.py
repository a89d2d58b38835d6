"""The bill of materials names what the program runs on, with licences, and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def sbom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sbom") / "sbom.json"
    done = subprocess.run(
        [sys.executable, ROOT / ".ci/sbom", file], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return file


@pytest.mark.slow
def test_the_bill_of_materials_is_valid_by_the_schema_of_the_standard(sbom: Path) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom.read_text("utf-8")) is None


def test_the_bill_of_materials_has_every_pinned_package_with_its_licence(sbom: Path) -> None:
    bill = json.loads(sbom.read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    root = bill["metadata"]["component"]
    version = re.search(r'(?m)^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert version and (root["name"], root["version"]) == ("portal", version[1])
    pins = dict(re.findall(r"(?m)^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.txt").read_text("utf-8")))
    found = {re.sub(r"[-_.]+", "-", part["name"]).lower(): part for part in bill["components"]}
    assert {name: part["version"] for name, part in found.items()} == pins
    for part in found.values():
        said = [
            each.get("expression") or each["license"].get("id") or each["license"]["name"] for each in part["licenses"]
        ]
        assert said and not [name for name in said if re.search(r"(?<!L)GPL|General Public|Proprietary", name)], part
        assert part["hashes"] and part["purl"].startswith("pkg:pypi/")
    refs = {part["bom-ref"] for part in [*found.values(), root]}
    assert {ref for each in bill["dependencies"] for ref in (each["ref"], *each["dependsOn"])} <= refs
    assert str(ROOT) not in sbom.read_text("utf-8")  # nothing of the machine it was made on
