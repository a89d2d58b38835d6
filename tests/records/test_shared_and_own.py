"""What all towns share stands in content/common/; a town's own file of the same name lies over it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.conftest import TODAY

from portal.catalog.catalog import Catalog
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
