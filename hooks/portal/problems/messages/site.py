"""What a site needs to be whole: its numbers, its columns, its dates, its letters."""

from portal.problems.messages.text import text

TEXTS = {
    "sample-day-of-real-site": text(
        (
            "已经是 sample: false，却还写着 sample_day：网站会永远停在 {day}。",
            "The site is sample: false and still has sample_day: it would stand still at {day} for ever.",
        ),
        ("sample_day 只和 sample: true 一起写", "sample_day only beside sample: true"),
        ("删掉 sample_day 这一行；还是样例就写 sample: true", "delete the line; sample: true while these are samples"),
    ),
    "site-identification-missing": text(
        (
            "还没有填 {keys}，页脚和页面标签里就没有它。",
            "{keys} not filled in; footer and page tags go without.",
        ),
        (
            "site_identification 下的网站标识码、备案号、党政机关标识、找错链接",
            "the numbers and links under site_identification",
        ),
        ("拿到批准的号码再填，没有就空着，不要编", "fill them in once they are granted; never invent one"),
        is_warning=True,
    ),
    "column-stale": text(
        (
            "{column}最近一次更新是 {last}，超过 {days} 天了。",
            "{column_en} was last changed on {last}, more than {days} days ago.",
        ),
        ("{days} 天内有真的更新", "a real change within {days} days"),
        (
            "把最近的活动、坐班记进去；没有可改的不要改日期",
            "record recent sessions and sit-ins; never change a date alone",
        ),
        is_warning=True,
    ),
    "column-empty": text(
        ("{column}还是空的。", "{column_en} is empty."),
        ("每个栏目都有内容", "something in every column"),
        ("先加一条；没有就先不挂这个栏目", "add an entry first"),
        is_warning=True,
    ),
    "register-has-no-deadline": text(
        (
            "{column} 是清单，不定期更新，不写 renewed_within_days。",
            "{column} is a register: it has no renewed_within_days.",
        ),
        ("只给会常更新的栏目写", "only for columns that are renewed regularly"),
        ("删掉这一行", "delete the line"),
    ),
    "column-facts-missing": text(
        ("这些栏目没有写 type 和 keywords：{columns}。", "These columns have no type and keywords: {columns}."),
        ("columns 下每个栏目的 ColumnType 和 ColumnKeywords", "type and keywords of every column under columns"),
        ("照已有的栏目补上", "add them like the columns that are there"),
        is_warning=True,
    ),
    "column-unknown": text(
        ("没有叫“{column}”的栏目。", "There is no column “{column}”."),
        ("{columns}", "{columns}"),
        ("改成其中一个，或删掉", "write one of these, or delete it"),
    ),
    "no-changed-date": text(
        (
            "{count} 个{kind_zh}档案没有 changed:，它们的页面就没有发布日期（PubDate）；第一个是 {first}。",
            "{count} {kind_en} have no changed:, so their pages have no PubDate; the first is {first}.",
        ),
        ("changed: 2026-11-22，最近一次改这份档案的日子", "changed: 2026-11-22, the day the record was last changed"),
        ("改档案时写上当天的日期", "write the day when you change the record"),
        is_warning=True,
    ),
    "glyph-missing": text(
        ("网页的藏文字体里没有“{letter}”。", "The pages' Tibetan font lacks “{letter}”."),
        ("字体里有的字", "letters the font has"),
        (
            "运行 make font，把 overrides/ 里改了的两个文件一起提交；要是写错了字，就改过来",
            "run make font and commit the two files it changes in overrides/; or mend the spelling",
        ),
    ),
    "icon-unknown": text(
        ("Material 图标里没有“{icon}”。", "Material's icons have no “{icon}”."),
        (
            "pictogrammers.com/library/mdi 里的名字，如 briefcase",
            "a name of pictogrammers.com/library/mdi, such as briefcase",
        ),
        ("{hint_zh}", "{hint_en}"),
    ),
}
