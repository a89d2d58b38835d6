"""A reported sit-in belongs to one day of a rule, once: what does not is a problem, never silence."""

from __future__ import annotations

from datetime import date

import pytest
from tests.trial import find_problems, load_catalog, with_changes

from portal.problems.problem import Problem

JIAYA, WORK, ADVISER = "content/villages/jiaya.yml", "content/work/2026-11.yml", "content/work/2026-10.yml"
TUESDAYS = """\
      - {id: tuesday, every: month, on: second tuesday, from: 09:00, to: 11:30, place: {zh: 村委会}}
"""
MARKET = """\
      - {id: market, every: month, on: 20, from: 14:00, to: 16:00, place: {zh: 集市}}
"""


def records(files: dict[str, bytes], rows: str, rules: str = TUESDAYS, term: str = "2026-01-01") -> dict[str, bytes]:
    """The town's records with these rules for Jiaya, and these reports of November alone."""
    village = files[JIAYA].decode()
    head, rest = village.split("assignments:", 1)
    end = rest.index("\nlegal_helpers:")
    until = "" if term.count("..") == 0 else f"\n    until: {term.split('..')[1]}"
    since = term.split("..")[0]
    text = (
        f"{head}assignments:\n  - adviser: sample-01\n    since: {since}{until}\n    office_hours:\n{rules}{rest[end:]}"
    )
    work = {path: "" for path in files if path.startswith("content/work/")}
    return with_changes(files, {**work, JIAYA: text, WORK: f"sit_ins:\n{rows}"})


def row(day: str, outcome: str = "held", more: str = "") -> str:
    return f"  - {{village: jiaya, date: {day}, outcome: {outcome}{more}}}\n"


def ask(files: dict[str, bytes], code: str = "report-of-no-sit-in") -> list[Problem]:
    found = find_problems(files, code)
    assert all(problem.path == WORK for problem in found)
    return found


def test_a_report_of_a_day_without_a_sit_in_is_a_problem_that_names_the_days_near(files: dict[str, bytes]) -> None:
    (found,) = ask(records(files, row("2026-11-11")))
    assert not found.is_warning
    assert (found.line, found.column) == (2, 28)
    said = found.text("expected", "zh") + found.text("expected", "en")
    assert said.count("2026-10-13、2026-11-10、2026-12-08") == 2
    assert ask(records(files, row("2026-11-10"))) == []


@pytest.mark.parametrize("day", ["2026-11-11", "2026-11-25"])
def test_what_lies_behind_us_and_what_lies_ahead_are_the_same_problem(files: dict[str, bytes], day: str) -> None:
    assert len(ask(records(files, row(day, "excused")))) == 1


def test_an_old_report_is_judged_like_a_new_one(files: dict[str, bytes]) -> None:
    path = "content/work/2024-05.yml"
    old = with_changes(records(files, row("2026-11-10"), term="2024-01-01"), {path: "sit_ins:\n" + row("2024-05-15")})
    (found,) = find_problems(old, "report-of-no-sit-in")
    assert found.path == path
    assert "2024-05-14" in found.text("expected", "zh")
    right = with_changes(records(files, row("2026-11-10"), term="2024-01-01"), {path: "sit_ins:\n" + row("2024-05-14")})
    load_catalog(right)


def test_days_that_are_excepted_or_beyond_the_term_have_no_sit_in(files: dict[str, bytes]) -> None:
    excepted = TUESDAYS.replace("from:", "except: [2026-11-10], from:")
    assert len(ask(records(files, row("2026-11-10"), excepted))) == 1
    assert len(ask(records(files, row("2026-11-10"), term="2026-01-01..2026-11-09"))) == 1
    assert ask(records(files, row("2026-11-10"), term="2026-01-01..2026-11-10")) == []


def test_a_rule_that_changed_keeps_its_past_when_it_is_ended_and_a_new_one_begun(files: dict[str, bytes]) -> None:
    third = TUESDAYS.replace("second tuesday", "third tuesday")
    assert len(ask(records(files, row("2026-11-10"), third))) == 1
    ended = TUESDAYS.replace("from:", "until: 2026-11-15, from:")
    begun = third.replace("id: tuesday", "id: third-tuesday").replace("from:", "since: 2026-11-16, from:")
    assert ask(records(files, row("2026-11-10") + row("2026-11-17"), ended + begun)) == []


def test_a_day_shifted_by_a_holiday_is_reported_under_the_day_shown(files: dict[str, bytes]) -> None:
    rules = TUESDAYS.replace("second tuesday", "1").replace("from:", "weekends: next-workday, from:")
    assert date(2026, 11, 1).isoweekday() == 7
    assert ask(records(files, row("2026-11-02"), rules)) == []
    (found,) = ask(records(files, row("2026-11-01"), rules))
    assert "移到 2026-11-02" in found.text("expected", "zh")
    assert "it is on 2026-11-02" in found.text("expected", "en")


def test_a_rule_named_wrongly_is_told_which_one_it_is(files: dict[str, bytes]) -> None:
    (found,) = ask(records(files, row("2026-11-20", more=", office_hour: tuesday"), TUESDAYS + MARKET))
    assert "这一天是 market 的坐班" in found.text("expected", "zh")
    (found,) = ask(records(files, row("2026-11-20", more=", office_hour: nobody"), TUESDAYS))
    assert "没有这条规则" in found.text("expected", "zh")


@pytest.mark.parametrize("outcome", ["excused", "held"])
def test_two_reports_of_one_sit_in_are_a_problem_that_names_both_lines(files: dict[str, bytes], outcome: str) -> None:
    rows = row("2026-11-10", more=", office_hour: tuesday") + row("2026-11-10", outcome)
    for order, line, other in ((rows, 3, 2), ("".join(rows.splitlines(keepends=True)[::-1]), 2, 3)):
        (found,) = ask(records(files, order), "sit-in-reported-twice")
        assert not found.is_warning
        assert found.line == line
        assert f"{WORK}:{other}" in found.text("found", "zh")
        assert f"{outcome} here, held at {WORK}:{other}" in found.text("found", "en")


def test_of_two_rules_on_one_day_one_may_be_named_and_the_other_not(files: dict[str, bytes]) -> None:
    both = TUESDAYS + MARKET.replace("on: 20", "on: 10")
    rows = row("2026-11-10", more=", office_hour: market") + row("2026-11-10", "excused")
    catalog = load_catalog(records(files, rows, both))
    assert [report.outcome for report in catalog.reports_of("jiaya")] == ["held", "excused"]
    third = rows + row("2026-11-10", more=", office_hour: tuesday")
    assert len(ask(records(files, third, both), "sit-in-reported-twice")) == 1


def test_the_same_day_in_two_villages_is_two_sit_ins(files: dict[str, bytes]) -> None:
    rows = row("2026-11-10") + "  - {village: nanmenxia, date: 2026-11-10, outcome: held}\n"
    assert ask(records(files, rows), "sit-in-reported-twice") == []


MOVED = ", moved_to: {date: 2026-11-12, from: 09:00, to: 11:30}"


def test_a_moved_sit_in_is_reported_of_at_its_new_day(files: dict[str, bytes]) -> None:
    rows = row("2026-11-10", "moved", MOVED) + row("2026-11-12")
    assert ask(records(files, rows)) == []
    load_catalog(records(files, rows))
    again = rows + row("2026-11-12", "excused", ", office_hour: tuesday")
    assert len(ask(records(files, again), "sit-in-reported-twice")) == 1
    old = row("2026-11-10", "moved", MOVED) + row("2026-11-10", more=", office_hour: tuesday")
    assert len(ask(records(files, old), "sit-in-reported-twice")) == 1


def test_a_sit_in_is_not_moved_beyond_the_advisers_term(files: dict[str, bytes]) -> None:
    rows = row("2026-11-10", "moved", MOVED)
    (found,) = ask(records(files, rows, term="2026-01-01..2026-11-11"), "moved-beyond-term")
    assert not found.is_warning
    assert "2026-01-01 – 2026-11-11" in found.text("expected", "zh")
    assert ask(records(files, rows, term="2026-01-01..2026-11-12"), "moved-beyond-term") == []


def test_a_move_onto_the_rules_own_day_and_hour_is_a_warning(files: dict[str, bytes]) -> None:
    onto = ", moved_to: {date: 2026-12-08, from: 10:00, to: 12:00}"
    (found,) = ask(records(files, row("2026-11-10", "moved", onto)), "moved-onto-another")
    assert found.is_warning
    after = onto.replace("10:00", "14:00").replace("12:00", "16:00")
    assert ask(records(files, row("2026-11-10", "moved", after)), "moved-onto-another") == []
    # The one that was there is called off: then there is one.
    free = row("2026-11-10", "moved", onto)
    called_off = records(files, free)
    december = {"content/work/2026-12.yml": "sit_ins:\n" + row("2026-12-08", "excused", ", office_hour: tuesday")}
    assert ask(with_changes(called_off, december), "moved-onto-another") == []


def test_single_dates_are_judged_by_the_dates_listed(files: dict[str, bytes]) -> None:
    once = TUESDAYS.replace("every: month, on: second tuesday", "every: once, on: 2026-11-10")
    for today in (date(2026, 11, 9), date(2026, 11, 11), date(2028, 1, 1)):
        found = find_problems(records(files, row("2026-11-10"), once, "2019-03-01"), "rule-without-dates", today)
        assert found == []
    beyond = once.replace("2026-11-10", "2018-11-10")
    assert len(find_problems(records(files, "", beyond, "2019-03-01"), "rule-without-dates")) == 1
