"""Advisers' photos as pages show them: small, cropped alike, without what a camera writes into them.

A photo stands in content/advisers/photos/ and is published only while a record names it with
its owner's consent. What is published is drawn anew: no place, no time, no device in it.
"""

from __future__ import annotations

import io

from PIL import Image, ImageOps

WIDTH, HEIGHT = 80, 100
"""As shown, in CSS pixels; portraits are cropped to this shape from above, where faces are."""
SCALES = (1, 2)
"""Device pixels for a CSS pixel: plain screens and phones."""
LARGEST = 30_000
"""Bytes of a published picture (design.md section 7)."""
_QUALITIES = (82, 70, 58, 46, 34)


def shown_photo(raw: bytes, scale: int) -> bytes:
    """The photo as a JPEG of at most `LARGEST` bytes; the same bytes for the same photo.

    Raises ValueError, worded for staff, if it is no picture.
    """
    try:
        with Image.open(io.BytesIO(raw)) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise ValueError(f"照片打不开 / the photo cannot be read: {error}") from None
    size = (WIDTH * scale, HEIGHT * scale)
    cropped = ImageOps.fit(upright, size, Image.Resampling.LANCZOS, centering=(0.5, 0.2))
    cropped.info.clear()  # a comment or profile would go along into the new file
    for quality in _QUALITIES:
        stream = io.BytesIO()
        cropped.save(stream, "JPEG", quality=quality, optimize=True, progressive=True)
        if stream.tell() <= LARGEST:
            break
    return stream.getvalue()
