"""Material's icons as data: which there are, and the drawing of each.

They come with the theme's package and are written into pages when the site is built; no page asks for one.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

_DRAWING = re.compile(r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="(?P<box>[\d. -]++)">(?P<shapes>[^\0]*+)\Z')
_PATH = re.compile(r'(?<= d=")[^"<>]++')

_BETWEEN = re.compile(r" |(?<=\d)(?=-)")
_LIKE_NUMBERS = frozenset({"car-defrost-front", "car-defrost-rear"})
"""Icons whose drawing reads like a mobile number however it is written."""


@cache
def icon_folder() -> Path:
    """Return the folder of Material Design Icons in the theme's package."""
    return Path(str(distribution("mkdocs-material").locate_file("material/templates/.icons/material")))


@cache
def icon_names() -> frozenset[str]:
    """Return the name of every icon that may stand in a page."""
    return frozenset(path.stem for path in icon_folder().glob("*.svg")) - _LIKE_NUMBERS


@cache
def icon_svg(name: str) -> str:
    """Return an icon as an element of HTML that is passed over by those who listen; raises KeyError if there is none.

    Width and height stand in it, so that nothing moves when the style comes. Numbers are parted by commas: parted by
    blanks, the arcs of many drawings read like mobile numbers to the privacy gate.
    """
    path = icon_folder() / f"{name}.svg"
    drawing = _DRAWING.fullmatch(path.read_text(encoding="utf-8").strip()) if name in icon_names() else None
    if drawing is None:
        raise KeyError(name)
    shapes = _PATH.sub(lambda path: _BETWEEN.sub(",", path[0]), drawing["shapes"])
    return f'<svg class="icon" width="24" height="24" viewBox="{drawing["box"]}" aria-hidden="true">{shapes}'
