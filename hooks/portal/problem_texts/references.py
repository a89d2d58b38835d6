"""Faults and warnings between records, and of the label catalogues."""

from portal.problem_texts.text import text

TEXTS = {
    "unknown-reference": text(
        ("没有编号为 {id} 的{kind_zh}。", "There is no {kind_en} with the id {id}."),
        ("{where} 里有的编号", "an id found in {where}"),
        ("{hint_zh}", "{hint_en}"),
    ),
    "id-used-twice": text(
        ("编号 {id} 用了两次（另一处：{other}）。", "The id {id} is used twice (also in {other})."),
        ("每个编号一次，永不重用", "each id once, never reused"),
        ("给后来的一个换编号", "give the later one another id"),
    ),
    "file-name-differs": text(
        ("文件名和内容不一致：内容是 {inside}。", "The file name disagrees with its content: {inside}."),
        ("{expected}", "{expected}"),
        ("改文件名或改内容", "rename the file or mend the content"),
    ),
    "code-used-twice": text(
        ("区划代码 {division} 已经是 {other} 的。", "The division code {division} belongs to {other} already."),
        ("每村一个代码", "one code a village"),
        ("对照统计用区划代码改", "compare it with the list of division codes"),
    ),
    "name-used-twice": text(
        ("名称或别名“{name}”已经是 {other} 的。", "The name or alias “{name}” belongs to {other} already."),
        ("各村名称和别名互不相同", "names and aliases that differ between villages"),
        ("换一个别名，或删掉它", "write another alias, or delete it"),
    ),
    "assignments-overlap": text(
        (
            "这一任与从 {other} 开始的一任时间重叠，又是同一位顾问。",
            "This assignment overlaps that of the same adviser from {other}.",
        ),
        ("前一任先写 until", "an until date for the earlier one"),
        ("给前一任加上 until:", "add until: to the earlier one"),
    ),
    "no-current-adviser": text(
        (
            "{village} 现在没有法律顾问；页面改为显示司法所和 12348。",
            "{village} has no adviser now; its page shows the justice office and 12348.",
        ),
        ("每村一位在任的顾问", "one current adviser for each village"),
        ("聘好后加一段 assignments", "add an assignment once one is engaged"),
        is_warning=True,
    ),
    "not-verified-lately": text(
        ("上次核实是 {day}，已过一年。", "It was last verified on {day}, more than a year ago."),
        ("一年内核实过", "verified within a year"),
        ("打电话核实后改 verified.on", "check by phone, then mend verified.on"),
        is_warning=True,
    ),
    "session-still-planned": text(
        ("活动已过去（{day}），状态还是 planned。", "The session was on {day} and is still planned."),
        ("held 或 cancelled", "held or cancelled"),
        ("改 status，办了的补上 outcome", "mend the status; add the outcome if it was held"),
        is_warning=True,
    ),
    "label-missing": text(
        ("{language} 的界面文字里没有 {key}。", "The {language} labels lack {key}."),
        ("各语言的键相同", "equal keys in every language"),
        ("在 content/labels/{language}.yml 补上 {key}", "add {key} to content/labels/{language}.yml"),
    ),
    "label-unknown": text(
        (
            "{language} 的界面文字多了 {key}，源语言里没有。",
            "The {language} labels have {key}, which the source language lacks.",
        ),
        ("各语言的键相同", "equal keys in every language"),
        ("删掉它，或在源语言里补上", "delete it, or add it to the source language"),
    ),
    "label-placeholders": text(
        (
            "{key} 里的占位 {{…}} 和源语言不同：{difference}。",
            "The placeholders of {key} differ from the source language: {difference}.",
        ),
        ("和源语言相同的占位", "the same placeholders as the source language"),
        ("补上或删掉占位", "add or delete the placeholder"),
    ),
}
