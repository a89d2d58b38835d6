"""Plans, duties, study, law days and the stock of leaflets."""

from __future__ import annotations

from datetime import date

import pytest
from tests.account_data import read_town, session, village

from portal.account.town import TownAccount
from portal.catalog.agenda import Agenda

TODAY = date(2026, 5, 20)

RECORDS = {
    "villages/a.yml": village(1),
    "villages/b.yml": village(2),
    "events/2026/2026-03-08-women.yml": session("2026-03-08", "a", organiser="women-federation", audience="women"),
    "events/2026/2026-03-20-wages.yml": session(
        "2026-03-20", "a", outcome="attendance: 9, leaflets: [{material: wages, count: 60}]"
    ),
    "events/2026/2026-06-05-later.yml": session("2026-06-05", "b", status="planned", organiser="women-federation"),
    "plans/2026.yml": """items:
  - {id: women, title: {zh: 妇女周}, month: 2026-03, office: women-federation, audience: [women]}
  - {id: wages, title: {zh: 工资}, month: 2026-04, since: 2026-03, office: justice-office, sessions: 2}
  - {id: may, title: {zh: 民法典}, month: 2026-05, office: justice-office}
  - {id: boards, title: {zh: 公示牌}, month: 2026-04, office: justice-office, done: 2026-04-02}
  - {id: later, title: {zh: 宪法}, month: 2026-12, office: justice-office}
""",
    "study/2026.yml": """sessions:
  - {id: one, kind: meeting, month: 2026-01, subject: {zh: 宪法}, held: 2026-01-12}
  - {id: two, kind: lecture, month: 2026-04, subject: {zh: 合同}}
""",
    "duties.yml": """- id: women
  office: women-federation
  laws: [women-law]
  audience: [women]
  topics: [labour]
  sessions: 3
- id: religion
  office: religious-affairs
  laws: [religious-affairs-regulation]
  audience: [believers]
  sessions: 1
""",
    "materials.yml": """- id: wages
  title: {zh: 讨工钱}
  topic: labour
  language: zh
  printed: 200
  placed: [{village: b, count: 50, on: 2026-04-01}]
- id: counted
  title: {zh: 盘点过的}
  topic: land
  language: zh
  printed: 500
  placed: [{village: b, count: 10, on: 2026-03-01}, {village: b, count: 20, on: 2026-05-02}]
  counted: {count: 300, on: 2026-05-01}
""",
}


@pytest.fixture(scope="module")
def town(files: dict[str, bytes]) -> TownAccount:
    return TownAccount(Agenda(read_town(files, RECORDS, TODAY), TODAY))


def test_plan_items_are_done_due_overdue_or_still_to_come(town: TownAccount) -> None:
    lines = {line.item.id: line for line in town.year(2026).plan}
    assert {id: line.state for id, line in lines.items()} == {
        "women": "done", "wages": "overdue", "may": "due", "boards": "done", "later": "coming",
    }  # fmt: skip
    assert [row.id for row in lines["wages"].held] == ["wages"]


def test_a_duty_counts_its_office_s_sessions_held_and_planned(town: TownAccount) -> None:
    women, religion = town.year(2026).duties
    assert ([row.id for row in women.held], [row.id for row in women.planned]) == (["women"], ["later"])
    assert (religion.held, religion.planned) == ((), ())


def test_study_is_apart_from_outreach(town: TownAccount) -> None:
    year = town.year(2026)
    assert [line.state for line in year.study] == ["done", "overdue"]
    assert (year.figures["study-meetings"].amount, year.figures["study-lectures"].amount) == (1, 0)
    assert year.figures["sessions"].amount == 2


def test_law_days_name_the_sessions_on_them(town: TownAccount) -> None:
    days = {line.observance.name["zh"]: line for line in town.year(2026).law_days}
    assert [row.id for row in days["国际妇女节"].held] == ["women"]
    assert days["国际妇女节"].observance.office == "women-federation"


def test_leaflets_left_and_villages_without(town: TownAccount) -> None:
    wages, counted = town.leaflets
    assert (wages.given, wages.left, wages.without, wages.is_to_reprint) == (110, 90, (), True)
    # A count of the cupboard stands; only what went out after it comes off.
    assert (counted.given, counted.left, counted.without, counted.is_to_reprint) == (30, 280, ("a",), False)
