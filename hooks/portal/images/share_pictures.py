"""Share pictures as PNG: what a link looks like in a chat.

Drawn with Pillow, text shaped by libraqm (Tibetan needs it), Tibetan in the project's own
font, Chinese in one of the system's. The same words and fonts give the same bytes.
"""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from portal.catalog.catalog import Catalog
from portal.text.staff_message import StaffError, StaffMessage
from portal.text.tibetan_font import WHOLE
from portal.views.shares import SharePicture, share_address, share_pictures

SIZE = (1200, 630)
"""What most programs ask for (ratio 1.91)."""
LARGEST = 60_000
"""Bytes of a picture."""
COLOURS = 24
"""Three inks on paper and what lies between them at their edges."""
_HOOKS = Path(__file__).resolve().parents[2]
_PROJECT = next(place for place in (_HOOKS / "portal_project", _HOOKS.parent) if place.is_dir())
"""Where overrides/ stands: what a wheel brought beside the packages, else the folder of a clone."""
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

NO_FONT = StaffMessage(
    "没有中文字体，分享图片画不出来：请装 fonts-noto-cjk 或 fonts-wqy-microhei，再发布一次",
    "no Chinese font for the share pictures: install fonts-noto-cjk or fonts-wqy-microhei and publish again",
)
NO_SHAPING = StaffMessage(
    "缺少排藏文要用的 libfribidi0，请装上再发布一次",
    "libfribidi0 is missing, without which Tibetan is drawn wrong: install it and publish again",
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

    def __init__(self, folders: tuple[str, ...] = _FOLDERS) -> None:
        if not features.check("raqm"):
            raise StaffError(*NO_SHAPING)
        self._chinese = _find_chinese(folders)
        self._tibetan = (_PROJECT / WHOLE, 0)
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

    def _wrap(self, text: str, size: int) -> list[str]:
        """Lines that fit: broken after a tsheg, a space or a comma, Chinese between any two characters."""
        pieces = [p for p in _BREAKS.findall(text) if p] if _TIBETAN.search(text) or text.isascii() else list(text)
        lines = [""]
        for piece in pieces:
            if lines[-1] and self._width((lines[-1] + piece).rstrip(), size) > SIZE[0] - 2 * _MARGIN:
                lines.append("")
            lines[-1] += piece
        return lines

    def _width(self, text: str, size: int) -> float:
        return sum(self._font(run, size).getlength(run) for run in _RUNS.findall(text))

    def _draw(self, draw: ImageDraw.ImageDraw, line: _Line, y: int) -> None:
        x: float = _MARGIN
        baseline = y + line.height * 62 // 100
        for run in _RUNS.findall(line.text.rstrip()):
            font = self._font(run, line.size)
            draw.text((round(x), baseline), run, font=font, fill=line.colour, anchor="ls")
            x += font.getlength(run)

    def _font(self, run: str, size: int) -> ImageFont.FreeTypeFont:
        path, index = self._tibetan if _TIBETAN.search(run) else self._chinese
        if (path, size) not in self._loaded:
            self._loaded[path, size] = ImageFont.truetype(
                str(path), size, index=index, layout_engine=ImageFont.Layout.RAQM
            )
        return self._loaded[path, size]


def write_share_pictures(site: Path, catalog: Catalog, earlier: Path | None = None) -> int:
    """Draws every picture of the site into a built site's folder; says how many it has.

    What an earlier site has at the same address is taken from there: the address says what a
    picture shows. Drawing takes a tenth of a second each.

    Without an address (`base_url`) pages name no picture, and none is drawn. Raises ValueError,
    worded for staff, where a font is missing.
    """
    if not catalog.portal.base_url:
        return 0
    painter: Painter | None = None
    count = 0
    for picture in share_pictures(catalog):
        path = site / share_address(picture)
        count += 1
        path.parent.mkdir(parents=True, exist_ok=True)
        if earlier and (earlier / path.relative_to(site)).is_file():
            shutil.copyfile(earlier / path.relative_to(site), path)
            continue
        painter = painter or Painter()
        path.write_bytes(painter.paint(picture))
    return count


def _find_chinese(folders: tuple[str, ...]) -> tuple[Path, int]:
    found = {
        path.name: path
        for folder in reversed(folders)
        for path in sorted(Path(folder).expanduser().rglob("*"))
        if path.suffix in (".ttc", ".otf", ".ttf")
    }
    for name, index in _CHINESE:
        if name in found:
            return found[name], index
    raise StaffError(*NO_FONT)


def _png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        stream, "PNG", optimize=True
    )
    return stream.getvalue()
