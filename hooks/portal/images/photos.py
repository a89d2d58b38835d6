"""Advisers' photos as pages show them: small, cropped alike, without what a camera writes into them.

A photo stands in content/advisers/photos/ and is published only while a record names it with
its owner's consent. What is published is drawn anew: no place, no time, no device in it. The
check decodes photos by `read_photo` as well: one that passes can be drawn.
"""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from portal.images.metadata import read_metadata

WIDTH, HEIGHT = 80, 100
"""As shown, in CSS pixels; portraits are cropped to this shape from above, where faces are."""
SCALES = (1, 2)
"""Device pixels for a CSS pixel: plain screens and phones."""
LARGEST = 30_000
"""Bytes of a published picture (design.md section 7)."""
FORMATS = ("JPEG", "PNG", "WEBP")
"""What a photo may be; Pillow's decoders for other formats are never run."""
MOST_PIXELS = 13_000_000
"""Width by height: 4160 by 3120, as many phones take them. WebP's decoder keeps three copies of 4 bytes
a pixel: under 250 MB in all, whatever a small file says it holds."""
MOST_BYTES = 10_000_000
MOST_SCANS = 40
"""Passes of a progressive JPEG over the picture: programs write about ten. Each takes as long as the
whole picture, and 20 bytes are enough for one."""
BROKEN = (
    UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, TypeError, SyntaxError,
    KeyError, IndexError, EOFError, OverflowError, MemoryError, AttributeError, ZeroDivisionError, struct.error,
)  # fmt: skip
"""What Pillow raises for pictures that are none, or are cut off."""
_QUALITIES = (82, 70, 58, 46, 34)


class PhotoError(ValueError):
    """A photo that cannot be shown; `code` and `args` are those of the problem to be told."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(f"照片不能用（{code}），见 portal check / the photo cannot be used: see portal check")
        self.code = code
        self.details = details


def read_photo(raw: bytes) -> Image.Image:
    """The whole picture, decoded, upright, in RGB. Raises PhotoError.

    The size is judged from the header, before any pixel is decoded.
    """
    if len(raw) > MOST_BYTES:
        raise PhotoError("photo-too-large", size=f"{len(raw) // 1_000_000} MB")
    metadata = read_metadata(raw)
    if not metadata.is_whole or metadata.scans > MOST_SCANS:
        raise PhotoError("photo-broken")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of large pictures and of odd metadata
        try:
            with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise PhotoError("photo-too-large", size=f"{opened.width} × {opened.height}")
                ImageOps.exif_transpose(opened, in_place=True)
                return opened if opened.mode == "RGB" else opened.convert("RGB")
        except PhotoError:
            raise
        except Image.DecompressionBombError:
            raise PhotoError("photo-too-large", size=f"> {MOST_PIXELS}") from None
        except BROKEN:
            raise PhotoError("photo-broken") from None


def shown_photo(raw: bytes, scale: int) -> bytes:
    """The photo as a JPEG of at most `LARGEST` bytes; the same bytes for the same photo.

    Raises PhotoError, worded for staff, if it cannot be decoded.
    """
    upright = read_photo(raw)
    size = (WIDTH * scale, HEIGHT * scale)
    cropped = ImageOps.fit(upright, size, Image.Resampling.LANCZOS, centering=(0.5, 0.2))
    cropped.info.clear()  # a comment or profile would go along into the new file
    for quality in _QUALITIES:
        stream = io.BytesIO()
        cropped.save(stream, "JPEG", quality=quality, optimize=True, progressive=True)
        if stream.tell() <= LARGEST:
            break
    return stream.getvalue()
