# ruff: noqa: E501 - tables of texts, one kind a line
"""Texts with personal data in them, and records without: made by rule, several makers a form, none by hand.

A spelling is a value, a way to write it and a sentence around it; values are nobody's (the standard's own example of an
identity number, a test card, numbers of zeros). Records are lines as offices write them, every figure drawn by chance.
The sentences of `HELD_OUT` were written after the finder; what it missed in them has been looked at since, so that a
figure for words it has never met needs new ones. Over seeds never looked at, about one text in 16 000 without personal
data is an alarm: figures that stand in the very groups of a mobile.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

IDENTITY = "11010519491231002X"
"""The example that GB 11643-1999 prints."""
MOBILES = ("13800138000", "13900010002", "15900000001", "18600000010", "17700100020", "19900000300")
CARDS = ("4111111111111111", "6222020000000000000", "5555555555554444")
LANDLINES = ("0971-2230110", "010-62000001", "0972-8610000", "0755-26000001")
MAIL = ("shili.yonghu@163.com", "lizi_01@qq.com", "sample-person@gmail.com", "wang2000@126.com", "a.b@sina.com.cn")
CHAT = ("shili_123", "abc88888", "Lizi-2020", "wxid_0a1b2c3d")
NUMBERS = ("12345678", "888000111", "10001000")

SENTENCES = (
    "{}", "联系人：示例，{}。", "有事找我（{}）", "备注 {} 请保密", "来访登记\t{}\t已办", "1. {}", "- {}", "| 甲 | {} |",
    "“{}”", "note: {}", "# {}", "已告知本人，{}；下次再来",
)  # fmt: skip
HELD_OUT = (
    "群众反映：{}，希望回电", "请老乡记一下 {} 谢谢", "登记表第三栏写的是{}", "签到/{}/代签", "转给司法所处理 —— {}",
    "a copy was left with them: {}", "《来信摘录》{}", "{}，以上情况属实", "（附：{}）", "说好了：{}!",
)  # fmt: skip


class Spelling(NamedTuple):
    """A text that holds personal data."""

    form: str
    text: str


Maker = Callable[[random.Random], str]

_WIDE = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")
_SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
_SPOKEN_TOO = str.maketrans("0123456789", "〇幺二三四五六七八九")
_CAPITAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
_CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_PARTS = (
    "\t",
    ",",
    "，",
    "、",
    "   ",
    " - ",
    "—",
    "·",
    ".",
    "/",
    "／",
    ";",
    "\n",
    " \n ",
    "\u200b",
    "\u3000",
    "~",
    "…",
    ") ",
)


def _grouped(digits: str, sizes: Sequence[int], part: str) -> str:
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    assert at == len(digits)
    return part.join(groups)


def _parted_mobile(chance: random.Random) -> str:
    sizes = chance.choice([(3, 4, 4), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (3, 3, 5), (1,) * 11])
    return _grouped(chance.choice(MOBILES), sizes, chance.choice(_PARTS))


def _prefixed_mobile(chance: random.Random) -> str:
    start = chance.choice(["0", "86", "+86 ", "+86-", "0086", "(+86)", "86 ", "（0086）"])
    return start + _grouped(chance.choice(MOBILES), (3, 4, 4), chance.choice(["", "", " ", "-"]))


def _spoken_mobile(chance: random.Random) -> str:
    text = _grouped(chance.choice(MOBILES), (3, 4, 4), chance.choice(["", "", " ", "，", "、", "-"]))
    return text.translate(chance.choice([_SPOKEN, _SPOKEN_TOO, _CAPITAL, _WIDE, _CIRCLED]))


def _escaped_mobile(chance: random.Random) -> str:
    digits = chance.choice(MOBILES)
    at = chance.randrange(11)
    form = chance.choice(["\\x{:02x}", "\\u{:04x}", "\\U{:08x}", "&#{};", "&#x{:x};", "%{:02x}", "&amp;#{};"])
    every = chance.random() < 0.5
    return "".join(form.format(ord(d)) if every or n == at else d for n, d in enumerate(digits))


def _broken_mobile(chance: random.Random) -> str:
    digits, at = chance.choice(MOBILES), chance.randrange(2, 10)
    return digits[:at] + chance.choice(["\n", "\n  ", "\n# ", "\n> "]) + digits[at:]


def _lookalike_mobile(chance: random.Random) -> str:
    digits = chance.choice(MOBILES[:2])
    return digits.replace("0", chance.choice("oO")) if chance.random() < 0.6 else digits.replace("1", "l")


def _identity(chance: random.Random) -> str:
    sizes = chance.choice([(18,), (6, 8, 4), (6, 4, 4, 4), (3, 3, 4, 4, 4), (6, 12), (14, 4), (17, 1), (1,) * 18])
    text = _grouped(IDENTITY, sizes, chance.choice([" ", "-", ",", "、", "\t", "   ", "\n", " / "]))
    style = chance.randrange(4)
    return text.translate(_WIDE) if style == 0 else text.translate(_SPOKEN) if style == 1 else text


def _named_identity(chance: random.Random) -> str:
    digits = chance.choice([IDENTITY, IDENTITY[:17] + "5", "110105491231002"])
    return chance.choice(["身份证号：", "身份证号码是", "证件号 ", "公民身份号码=", "ID number: "]) + digits


def _card(chance: random.Random) -> str:
    digits = chance.choice(CARDS)
    sizes = (4,) * (len(digits) // 4) + ((len(digits) % 4,) if len(digits) % 4 else ())
    text = _grouped(digits, chance.choice([sizes, (len(digits),)]), chance.choice([" ", "-", "   ", "\t", ",", "、"]))
    return text.translate(_WIDE) if chance.random() < 0.2 else text


def _named_card(chance: random.Random) -> str:
    return chance.choice(["卡号", "银行卡号：", "存折账号 ", "汇到账户："]) + chance.choice(["622202123456", *CARDS])


def _mail(chance: random.Random) -> str:
    address = chance.choice(MAIL)
    if chance.random() < 0.3:
        address = address.replace("@", chance.choice(["＠", "(at)", "[at]", " @ ", "（at）"]))
    return chance.choice(["邮箱", "E-mail: ", "", "发到", "电子邮件："]) + address


def _chat(chance: random.Random) -> str:
    if chance.random() < 0.5:
        cue = chance.choice(["微信号", "微信：", "微信号是", "加微信 ", "WeChat ID: ", "wx:", "VX ", "薇信 ", "加V：", "微信("])  # fmt: skip
        return cue + chance.choice(CHAT)
    return chance.choice(["QQ", "QQ：", "QQ号 ", "qq: ", "扣扣 ", "QQ号码是", "ＱＱ"]) + chance.choice(NUMBERS)


def _landline(chance: random.Random) -> str:
    number = chance.choice(LANDLINES)
    form = chance.randrange(5)
    if form == 0:
        return "({}){}".format(*number.split("-"))
    if form == 1:
        return "+86 " + number[1:].replace("-", " ")
    if form == 2:
        return "家里座机" + number.partition("-")[2]
    return number.replace("-", chance.choice(["-", " ", "", "－", "—"]))


def _birth(chance: random.Random) -> str:
    year, month, day = chance.randrange(1945, 2012), chance.randrange(1, 13), chance.randrange(1, 29)
    short = f"{year % 100:02}"
    spoken = "".join("〇一二三四五六七八九"[int(d)] for d in f"{year}")
    months = "一二三四五六七八九十"
    return chance.choice([
        f"{short}年生", f"{year}年生", f"{year}年{month}月{day}日出生", f"生于{year}年{month}月", f"出生日期：{year}-{month:02}-{day:02}",
        f"生日{month}月{day}日", f"{spoken}年{months[day % 10]}月生人", f"{spoken[2:]}年生", f"出生年月：{year}.{month:02}",
        f"{short}年{month}月出生", f"{year}.{month}.{day}生", f"生日：农历{months[month % 10]}月初{months[day % 9]}",
        f"born on {day} March {year}", f"DOB {day:02}/{month:02}/{year}", f"date of birth: March {day}, {year}",
        f"born in {year}", f"出生于 {year}/{month}/{day}", f"{year}{month:02}{day:02}生",
    ])  # fmt: skip


def _home(chance: random.Random) -> str:
    village = chance.choice(["加牙村", "黑城村", "东庄", "上新庄村"])
    number, group = chance.randrange(1, 90), chance.choice("一二三四五六")
    return chance.choice([
        f"{group}社{number}号", f"{village}{group}社{number}号", f"{chance.randrange(1, 9)}社{number}号", f"家住{village}{group}社",
        f"住{village}{number}号", f"住址：{village}{number}号", f"现住{village}{group}组{number}号", f"住在{village}{number}号",
        f"{number}号楼2单元301室", f"2单元{number + 100}室", f"租住在{village}{number}号", f"家庭住址{village}{number}号",
        f"户籍地：{village}{group}社{number}号", f"lives at No. {number} Jiaya Village", f"{group}队{number}户",
        f"老家{village}{group}社{number}号", f"门牌号{number}号", f"收件地址：东大街{number}号3单元",
    ])  # fmt: skip


MAKERS: dict[str, Maker] = {
    "mobile, parted": _parted_mobile, "mobile, prefixed": _prefixed_mobile, "mobile, read out": _spoken_mobile,
    "mobile, escaped": _escaped_mobile, "mobile, over lines": _broken_mobile, "mobile, lookalikes": _lookalike_mobile,
    "identity": _identity, "identity, named": _named_identity, "card": _card, "card, named": _named_card,
    "mail": _mail, "chat": _chat, "landline": _landline, "birth": _birth, "home": _home,
}  # fmt: skip


def spellings(count: int, seed: int, sentences: Sequence[str] = SENTENCES) -> Iterator[Spelling]:
    """So many texts, the forms in turn."""
    chance = random.Random(seed)
    makers = list(MAKERS.items())
    for number in range(count):
        form, make = makers[number % len(makers)]
        yield Spelling(form, chance.choice(sentences).format(make(chance)))


# --- what offices write ----------------------------------------------------------------------

_VILLAGES = ("加牙村", "黑城村", "上新庄社区", "静房村", "申南村")
_TOPICS = ("劳动报酬", "土地承包", "婚姻家庭", "禁毒", "反诈", "未成年人保护", "宪法")


def _day(chance: random.Random) -> date:
    return date(2019, 1, 1) + timedelta(days=chance.randrange(3650))


def _case(c: random.Random) -> str:
    return f"（{c.randrange(2000, 2027)}）青{c.randrange(1, 99):02}{c.randrange(1, 40):02}民{c.choice(['初', '终', '申'])}{c.randrange(1, 99999)}号"


def _document(c: random.Random) -> str:
    return f"{c.choice(['湟中司', '上政', '青司办', '国办发'])}〔{c.randrange(2000, 2027)}〕{c.randrange(1, 300)}号"


def _sum(c: random.Random) -> str:
    amount = c.randrange(10 ** c.randrange(2, 12))
    return c.choice(
        [
            f"{amount:,}元",
            f"{amount}元",
            f"{amount / 10000:.2f}万元",
            f"￥{amount:,}.00",
            f"人民币{amount}.5元",
            f"{c.randrange(2, 99)}%",
        ]
    )


def _code(c: random.Random) -> str:
    return c.choice([
        f"630106{c.randrange(10**6):06}", f"91630122MA{c.randrange(10**6):06}X{c.randrange(10)}", f"163012{c.randrange(10**11):011}"[:17],
        f"ISBN 97875{c.randrange(10**8):08}", f"青ICP备{c.randrange(10**8):08}号-1", f"HT-{c.randrange(2019, 2027)}-{c.randrange(1000):03}",
        f"SN{c.randrange(10**7):07}", f"青公网安备 630106{c.randrange(10**8):08}号", f"7K2M-X4RD-{c.randrange(1000, 9999)}", f"版本 {c.randrange(9)}.{c.randrange(30)}.{c.randrange(30)}",
        f"{c.randrange(16**8):08x}", f"GB/T {c.randrange(1000, 40000)}-{c.randrange(1990, 2026)}",
    ])  # fmt: skip


def _when(c: random.Random) -> str:
    day, hour = _day(c), c.randrange(8, 17)
    return c.choice([
        f"{day}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日", f"{day} {hour:02}:30-{hour + 2}:00", f"{day:%Y/%m/%d}",
        f"{day}T{hour:02}:00:00+08:00", f"{day:%m月%d日}上午{hour}点", f"农历{c.choice('正二三四五六七八九十')}月初三",
        f"{day} 至 {day + timedelta(days=c.randrange(400))}", f"每月第二个星期二 {hour:02}:00-{hour + 1}:30",
    ])  # fmt: skip


def _counts(c: random.Random) -> str:
    numbers = [str(c.randrange(10 ** c.randrange(1, 5))) for _ in range(c.randrange(2, 9))]
    return c.choice([", ", "、", "\t", " | ", " / ", "，", " ", "\n"]).join(numbers)


def _figures(c: random.Random) -> str:
    return (
        f"{c.choice(_VILLAGES)}{c.choice(_TOPICS)}宣讲，到场{c.randrange(10, 400)}人，发放单页{c.randrange(100, 4000)}份，"
        f"解答咨询{c.randrange(1, 60)}人次，户均{c.randrange(1, 9)}份"
    )


def _office(c: random.Random) -> str:
    return c.choice([
        f"地址：上新庄镇政府路{c.randrange(1, 200)}号", f"拨打{c.choice(['12348', '110', '12345', '12309', '96110'])}", f"400-{c.randrange(100, 999)}-{c.randrange(1000, 9999)}",
        f"司法所在镇政府{c.choice('一二三')}楼{c.randrange(101, 330)}室", f"电话 0971-0000{c.randrange(1000):03}", f"迎宾路{c.randrange(1, 99)}号，{c.randrange(1, 99)}路公交到",
        "微信公众号“湟中普法”", "扫码关注微信小程序", f"转发到{c.randrange(2, 40)}个微信群", "加入QQ群前先核实", f"办公室{c.randrange(100, 999)}，{c.choice(['', '一', '二', '三'])}",
        f"地址：{c.choice(_VILLAGES)}村委会一楼", f"居住证、户口簿、身份证复印件各{c.randrange(1, 4)}份", "地址在哪里填：营业执照上的住所",
    ])  # fmt: skip


def _law(c: random.Random) -> str:
    return c.choice([
        f"《民法典》第{c.choice('一二三四五')}百{c.choice('二三四五')}十{c.choice('一二三四')}条第{c.choice('一二三')}款", f"第{c.randrange(1, 1260)}条、第{c.randrange(1, 1260)}条", f"article {c.randrange(1, 1260)}, paragraph {c.randrange(1, 9)}",
        f"{c.randrange(1985, 2026)}年生效，{c.randrange(1985, 2026)}年修订", f"{c.randrange(1990, 2026)}年出台", f"{c.randrange(1, 36)}个月内申请仲裁", f"出生后{c.randrange(1, 60)}日内登记",
        f"{c.randrange(2000, 2026)}年出生人口{c.randrange(100, 900)}人", f"满{c.randrange(14, 75)}周岁", f"有期徒刑{c.choice('三五七十')}年以下", f"{c.randrange(10, 99)}年生产经验", f"{c.randrange(1, 30)}年生的苗木不得采伐",
        f"第{c.choice('一二三四')}组{c.randrange(2, 30)}人讨论", f"自{_day(c)}起{c.randrange(2, 30)}年内有效", f"经过{c.randrange(10, 60)}年，生态恢复", f"born in mind, {c.randrange(2, 9)} rules",
    ])  # fmt: skip


def _yaml(c: random.Random) -> str:
    rows = [
        f"code: 6301061{c.randrange(10**5):05}", "kind: village", f"name: {{zh: {c.choice(_VILLAGES)}, en: Sample Village}}", f"printed: {c.randrange(100, 9000)}",
        f"verified: {{on: {_day(c)}, by: 司法所}}", f"trained: [{_day(c)}, {_day(c)}]", f"starts: {_day(c)} 09:00", f"placed: [{{village: jiaya, count: {c.randrange(200)}, on: {_day(c)}}}]",
        f"licence: \"163012{c.randrange(10**11):011}\"", f"revision: {c.randrange(9)}", f"on: [{c.randrange(1, 28)}, {c.randrange(1, 28)}]", f"of: {c.randrange(16**12):012x}",
        f"- {_day(c)}\n- {_day(c)}\n- {_day(c)}", f"attendance: {c.randrange(400)}\nleaflets: {c.randrange(4000)}",
    ]  # fmt: skip
    return "\n".join(c.sample(rows, 4))


def _table(c: random.Random) -> str:
    rows = ["| 月份 | 场次 | 人数 | 单页 |", "| --- | --- | --- | --- |"]
    rows += [
        f"| {month} | {c.randrange(9)} | {c.randrange(400)} | {c.randrange(4000)} |"
        for month in range(1, c.randrange(3, 13))
    ]
    return "\n".join(rows)


def _mixed(c: random.Random) -> str:
    made = [c.choice(_PLAIN)(c) for _ in range(c.randrange(2, 5))]
    return c.choice(["，", "；", " ", "\n", "。", " - ", "\t", ", "]).join(made)


_PLAIN: tuple[Maker, ...] = (_case, _document, _sum, _code, _when, _counts, _figures, _office, _law)
RECORDS: dict[str, Maker] = {
    "cases": _case, "documents": _document, "sums": _sum, "codes": _code, "dates": _when, "counts": _counts,
    "figures": _figures, "offices": _office, "laws": _law, "records": _yaml, "tables": _table, "mixed": _mixed,
}  # fmt: skip


def plain_records(count: int, seed: int) -> Iterator[Spelling]:
    """So many texts without personal data, the kinds in turn."""
    chance = random.Random(seed)
    makers = list(RECORDS.items())
    for number in range(count):
        kind, make = makers[number % len(makers)]
        yield Spelling(kind, make(chance))
