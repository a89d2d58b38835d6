"""Photos that are cut off, too large to decode, or tell more than they show."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from portal.checks.files import PHOTOS, check_photo, check_picture
from portal.images.photos import MOST_PIXELS, shown_photo
from portal.loading.load import load
from tests.conftest import ROOT, TODAY
from tests.problems.test_problems import base

FACE = Image.frombytes("RGB", (90, 120), random.Random(1).randbytes(90 * 120 * 3))
SAVED = {
    "plain.jpg": ("JPEG", {}),
    "in-passes.jpg": ("JPEG", {"progressive": True}),
    "plain.png": ("PNG", {}),
    "lossy.webp": ("WEBP", {}),
    "lossless.webp": ("WEBP", {"lossless": True}),
}
LARGEST_SIDE = (4160, 3120)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def codes(name: str, raw: bytes) -> list[str]:
    """What the check says of a photo by itself."""
    path = PHOTOS + name
    return [problem.code for problem in (*check_photo(path, raw), *check_picture(path, raw))]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, more: bytes = b"") -> bytes:
    """A PNG of that size by its header, with hardly any pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", zlib.compress(bytes(80))) + chunk(b"IEND", b"")


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def with_segment(jpeg: bytes, more: bytes) -> bytes:
    """A JPEG with another segment before the rest."""
    return jpeg[:2] + more + jpeg[2:]


@pytest.mark.parametrize("name", SAVED)
def test_a_photo_cut_off_anywhere_is_refused_and_a_whole_one_is_drawn(name: str) -> None:
    kind, options = SAVED[name]
    raw = saved(FACE, kind, **options)
    assert codes(name, raw) == []
    assert shown_photo(raw, 2)
    cuts = {*range(0, len(raw), len(raw) // 60), len(raw) - 2, len(raw) - 1}
    assert [cut for cut in cuts if not codes(name, raw[:cut])] == []


@pytest.mark.parametrize("name", ["plain.jpg", "in-passes.jpg", "plain.png"])
def test_a_photo_whose_rest_was_never_written_is_refused(name: str) -> None:
    """A transfer that sets the file's size first leaves zeros: decoders take those for pixels."""
    raw = saved(FACE, SAVED[name][0], **SAVED[name][1])
    for share in (0.2, 0.5, 0.9):
        kept = int(len(raw) * share)
        assert codes(name, raw[:kept] + bytes(len(raw) - kept)) == ["photo-broken"]


def test_whatever_becomes_of_a_photo_the_check_passes_only_what_can_be_drawn() -> None:
    """Bytes changed at random: the check and the build are of one mind, and neither ends in a traceback."""
    chance = random.Random(20261130)
    drawn = 0
    for name, (kind, options) in SAVED.items():
        whole = saved(FACE.resize((40, 50)), kind, **options)
        for _ in range(150):
            raw = bytearray(whole)
            for _ in range(chance.randint(1, 8)):
                raw[chance.randrange(len(raw))] = chance.randrange(256)
            if not set(codes(name, bytes(raw))) & {"photo-broken", "photo-format", "photo-too-large"}:
                drawn += bool(shown_photo(bytes(raw), 1))
    assert drawn > 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "YCbCr"])
def test_every_kind_of_colour_is_drawn(mode: str) -> None:
    image = Image.new(mode, (50, 60))
    for name, kind in (("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")):
        try:
            raw = saved(image, kind)
        except OSError:
            continue  # this format has no such colours
        assert codes(name, raw) == []
        assert shown_photo(raw, 1)


MEASURE = """
import resource, sys
from portal.checks.files import check_photo, check_picture
raw = sys.stdin.buffer.read()
codes = [problem.code for find in (check_photo, check_picture) for problem in find(sys.argv[1], raw)]
(peak,) = [int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(peak // 1024, resource.getrusage(resource.RUSAGE_SELF).ru_utime, *codes)
"""


def bombs() -> Iterator[tuple[str, str, bytes, str]]:
    """Small files that would take a decoder long, or much memory; and how the check answers."""
    yield "a billion pixels", "a.png", png(60_000, 60_000), "photo-too-large"
    yield "more pixels than numbers", "a.png", png(2**31 - 1, 2**31 - 1), "photo-too-large"
    yield "just too large", "a.png", png(MOST_PIXELS // 1000 + 1, 1000), "photo-too-large"
    yield "a million chunks", "a.png", png(4, 4, chunk(b"tEXt", b"") * 800_000), "photo-broken"
    packed = chunk(b"zTXt", b"Software\0\0" + zlib.compress(b"1 " * 5_000_000))
    yield "packed words", "a.png", png(4, 4, packed * 50), "picture-with-text"
    progressive = saved(Image.new("RGB", LARGEST_SIDE), "JPEG", progressive=True)
    last = progressive.rindex(b"\xff\xda")
    passes = progressive[:last] + progressive[last:-2] * 9000 + progressive[-2:]
    yield "passes without end", "a.jpg", passes, "photo-broken"
    yield (
        "as many passes as are taken",
        "a.jpg",
        passes[: last + (len(progressive) - 2 - last) * 30] + progressive[-2:],
        "",
    )
    yield "the largest", "a.webp", saved(Image.effect_noise(LARGEST_SIDE, 9).convert("RGBA"), "WEBP", method=0), ""


@pytest.mark.parametrize("bomb", list(bombs()), ids=lambda bomb: str(bomb[0]))
def test_no_photo_takes_long_or_much_memory(bomb: tuple[str, str, bytes, str]) -> None:
    _, name, raw, code = bomb
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, PHOTOS + name], input=raw, capture_output=True, check=True, timeout=60,
        env={"PYTHONPATH": str(ROOT / "hooks")},
    )  # fmt: skip
    memory, seconds, *told = done.stdout.decode().split()
    assert int(memory) < 300
    assert (code in told) if code else not any(one.startswith("photo") for one in told)
    assert float(seconds) < 5


GPS = Image.Exif()
GPS.get_ifd(0x8825).update({1: "N", 2: (36.0, 25.0, 0.0), 3: "E", 4: (101.0, 33.0, 0.0)})
PLAIN_EXIF = Image.Exif()
PLAIN_EXIF[0x010F] = "HUAWEI"
PLACE = b"Exif\0\0" + GPS.tobytes().removeprefix(b"Exif\0\0")


def words(key: str, value: str, *, packed: bool = False) -> bytes:
    info = PngInfo()
    info.add_itxt(key, value, zip=packed)
    return saved(FACE, "PNG", pnginfo=info)


def exif_with(tag: int, value: str) -> Image.Exif:
    exif = Image.Exif()
    exif[tag] = value
    return exif


JPEG = saved(FACE, "JPEG", exif=PLAIN_EXIF)
HIDDEN = {
    "a second EXIF block": ("a.jpg", with_segment(JPEG, segment(0xE1, PLACE)), "picture-with-place"),
    "an EXIF block behind the first": (
        "a.jpg", JPEG.replace(b"\xff\xdb", segment(0xE1, PLACE) + b"\xff\xdb", 1), "picture-with-place",
    ),
    "EXIF in a PNG": ("a.png", png(4, 4, chunk(b"eXIf", PLACE[6:])), "picture-with-place"),
    "packed XMP": ("a.png", words("XML:com.adobe.xmp", "<exif:GPSLatitude>36,25N", packed=True), "picture-with-place"),
    "a PNG's comment": ("a.png", words("Comment", "张三家门口"), "picture-with-text"),
    "a packed PNG text": ("a.png", words("Author", "Zhang San", packed=True), "picture-with-text"),
    "a number under a program's key": ("a.png", words("Software", "13800138000"), "picture-with-text"),
    "a JPEG's comment": ("a.jpg", with_segment(JPEG, segment(0xFE, "三社".encode("gbk"))), "picture-with-text"),
    "an artist's number": (
        "a.jpg", saved(FACE, "JPEG", exif=exif_with(0x013B, "Zhang 138 0013 8000")), "picture-with-text",
    ),
    "IPTC": (
        "a.jpg",
        with_segment(JPEG, segment(0xED, b"Photoshop 3.0\0008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x78\0\x0b13800138000")),
        "picture-with-text",
    ),
    "XMP in a WebP": ("a.webp", saved(FACE, "WEBP", xmp=b"<dc:rights>13800138000</dc:rights>"), "picture-with-text"),
    "a film behind a JPEG": ("a.jpg", JPEG + b"\0\0\0\x18ftypmp42" + bytes(90) + b"moov", "picture-with-more"),
    "a second picture": ("a.png", saved(FACE, "PNG") + JPEG, "picture-with-more"),
    "something behind a WebP": ("a.webp", saved(FACE, "WEBP") + b"13800138000", "picture-with-more"),
}  # fmt: skip


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_a_picture_tells_unseen_is_refused(hidden: str) -> None:
    name, raw, code = HIDDEN[hidden]
    assert code in codes(name, raw)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.jpg", JPEG),
        ("a.jpg", saved(FACE, "JPEG", icc_profile=bytes(200), dpi=(72, 72), comment="Created with GIMP")),
        ("a.jpg", saved(FACE, "JPEG", comment="CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90\n")),
        ("a.jpg", JPEG + b"\0\0\n"),
        ("a.png", words("Software", "Adobe ImageReady")),
        ("a.png", words("date:create", "2026-11-02T08:00:00+00:00")),
        ("a.png", words("Comment", "Created with GIMP")),
        ("a.webp", saved(FACE, "WEBP", exif=PLAIN_EXIF, xmp=b"<x:xmpmeta x:xmptk='XMP Core 6.0.0'/>")),
    ],
)
def test_what_cameras_and_programs_leave_by_themselves_is_no_problem(name: str, raw: bytes) -> None:
    assert codes(name, raw) == []


def test_a_number_in_a_picture_is_masked_in_what_is_told() -> None:
    adviser = base()["content/advisers/sample-01.yml"] + b"photo: {file: a.png, consent: 2026-01-08}\n"
    raw = words("Comment", "call 13800138000")
    problems = load({**base(), "content/advisers/sample-01.yml": adviser, PHOTOS + "a.png": raw}, TODAY)[1]
    assert [problem.code for problem in problems] == ["picture-with-text"]
    assert "13800138000" not in problems[0].text("found", "zh")
