"""The checker of the W3C (vnu) has nothing to say about any kind of page in any language."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.browser.pages import ALL_PAGES, PREFIXES, file_of

VNU = Path(sys.prefix) / "tools/vnu/vnu.jar"
EXCEPTIONS = {
    # The checker reads files, which have no origin: 'self' is nothing to it. tests/browser/test_policy.py has one.
    "violates Content Security Policy": "a policy for a site",
}
"""Pattern of a message: why it may stand. None is of the pages themselves: the layout is ours, not the theme's."""


def _messages(*files: str, folder: Path) -> list[str]:
    assert VNU.is_file(), f"{VNU} 不在：运行 make .venv/browser / is missing: run make .venv/browser"
    # One processor and little memory: the tests beside it need theirs.
    command = ["java", "-XX:+UseSerialGC", "-Xss1m", "-Xmx512m", "-jar", str(VNU)]
    options = ["--format", "json", "--exit-zero-always", "--skip-non-html"]
    result = subprocess.run([*command, *options, *files], cwd=folder, capture_output=True, text=True, check=True)
    told = json.loads(result.stderr)["messages"]
    return [
        f"{each.get('url', '')}:{each.get('lastLine')}: {each['message']}"
        for each in told
        if not any(re.search(pattern, each["message"]) for pattern in EXCEPTIONS)
    ]


def test_the_checker_sees_a_fault(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><html lang=zh><title>t</title><p><div id=a id=a></p>")
    assert len(_messages("page.html", folder=tmp_path)) >= 2


def test_every_kind_of_page_is_valid(site: Path) -> None:
    files = [prefix + file_of(path) for prefix in PREFIXES for path in ALL_PAGES.values()]
    assert _messages(*files, folder=site) == []


@pytest.mark.slow
def test_every_page_is_valid(site: Path) -> None:
    assert _messages(".", folder=site) == []
