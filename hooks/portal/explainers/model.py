"""Explainers: the law pages of docs/, read into title, answer and sections.

Owns the shape of an explainer. What its text can get wrong is `explainers/text_checks.py`'s business,
comparing a translation with its source `explainers/translations.py`'s; Markdown is not rendered here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from portal.explainers.citations import Citation, parse_citation
from portal.explainers.markdown_subset import LINK
from portal.i18n.language import Language
from portal.problems.problem import Problem, nearest
from portal.records.front_matter import OPTIONAL_SECTIONS, SECTION_IDS, Review, SectionId, Translation
from portal.yaml_io.document import MOST_PROBLEMS, Document, read_document

FEWEST_ALIASES = 8
_SISTER = re.compile(r"(?:\.\./(?P<topic>[a-z0-9-]+)/)?(?P<slug>[a-z0-9-]+)\.md")
"""Where a link to another explainer leads."""

_CITED_IN_BRACKETS = re.compile(
    r"(?<!\s)\s*+[（(]\s*+(?:\[[^\[\]\n]*+\]\(law:[^()\s]*+\)(?:[、,，;；和及\s]|and)*+)++[）)]"
)
_SIGNS = re.compile(r"^[^\S\n]*+(?:[-*]|\d++\.)\s+|[*_`|]|-{3,}", re.M)
"""Markdown's own signs: of lists, tables and emphasis."""
_KEY_OR_DEEPER = re.compile(r"[a-z_]+:|[ #]+\S|- ")


@dataclass(frozen=True, slots=True)
class Link:
    """A Markdown link and where it stands in its file."""

    text: str
    target: str
    line: int
    column: int
    """Of the target, from 1."""

    @property
    def citation(self) -> Citation | None:
        """The article it cites, None for other links."""
        return parse_citation(self.target) if self.target.startswith("law:") else None


@dataclass(frozen=True)
class Section:
    """One section: its heading as written and its Markdown without the heading."""

    id: SectionId
    heading: str
    markdown: str
    line: int
    """Of the first line of `markdown`, from 1."""
    written: str = ""
    """The Markdown as it stands in the file, where names of records have been filled in since."""

    @property
    def source(self) -> str:
        """What its author wrote, the same in every town: translations are held against it."""
        return self.written or self.markdown

    def links(self) -> Iterator[Link]:
        """The links of the section in order."""
        for offset, line in enumerate(self.markdown.split("\n")):
            for match in LINK.finditer(line):
                yield Link(match["text"], match["target"], self.line + offset, match.start("target") + 1)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The articles cited, in order, with repeats."""
        return tuple(link.citation for link in self.links() if link.citation)

    @property
    def plain_text(self) -> str:
        """The words without citations, link targets and Markdown's marks."""
        return _plain(self.markdown)

    @property
    def first_item(self) -> str:
        """The first item of its list in plain words, else its first line."""
        return _plain(next((line for line in self.markdown.split("\n") if line.strip()), ""))


@dataclass(frozen=True, slots=True)
class ExplainerText:
    """An explainer in one language."""

    path: str
    language: str
    title: str
    aliases: tuple[str, ...]
    sections: tuple[Section, ...]
    """The answer first, then the sections in their order."""
    translation: Translation | None = None

    @property
    def answer(self) -> str:
        """The answer in plain words, without its citation."""
        return self.sections[0].plain_text

    @property
    def is_whole(self) -> bool:
        """Whether there is more than the answer."""
        return len(self.sections) > 1

    def section(self, id: SectionId) -> Section | None:
        """The section of that kind, if the text has it."""
        return next((section for section in self.sections if section.id == id), None)


@dataclass(frozen=True)
class Explainer:
    """A law page: its source text, its translations, and what is true of them all."""

    topic: str
    slug: str
    audience: tuple[str, ...]
    changed: date
    reviewed: Review | None
    is_sensitive: bool
    source: ExplainerText
    translations: Mapping[str, ExplainerText] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """`topic/slug`, as in its address."""
        return f"{self.topic}/{self.slug}"

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Every article the source text cites, each once, in order of law and appearance."""
        return tuple(dict.fromkeys(c for section in self.source.sections for c in section.citations))

    def text(self, language: str) -> ExplainerText:
        """The text in that language, else the source text."""
        return self.translations.get(language, self.source)


@dataclass(frozen=True, slots=True)
class Headings:
    """The section headings of one language, as the label catalogue has them."""

    by_id: Mapping[SectionId, str]

    def find(self, heading: str) -> SectionId | None:
        """The section a heading names."""
        return next((id for id, text in self.by_id.items() if text == heading), None)


def section_headings(language: Language) -> Headings:
    """The headings of an explainer's sections in one language."""
    return Headings({id: language.label(f"explainer.section.{id}") for id in SECTION_IDS})


def linked_explainer(target: str, here: str) -> str | None:
    """The id of the explainer that a link in the explainer `here` leads to; None for other links."""
    match = _SISTER.fullmatch(target)
    return f"{match['topic'] or here.split('/')[0]}/{match['slug']}" if match else None


def _plain(markdown: str) -> str:
    text = LINK.sub(lambda m: m["text"], _CITED_IN_BRACKETS.sub("", markdown))
    return " ".join(_SIGNS.sub(" ", text).split())


def split_front_matter(path: str, text: str) -> tuple[Document, str, int]:
    """The front matter, the body, and the lines before the body."""
    lines = text.split("\n")
    document = Document(path, text)
    if not text.strip():
        document.problems = [document.problem_on_line(1, 1, 1, "empty-file")]
        return document, "", 0
    if lines[0].rstrip() != "---":
        document.problems = [document.problem_on_line(1, 1, len(lines[0]) or 1, "no-front-matter")]
        return document, "", 0
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not end:
        at = next((i for i, line in enumerate(lines[1:], 1) if not _KEY_OR_DEEPER.match(line)), len(lines) - 1)
        document.problems = [document.problem_on_line(at + 1, 1, 1, "front-matter-open")]
        return document, "", 0
    front = read_document(path, "\n".join(lines[1:end]) + "\n", first_line=1, whole=text)
    return front, "\n".join(lines[end + 1 :]), end + 1


def read_sections(
    document: Document, body: str, first_line: int, headings: Headings, *, may_be_partial: bool
) -> tuple[tuple[Section, ...], list[Problem]]:
    """The sections of a body; unknown, repeated, misplaced and missing ones are problems."""
    problems: list[Problem] = []
    heading_lines: dict[SectionId, int] = {}
    known = " → ".join(headings.by_id[id] for id in SECTION_IDS)
    current: tuple[SectionId, str] = ("answer", "")
    start, kept = first_line, list[str]()
    sections: list[Section] = []

    def close() -> None:
        sections.append(Section(*current, "\n".join(kept).strip("\n"), start + _blank(kept)))

    for number, line in enumerate(body.split("\n"), first_line + 1):
        if not line.startswith("#"):
            kept.append(line)
            continue
        heading = line.lstrip("#").strip()
        id = headings.find(heading) if line.startswith("## ") else None
        close()
        if id:
            heading_lines.setdefault(id, number)
        kept, start, current = [], number, (id or "answer", heading)
        if len(problems) > MOST_PROBLEMS:
            pass  # more are not told: a text of headings alone would take seconds
        elif id is None:
            is_known = headings.find(heading) is not None  # but of another level than ##
            guess = None if is_known else nearest(heading, headings.by_id.values())
            problems.append(
                document.problem_on_line(
                    number, 1, len(line), "unknown-section", heading=heading[:40], known=known,
                    hint_zh=f"是不是“{guess}”？" if guess else "改成其中一个，前面写 ##",
                    hint_en=f"did you mean “{guess}”?" if guess else "write one of these after ##",
                )
            )  # fmt: skip
        elif any(SECTION_IDS.index(id) <= SECTION_IDS.index(s.id) for s in sections if s.id != "answer"):
            problems.append(
                document.problem_on_line(number, 1, len(line), "section-order", heading=heading[:40], known=known)
            )
    close()
    if not sections[0].markdown:
        problems.append(document.problem_on_line(first_line + 1, 1, 1, "answer-missing"))
    if len(sections) > 1 or not may_be_partial:
        is_whole, last = not problems, first_line + len(body.rstrip("\n").split("\n"))
        for at, id in enumerate(SECTION_IDS):
            if id in heading_lines or id in OPTIONAL_SECTIONS or not is_whole:
                continue
            before = next((heading_lines[later] for later in SECTION_IDS[at:] if later in heading_lines), last)
            heading = headings.by_id[id]
            problems.append(document.problem_on_line(before, 1, 1, "section-missing", heading=heading, known=known))
    return tuple(sections), problems


def _blank(lines: list[str]) -> int:
    """Lines to step over from the heading to the first line of text."""
    return next((i for i, line in enumerate(lines) if line), 0) + 1
