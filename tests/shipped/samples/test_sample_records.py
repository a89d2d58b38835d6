"""The shipped records are whole: real villages, reachable advisers, sessions for everyone."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
import yaml

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.checks.site import check_tibetan_font
from portal.loading.load import load
from portal.records import VenueType
from portal.records.fields import Audience
from tests.conftest import ROOT, TODAY

SHARED = ROOT.parent / "shared"
WITHOUT_ADVISER = "huashan"


def _shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"../shared/{name} is not there, and CI must not go without it")
        pytest.skip(f"../shared/{name} is not there: compared with it elsewhere")
    return path


def test_the_34_villages_are_the_official_ones(catalog: Catalog) -> None:
    with _shared("villages.csv").open(encoding="utf-8", newline="") as file:
        official = {row["code"]: row["official_name"] for row in csv.DictReader(file)}
    names = {village.code: village.name["zh"] for village in catalog.villages.values()}
    assert names.keys() == official.keys()
    for code, name in names.items():
        assert official[code] in (f"{name}委会", f"{name}居民委员会")


def test_no_tibetan_village_name_is_invented(catalog: Catalog) -> None:
    assert all(set(village.name) == {"zh", "en"} for village in catalog.villages.values())


def test_the_community_and_the_village_of_one_name_are_apart(catalog: Catalog) -> None:
    community, village = catalog.villages["shangxinzhuang-community"], catalog.villages["shangxinzhuang"]
    assert (community.kind, village.kind) == ("community", "village")
    assert not set(community.aliases) & set(village.aliases)


def test_aliases_leave_out_the_word_village(catalog: Catalog) -> None:
    aliases = [alias for village in catalog.villages.values() for alias in village.aliases]
    assert not [alias for alias in aliases if alias.endswith(("村", "村委会"))]


def test_one_village_alone_has_no_current_adviser(catalog: Catalog) -> None:
    without = [id for id, village in catalog.villages.items() if village.assignment_on(TODAY) is None]
    assert without == [WITHOUT_ADVISER]
    assert len(catalog.advisers) >= 14


def test_every_current_adviser_is_reachable(catalog: Catalog) -> None:
    found = [village.assignment_on(TODAY) for village in catalog.villages.values()]
    serving = {assignment.adviser for assignment in found if assignment}
    assert len(serving) >= 14
    assert [id for id in serving if not catalog.advisers[id].phone] == []


def test_every_village_with_an_adviser_has_a_day_in_the_next_five_weeks(catalog: Catalog) -> None:
    agenda = Agenda(catalog, TODAY)
    limit = TODAY + timedelta(weeks=15)  # a quarterly rule may be thirteen weeks off
    late = [
        id for id, village in catalog.villages.items()
        if village.assignment_on(TODAY)
        and not any(s.takes_place and s.day <= limit for s in agenda.next_sit_ins(id))
    ]  # fmt: skip
    assert late == []


def test_office_hours_are_written_in_every_kind_of_rule(catalog: Catalog) -> None:
    rules = [rule for v in catalog.villages.values() for a in v.assignments for rule in a.office_hours]
    kinds = {(rule.every, type(day).__name__) for rule in rules for day in rule.on}
    assert {("week", "WeekdayRule"), ("month", "NthWeekdayRule"), ("month", "MonthDayRule")} <= kinds


def test_every_village_has_three_legal_helpers(catalog: Catalog) -> None:
    active = {id: sum(h.active for h in village.legal_helpers) for id, village in catalog.villages.items()}
    assert set(active.values()) == {3}


def test_sessions_reach_every_venue_and_audience_into_next_summer(catalog: Catalog) -> None:
    events = list(catalog.events.values())
    assert len(events) >= 60
    assert sum(event.starts.date() > TODAY for event in events) >= 26
    week = [e for e in events if date(2026, 12, 1) <= e.starts.date() <= date(2026, 12, 7)]
    assert len(week) >= 3
    assert {event.venue.kind for event in events} == set(get_args(VenueType))
    assert {audience for event in events for audience in event.audience} == set(get_args(Audience))
    assert min(e.starts for e in events).year == 2026
    assert max(e.starts for e in events).strftime("%Y-%m") == "2027-06"


def test_people_and_numbers_are_samples(catalog: Catalog) -> None:
    assert catalog.portal.sample
    assert all(adviser.name["zh"].startswith("示例") for adviser in catalog.advisers.values())
    numbers = [adviser.phone.number for adviser in catalog.advisers.values() if adviser.phone]
    numbers += [village.office.phone for village in catalog.villages.values()]
    numbers += [office.phone for office in catalog.offices.values() if office.kind == "office"]
    assert all(number.startswith("0971-0000") for number in numbers)
    assert not Counter(numbers[: len(catalog.advisers) + len(catalog.villages)]).most_common(1)[0][1] > 1


def test_catalogues_have_equal_keys(catalog: Catalog) -> None:
    keys = [set(language.labels) for language in catalog.languages.values()]
    assert keys[0] and all(other == keys[0] for other in keys)


def test_a_catalogue_that_lacks_a_key_is_a_problem(files: dict[str, bytes]) -> None:
    labels = files["content/common/labels/bo.yml"].decode().replace("  skip:", "  skipp:", 1)
    _, problems = load({**files, "content/common/labels/bo.yml": labels.encode()}, TODAY)
    assert {"label-missing", "label-unknown"} <= {problem.code for problem in problems}


def test_the_law_register_agrees_with_the_official_texts(catalog: Catalog) -> None:
    import json

    index = json.loads(_shared("laws/index.json").read_text(encoding="utf-8"))
    assert catalog.laws.keys() == index.keys()
    for id, facts in index.items():
        law = catalog.laws[id]
        articles = json.loads(_shared(f"laws/{id}.json").read_text(encoding="utf-8"))["articles"]
        assert (law.title, f"{law.version}", str(law.last)) == (facts["title"], facts["version"], facts["last"])
        assert set(law.inserted) == {article for article in articles if "-" in article}


def test_the_font_has_every_tibetan_stack_of_the_texts(files: dict[str, bytes]) -> None:

    assert list(check_tibetan_font(files)) == []


def test_the_font_subset_shapes_as_the_whole_font(files: dict[str, bytes], tmp_path: Path) -> None:
    import uharfbuzz
    from fontTools import ttLib

    from portal.text.tibetan_font import NAME, SUBSET, WHOLE

    def shaper(path: Path) -> tuple[uharfbuzz.Font, list[str]]:
        font = ttLib.TTFont(path)
        order = font.getGlyphOrder()
        font.flavor = None
        plain = tmp_path / path.with_suffix(".ttf").name
        font.save(plain)
        return uharfbuzz.Font(uharfbuzz.Face(plain.read_bytes())), order

    def shape(font: uharfbuzz.Font, text: str) -> list[tuple[int, int, int]]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        missing = [info.codepoint == 0 for info in buffer.glyph_infos]
        places = buffer.glyph_positions
        return [(m, p.x_advance, p.y_offset) for m, p in zip(missing, places, strict=True)]

    whole, _ = shaper(ROOT / WHOLE)
    subset, _ = shaper(ROOT / SUBSET)
    words = {
        word
        for path, raw in files.items()
        if path.startswith("docs/bo") or path == "content/common/labels/bo.yml"
        for word in raw.decode().split()
        if all("\u0f00" <= c <= "\u0fff" for c in word)
    }
    assert len(words) > 1000
    assert [word for word in sorted(words) if shape(whole, word) != shape(subset, word)] == []
    name, _ = shaper(ROOT / NAME)
    own = yaml.safe_load(files["content/common/labels/bo.yml"])["language"]["own_name"]
    assert shape(name, own) == shape(whole, own) and not any(missing for missing, _, _ in shape(name, own))


OURS = re.compile("上新庄|湟中|Shangxinzhuang|Huangzhong")


def test_no_shared_text_has_a_name_of_this_town() -> None:
    places = ("content/common", "content/_examples", "content/.schema", "docs", "hooks", "overrides", ".ci")
    files = [path for place in places for path in (ROOT / place).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(files) > 500
    assert [path.relative_to(ROOT).as_posix() for path in files if OURS.search(path.read_text("utf-8", "ignore"))] == []
