"""What a release shows of persons by their leave, so that nothing withdrawn comes back unasked.

A release's record keeps it as marks: numbers with consent, photos, entries of the allow list. The
records themselves are read as far as they can be: a fault elsewhere in a file hides no phone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from portal.catalog.allow_list import ALLOW_LIST, read_allowed
from portal.checks.files import PHOTOS
from portal.loading.read_cache import read_bytes
from portal.text.personal_data import mark_of

_NAMES = {
    "phone": ("电话", "phone"),
    "photo": ("照片", "photo"),
    "allow": ("允许名单里的一项", "entry of the allow list"),
}


class Shown(NamedTuple):
    """Something that is shown by a person's leave."""

    kind: str
    """`phone`, `photo` or `allow`."""
    path: str
    """The record; of an entry of the allow list the path it names."""
    mark: str
    """Stands for the number or picture, so that neither is kept here."""

    @property
    def told(self) -> str:
        """The item in words, without the number."""
        return f"{self.path}：{' / '.join(_NAMES[self.kind])}"


def shown_in(files: Mapping[str, bytes]) -> frozenset[Shown]:
    """Everything of that kind in records."""
    return frozenset(_find(files))


def _find(files: Mapping[str, bytes]) -> Iterator[Shown]:
    for path, raw in files.items():
        if PurePosixPath(path).suffix != ".yml" or not (b"consent" in raw or path == ALLOW_LIST):
            continue
        document = read_bytes(path, raw)
        for number in read_allowed({path: document}, ()).published:
            yield Shown("phone", path, mark_of(number))
        value = document.value
        photo = value.get("photo") if isinstance(value, dict) else None
        if isinstance(photo, dict) and isinstance(photo.get("file"), str):
            picture = files.get(PHOTOS + photo["file"], b"")
            yield Shown("photo", path, hashlib.sha256(picture).hexdigest()[:8])
        if path == ALLOW_LIST and isinstance(value, list):
            for entry in value:
                if isinstance(entry, dict):
                    yield Shown("allow", f"{entry.get('path')}", f"{entry.get('mark')}")


def withdrawn(shown: Iterable[Shown], states: Iterable[frozenset[Shown]]) -> list[Shown]:
    """What one of the later states has no more."""
    known = list(states)
    return sorted(item for item in shown if any(item not in state for state in known))


def listed(items: Iterable[Shown]) -> str:
    """The items, one a line."""
    return "\n".join(f"  {item.told}" for item in items)
