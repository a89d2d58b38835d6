"""Texts to paste, show and read out: whole in themselves, and within their promised length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import time

import pytest
from tests.trial import edit, make_context, with_changes

from portal.catalog.context import ViewContext
from portal.notices.announcements import LED_CHARACTERS
from portal.notices.notices import Notice, event_notice, village_notice
from portal.notices.spoken import reading_seconds, spoken_clock
from portal.text.truncate import shorten

LANGUAGES = ("zh", "bo", "en")
JIAYA = "content/villages/jiaya.yml"
LONG = "很长很长的话" * 60


def all_notices(context: ViewContext) -> Iterator[tuple[str, Notice]]:
    for village_id in context.catalog.villages:
        yield village_id, village_notice(village_id, context)
    for event_id in context.catalog.events:
        yield event_id, event_notice(event_id, context)


def check_lengths(id: str, notice: Notice, language: str) -> None:
    assert len(notice.wechat) < 300, id
    assert all(line.strip() for line in notice.wechat.split("\n")), id
    if notice.announcement:
        assert 0 < len(notice.announcement.led) <= LED_CHARACTERS == 40, id
        assert "\n" not in notice.announcement.led
        assert reading_seconds(notice.announcement.script, language) < 40, id
        assert notice.announcement.seconds < 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_keeps_its_length(contexts: Mapping[str, ViewContext], language: str) -> None:
    seen = 0
    for id, notice in all_notices(contexts[language]):
        check_lengths(id, notice, language)
        seen += 1
    assert seen == 6 + 35  # villages and sessions


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_titles_places_and_reasons_are_cut_and_nothing_else(files: dict[str, bytes], language: str) -> None:
    event = "content/events/2026/2026-12-15-land-lease-zhoude.yml"
    text = files[event].decode()
    text = text.replace("zh: 土地流转合同到期怎么办", f"zh: {LONG}").replace(
        "en: When a land lease ends", f"en: {LONG}"
    )
    text = text.replace("村委会会议室", LONG).replace("讲课律师当天要出庭", LONG)
    village = files[JIAYA].decode().replace("          zh: 村委会一楼", f"          zh: {LONG}")
    context = make_context(with_changes(files, {event: text, JIAYA: village}), language)
    notice = event_notice("land-lease-zhoude", context)
    check_lengths("event", notice, language)
    assert "14:30–16:00" in notice.wechat and "0971-0000111" in notice.wechat
    assert notice.wechat.endswith("/events/land-lease-zhoude/")
    mine = village_notice("jiaya", context)
    check_lengths("village", mine, language)
    assert "09:00–11:30" in mine.wechat and "0971-0000201" in mine.wechat


def test_a_villages_text_says_all_that_is_asked(contexts: Mapping[str, ViewContext]) -> None:
    text = village_notice("jiaya", contexts["zh"]).wechat
    for part in (
        "加牙村", "12月8日", "星期二", "农历十月三十", "09:00–11:30", "村委会一楼", "示例律师01", "0971-0000201",
        "https://example.org/sxz/villages/jiaya/",
    ):  # fmt: skip
        assert part in text
    assert len(re.findall(r"0971-\d{7}", text)) == 1


def test_every_language_leads_to_its_own_page(contexts: Mapping[str, ViewContext]) -> None:
    assert village_notice("jiaya", contexts["bo"]).wechat.endswith("https://example.org/sxz/bo/villages/jiaya/")
    assert village_notice("jiaya", contexts["en"]).wechat.endswith("https://example.org/sxz/en/villages/jiaya/")


def test_a_moved_sit_in_is_told_with_its_old_date_and_reason(contexts: Mapping[str, ViewContext]) -> None:
    notice = village_notice("zhoude", contexts["zh"])
    assert "11月27日" in notice.wechat and "改到11月30日" in notice.wechat and "区法院" in notice.wechat
    assert notice.announcement and "11月27日" in notice.announcement.script and "改了" in notice.announcement.script


def test_a_sit_in_moved_to_an_earlier_day_is_told_as_well(files: dict[str, bytes]) -> None:
    report = (
        "sit_ins:\n  - village: jiaya\n    date: 2026-12-08\n    outcome: moved\n    changed: 2026-11-20\n"
        "    moved_to: {date: 2026-12-03, from: 09:00, to: 10:00}\n    reason: {zh: 律师出差}\n"
    )
    text = village_notice("jiaya", make_context(with_changes(files, {"content/work/2026-12.yml": report}))).wechat
    assert "注意：12月8日 星期二改到12月3日 星期四（律师出差）" in text
    assert "时间：12月3日 星期四" in text


def test_hours_that_are_off_do_not_unsay_the_others_of_the_day(files: dict[str, bytes]) -> None:
    """One slot of the day is excused: the text never says that nobody comes on the day somebody does."""
    rule = "    office_hours:             # 坐班规则跟着这一任顾问走\n"
    slot = "      - {id: late, every: month, on: second tuesday, from: 14:30, to: 16:00, place: {zh: 村小学}}\n"
    two = edit(files, JIAYA, rule, rule + slot)
    for off, others, told in (("late", "09:00–11:30", None), ("tuesday", "14:30–16:00", "12月8日 星期二 09:00–11:30")):
        report = (
            f"sit_ins:\n  - {{village: jiaya, date: 2026-12-08, office_hour: {off}, outcome: excused,"
            " reason: {zh: 停电}, changed: 2026-11-20}\n"
        )
        text = village_notice("jiaya", make_context(with_changes(two, {"content/work/2026-12.yml": report}))).wechat
        assert f"（农历十月三十）{others}" in text
        assert f"注意：{told}这次不来（停电）" in text if told else "注意" not in text


def test_a_village_without_an_adviser_is_sent_to_the_justice_office(contexts: Mapping[str, ViewContext]) -> None:
    notice = village_notice("huashan", contexts["zh"])
    assert "12348" in notice.wechat and "0971-0000101" in notice.wechat


def test_provisional_dates_say_so(files: dict[str, bytes]) -> None:
    rule = "on: second tuesday    # 也可以写 15、last friday、last day；农历写 [3, 13, 23]"
    unreported = {path: raw for path, raw in files.items() if not path.startswith("content/work/")}
    once = edit(edit(unreported, JIAYA, "every: month ", "every: once "), JIAYA, rule, "on: 2027-01-12")
    assert "（暂定）" in village_notice("jiaya", make_context(once)).wechat


def test_sessions_say_whether_they_take_place(contexts: Mapping[str, ViewContext]) -> None:
    zh = contexts["zh"]
    cancelled = event_notice("winter-traffic-heicheng", zh)
    assert cancelled.wechat.startswith("【取消】") and "12月17日" in cancelled.wechat
    assert cancelled.announcement and cancelled.announcement.led.startswith("取消")
    postponed = event_notice("land-lease-zhoude", zh).wechat
    assert postponed.startswith("【延期】") and "12月15日" in postponed and "12月22日" in postponed
    held = event_notice("phone-scams-heicheng", zh)
    assert held.wechat.startswith("【已举办】") and "58人" in held.wechat
    assert held.announcement is None


def test_without_an_address_the_text_names_none(files: dict[str, bytes]) -> None:
    line = next(line for line in files["content/portal.yml"].decode().split("\n") if line.startswith("base_url:"))
    context = make_context(edit(files, "content/portal.yml", line + "\n", ""))
    assert "http" not in village_notice("jiaya", context).wechat


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("村委会会议室", 6, "村委会会议室"), ("村委会会议室", 4, "村委会…"),
        ("Meeting room of the office", 14, "Meeting room…"),
        ("གྲོང་ཚོའི་ཨུ་ཡོན་ལྷན་ཁང་", 12, "གྲོང་ཚོའི…"), ("x y\n z", 9, "x y z"), ("abc", 1, ""),
    ],
)  # fmt: skip
def test_shortening_cuts_between_words_and_syllables(text: str, width: int, short: str) -> None:
    assert shorten(text, width) == short
    assert len(shorten(text, width)) <= width


def test_hours_are_read_out_as_people_say_them(contexts: Mapping[str, ViewContext]) -> None:
    zh, en = contexts["zh"].language, contexts["en"].language
    assert spoken_clock(time(9), time(11, 30), zh) == "上午9点到11点半"
    assert spoken_clock(time(10), time(14, 5), zh) == "上午10点到下午2点05分"
    assert spoken_clock(time(12), time(12, 30), zh) == "中午12点到12点半"
    assert spoken_clock(time(14, 30), time(17), en) == "from 2:30 to 5 in the afternoon"
