"""Checks of files that are no records: photos, and what hides in pictures.

A photo leaves only if a record with its person's consent names it; a picture that knows
where it was taken never does.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import IFD

from portal.problems import Problem
from portal.reading import Shelf

PHOTOS = "content/advisers/photos/"
LARGEST_PICTURE = 200_000
"""Bytes: what a page on a 3G phone can bear (issue 6)."""

PICTURE = re.compile(r".*\.(?:jpe?g|png|webp|gif|tiff?|bmp|heic|avif|svg)", re.I)
_FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_BROKEN = (
    UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, TypeError, SyntaxError,
    KeyError, IndexError, EOFError, struct.error,
)  # fmt: skip
"""What Pillow raises for pictures that are none, or are cut off."""
_GPS_IN_XMP = re.compile(rb"GPS(?:Latitude|Longitude|Position|Altitude)|<\w+:GPS", re.I)


def check_files(files: Mapping[str, bytes], shelf: Shelf) -> None:
    """Adds what is wrong with photos and other pictures."""
    wanted = {
        PHOTOS + adviser.photo.file: (document, id)
        for id, adviser, document, _ in shelf.all("adviser")
        if adviser.photo is not None
    }
    for path, (document, _) in wanted.items():
        if path not in files:
            shelf.problems.append(document.problem_at(("photo", "file"), "photo-missing", file=path))
    for path, raw in files.items():
        if path.startswith(PHOTOS) and not path.removeprefix(PHOTOS).startswith("."):
            if path not in wanted and not (shelf.unread or _has_unread_adviser(shelf)):
                shelf.problems.append(Problem("photo-unused", path))
            shelf.problems += check_photo_format(path, raw)
        if PICTURE.fullmatch(path):
            shelf.problems += check_picture(path, raw)


def _has_unread_adviser(shelf: Shelf) -> bool:
    known = shelf.records.get("adviser", {})
    return any(kind == "adviser" and id not in known for kind, id in shelf.places)


def check_photo_format(path: str, raw: bytes) -> Iterator[Problem]:
    """A photo is what its name says: browsers and WeChat trust the name."""
    suffix = path[path.rfind(".") :] if "." in path else ""
    picture = _open(raw)
    if suffix not in _FORMATS or picture is None or picture.format != _FORMATS[suffix]:
        kind = picture.format if picture is not None and picture.format else "?"
        yield Problem("photo-format", path, args={"format": kind})


def check_picture(path: str, raw: bytes) -> Iterator[Problem]:
    """The picture's size, and whether it knows where it was taken."""
    if len(raw) > LARGEST_PICTURE:
        yield Problem("picture-large", path, args={"kilobytes": str(len(raw) // 1000)})
    if knows_its_place(raw):
        yield Problem("picture-with-place", path)


def knows_its_place(raw: bytes) -> bool:
    """Whether EXIF or XMP hold coordinates (EXIF 2.32 section 4.6.6, XMP part 2 section 2.7)."""
    if _GPS_IN_XMP.search(raw):
        return True
    picture = _open(raw)
    if picture is None:
        return False
    try:
        if picture.getexif().get_ifd(IFD.GPSInfo):
            return True
        # PNG may hold XMP compressed: Pillow has it as text.
        texts = [str(value).encode() for key, value in picture.info.items() if "xmp" in str(key).lower()]
        return any(_GPS_IN_XMP.search(text) for text in texts)
    except _BROKEN:
        return True  # what cannot be read here may still be readable to others


def _open(raw: bytes) -> Any:
    """The picture with its metadata, not yet decoded; None if it is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Image.open(io.BytesIO(raw))
        except _BROKEN:
            return None
