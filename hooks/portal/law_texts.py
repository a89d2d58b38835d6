"""Official law texts, where a folder of them is at hand: what the register has to agree with.

The texts stay outside the project; it keeps facts of a law, never its words. A folder holds
one JSON a law: `title`, `articles` (number -> text, a line a paragraph or item), and
`index.json` with `version` and `last` of each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.records import Law

_ITEM = re.compile(r"[（(][一二三四五六七八九十百]+[）)]")
"""Some official texts have half-width brackets."""
_WITHIN_ITEM = re.compile(r"\d+[．.、]|[①-⑳]")
"""What an item is divided into (目) is neither an item nor a paragraph."""
_NO_WIDTH = "\u200b"


@dataclass(frozen=True, slots=True)
class LawText:
    """A law's official text."""

    title: str
    version: str
    articles: Mapping[str, str]


def read_law_texts(folder: Path) -> dict[str, LawText]:
    """Every law of the folder by id; OSError or ValueError where it holds none."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    texts = {}
    for id, facts in index.items():
        law = json.loads((folder / f"{id}.json").read_text(encoding="utf-8"))
        texts[id] = LawText(law["title"], facts["version"], law["articles"])
    return texts


def count_paragraphs(article: str) -> tuple[int, ...]:
    """The items in each paragraph of an article's text."""
    counts: list[int] = []
    for line in map(str.strip, article.split("\n")):
        if line and not line.strip(_NO_WIDTH):
            break  # a blank of no width: the heading of the next chapter follows, if anything
        if _ITEM.match(line) and counts:
            counts[-1] += 1
        elif line and not (_WITHIN_ITEM.match(line) and counts):
            counts.append(0)
    return tuple(counts)


def compare_register(laws: Mapping[str, Law], texts: Mapping[str, LawText]) -> list[str]:
    """Where laws.yml disagrees with the texts, one line a difference."""
    found = []
    for id, law in laws.items():
        text = texts.get(id)
        if text is None:
            found.append(f"{id}: 没有原文 / no text")
            continue
        plain = [int(number) for number in text.articles if "-" not in number]
        inserted = tuple(number for number in text.articles if "-" in number)
        for key, ours, theirs in (
            ("title", law.title, text.title),
            ("version", f"{law.version}", text.version),
            ("last", str(law.last), str(max(plain))),
            ("inserted", " ".join(sorted(law.inserted)), " ".join(sorted(inserted))),
        ):
            if ours != theirs:
                found.append(f"{id}: {key} {ours} → {theirs}")
    return found


def shapes_file(texts: Mapping[str, LawText]) -> str:
    """content/law_shapes.yml: articles of more than one paragraph, or with items."""
    lines = [
        "# 各条有几款、每款有几项，用来核对引用；由 portal laws 生成，不要手改。",
        "# 27:0,3 的意思：第27条两款，第一款没有项，第二款三项；没写的条只有一款。",
    ]
    for id in sorted(texts):
        counts = ((number, count_paragraphs(article)) for number, article in texts[id].articles.items())
        words = [f"{number}:{','.join(map(str, count))}" for number, count in counts if count not in ((0,), ())]
        lines += [f"- id: {id}", f'  articles: "{" ".join(words)}"', ""]
    return "\n".join(lines).rstrip() + "\n"
