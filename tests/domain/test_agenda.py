"""Reports laid over computed days: moved, excused, confirmed, at both places."""

from __future__ import annotations

from datetime import date

from portal.catalog.agenda import SitIn, find_sit_ins_of
from portal.records import SitInReport, Village
from portal.schedule.holidays import Almanac

FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)


def make_village(**rule: object) -> Village:
    hours = {"every": "month", "on": "15", "from": "09:00", "to": "11:30", "place": {"zh": "村委会"}, **rule}
    return Village.model_validate(
        {
            "code": "630106101221", "kind": "village", "name": {"zh": "加牙村"},
            "changed": "2026-10-01", "revision": "2",
            "office": {"phone": "0971-0000323", "place": {"zh": "村委会"}},
            "assignments": [{"adviser": "a", "since": "2026-01-01", "office_hours": [hours]}],
            "verified": {"on": "2026-10-01", "by": "司法所"},
        }
    )  # fmt: skip


def make_report(day: str, outcome: str, **more: object) -> SitInReport:
    return SitInReport.model_validate({"village": "jiaya", "date": day, "outcome": outcome, **more})


def find(*reports: SitInReport, first: date = FIRST, last: date = LAST) -> list[SitIn]:
    return find_sit_ins_of("jiaya", make_village(), reports, first, last, Almanac())


def test_a_moved_sit_in_stands_at_both_its_days_with_the_reason() -> None:
    moved = {"date": "2026-12-18", "from": "14:30", "to": "17:00"}
    old, new = find(make_report("2026-12-15", "moved", moved_to=moved, reason={"zh": "开庭"}))[1:]
    assert (old.day, old.moved_to, old.takes_place) == (date(2026, 12, 15), date(2026, 12, 18), False)
    assert (new.day, new.moved_from, new.takes_place) == (date(2026, 12, 18), date(2026, 12, 15), True)
    assert old.reason == new.reason == {"zh": "开庭"}
    assert new.scheduled == old.scheduled == date(2026, 12, 15)
    assert f"{new.starts:%H:%M}" == "14:30"
    assert new.place == {"zh": "村委会"}


def test_an_excused_sit_in_stays_and_does_not_take_place() -> None:
    sit_in = find(make_report("2026-12-15", "excused", changed="2026-12-01"))[1]
    assert not sit_in.takes_place
    assert (sit_in.changed, sit_in.revision) == (date(2026, 12, 1), 4)


def test_a_confirmation_changes_the_record_but_not_the_revision() -> None:
    sit_in = find(make_report("2026-11-15", "held", confirmed="true"))[0]
    assert sit_in.is_confirmed
    assert (sit_in.changed, sit_in.revision) == (date(2026, 11, 15), 2)


def test_what_was_moved_into_the_span_is_found() -> None:
    moved = {"date": "2026-11-02", "from": "09:00", "to": "11:30"}
    found = find(make_report("2026-10-15", "moved", moved_to=moved))
    assert [sit_in.day for sit_in in found] == [date(2026, 11, 2), date(2026, 11, 15), date(2026, 12, 15)]


def test_what_was_moved_out_of_the_span_stands_at_its_old_day_alone() -> None:
    moved = {"date": "2027-01-04", "from": "09:00", "to": "11:30"}
    found = find(make_report("2026-12-15", "moved", moved_to=moved))
    assert [(sit_in.day, sit_in.takes_place) for sit_in in found[1:]] == [(date(2026, 12, 15), False)]


def test_a_moved_sit_in_is_reported_of_at_its_new_day_or_moved_again() -> None:
    to = {"date": "2026-11-18", "from": "09:00", "to": "11:30"}
    first = make_report("2026-11-15", "moved", moved_to=to)
    held = find(first, make_report("2026-11-18", "held"))[1]
    assert (held.state, held.moved_from) == ("held", date(2026, 11, 15))
    again = make_report("2026-11-18", "moved", moved_to={"date": "2026-11-20", "from": "09:00", "to": "11:30"})
    days = [(sit_in.day.day, sit_in.takes_place) for sit_in in find(first, again)[:3]]
    assert days == [(15, False), (18, False), (20, True)]


def test_a_report_names_the_one_of_two_slots() -> None:
    village = make_village()
    (assignment,) = village.assignments
    slots = (assignment.office_hours[0], assignment.office_hours[0].model_copy(update={"id": "afternoon"}))
    two = village.model_copy(update={"assignments": (assignment.model_copy(update={"office_hours": slots}),)})
    report = make_report("2026-12-15", "excused", office_hour="afternoon")
    found = find_sit_ins_of("jiaya", two, [report], date(2026, 12, 1), LAST, Almanac())
    assert [(sit_in.office_hour, sit_in.takes_place) for sit_in in found] == [("afternoon", False), ("main", True)]


def test_dates_end_with_the_adviser_and_nobody_inherits_them() -> None:
    village = make_village()
    old = village.assignments[0].model_copy(update={"until": date(2026, 11, 30)})
    new = village.assignments[0].model_copy(update={"adviser": "b", "since": date(2026, 12, 1), "office_hours": ()})
    changed = village.model_copy(update={"assignments": (old, new)})
    found = find_sit_ins_of("jiaya", changed, [], FIRST, LAST, Almanac())
    assert [(sit_in.adviser, sit_in.day) for sit_in in found] == [("a", date(2026, 11, 15))]
