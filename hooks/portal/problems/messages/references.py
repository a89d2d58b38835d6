"""Faults and warnings between records, and of the label catalogues."""

from portal.problems.messages.text import text

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
    "override-unknown": text(
        ("共用的没有编号 {id}，这一项又缺 {keys}。", "No shared entry has the id {id}, and this one lacks {keys}."),
        ("共用的编号（只写要改的），或完整的一项", "the id of a shared entry (with what differs), or a whole entry"),
        ("{hint_zh}", "{hint_en}"),
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
        ("上次核实是 {day}，已超过 {days} 天。", "It was last verified on {day}, more than {days} days ago."),
        ("{days} 天以内核实过", "verified within {days} days"),
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
            "The {language} labels have {key}, which the other languages lack.",
        ),
        ("各语言的键相同", "equal keys in every language"),
        ("{hint_zh}", "{hint_en}"),
    ),
    "label-placeholders": text(
        (
            "{key} 里的占位 {{…}} 和别的语言不同：{difference}。",
            "The placeholders of {key} differ from the other languages: {difference}.",
        ),
        ("各语言相同的占位", "the same placeholders in every language"),
        ("补上或删掉占位", "add or delete the placeholder"),
    ),
    "code-and-kind": text(
        ("区划代码 {division} 和 kind: {kind} 对不上。", "The division code {division} disagrees with kind: {kind}."),
        ("代码末三位：社区 001–199，村 200–399", "last three digits: communities 001–199, villages 200–399"),
        ("对照统计用区划代码改其中一个", "compare with the list of division codes and mend one"),
        is_warning=True,
    ),
    "licence-used-twice": text(
        ("这个执业证号已经是 {other} 的。", "This licence number belongs to {other} already."),
        ("每位律师一个证号", "one number a lawyer"),
        ("对照执业证改", "compare it with the licence"),
    ),
    "too-far-ahead": text(
        ("{day} 离今天太远了。", "{day} lies too far ahead."),
        ("两年以内的日期", "a date within two years"),
        ("核对年份", "check the year"),
    ),
    "outside-file": text(
        ("{day} 不在这个文件的时间里（{span}）。", "{day} does not belong to the time of this file ({span})."),
        ("{span} 里的日期", "a date in {span}"),
        ("移到那个月或那一年的文件里，或改日期", "move it to the file of its month or year, or mend the date"),
    ),
    "moved-nowhere": text(
        ("改期改到了原来那天 {day}。", "It was moved to the day it was on, {day}."),
        ("另一天", "another day"),
        (
            "改 moved_to.date；只改钟点就在村档案里把这天写进 except，另写一条 every: once；没改期就写 outcome: held",
            "mend moved_to.date; for other hours on the same day, except the day in the village's record"
            " and add a rule every: once; write outcome: held if it was not moved",
        ),
    ),
    "adviser-not-assigned": text(
        (
            "{adviser} 从来不是 {village} 的法律顾问。",
            "{adviser} has never been the adviser of {village}.",
        ),
        ("在任的：{terms}", "who stood then: {terms}"),
        ("核对村和顾问的编号；是代班的就留着", "check both ids; leave it if somebody stood in"),
        is_warning=True,
    ),
    "assignment-ended": text(
        (
            "{adviser} 在 {day} 不是 {village} 的法律顾问（* 表示任何村）。",
            "{adviser} did not advise {village} in {day} (* means any village).",
        ),
        ("当时在任的：{terms}", "who stood then: {terms}"),
        (
            "改顾问编号，或改村档案里的 since、until",
            "mend the adviser's id, or since and until in the village's record",
        ),
    ),
    "sit-ins-unrecorded": text(
        ("有 {count} 次坐班过了 30 天还没有记录：{days}。", "{count} sit-in(s) have no report after 30 days: {days}."),
        ("work/ 里每次坐班一行", "a row in work/ for each sit-in"),
        (
            "问清后记入当月的 work 文件；没问到就留着，网页写“未记录”",
            "ask and record it in work/; until then the page says “not recorded”",
        ),
        is_warning=True,
    ),
    "label-brace": text(
        ("{key} 里的花括号不成对，或里面不只是名字。", "A brace in {key} is not closed, or holds more than a name."),
        ("{{名字}} 这样的占位", "placeholders such as {{name}}"),
        ("照源语言的写法改", "follow the source language"),
    ),
    "translation-missing": text(
        (
            "有 {count} 处没有 {language} 的文字，页面显示源语言并注明。",
            "{count} text(s) have no {language}; the page shows the source language and says so.",
        ),
        ("每种语言都有", "each language"),
        ("请翻译人员补上；没有就先留着", "ask a translator; leave it until then"),
        is_warning=True,
    ),
}
