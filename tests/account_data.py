"""Records for tests of the account: a whole year 2024 that bears out the town's report, and small towns.

The shipped site has no rows of 2024: none are made up. These stand here, to prove the arithmetic.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from portal.catalog import Catalog
from portal.loading import load

KEPT = ("content/labels/", "content/topics.yml", "content/laws.yml", "content/offices.yml", "content/portal.yml",
        "content/observances.yml", "content/advisers/")  # fmt: skip
"""What a test's town takes from the shipped records."""
DATED = ("content/offices.yml", "content/advisers/")

SESSIONS_2024 = 43
CONSULTATIONS_2024 = {"labour": (9, 4, 3, 2, 3), "land": (6,), "family": (8,)}
"""35 together, on the first sessions of the year."""


def town(files: dict[str, bytes], records: dict[str, str]) -> dict[str, bytes]:
    """The shipped offices, topics and words, with these records below content/."""
    # Verified and consented to in an earlier year: what has happened must not lie ahead of a test's day.
    kept = {
        path: re.sub(rb"202[56]-", b"2023-", raw) if path.startswith(DATED) else raw
        for path, raw in files.items()
        if path.startswith(KEPT)
    }
    return kept | {f"content/{path}": text.encode() for path, text in records.items()}


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
        text += (
            f"    office_hours:\n      - {{{rule}, from: 09:00, to: 11:00, place: {{zh: 村委会}}, holidays: keep}}\n"
        )
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
