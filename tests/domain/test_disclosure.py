"""No small count of consultations can be worked out from what is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, product

from portal.catalog.small_counts import FEWEST_SHOWN, publish_cell, publish_totals

SMALL = range(1, FEWEST_SHOWN)
SHAPES = [(small, large) for small in range(7) for large in ((), (5, 9)) if small or large]
"""A topic: how many of its sessions heard few questions, and what the others heard."""


def _structures(most_hidden: int) -> Iterator[tuple[tuple[int, tuple[int, ...]], ...]]:
    for topics in range(1, 4):
        for structure in combinations_with_replacement(SHAPES, topics):
            if 0 < sum(small for small, _ in structure) <= most_hidden:
                yield structure


def _everything_published(cells: dict[str, list[int]], *, is_settled: bool = True) -> tuple[object, ...]:
    totals = publish_totals(cells, is_settled=is_settled)
    shown = tuple(tuple(publish_cell(count) for count in counts) for counts in cells.values())
    return (shown, tuple(totals.by_topic.items()), totals.total)


def test_even_who_knows_the_rule_cannot_work_out_a_small_count() -> None:
    """Every year that could stand behind the same page is tried: each small count keeps two values or more."""
    for structure in _structures(most_hidden=5):
        hidden = sum(small for small, _ in structure)
        possible: dict[tuple[object, ...], list[set[int]]] = {}
        for counts in product(SMALL, repeat=hidden):
            rest = iter(counts)
            cells = {
                f"t{at}": [*(next(rest) for _ in range(small)), *large] for at, (small, large) in enumerate(structure)
            }
            known = possible.setdefault(_everything_published(cells), [set() for _ in range(hidden)])
            for values, count in zip(known, counts, strict=True):
                values.add(count)
        for page, known in possible.items():
            assert all(len(values) > 1 for values in known), (structure, page, known)


def _snapshots(arrivals: Sequence[tuple[str, int]]) -> tuple[object, ...]:
    """All that is published in a year: after each session, and once the year is over."""
    cells: dict[str, list[int]] = {}
    pages = []
    for topic, count in arrivals:
        cells.setdefault(topic, []).append(count)
        pages.append(_everything_published(cells, is_settled=False))
    return (*pages, _everything_published(cells))


def test_even_who_notes_down_every_day_s_totals_cannot_work_out_a_small_count() -> None:
    """The year's pages one after the other, and last year's at the end: each small count keeps two values or more."""
    kinds = [("a", 0), ("b", 0), ("a", 7), ("b", 7)]  # 0: a small count, to be guessed
    orders = [*product(kinds, repeat=4), [kinds[0]] * 5, [kinds[0]] * 6, [kinds[2], *[kinds[0]] * 5]]
    for order in orders:
        hidden = sum(not count for _, count in order)
        possible: dict[tuple[object, ...], list[set[int]]] = {}
        for counts in product(SMALL, repeat=hidden):
            rest = iter(counts)
            pages = _snapshots([(topic, count or next(rest)) for topic, count in order])
            known = possible.setdefault(pages, [set() for _ in range(hidden)])
            for values, count in zip(known, counts, strict=True):
                values.add(count)
        for pages, known in possible.items():
            assert all(len(values) > 1 for values in known), (order, pages[-1], known)


def test_while_the_year_runs_a_total_over_a_small_count_is_not_exact() -> None:
    """Else the day after a session tells: 40 yesterday, 43 today."""
    cells = {"money": [6, 3, 4, 2, 1], "land": [12]}
    totals = publish_totals(cells, is_settled=False)
    assert (totals.by_topic["land"].kind, totals.by_topic["land"].number) == ("exact", 12)
    assert (totals.by_topic["money"].kind, totals.by_topic["money"].number) == ("at-least", 10)
    assert (totals.total.kind, totals.total.number) == ("at-least", 22)


def test_subtracting_the_shown_counts_from_an_exact_total_leaves_every_small_count_open() -> None:
    """The plain attack: total minus what is shown; no small count is narrower than "1 to 4"."""
    for counts in product(range(1, 7), repeat=6):
        totals = publish_totals({"a": counts}, is_settled=True)
        small = [count for count in counts if count < FEWEST_SHOWN]
        if totals.by_topic["a"].kind != "exact" or not small:
            continue
        left = totals.by_topic["a"].number - sum(counts) + sum(small)
        others = len(small) - 1
        assert others <= left - 4 and left - 1 <= 4 * others, counts


def test_a_total_of_one_small_count_is_not_exact() -> None:
    totals = publish_totals({"labour": [9, 3], "land": [7]}, is_settled=True)
    assert (totals.by_topic["labour"].kind, totals.by_topic["labour"].number) == ("at-least", 10)
    assert (totals.by_topic["land"].kind, totals.by_topic["land"].number) == ("exact", 7)
    assert (totals.total.kind, totals.total.number) == ("at-least", 17)


def test_a_total_under_five_is_hidden() -> None:
    totals = publish_totals({"safety": [2, 2]}, is_settled=True)
    assert totals.by_topic["safety"].kind == totals.total.kind == "few"


def test_totals_with_room_stay_exact() -> None:
    totals = publish_totals({"money": [6, 3, 4, 2, 1], "land": [12]}, is_settled=True)
    assert (totals.by_topic["money"].number, totals.total.number) == (16, 28)
    assert totals.by_topic["money"].kind == totals.total.kind == "exact"
