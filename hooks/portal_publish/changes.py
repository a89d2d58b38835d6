"""How a release differs from the one before: pages by kind, for whoever publishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from portal.catalog.page_kinds import PageKind, kind_of
from portal_publish.releases import Release


def changed_pages(release: Release, before: Release, prefixes: Iterable[str]) -> tuple[Counter[PageKind], int]:
    """How many pages of each kind are new, changed or gone, and how many are the same.

    `prefixes` are how the languages' addresses begin.
    """
    known = tuple(prefix for prefix in prefixes if prefix)
    found: Counter[PageKind] = Counter()
    same = 0
    for path in sorted(release.files.keys() | before.files.keys()):
        if not path.endswith(".html"):
            continue
        if release.files.get(path) == before.files.get(path):
            same += 1
        else:
            plain = next((path.removeprefix(each) for each in known if path.startswith(each)), path)
            found[kind_of(plain.removesuffix("index.html"))] += 1
    return found, same


def say_changes(found: Counter[PageKind], same: int) -> tuple[str, str]:
    """The counts as a line in Chinese and one in English, most first."""
    if not found:
        return f"网页都没有变（{same} 页）。", f"No page has changed ({same})."
    ordered = found.most_common()
    chinese = "、".join(f"{kind.chinese} {count}" for kind, count in ordered)
    english = ", ".join(f"{kind.english} {count}" for kind, count in ordered)
    return (
        f"变了的网页：{chinese}；没有变的：{same}。",
        f"Pages that changed: {english}; unchanged: {same}.",
    )
