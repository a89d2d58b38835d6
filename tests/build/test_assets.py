"""Published files carry the hash of their bytes, and every page asks for files that are there."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from tests.conftest import ROOT

from portal.catalog.catalog import Catalog
from portal_pages.assets import Assets, read_assets

HASHED = re.compile(r"\.([0-9a-f]{8})\.[a-z0-9]+$")


def test_every_published_file_is_named_after_its_bytes(site: Path) -> None:
    files = [path for path in (site / "assets").rglob("*") if path.is_file()]
    assert files
    for path in files:
        match = HASHED.search(path.name)
        assert match, path
        assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(match[1]), path


def test_what_pages_and_styles_load_is_there(site: Path) -> None:
    missing = set()
    for path in site.rglob("*.html"):
        if path.name == "404.html":
            continue  # its addresses are absolute
        html = path.read_text(encoding="utf-8")
        for tag in re.findall(r"<(?:script|img|source|link)\b[^>]*>", html):
            for address in re.findall(r'\s(?:src|href)="([^":]+)"', tag):
                if not (path.parent / address).resolve().is_file():
                    missing.add((path.name, address))
    for style in (site / "assets").glob("*.css"):
        for address in re.findall(r'url\("([^"]+)"\)', style.read_text(encoding="utf-8")):
            if not address.startswith("data:") and not (style.parent / address).is_file():
                missing.add((style.name, address))
    assert missing == set()


def test_a_changed_font_renames_the_style_that_uses_it(catalog: Catalog) -> None:
    sources = read_assets(ROOT / "overrides/assets")
    before = Assets(sources, catalog.languages)
    font = next(name for name in sources if name.endswith(".woff2"))
    after = Assets({**sources, font: b"another font"}, catalog.languages)
    assert before.address(font) != after.address(font)
    assert before.address("site.css") != after.address("site.css")
    assert before.address("favicon.svg") == after.address("favicon.svg")


def test_scripts_get_their_words_from_the_label_catalogue(catalog: Catalog, site: Path) -> None:
    for code, language in catalog.languages.items():
        script = next((site / "assets").glob(f"portal.{code}.*.js")).read_text(encoding="utf-8")
        words = json.loads(script.partition("\n")[0].removeprefix("window.portal=").removesuffix(";"))["words"]
        expected = {key[len("script.") :]: text for key, text in language.labels.items() if key.startswith("script.")}
        assert words == expected and words


def test_a_file_that_is_not_there_is_a_mistake_at_once(catalog: Catalog) -> None:
    with pytest.raises(KeyError):
        Assets(read_assets(ROOT / "overrides/assets"), catalog.languages).address("no-such.css")
