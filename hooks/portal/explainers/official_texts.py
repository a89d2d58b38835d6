"""Official law texts, where a folder of them is at hand: what the register has to agree with.

The texts stay outside the project; it keeps facts of a law, never its words. A folder holds
one JSON a law: `title`, `articles` (number -> text, a line a paragraph or item), and
`index.json` with `short` and `version` of each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, TypeAdapter

from portal.records import Law
from portal.records.fields import Id
from portal.text.staff_message import StaffError
from portal.yaml_io.editor import Editor
from portal.yaml_io.emitter import block_lines

REGISTER = "content/common/laws.yml"
SHAPES = "content/common/law_shapes.yml"
DATABASE = "https://flk.npc.gov.cn/"
"""The national database of laws: where the official text of every law is looked up."""

_ITEM = re.compile(r"[（(][一二三四五六七八九十百]+[）)]")
"""Some official texts have half-width brackets."""
_WITHIN_ITEM = re.compile(r"\d+[．.、]|[①-⑳]")
"""What an item is divided into (目) is neither an item nor a paragraph."""
_NO_WIDTH = "\u200b"


@dataclass(frozen=True, slots=True)
class LawText:
    """A law's official text."""

    title: str
    short: str
    """How people call it."""
    version: str
    articles: Mapping[str, str]

    @property
    def last(self) -> int:
        """The number of the last article."""
        return max(int(number.partition("-")[0]) for number in self.articles)

    @property
    def inserted(self) -> tuple[str, ...]:
        """Inserted articles such as 133-1, in their order."""
        return tuple(number for number in self.articles if "-" in number)


_Form = TypeVar("_Form")


class _Facts(BaseModel):
    """What index.json says of a law."""

    short: str
    version: date


class _Text(BaseModel):
    """What a law's own file says, articles by number."""

    title: str
    articles: Annotated[dict[Annotated[str, Field(pattern=r"^[1-9]\d*(-[1-9]\d*)?$")], str], Field(min_length=1)]


def read_law_texts(folder: Path) -> dict[str, LawText]:
    """Every law of the folder by id; ValueError, worded for staff, where a file is missing or of another form."""
    index = _read(folder / "index.json", TypeAdapter(dict[Id, _Facts]))
    texts = {}
    for id, facts in index.items():
        law = _read(folder / f"{id}.json", TypeAdapter(_Text))
        texts[id] = LawText(law.title, facts.short, facts.version.isoformat(), law.articles)
    return texts


def _read(path: Path, form: TypeAdapter[_Form]) -> _Form:
    try:
        return form.validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise StaffError(
            f"{path}: 读不出法律原文，需要每部法律一个 JSON 和 index.json",
            "no law text can be read here: one JSON a law and index.json are needed",
        ) from error


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
        for key, ours, theirs in (
            ("title", law.title, text.title),
            ("version", f"{law.version}", text.version),
            ("last", str(law.last), str(text.last)),
            ("inserted", " ".join(sorted(law.inserted)), " ".join(sorted(text.inserted))),
        ):
            if ours != theirs:
                found.append(f"{id}: {key} {ours} → {theirs}")
    found += [f"{id}: 登记里没有 / not in the register" for id in texts if id not in laws]
    return found


def renew_register(raw: bytes, texts: Mapping[str, LawText]) -> bytes:
    """laws.yml with what the texts say of each law, and an entry for each law it lacks.

    What a text does not say stays as it is: names in other languages, the official page, comments.
    A new law is called by its short name, in Chinese alone. ValueError, worded for staff, for what
    has to be changed by hand.
    """
    editor = Editor(REGISTER, raw)
    known = {entry["id"]: position for position, entry in enumerate(editor.document.value)}
    changes: dict[tuple[str | int, ...], Any] = {}
    new = []
    for id, text in texts.items():
        if id not in known:
            new.append(block_lines(_new_entry(id, text), 0, as_item=True))
            continue
        position = known[id]
        changes |= {(position, "title"): text.title, (position, "version"): text.version}
        changes[position, "last"] = str(text.last)
        if set(editor.value(position, "inserted") or ()) != set(text.inserted):
            changes[position, "inserted"] = list(text.inserted) or None
    editor.set_all(changes)
    register = editor.result()
    end = b"\r\n" if b"\r\n" in register else b"\n"
    for lines in new:
        register = register.rstrip() + end * 2 + end.join(line.encode() for line in lines) + end
    return register


def _new_entry(id: str, text: LawText) -> dict[str, Any]:
    return {
        "id": id,
        "title": text.title,
        "short": text.short,
        "name": {"zh": text.short},
        "version": text.version,
        "last": str(text.last),
        **({"inserted": list(text.inserted)} if text.inserted else {}),
        "official": DATABASE,
    }


def shapes_file(texts: Mapping[str, LawText]) -> str:
    """content/common/law_shapes.yml: articles of more than one paragraph, or with items."""
    lines = [
        "# 各条有几款、每款有几项，用来核对引用；由 portal laws 生成，不要手改。",
        "# 27:0,3 的意思：第27条两款，第一款没有项，第二款三项；没写的条只有一款。",
    ]
    for id in sorted(texts):
        counts = ((number, count_paragraphs(article)) for number, article in texts[id].articles.items())
        words = [f"{number}:{','.join(map(str, count))}" for number, count in counts if count not in ((0,), ())]
        lines += [f"- id: {id}", f'  articles: "{" ".join(words)}"', ""]
    return "\n".join(lines).rstrip() + "\n"
