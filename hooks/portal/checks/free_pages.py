"""Checks of free pages against everything else: no address is used twice, every link leads to a page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import partial
from typing import cast

from portal.catalog.page_kinds import FREE_PAGE, KINDS, PageKind, ids_in, kind_of
from portal.explainers.model import Link
from portal.explainers.text_checks import check_citation
from portal.free_pages.model import FreePage, FreePageText, address_of
from portal.problems.problem import Problem, nearest
from portal.records import Law, LawShape
from portal.records.fields import LANGUAGES
from portal.records.validation import RecordStore
from portal.yaml_io.document import Document

_FOLDERS = ("assets", "photos", "search", "share", "server", "internal")
"""Folders of the site that hold no pages."""
_RECORDS = {
    **dict.fromkeys(("village", "dates", "notice", "poster", "card"), "village"),
    "adviser": "adviser", "event": "event", "topic": "topic", "explainer": "explainer", "law": "law",
}  # fmt: skip
"""Kinds of pages that stand for a record, and the record's kind."""


def check_free_pages(pages: Mapping[str, FreePage], store: RecordStore) -> Iterator[Problem]:
    """Report addresses that records or the site itself use, and links that lead nowhere."""
    for page in pages.values():
        for text in (page.source, *page.translations.values()):
            document, _ = store.places["page", f"{text.language}/{page.id}"]
            if owner := _owner(page.path):
                chinese, english = owner
                yield document.problem_on_line(
                    1, 1, 1, "page-address-taken", address=page.path, owner_zh=chinese, owner_en=english
                )
            for link in text.links():
                yield from _check_link(document, text, page, link, pages, store)


def _owner(address: str) -> tuple[str, str] | None:
    """Return who uses an address or the folder it stands in, in Chinese and English; None if nobody does."""
    kind = kind_of(address)
    if kind is not FREE_PAGE:
        return f"“{kind.chinese}”", f"“{kind.english}”"
    top = address.split("/")[0]
    if section := _section(top):
        return f"“{section.chinese}”", f"“{section.english}”"
    if top in LANGUAGES:
        return f"语言 {top}", f"the language {top}"
    return ("网站自己的文件", "files of the site itself") if top in _FOLDERS else None


def _section(top: str) -> PageKind | None:
    """Return the first kind of page whose addresses begin with that folder."""
    return next((kind for kind in KINDS if kind.pattern.pattern.split("/")[0] == top), None)


def _check_link(
    document: Document,
    text: FreePageText,
    page: FreePage,
    link: Link,
    pages: Mapping[str, FreePage],
    store: RecordStore,
) -> Iterator[Problem]:
    report = partial(document.problem_on_line, link.line, link.column, max(1, len(link.target)))
    scheme, _, rest = link.target.partition(":")
    if scheme == "law":
        if "law" not in store.unread:
            laws = cast(Mapping[str, Law], store.records.get("law", {}))
            shapes = cast(Mapping[str, LawShape], store.records.get("law-shape", {}))
            yield from check_citation(document, link, text.language, laws, shapes)
    elif not link.text.strip():
        yield report("link-form", text=f"[]({link.target})")
    elif scheme in ("office", "term"):
        store.check_reference(scheme, rest, report)
    elif not _leads_on(link.target, page, pages, store):
        guess = nearest(link.target, [f"{posixpath.relpath(id, posixpath.dirname(page.id) or '.')}.md" for id in pages])
        hint_zh, hint_en = ("改正，或删掉链接", "mend it, or delete the link")
        if guess:
            hint_zh, hint_en = f"是不是 {guess}？", f"did you mean {guess}?"
        yield report("page-link", target=link.target, hint_zh=hint_zh, hint_en=hint_en)


def _leads_on(target: str, page: FreePage, pages: Mapping[str, FreePage], store: RecordStore) -> bool:
    """Tell whether a link that is no citation leads to a page of the site."""
    address, _, fragment = target.partition("#")
    if not address:
        return bool(fragment)
    if address.startswith("/"):
        return _is_page(address[1:], pages, store)
    if not address.endswith(".md"):
        return False
    id = posixpath.normpath(posixpath.join(posixpath.dirname(page.id), address.removesuffix(".md")))
    return id in pages or _has_record("explainer", id.removeprefix("explainers/"), store)


def _is_page(address: str, pages: Mapping[str, FreePage], store: RecordStore) -> bool:
    """Tell whether an address below the language's root is a page; months and years are none, for they pass."""
    kind = kind_of(address)
    if kind is FREE_PAGE:
        return address in {address_of(id) for id in pages}
    ids = ids_in(address)
    if kind.id in _RECORDS:
        return _has_record(_RECORDS[kind.id], ids[0], store)
    return not ids and kind.id != "not-found"


def _has_record(kind: str, id: str, store: RecordStore) -> bool:
    return (kind, id) in store.places or kind in store.unread
