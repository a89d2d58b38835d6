"""`portal poster`: PDF through WeasyPrint, shaped right, the same bytes twice, clear words where it cannot."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import uharfbuzz
from fontTools import ttLib
from PIL import Image
from tests.browser.test_paper import OVERFULL
from tests.conftest import ROOT, TODAY, copy_project

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.cli import main
from portal.loading.load import load
from portal.text.tibetan_font import WHOLE
from portal_pages.paper import Kind, render_pdf


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project, with the fixed day."""
    monkeypatch.setenv("PORTAL_TODAY", f"{TODAY}")
    monkeypatch.chdir(tmp_path)
    return copy_project(tmp_path / "project")


def _run(project: Path, *arguments: str) -> int:
    return main(["--root", str(project), *arguments])


def _texts(raw: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(raw)]


@pytest.mark.parametrize(("code", "kind", "count"), [("zh", "poster", 34), ("bo", "poster", 3), ("bo", "card", 2)])
def test_one_file_has_a_page_for_every_village_and_the_same_bytes_twice(
    code: str, kind: Kind, count: int, contexts: dict[str, ViewContext]
) -> None:
    context = contexts[code]
    ids = list(context.catalog.villages)[:count]
    assert len(ids) == count
    first = render_pdf(ROOT, kind, ids, context)
    texts = _texts(first)
    assert len(texts) == len(ids)
    for id, text in zip(ids, texts, strict=True):
        name = str(context.language.text(context.catalog.villages[id].name))
        assert name.split()[0] in text, id
    again = render_pdf(ROOT, kind, ids[:3], context)
    assert again == (first if count <= 3 else render_pdf(ROOT, kind, ids[:3], context))


def test_the_bytes_are_the_same_in_another_process_place_and_zone(project: Path) -> None:
    outputs = []
    for seed, zone in (("1", "UTC"), ("2", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PORTAL_TODAY": f"{TODAY}"}
        target = project.parent / f"{seed}.pdf"
        command = [sys.executable, "-m", "portal", "--root", str(project), "poster", "jiaya", "--lang", "bo"]
        result = subprocess.run([*command, "--output", str(target)], env=environment, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        outputs.append(target.read_bytes())
    assert outputs[0] == outputs[1]


def test_overfull_posters_fit_a_page_each_and_nothing_lies_over_the_foot(files: dict[str, bytes]) -> None:
    changed = dict(files)
    for path, edits in OVERFULL.items():
        for old, new in edits:
            changed[path] = changed[path].replace(old.encode(), new.encode(), 1)
    catalog, _ = load(changed, TODAY)
    assert catalog is not None
    ids = ["jiaya", "heicheng", "diguang"]
    for language in catalog.languages.values():
        context = ViewContext(catalog, Agenda(catalog, TODAY), language)
        document = pypdfium2.PdfDocument(render_pdf(ROOT, "poster", ids, context))
        assert len(document) == len(ids)
        for id, page in zip(ids, document, strict=True):
            text = page.get_textpage()
            office = _bottom_of_last(text, catalog.villages[id].office.phone)
            assert office > _top_of_last(text, "https://"), (id, language.code)


def _top_of_last(text: pypdfium2.PdfTextPage, words: str) -> float:
    return max(_box(text, at)[3] for at in _found(text, words)[-1:])


def _bottom_of_last(text: pypdfium2.PdfTextPage, words: str) -> float:
    return min(_box(text, at)[1] for at in _found(text, words)[-1:])


def _box(text: pypdfium2.PdfTextPage, at: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a character, in points."""
    left, bottom, right, top = text.get_charbox(at)
    return left, bottom, right, top


def _found(text: pypdfium2.PdfTextPage, words: str) -> list[int]:
    searcher = text.search(words)
    found = []
    while hit := searcher.get_next():
        found.append(hit[0])
    assert found, words
    return found


def test_tibetan_is_shaped_as_the_shaper_shapes_it(contexts: dict[str, ViewContext], tmp_path: Path) -> None:
    """The glyphs written for Tibetan words are those HarfBuzz makes of them: stacks, not letters in a row."""
    raw = render_pdf(ROOT, "poster", ["jiaya"], contexts["bo"])
    shown = "".join(re.findall(r"<([0-9a-f]+)>", _content_of(raw)))
    plain = tmp_path / "font.ttf"
    whole = ttLib.TTFont(ROOT / WHOLE)
    whole.flavor = None
    whole.save(plain)
    font = uharfbuzz.Font(uharfbuzz.Face(plain.read_bytes()))
    for word in ("ཁྲིམས་ལུགས་སློབ་སྟོན་པ", "རྒྱུས་ཡོད་མི"):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        glyphs = [info.codepoint for info in buffer.glyph_infos]
        assert 0 not in glyphs and len(glyphs) < len(word)
        assert "".join(f"{glyph:04x}" for glyph in glyphs) in shown, word


def _content_of(raw: bytes) -> str:
    """What the pages draw, their streams unpacked."""
    pieces = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.S):
        try:
            drawn = zlib.decompress(stream).decode("latin-1")
        except zlib.error:
            continue
        pieces += [] if "begincmap" in drawn else [drawn]  # tables of letters draw nothing
    return re.sub(r"[\s\[\]]|(?<=>)-?[\d.]+(?=<)", "", "\n".join(pieces))


def test_no_letter_is_missing_from_the_fonts(contexts: dict[str, ViewContext]) -> None:
    for context in contexts.values():
        content = _content_of(render_pdf(ROOT, "poster", ["jiaya"], context))
        glyphs = [run[at : at + 4] for run in re.findall(r"<([0-9a-f]{4,})>", content) for at in range(0, len(run), 4)]
        assert len(glyphs) > 300
        assert "0000" not in glyphs


def test_the_command_writes_one_village_or_all_and_tells_the_codes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(project, "poster", "jiaya", "heicheng", "--output", "two.pdf") == 0
    said = capsys.readouterr().out
    assert "content/villages/jiaya.yml  board: {code: " in said
    assert len(_texts(Path("two.pdf").read_bytes())) == 2
    assert _run(project, "poster", "jiaya", "--lang", "en") == 0
    assert "Jiaya Village" in _texts(Path("poster-jiaya-en.pdf").read_bytes())[0]


def test_record_writes_the_board_and_boards_then_holds_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    village = project / "content/villages/yaotan.yml"
    before = village.read_text(encoding="utf-8")
    assert _run(project, "poster", "yaotan", "--record") == 0
    added = village.read_text(encoding="utf-8").removeprefix(before)
    assert re.fullmatch(r"board: \{code: [0-9A-Z-]{14}, printed: 2026-11-22\}\n", added)
    capsys.readouterr()
    assert _run(project, "boards", "--all") == 0
    assert re.search(r"yaotan +2026-11-22 .*还准", capsys.readouterr().out)
    (project / "content/villages/yaotan.yml").write_text(
        (before + added).replace("phone: 0971-0000", "phone: 0971-0009", 1), encoding="utf-8"
    )
    assert _run(project, "boards") == 0
    said = capsys.readouterr().out
    assert re.search(r"yaotan +2026-11-22 .*村名、村委会", said) and "1 to be replaced" in said.replace("2 to", "1 to")


def test_unknown_villages_and_languages_are_answered(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(project, "poster", "jiayaa") == 2
    assert "是不是 jiaya" in capsys.readouterr().err
    assert _run(project, "poster", "--lang", "fr") == 2
    assert "zh、bo、en" in capsys.readouterr().err


def test_without_an_address_the_poster_says_the_way_in_words(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal = project / "content/portal.yml"
    text = portal.read_text(encoding="utf-8")
    portal.write_text(re.sub(r"^base_url: \S+", "base_url:", text, flags=re.M), encoding="utf-8")
    for language, words in (
        ("zh", "打开“上新庄镇普法”，点“村庄”，找“加牙村”"),
        ("en", "choose Villages, then Jiaya Village"),
    ):
        assert _run(project, "poster", "jiaya", "--lang", language, "--output", "x.pdf") == 0
        page = _texts(Path("x.pdf").read_bytes())[0]
        assert "".join(words.split()) in "".join(page.split()) and "http" not in page
    assert "base_url" in capsys.readouterr().out


def test_a_site_that_is_no_sample_prints_no_sample_mark(catalog: Catalog) -> None:
    for sample in (True, False):
        portal = catalog.portal.model_copy(update={"sample": sample})
        town = replace(catalog, portal=portal)
        context = ViewContext(town, Agenda(town, TODAY), town.source_language)
        assert ("样例" in _texts(render_pdf(ROOT, "poster", ["jiaya"], context))[0]) is sample


def test_a_photo_is_printed_while_its_owner_agrees(project: Path) -> None:
    Image.new("RGB", (60, 80), (31, 78, 140)).save(project / "content/advisers/photos/sample-01.png")
    lawyer = project / "content/advisers/sample-01.yml"
    assert _run(project, "poster", "jiaya", "--output", "with.pdf") == 0
    lawyer.write_text(lawyer.read_text(encoding="utf-8").replace("photo: {", "# photo: {"), encoding="utf-8")
    assert _run(project, "poster", "jiaya", "--output", "without.pdf") == 0
    blue = []
    for name in ("with.pdf", "without.pdf"):
        picture = pypdfium2.PdfDocument(Path(name).read_bytes())[0].render(scale=0.5).to_pil()
        colours = picture.getcolors(10**6)
        blue.append(sum(count for count, (r, g, b) in colours if r < 60 and g < 110 and 110 < b < 180))
    assert blue[0] > 1000 and blue[1] == 0


MISSING = {
    "WeasyPrint": "import sys; sys.modules['weasyprint'] = None",
    # What the dynamic loader does where libpango is not installed.
    "libpango": (
        "import cffi.api as api; load = api._make_ffi_library\n"
        "def refuse(ffi, name, flags):\n"
        "    if 'pango' in str(name): raise OSError('cannot load library ' + str(name))\n"
        "    return load(ffi, name, flags)\n"
        "api._make_ffi_library = refuse"
    ),
    "中文字体": "import os; os.environ['FONTCONFIG_FILE'] = os.path.abspath('fonts.conf')",
}


@pytest.mark.parametrize("what", list(MISSING))
def test_what_is_missing_is_said_in_one_sentence_with_the_way_to_get_it(what: str, tmp_path: Path) -> None:
    script = f"{MISSING[what]}\nimport sys\nfrom portal.cli import main\nsys.exit(main(['poster', 'jiaya']))"
    (tmp_path / "fonts.conf").write_text("<fontconfig/>")
    environment = {**os.environ, "PORTAL_TODAY": f"{TODAY}"}
    command = [sys.executable, "-c", script.replace("'poster'", f"'--root', {str(ROOT)!r}, 'poster'")]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert what in result.stderr and "make paper" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.glob("*.pdf"))
