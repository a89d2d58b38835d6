"""Mistakes staff make in explainers: each is answered at its line, with the way to mend it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from portal.loading.load import load
from portal.problems.problem import render_problem
from tests.conftest import TODAY

ZH, EN, BO = (f"docs/{code}/explainers/labour/unpaid-wages.md" for code in ("zh", "en", "bo"))
NEEDED = ("content/common/labels/", "content/portal.yml", "content/common/laws.yml", "content/common/law_shapes.yml",
          "content/offices.yml", "content/common/offices.yml", "content/common/topics.yml",
          "content/common/glossary.yml")  # fmt: skip


RECEIVED = (
    "of receiving the application | "
    "[Labour Dispute Mediation and Arbitration Law, Article 29](law:labour-dispute-law#29)"
)


@dataclass(frozen=True)
class Mistake:
    """One slip: `old` becomes `new`, and `says` stands in the message."""

    code: str
    old: str
    new: str
    says: str
    path: str = ZH


MISTAKES = {
    # --- citations
    "article past the last": Mistake(
        "unknown-article", "《劳动合同法》第八十五条](law:labour-contract-law#85)",
        "《劳动合同法》第九十九条](law:labour-contract-law#99)", "最后一条是第 98 条"),
    "inserted article that does not exist": Mistake(
        "unknown-article", "第二百七十六条之一第一款](law:criminal-law#276-1.1)",
        "第二百七十六条之二第一款](law:criminal-law#276-2.1)", "没有第 276-2 条"),
    "unknown law": Mistake("unknown-reference", "(law:labour-contract-law#85)", "(law:labor-contract-law#85)",
                           "是不是 labour-contract-law？"),
    "numeral that differs": Mistake("citation-numeral", "《劳动合同法》第八十五条]", "《劳动合同法》第五十八条]",
                                    "第五十八条，目标却是第八十五条"),
    "paragraph named but not in the target": Mistake("citation-numeral", "law:labour-dispute-law#27.4)",
                                                     "law:labour-dispute-law#27)", "第二十七条第四款"),
    "paragraph that differs": Mistake("citation-numeral", "第二十七条第四款](law:labour-dispute-law#27.4)",
                                      "第二十七条第四款](law:labour-dispute-law#27.2)", "目标却是第二十七条第二款"),
    "paragraph the article does not have": Mistake(
        "unknown-paragraph", "第二十七条第四款](law:labour-dispute-law#27.4)",
        "第二十七条第五款](law:labour-dispute-law#27.5)", "只有 4 款"),
    "item the paragraph does not have": Mistake(
        "unknown-item", "第四十二条第三项](law:legal-aid-law#42.1.3)", "第四十二条第九项](law:legal-aid-law#42.1.9)",
        "只有"),
    "item of the wrong paragraph": Mistake(
        "unknown-item", "第四十二条第三项](law:legal-aid-law#42.1.3)", "第八条第三项](law:legal-aid-law#8.1.3)",
        "只有 0 项"),
    "two articles in one link": Mistake("citation-numeral", "《劳动合同法》第八十五条]",
                                        "《劳动合同法》第八十五条、第八十六条]", "第八十五条、第八十六条"),
    "another law than the target's": Mistake("citation-law", "[《劳动合同法》第八十五条]", "[《劳动法》第八十五条]",
                                             "《劳动合同法》"),
    "law without article": Mistake("citation-without-article", "[《劳动合同法》第八十五条]", "[《劳动合同法》]",
                                   "《劳动合同法》第八十五条"),
    "target without article": Mistake("citation-form", "(law:labour-contract-law#85)", "(law:labour-contract-law)",
                                      "law:civil-code#1079"),
    "article with a leading zero": Mistake("citation-form", "(law:labour-contract-law#85)",
                                           "(law:labour-contract-law#085)", "law:civil-code#1079"),
    "article in words in the target": Mistake("citation-form", "(law:labour-contract-law#85)",
                                              "(law:labour-contract-law#八十五)", "law:civil-code#1079"),
    "another law in the English text": Mistake("citation-law", "[Labour Contract Law, Article 85]",
                                               "[Labour Law, Article 85]", "Labour Contract Law", EN),
    "another article in the English text": Mistake("citation-numeral", "[Labour Contract Law, Article 85]",
                                                   "[Labour Contract Law, Article 58]", "Article 58", EN),
    "several articles in the English text": Mistake("citation-numeral", "[Labour Contract Law, Article 85]",
                                                    "[Labour Contract Law, Articles 85]", "Articles 85", EN),
    "another article in the Tibetan text": Mistake("citation-numeral", "[《劳动合同法》དོན་ཚན་85]",
                                                   "[《劳动合同法》དོན་ཚན་58]", "དོན་ཚན་58", BO),
    "citation left out of the translation": Mistake(
        "translation-citations", " ([Labour Contract Law, Article 85](law:labour-contract-law#85))", "",
        "-law:labour-contract-law#85", EN),
    "citation changed in the translation": Mistake(
        "translation-citations", "[Labour Contract Law, Article 85](law:labour-contract-law#85)",
        "[Labour Contract Law, Article 84](law:labour-contract-law#84)", "+law:labour-contract-law#84", EN),
    # --- links and words
    "full-width brackets": Mistake("link-form", "](law:labour-contract-law#85)", "]（law:labour-contract-law#85）",
                                   "半角括号"),
    "space inside a link": Mistake("link-form", "](law:labour-contract-law#85)", "] (law:labour-contract-law#85)",
                                   "中间不空格"),
    "title inside a link": Mistake("link-form", "(law:labour-contract-law#85)", '(law:labour-contract-law#85 "法")',
                                   "照例子改"),
    "bare target": Mistake("link-form", "[《劳动合同法》第八十五条](law:labour-contract-law#85)",
                           "law:labour-contract-law#85", "law:l"),
    "article without a link": Mistake("article-not-linked", "[《劳动合同法》第八十五条](law:labour-contract-law#85)",
                                      "《劳动合同法》第八十五条", "没有做成引用链接"),
    "link without words": Mistake("link-form", "[区劳动仲裁委](office:labour-arbitration)",
                                  "[](term:arbitration)", "文字不空"),
    "unknown office": Mistake("unknown-reference", "(office:labour-arbitration)", "(office:labor-arbitration)",
                              "是不是 labour-arbitration？"),
    "unknown term": Mistake("unknown-reference", "申请支付令，", "申请[支付令](term:payment-ordr)，",
                            "是不是 payment-order？"),
    "link to elsewhere": Mistake("link-not-allowed", "[区劳动仲裁委](office:labour-arbitration)",
                                 "[区劳动仲裁委](https://example.org/)", "law:、office: 或 term:"),
    "picture": Mistake("link-form", "- 身份证。", "- 身份证。![](a.png)", "a.png"),
    "phone number in the text": Mistake("phone-in-text", "- 身份证。", "- 身份证，打0971-2223333。",
                                        "正文里写了电话号码"),
    "HTML": Mistake("html-not-allowed", "- 身份证。", "- <b>身份证</b>。", "<b>"),
    # --- time limits
    "time limit without article": Mistake("limit-without-citation",
                                          "[《劳动争议调解仲裁法》第二十九条](law:labour-dispute-law#29) |", "见法律 |",
                                          "没有写依据哪一条"),
    "row with a cell too few": Mistake("limit-cells", "| 仲裁委决定收不收 | 收到申请之日起5日内 |",
                                       "| 仲裁委决定收不收，收到申请之日起5日内 |", "3 格"),
    "two time limits that changed places": Mistake(
        "translation-numbers",
        f"Within 5 days {RECEIVED} |\n| The award | Within 45 days of",
        f"Within 45 days {RECEIVED} |\n| The award | Within 5 days of", "-5 +45", EN),
    # --- sections
    "section without text": Mistake("section-empty", "## 常见错误\n", "## 常见错误\n\n## 常见错误\n", "没有内容"),
    "heading misspelt": Mistake("unknown-section", "## 带什么", "## 带些什么", "是不是“带什么”？"),
    "heading of another level": Mistake("unknown-section", "## 带什么", "### 带什么", "前面写 ##"),
    # --- front matter
    "reviewer without a date": Mistake("missing-key", "reviewed:\n", "reviewed: {by: 示例律师01, role: 律师}\n", "on"),
    "review by yes": Mistake("wrong-shape", "reviewed:\n", "reviewed: yes\n", "reviewed"),
    "review to come": Mistake("review-in-future", "reviewed:\n",
                              "reviewed: {by: 示例律师01, role: 律师, on: 2027-01-01}\n", "2027-01-01"),
    "sensitive yes": Mistake("flag-form", "sensitive: false", "sensitive: yes", "true"),
    "unknown key": Mistake("unknown-key", "sensitive: false", "sensitiv: false", "sensitive"),
    "cites written by hand": Mistake("unknown-key", "sensitive: false", "cites: [law:civil-code#1]\nsensitive: false",
                                     "cites"),
    "too few aliases": Mistake("aliases-few", "aliases: [老板不给钱,", "aliases: [老板不给钱] # ", "至少 8 个"),
    "alias twice": Mistake("repeated-item", "aliases: [老板不给钱,", "aliases: [老板不给钱, 老板不给钱,",
                           "第 5 行的一样"),
    "unknown topic": Mistake("unknown-reference", "topic: labour", "topic: labor", "是不是 labour？"),
    "unknown audience": Mistake("not-a-choice", "[migrant-workers]", "[migrants]", "migrant-workers"),
    "date that does not exist": Mistake("date-form", "changed: 2026-11-22", "changed: 2026-11-31", "2026-11-31"),
    "front matter not closed": Mistake("front-matter-open", "sensitive: false\n---", "sensitive: false\n--",
                                       "加一行 ---"),
    "full-width colon": Mistake("wide-colon", "topic: labour", "topic：labour", "："),
    "translation without state": Mistake("missing-key", "state: draft, ", "", "state", EN),
    "translation of a state of its own": Mistake("not-a-choice", "state: draft", "state: done", "draft, reviewed", EN),
    # --- translations
    "number changed in the translation": Mistake("translation-numbers", "50% to 100%", "60% to 100%", "-50 +60", EN),
    "step missing in the translation": Mistake("translation-structure", "- Your identity card.\n", "", "--", EN),
    "other word than the glossary's": Mistake("translation-term", "payment order", "writ",
                                              "支付令译作“payment order”", EN),
}  # fmt: skip


@pytest.fixture(scope="module")
def base(files: dict[str, bytes]) -> dict[str, str]:
    kept = {path: raw for path, raw in files.items() if path.startswith(NEEDED) or path in (ZH, EN, BO)}
    return {path: raw.decode() for path, raw in kept.items()}


def _changed(base: dict[str, str], mistake: Mistake) -> tuple[dict[str, bytes], int]:
    """The files with the slip, and the line it was made on."""
    text = base[mistake.path]
    assert mistake.old in text, mistake.old
    line = text[: text.index(mistake.old)].count("\n") + 1
    text = text.replace(mistake.old, mistake.new, 1)
    return {path: value.encode() for path, value in {**base, mistake.path: text}.items()}, line


def test_the_explainer_the_mistakes_are_made_in_is_sound(base: dict[str, str]) -> None:
    _, problems = load({path: text.encode() for path, text in base.items()}, TODAY)
    assert [p.code for p in problems if p.code != "translation-stale" and p.path.startswith("docs/")] == []


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_told_where_it_was_made(base: dict[str, str], name: str) -> None:
    mistake = MISTAKES[name]
    files, line = _changed(base, mistake)
    catalog, problems = load(files, TODAY)
    found = [problem for problem in problems if problem.code == mistake.code and problem.path == mistake.path]
    assert found, [(p.code, p.path, p.line) for p in problems if p.code != "translation-stale"]
    told = render_problem(found[0])
    assert mistake.says in told, told
    assert abs(found[0].line - line) <= NEAR.get(name, 0), (found[0].line, line)
    assert (catalog is None) != found[0].is_warning


NEAR = {
    "front matter not closed": 1,
    "section without text": 2,
    "step missing in the translation": 1,
    "other word than the glossary's": 4,  # told at its section
}
"""How many lines away a fault may be told where its own line does not exist."""
