"""Citations: forms, numerals, and what a glossary or a text for WeChat makes of a text."""

from __future__ import annotations

import pytest

from portal.explainers.chat_text import LONGEST, Frames, characters, cut, make_message, shorten
from portal.explainers.citations import Citation, compare_words, parse_citation
from portal.explainers.glossary import find_terms
from portal.explainers.model import ExplainerText, Section
from portal.explainers.official_texts import count_paragraphs
from portal.records import Term
from portal.text.chinese_numerals import from_chinese, to_chinese


@pytest.mark.parametrize("number", [1, 9, 10, 11, 19, 20, 100, 101, 110, 119, 210, 1000, 1001, 1010, 1079, 1260])
def test_numerals_are_read_as_they_are_written(number: int) -> None:
    assert from_chinese(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("target", "citation"),
    [
        ("law:civil-code#1079", Citation("civil-code", "1079")),
        ("law:criminal-law#133-1", Citation("criminal-law", "133-1")),
        ("law:civil-code#1079.3.2", Citation("civil-code", "1079", 3, 2)),
        ("law:civil-code#", None),
        ("law:civil-code#0", None),
        ("law:civil-code#1079.0", None),
        ("law:civil-code#1079.1.2.3", None),
        ("law:Civil-Code#1", None),
        ("law:civil-code#1079 ", None),
    ],
)
def test_targets_are_strict(target: str, citation: Citation | None) -> None:
    assert parse_citation(target) == citation


@pytest.mark.parametrize(
    ("words", "target", "language", "agreement"),
    [
        ("《刑法》第一百三十三条之一第二款", "law:criminal-law#133-1.2", "zh", "agrees"),
        ("《刑法》第一百三十三条", "law:criminal-law#133-1", "zh", "differs"),
        ("《民法典》第1079条第三款第二项", "law:civil-code#1079.3.2", "zh", "agrees"),
        ("《民法典》第一千零七十九条第二项", "law:civil-code#1079.1.2", "zh", "agrees"),
        ("《民法典》第一千零七十九至一千零八十一条", "law:civil-code#1079", "zh", "names no article"),
        ("《民法典》第三条、第四条", "law:civil-code#3", "zh", "differs"),
        ("Civil Code, Article 1079(3)(2)", "law:civil-code#1079.3.2", "en", "agrees"),
        ("Civil Code, Articles 1079 and 1080", "law:civil-code#1079", "en", "differs"),
        ("《民法典》དོན་ཚན་1079.3.2", "law:civil-code#1079.3.2", "bo", "agrees"),
        ("《民法典》དོན་ཚན་1079.3", "law:civil-code#1079.3.2", "bo", "differs"),
    ],
)
def test_words_agree_with_their_target(words: str, target: str, language: str, agreement: str) -> None:
    citation = parse_citation(target)
    assert citation
    assert compare_words(words, citation, language)[0] == agreement


FRAMES = Frames("【{title}】", "先做：{step}", "看：{address}")


def test_paragraphs_are_lines_that_are_no_items() -> None:
    assert count_paragraphs("总的一款：\n（一）甲；\n（二）乙。\n又一款。") == (2, 0)


@pytest.mark.parametrize(
    ("article", "counts"),
    [
        ("应当认定为工伤：\n(一)甲；\n(二)乙。", (2,)),  # half-width, as some regulations have them
        ("用语：\n（一）甲：\n1．子；\n2．丑。\n（二）乙。", (2,)),
        ("一款。\n二款。\n\u200b\n\u200b\n", (0, 0)),
        ("一款。\n\u200b\n法律责任", (0,)),  # the next chapter's heading
    ],
)
def test_items_are_counted_however_the_official_text_sets_them(article: str, counts: tuple[int, ...]) -> None:
    assert count_paragraphs(article) == counts


def test_a_longer_term_hides_the_shorter_one_inside_it() -> None:
    terms = {
        "arbitration": Term(id="arbitration", term={"zh": "仲裁"}, meaning={"zh": "…"}),
        "labour-arbitration": Term(id="labour-arbitration", term={"zh": "劳动仲裁"}, meaning={"zh": "…"}),
    }
    assert find_terms(_text("申请劳动仲裁。"), terms) == ("labour-arbitration",)
    assert find_terms(_text("申请劳动仲裁，不是土地仲裁。"), terms) == ("arbitration", "labour-arbitration")
    assert find_terms(_text("见[《劳动争议调解仲裁法》第五条](law:labour-dispute-law#5)。"), terms) == ()


def test_a_text_for_wechat_keeps_whole_sentences_and_its_limit() -> None:
    text = _text("先报警。" + "再去找人。" * 80, "1. 打电话。")
    message = make_message(text, FRAMES, "https://example.org/a/", "未经律师审核，供参考")
    assert characters(message.text) <= LONGEST
    assert message.answer.startswith("先报警。") and message.answer.endswith("。")


def test_a_sentence_that_is_too_long_is_cut_behind_a_word() -> None:
    assert shorten(["One very long sentence without end"], 12) == ""
    assert shorten(["甲；", "乙。"], 3) == "甲"
    assert shorten(["One.", "Two."], 9) == "One. Two."
    assert cut("One very long sentence without end", 12) == "One very…"


def test_a_forwarded_text_keeps_the_numbers_of_the_offices_it_names() -> None:
    text = _text("快打[报警电话](office:police)，说清在哪。", "1. 找[司法所](office:justice-office)。")
    message = make_message(text, FRAMES, "", "", {"police": "110", "justice-office": "0971-0000001"})
    assert (message.answer, message.first_step) == ("快打报警电话 110，说清在哪。", "先做：找司法所 0971-0000001。")


def test_a_forwarded_text_that_nobody_reviewed_says_so_once_before_its_address() -> None:
    message = make_message(_text("先报警。"), FRAMES, "https://example.org/a/", "未经律师审核，供参考")
    assert message.text.split("\n")[-2:] == ["未经律师审核，供参考", "看：https://example.org/a/"]
    assert message.text.count("未经") == 1


def test_a_shad_ends_no_sentence_of_a_forwarded_text() -> None:
    """ན། ends a condition: what follows from it stays with it, or both are left out."""
    condition, rest = "ཕྱོགས་གཅིག་མི་འཐད་ན། ", "ཁྲིམས་ཁང་ལ་གཏུགས་ཆོག།"
    answer = "བཟའ་ཚང་གཉིས་ཀ་འཐད་ན། མཉམ་དུ་འགྲོ་དགོས། " + (condition + rest) * 30
    sections = (Section("answer", "", answer, 1), Section("steps", "-", "1. " + condition * 40, 5))
    message = make_message(ExplainerText("docs/bo/x.md", "bo", "མིང་།", (), sections), FRAMES, "", "")
    assert message.answer.endswith(rest.strip())
    assert message.first_step == ""


def test_tibetan_vowel_signs_are_no_characters_of_their_own() -> None:
    assert characters("བོད") == 2


def _text(answer: str, steps: str = "1. 等。") -> ExplainerText:
    sections = (Section("answer", "", answer, 1), Section("steps", "怎么办", steps, 5))
    return ExplainerText("docs/zh/x.md", "zh", "题目", (), sections)
