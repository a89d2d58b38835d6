"""Photos as files of the site: their addresses, and the bytes made when they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from portal.catalog.catalog import Catalog
from portal.images.photos import HEIGHT, SCALES, WIDTH, shown_photo
from portal_pages.assets import short_hash

FOLDER = Path("content/advisers/photos")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as a page links it; addresses are below the site's root."""

    sources: tuple[tuple[str, int], ...]
    """Address and scale, the smallest first."""
    raw: bytes
    width: int = WIDTH
    height: int = HEIGHT

    def files(self) -> Iterator[tuple[str, partial[bytes]]]:
        """What is published: addresses, and how the bytes are made."""
        for address, scale in self.sources:
            yield address, partial(shown_photo, self.raw, scale)


def read_photos(root: Path, catalog: Catalog) -> Mapping[str, Photo]:
    """The photos whose owners agreed, by file name; one that is not there is simply not shown."""
    found = {}
    for adviser in catalog.advisers.values():
        name = adviser.photo.file if adviser.photo else ""
        if name and (root / FOLDER / name).is_file():
            raw = (root / FOLDER / name).read_bytes()
            stem = name.rpartition(".")[0]
            sources = tuple((f"photos/{stem}-{WIDTH * scale}.{short_hash(raw)}.jpg", scale) for scale in SCALES)
            found[name] = Photo(sources, raw)
    return found
