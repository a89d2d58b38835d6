"""Tags of government sites and of shared links: from records, and nothing that is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.loading.load import load
from portal.problems.problem import Problem
from portal.views.conventions import PageFacts, graph_tags, page_tags, site_tags

TODAY = date(2026, 11, 22)
VILLAGE = PageFacts("villages/jiaya/", "加牙村法律顾问", "加牙村", "villages", "article", date(2026, 11, 2),
                    shared=("village", "jiaya"))  # fmt: skip


def _context(files: dict[str, bytes], *changes: tuple[str, str], language: str = "zh") -> ViewContext:
    text = files["content/portal.yml"].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    catalog, problems = load({**files, "content/portal.yml": text.encode()}, TODAY)
    assert catalog, [problem.code for problem in problems if not problem.is_warning]
    return ViewContext(catalog, Agenda(catalog, TODAY), catalog.languages[language])


def _tags(facts: PageFacts, context: ViewContext) -> dict[str, str]:
    return dict([*site_tags(context), *page_tags(facts, context)])


def _warnings(files: dict[str, bytes], *changes: tuple[str, str, str]) -> list[Problem]:
    changed = dict(files)
    for path, old, new in changes:
        assert old in changed[path].decode()
        changed[path] = changed[path].decode().replace(old, new).encode()
    return load(changed, TODAY)[1]


def test_a_village_page_is_an_article_with_the_date_of_its_record(files: dict[str, bytes]) -> None:
    assert _tags(VILLAGE, _context(files)) == {
        "SiteName": "上新庄镇普法",
        "SiteDomain": "example.org",
        "ArticleTitle": "加牙村",
        "PubDate": "2026-11-02 00:00",
        "ContentSource": "上新庄镇司法所",
        "Url": "https://example.org/sxz/villages/jiaya/",
    }


def test_a_column_page_names_its_column(files: dict[str, bytes]) -> None:
    tags = _tags(PageFacts("calendar/", "普法日历", section="calendar", kind="column"), _context(files))
    assert tags["ColumnName"] == "日历"
    assert tags["ColumnType"] == "工作动态"
    assert tags["ColumnKeywords"] == "普法活动,坐班日期,法律宣传日"
    assert tags["ColumnDescription"]
    assert not {"ArticleTitle", "PubDate", "ContentSource"} & tags.keys()


def test_what_is_not_known_is_left_out(files: dict[str, bytes]) -> None:
    context = _context(files, ("base_url: https://example.org/sxz/", "base_url:"))
    facts = PageFacts("events/x/", "讲座", kind="article")
    assert list(_tags(facts, context)) == ["SiteName", "ArticleTitle", "ContentSource"]
    assert list(graph_tags(facts, context)) == []


def test_the_site_code_stands_on_every_page_once_it_is_granted(files: dict[str, bytes]) -> None:
    given = ("plan_name:", "site_identification:\n  site_id_code: 6301060001\nplan_name:")
    for facts in (VILLAGE, PageFacts("", "首页")):
        assert _tags(facts, _context(files, given))["SiteIDCode"] == "6301060001"


def test_a_shared_link_shows_a_picture_that_is_drawn(files: dict[str, bytes]) -> None:
    tags = dict(graph_tags(VILLAGE, _context(files, language="bo")))
    assert tags["og:url"] == "https://example.org/sxz/bo/villages/jiaya/"
    assert tags["og:image"].startswith("https://example.org/sxz/share/village-jiaya.")
    assert (tags["og:title"], tags["og:type"]) == ("加牙村法律顾问", "article")


def test_a_sensitive_page_gives_nothing_to_share_and_no_keywords(files: dict[str, bytes]) -> None:
    facts = PageFacts("explainers/family/at-home/", "家里的事", kind="article", keywords=("挨打",), is_sensitive=True)
    assert list(graph_tags(facts, _context(files))) == []
    assert "Keywords" not in _tags(facts, _context(files))


@pytest.mark.parametrize(
    ("code", "path", "old", "new"),
    [
        ("site-identification-missing", "content/portal.yml", "sample: true", "sample: true"),
        ("column-facts-missing", "content/portal.yml", "  laws:\n    type: 政策解读", "  help:\n    type: 政策解读"),
        ("no-changed-date", "content/villages/jiaya.yml", "changed: 2026-11-02\n", ""),
    ],
)
def test_staff_are_told_what_pages_go_without(
    code: str, path: str, old: str, new: str, files: dict[str, bytes]
) -> None:
    files = dict(files)
    if code == "column-facts-missing":  # help: stands further down; keep one of the two
        text = files[path].decode()
        at = text.index("  help:\n")
        files[path] = (text[:at] + text[text.index("plan_name:") :]).encode()
    found = [problem for problem in _warnings(files, (path, old, new)) if problem.code == code]
    assert found and all(problem.is_warning for problem in found)


def test_an_unknown_column_is_a_problem_at_its_line(files: dict[str, bytes]) -> None:
    found = _warnings(files, ("content/portal.yml", "  laws:\n    type", "  lawz:\n    type"))
    assert [(p.code, p.excerpt.strip()) for p in found if not p.is_warning] == [("column-unknown", "lawz:")]


def test_the_sites_numbers_are_whole_or_refused(files: dict[str, bytes]) -> None:
    found = _warnings(
        files, ("content/portal.yml", "plan_name:", "site_identification:\n  site_id_code: 63010\nplan_name:")
    )
    assert [problem for problem in found if not problem.is_warning]


def test_a_letter_the_font_lacks_stops_the_check_at_its_place(files: dict[str, bytes]) -> None:
    label = "  title: གྲོང་ཚོའི་མིང་ཐོ།"
    found = _warnings(files, ("content/common/labels/bo.yml", label, label + "ཛྙཱི"))
    faults = [problem for problem in found if not problem.is_warning]
    assert [(problem.code, problem.args["letter"]) for problem in faults] == [("glyph-missing", "ཛྙཱི")]
    line = files["content/common/labels/bo.yml"].decode().split("\n").index(label) + 1
    assert (faults[0].path, faults[0].line) == ("content/common/labels/bo.yml", line)
    assert "make font" in faults[0].text("mend", "zh")


def test_without_tibetan_pages_no_tibetan_letter_is_asked_for(files: dict[str, bytes]) -> None:
    changes: list[Any] = [
        ("content/portal.yml", "languages: [zh, bo, en]", "languages: [zh, en]"),
        ("content/common/labels/bo.yml", "  title: གྲོང་ཚོའི་མིང་ཐོ།", "  title: ཛྙཱི"),
    ]
    assert "glyph-missing" not in [problem.code for problem in _warnings(files, *changes)]


def test_no_publish_date_moves_with_the_day_of_the_build(files: dict[str, bytes]) -> None:
    def dates(today: date) -> list[str]:
        from portal.site.pages import record_pages

        catalog = _loaded(files, today)
        context = ViewContext(catalog, Agenda(catalog, today), catalog.source_language)
        pages = [page for page in record_pages(context) if page.kind == "article"]
        return [f"{page.path} {dict(page_tags(page.facts(context, ''), context)).get('PubDate')}" for page in pages]

    assert dates(TODAY) == dates(date(2026, 12, 1))
    assert any(line.endswith("00:00") for line in dates(TODAY))


def _loaded(files: dict[str, bytes], today: date) -> Catalog:
    catalog, _ = load(files, today)
    assert catalog
    return catalog
