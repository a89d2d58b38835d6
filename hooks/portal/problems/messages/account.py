"""Faults and warnings of what the town's account is computed from."""

from portal.problems.messages.text import text

TEXTS = {
    "stated-form": text(
        ("“{text}”读不出是多少。", "“{text}” cannot be read as a number."),
        ("数字，可带“余”“以上”“约”，例如 40余、4000余份、35", "a number, with 余, 以上 or 约 if need be: 40余, 35"),
        ("照报告写出数字；报告里没有数字的，删掉这一行", "write the number as reported, or delete the line"),
    ),
    "figure-unknown": text(
        ("台账里没有 {figure} 这一项。", "The account has no figure {figure}."),
        ("{figures}", "one of: {figures}"),
        ("改成其中一个，或删掉这一行", "write one of these, or delete the line"),
    ),
    "held-without-outcome": text(
        ("活动已举办，没有填到场人数。", "The session was held; its attendance is not recorded."),
        ("办完以后写 outcome，至少有 attendance", "an outcome with at least its attendance"),
        ("补上 outcome: 和 attendance:；没数过就估一个，在 note 里说明", "add outcome: and attendance:"),
        is_warning=True,
    ),
    "report-without-records": text(
        ("{year} 年没有台账，报告数无法核对。", "There are no records of {year} to check the report against."),
        ("有活动、工作或学法台账的年份", "a year with sessions, work or study on record"),
        (
            "有据可查的就补录；没有就这样放着，不要编",
            "enter what can be proved; otherwise leave it: invent nothing",
        ),
        is_warning=True,
    ),
    "stated-not-borne-out": text(
        ("报告数 {stated}，台账可核数 {counted}。", "The report states {stated}; the records bear out {counted}."),
        ("台账不少于报告数", "records that bear out what is reported"),
        (
            "漏记的按原始材料补录；补不了就这样放着，不要编",
            "enter what was left out if it can be proved; otherwise leave it: invent nothing",
        ),
        is_warning=True,
    ),
    "more-given-than-printed": text(
        ("发出 {given} 份，比印数 {printed} 还多。", "{given} copies were given out, but only {printed} printed."),
        ("发出的不多于印数", "no more copies given than printed"),
        ("核对印数和各场活动的发放数", "check the print run and what the sessions gave out"),
        is_warning=True,
    ),
}
