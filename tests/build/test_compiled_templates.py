"""Compiled templates are kept from one build to the next, and never stand in the way of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import ROOT

from portal.catalog.catalog import Catalog
from portal.i18n.language import Language
from portal_pages import documents
from portal_pages.assets import Assets, read_assets

PAGE = "<p>{{ language.code }} %s</p>"


def _say(templates: Path, words: str, languages: Mapping[str, Language]) -> str:
    (templates / "bodies").mkdir(parents=True, exist_ok=True)
    (templates / "bodies/page.html").write_text(PAGE % words, encoding="utf-8")
    renderer = documents.Renderer(templates, {}, Assets(read_assets(ROOT / "overrides/assets"), languages))
    return str(renderer.body("page.html", languages["zh"], "page/"))


@pytest.fixture
def languages(catalog: Catalog) -> Mapping[str, Language]:
    return catalog.languages


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "compiled"
    folder.mkdir()
    monkeypatch.setattr(documents, "COMPILED", folder)
    return folder


def test_a_changed_template_is_compiled_anew(compiled: Path, tmp_path: Path, languages: Mapping[str, Language]) -> None:
    assert _say(tmp_path, "first", languages) == "<p>zh first</p>"
    assert _say(tmp_path, "second", languages) == "<p>zh second</p>"


@pytest.mark.parametrize("broken", [b"", b"no template at all", b"j2" * 400])
def test_a_broken_file_is_replaced(
    broken: bytes, compiled: Path, tmp_path: Path, languages: Mapping[str, Language]
) -> None:
    _say(tmp_path, "first", languages)
    (kept,) = compiled.iterdir()
    whole = kept.read_bytes()
    for raw in (broken, whole[: len(whole) // 2]):
        kept.write_bytes(raw)
        assert _say(tmp_path, "first", languages) == "<p>zh first</p>"
        assert kept.read_bytes() == whole


def test_where_nothing_can_be_kept_pages_are_made_all_the_same(
    compiled: Path, tmp_path: Path, languages: Mapping[str, Language]
) -> None:
    compiled.rmdir()
    assert _say(tmp_path, "first", languages) == "<p>zh first</p>"
    assert not compiled.exists()
