"""Reminders are counted by kind, in words staff know."""

from __future__ import annotations

from portal.problems.messages import TEXTS
from portal.problems.messages.reminders import REMINDERS
from portal.problems.problem import Problem, count_reminders, render_reminders


def test_every_kind_of_warning_has_a_name_for_its_group() -> None:
    assert REMINDERS.keys() == {code for code, text in TEXTS.items() if text.is_warning}
    assert len({chinese for chinese, _ in REMINDERS.values()}) == len(REMINDERS)


def test_reminders_are_counted_by_kind_most_first() -> None:
    found = [Problem("photo-unused", "b"), *(Problem("translation-missing", f"{n}") for n in range(12))]
    found += [Problem("board-outdated", "a"), Problem("missing-file", "c")]
    assert count_reminders(found).splitlines() == [
        "  12  缺译文 / texts not translated",
        "   1  海报该换了 / posters to be replaced",
        "   1  没有用到的照片 / unused photos",
    ]
    assert render_reminders(found).startswith("14 处提醒，不影响发布 / warning(s), which do not stop publishing\n")
    assert count_reminders([Problem("missing-file", "c")]) == ""
