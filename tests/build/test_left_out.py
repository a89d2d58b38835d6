"""What stands below content/ and is published only in part, or not at all: photos, the manual, examples."""

from __future__ import annotations

from pathlib import Path

from portal.catalog.catalog import Catalog
from portal.images.photos import LARGEST


def test_the_sample_photo_is_published_with_consent_alone(site: Path, catalog: Catalog) -> None:
    shown = sorted(path.name for path in (site / "photos").iterdir())
    agreed = [adviser.photo.file for adviser in catalog.advisers.values() if adviser.photo]
    assert len(shown) == 2 * len(agreed)
    assert all(path.stat().st_size <= LARGEST for path in (site / "photos").iterdir())
    html = (site / "villages/jiaya/index.html").read_text(encoding="utf-8")
    image = html[html.index('<img class="photo"') :].partition(">")[0]
    assert 'width="80" height="100"' in image and 'loading="lazy"' in image and " 2x" in image
    assert agreed


def test_the_manual_is_not_published(site: Path) -> None:
    assert not [path for path in site.rglob("*") if "README" in path.name or ".schema" in path.as_posix()]
    assert "员工手册" not in "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))


def test_examples_are_never_published(site: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    assert len(pages) > 200
    assert not [page for page in pages if "范例" in page]
    assert not [path for path in site.rglob("*") if "_examples" in path.as_posix()]
