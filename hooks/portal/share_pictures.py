"""Share pictures as PNG: what a link looks like in a chat.

Drawn with Pillow, text shaped by libraqm (Tibetan needs it), Tibetan in the project's own
font, Chinese in one of the system's. The same words and fonts give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from portal.catalog import Catalog
from portal.fonts import WHOLE
from portal.views.shares import SharePicture, share_address, share_pictures

SIZE = (1200, 630)
"""What most programs ask for (ratio 1.91)."""
LARGEST = 60_000
"""Bytes of a picture."""
COLOURS = 24
"""Three inks on paper and what lies between them at their edges."""
_PAPER, _INK, _RED, _SOFT = "#fffdf8", "#1f2328", "#9b2c1f", "#57534a"
_MARGIN = 80
_BAR = 28
"""Pixels of red along the top."""
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/Library/Fonts",
            "/System/Library/Fonts", "C:/Windows/Fonts")  # fmt: skip
_CHINESE = (
    ("NotoSansCJK-Regular.ttc", 2), ("NotoSansCJKsc-Regular.otf", 0), ("NotoSansSC-Regular.otf", 0),
    ("SourceHanSansSC-Regular.otf", 0), ("wqy-microhei.ttc", 0), ("wqy-zenhei.ttc", 0), ("PingFang.ttc", 2),
    ("msyh.ttc", 0),
)  # fmt: skip
"""Fonts with the simplified forms, the better first, and where in the collection those stand."""
_TIBETAN = re.compile("[\u0f00-\u0fff]")
_RUNS = re.compile("[\u0f00-\u0fff]+|[^\u0f00-\u0fff]+")
"""Tibetan, and what is drawn in the Chinese font: digits and Latin too."""
_BREAKS = re.compile("[^\u0f0b\u0f0d \u3001\uff0c]*[\u0f0b\u0f0d \u3001\uff0c]*")

NO_FONT = (
    "没有中文字体，分享图片画不出来：请装 fonts-noto-cjk 或 fonts-wqy-microhei，再发布一次"
    " / no Chinese font for the share pictures: install fonts-noto-cjk or fonts-wqy-microhei and publish again"
)
NO_SHAPING = (
    "缺少排藏文要用的 libfribidi0，请装上再发布一次"
    " / libfribidi0 is missing, without which Tibetan is drawn wrong: install it and publish again"
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: int
    colour: str
    height: int
    """From this line's top to the next one's, in pixels."""


class Painter:
    """Draws pictures with one set of fonts; raises ValueError, worded for staff, where they are missing."""

    def __init__(self, root: Path, folders: tuple[str, ...] = _FOLDERS) -> None:
        if not features.check("raqm"):
            raise ValueError(NO_SHAPING)
        self._chinese = _find_chinese(folders)
        self._tibetan = (root / WHOLE, 0)
        self._loaded: dict[tuple[Path, int], ImageFont.FreeTypeFont] = {}

    def paint(self, picture: SharePicture) -> bytes:
        """The picture as PNG; the lines get smaller together until all have room."""
        image = Image.new("RGB", SIZE, _PAPER)
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 0, SIZE[0], _BAR), fill=_RED)
        texts = (
            (picture.site[0], 40, _SOFT), (picture.site[1], 36, _SOFT),
            (picture.headline[0], 100, _INK), (picture.headline[1], 64, _INK),
            (picture.below[0], 52, _RED), (picture.below[1], 44, _RED),
        )  # fmt: skip
        for percent in range(100, 30, -5):
            lines = [line for text in texts if text[0] for line in self._lines(text, percent)]
            if sum(line.height for line in lines) <= SIZE[1] - _BAR - _MARGIN:
                break
        y = _BAR + _MARGIN // 2
        for line in lines:
            self._draw(draw, line, y)
            y += line.height
        return _png(image)

    def _lines(self, text: tuple[str, int, str], percent: int) -> list[_Line]:
        """A text in at most two lines, smaller than asked for where it is long."""
        words, asked, colour = text
        size = asked * percent // 100
        while len(lines := self._wrap(words, size)) > 2 and size > 24:
            size -= 4
        # Tibetan stacks reach far above and below the line.
        height = size * (175 if _TIBETAN.search(words) else 135) // 100
        return [_Line(line, size, colour, height + (12 if line is lines[-1] else 0)) for line in lines]

    def _png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        stream, "PNG", optimize=True
    )
    return stream.getvalue()
