"""What is personal is found however it is written; what officials write every day is not."""

from __future__ import annotations

import random

import pytest

from portal.text.personal_data import find_personal_data, mask

IDENTITY = "11010519491231002X"
"""The example that GB 11643-1999 prints."""

FOUND = {
    "id-number": [
        IDENTITY,
        IDENTITY.lower(),
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002x",
        f"身份证{IDENTITY}。",
        "身份证号：110105194912310021",
        "证件号码 110105491231002",
    ],
    "bank-card": [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "４１１１１１１１１１１１１１１１",
        "卡号 6222 0212 3456 7890",
        "卡号 622202123456",
        "账\u200b号 622202123456",
        "Account number: 622202123456",
    ],
    "mobile-number": [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "0086-138-0013-8000",
        "１３８００１３８０００",
        "138\u200b0013\u200b8000",
        "电话13800138000。",
        "1 3 8 0 0 1 3 8 0 0 0",
        "138\t0013\t8000",
        "138，0013，8000",
        "138、0013、8000",
        "138   0013   8000",
        "013800138000",
        "一三八零零一三八零零零",
        "幺三八 〇〇幺三 八〇〇〇",
        "138001\n38000",
        "l38OOl38OOO",
        "\\x3138\\u0030013800\\x30",
        "&#49;3800138000",
        "13800138000@163.com",
    ],
    "landline-number": [
        "0971-2230110",
        "(0971)2230110",
        "０９７１－２２３０１１０",
        "家里电话 2230110",
        "+86 971 2230110",
    ],
    "email-address": ["shili@163.com", "写信到shili.lizi＠qq.com。", "shili(at)163.com"],
    "chat-account": [
        "微信号shili_123",
        "加微信：shililizi",
        "VX abc88888",
        "QQ12345678",
        "扣扣 12345678",
        "12345678@qq.com",
    ],
    "birth-date": [
        "87年生",
        "八七年生",
        "一九八七年三月五日出生",
        "生日：农历三月初五",
        "DOB 05/03/1985",
        "生于1985年3月5日",
        "1985年3月5日出生",
        "出生日期：1985-03-05",
        "出生１９８５．３",
        "born on 5 March 1985",
        "སྐྱེས་པའི་ཚེས་གྲངས 1985-03-05",
    ],
    "home-address": [
        "三社12号",
        "3号楼2单元301室",
        "住加牙村12号",
        "住址：青海省湟中区上新庄镇加牙村12号",
        "家住加牙村3社",
        "家\u200b住加牙村3社",
        "现住 东大街5号2单元",
        "家庭住址：西宁市城西区五四大街12号",
        "家庭所在地：加牙村12号",
        "现居上新庄镇加牙村3号",
        "lives at No. 12 Jiaya Village",
    ],
}
HARMLESS = [
    "630106101221",
    "村代码 630106101221000",
    "执业证号 16301201010123456",
    "（2024）青0122民初1234号",
    "12348",
    "0971-0000201",
    "0971-0000110、0971-0000120",
    "400-819-5555",
    "91630122MA752ABC3X",
    "2026-11-22 09:00-11:30",
    "20261122",
    "2026-11-22T10:00:00+08:00",
    "青ICP备12345678号-1",
    "青公网安备 63010602000123号",
    "ISBN 9787521600001",
    "地址：上新庄镇政府路1号",
    "单位地址 湟中区鲁沙尔镇迎宾路5号",
    "家住得远的人",
    "出生证明",
    "出生日期",
    "1998年出台",
    "12345 12333 12338 12315 95588",
    "8:30-12:00 14:30-18:00",
    "2025-01-01 2025-12-31 30",
    "1 3 5 7 9 11 13 15 17 19 21",
    "工伤认定 60 日内、仲裁 1 年内",
    "3.14159265358979",
    "UID:20261122T010000Z-1234567890@example.org",
]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FOUND.items() for text in texts])
def test_it_is_found_and_masked(code: str, text: str) -> None:
    (finding,) = find_personal_data(text)
    assert finding.code == code
    hidden = mask(text)
    assert len(hidden) == len(text)
    assert find_personal_data(hidden) == ()
    assert set(hidden[finding.start : finding.end]) <= {"*", " ", "\t", "\n", "\u3000"}


@pytest.mark.parametrize("text", HARMLESS)
def test_what_officials_write_is_no_false_alarm(text: str) -> None:
    assert find_personal_data(text) == ()


def test_random_digits_are_seldom_taken_for_somebodys_number() -> None:
    """Of 18 random digits 0.005 % have the form of an identity number; cards need their issuer's first digits."""
    chance = random.Random(6)
    taken = [
        finding.code
        for _ in range(20_000)
        for finding in find_personal_data("".join(chance.choices("0123456789", k=18)))
    ]
    assert taken.count("id-number") <= 5
    assert len(taken) <= 20_000 * 0.03
