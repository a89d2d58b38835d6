"""Photos and share pictures: small, the same every time, and nothing in them that should not be."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from portal.catalog.catalog import Catalog
from portal.images import share_pictures
from portal.images.photos import LARGEST, shown_photo
from portal.images.share_pictures import NO_FONT, Painter, write_share_pictures
from portal.text.staff_message import StaffError
from portal.views.shares import SharePicture, share_address, share_picture


@pytest.fixture(scope="module")
def painter() -> Painter:
    return Painter()


def _noise(size: tuple[int, int], **options: object) -> bytes:
    """The worst picture for a compressor, as a camera would save it."""
    stream = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(stream, "JPEG", quality=95, **options)
    return stream.getvalue()


@pytest.mark.parametrize("scale", [1, 2])
def test_a_photo_is_small_whatever_the_camera_made(scale: int) -> None:
    shown = shown_photo(_noise((1600, 1200)), scale)
    assert len(shown) <= LARGEST
    assert Image.open(io.BytesIO(shown)).size == (80 * scale, 100 * scale)


def test_a_photo_loses_where_and_when_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010F] = "a telling camera"
    exif.get_ifd(0x8825)[1] = "N"
    raw = _noise((400, 500), exif=exif, comment=b"a telling comment")
    assert b"telling" in raw
    shown = shown_photo(raw, 1)
    assert b"telling" not in shown and b"Exif" not in shown
    assert not Image.open(io.BytesIO(shown)).getexif()


def test_a_photo_stands_upright_and_is_cropped_from_above() -> None:
    """A tall photo, blue above and red below, lying on its side as phones save it."""
    picture = Image.new("RGB", (300, 600), "red")
    picture.paste("blue", (0, 0, 300, 300))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned right by 90 degrees
    stream = io.BytesIO()
    picture.rotate(90, expand=True).save(stream, "JPEG", exif=exif)
    shown = Image.open(io.BytesIO(shown_photo(stream.getvalue(), 1))).convert("RGB")
    pixel = shown.getpixel((40, 5))
    assert isinstance(pixel, tuple)
    red, _, blue = pixel
    assert blue > 200 > red
    assert shown_photo(stream.getvalue(), 1) == shown_photo(stream.getvalue(), 1)


def test_what_is_no_picture_is_told_in_words() -> None:
    with pytest.raises(ValueError, match="照片不能用"):
        shown_photo(b"not a picture", 1)


def test_a_share_picture_is_small_and_the_same_every_time(painter: Painter, catalog: Catalog) -> None:
    longest = max(catalog.events, key=lambda id: len(catalog.events[id].title["zh"]))
    for shared in (None, ("village", "jiaya"), ("event", longest), ("event", "constitution-day-jiaya")):
        picture = share_picture(shared, catalog)
        raw = painter.paint(picture)
        assert len(raw) <= share_pictures.LARGEST
        assert raw == Painter().paint(picture)
        assert struct.unpack(">II", raw[16:24]) == share_pictures.SIZE


def test_a_very_long_title_still_has_room(painter: Painter) -> None:
    long = SharePicture("x", ("上新庄镇普法", "ཁྲིམས་ལུགས་"), ("很长的标题" * 12, "ཁྲིམས་ལུགས་" * 14), ("时间", "དུས་ཚོད་"))
    image = Image.open(io.BytesIO(painter.paint(long))).convert("RGB")
    paper = image.getpixel((5, 625))
    for edge in ((0, 600, 1200, 630), (0, 40, 60, 630), (1140, 40, 1200, 630)):
        assert image.crop(edge).getcolors() == [((edge[2] - edge[0]) * (edge[3] - edge[1]), paper)], edge


def test_tibetan_is_shaped_and_nothing_is_drawn_as_a_box(painter: Painter, catalog: Catalog) -> None:
    """A stack is drawn as one, not as the font's letters one by one. No box anywhere."""
    font = painter._font("ཀ", 60)
    unshaped = ImageFont.truetype(font.path, 60, layout_engine=ImageFont.Layout.BASIC)
    assert _ink("སྒྲུ", font).getbbox() != _ink("སྒྲུ", unshaped).getbbox()
    texts = set()
    for shared in [("village", id) for id in catalog.villages] + [("event", id) for id in catalog.events]:
        picture = share_picture(shared, catalog)
        texts |= {text for pair in (picture.site, picture.headline, picture.below) for text in pair}
    drawn: dict[str, bool] = {}
    for run in {run for text in texts for run in share_pictures._RUNS.findall(text)}:
        letters = [run] if share_pictures._TIBETAN.search(run) else list(run.replace(" ", ""))
        for letter in letters:
            if letter not in drawn:
                drawn[letter] = _is_box(letter, painter._font(letter, 60))
    assert [letter for letter, box in drawn.items() if box] == []


def _ink(text: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    image = Image.new("L", (120, 160))
    ImageDraw.Draw(image).text((10, 80), text, font=font, fill=255, anchor="ls")
    return image


def _is_box(text: str, font: ImageFont.FreeTypeFont) -> bool:
    """Whether it looks as the font's sign for what it lacks."""
    return ImageChops.difference(_ink(text, font), _ink("\U000f0000", font)).getbbox() is None


def test_the_address_changes_with_what_the_picture_says(catalog: Catalog) -> None:
    before = share_picture(("event", "constitution-day-jiaya"), catalog)
    after = SharePicture(before.name, before.site, ("【取消】" + before.headline[0], ""), before.below)
    assert share_address(before) != share_address(after)


def test_a_share_picture_names_no_person_and_no_number(catalog: Catalog) -> None:
    for village in catalog.villages:
        picture = share_picture(("village", village), catalog)
        said = " ".join((*picture.headline, *picture.below))
        assert "示例" not in said and not any(character.isdigit() for character in said)


def test_without_a_chinese_font_publishing_says_which_to_install(tmp_path: Path) -> None:
    with pytest.raises(StaffError, match="fonts-wqy-microhei") as caught:
        Painter((str(tmp_path),))
    assert caught.value.message == NO_FONT


def test_pictures_of_an_earlier_site_are_taken_from_there(
    tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [share_picture(shared, catalog) for shared in (None, ("village", "jiaya"))]
    monkeypatch.setattr(share_pictures, "share_pictures", lambda _: iter(few))
    assert write_share_pictures(tmp_path / "first", catalog) == 2
    monkeypatch.setattr(share_pictures, "Painter", None)  # whoever draws now, fails
    assert write_share_pictures(tmp_path / "second", catalog, tmp_path / "first") == 2
    for picture in few:
        address = share_address(picture)
        assert (tmp_path / "first" / address).read_bytes() == (tmp_path / "second" / address).read_bytes()
