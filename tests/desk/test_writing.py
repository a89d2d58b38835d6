"""Texts: written beside their page, translated beside their source, with links that are found and not typed."""

from __future__ import annotations

from tests.desk.conftest import Desk
from tests.desk.forms import fill_in

KEY = "explainer/zh/labour/unpaid-wages"
PATH = "docs/zh/explainers/labour/unpaid-wages.md"


def test_a_text_opened_and_saved_unchanged_keeps_every_byte(desk: Desk) -> None:
    before = desk.log()
    for key in (KEY, KEY.replace("/zh/", "/bo/"), KEY.replace("/zh/", "/en/")):
        assert desk.save(key, desk.form(key)).status_code == 302
    assert desk.log() == before


def test_the_text_and_the_day_change_and_nothing_else(desk: Desk) -> None:
    sent = desk.form(KEY)
    text = dict(sent)["t"]
    first = text.split("\r\n")[1] if text.startswith("\r\n") else text.split("\r\n")[0]
    changed = text.replace(first, first.replace("。", "，今天就去。", 1), 1)
    assert changed != text
    answer = desk.save(KEY, [(n, changed if n == "t" else v) for n, v in sent])
    assert answer.status_code == 302, answer.get_data(as_text=True)
    diff = desk.diff()
    assert len([line for line in diff if not line[1:].startswith("changed:")]) == 2, diff


def test_a_fault_in_the_text_is_told_with_its_line(desk: Desk) -> None:
    sent = [(n, v + "\r\n[《民法典》第九千条](law:civil-code#9000)\r\n" if n == "t" else v) for n, v in desk.form(KEY)]
    answer = desk.save(KEY, sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "正文第" in page and "law:civil-code#9000" in page


def test_an_article_is_found_by_short_name_and_number(still_desk: Desk) -> None:
    for asked in ("民法典 675", "民法典675", "mfd 675", "minfadian 第六百七十五条", "《民法典》第675条"):
        found = still_desk.get(f"/links.json?q={asked}").get_json()
        assert found and found[0][1] == "[《民法典》第六百七十五条](law:civil-code#675)", asked
    assert not still_desk.get("/links.json?q=民法典 9000").get_json()
    assert "司法所" in still_desk.get("/links.json?q=司法所").get_json()[0][0]


def test_a_translation_that_was_brought_up_to_date_says_so(desk: Desk) -> None:
    key = KEY.replace("/zh/", "/en/")
    path = desk.root / PATH.replace("/zh/", "/en/")
    text = path.read_text("utf-8")
    old = text.split("of: ")[1][:12]
    path.write_text(text.replace(f"of: {old}", "of: 000000000000"), "utf-8")
    answer = desk.save(key, [*desk.form(key), ("accept", "1")])
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert f"of: {old}" in path.read_text("utf-8")


def test_a_new_text_is_made_with_its_sections(desk: Desk) -> None:
    names = "加班费,不给加班费,加班没钱,周末加班,夜班费,节日加班,加班工资,jiabanfei".replace(",", "\r\n")
    sent = fill_in(desk.form("write/new"), {"title": "加班费怎么要", "topic": "labour", "aliases": names})
    sent = [
        (n, {"slug": "unpaid-overtime", "answer": "先留好考勤和工资条，再去劳动监察投诉。"}.get(n, v)) for n, v in sent
    ]
    answer = desk.save("write/new", sent)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert answer.headers["Location"].endswith("/form/explainer/zh/labour/unpaid-overtime")
    assert (desk.root / "docs/zh/explainers/labour/unpaid-overtime.md").is_file()
