"""Paper: in a real browser every poster and card sheet prints on exactly one page, and reads right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from tests.conftest import ROOT, TODAY

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.loading.load import load
from portal_pages.paper import Kind, paper_html

A4 = (595, 842)
LONGEST = ("shangxinzhuang-community", "heicheng", "diguang", "huashan")
"""The longest name, the longest places and rules, and a village without an adviser."""

OVERFULL = {
    "content/villages/jiaya.yml": [
        ("  zh: 加牙村 ", "  zh: 名字特别特别特别特别特别长的加牙民族团结示范村 "),
        ("  en: Jiaya Village", "  en: The Very Long Named Model Village of Jiaya on the Upper River by the Old Mill"),
        (
            "legal_helpers:",
            "legal_helpers:\n" + "".join(
                f"  - name: {{zh: 名字很长的法律明白人第{n}号, en: A helper with a long name {n}}}\n" for n in range(14)
            ),
        ),
        (
            "      - id: tuesday",
            "      - id: market\n        every: week\n        on: [monday, friday]\n"
            "        from: 09:00\n        to: 17:30\n"
            "        place:\n          zh: 村委会新办公楼二层东头矛盾纠纷调处化解中心法律服务工作室（原小学旧址）\n"
            "          en: The legal room on the second floor of the new village office, in the old school\n"
            "      - id: tuesday",
        ),
    ],
    "content/advisers/sample-01.yml": [
        ("{zh: 示例律师事务所（甲）", "{zh: 青海省西宁市湟中区示例律师事务所（特殊的普通合伙）上新庄镇分所"),
        ("zh: 示例律师01", "zh: 示例律师零一名字也很长很长"),
        ("# 执业证号", "licence: 示例0000000000000\n# 执业证号"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def print_page(browser: Any) -> Any:
    """Prints an address, or a document with its files, as PDF."""
    page = browser.new_page()

    def print_it(url: str) -> bytes:
        page.goto(url)
        page.evaluate("document.fonts.ready")
        raw: bytes = page.pdf(prefer_css_page_size=True)
        return raw

    yield print_it
    page.close()


def _contexts(catalog: Catalog) -> dict[str, ViewContext]:
    agenda = Agenda(catalog, TODAY)
    return {code: ViewContext(catalog, agenda, language) for code, language in catalog.languages.items()}


def _write(folder: Path, kind: Kind, ids: list[str], context: ViewContext) -> str:
    """All sheets as one document, as the PDF command has it; its address."""
    if not (folder / "assets").exists():
        (folder / "assets").symlink_to(ROOT / "overrides/assets")
    file = folder / f"{kind}-{context.language.code}.html"
    file.write_text(paper_html(ROOT, kind, ids, context), encoding="utf-8")
    return file.as_uri()


def _sizes(raw: bytes) -> list[tuple[int, int]]:
    return [tuple(map(round, page.get_size())) for page in pypdfium2.PdfDocument(raw)]


@pytest.mark.parametrize("paper", ["poster", "card"])
@pytest.mark.parametrize("prefix", ["", "bo/", "en/"])
def test_a_page_prints_on_exactly_one_sheet(
    prefix: str, paper: str, address: str, print_page: Callable[[str], bytes]
) -> None:
    for id in LONGEST:
        assert _sizes(print_page(f"{address}{prefix}villages/{id}/{paper}/")) == [A4], (id, paper)


@pytest.mark.parametrize("kind", ["poster", "card"])
@pytest.mark.parametrize("code", ["zh", "bo", "en"])
def test_every_villages_sheet_is_one_page(
    code: str, kind: Kind, contexts: dict[str, ViewContext], print_page: Callable[[str], bytes], tmp_path: Path
) -> None:
    ids = list(contexts[code].catalog.villages)
    assert _sizes(print_page(_write(tmp_path, kind, ids, contexts[code]))) == [A4] * len(ids)


@pytest.fixture(scope="module")
def overfull(files: dict[str, bytes]) -> Catalog:
    """The records with one village about which everything is too long."""
    changed = dict(files)
    for path, edits in OVERFULL.items():
        text = changed[path].decode()
        for old, new in edits:
            assert old in text, old
            text = text.replace(old, new, 1)
        changed[path] = text.encode()
    catalog, problems = load(changed, TODAY)
    assert catalog is not None, [problem for problem in problems if not problem.is_warning]
    return catalog


@pytest.mark.parametrize("code", ["zh", "bo", "en"])
def test_nothing_on_a_poster_covers_anything_or_is_cut_off(
    code: str, contexts: dict[str, ViewContext], overfull: Catalog, browser: Any, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    for context in (contexts[code], _contexts(overfull)[code]):
        ids = list(contexts[code].catalog.villages) if context is contexts[code] else ["jiaya"]
        page.goto(_write(tmp_path, "poster", ids, context))
        page.evaluate("document.fonts.ready")
        rooms = page.evaluate(
            """Array.from(document.querySelectorAll('.sheet')).map(function (sheet) {
              var foot = sheet.querySelector('.foot').getBoundingClientRect();
              var box = sheet.getBoundingClientRect();
              return {
                below: foot.top - sheet.querySelector('.helpers').getBoundingClientRect().bottom,
                foot: box.bottom - foot.bottom,
                wide: Array.from(sheet.querySelectorAll('*')).filter(function (part) {
                  return part.getBoundingClientRect().right > box.right - 40;
                }).length,
                number: parseFloat(getComputedStyle(sheet.querySelector('.call .number')).fontSize) * 0.75
              };
            })"""
        )
        assert len(rooms) == len(ids)
        for id, room in zip(ids, rooms, strict=True):
            assert room["below"] >= 0 and room["foot"] >= 0 and room["wide"] == 0, (id, room)
            assert room["number"] >= 40, id  # points
    page.close()


@pytest.mark.parametrize("code", ["zh", "bo", "en"])
def test_nothing_on_a_card_covers_anything(
    code: str, contexts: dict[str, ViewContext], browser: Any, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    ids = list(contexts[code].catalog.villages)
    page.goto(_write(tmp_path, "card", ids, contexts[code]))
    page.evaluate("document.fonts.ready")
    rooms = page.evaluate(
        """Array.from(document.querySelectorAll('.card')).map(function (card) {
          var foot = card.querySelector('.card-foot').getBoundingClientRect();
          var above = Array.from(card.querySelectorAll('p:not(.card-foot)'));
          return foot.top - Math.max.apply(null, above.map(function (p) { return p.getBoundingClientRect().bottom; }));
        })"""
    )
    assert len(rooms) == 8 * len(ids)
    assert min(rooms) >= -1
    page.close()


def test_the_qr_code_of_every_poster_leads_to_its_village(
    contexts: dict[str, ViewContext], print_page: Callable[[str], bytes], tmp_path: Path
) -> None:
    for code, context in contexts.items():
        ids = list(context.catalog.villages)
        pages = pypdfium2.PdfDocument(print_page(_write(tmp_path, "poster", ids, context)))
        for id, page in zip(ids, pages, strict=True):
            found = zxingcpp.read_barcodes(page.render(scale=1.5).to_pil())
            prefix = "" if code == "zh" else f"{code}/"
            assert [barcode.text for barcode in found] == [f"https://example.org/sxz/{prefix}villages/{id}/"]


def test_each_of_the_eight_cards_has_its_qr_code(address: str, print_page: Callable[[str], bytes]) -> None:
    page = pypdfium2.PdfDocument(print_page(address + "bo/villages/jiaya/card/"))[0]
    found = [barcode.text for barcode in zxingcpp.read_barcodes(page.render(scale=2).to_pil())]
    assert found == ["https://example.org/sxz/bo/villages/jiaya/"] * 8


def test_a_poster_says_all_it_has_to(address: str, print_page: Callable[[str], bytes]) -> None:
    text = pypdfium2.PdfDocument(print_page(address + "villages/jiaya/poster/"))[0].get_textpage().get_text_range()
    for words in (
        "加牙村", "示例律师01", "0971-0000201", "12月8日", "农历十月三十", "2027年5月11日", "09:00–11:30", "村委会一楼",
        "示例明白人067", "示例明白人069", "0971-0000323", "12348", "https://example.org/sxz/", "样例",
    ):  # fmt: skip
        assert words in text, words
    assert "示例明白人106" not in text  # no longer active


def test_a_photo_stands_on_the_poster_and_initials_where_there_is_none(address: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(address + "villages/jiaya/poster/")
    assert page.evaluate("document.querySelector('.sheet img.face').naturalWidth") > 100
    page.goto(address + "villages/heicheng/poster/")
    assert page.locator(".sheet p.face").inner_text() == "示"
    page.close()
