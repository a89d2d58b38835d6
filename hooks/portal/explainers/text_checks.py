"""Checks of one explainer's text: its words, its links, its citations, its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from portal.explainers.citations import compare_words, count_items, find_articles, has_article, names_law
from portal.explainers.markdown_subset import LINK, STAND_IN
from portal.explainers.model import Link, Section
from portal.explainers.sentences import find_sentences
from portal.explainers.translations import find_numbers
from portal.problems.problem import Problem, nearest
from portal.records import Law, LawShape
from portal.text.language_traits import LANGUAGE_TRAITS
from portal.yaml_io.document import Document

_PHONE = re.compile(
    # What may not stand before is asked after the first digit: so the search leaps from 0, 1 or 9 to the next.
    r"(?:1(?<![\d.-]1)(?:[3-9]\d{9}|2[1-3]\d{2}|10|19|20|22)|0(?<![\d.-]0)\d{2,3}-?\d{7,8}|9(?<![\d.-]9)6110)(?![\d.])"
)
_COUNTED = re.compile(r"\s*+(?:多?[天日元年月次倍亩人个户只头张份公米千里岁]|%|days?|yuan|years?|months?|times)")
_TARGETS = ("law", "office", "term")
_BARE_TARGET = re.compile(rf"(?<![A-Za-z-])(?:{'|'.join(_TARGETS)})[:：][a-z]", re.I)
"""A target outside a link: it would stand on the page as it is."""
_BEFORE_ID = tuple(f"{kind}{colon}" for kind in _TARGETS for colon in ":：")
READ_FIRST = ("answer", "safety", "steps")
"""Sections whose sentences have to be short."""
LIMIT_COLUMNS = 3
"""What, how long, and the article."""


def check_words(document: Document, section: Section, language: str) -> Iterator[Problem]:
    """Phone numbers, targets outside a link and articles named without one."""
    without_links = LINK.sub(lambda m: "\0" * len(m[0]), section.markdown)
    lowered = without_links.lower()
    may_be_bare = any(start in lowered for start in _BEFORE_ID)
    lines = zip(section.markdown.split("\n"), without_links.split("\n"), strict=True)
    for number, (line, shown) in enumerate(lines, section.line):
        if STAND_IN in line:
            yield document.problem_on_line(number, line.index(STAND_IN) + 1, len(STAND_IN), "text-to-be-written")
        for match in _PHONE.finditer(shown):
            if not _COUNTED.match(shown, match.end()):
                yield document.problem_on_line(
                    number, match.start() + 1, len(match[0]), "phone-in-text", number=match[0]
                )
        broken = _BARE_TARGET.search(shown) if may_be_bare else None
        if broken and "[" not in shown and "]" not in shown:  # a broken bracket is told by itself
            yield document.problem_on_line(
                number, broken.start() + 1, len(broken[0]), "link-form", text=line[broken.start() :][:40]
            )
        if broken:
            continue
        for match in find_articles(shown, language):
            yield document.problem_on_line(
                number, match.start() + 1, len(match[0]), "article-not-linked", text=match[0]
            )


def check_length(document: Document, section: Section, language: str) -> Iterator[Problem]:
    """Sentences of the answer, of safety and of the steps that are too long to be read in one breath."""
    longest = LANGUAGE_TRAITS[language].longest_sentence
    if not longest or section.id not in READ_FIRST:
        return
    for sentence in find_sentences(section.source.split("\n"), section.line, language):
        if len(sentence.words) > longest:
            yield document.problem_on_line(
                sentence.line, sentence.column, len(sentence.markdown), "sentence-long",
                count=str(len(sentence.words)), longest=str(longest), text=sentence.words[:20],
            )  # fmt: skip


def check_section(document: Document, section: Section) -> Iterator[Problem]:
    """An empty section; rows of the time limits without their three cells or their article."""
    if section.heading and not section.markdown.strip():
        yield document.problem_on_line(
            section.line - 1, 1, len(section.heading), "section-empty", heading=section.heading[:40]
        )
    if section.id != "limits":
        return
    rows = [
        (at, line) for at, line in enumerate(section.markdown.split("\n"), section.line) if line.lstrip()[:1] == "|"
    ]
    # A matter without a time limit says so in words; days and dates want their article beside them.
    if (0 < len(rows) < 3) or (not rows and find_numbers(section.markdown)):
        yield document.problem_on_line(section.line, 1, 1, "limits-table", heading=section.heading)
    for position, (at, line) in enumerate(rows):
        cells = len(re.findall(r"(?<!\\)\|", line.strip())) - 1
        if cells != LIMIT_COLUMNS or not line.rstrip().endswith("|"):
            yield document.problem_on_line(at, 1, len(line), "limit-cells", count=str(cells))
        elif position > 1 and "](law:" not in line:
            yield document.problem_on_line(at, 1, len(line), "limit-without-citation")


def check_citation(
    document: Document, link: Link, language: str, laws: Mapping[str, Law], shapes: Mapping[str, LawShape]
) -> Iterator[Problem]:
    """A citation's form, its law and article, and whether its words agree with its target."""

    def problem(code: str, **args: str) -> Problem:
        return document.problem_on_line(link.line, link.column, len(link.target), code, **args)

    citation = link.citation
    if citation is None:
        yield problem("citation-form", target=link.target)
        return
    law = laws.get(citation.law)
    if law is None:
        guess = nearest(citation.law, laws)
        yield problem(
            "unknown-reference", id=citation.law, kind_zh="法律", kind_en="law", where="content/laws.yml",
            hint_zh=f"是不是 {guess}？" if guess else "先在 laws.yml 登记",
            hint_en=f"did you mean {guess}?" if guess else "register it in laws.yml first",
        )  # fmt: skip
        return
    if law.replaced_by and law.replaced_by in laws:
        yield problem("law-replaced", law=law.short, new=laws[law.replaced_by].short)
    if not has_article(law, citation.article):
        yield problem("unknown-article", law=law.short, article=citation.article, last=str(law.last))
        return
    items = count_items(shapes.get(citation.law), citation.article)
    if items and citation.paragraph and citation.paragraph > len(items):
        yield problem("unknown-paragraph", law=law.short, article=citation.article, count=str(len(items)))
        return
    if items and citation.paragraph and citation.item and citation.item > items[citation.paragraph - 1]:
        yield problem(
            "unknown-item", law=law.short, article=citation.article, paragraph=str(citation.paragraph),
            count=str(items[citation.paragraph - 1]),
        )  # fmt: skip
        return
    agreement, said = compare_words(link.text, citation, language)
    if agreement == "differs":
        yield problem("citation-numeral", said=said, target=citation.in_chinese())
    elif agreement == "names no article":
        yield problem("citation-without-article", text=link.text, example=f"《{law.short}》{citation.in_chinese()}")
    if not names_law(link.text, law, language):
        yield problem(
            "citation-law",
            text=link.text,
            law=f"《{law.short}》"
            if LANGUAGE_TRAITS[language].has_chinese_numerals
            else law.name.get(language, f"《{law.short}》"),
        )
