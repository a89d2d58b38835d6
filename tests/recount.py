"""The account counted a second time, from the files alone.

Nothing here comes from the portal: YAML by PyYAML, dates by borax and chinesecalendar, and a day
is asked whether a rule names it, where the portal lists the days of a rule. What both agree on
is not one mistake made once.

A row is (record, when, amount): `when` is a day, a month, or empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import chinese_calendar
import yaml
from borax.calendars.lunardate import LunarDate

Row = tuple[str, str, int]
ONE = timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
ADVISER_COUNTS = {"calls": "calls", "visits": "visits", "meetings": "committee_meetings", "mediations": "mediations",
                  "lectures": "lectures"}  # fmt: skip
HELPER_COUNTS = {"mediations": "mediations", "visits": "visits", "trainings": "trained"}


class Recount:
    """The files of a portal, counted for one year as seen on a day."""

    def __init__(self, files: Mapping[str, bytes], year: int, today: date) -> None:
        self._files = files
        self.year, self.today = year, today
        self.day = min(today, date(year, 12, 31))
        self.is_current = year == today.year
        self.villages = self._folder("villages")
        self.events = self._folder("events")
        self.work = self._folder("work")
        self.portal = self._file("portal.yml")

    def _file(self, path: str) -> Any:
        raw = self._files.get(f"content/{path}")
        return yaml.load(raw, Loader=yaml.CBaseLoader) if raw else None

    def _folder(self, name: str) -> dict[str, Any]:
        found = {}
        for path in sorted(self._files):
            if path.startswith(f"content/{name}/"):
                stem = PurePosixPath(path).stem
                found[stem[11:] if name == "events" else stem] = self._file(path.removeprefix("content/"))
        return found

    # --- sessions ---------------------------------------------------------------------------------

    def held(self, *, ever: bool = False) -> Iterator[tuple[str, date, Any]]:
        """The sessions held in the year, or ever, up to the day."""
        for id, event in self.events.items():
            day = date.fromisoformat((event.get("postponed_to") or event)["starts"][:10])
            if event["status"] == "held" and day <= self.day and (ever or day.year == self.year):
                yield id, day, event

    def figures(self) -> dict[str, list[Row]]:
        """Every figure's rows, in order of their text."""
        rows: dict[str, list[Row]] = defaultdict(list)
        week = next((o for o in self._file("common/observances.yml") or () if o["id"] == "constitution-week"), None)
        first, last = (week["on"], week["until"]) if week else ("12-01", "12-07")
        for id, day, event in self.held():
            rows["sessions"].append((id, f"{day}", 1))
            rows["attendance"].append((id, f"{day}", int(event["outcome"]["attendance"])))
            rows["leaflets"] += [(id, f"{day}", int(g["count"])) for g in event["outcome"].get("leaflets", ())]
            rows["consultations"] += [(id, f"{day}", count) for _, count in _asked(event)]
            if first <= f"{day}"[5:] <= last:
                rows["constitution-week"].append((id, f"{day}", 1))
        self._count_sit_ins(rows)
        self._count_work(rows)
        self._count_villages(rows)
        study = self._file(f"study/{self.year}.yml") or {"sessions": ()}
        for session in study["sessions"]:
            if "held" in session:
                rows[f"study-{session['kind']}s"].append((f"{self.year}", session["held"], 1))
        return {id: sorted(found) for id, found in rows.items()}

    def breakdowns(self) -> dict[str, list[Row]]:
        """The rows of `sessions/kind/lecture` and the like."""
        rows: dict[str, list[Row]] = defaultdict(list)
        for id, day, event in self.held():
            values = {
                "kind": [event["kind"]], "venue": [event["venue"]["type"]], "organiser": [event["organiser"]],
                "audience": event["audience"], "topic": event["topics"], "language": event.get("languages", ["zh"]),
            }  # fmt: skip
            for name, found in values.items():
                for value in set(found):
                    rows[f"sessions/{name}/{value}"].append((id, f"{day}", 1))
            for given in event["outcome"].get("leaflets", ()):
                rows[f"leaflets/title/{given['material']}"].append((id, f"{day}", int(given["count"])))
            for topic, count in _asked(event):
                rows[f"consultations/topic/{topic}"].append((id, f"{day}", count))
        return {id: sorted(found) for id, found in rows.items()}

    def coverage(self) -> dict[str, dict[tuple[str, str], list[str]]]:
        """The sessions in every cell of the coverage pages that is not empty."""
        cells: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        for id, day, event in self.held():
            month, quarter, venue = f"{day:%m}", f"{(day.month + 2) // 3}", event["venue"]
            keys = {
                "village-month": {(village, month) for village in event.get("villages", ())},
                "village-audience": {(v, group) for v in event.get("villages", ()) for group in event["audience"]},
                "place-month": {(venue["place"], month)} if "place" in venue else set(),
                "venue-quarter": {(venue["type"], quarter)},
                "topic-audience": {(topic, group) for topic in event["topics"] for group in event["audience"]},
                "language-quarter": {(language, quarter) for language in event.get("languages", ["zh"])},
            }
            for matrix, found in keys.items():
                for key in found:
                    cells[matrix][key].append(id)
        return {matrix: {key: sorted(ids) for key, ids in found.items()} for matrix, found in cells.items()}

    def days_since(self, kind: str) -> dict[str, int | None]:
        """Days since the last session of every `village` or `place`; None if there was none."""
        last: dict[str, date] = {}
        for _, day, event in self.held(ever=True):
            met = event.get("villages", ()) if kind == "village" else [event["venue"].get("place")]
            for id in met:
                last[id] = max(day, last.get(id, day))
        ids = self.villages if kind == "village" else [place["id"] for place in self._file("places.yml") or ()]
        return {id: (self.day - last[id]).days if id in last else None for id in ids}

    def leaflets(self) -> dict[str, tuple[int, int, int, list[str]]]:
        """Of each leaflet: printed, given, left, and the villages without."""
        found = {}
        for material in self._file("materials.yml"):
            given: list[tuple[str, int]] = []
            having: set[str] = set()
            for _, day, event in self.held(ever=True):
                for leaflet in event["outcome"].get("leaflets", ()):
                    if leaflet["material"] == material["id"]:
                        given.append((f"{day}", int(leaflet["count"])))
                        having |= set(event.get("villages", ()))
            for placed in material.get("placed", ()):
                if placed["on"] <= f"{self.day}":
                    given.append((placed["on"], int(placed["count"])))
                    having.add(placed["village"])
            counted = material.get("counted") or {"count": material["printed"], "on": ""}
            left = int(counted["count"]) - sum(count for day, count in given if day > counted["on"])
            without = [id for id in self._by_code() if id not in having]
            found[material["id"]] = int(material["printed"]), sum(count for _, count in given), max(0, left), without
        return found

    # --- advisers and helpers -----------------------------------------------------------------------

    def services(self) -> dict[tuple[str, str, int], dict[str, int]]:
        """Of village, adviser and month: sit-ins by outcome, and the counts of the month's work."""
        found: dict[tuple[str, str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for village, adviser, day, outcome, is_confirmed in self._sit_ins():
            found[village, adviser, day.month][outcome] += 1
            found[village, adviser, day.month]["confirmed"] += is_confirmed
        for month, work in self.work.items():
            for line in work.get("advisers", ()) if month.startswith(f"{self.year}-") else ():
                for key in ADVISER_COUNTS.values():
                    found[line["village"], line["adviser"], int(month[5:])][key] += int(line.get(key, 0))
        return {key: {name: count for name, count in counts.items() if count} for key, counts in found.items()}

    def _by_code(self) -> list[str]:
        return sorted(self.villages, key=lambda id: str(self.villages[id]["code"]))

    def _count_villages(self, rows: dict[str, list[Row]]) -> None:
        for id, village in self.villages.items():
            standing = [a for a in village.get("assignments", ()) if _covers(a, self.day)]
            if standing:
                rows["villages-with-adviser"].append((id, max(a["since"] for a in standing), 1))
            else:
                rows["villages-without-adviser"].append((id, "", 1))
            listed = []
            for helper in village.get("legal_helpers", ()):
                trained = helper.get("trained", ())
                if helper.get("active", "true") == "true" and (
                    self.is_current or not trained or min(trained) <= f"{self.day}"
                ):
                    listed.append(helper)
                    if days := [on for on in trained if on.startswith(f"{self.year}-") and on <= f"{self.day}"]:
                        rows["helpers-trained"].append((id, max(days), 1))
            rows["legal-helpers"] += [(id, "", 1) for _ in listed]
            if len(listed) < int(self.portal["thresholds"]["legal_helpers_a_village"]):
                rows["villages-below-minimum"].append((id, "", 1))

    def _count_work(self, rows: dict[str, list[Row]]) -> None:
        for month, work in self.work.items():
            if not month.startswith(f"{self.year}-"):
                continue
            for names, prefix, lines in (
                (ADVISER_COUNTS, "adviser", work.get("advisers", ())),
                (HELPER_COUNTS, "helper", work.get("legal_helpers", ())),
            ):
                for line in lines:
                    for name, key in names.items():
                        if count := int(line.get(key, 0)):
                            rows[f"{prefix}-{name}"].append((line["village"], month, count))

    def _count_sit_ins(self, rows: dict[str, list[Row]]) -> None:
        for village, _, day, outcome, is_confirmed in self._sit_ins():
            for id in ("promised", outcome, *(("confirmed",) if is_confirmed else ())):
                rows[f"sit-ins-{id}"].append((village, f"{day}", 1))

    def _sit_ins(self) -> Iterator[tuple[str, str, date, str, bool]]:
        """Village, adviser, day, outcome and whether the village confirmed it, of every promise that is due."""
        reports: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for work in self.work.values():
            for report in work.get("sit_ins", ()):
                reports[report["village"], report["date"]].append(report)
        for id, village in self.villages.items():
            for assignment in village.get("assignments", ()):
                for rule in assignment.get("office_hours", ()):
                    for day in self._days(rule, assignment):
                        report = _report(reports[id, f"{day}"], rule)
                        if report is not None and report["outcome"] != "scheduled":  # that one takes a report back
                            yield (
                                id,
                                assignment["adviser"],
                                day,
                                report["outcome"],
                                _confirmed(report, id, rule, reports),
                            )
                        elif day < self.today:
                            yield id, assignment["adviser"], day, "unrecorded", False

    def _days(self, rule: Any, assignment: Any) -> list[date]:
        """The days of the year, up to the day, on which a rule has the adviser sit in the village."""
        since = max(date.fromisoformat(day) for day in (assignment["since"], rule.get("since", assignment["since"])))
        until = min(
            date.fromisoformat(day) for day in (assignment.get("until", "9999-12-30"), rule.get("until", "9999-12-30"))
        )
        first, last = max(since, date(self.year, 1, 1)), min(until, self.day)
        found = set()
        day = max(since, date(self.year, 1, 1) - 20 * ONE)
        while day <= min(until, self.day + 20 * ONE):
            if _names(rule, day, rule.get("since", assignment["since"])) and not _is_excepted(rule, day):
                moved = _shift(rule, day)
                if moved and first <= moved <= last and (moved == day or not _is_excepted(rule, moved)):
                    found.add(moved)
            day += ONE
        return sorted(found)


def _asked(event: Any) -> Iterator[tuple[str, int]]:
    for heard in event["outcome"].get("consultations", ()):
        if int(heard["count"]):
            yield heard["topic"], int(heard["count"])


def _covers(assignment: Any, day: date) -> bool:
    return bool(assignment["since"] <= f"{day}" <= assignment.get("until", "9999-12-31"))


def _report(reports: list[Any], rule: Any) -> Any:
    own = [report for report in reports if report.get("office_hour") == rule.get("id", "main")]
    return next(iter([*own, *(report for report in reports if "office_hour" not in report)]), None)


def _confirmed(report: Any, village: str, rule: Any, reports: Mapping[tuple[str, str], list[Any]]) -> bool:
    """Whether the village confirmed it; of one that moved, on its last day."""
    while report["outcome"] == "moved":
        later = _report(reports.get((village, report["moved_to"]["date"]), []), rule)
        if later is None:
            break
        report = later
    return bool(report.get("confirmed") == "true")


def _is_off(day: date) -> bool:
    """Whether the day is off for a public holiday."""
    return day in chinese_calendar.holidays


def _is_worked(day: date) -> bool:
    return day in chinese_calendar.workdays or (day.weekday() < 5 and not _is_off(day))


def _shift(rule: Any, day: date) -> date | None:
    policy = "keep"
    if _is_off(day):
        policy = rule.get("holidays", "keep")
    elif day.weekday() >= 5 and not _is_worked(day):
        policy = rule.get("weekends", "keep")
    if policy in ("keep", "skip"):
        return day if policy == "keep" else None
    step = ONE if policy == "next-workday" else -ONE
    day += step
    while not _is_worked(day):
        day += step
    return day


@cache
def _lunar(day: date) -> tuple[int, int]:
    found = LunarDate.from_solar(day)
    return found.month, found.day


def _is_excepted(rule: Any, day: date) -> bool:
    months = rule.get("except_months", ())
    return (
        f"{day}" in rule.get("except", ())
        or str(day.month) in months
        or any(month == f"lunar {_lunar(day)[0]}" for month in months if month.startswith("lunar"))
    )


def _names(rule: Any, day: date, anchor: str) -> bool:
    """Whether a rule names the day."""
    on = rule["on"] if isinstance(rule["on"], list) else [rule["on"]]
    every = rule["every"]
    if every == "once":
        return f"{day}" in on
    if every in ("week", "2 weeks"):
        start = date.fromisoformat(anchor)
        weeks = ((day - day.weekday() * ONE) - (start - start.weekday() * ONE)).days // 7
        return WEEKDAYS[day.weekday()] in on and (every == "week" or weeks % 2 == 0)
    if every == "lunar-month":
        return str(_lunar(day)[1]) in on or ("last day" in on and _lunar(day + ONE)[1] == 1)
    return any(_is_day_of_period(item, day, 1 if every == "month" else 3) for item in on)


def _is_day_of_period(item: str, day: date, months: int) -> bool:
    """Whether the day is `15`, `last day` or `second tuesday` of its month or quarter."""
    is_first_month, is_last_month = (day.month - 1) % months == 0, day.month % months == 0
    if item == "last day":
        return is_last_month and (day + ONE).month != day.month
    if item.isdigit():
        return is_first_month and day.day == int(item)
    ordinal, weekday = item.split()
    if WEEKDAYS[day.weekday()] != weekday:
        return False
    if ordinal == "last":
        return is_last_month and (day + 7 * ONE).month != day.month
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return (day - start).days // 7 + 1 == NTH[ordinal]
