"""The tasks a clerk does, each by its own form."""

from __future__ import annotations

import re

from tests.desk.conftest import Desk, fill, git
from tests.desk.forms import Sent, read_form

EVENT = "2026-12-29-winter-advice-haimagou"


def _page(desk: Desk, path: str) -> str:
    answer = desk.get(path)
    assert answer.status_code == 200, path
    text: str = answer.get_data(as_text=True)
    return text


def _event(desk: Desk) -> str:
    ids: list[str] = re.findall(r"/form/postpone/([\w-]+)", _page(desk, "/events"))
    return next(id for id in ids if id.startswith("2026-12-29"))


def test_the_first_page_says_what_is_to_be_done_and_where(desk: Desk) -> None:
    page = _page(desk, "/")
    assert "最近 30 天的坐班还没有记" in page and "/form/sit-ins/2026-11" in page
    assert "海报该换了" in page and "资料该加印了" in page
    for form in set(re.findall(r'href="(/form/(?!text)[^"#]+)"', page)):
        assert desk.get(form).status_code in (200, 404) and (form.startswith("/form/explainer") or
                                                             desk.get(form).status_code == 200), form  # fmt: skip


def test_what_is_mended_is_gone_from_the_list(desk: Desk) -> None:
    assert "马家滩村" in _page(desk, "/").split("最近 30 天")[1].split("</section>")[0]
    for month in ("2026-10", "2026-11"):
        sent = [(n, "held" if n.startswith("s:") and v == "" and n[2:].split("|")[1] <= "2026-11-22" else v)
                for n, v in _grid(desk, month)]  # fmt: skip
        answer = desk.save(f"sit-ins/{month}", sent)
        assert answer.status_code == 302, answer.get_data(as_text=True)
    assert "最近 30 天" not in _page(desk, "/")


def _grid(desk: Desk, month: str) -> Sent:
    """The grid as a browser sends it: one radio of each row."""
    reader = read_form(_page(desk, f"/form/sit-ins/{month}"))
    chosen = {name for name, _ in reader.sent if name.startswith("s:")}
    ids = {name.partition(":")[2] for name, _ in reader.sent if name.startswith("from:")}
    return [*reader.sent, *((f"s:{id}", "") for id in ids if f"s:{id}" not in chosen)]


def test_the_grid_saved_as_it_is_changes_nothing(desk: Desk) -> None:
    before = desk.log()
    for month in ("2026-05", "2026-10", "2026-11", "2026-12"):
        assert desk.save(f"sit-ins/{month}", _grid(desk, month)).status_code == 302
    assert desk.log() == before


def test_a_sit_in_is_moved_in_words_and_in_one_entry(desk: Desk) -> None:
    id = "jiaya|2026-12-08|tuesday"
    sent = fill(_grid(desk, "2026-12"), {f"s:{id}": "moved", f"date:{id}": "2026-12-09", f"from:{id}": "14:00",
                                         f"to:{id}": "16:00", f"reason:{id}": "律师当天开庭"})  # fmt: skip
    answer = desk.save("sit-ins/2026-12", sent)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert git(desk.root, "log", "-1", "--format=%b").strip() == (
        "加牙村 12月8日坐班 → 改到12月9日 14:00，群众订阅的日历会更新"
    )
    text = (desk.root / "content/work/2026-12.yml").read_text("utf-8")
    assert "{village: jiaya, date: 2026-12-08, office_hour: tuesday, outcome: moved" in text.replace("\n    ", "") or (
        "outcome: moved" in text and "moved_to: {date: 2026-12-09, from: 14:00, to: 16:00}" in text
    )


def test_a_wrong_day_stands_at_its_row(desk: Desk) -> None:
    id = "jiaya|2026-12-08|tuesday"
    sent = fill(_grid(desk, "2026-12"), {f"s:{id}": "moved", f"date:{id}": "2026-12-08"})
    answer = desk.save("sit-ins/2026-12", sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    row = next(part for part in page.split("<tr") if f'"s:{id}"' in part)
    assert "改期改到了原来那天" in row


def test_a_session_is_announced(desk: Desk) -> None:
    sent = desk.form("new/event")
    values = {"title__zh": "冬季讨薪咨询", "starts": "2026-12-20T09:30", "ends": "2026-12-20T11:00",
              "venue__name__zh": "村委会会议室"}  # fmt: skip
    sent = [*fill(sent, values), ("v:villages", "jiaya"), ("v:topics", "labour")]
    answer = desk.save("new/event", sent)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    path = desk.root / "content/events/2026/2026-12-20-dong-ji-tao-xin-zi-xun.yml"
    assert "title: {zh: 冬季讨薪咨询}" in path.read_text("utf-8")
    assert desk.log()[0] == "预告活动：冬季讨薪咨询"


def test_a_session_is_postponed_cancelled_and_held(desk: Desk) -> None:
    id = _event(desk)
    path = desk.root / f"content/events/2026/{id}.yml"
    sent = fill(desk.form(f"postpone/{id}"), {"postponed_to__starts": "2027-01-05T14:30",
                                              "postponed_to__ends": "2027-01-05T16:30"})  # fmt: skip
    assert desk.save(f"postpone/{id}", sent).status_code == 302
    text = path.read_text("utf-8")
    assert "status: postponed" in text and "starts: 2026-12-29 14:30" in text and "revision: 1" in text
    assert "postponed_to: {starts: 2027-01-05 14:30, ends: 2027-01-05 16:30}" in text
    sent = fill(desk.form(f"cancel/{id}"), {"note__zh": "因下雪取消"})
    assert desk.save(f"cancel/{id}", sent).status_code == 302
    text = path.read_text("utf-8")
    assert "status: cancelled" in text and "revision: 2" in text
    past = re.findall(r"/form/held/([\w-]+)", _page(desk, "/events"))[0]
    sent = fill(desk.form(f"held/{past}"), {"outcome__attendance": "40"})
    answer = desk.save(f"held/{past}", sent)
    assert answer.status_code in (302, 422)


def test_another_adviser_takes_over(desk: Desk) -> None:
    sent = fill(desk.form("adviser/jiaya"), {"new__adviser": "sample-02", "new__since": "2027-01-01"})
    answer = desk.save("adviser/jiaya", sent)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    text = (desk.root / "content/villages/jiaya.yml").read_text("utf-8")
    assert "    until: 2026-12-31" in text and "- adviser: sample-02" in text and "revision: 1" in text
    assert "# 坐班规则跟着这一任顾问走" in text


def test_office_hours_change_from_a_day_on_and_the_next_days_are_shown(desk: Desk) -> None:
    sent = fill(desk.form("hours/jiaya"), {"new__on": "first friday", "new__since": "2027-01-01"})
    found = desk.post("/next-days?name=new", sent).get_json()
    assert [day[0][:13] for day in found["days"][:2]] == ["2027年1月4日 星期一", "2027年2月9日 星期二"]
    assert found["days"][0][1] is found["days"][1][1] is True  # New Year's Day, and the eve of Spring Festival
    answer = desk.save("hours/jiaya", sent)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    text = (desk.root / "content/villages/jiaya.yml").read_text("utf-8")
    assert "until: 2026-12-31" in text and "id: from-2027-01" in text and "on: first friday" in text


def test_a_new_record_goes_into_its_list(desk: Desk) -> None:
    values = {"name__zh": "示例热线", "does__zh": "示例", "phone": "12345", "hours__zh": "全天", "source": "公布"}
    answer = desk.change("new/office", **values)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert desk.diff()[0].startswith("+- ") and all(line[0] == "+" for line in desk.diff())


def test_a_save_is_taken_back_and_the_history_says_who(desk: Desk) -> None:
    path = desk.root / "content/villages/jiaya.yml"
    before = path.read_bytes()
    desk.change("record/village/jiaya", office__phone="0971-0000555")
    page = _page(desk, "/history/content/villages/jiaya.yml")
    assert "示例工作人员" in page and "0971-0000323 → 0971-0000555" in page
    token = [item for item in desk.form("record/village/jiaya") if item[0] == "csrf_token"]
    commit = git(desk.root, "rev-parse", "HEAD").strip()
    assert desk.post(f"/undo/{commit}", token).status_code == 302
    assert path.read_bytes() == before
    assert desk.log()[0].startswith("撤销：")


def test_a_wrong_day_is_mended_with_its_file_name(desk: Desk) -> None:
    id = _event(desk)
    values = {"starts": "2026-12-30T14:30", "ends": "2026-12-30T16:30"}
    answer = desk.change(f"record/event/{id}", **values)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    name = id.replace("2026-12-29", "2026-12-30")
    assert answer.headers["Location"].endswith(f"/form/record/event/{name}")
    assert (desk.root / f"content/events/2026/{name}.yml").is_file()
    assert not (desk.root / f"content/events/2026/{id}.yml").exists()
    assert git(desk.root, "status", "--porcelain") == ""
