"""Filling in a letter: it grows on the page, prints on one or two sheets, and nothing of it leaves or stays."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.test_residents import PHONE, Phone

from portal.catalog.catalog import Catalog
from portal.letters.model import Letter
from portal.views.letters import LONGEST

SENSITIVE = "at-home"
TYPED = {"text": "示例名字", "long": "事情是这样的，一五一十写下来。", "date": "2026-03-05", "sum": "12,345.60"}
SHOWN = {**TYPED, "date": "2026年3月5日", "sum": "12345.60"}
WRITTEN = "壹万贰仟叁佰肆拾伍元陆角整"

AMOUNTS = {
    "0.01": "壹分", "0.10": "壹角整", "0.56": "伍角陆分", "1": "壹元整", "10": "壹拾元整", "20.05": "贰拾元零伍分",
    "105": "壹佰零伍元整", "110": "壹佰壹拾元整", "325.04": "叁佰贰拾伍元零肆分", "1005": "壹仟零伍元整",
    "1409.50": "壹仟肆佰零玖元伍角整", "1680.32": "壹仟陆佰捌拾元零叁角贰分", "6007.14": "陆仟零柒元壹角肆分",
    "10000": "壹万元整", "16409.02": "壹万陆仟肆佰零玖元零贰分", "50000": "伍万元整", "100005": "壹拾万零伍元整",
    "107000.53": "壹拾万零柒仟元零伍角叁分", "1000000": "壹佰万元整", "100000000": "壹亿元整",
    "100005000": "壹亿零伍仟元整", "200000005": "贰亿零伍元整", "1010101010": "壹拾亿零壹仟零壹拾万零壹仟零壹拾元整",
    "999999999999.99": "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
}  # fmt: skip
"""Sums as the rules for filling in papers of value write them out."""


@pytest.fixture
def filler(browser: Any, address: str) -> Iterator[Phone]:
    """Somebody with a phone 360 pixels wide."""
    context = browser.new_context(viewport=PHONE, has_touch=True, accept_downloads=True)
    yield Phone(context.new_page(), address)
    context.close()


def _fill(page: Any, letter: Letter, typed: dict[str, str]) -> None:
    for id, type in letter.types.items():
        if type == "choice":
            page.select_option(f"#f-{id}", index=1)
        else:
            page.fill(f"#f-{id}", typed[type])


def _stored(page: Any) -> int:
    return int(page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length"))


def _sheets(page: Any) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_each_letter_is_filled_in_printed_and_leaves_nothing(filler: Phone, catalog: Catalog) -> None:
    page = filler.page
    for slug, letter in catalog.letters.items():
        filler.open(f"letters/{slug}/")
        page.wait_for_load_state("networkidle")
        before = len(filler.requests)
        _fill(page, letter, TYPED)
        papers = page.locator("#paper option").count() or 1
        seen = set()
        for at in range(papers):
            if papers > 1:
                page.select_option("#paper", index=at)
            sheet = page.locator(".sheet:visible")
            assert sheet.count() == 1
            text = sheet.inner_text()
            assert text.startswith(letter.papers[at].title)
            for blank in sheet.locator("[data-blank]").all():
                id = blank.get_attribute("data-blank")
                seen.add(id)
                expected = SHOWN.get(letter.types[id]) or letter.source.fields[id].choices[0]
                assert blank.inner_text() == expected, (slug, id)
            assert sheet.locator("[data-capital]").count() == 0 or WRITTEN in text
            assert _sheets(page) == 1, slug
        assert seen == letter.types.keys(), slug
        assert page.locator(".fault:not(.is-sum):not(:empty)").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert filler.requests[before:] == [], slug
        assert _stored(page) == 0, slug


def test_a_letter_with_every_field_full_prints_on_two_pages(filler: Phone, catalog: Catalog) -> None:
    full = {**TYPED, "text": "字" * LONGEST["text"], "long": "字" * LONGEST["long"], "sum": "999999999999.99"}
    long = {}
    for slug, letter in catalog.letters.items():
        filler.open(f"letters/{slug}/")
        _fill(filler.page, letter, full)
        assert filler.page.locator(".fault:not(.is-sum):not(:empty)").count() == 0
        if (sheets := _sheets(filler.page)) > 2:
            long[slug] = sheets
    assert long == {}


def test_what_is_printed_is_the_letter_alone(filler: Phone) -> None:
    filler.open("letters/claim-loan/")
    filler.page.emulate_media(media="print")
    seen = [
        each.inner_text()
        for each in filler.page.locator("h1, h2, h3, form, header, footer, button").all()
        if each.is_visible()
    ]
    assert seen == ["民事起诉状"]


def test_without_scripts_there_are_lines_to_write_on(browser: Any, address: str, catalog: Catalog) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    for slug, letter in catalog.letters.items():
        page.goto(f"{address}letters/{slug}/")
        assert page.locator("input:visible, select:visible, textarea:visible, button:visible").count() == 0
        assert page.locator(".sheet:visible").count() == len(letter.papers)
        for blank in page.locator("[data-blank]").all():
            assert re.search("＿|□", blank.inner_text()), (slug, blank.get_attribute("data-blank"))
        for field in letter.source.fields.values():
            assert page.get_by_text(field.label, exact=True).first.is_visible()
        assert 1 <= _sheets(page) <= 2, slug
    context.close()


BAD = [
    ("sum", "0", "金额要大于 0"), ("sum", "0.00", "金额要大于 0"), ("sum", "1000000000000", "金额太大了"),
    ("sum", "1" + "0" * 19, "金额太大了"), ("sum", "五千", "只写数字"), ("sum", "-5", "只写数字"),
    ("sum", "1.005", "只写数字"),
    ("lent-on", "1899-12-31", "1900 年以后"), ("lent-on", "0226-03-05", "1900 年以后"),
    ("name", "名" * 5000, "最多 60 个字，现在 5000 个"), ("facts", "字" * 451, "最多 450 个字，现在 451 个"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "typed", "said"), BAD)
def test_what_cannot_be_is_said_at_its_field_and_not_written(field: str, typed: str, said: str, filler: Phone) -> None:
    page = filler.page
    filler.open("letters/claim-loan/")
    empty = page.locator(f"[data-blank={field}]").first.inner_text()
    page.fill(f"#f-{field}", typed)
    assert said in page.inner_text(f"#e-f-{field}")
    assert page.get_attribute(f"#f-{field}", "aria-invalid") == "true"
    assert page.locator(f"[data-blank={field}]").first.inner_text() == empty
    page.fill(f"#f-{field}", {"sum": "5万", "lent-on": "2026-03-05"}.get(field, "张某"))
    assert page.get_attribute(f"#f-{field}", "aria-invalid") == "false"
    assert page.locator(f"[data-blank={field}]").first.inner_text() != empty


def test_markup_that_is_typed_stays_words(filler: Phone) -> None:
    filler.open("letters/claim-loan/")
    filler.page.fill("#f-name", "<img src=x onerror=alert(1)>{sum}")
    assert "<img src=x onerror=alert(1)>{sum}" in filler.page.inner_text(".sheet")
    assert filler.page.locator(".sheet img").count() == 0


def test_a_line_that_need_not_be_said_comes_when_it_is_filled_in(filler: Phone) -> None:
    filler.open("letters/loan-note/")
    assert "利息" not in filler.page.inner_text(".sheet:visible")
    filler.page.fill("#f-interest", "年利率3%")
    assert "利息：年利率3%。" in filler.page.inner_text(".sheet:visible")
    filler.page.fill("#f-interest", "")
    assert "利息" not in filler.page.inner_text(".sheet:visible")


@pytest.fixture(scope="module")
def amounts(browser: Any, address: str) -> Iterator[Any]:
    page = browser.new_page()
    page.goto(address + "letters/loan-note/")
    yield page
    page.context.close()


def _written_out(page: Any, fen: list[int]) -> list[str]:
    return list(page.evaluate("fen => fen.map(portal.letter.writtenOut)", fen))


def test_sums_are_written_out_as_the_table_has_them(amounts: Any) -> None:
    read = amounts.evaluate("typed => typed.map(portal.letter.readSum)", list(AMOUNTS))
    assert read == [round(float(typed) * 100) for typed in AMOUNTS]
    assert dict(zip(AMOUNTS, _written_out(amounts, read), strict=True)) == AMOUNTS


def test_sums_may_be_typed_as_people_write_them(amounts: Any) -> None:
    typed = {
        "５万": 5_000_000,
        "1.5万元": 1_500_000,
        "50,000": 5_000_000,
        "￥3000": 300_000,
        "3000元": 300_000,
        "3 000": 300_000,
    }
    assert amounts.evaluate("typed => typed.map(portal.letter.readSum)", list(typed)) == list(typed.values())


def _value(words: str) -> int:
    """Fen of an amount written out: read digit by digit, sharing nothing with the script."""
    digits, places = "零壹贰叁肆伍陆柒捌玖", {"拾": 10, "佰": 100, "仟": 1000}
    total = section = digit = 0
    for sign in words.removesuffix("整"):
        if sign in digits:
            digit = digits.index(sign)
        elif sign in places:
            section, digit = section + digit * places[sign], 0
        elif sign in "万亿元":
            scale = {"万": 10**6, "亿": 10**10, "元": 100}[sign]
            total, section, digit = total + (section + digit) * scale, 0, 0
        else:
            total, digit = total + digit * {"角": 10, "分": 1}[sign], 0
    return total


def test_every_sum_written_out_says_that_sum_and_no_other(amounts: Any) -> None:
    chance = random.Random(20261122)
    fen = [chance.randrange(1, 10 ** chance.randrange(1, 15)) for _ in range(3000)]
    fen += [digit * 10**place + more for digit in (1, 5, 10) for place in range(13) for more in (0, 1, 10, 100, 10_000)]
    fen = [each for each in fen if 0 < each < 10**14]
    for each, words in zip(fen, _written_out(amounts, fen), strict=True):
        assert _value(words) == each, (each, words)
        assert re.fullmatch("[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+", words) and "零零" not in words, words
        assert words.endswith("分") or words.endswith("整"), words
        assert not re.search("零[万亿元角分整拾佰仟]", words), words


# --- kept, copied, saved ----------------------------------------------------------------------------


def test_nothing_is_kept_until_somebody_asks_and_one_tap_forgets_it(filler: Phone) -> None:
    page = filler.page
    filler.open("letters/claim-loan/")
    page.fill("#f-name", "甲")
    filler.open("letters/claim-loan/")
    assert page.input_value("#f-name") == "" and _stored(page) == 0
    page.fill("#f-name", "甲")
    page.click(".keep")
    page.fill("#f-phone", "乙")
    filler.open("letters/claim-loan/")
    assert (page.input_value("#f-name"), page.input_value("#f-phone")) == ("甲", "乙")
    assert "甲" in page.inner_text(".sheet")
    filler.open("letters/claim-divorce/")
    assert page.input_value("#f-name") == ""
    filler.open("letters/claim-loan/")
    page.click(".keep")
    assert _stored(page) == 0
    filler.open("letters/claim-loan/")
    assert page.input_value("#f-name") == ""


def test_all_fields_are_emptied_with_one_tap(filler: Phone) -> None:
    filler.open("letters/claim-loan/")
    filler.page.fill("#f-name", "甲")
    filler.page.click(".empty-all")
    assert filler.page.input_value("#f-name") == "" and "甲" not in filler.page.inner_text(".sheet")


def test_the_letter_is_copied_and_saved_as_it_is_shown(filler: Phone, address: str) -> None:
    page = filler.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.split("/sxz")[0])
    filler.open("letters/loan-note/")
    page.fill("#f-lender", "甲某")
    page.fill("#f-sum", "5万")
    page.click("[data-copy=sheets]")
    page.wait_for_selector(".letter-tools [role=status]:not(:empty)")
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as waiting:
        page.click(".save")
    assert waiting.value.suggested_filename == "借条.txt"
    saved = waiting.value.path().read_bytes().decode("utf-8-sig")
    for text in (copied, saved):
        lines = [line for line in text.splitlines() if line.strip()]
        assert lines[0] == "借条" and "欠条" not in lines
        assert lines[1].startswith("今向甲某借到人民币50000元（大写：伍万元整）")
        assert "＿＿＿＿年＿＿月＿＿日" in lines
    assert _stored(page) == 0


def test_the_sensitive_letter_cannot_be_kept_and_is_gone_with_its_page(filler: Phone) -> None:
    page = filler.page
    filler.open(f"letters/{SENSITIVE}/")
    assert page.locator(".keep").count() == 0
    page.fill("#f-name", "甲")
    page.click("text=" + page.inner_text(".crumb a"))
    page.wait_for_url("**/letters/")
    page.go_back()
    page.wait_for_selector("#f-name")
    assert page.input_value("#f-name") == "" and "甲" not in page.inner_text(".sheet")
    assert _stored(page) == 0 and page.evaluate("caches.keys()") == []
    page.fill("#f-name", "甲")
    with page.expect_download() as waiting:
        page.click(".save")
    assert waiting.value.suggested_filename == "文字.txt"
    assert "留在手机里" in page.inner_text("main")


def test_the_sensitive_letter_is_left_at_once(filler: Phone) -> None:
    page = filler.page
    page.route(
        "https://www.weather.com.cn/**",
        lambda route: route.fulfill(body="<title>weather</title>", content_type="text/html"),
    )
    filler.open("letters/")
    filler.open(f"letters/{SENSITIVE}/")
    page.fill("#f-facts", "甲")
    page.click("[data-exit]")
    page.wait_for_url("https://www.weather.com.cn/**")
    page.go_back()
    assert page.url.endswith("/letters/")


def test_the_villages_next_date_stands_below_each_letter(filler: Phone, catalog: Catalog) -> None:
    filler.open("villages/jiaya/")
    filler.page.click(".mine")
    for prefix in ("", "bo/", "en/"):
        filler.open(f"{prefix}letters/land-lease/")
        card = filler.page.locator(".my-adviser.is-filled")
        card.wait_for()
        assert "09:00–11:30" in card.inner_text()
        adviser = catalog.advisers["sample-01"]
        assert adviser.phone and adviser.phone.number in card.inner_text()


@pytest.mark.parametrize("prefix", ["", "bo/", "en/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_filled_in_with_faults_it_is_accessible(prefix: str, scheme: Any, browser: Any, address: str) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    for slug in ("claim-loan", "loan-note", SENSITIVE):
        page.goto(f"{address}{prefix}letters/{slug}/")
        page.fill("input[data-type=text] >> nth=0", "名" * 99)
        page.fill("input[data-type=text] >> nth=1", "甲")
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], slug
    context.close()
