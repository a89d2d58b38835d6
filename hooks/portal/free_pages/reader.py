"""Free pages from files: front matter, title, and what no line of their Markdown may hold.

Front matter is optional in the source language, as MkDocs' users are used to: a page may begin with `# Title`.
What needs other records (addresses, links) is judged by `checks/free_pages.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from portal.explainers.markdown_subset import LINK
from portal.explainers.model import split_front_matter
from portal.free_pages.model import FreePage, FreePageText
from portal.i18n.language import Language
from portal.problems.problem import Problem
from portal.records.fields import LANGUAGES
from portal.records.front_matter import FreePageFacts, TranslatedPageFacts
from portal.records.registry import FREE_PAGE
from portal.records.validation import RecordStore, read_record
from portal.yaml_io.document import MOST_PROBLEMS, Document, decode

_FENCE = re.compile(r" {0,3}(?P<mark>```|~~~)")
_CODE = re.compile(r"(?<!`)`++[^`\n]*+`++")
_HTML = re.compile(r"<(?=[A-Za-z/!?])[^<>\n]*+>?")
_BRACKET = re.compile(r"[\[\]]")
_TITLE = re.compile(r"#(?!#)[ \t]*+(?P<words>[^\n]*)")
_TITLE_UNDERLINE = re.compile(r"=++[ \t]*+")
_MARKS = re.compile(r"[*_`#]++")


def read_free_pages(
    files: Mapping[str, bytes], languages: Mapping[str, Language], store: RecordStore
) -> dict[str, FreePage]:
    """Return the free pages by id, in the order of their ids; problems go to the store."""
    source_code = store.languages[0]
    texts: dict[str, dict[str, FreePageText | None]] = {}
    for path in sorted(files):
        match = FREE_PAGE.fullmatch(path)
        if match and match["language"] in LANGUAGES and match["language"] in languages:
            by_language = texts.setdefault(match["id"], {})
            by_language[match["language"]] = _read_text(path, match["language"], files[path], store)
    found = {}
    for id, by_language in texts.items():
        if source_code not in by_language:
            store.problems += [
                Problem("translation-without-source", f"docs/{code}/{id}.md", args={"source": source_code})
                for code in by_language
            ]
        elif source := by_language[source_code]:
            translations = {code: text for code, text in by_language.items() if text and code != source_code}
            found[id] = FreePage(id, source, translations)
            store.problems += _check_translations(found[id], by_language, store)
    return found


def _check_translations(page: FreePage, tried: Mapping[str, object], store: RecordStore) -> Iterator[Problem]:
    """Report languages the page lacks, and translations of an earlier source text."""
    for code in store.languages:
        if code not in tried:
            yield Problem("translation-missing", page.source.path, args={"language": code, "count": "1"})
    for text in page.translations.values():
        if page.is_stale(text):
            document, _ = store.places["page", f"{text.language}/{page.id}"]
            yield document.problem_at(("translation", "of"), "translation-stale", path=text.path)


def _read_text(path: str, code: str, raw: bytes, store: RecordStore) -> FreePageText | None:
    """Return a page in one language; None if it cannot be read or has no title."""
    text, problems = decode(path, raw)
    is_source = code == store.languages[0]
    if problems:
        store.problems += problems
        return None
    document, body, first_line = _split(path, text, has_to_begin=not is_source)
    page_id = path.split("/", 2)[2].removesuffix(".md")
    store.places["page", f"{code}/{page_id}"] = (document, ())
    facts, problems = read_record(document, FreePageFacts if is_source else TranslatedPageFacts, store.languages)
    lines = list(_without_code(body, first_line))
    problems += islice(_check_lines(document, lines), MOST_PROBLEMS)
    title = (facts.title if facts else "") or _find_title(lines)
    if not title and not problems:
        problems.append(document.problem_on_line(first_line + 1, 1, 1, "page-title-missing"))
    store.problems += problems
    if facts is None or not title:
        return None
    store.check_marks(facts, document, ())
    return FreePageText(
        path, code, title, facts.description or "", tuple(lines), facts.changed,
        facts.translation if isinstance(facts, TranslatedPageFacts) else None,
    )  # fmt: skip


def _split(path: str, text: str, *, has_to_begin: bool) -> tuple[Document, str, int]:
    """Return front matter, body and the lines before it; without front matter the document is an empty record."""
    if has_to_begin or not text.strip() or text.startswith("---"):
        return split_front_matter(path, text)
    return Document(path, "", {}, whole=text), text, 0


def _without_code(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers; fenced blocks and code spans are blanked, at their width."""
    fence = ""
    for number, line in enumerate(body.split("\n"), first_line + 1):
        match = _FENCE.match(line)
        if fence or match:
            fence = "" if fence and match and match["mark"] == fence else fence or (match["mark"] if match else "")
            yield number, ""
        else:
            yield number, _CODE.sub(lambda code: " " * len(code[0]), line)


def _find_title(lines: Sequence[tuple[int, str]]) -> str:
    """Return the words of a `# Title` in the first line that is not blank."""
    first = next((line for _, line in lines if line.strip()), "")
    match = _TITLE.fullmatch(first)
    return _MARKS.sub("", LINK.sub(lambda link: link["text"], match["words"])).strip() if match else ""


def _check_lines(document: Document, lines: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """Report raw HTML, brackets that are no link, and headings of the first level but the title."""
    first = next((number for number, line in lines if line.strip()), 0)
    for number, line in lines:
        for match in _HTML.finditer(line):
            yield document.problem_on_line(number, match.start() + 1, len(match[0]), "page-html", text=match[0][:40])
        shown = LINK.sub(lambda link: "\0" * len(link[0]), line)
        if bracket := _BRACKET.search(shown):
            yield document.problem_on_line(
                number, bracket.start() + 1, 1, "link-form", text=line[bracket.start() :][:40]
            )
        if (_TITLE.fullmatch(line) and number != first) or (line and _TITLE_UNDERLINE.fullmatch(line)):
            yield document.problem_on_line(number, 1, len(line), "page-title-twice", heading=line[:40])
