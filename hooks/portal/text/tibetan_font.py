"""The Tibetan font: only the stacks the texts use, so that it stays small on a phone.

The whole font (Noto Serif Tibetan 400, OFL, from npm @fontsource/noto-serif-tibetan 5.3.0)
stands in overrides/fonts/; pages get the subset in overrides/assets/fonts/. A Tibetan
letter changes its shape with what stands under and over it, so what the subset covers is
counted in stacks, and those are listed beside the whole font. Pages in other languages need a few of
them for the language switch alone, and get those in a file of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from portal.text.staff_message import StaffError

WHOLE = Path("overrides/fonts/noto-serif-tibetan.woff2")
COVERED = Path("overrides/fonts/covered.txt")
SUBSET = Path("overrides/assets/fonts/noto-serif-tibetan-subset.woff2")
NAME = Path("overrides/assets/fonts/tibetan-name.woff2")
"""The name of the language alone, for the switch on pages in other languages: their readers
must not pay for a font they cannot read."""

CATALOGUES = ("content/labels/bo.yml", "content/common/labels/bo.yml")
"""Where the language's own name stands: a town's own word first, else the shared one."""

STACK = re.compile("[\u0f40-\u0f6c][\u0f71-\u0f87\u0f8d-\u0fbc\u0f39\u0f35\u0f37]*|[\u0f00-\u0fff]")
"""A Tibetan letter with all that hangs on it, or another sign of the block."""
_DIGITS = "༠༡༢༣༤༥༦༧༨༩"
"""Digits of dates are made by the program and stand in no file."""


def tibetan_stacks(files: Mapping[str, bytes]) -> set[str]:
    """Every Tibetan stack (a letter with all that hangs on it) of the records and explainers."""
    found = set(_DIGITS)
    for path, raw in files.items():
        if path.endswith((".yml", ".md")):
            found.update(STACK.findall(raw.decode("utf-8", "ignore")))
    return found


def name_stacks(files: Mapping[str, bytes]) -> set[str]:
    """The stacks of the language's own name, as the switch shows it."""
    texts = [files[path].decode("utf-8") for path in CATALOGUES if path in files]
    found = [own for text in texts if (own := re.search(r"^  own_name: (.+)$", text, re.M))]
    return set(STACK.findall(found[0][1])) if found else set()


def subset_font(root: Path, files: Mapping[str, bytes]) -> str:
    """Writes the subsets anew and says how large they are; needs the tools of requirements-test.txt."""
    stacks = sorted(tibetan_stacks(files))
    _cut(root, stacks, SUBSET)
    _cut(root, sorted(name_stacks(files)), NAME)
    (root / COVERED).write_text("\n".join(stacks) + "\n", encoding="utf-8", newline="\n")
    sizes = [(root / path).stat().st_size for path in (SUBSET, NAME)]
    return f"{SUBSET}: {len(stacks)} 种字形 stacks, {sizes[0]} 字节 bytes\n{NAME}: {sizes[1]} 字节 bytes"


def _cut(root: Path, stacks: Sequence[str], target: Path) -> None:
    """Writes a font that shapes these stacks as the whole one does."""
    try:
        import uharfbuzz
        from fontTools import subset, ttLib
    except ImportError:
        raise StaffError("缺少字体工具，先运行 make test", "the font tools are missing: run make test first") from None
    whole = ttLib.TTFont(root / WHOLE)
    plain = root / target.with_suffix(".tmp")
    plain.parent.mkdir(parents=True, exist_ok=True)
    whole.flavor = None
    whole.save(plain)
    font = uharfbuzz.Font(uharfbuzz.Face(plain.read_bytes()))
    glyphs = {0}
    lacking = list[str]()
    # Shaped as they stand, and between neighbours, which may choose other forms.
    for text in [*stacks, *(f"ཀ{stack}་" for stack in stacks)]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()

        # After every step: a stack is built over glyphs that no page shows.
        def collect(_: str, buffer: Any = buffer) -> None:
            glyphs.update(info.codepoint for info in buffer.glyph_infos)

        buffer.set_message_func(collect)
        uharfbuzz.shape(font, buffer)
        shaped = {info.codepoint for info in buffer.glyph_infos}
        if 0 in shaped:
            lacking.append(text.strip("ཀ་"))
        glyphs.update(shaped)
    plain.unlink()
    if lacking:
        raise StaffError(
            f"整套字体里也没有：{' '.join(dict.fromkeys(lacking))}",
            f"the whole font lacks: {' '.join(dict.fromkeys(lacking))}",
        )
    # Closure off: it would keep every stack the letters could form, twice the bytes.
    options = subset.Options(flavor="woff2", layout_features=["*"], layout_closure=False, hinting=False)
    subsetter = subset.Subsetter(options)
    letters = {ord(character) for stack in stacks for character in stack}
    known = range(len(whole.getGlyphOrder()))  # at the first steps they are characters as yet
    subsetter.populate(gids=glyphs.intersection(known), unicodes=letters | {0x20, 0x25CC})
    subsetter.subset(whole)
    subset.save_font(whole, str(root / target), options)
