"""What the check says of dates that cannot be kept."""

from __future__ import annotations

from datetime import date

from tests.trial import edit, find_problems, load_catalog, with_changes

JIAYA = "content/villages/jiaya.yml"
RULE = "on: second tuesday    # 也可以写 15、last friday、last day；农历写 [3, 13, 23]"


def test_the_towns_records_keep_their_dates(files: dict[str, bytes]) -> None:
    for code in (
        "report-of-no-sit-in", "sit-in-reported-twice", "moved-beyond-term", "moved-onto-another",
        "rule-without-dates", "two-advisers",
        "adviser-in-two-places", "sit-in-on-holiday", "no-sit-in-soon", "change-unmarked",
    ):  # fmt: skip
        assert not [f"{p.path}:{p.line}" for p in find_problems(files, code)], code


def test_an_adviser_in_two_places_at_once_is_named_with_both(files: dict[str, bytes]) -> None:
    # sample-01 sits in Shangxinzhuang on every other Friday afternoon or the like: take its own hours.
    text = files["content/villages/shangxinzhuang.yml"].decode()
    assert "adviser: sample-01" in text
    rules = text[text.index("office_hours:") : text.index("legal_helpers:")]
    mine = files[JIAYA].decode()
    changed = mine[: mine.index("office_hours:")] + rules + mine[mine.index("legal_helpers:") :]
    found = find_problems(with_changes(files, {JIAYA: changed}), "adviser-in-two-places")
    assert len(found) == 1  # one for the two rules, not one a date
    said = found[0].text("found", "zh")
    assert "sample-01" in said
    assert "加牙村" in said and "上新庄村" in said
    assert found[0].is_warning


def test_a_session_during_a_sit_in_elsewhere_is_two_places_at_once(files: dict[str, bytes]) -> None:
    path = "content/events/2026/2026-12-10-year-end-wages-building-company.yml"
    text = files[path].decode()
    assert "advisers: [" in text
    moved = files[JIAYA].decode().replace(RULE, "on: 10").replace("adviser: sample-01", "adviser: sample-04")
    event = text.replace(text[text.index("advisers: [") :].split("\n")[0], "advisers: [sample-04]")
    changed = with_changes(files, {JIAYA: moved, path: event})
    said = [problem.text("found", "en") for problem in find_problems(changed, "adviser-in-two-places")]
    assert any("sample-04" in text and "2026-12-10" in text for text in said), said


def test_a_sit_in_on_a_public_holiday_is_named_once_a_rule(files: dict[str, bytes]) -> None:
    changed = edit(edit(files, JIAYA, RULE, "on: 1"), JIAYA, "holidays: next-workday", "holidays: keep")
    (found,) = find_problems(changed, "sit-in-on-holiday")
    assert found.excerpt.strip() == "on: 1"
    assert "2027-01-01" in found.text("found", "zh")
    # Without the key, holidays are kept, and the check says so.
    without = edit(files, JIAYA, RULE, "on: 1")
    text = without[JIAYA].decode()
    line = next(line for line in text.split("\n") if "holidays:" in line)
    assert len(find_problems(edit(without, JIAYA, line + "\n", ""), "sit-in-on-holiday")) == 1


def test_a_village_without_a_sit_in_for_sixty_days_is_named(files: dict[str, bytes]) -> None:
    def ask(day: str) -> list[str]:
        once = edit(edit(files, JIAYA, "every: month ", "every: once "), JIAYA, RULE, f"on: {day}")
        return [problem.path for problem in find_problems(once, "no-sit-in-soon")]

    assert ask("2027-01-21") == []  # the sixtieth day
    assert ask("2027-01-22") == [JIAYA]


def test_an_excused_sit_in_does_not_count_as_coming(files: dict[str, bytes]) -> None:
    once = edit(edit(files, JIAYA, "every: month ", "every: once "), JIAYA, RULE, "on: 2026-12-04")
    work = files["content/work/2026-11.yml"].decode()
    report = "sit_ins:\n  - {village: jiaya, date: 2026-12-04, outcome: excused}"
    excused = with_changes(once, {"content/work/2026-11.yml": work.replace("sit_ins:", report, 1)})
    assert len(find_problems(excused, "no-sit-in-soon")) == 1


def test_a_record_not_verified_for_a_year_is_named(files: dict[str, bytes]) -> None:
    old = edit(files, JIAYA, "verified: {on: 2026-11-02", "verified: {on: 2025-11-21")
    assert JIAYA in [problem.path for problem in find_problems(old, "not-verified-lately")]
    just = edit(files, JIAYA, "verified: {on: 2026-11-02", "verified: {on: 2025-11-22")
    assert JIAYA not in [problem.path for problem in find_problems(just, "not-verified-lately")]


def test_a_new_adviser_while_the_old_ones_term_is_open_is_asked_about(files: dict[str, bytes]) -> None:
    new = "assignments:\n  - adviser: sample-02\n    since: 2026-12-01"
    (found,) = find_problems(edit(files, JIAYA, "assignments:", new), "two-advisers")
    assert found.path == JIAYA
    assert found.is_warning


def test_two_advisers_at_once_with_one_rule_id_are_a_problem(files: dict[str, bytes]) -> None:
    rules = (
        "    office_hours:\n      - {id: tuesday, every: week, on: monday, from: 09:00, to: 10:00, place: {zh: 村委会}}"
    )
    new = f"assignments:\n  - adviser: sample-02\n    since: 2026-12-01\n{rules}"
    assert len(find_problems(edit(files, JIAYA, "assignments:", new), "id-used-twice")) == 1


def test_a_change_without_a_revision_is_named(files: dict[str, bytes]) -> None:
    path = "content/events/2026/2026-12-17-winter-traffic-heicheng.yml"
    (found,) = find_problems(edit(files, path, "revision: 2\n", ""), "change-unmarked")
    assert found.path == path


def test_holidays_need_their_source_and_days_of_their_year(files: dict[str, bytes]) -> None:
    path = "content/holidays/2027.yml"
    announced = "source: 国务院办公厅通知（示例）\noff: [2026-12-31, 2027-01-01]\nworkdays: [2027-02-20]\n"
    catalog = load_catalog(with_changes(files, {path: announced}))
    assert catalog.almanac.is_public_holiday(date(2026, 12, 31))
    assert not catalog.almanac.is_provisional(date(2027, 3, 1))
    without = with_changes(files, {path: "off: [2027-01-01]\n"})
    assert [problem.args["key"] for problem in find_problems(without, "missing-key")] == ["source"]
    other = with_changes(files, {path: "source: 示例\noff: [2028-01-01]\n"})
    assert len(find_problems(other, "holiday-of-another-year")) == 1
    both = with_changes(files, {path: "source: 示例\noff: [2027-01-02]\nworkdays: [2027-01-02]\n"})
    assert len(find_problems(both, "holiday-and-workday")) == 1
