"""What all towns share stands in content/common/; a town's own file of the same name lies over it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.conftest import TODAY

from portal.catalog.catalog import Catalog
from portal.explainers.translations import source_hash
from portal.loading.load import load
from portal.loading.read_cache import Memory
from portal.problems.problem import Problem

Files = Mapping[str, bytes]


def _read(files: Files, own: Mapping[str, str]) -> tuple[Catalog, list[Problem]]:
    catalog, problems = load({**files, **{path: text.encode() for path, text in own.items()}}, TODAY)
    assert catalog is not None, [problem for problem in problems if not problem.is_warning]
    return catalog, problems


def _faults(files: Files, own: Mapping[str, str]) -> list[Problem]:
    catalog, problems = load({**files, **{path: text.encode() for path, text in own.items()}}, TODAY)
    assert catalog is None
    return [problem for problem in problems if not problem.is_warning]


def test_an_own_entry_overrides_what_it_says_and_keeps_its_place(files: dict[str, bytes], catalog: Catalog) -> None:
    own, _ = _read(
        files, {"content/topics.yml": "- id: land\n  name: {zh: 草场与土地, bo: ས་ཞིང་།, en: Pasture and land}\n"}
    )
    assert own.topics["land"].name["zh"] == "草场与土地"
    assert own.topics["land"].examples == catalog.topics["land"].examples
    assert list(own.topics) == list(catalog.topics)
    assert {id: topic for id, topic in own.topics.items() if id != "land"} == {
        id: topic for id, topic in catalog.topics.items() if id != "land"
    }


def test_an_own_entry_of_a_new_id_is_added(files: dict[str, bytes], catalog: Catalog) -> None:
    entry = "- {id: herders-day, name: {zh: 牧民普法日, bo: འབྲོག་པའི་ཉིན་མོ།, en: Herders' day}, on: 08-08}\n"
    own, _ = _read(files, {"content/observances.yml": entry})
    assert list(own.observances) == [*catalog.observances, "herders-day"]


def test_a_town_may_have_another_number_for_a_shared_hotline(files: dict[str, bytes]) -> None:
    offices = files["content/offices.yml"].decode() + "\n- id: women-hotline\n  phone: 0971-0000999\n"
    own, _ = _read(files, {"content/offices.yml": offices})
    assert own.offices["women-hotline"].phone == "0971-0000999"
    assert own.offices["women-hotline"].name["zh"] == "妇女维权热线"


def test_an_id_may_not_stand_twice_in_the_own_file(files: dict[str, bytes]) -> None:
    found = _faults(files, {"content/topics.yml": "- id: land\n- id: land\n"})
    assert ("id-used-twice", "content/topics.yml", 2) in {(p.code, p.path, p.line) for p in found}


def test_labels_a_town_lacks_are_the_shared_ones(files: dict[str, bytes], catalog: Catalog) -> None:
    own, problems = _read(files, {"content/labels/zh.yml": "menu:\n  home: 主页\n"})
    labels = own.languages["zh"].labels
    assert labels["menu.home"] == "主页"
    assert {k: v for k, v in labels.items() if k != "menu.home"} == {
        k: v for k, v in catalog.languages["zh"].labels.items() if k != "menu.home"
    }
    assert own.languages["en"].labels == catalog.languages["en"].labels
    assert not [problem for problem in problems if problem.code.startswith("label-")]


@pytest.mark.parametrize("languages", [("zh",), ("zh", "bo", "en")])
def test_a_label_that_is_not_there_cannot_be_overridden(files: dict[str, bytes], languages: tuple[str, ...]) -> None:
    own = {f"content/labels/{code}.yml": "menu:\n  hoome: x\n" for code in languages}
    found = _faults(files, own)
    assert {(problem.code, problem.path, problem.line) for problem in found} == {
        ("label-unknown", path, 2) for path in own
    }
    assert all(problem.args["hint_en"] == "did you mean menu.home?" for problem in found)


def test_an_own_label_keeps_what_is_filled_in(files: dict[str, bytes], catalog: Catalog) -> None:
    key = next(k for k, t in catalog.languages["zh"].labels.items() if "{" in t and k.count(".") == 1)
    section, name = key.split(".")
    [problem] = _faults(files, {"content/labels/zh.yml": f"{section}:\n  {name}: 没有括号\n"})
    assert (problem.code, problem.path, problem.line) == ("label-placeholders", "content/labels/zh.yml", 2)


def test_own_search_words_are_added(files: dict[str, bytes], catalog: Catalog) -> None:
    own, _ = _read(
        files,
        {"content/search.yml": "more:\n  zh:\n    labour/unpaid-wages: [工头赖账]\nreadings:\n  解家沟: xie jia gou\n"},
    )
    more = own.search_words.more["zh"]["labour/unpaid-wages"]
    assert more == ("工头赖账", *catalog.search_words.more["zh"]["labour/unpaid-wages"])
    assert own.search_words.same == catalog.search_words.same
    assert own.search_words.readings["解家沟"] == "xie jia gou"


def test_a_record_of_one_town_may_not_stand_among_the_shared_ones(files: dict[str, bytes]) -> None:
    found = _faults(files, {"content/common/materials.yml": "[]\n"})
    assert [(problem.code, problem.path) for problem in found] == [("misplaced-file", "content/common/materials.yml")]


def test_the_preview_sees_a_shared_file_change_under_the_own_one(files: dict[str, bytes]) -> None:
    memory = Memory()
    own = {**files, "content/topics.yml": b"- id: land\n  name: {zh: \xe5\x9c\xb0}\n"}
    before, _ = load(own, TODAY, memory)
    shared = files["content/common/topics.yml"].decode().replace("地被占了", "草场被占了")
    after, _ = load({**own, "content/common/topics.yml": shared.encode()}, TODAY, memory)
    assert before is not None and after is not None
    assert (before.topics["land"].examples["zh"][:4], after.topics["land"].examples["zh"][:5]) == (
        "地被占了",
        "草场被占了",
    )


def test_an_override_of_an_entry_that_is_not_there_is_told_with_the_nearest_id(files: dict[str, bytes]) -> None:
    own = {"content/topics.yml": "- id: lnad\n  name: {zh: 草场, en: Pasture}\n- id: land\n  name: {zh: 草场}\n"}
    [problem] = _faults(files, own)
    assert (problem.code, problem.path, problem.line) == ("override-unknown", "content/topics.yml", 1)
    assert problem.args["hint_en"] == "did you mean land? if not, complete the entry"


EXPLAINER = "docs/{code}/explainers/land/homestead.md"


def test_empty_brackets_print_the_name_of_the_record(files: dict[str, bytes], catalog: Catalog) -> None:
    explainer = catalog.explainers["land/homestead"]
    who = explainer.source.section("who")
    assert who is not None and "[](office:town-government)" in who.source
    assert f"[{catalog.offices['town-government'].name['zh']}](office:town-government)" in who.markdown
    other, _ = _read(files, {"content/offices.yml": "- {id: town-government, name: {zh: 青石镇人民政府}}\n"})
    theirs = other.explainers["land/homestead"]
    assert "青石镇人民政府" in "".join(section.plain_text for section in theirs.source.sections)
    assert source_hash(theirs.source) == source_hash(explainer.source)  # no translation is stale for a name


def test_a_name_a_language_lacks_is_printed_in_the_source_language(files: dict[str, bytes]) -> None:
    other, _ = _read(files, {"content/offices.yml": "- {id: town-government, name: {zh: 青石镇人民政府}}\n"})
    assert "[青石镇人民政府](office:town-government)" in str(
        other.explainers["land/homestead"].text("en").section("who")
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [("上新庄镇政府", "上新庄"), ("湟中法院", "湟中"), ("镇政府", None), ("县法院", None), ("乡镇人民政府", None)],
)
def test_a_proper_name_in_a_links_words_is_a_problem(files: dict[str, bytes], words: str, name: str | None) -> None:
    path = EXPLAINER.format(code="zh")
    text = files[path].decode().replace("[](office:town-government)", f"[{words}](office:town-government)")
    _, problems = load({**files, path: text.encode()}, TODAY)
    assert [problem.args["name"] for problem in problems if problem.code == "name-in-link"] == ([name] if name else [])


def test_every_local_office_has_a_shared_stand_in_with_a_number_that_helps(files: dict[str, bytes]) -> None:
    shared, _ = load({path: raw for path, raw in files.items() if path != "content/offices.yml"}, TODAY)
    own, _ = load(files, TODAY)
    assert shared is not None and own is not None
    assert list(shared.offices) == list(own.offices)
    hotlines = {office.phone for office in own.offices.values() if office.kind == "hotline"} | {
        "12388",
        "12378",
        "12363",
    }
    assert {office.phone for office in shared.offices.values()} <= hotlines
