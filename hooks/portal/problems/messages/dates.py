"""Faults and warnings of dates: rules, holidays, reports and sessions held against each other."""

from portal.problems.messages.text import text

TEXTS = {
    "rule-without-dates": text(
        ("这条坐班规则一个日子也排不出来。", "This rule yields no date at all."),
        ("since、until、except 之内至少有一天", "at least one day within since, until and except"),
        (
            "看看 on:、except_months: 和任期，不要的规则就删掉",
            "see on:, except_months: and the assignment's dates; delete a rule that is not wanted",
        ),
    ),
    "two-advisers": text(
        (
            "从这天起有两位顾问：{adviser} 从 {since} 起的一任还没有写 until。",
            "From this day there are two advisers: the assignment of {adviser} from {since} has no end before it.",
        ),
        ("前一任先结束", "the earlier assignment ended first"),
        ("换了人就给前一任加上 until:；真有两位可以不改", "add until: to the earlier one, unless there really are two"),
        is_warning=True,
    ),
    "adviser-in-two-places": text(
        (
            "{adviser} {first} 同时要在{one}和{other}（共 {times} 次）。",
            "{adviser} is due in {one} and in {other} at once on {first} ({times} time(s) in all).",
        ),
        ("同一时间在一处", "one place at a time"),
        ("把其中一处改天、改时间，或用 except 去掉那天", "change the day or hours of one, or except that date"),
        is_warning=True,
    ),
    "sit-in-on-holiday": text(
        ("这些坐班日是法定节假日，村委会不上班：{days}。", "The office is closed on these public holidays: {days}."),
        ("holidays: skip / next-workday / previous-workday", "holidays: skip / next-workday / previous-workday"),
        (
            "加一行 holidays:，或用 except 去掉那天；真的照常来就不用改",
            "add a line holidays:, or except that date; if the adviser does come, leave it",
        ),
        is_warning=True,
    ),
    "no-sit-in-soon": text(
        ("{village} 今后 {days} 天没有坐班。", "{village} has no sit-in in the next {days} days."),
        ("{days} 天内至少一次", "one within {days} days at least"),
        (
            "和顾问定好日子，在 office_hours 里加规则，或加一条 every: once",
            "agree on a date and add a rule to office_hours, or one with every: once",
        ),
        is_warning=True,
    ),
    "report-of-no-sit-in": text(
        (
            "{village} 在 {day} 没有坐班，这一条哪里也不会计入。",
            "{village} has no sit-in on {day}, so this report would be counted nowhere.",
        ),
        ("按规则该坐班的日子；{hint_zh}", "a day on which the rules place one; {hint_en}"),
        (
            "改 date；有几条规则时写 office_hour。坐班规则中途变了，不要改旧规则：给它写 until，"
            "另写一条带 since 的新规则",
            "mend the date; with several rules, name the office_hour. A rule that changed keeps its old form with an"
            " until, and a new one begins with a since",
        ),
    ),
    "sit-in-reported-twice": text(
        (
            "{village} 在 {day} 的坐班（{office_hour}）写了两条：这一条写 {outcome}，{where} 写 {other}，"
            "只有那一条会算数。",
            "The sit-in of {village} on {day} ({office_hour}) is reported twice: {outcome} here, {other} at {where},"
            " and only that one counts.",
        ),
        ("一次坐班一条", "one report of a sit-in"),
        (
            "留下对的，删掉另一条；那天另有一条规则的坐班，就写明它的 office_hour",
            "keep the right one and delete the other; if it is of another rule on that day, name its office_hour",
        ),
    ),
    "moved-beyond-term": text(
        (
            "改期改到了 {day}，{adviser} 那时不在这个村任顾问。",
            "It is moved to {day}, when {adviser} is not the adviser of this village.",
        ),
        ("任期之内的日子：{terms}", "a day within the term: {terms}"),
        (
            "改 moved_to.date；任期延长了就先改村档案里的 until；不补了就写 outcome: excused",
            "mend moved_to.date; if the term was prolonged, change its until in the village's record first;"
            " write outcome: excused if it is not made up for",
        ),
    ),
    "moved-onto-another": text(
        (
            "改期改到了 {day}，同一条规则（{office_hour}）那时本来就有坐班：两次会变成一次。",
            "It is moved to {day}, when the same rule ({office_hour}) has a sit-in anyway: two become one.",
        ),
        ("另一个日子或钟点", "another day or hour"),
        (
            "改 moved_to；确实不另补了，就写 outcome: excused",
            "mend moved_to; write outcome: excused if it is not made up for",
        ),
        is_warning=True,
    ),
    "change-unmarked": text(
        (
            "活动写了 {status}，却没有写 changed 和 revision，订阅日历的人可能看不到。",
            "The session is {status} without changed and revision, so that calendar programs may miss it.",
        ),
        ("changed: 改的那天，revision: 比原来大 1", "changed: the day of the change, revision: one more than before"),
        ("补上 changed: 和 revision: 1", "add changed: and revision: 1"),
        is_warning=True,
    ),
    "holiday-of-another-year": text(
        ("{day} 不是 {year} 年的日子。", "{day} is no day of {year}."),
        ("{year} 年的日期（元旦放假可以从上一年 12 月写起）", "a date of {year}, or of the December before"),
        ("改日期，或移到那一年的文件", "mend the date, or move it to that year's file"),
    ),
    "holiday-and-workday": text(
        ("{day} 又放假又上班。", "{day} is both a day off and a workday."),
        ("off 和 workdays 里各写各的", "different days in off and workdays"),
        ("对照放假通知，删掉一处", "compare it with the announcement and delete one of them"),
    ),
}
