"""Citations: pointers from an explainer to an article of a registered law.

Owns the form `law:<id>#<article>[.paragraph[.item]]` and the rules by
which a citation's words and target must agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from portal.records import Law, LawShape
from portal.text.chinese_numerals import from_chinese, to_chinese
from portal.text.language_traits import LANGUAGE_TRAITS

_TARGET = re.compile(
    r"law:(?P<law>[a-z0-9-]+)#(?P<article>[1-9]\d{0,8}(?:-[1-9]\d{0,8})?)"
    r"(?:\.(?P<paragraph>[1-9]\d{0,8})(?:\.(?P<item>[1-9]\d{0,8}))?)?"
)
_SEVERAL = re.compile(r"Articles\s|第[^条款项、至到-]{0,40}+[、至到-][^条款项]{0,40}+[条款项]")
"""Articles 3 to 5; 第三至五条."""


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A checked pointer: `article` as written in the register (`1079`, `133-1`)."""

    law: str
    article: str
    paragraph: int | None = None
    item: int | None = None

    @property
    def fragment(self) -> str:
        """The article's anchor on the law's page."""
        return f"article-{self.article}"

    def in_chinese(self) -> str:
        """第一百三十三条之一第二款第三项."""
        number, _, inserted = self.article.partition("-")
        text = f"第{to_chinese(int(number))}条"
        if inserted:
            text += f"之{to_chinese(int(inserted))}"
        if self.paragraph and (self.paragraph > 1 or not self.item):
            text += f"第{to_chinese(self.paragraph)}款"
        return text + (f"第{to_chinese(self.item)}项" if self.item else "")


def parse_citation(target: str) -> Citation | None:
    """The citation of a link target, None if the target is malformed."""
    match = _TARGET.fullmatch(target)
    if not match:
        return None
    paragraph, item = match["paragraph"], match["item"]
    return Citation(
        match["law"],
        match["article"],
        int(paragraph) if paragraph else None,
        int(item) if item else None,
    )


def has_article(law: Law, article: str) -> bool:
    """Whether the register knows the article: up to the last one, or an inserted one."""
    return article in law.inserted or ("-" not in article and 1 <= int(article) <= law.last)


def count_items(shape: LawShape | None, article: str) -> tuple[int, ...]:
    """The number of items in each paragraph of an article; empty where the article's shape is not known."""
    return shape.articles.get(article, (0,)) if shape else ()


def find_articles(text: str, language: str) -> list[re.Match[str]]:
    """The articles a text names, as its language writes them."""
    return list(LANGUAGE_TRAITS[language].cited_article.finditer(text))


def names_law(text: str, law: Law, language: str) -> bool:
    """Whether a link's words name the law: by its Chinese title in 《》, or by its name in that language."""
    name = law.name.get(language)
    titles = (law.short, law.title, law.title.removeprefix("中华人民共和国"))
    return any(f"《{title}》" in text for title in titles) or (
        not LANGUAGE_TRAITS[language].has_chinese_numerals and name is not None and name in text
    )


Agreement = Literal["agrees", "differs", "names no article"]


def compare_words(text: str, citation: Citation, language: str) -> tuple[Agreement, str]:
    """Whether a link's words name the article of its target, and which article they name."""
    matches = find_articles(text, language)
    if not matches:
        return "names no article", ""
    if len(matches) > 1 or _SEVERAL.search(text):  # one link, one article
        return "differs", "、".join(match[0] for match in matches)
    match = matches[0]
    article = match["article"]
    if LANGUAGE_TRAITS[language].has_chinese_numerals:
        article = str(_number(article)) + (f"-{_number(match['inserted'])}" if match["inserted"] else "")
    paragraph = _number(match["paragraph"]) if match["paragraph"] else None
    item = _number(match["item"]) if match["item"] else None
    if item and not paragraph:
        paragraph = 1  # an article of one paragraph is cited by its item alone
    said = Citation(citation.law, article, paragraph, item)
    return ("agrees" if said == citation else "differs"), match[0]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else from_chinese(text)
