"""The files of the search: what they hold, how large they are, and that browser and build agree on them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypinyin import lazy_pinyin

from portal.catalog.context import ViewContext
from portal.search import search_files
from portal.search.readings import common_characters, sound_runs, traditional_forms
from portal.search.shards import MOST_ENTRIES, body_keys, hash_of, make_shards
from tests.search.engine import open_engine
from tests.trial import edit, find_problems, make_context, with_changes

FIRST_QUERY = 20_000
LATER_QUERY = 12_000
MOST_SHARDS = 7
"""As in overrides/search/index.js."""


def packed(raw: bytes) -> int:
    """The bytes on the wire."""
    return len(gzip.compress(raw, 6))


@pytest.fixture(scope="module")
def files_of(contexts: dict[str, ViewContext]) -> dict[str, dict[str, bytes]]:
    return {code: search_files(context) for code, context in contexts.items()}


def test_the_same_records_give_the_same_bytes(files: dict[str, bytes], files_of: dict[str, dict[str, bytes]]) -> None:
    for code in files_of:
        assert search_files(make_context(files, code)) == files_of[code]


@pytest.mark.parametrize("code", ["zh", "bo", "en"])
def test_a_first_query_stays_small(code: str, files_of: dict[str, dict[str, bytes]]) -> None:
    assert packed(files_of[code][f"{code}.json"]) <= FIRST_QUERY


@pytest.mark.parametrize("code", ["zh", "bo", "en"])
def test_a_later_query_stays_small(code: str, files_of: dict[str, dict[str, bytes]]) -> None:
    """The largest files a weak query may want: shards, then one other language."""
    shards = [packed(raw) for name, raw in files_of[code].items() if re.search(r"-\d+\.json$", name)]
    others = [packed(files[f"{other}.short.json"]) for other, files in files_of.items() if other != code]
    assert sum(sorted(shards)[-MOST_SHARDS:]) + max(others) <= LATER_QUERY
    assert all(packed(raw) <= LATER_QUERY for name, raw in files_of[code].items() if name != f"{code}.json")


def test_every_explainer_village_adviser_and_coming_session_is_in_the_index(
    contexts: dict[str, ViewContext], files_of: dict[str, dict[str, bytes]]
) -> None:
    catalog = contexts["zh"].catalog
    for code, files in files_of.items():
        index = json.loads(files[f"{code}.json"])
        assert len(index["explainers"]) == len(catalog.explainers)
        assert [row[0] for row in index["villages"]] == list(catalog.villages)
        assert [row[0] for row in index["advisers"]] == list(catalog.advisers)
        coming = {id for id, event in catalog.events.items() if event.when[0].date() >= contexts[code].today}
        assert coming <= {row[0] for row in index["events"]}


def test_a_row_says_which_explainers_a_lawyer_has_reviewed(files: dict[str, bytes]) -> None:
    path, wages = (
        "docs/zh/explainers/labour/unpaid-wages.md",
        "reviewed: {by: 示例律师01, role: 律师, on: 2026-11-22}\n",
    )
    index = json.loads(search_files(make_context(edit(files, path, "reviewed:\n", wages), "zh"))["zh.json"])
    assert {row[1]: row[5:] for row in index["explainers"] if row[5:]} == {"unpaid-wages": [2], "at-home": [1]}
    assert index["labels"]["search.unreviewed"] == "未经律师审核，供参考"


def test_sessions_outside_the_index_stand_in_their_month(
    contexts: dict[str, ViewContext], files_of: dict[str, dict[str, bytes]]
) -> None:
    index = json.loads(files_of["zh"]["zh.json"])
    later = [name for name in files_of["zh"] if re.search(r"-\d{4}-\d{2}\.json$", name)]
    assert [name[12:19] for name in later] == index["months"]
    ids = {row[0] for row in index["events"]} | {row[0] for n in later for row in json.loads(files_of["zh"][n])}
    assert ids == set(contexts["zh"].catalog.events)


def test_a_sensitive_explainer_says_nothing_but_its_neutral_title(
    contexts: dict[str, ViewContext], files_of: dict[str, dict[str, bytes]]
) -> None:
    catalog = contexts["zh"].catalog
    sensitive = {e.slug for e in catalog.explainers.values() if e.is_sensitive}
    assert sensitive
    for code, files in files_of.items():
        rows = json.loads(files[f"{code}.json"])["explainers"]
        assert {row[1] for row in rows if len(row) > 5} == sensitive
        assert all(row[4] == "" for row in rows if len(row) > 5)


def test_a_number_without_consent_is_nowhere_in_the_search(files: dict[str, bytes]) -> None:
    path, number = "content/advisers/sample-04.yml", "0971-0000204"
    line = next(line for line in files[path].decode().splitlines() if number in line)
    for code in ("zh", "bo", "en"):
        made = search_files(make_context(edit(files, path, line + "\n", ""), code))
        assert not any(number.encode() in raw for raw in made.values())


def test_staffs_words_lead_to_their_explainer(files: dict[str, bytes]) -> None:
    words = "more:\n  zh:\n    farming/dog-bites: [大黑扑人]\n"
    context = make_context(with_changes(files, {"content/common/search.yml": words}))
    made = search_files(context)
    number = list(context.catalog.explainers).index("farming/dog-bites")
    index = json.loads(made["zh.json"])
    shard = json.loads(made[f"zh-{index['version']}-{hash_of('黑扑') % index['shards']}.json"])
    assert shard["黑扑"] == [-1 - number]


def test_words_for_an_explainer_that_is_not_there_are_a_problem(files: dict[str, bytes]) -> None:
    words = "more:\n  zh:\n    farming/dog-bite: [大黑扑人]\n"
    [problem] = find_problems(with_changes(files, {"content/common/search.yml": words}), "unknown-reference")
    assert (problem.path, problem.line) == ("content/common/search.yml", 3)
    assert "farming/dog-bites" in str(problem.args["hint_zh"])


def test_a_portal_without_residents_words_is_searched_all_the_same(files: dict[str, bytes]) -> None:
    made = search_files(make_context(with_changes(files, {"content/common/search.yml": ""})))
    assert json.loads(made["zh.json"])["tables"]["same"] == []


def test_a_reading_given_by_hand_is_one_the_engine_knows(files: dict[str, bytes]) -> None:
    changed = edit(files, "content/villages/heicheng.yml", "aliases: [黑城]", "aliases: [黑城]\npinyin: he cheng")
    others = json.loads(search_files(make_context(changed))["zh.json"])["tables"]["others"]
    assert "黑he" in others


def test_the_runs_of_sounds_cover_every_common_character() -> None:
    counts = re.findall(r"([a-z]+)(\d+)", sound_runs())
    assert sum(int(count) for _, count in counts) == len(common_characters()) == 3755
    sounds = [sound for sound, count in counts for _ in range(int(count))]
    wrong = sum(lazy_pinyin(c)[0] != s for c, s in zip(common_characters(), sounds, strict=True))
    assert wrong / 3755 < 0.06  # characters of two readings stand under the rarer one


def test_only_traditional_characters_our_texts_need_are_listed() -> None:
    forms = traditional_forms(["离婚", "工资"])
    assert forms["離"] == "离" and forms["資"] == "资"
    assert set(forms.values()) <= set("离婚工资")


def test_a_word_of_many_entries_is_left_out_unless_staff_have_named_it() -> None:
    everywhere = {number: ["常用"] for number in range(MOST_ENTRIES + 1)}
    assert make_shards(everywhere, {}) == [b"{}"]
    assert make_shards(everywhere, {3: ["常用"]}) == ['{"常用":[-4]}'.encode()]
    assert make_shards({1: ["少"], 2: ["少"]}, {2: ["少"]}) == ['{"少":[-3,1]}'.encode()]


def test_the_index_holds_the_first_sentence_of_a_lead(
    contexts: dict[str, ViewContext], files_of: dict[str, dict[str, bytes]]
) -> None:
    ids = list(contexts["zh"].catalog.explainers)
    for code, end in (("zh", "。"), ("en", "."), ("bo", "།")):
        row = json.loads(files_of[code][f"{code}.json"])["explainers"][ids.index("welfare/pension")]
        lead = contexts[code].catalog.explainers["welfare/pension"].text(code).answer
        assert row[4].endswith(end)
        assert 0.3 < len(row[4]) / len(lead) < 0.7


def test_a_tibetan_word_that_ends_like_a_particle_is_a_word() -> None:
    assert list(body_keys("ཕྲུ་གུར་འོས་འགན")) == ["ཕྲུ གུ", "གུ འོ", "འོ འགན"]


@pytest.fixture(scope="module")
def engine(browser: Any, address: str, site: Path) -> Iterator[Any]:
    page = open_engine(browser, address, site)
    yield page
    page.close()


def test_build_and_browser_file_a_text_under_the_same_keys(engine: Any, contexts: dict[str, ViewContext]) -> None:
    for code, context in contexts.items():
        for explainer in list(context.catalog.explainers.values())[::6]:
            text = " ".join(section.plain_text for section in explainer.text(code).sections)
            ours = sorted(set(body_keys(text)))
            theirs = engine.evaluate("(text) => [...new Set(portalSearch.bodyKeys(portalSearch.fold(text)))]", text)
            assert ours == sorted(theirs, key=lambda key: key), explainer.id
            hashes = engine.evaluate("(keys) => keys.map(portalSearch.hashOf)", ours)
            assert hashes == [hash_of(key) for key in ours]


def test_the_browser_hears_every_common_character_as_the_build_does(engine: Any, site: Path) -> None:
    tables = json.loads((site / "search/zh.json").read_bytes())["tables"]
    sounds = [s for s, n in re.findall(r"([a-z]+)(\d+)", tables["sounds"]) for _ in range(int(n))]
    heard = engine.evaluate(
        "([tables, text]) => { const s = portalSearch.readSounds(tables); return [...text].map((c) => s.of(c)[0]); }",
        [tables, common_characters()],
    )
    assert heard == sounds


def test_words_for_a_page_or_kind_that_is_not_there_are_a_problem(files: dict[str, bytes]) -> None:
    for words in ("pages:\n  zh:\n    helpp: [找谁]\n", "kinds:\n  zh:\n    vilage: [村]\n"):
        [problem] = find_problems(with_changes(files, {"content/common/search.yml": words}), "unknown-key")
        assert (problem.path, problem.line) == ("content/common/search.yml", 3)
