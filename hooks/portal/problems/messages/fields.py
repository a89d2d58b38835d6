"""Faults of a single field or record."""

from portal.problems.messages.text import text

TEXTS = {
    "unknown-key": text(
        ("不认识的键 {key}。", "Unknown key {key}."),
        ("{known}", "{known}"),
        ("{hint_zh}", "{hint_en}"),
    ),
    "missing-key": text(
        ("缺少 {key}。", "{key} is missing."),
        ("必填：{key}", "{key} is required"),
        ("补上一行 {key}: …", "add a line {key}: …"),
    ),
    "wrong-shape": text(
        ("{key} 的写法不对：应是{shape_zh}。", "{key} is of the wrong shape: it should be {shape_en}."),
        ("{shape_zh}", "{shape_en}"),
        ("照 content/README.md 里的样子改", "follow the example in content/README.md"),
    ),
    "not-a-choice": text(
        ("“{text}”不在可选的词里。", "“{text}” is not one of the choices."),
        ("{choices}", "{choices}"),
        ("{hint_zh}", "{hint_en}"),
    ),
    "date-form": text(
        ("“{text}”不是一个日期。", "“{text}” is not a date."),
        ("年-月-日，例如 2026-11-22，且那一天存在", "year-month-day such as 2026-11-22, of a day that exists"),
        ("{hint_zh}", "{hint_en}"),
    ),
    "moment-form": text(
        ("“{text}”不是日期加时间。", "“{text}” is not a date with a time."),
        (
            "日期、空格、24 小时制时间，例如 2026-12-04 09:30",
            "a date, a space and a 24-hour time such as 2026-12-04 09:30",
        ),
        ("改成 2026-12-04 09:30 这样的写法", "write it like 2026-12-04 09:30"),
    ),
    "clock-form": text(
        ("“{text}”不是一个时间。", "“{text}” is not a time of day."),
        ("24 小时制，例如 09:00", "a 24-hour time such as 09:00"),
        ("改成 09:00 这样的写法，冒号用半角", "write it like 09:00, with a plain colon"),
    ),
    "clock-order": text(
        ("结束时间 {end} 不晚于开始时间 {start}。", "It ends at {end}, not after its start at {start}."),
        ("晚于 {start} 的时间", "a time after {start}"),
        ("改结束时间，或把两个时间对调", "mend the end, or swap the two"),
    ),
    "date-order": text(
        ("{end} 早于 {start}。", "{end} lies before {start}."),
        ("不早于 {start} 的日期", "a date not before {start}"),
        ("改日期，或把两个日期对调", "mend the date, or swap the two"),
    ),
    "number-form": text(
        ("“{text}”不是一个整数。", "“{text}” is not a whole number."),
        ("阿拉伯数字，例如 35", "digits such as 35"),
        ("只写数字，不写单位", "write digits only, without a unit"),
    ),
    "flag-form": text(
        ("“{text}”不是 true 或 false。", "“{text}” is neither true nor false."),
        ("true（是）或 false（否）", "true or false"),
        ("写 true 或 false", "write true or false"),
    ),
    "id-form": text(
        ("“{text}”不能作编号。", "“{text}” cannot be an id."),
        ("小写字母、数字和短横，例如 sample-01", "lower-case letters, digits and hyphens such as sample-01"),
        ("改成小写拼音，词间用短横", "write it in lower case, words joined by hyphens"),
    ),
    "code-form": text(
        ("“{text}”不是 12 位区划代码。", "“{text}” is not a 12-digit division code."),
        ("12 位数字，例如 630106101221", "twelve digits such as 630106101221"),
        ("对照统计用区划代码改", "compare it with the list of division codes"),
    ),
    "code-province": text(
        (
            "没有哪个省的区划代码以 {province} 开头：{text}。",
            "No province's division codes begin with {province}: {text}.",
        ),
        ("12 位区划代码，青海的以 63 开头", "a twelve-digit division code; those of Qinghai begin with 63"),
        ("对照统计用区划代码改", "compare it with the list of division codes"),
    ),
    "number-too-large": text(
        ("{number} 太大了，最多 {most}。", "{number} is too large: at most {most}."),
        ("0 到 {most} 的整数", "a whole number from 0 to {most}"),
        ("看看是不是多打了几位", "see whether digits were typed too many"),
    ),
    "phone-form": text(
        ("“{text}”不像电话号码。", "“{text}” does not look like a phone number."),
        ("例如 0971-0000100、13900000000 或 12348", "such as 0971-0000100, 13900000000 or 12348"),
        ("只写数字和短横", "write digits and hyphens only"),
    ),
    "board-code-form": text(
        ("“{text}”不是海报上的版本号。", "“{text}” is not a poster's version code."),
        (
            "海报右下角的 12 个字，例如 7K2M-X4RD-9QTA",
            "the twelve characters at the poster's foot, such as 7K2M-X4RD-9QTA",
        ),
        ("照海报上的抄", "copy it from the poster"),
    ),
    "photo-form": text(
        ("“{text}”不能作照片的文件名。", "“{text}” cannot be a photo's file name."),
        (
            "小写字母、数字和短横，以 .jpg、.png 或 .webp 结尾，例如 sample-01.jpg",
            "lower-case letters, digits and hyphens ending in .jpg, .png or .webp, such as sample-01.jpg",
        ),
        ("把文件改名，这里照写", "rename the file and write the same name here"),
    ),
    "official-link-form": text(
        ("“{text}”不是政府平台上的网页地址。", "“{text}” is not the address of a page of a public authority."),
        (
            "以 https:// 开头的完整网址，可以带 ? 后面的编号",
            "a whole https:// address, with the number behind its ? if it has one",
        ),
        ("从平台给的代码里照抄链接", "copy the link the platform gives"),
    ),
    "address-form": text(
        ("“{text}”不是完整的网址。", "“{text}” is not a whole web address."),
        (
            "以 https:// 开头、以 / 结尾，例如 https://example.org/sxz/",
            "one that begins with https:// and ends with /, such as https://example.org/sxz/",
        ),
        (
            "从浏览器地址栏复制，去掉 //、.. 和 %，末尾加 /",
            "copy it from the browser without //, .. and %, and end it with /",
        ),
    ),
    "address-not-public": text(
        (
            "{text} 是本单位、本机网络里的地址，或者不是域名。",
            "{text} lies in somebody's own network, or is no domain name.",
        ),
        (
            "一个人人都打得开的公共网站，例如 https://www.weather.com.cn/",
            "a public site such as https://www.weather.com.cn/",
        ),
        ("换成公共网站的域名，或删掉这一行", "write a public site's domain name, or delete the line"),
    ),
    "empty-list": text(
        ("{key} 里一项也没有。", "{key} has no item."),
        ("至少一项", "at least one item"),
        ("补上一项，或删掉这个键", "add an item, or delete the key"),
    ),
    "source-language-missing": text(
        ("缺少 {language}（源语言）的文字。", "The text in {language}, the source language, is missing."),
        ("至少有 {language} 一行", "a line for {language} at least"),
        ("补上一行 {language}: …", "add a line {language}: …"),
    ),
    "language-unknown": text(
        ("{language} 不在 portal.yml 的语言里。", "{language} is not among the languages of portal.yml."),
        ("{languages}", "{languages}"),
        ("改成其中一种，或删掉这一行", "write one of them, or delete the line"),
    ),
    "rule-form": text(
        ("“{text}”不是 every: {every} 能用的日子。", "“{text}” is not a day that every: {every} can have."),
        ("{choices}", "{choices}"),
        ("{hint_zh}", "{hint_en}"),
    ),
    "rule-id-missing": text(
        ("同一任有几条坐班规则，这一条没有写 id。", "The assignment has several rules, and this one has no id."),
        ("各条规则有自己的 id，例如 id: tuesday", "an id for each rule, such as id: tuesday"),
        ("补上一行 id:，写好以后不再改", "add a line id: and never change it afterwards"),
    ),
    "month-form": text(
        ("“{text}”不是一个月份。", "“{text}” is not a month."),
        ("1 到 12；农历写 lunar 8", "1 to 12, or lunar 8 for a lunar month"),
        ("改成 8 或 lunar 8 这样的写法", "write it like 8, or lunar 8"),
    ),
    "impossible-day": text(
        ("{text} 这一天不存在。", "There is no day {text}."),
        ("{choices}", "{choices}"),
        ("改成存在的日子；每月最后一天写 last day", "write a day that exists; for the end of the month write last day"),
    ),
    "postponed-without-date": text(
        ("活动延期了，却没有写新的时间。", "The session is postponed, but its new time is not given."),
        ("postponed_to 下有 starts 和 ends", "postponed_to with starts and ends"),
        (
            "补上 postponed_to:；时间未定就写 status: cancelled 并在 note 里说明",
            "add postponed_to:; if no date is known write status: cancelled and say so in its note",
        ),
    ),
    "misplaced-outcome": text(
        ("活动状态是 {status}，却写了举办结果。", "The session is {status}, yet an outcome is recorded."),
        ("只有 status: held 才有 outcome", "an outcome only with status: held"),
        ("改成 status: held，或删掉 outcome", "write status: held, or delete the outcome"),
    ),
    "held-in-future": text(
        ("{day} 还没到，却写了已举办。", "It is recorded as held, but {day} has not come yet."),
        ("今天或以前的日期", "a date not after today"),
        (
            "改日期；活动写 status: planned，坐班到了那天以后再写",
            "mend the date; a session is status: planned, a sit-in is reported after its day",
        ),
    ),
    "text-empty": text(
        ("{key} 是空的。", "{key} is empty."),
        ("一段文字", "a text"),
        ("写上文字；没有就删掉这一行", "write the text, or delete the line"),
    ),
    "text-too-long": text(
        ("这段文字有 {length} 个字。", "This text has {length} characters."),
        ("不超过 {most} 个字", "at most {most} characters"),
        ("写短些", "make it shorter"),
    ),
    "month-day-form": text(
        ("“{text}”不是一个日子。", "“{text}” is not a day of the year."),
        ("月-日，例如 12-04，且那一天存在", "month-day such as 12-04, of a day that exists"),
        ("改成 12-04 这样的写法", "write it like 12-04"),
    ),
    "inserted-form": text(
        ("“{text}”不是增加条的写法。", "“{text}” does not name an inserted article."),
        ("例如 133-1（第一百三十三条之一）", "such as 133-1 (第一百三十三条之一)"),
        ("照例子改", "follow the example"),
    ),
    "inserted-beyond-last": text(
        ("增加条 {article} 超过最后一条 {last}。", "The inserted article {article} lies beyond the last one, {last}."),
        ("不超过 last 的条", "an article not beyond last"),
        ("核对条号和 last", "check the number and last"),
    ),
    "site-id-form": text(
        ("“{text}”不是网站标识码。", "“{text}” is not a site identification code."),
        ("10 位数字，或 bm 加 8 位数字", "ten digits, or bm and eight digits"),
        ("照批文抄写；还没有就删掉这一行", "copy it from the notice; delete the line until there is one"),
    ),
    "row-repeated": text(
        (
            "这一行和同一列表的第 {first} 项说的是同一件事。",
            "This row is about the same thing as item {first} of its list.",
        ),
        ("每件事一行", "one row a thing"),
        ("把两行合成一行，次数相加", "make one row of the two and add the counts"),
    ),
    "name-repeated": text(
        ("这个名字和同一列表第 {first} 项的一样。", "This name is the same as that of item {first} of its list."),
        ("一个人一项", "one item a person"),
        (
            "重复的删掉；真是同名的两个人，在名字里写明，例如 王某某（一社）",
            "delete the repeat; two people of one name are told apart in the name",
        ),
    ),
    "session-too-long": text(
        ("从 {start} 到 {end} 太长了。", "From {start} to {end} is too long."),
        ("一个月以内", "at most a month"),
        ("核对年和月", "check the year and the month"),
    ),
    "planned-with-new-time": text(
        ("状态是 planned，却写了改期后的时间。", "The session is planned, yet a new time is given."),
        ("改期的写 status: postponed", "status: postponed for a session that was moved"),
        ("改成 status: postponed，或删掉 postponed_to", "write status: postponed, or delete postponed_to"),
    ),
    "moved-in-part": text(
        ("outcome 是 {outcome}，却写了改到哪天。", "The outcome is {outcome}, yet a new day is given."),
        ("改期的写 outcome: moved", "outcome: moved for a sit-in that was moved"),
        ("改成 outcome: moved，或删掉 moved_to", "write outcome: moved, or delete moved_to"),
    ),
    "not-yet": text(
        ("{day} 还没到（今天是 {today}）。", "{day} has not come yet (today is {today})."),
        ("今天或以前的日期", "a date not after today"),
        (
            "核对年和月；样例网站的今天，停在 portal.yml 的 sample_day",
            "check the year and the month; a sample site's today stands still at sample_day of portal.yml",
        ),
    ),
}
