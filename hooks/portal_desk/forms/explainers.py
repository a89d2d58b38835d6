"""Writing: a text with its front matter as fields and its page beside it; a translation beside its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from portal.catalog.record_templates import new_explainer
from portal.explainers.model import section_headings
from portal.explainers.translations import source_hash
from portal.problems.problem import Problem
from portal.records.fields import LANGUAGES, is_id
from portal.records.record_paths import PathError
from portal.records.registry import explainer_path
from portal.yaml_io.reviser import plain_value, revise
from portal_desk.choices import title_of
from portal_desk.clerk import Clerk
from portal_desk.form_fields import Field
from portal_desk.form_values import Posted, read_value
from portal_desk.form_view import view_of
from portal_desk.forms.base import Bases, Form, one, read_yaml, stamp
from portal_desk.markdown_file import body_of, join_front_matter, split_front_matter, with_body
from portal_desk.places import At, by_place
from portal_desk.schemas import form_of
from portal_desk.words import DeskError
from portal_desk.workspace import Request

TEXT = "t"
_NEW_KEYS = ("title", "topic", "audience", "aliases")


class ExplainerForm(Form):
    """A text in one language."""

    template = "explainer.html"

    def __init__(self, clerk: Clerk, rest: str) -> None:
        super().__init__(clerk, f"explainer/{rest}")
        parts = rest.split("/")
        catalog = clerk.snapshot.known
        self.source = next(iter(catalog.languages)) if catalog else "zh"
        if len(parts) != 3 or parts[0] not in LANGUAGES or not all(map(is_id, parts[1:])):
            raise DeskError("没有这篇文章。", "There is no such text.", status=404)
        self.language, self.topic, self.slug = parts
        self.path = explainer_path(*parts)
        self.source_path = explainer_path(self.source, self.topic, self.slug)
        if self.source_path not in clerk.snapshot.files:
            raise DeskError("没有这篇文章。", "There is no such text.", status=404)

    @property
    def is_source(self) -> bool:
        """Whether others are translated from it."""
        return self.language == self.source

    @property
    def title(self) -> str:
        """The text's title in the source language."""
        found = title_of(self.clerk.file(self.source_path) or b"") or self.slug
        return found if self.is_source else f"译文（{self.language}）：{found}"

    @property
    def paths(self) -> tuple[str, ...]:
        """The text's file."""
        return (self.path,)

    @property
    def field(self) -> Field:
        """The form of its front matter."""
        return form_of("explainer" if self.is_source else "explainer-translation", self.clerk.snapshot)

    def _parts(self, bases: Bases) -> tuple[bytes, bytes]:
        raw = bases[self.path]
        if raw is None:  # a translation nobody has begun
            head = f"title: {title_of(self.clerk.file(self.source_path) or b'') or self.slug}\naliases: []\n"
            return head.encode(), b"---\n"
        parts = split_front_matter(raw)
        if parts is None:
            raise DeskError(
                f"{self.path} 的开头读不懂，先按文字改好。", f"{self.path} cannot be read: mend it as text."
            )
        return parts

    def _made(self, posted: Posted, bases: Bases) -> tuple[Any, Any, str, str, bytes]:
        """Front matter before and after, text before and after, and the file."""
        head, rest = self._parts(bases)
        document = read_yaml(self.path, head)
        old = document.value
        if document.problems or not isinstance(old, Mapping):
            raise DeskError(
                f"{self.path} 的开头读不懂，先按文字改好。", f"{self.path} cannot be read: mend it as text."
            )
        new = read_value(self.field, "", old, posted) or {}
        before = body_of(rest)
        after = posted[TEXT][0].replace("\r\n", "\n") if posted.get(TEXT) else before
        if one(posted, "accept") and (hash := self._source_hash()):
            translation = {"state": "draft", "by": "示例译者", **dict(new.get("translation") or {})}
            new = {**new, "translation": {**translation, "of": hash, "on": f"{self.clerk.today}"}}
        names = [inner.key for inner in self.field.fields]
        is_same = after.strip("\n") == before.strip("\n")
        if self.is_source and not (is_same and plain_value(new) == plain_value(old)):
            new = stamp({**new, "": "x"}, old, names, f"{self.clerk.today}", ())
            new.pop("", None)
        made_head = revise(self.path, head, new)
        return old, new, before, after, join_front_matter(made_head, rest if is_same else with_body(rest, after))

    def _source_hash(self) -> str:
        catalog = self.clerk.snapshot.known
        found = catalog.explainers.get(f"{self.topic}/{self.slug}") if catalog else None
        return source_hash(found.source) if found else ""

    def request(self, posted: Posted, bases: Bases) -> Request:
        """The file with what was typed."""
        old, new, before, after, raw = self._made(posted, bases)
        words = [*self.clerk.teller.tell(self.field, _told(old), _told(new))]
        if before.strip("\n") != after.strip("\n"):
            words.append(f"正文：{len(before.strip())} 字 → {len(after.strip())} 字")
        subject = f"{'改文章' if self.is_source else '改译文'}：{self.title}"
        return Request({self.path: raw}, dict(bases), subject, "\n".join(words))

    def context(
        self, posted: Posted | None, bases: Bases, problems: list[Problem], made: Mapping[str, bytes | None]
    ) -> dict[str, Any]:
        """Front matter, text, and for a translation its source."""
        head, rest = self._parts(bases)
        value, text = read_yaml(self.path, head).value, body_of(rest)
        if posted is not None:
            _, value, _, text, raw = self._made(posted, bases)
            head = (split_front_matter(made.get(self.path) or raw) or (head, rest))[0]
        document = read_yaml(self.path, head)
        document.first_line = 1
        own = [problem for problem in problems if problem.path == self.path]
        lines = head.count(b"\n") + 2
        in_text = [problem for problem in own if problem.line > lines]
        placed: dict[At, list[Problem]] = {}
        if document.value is not None:
            placed = by_place(document, [problem for problem in own if problem.line <= lines])
        source = self.clerk.file(self.source_path) or b""
        parts = split_front_matter(source)
        catalog = self.clerk.snapshot.known
        return {
            "view": view_of(self.field, value, placed), "general": placed.get((), []), "in_text": in_text,
            "text": text, "first_line": lines, "is_source": self.is_source, "path": self.path,
            "source_text": body_of(parts[1]) if parts and not self.is_source else "",
            "languages": list(catalog.languages) if catalog else [self.language], "topic": self.topic,
            "slug": self.slug, "language": self.language,
        }  # fmt: skip

    @property
    def preview(self) -> str:
        """Its page."""
        prefix = "" if self.is_source else f"{self.language}/"
        return f"{prefix}explainers/{self.topic}/{self.slug}/"


class NewExplainerForm(Form):
    """A text that is not there yet: its title, its answer, and what residents call it."""

    template = "new_explainer.html"

    def __init__(self, clerk: Clerk, rest: str) -> None:
        super().__init__(clerk, f"write/{rest}")
        self._saved = ""

    @property
    def title(self) -> str:
        """What is done here."""
        return "写一篇新文章"

    @property
    def paths(self) -> tuple[str, ...]:
        """It has no file yet."""
        return ()

    @property
    def field(self) -> Field:
        """What a new text needs."""
        field = form_of("explainer", self.clerk.snapshot)
        return replace(field, fields=tuple(inner for inner in field.fields if inner.key in _NEW_KEYS))

    def request(self, posted: Posted, bases: Bases) -> Request:
        """The file with all its sections, each still to be written."""
        catalog = self.clerk.snapshot.known
        if catalog is None:
            raise DeskError("有档案读不懂，先到“今天要办的”里改好。", "Mend the records first.")
        values = read_value(self.field, "", {"audience": ["everyone"]}, posted) or {}
        slug, answer = one(posted, "slug"), one(posted, "answer")
        asked = {"题目": values.get("title"), "主题": values.get("topic"), "编号": slug, "一句话的回答": answer}
        lacking = [word for word, given in asked.items() if not given]
        if lacking:
            raise DeskError(f"还没有填：{'、'.join(lacking)}。", "Something is not filled in.", status=422)
        language = catalog.source_language
        try:
            path = explainer_path(language.code, str(values["topic"]), slug)
        except PathError as error:
            raise DeskError(f"{error}".partition(" / ")[0], f"{error}", status=422) from None
        if path in self.clerk.snapshot.files:
            raise DeskError(f"“{slug}”已经有了，换一个编号。", f"{slug} is taken already.", status=422)
        headings = {f"{id}": heading for id, heading in section_headings(language).by_id.items()}
        law = next(iter(catalog.laws.values()))
        filled = {**values, "answer": answer, "today": f"{self.clerk.today}",
                  "citation": f"[《{law.short}》第一条](law:{law.id}#1)"}  # fmt: skip
        self._saved = f"explainer/{language.code}/{values['topic']}/{slug}"
        raw = new_explainer(filled, headings).encode()
        return Request(
            {path: raw}, {path: None}, f"写文章：{values['title']}", f"新文章“{values['title']}”，还要写正文"
        )

    def context(
        self, posted: Posted | None, bases: Bases, problems: list[Problem], made: Mapping[str, bytes | None]
    ) -> dict[str, Any]:
        """What is asked for."""
        value = read_value(self.field, "", {"audience": ["everyone"]}, posted or {})
        return {"view": view_of(self.field, value), "slug": one(posted, "slug"), "answer": one(posted, "answer"),
                "general": list(problems)}  # fmt: skip

    @property
    def done(self) -> str:
        """The text, to be written on."""
        return f"/form/{self._saved}" if self._saved else "/texts"


def _told(value: Any) -> Any:
    return {key: item for key, item in value.items() if key != "changed"} if isinstance(value, Mapping) else value
