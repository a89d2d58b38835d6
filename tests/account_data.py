"""Records for tests of the account: a whole year 2024 that bears out the town's report, and small towns.

The tests' town has no rows of 2024, and six villages. These stand here, to prove the arithmetic.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from portal.catalog.catalog import Catalog
from portal.loading.load import load

KEPT = ("content/common/labels/", "content/common/topics.yml", "content/common/laws.yml", "content/common/offices.yml",
        "content/common/observances.yml", "content/offices.yml", "content/portal.yml")  # fmt: skip
"""What a test's town takes from the tests' common one."""
DATED = ("content/offices.yml", "content/common/offices.yml")
ADVISERS = {
    f"content/advisers/sample-{number:02}.yml": (
        f"name: {{zh: 示例律师{number:02}}}\nfirm: {{zh: 示例律师事务所}}\n"
        f"phone: {{number: 0971-0000{200 + number}, consent: 2023-01-08}}\nlanguages: [zh]\nfields: [labour]\n"
        "verified: {on: 2023-12-01, by: 司法所}\n"
    ).encode()
    for number in range(1, 17)
}
"""As many as one for two villages."""

SESSIONS_2024 = 43
CONSULTATIONS_2024 = {"labour": (9, 4, 3, 2, 3), "land": (6,), "family": (8,)}
"""35 together, on the first sessions of the year."""


def town(files: dict[str, bytes], records: dict[str, str]) -> dict[str, bytes]:
    """The common town's offices, topics and words, sixteen advisers, and these records below content/."""
    # Verified and consented to in an earlier year: what has happened must not lie ahead of a test's day.
    kept = {
        path: re.sub(rb"202[56]-", b"2023-", raw) if path.startswith(DATED) else raw
        for path, raw in files.items()
        if path.startswith(KEPT)
    }
    return kept | ADVISERS | {f"content/{path}": text.encode() for path, text in records.items()}


def read_town(files: dict[str, bytes], records: dict[str, str], today: date) -> Catalog:
    """The catalog of such a town; its records must hold."""
    catalog, problems = load(town(files, records), today)
    assert catalog is not None, [
        (problem.code, problem.path, problem.line) for problem in problems if not problem.is_warning
    ]
    return catalog


def village(number: int, assignment: str = "", helpers: int = 3, trained: str = "2024-05-20") -> str:
    """A village's file; `assignment` is the YAML below `assignments:`."""
    listed = "".join(
        f"  - name: {{zh: 示例明白人{number:02}{at}}}\n    trained: [{trained}]\n" for at in range(helpers)
    )
    return (
        f"code: 6301061012{number:02}\nkind: village\nname: {{zh: 示例{number:02}村}}\n"
        "office: {phone: 0971-0000300, place: {zh: 村委会}}\n"
        + (f"assignments:\n{assignment}" if assignment else "")
        + (f"legal_helpers:\n{listed}" if listed else "")
        + "verified: {on: 2024-12-01, by: 司法所}\n"
    )


def engaged(adviser: str, since: str = "2024-01-01", rule: str = "", until: str = "") -> str:
    """An assignment, with an office hour such as `every: month, on: 15`."""
    text = f"  - adviser: {adviser}\n    since: {since}\n" + (f"    until: {until}\n" if until else "")
    if rule:
        rule += "" if "holidays:" in rule else ", holidays: keep"
        text += f"    office_hours:\n      - {{{rule}, from: 09:00, to: 11:00, place: {{zh: 村委会}}}}\n"
    return text


def session(
    starts: str,
    villages: str,
    *,
    status: str = "held",
    topics: str = "labour",
    audience: str = "everyone",
    outcome: str = "",
    place: str = "",
    venue: str = "village",
    organiser: str = "justice-office",
) -> str:
    """A session's file; `outcome` is the flow mapping of what came of it."""
    return (
        f"kind: lecture\nstatus: {status}\ntitle: {{zh: 示例普法}}\nstarts: {starts} 09:30\nends: {starts} 11:00\n"
        f"venue: {{type: {venue}, {f'place: {place}, ' if place else ''}name: {{zh: 示例地点}}}}\n"
        f"villages: [{villages}]\naudience: [{audience}]\ntopics: [{topics}]\norganiser: {organiser}\n"
        + (f"outcome: {{{outcome}}}\n" if outcome else "outcome: {attendance: 20}\n" if status == "held" else "")
    )


def year_2024() -> dict[str, str]:
    """A full set of 2024: 34 villages, 43 sessions, 35 consultations, 34 advisers, 102 helpers, 8 and 6 studies."""
    records = {
        f"villages/v{number:02}.yml": village(number, engaged(f"sample-{number % 16 + 1:02}")) for number in range(34)
    }
    records["materials.yml"] = (
        "- {id: help-zh, title: {zh: 遇事找谁}, topic: courts, language: zh, printed: 5000}\n"
        "- {id: wages-zh, title: {zh: 讨工钱}, topic: labour, language: zh, printed: 2000}\n"
    )
    heard = [(topic, count) for topic, counts in CONSULTATIONS_2024.items() for count in counts]
    for number in range(SESSIONS_2024):
        day = date(2024, 1, 10) + timedelta(days=8 * number)
        outcome = f"attendance: {30 + number}, leaflets: [{{material: help-zh, count: {90 + number % 5}}}"
        outcome += ", {material: wages-zh, count: 10}]" if number % 2 else "]"
        topic = "labour"
        if number < len(heard):
            topic, count = heard[number]
            outcome += f", consultations: [{{topic: {topic}, count: {count}}}]"
        records[f"events/2024/{day}-s{number:02}.yml"] = session(
            f"{day}", f"v{number % 34:02}", topics=topic, outcome=outcome
        )
    records["work/2024-11.yml"] = "advisers:\n  - {adviser: sample-01, village: v00, calls: 3, visits: 1}\n"
    studies = [("meeting", 8), ("lecture", 6)]
    records["study/2024.yml"] = "sessions:\n" + "".join(
        f"  - {{id: {kind}-{at}, kind: {kind}, month: 2024-{at + 1:02}, subject: {{zh: 学法}}, "
        f"held: 2024-{at + 1:02}-15}}\n"
        for kind, count in studies
        for at in range(count)
    )
    records["reports/2024.yml"] = (
        "title: {zh: 年度报告}\nfigures: {sessions: 40余, leaflets: 4000余, consultations: 35, "
        "villages-with-adviser: 34, legal-helpers: 102, study-meetings: 8, study-lectures: 6}\n"
    )
    return records


def year_of_everything() -> dict[str, str]:
    """2026 up to 5 July where all goes awry: every kind of rule, moves of moves, gaps, places, stock."""
    rules = (
        "every: week, on: [monday, sunday], weekends: previous-workday",
        "every: 2 weeks, on: thursday, holidays: next-workday, except: [2026-05-14]",
        "every: month, on: [1, 31], holidays: previous-workday, weekends: next-workday",
        "every: month, on: last friday, except_months: [3]",
        "every: quarter, on: [last day, 2]",
        "every: quarter, on: fifth tuesday",
        "every: lunar-month, on: [3, 15, last day], holidays: skip, except_months: [lunar 4]",
        "every: once, on: 2026-06-18",
        "every: month, on: 5, since: 2026-02-01, until: 2026-05-31",
    )
    records = {
        f"villages/e{at}.yml": village(
            at, engaged(f"sample-{at % 3 + 1:02}", "2025-06-03", rule), helpers=at % 4, trained="2026-03-02, 2025-11-18"
        )
        for at, rule in enumerate(rules)
    }
    fifth = "every: month, on: 5"
    changed = engaged("sample-01", "2025-01-01", fifth, until="2026-03-31") + engaged("sample-02", "2026-04-01", fifth)
    records["villages/changed.yml"] = village(20, changed).replace("trained:", "active: false\n    trained:", 1)
    records["villages/empty.yml"] = village(21, engaged("sample-03", "2024-01-01", until="2026-01-31"))
    records["places.yml"] = (
        "- {id: mill, kind: company, name: {zh: 示例厂}, village: e0}\n"
        "- {id: temple, kind: temple-or-mosque, name: {zh: 示例寺}, village: e1}\n"
    )
    to = "moved_to: {date: %s, from: 09:00, to: 10:00}"
    records["work/2026-01.yml"] = (
        "sit_ins:\n"
        f"  - {{village: changed, date: 2026-01-05, outcome: moved, confirmed: true, {to % '2026-01-07'}}}\n"
        f"  - {{village: changed, date: 2026-01-07, outcome: moved, {to % '2026-02-02'}}}\n"
        "  - {village: e1, date: 2026-01-15, outcome: excused}\n"
        "advisers:\n  - {adviser: sample-01, village: changed, calls: 2, mediations: 1}\n"
        "  - {adviser: sample-02, village: e1, lectures: 1}\n"
        "legal_helpers:\n  - {village: e2, mediations: 3, visits: 4, trained: 2}\n"
    )
    records["work/2026-02.yml"] = (
        "sit_ins:\n  - {village: changed, date: 2026-02-02, outcome: held, confirmed: true}\n"
        "  - {village: changed, date: 2026-02-05, outcome: held}\n"
        f"  - {{village: e8, date: 2026-02-05, outcome: moved, {to % '2026-07-04'}}}\n"
        "advisers:\n  - {adviser: sample-03, village: e2, visits: 1, committee_meetings: 2}\n"
    )
    records["work/2026-07.yml"] = "sit_ins:\n  - {village: e8, date: 2026-07-04, outcome: held}\n"
    heard = "attendance: 31, leaflets: [{material: help-zh, count: 70}, {material: wages-zh, count: 5}], "
    heard += "consultations: [{topic: labour, count: 7}, {topic: land, count: 2}, {topic: family, count: 0}]"
    records |= {
        "events/2026/2026-01-12-both.yml": session("2026-01-12", "e0, e1", topics="labour, land", outcome=heard),
        "events/2026/2026-03-31-mill.yml": session(
            "2026-03-31", "", audience="company-staff, women", place="mill", venue="company", organiser="police-station"
        ),
        "events/2026/2026-04-01-temple.yml": session(
            "2026-04-01", "e1", audience="believers", place="temple", venue="temple-or-mosque", topics="family"
        ).replace("audience:", "languages: [bo, zh]\naudience:"),
        "events/2026/2026-06-30-late.yml": session(
            "2026-06-30", "e2", outcome="attendance: 9, consultations: [{topic: labour, count: 4}]"
        ).replace("venue:", "postponed_to: {starts: 2026-07-05 08:00, ends: 2026-07-05 09:00}\nvenue:"),
        "events/2025/2025-12-30-slipped.yml": session("2025-12-30", "e3").replace(
            "venue:", "postponed_to: {starts: 2026-01-06 09:30, ends: 2026-01-06 11:00}\nvenue:"
        ),
        "events/2025/2025-02-03-long-ago.yml": session("2025-02-03", "empty"),
        "events/2026/2026-02-20-off.yml": session("2026-02-20", "e4", status="cancelled"),
        "events/2026/2026-09-20-coming.yml": session("2026-09-20", "e4", status="planned"),
    }
    records["materials.yml"] = (
        "- {id: help-zh, title: {zh: 遇事找谁}, topic: courts, language: zh, printed: 500,\n"
        "   placed: [{village: e5, count: 20, on: 2026-01-12}, {village: e6, count: 30, on: 2026-06-01}],\n"
        "   counted: {count: 300, on: 2026-01-12}}\n"
        "- {id: wages-zh, title: {zh: 讨工钱}, topic: labour, language: zh, printed: 60}\n"
    )
    records["study/2026.yml"] = (
        "sessions:\n  - {id: a, kind: meeting, month: 2026-02, subject: {zh: 甲}, held: 2026-03-04}\n"
        "  - {id: b, kind: lecture, month: 2026-05, subject: {zh: 乙}, held: 2026-05-06}\n"
        "  - {id: c, kind: lecture, month: 2026-06, subject: {zh: 丙}}\n"
    )
    return records
