"""axe finds nothing: every page type, three languages, light and dark, phone and desk."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.test_residents import PAGES

SCREENS = {"phone": {"width": 360, "height": 640}, "desk": {"width": 1280, "height": 900}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "bo/", "en/"])
def test_axe_finds_no_violation(prefix: str, scheme: Any, browser: Any, address: str) -> None:
    axe = Axe()
    found = []
    # Colours do not depend on the width, so that each screen is looked at in one scheme of each language.
    screen = SCREENS["phone" if (scheme == "light") == (prefix != "en/") else "desk"]
    context = browser.new_context(viewport=screen, color_scheme=scheme)
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(address + prefix + path)
        for violation in axe.run(page).response["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"][:3]]
            found.append((name, violation["id"], nodes))
    context.close()
    assert found == []
