"""Values at the edge of what a field takes: each is a problem with its code, none an error of the program."""

from __future__ import annotations

from datetime import date

import pytest

from portal.loading.load import load
from portal.problems.problem import Problem
from tests.conftest import TODAY
from tests.problems.test_problems import base

PORTAL, JIAYA, MATERIALS, WORK, SEARCH = (
    "content/portal.yml", "content/villages/jiaya.yml", "content/materials.yml", "content/work/2026-11.yml",
    "content/search.yml",
)  # fmt: skip


def problems_with(path: str, old: str, new: str, today: date = TODAY) -> list[Problem]:
    """What is wrong with the base once a text of one of its files is replaced; nothing old: the new is added."""
    text = base().get(path, b"").decode()
    assert old in text
    changed = text.replace(old, new, 1) if old else text + new
    return [p for p in load({**base(), path: changed.encode()}, today)[1] if not p.is_warning]


NO_ADDRESS = [
    "https://example.org//evil/", "https://example.org/a//b/", "https://example.org/../", "https://example.org/a/../b/",
    "https://example.org/./", "https://example.org/%2e%2e/", "https://example.org/a%00b/", "https://example.org/a%2Fb/",
    "https://example.org:99999/", "https://example.org:65536/", "https://example.org:0/", "https://example.org:080/",
    "https://-/", "https://-a.org/", "https://a-.org/", "https://a..org/", "https://.org/", "https:///", "https://a_b.org/",
    "https://user@example.org/", "https://user:secret@example.org/", "https://example.org/a?b/", "https://example.org/#/",
    "javascript://example.org/", "ftp://example.org/", "//example.org/", "https://example.org", "https://示例.中国/",
    '"https://example.org/\\ta/"', '"https://example.org/\\n/"', "https://example.org\\@evil.org/",
    "https://" + "a." * 200 + "org/", "https://" + "a" * 64 + ".org/", "https://[::1]/",
]  # fmt: skip
NOT_PUBLIC = [
    "http://localhost/", "http://printer/", "http://127.0.0.1/", "http://10.1.2.3/", "http://192.168.0.1/",
    "http://172.16.9.9/", "http://169.254.169.254/", "http://0.0.0.0/", "http://2130706433/", "http://0x7f000001/",
    "http://127.1/", "http://0177.0.0.1/", "http://router.local/", "http://nas.lan/", "http://a.internal/",
    "http://a.b.localhost/", "http://x.home.arpa/", "http://a.corp/", "http://a.invalid/", "http://8.8.8.8/",
]  # fmt: skip


@pytest.mark.parametrize("address", NO_ADDRESS)
def test_an_address_that_programs_read_differently_is_refused(address: str) -> None:
    found = {p.code for p in problems_with(PORTAL, "https://example.org/town/", address)}
    assert found & {"address-form", "hidden-character", "escape", "line-break"}
    assert {p.code for p in problems_with(PORTAL, "", f"exit_address: {address}\n")} & {
        "address-form", "address-not-public", "hidden-character", "escape", "line-break",
    }  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_the_exit_leads_out_of_everybodys_own_network(address: str) -> None:
    assert [p.code for p in problems_with(PORTAL, "", f"exit_address: {address}\n")] == ["address-not-public"]


@pytest.mark.parametrize(
    "address", ["https://example.org/", "http://a-b.example.org:8080/sxz/x_y/~z/", "https://xn--fiqs8s.xn--fiqs8s/"]
)
def test_what_is_an_address_is_taken(address: str) -> None:
    assert problems_with(PORTAL, "https://example.org/town/", address) == []
    public = address.replace("example.org", "weather.com.cn")
    assert problems_with(PORTAL, "", f"exit_address: {public}\n") == []


VALUES = [
    (JIAYA, "630106101221", "990106101221", "code-province"),
    (JIAYA, "630106101221", "830106101221", "code-province"),
    (JIAYA, "id: main", "id: " + "a" * 5_000, "text-too-long"),
    (JIAYA, "id: main", "id: " + "a-" * 60 + "a", "text-too-long"),
    (JIAYA, "sample-01\n", "s" * 300 + "\n", "text-too-long"),
    (PORTAL, "verified_within_days: 365", "verified_within_days: 999999999", "number-too-large"),
    (PORTAL, "verified_within_days: 365", "verified_within_days: 3661", "number-too-large"),
    (PORTAL, "verified_within_days: 365", "reached_within_days: 99999", "number-too-large"),
    (PORTAL, "sit_ins_a_month: 1", "sit_ins_a_month: 1001", "number-too-large"),
    (SEARCH, "", "same: {zh: [[工资, '']]}\n", "text-empty"),
    (SEARCH, "", "same: {zh: [[工资, ' ']]}\n", "text-empty"),
    (SEARCH, "", "same: {zh: [[工资, ]]}\nignore: {zh: ['', 请]}\n", "text-empty"),
    (SEARCH, "", "same: {zh: [[]]}\n", "empty-list"),
    (SEARCH, "", "more: {zh: {labour/unpaid-wages: ['  ']}}\n", "text-empty"),
    (SEARCH, "", f"ignore: {{zh: [{'词' * 2000}]}}\n", "text-too-long"),
    (MATERIALS, "", "counted: 1\n", ""),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "code"), VALUES)
def test_a_value_beyond_its_field_is_a_problem_with_its_code(path: str, old: str, new: str, code: str) -> None:
    found = problems_with(path, old, new)
    assert code in {problem.code for problem in found} or (not code and found)
    assert "not-readable" not in {problem.code for problem in found}


@pytest.mark.parametrize("field", ["placed: [{village: jiaya, count: 3, on: @}]", "counted: {count: 3, on: @}"])
def test_a_count_is_not_dated_ahead(field: str) -> None:
    row = "- {id: leaflet-x, title: {zh: 单页}, topic: labour, language: zh, printed: 10, "
    for day, codes in (("2026-11-22", []), ("2026-11-23", ["not-yet"]), ("2099-01-01", ["not-yet"])):
        assert [p.code for p in problems_with(MATERIALS, "", row + field.replace("@", day) + "}\n")] == codes


RULES = [
    ("week", "tuesday"), ("2 weeks", "[monday, friday]"), ("month", "last day"), ("month", "fifth monday"),
    ("quarter", "31"),
    ("lunar-month", "last day"), ("lunar-month", "30"), ("once", "2099-12-31"), ("once", "1949-01-01"),
]  # fmt: skip


@pytest.mark.parametrize("since", ["2099-12-31", "2099-12-20", "2098-12-31", "2095-06-01", "1949-01-01"])
@pytest.mark.parametrize("today", [TODAY, date(1949, 1, 1), date(2099, 12, 31), date(2100, 12, 31)], ids=str)
def test_rules_at_both_ends_of_the_calendar_are_judged_like_others(since: str, today: date) -> None:
    text = base()[JIAYA].decode()
    for every, on in RULES:
        for rest in ("skip", "next-workday", "previous-workday"):
            changed = (
                text.replace("since: 2026-01-01", f"since: {since}").replace("        since: 2026-11-01\n", "")
                .replace("every: month", f"every: {every}").replace("second tuesday", on)
                .replace("holidays: next-workday", f"holidays: {rest}\n        weekends: {rest}")
            )  # fmt: skip
            codes = {p.code for p in load({**base(), JIAYA: changed.encode()}, today)[1]}
            assert "not-readable" not in codes, (every, on, rest)
