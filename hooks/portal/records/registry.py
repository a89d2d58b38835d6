"""Which file under content/ holds which kind of record.

One table: reading, checking, schemas and the staff commands all follow it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from portal import records
from portal.records import Record
from portal.records.record_paths import record_path


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record and where its files stand."""

    name: str
    model: type[Record]
    pattern: re.Pattern[str]
    """Of the path below content/; group `id`, where it has one, is the record's id."""
    example: str
    """A path its pattern allows."""
    is_list: bool = False
    """Whether one file lists records that carry their own `id`."""
    is_required: bool = False
    is_shared: bool = False
    """Whether content/common/ has a file of it too, for all towns; a town's own adds to it or overrides entries."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of its files below content/ that `example` stands for, the shared one first."""
        return (f"{COMMON}{self.example}", self.example) if self.is_shared else (self.example,)

    @property
    def globs(self) -> tuple[str, ...]:
        """The paths of its files from the project's root, as editors write patterns."""
        *folders, name = self.example.split("/")
        own = "/".join([*folders[:1], *("*" for _ in folders[1:]), "*.yml" if folders else name])
        return (f"content/{COMMON}{own}", f"content/{own}") if self.is_shared else (f"content/{own}",)


COMMON = "common/"
"""The folder below content/ with what all towns share."""


def _kind(
    name: str, model: type[Record], pattern: str, example: str, *, is_list: bool = False,
    is_required: bool = False, is_shared: bool = False,
) -> Kind:  # fmt: skip
    whole = f"(?:{COMMON})?{pattern}" if is_shared else pattern
    return Kind(name, model, re.compile(whole, re.A), example, is_list, is_required, is_shared)


_ID = r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)"
_DAY = r"(?P<day>(?:19|20)\d{2}-\d{2}-\d{2})"

KINDS = (
    _kind("portal", records.Portal, r"portal\.yml", "portal.yml", is_required=True),
    _kind("village", records.Village, rf"villages/{_ID}\.yml", "villages/jiaya.yml"),
    _kind("adviser", records.Adviser, rf"advisers/{_ID}\.yml", "advisers/sample-01.yml"),
    _kind("event", records.Event, rf"events/(?P<year>(?:19|20)\d{{2}})/{_DAY}-{_ID}\.yml",
          "events/2026/2026-12-04-constitution-day.yml"),
    _kind("work", records.Work, r"work/(?P<id>(?:19|20)\d{2}-(?:0[1-9]|1[0-2]))\.yml", "work/2026-11.yml"),
    _kind("holidays", records.HolidayYear, r"holidays/(?P<id>(?:19|20)\d{2})\.yml", "holidays/2027.yml"),
    _kind("plan", records.PlanYear, r"plans/(?P<id>(?:19|20)\d{2})\.yml", "plans/2026.yml"),
    _kind("study", records.StudyYear, r"study/(?P<id>(?:19|20)\d{2})\.yml", "study/2026.yml"),
    _kind("report", records.ReportYear, r"reports/(?P<id>(?:19|20)\d{2})\.yml", "reports/2024.yml"),
    _kind("duty", records.Duty, r"duties\.yml", "duties.yml", is_list=True),
    _kind("office", records.Office, r"offices\.yml", "offices.yml", is_list=True, is_required=True, is_shared=True),
    _kind("place", records.Place, r"places\.yml", "places.yml", is_list=True),
    _kind("topic", records.Topic, r"topics\.yml", "topics.yml", is_list=True, is_required=True, is_shared=True),
    _kind("law", records.Law, r"laws\.yml", "laws.yml", is_list=True, is_required=True, is_shared=True),
    _kind("law-shape", records.LawShape, r"law_shapes\.yml", "law_shapes.yml", is_list=True, is_shared=True),
    _kind("term", records.Term, r"glossary\.yml", "glossary.yml", is_list=True, is_shared=True),
    _kind("question", records.Question, r"help\.yml", "help.yml", is_list=True, is_shared=True),
    _kind("observance", records.Observance, r"observances\.yml", "observances.yml", is_list=True, is_shared=True),
    _kind("search", records.SearchWords, r"search\.yml", "search.yml", is_shared=True),
    _kind("privacy-allow", records.AllowEntry, r"privacy-allow\.yml", "privacy-allow.yml", is_list=True),
    _kind("material", records.Material, r"materials\.yml", "materials.yml", is_list=True),
)  # fmt: skip

LABELS = re.compile(rf"(?:{COMMON})?labels/(?P<language>[a-z]{{2}})\.yml")
FREE_PAGE = re.compile(
    r"docs/(?P<language>[a-z]{2})/(?!explainers/|letters/)(?P<id>(?:[a-z0-9-]++/)*+[a-z0-9-]++)\.md", re.A
)
"""A Markdown page of docs/ that is neither explainer nor letter; `id` is its address without the last `/`."""
_HIDDEN_NAME = r"\.(?!\.?(?:/|\Z))"
HIDDEN = re.compile(rf"(?:(?!{_HIDDEN_NAME})[^/]*+/)*+{_HIDDEN_NAME}(?s:.*)")
"""Hidden files, and all in hidden folders. `.` and `..` are no folders of that name: they lead elsewhere."""
NOT_RECORDS = re.compile(rf"README\.md|{HIDDEN.pattern}|_examples/.*|advisers/photos/[^/]+")
"""Files below content/ that are no records: the manual, schemas, examples, photos."""

OUR_HIDDEN = re.compile(r"content/\.schema/[a-z]+(?:-[a-z]+)*\.json")
"""The only hidden files among the records: schemas, for editors."""
LEFT_BY_EDITORS = re.compile(
    r"(?:[^/]*/)*\.(?:[^/]*\.sw[a-z]|#[^/]*|~lock\.[^/]*#|DS_Store|_[^/]*|[^/]*\.\d+\.new|goutputstream-\w+)"
)
"""What editors and systems leave in a folder while they work; nobody commits it on purpose."""

PHOTOS = "content/advisers/photos/"
"""Where the photos of advisers stand; the record of each says when its owner agreed."""

NAMES = {
    "village": ("村", "village"),
    "adviser": ("法律顾问", "adviser"),
    "office": ("单位", "office"),
    "place": ("场所", "place"),
    "topic": ("主题", "topic"),
    "material": ("宣传资料", "material"),
    "law": ("法律", "law"),
    "event": ("活动", "event"),
    "term": ("术语", "term"),
    "question": ("问题", "question"),
    "explainer": ("文章", "explainer"),
}
"""What staff call a kind that others refer to."""


SCHEMAS = ".schema"
"""The folder below content/ with a JSON Schema a kind (`records/json_schema.py` makes them)."""


def schema_line(kind: str, path: str) -> str:
    """The comment that tells an editor the schema of a file of that kind at that path below content/."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{SCHEMAS}/{kind}.json"


def path_of(kind: str, id: str) -> str:
    """The file of a record that has one of its own and is named by its id alone."""
    found = next(k for k in KINDS if k.name == kind)
    return record_path("content", found.example.split("/")[0], id)


def event_path(day: date | str, id: str) -> str:
    """The file of a session: it keeps the day it was first set for."""
    return record_path("content", "events", f"{day}"[:4], f"{day}-{id}")


def explainer_path(language: str, topic: str, slug: str) -> str:
    """The file of an explainer in a language."""
    return record_path("docs", language, "explainers", topic, slug, ending="md")


def folder_of(kind: str) -> str:
    """Where the records of a kind are found, for messages."""
    if kind == "explainer":
        return "docs/"
    found = next(k for k in KINDS if k.name == kind)
    return "content/" + (found.example if found.is_list else found.example.split("/")[0] + "/")
