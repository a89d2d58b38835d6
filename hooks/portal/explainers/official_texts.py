"""Official law texts, where a folder of them is at hand: what the register has to agree with.

The texts stay outside the project; it keeps facts of a law, never its words. A folder holds
one JSON a law: `title`, `articles` (number -> text, a line a paragraph or item), and
`index.json` with `short` and `version` of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, TypeAdapter

from portal.explainers.law_changes import article_hash
from portal.records import Law, LawShape
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
_FROM_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:起| )施行")
_FROM_PUBLICATION = re.compile(r"自(?:公布|发布)之日起施行")
_PUBLISHED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日.{0,40}(?:公布|发布)")
_REPEAL = re.compile(r"同时废止")
_WHOLE_LAW = re.compile(r"《([^《》]++)》(?!(?:（[^（）]{0,40}+）)?第)")
"""A title in a sentence of repeal, unless only an article of it is repealed."""
_STATE = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class LawText:
    """A law's official text."""

    title: str
    short: str
    """How people call it."""
    version: str
    articles: Mapping[str, str]
    history: tuple[str, ...] = ()
    """Passages and amendments, a line each."""

    @property
    def in_force(self) -> str | None:
        """From when this version applies, where the text says so.

        An amended law still says when its first version came into force: such a day lies before its version and
        is left out.
        """
        last = "\n".join([*list(self.articles.values())[-2:], *self.history])
        days = {_iso(*found) for found in _FROM_DAY.findall(last)}
        if _FROM_PUBLICATION.search(last):
            days |= {_iso(*found) for found in _PUBLISHED.findall("\n".join(self.history))} & {self.version}
        days = {day for day in days if day >= self.version}
        return days.pop() if len(days) == 1 else None

    @property
    def repealed(self) -> frozenset[str]:
        """The titles of the laws it ends, each as it is written."""
        sentences = "。".join(self.articles.values()).replace("\n", "。").split("。")
        return frozenset(title for one in sentences if _REPEAL.search(one) for title in _WHOLE_LAW.findall(one))

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
    history: tuple[str, ...] = ()
    articles: Annotated[dict[Annotated[str, Field(pattern=r"^[1-9]\d*(-[1-9]\d*)?$")], str], Field(min_length=1)]


def read_law_texts(folder: Path) -> dict[str, LawText]:
    """Every law of the folder by id; ValueError, worded for staff, where a file is missing or of another form."""
    if not folder.is_dir():
        raise ValueError(f"{folder}: 没有这个文件夹 / there is no such folder")
    index = _read(folder / "index.json", TypeAdapter(dict[Id, _Facts]))
    texts = {}
    for id, facts in index.items():
        law = _read(folder / f"{id}.json", TypeAdapter(_Text))
        texts[id] = LawText(law.title, facts.short, facts.version.isoformat(), law.articles, law.history)
    return texts


def _read(path: Path, form: TypeAdapter[_Form]) -> _Form:
    try:
        return form.validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise StaffError(
            f"{path}: 读不出法律原文，需要每部法律一个 JSON 和 index.json",
            "no law text can be read here: one JSON a law and index.json are needed",
        ) from error


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def find_replaced(titles: Mapping[str, str], texts: Mapping[str, LawText]) -> dict[str, str]:
    """Which laws (`titles` by id) are ended by which law of the texts; an older edition is no law of its own."""
    by_title = {title.removeprefix(_STATE): id for id, title in titles.items()}
    found = {}
    for id, text in texts.items():
        for title in text.repealed:
            old = by_title.get(title.removeprefix(_STATE))
            if old and old != id:
                found[old] = id
    return found


def divide_article(article: str) -> Iterator[tuple[str, int, int]]:
    """The lines of an article's text, each with the number of its paragraph and of its item (0: before the first)."""
    paragraph = item = 0
    for line in map(str.strip, article.split("\n")):
        if line and not line.strip(_NO_WIDTH):
            return  # a blank of no width: the heading of the next chapter follows, if anything
        if not line:
            continue
        if _ITEM.match(line) and paragraph:
            item += 1
        elif not (_WITHIN_ITEM.match(line) and paragraph):
            paragraph, item = paragraph + 1, 0
        yield line, paragraph, item


def count_paragraphs(article: str) -> tuple[int, ...]:
    """The items in each paragraph of an article's text."""
    counts: dict[int, int] = {}
    for _, paragraph, item in divide_article(article):
        counts[paragraph] = item
    return tuple(counts.values())


def compare_register(laws: Mapping[str, Law], texts: Mapping[str, LawText]) -> list[str]:
    """Where laws.yml disagrees with the texts, one line a difference."""
    found = []
    replaced = find_replaced({id: law.title for id, law in laws.items()}, texts)
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
            ("in_force", f"{law.in_force}", text.in_force or f"{law.in_force}"),
            ("replaced_by", f"{law.replaced_by}", replaced.get(id, f"{law.replaced_by}")),
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
    titles = {entry["id"]: entry["title"] for entry in editor.document.value}
    replaced = find_replaced(titles | {id: text.title for id, text in texts.items()}, texts)
    for id, position in known.items():
        if id in replaced:
            changes[position, "replaced_by"] = replaced[id]
    for id, text in texts.items():
        if id not in known:
            new.append(block_lines(_new_entry(id, text), 0, as_item=True))
            continue
        position = known[id]
        changes |= {(position, "title"): text.title, (position, "version"): text.version}
        changes[position, "last"] = str(text.last)
        if text.in_force:
            changes[position, "in_force"] = text.in_force
        elif editor.value(position, "version") != text.version:
            changes[position, "in_force"] = None  # it was the older edition's
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
        **({"in_force": text.in_force} if text.in_force else {}),
        "last": str(text.last),
        **({"inserted": list(text.inserted)} if text.inserted else {}),
        "official": DATABASE,
    }


def shapes_file(texts: Mapping[str, LawText], laws: Mapping[str, Law], kept: Mapping[str, LawShape]) -> str:
    """content/common/law_shapes.yml: how articles are divided, and a hash of the words of each.

    `laws` and `kept` are the register and this file as they were: an article with the words it had before keeps the day
    since which it has them. What is kept of laws that have no text here stays.
    """
    lines = [
        "# 各条有几款、每款有几项，用来核对引用；文字的校验码，用来看出哪条改了。由 portal laws 生成，不要手改。",
        "# 27:0,3 的意思：第27条两款，第一款没有项，第二款三项；没写的条只有一款。",
        "# 27:3fa9c1@2012-10-26 的意思：第27条从2012-10-26的版本起就是这些字；没有 @ 的，从登记的版本起。",
    ]
    for id in sorted({*texts, *kept}):
        shape = kept.get(id)
        counts: Mapping[str, tuple[int, ...]] = shape.articles if shape else {}
        hashes: Mapping[str, str] = shape.hashes if shape else {}
        if id in texts:
            articles = texts[id].articles
            counts = {number: count_paragraphs(article) for number, article in articles.items()}
            hashes = {
                number: _hash(article, number, texts[id].version, laws.get(id), shape)
                for number, article in articles.items()
            }
        divided = [
            f"{number}:{','.join(map(str, count))}" for number, count in counts.items() if count not in ((0,), ())
        ]
        lines += [f"- id: {id}", f'  articles: "{" ".join(divided)}"']
        if hashes:
            lines.append(f'  hashes: "{" ".join(f"{number}:{value}" for number, value in hashes.items())}"')
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _hash(article: str, number: str, version: str, law: Law | None, kept: LawShape | None) -> str:
    """An article's hash, with the day of the edition that gave it its words where that is not the present one."""
    digest = article_hash(article)
    before, _, since = (kept.hashes.get(number, "") if kept else "").partition("@")
    if law and f"{law.version}" == version:
        # The same edition: a text that was mended is no change of the law.
        return f"{digest}@{since}" if since else digest
    if law and before == digest:
        return f"{digest}@{since or law.version}"
    return digest
