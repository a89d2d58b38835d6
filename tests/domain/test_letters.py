"""How a letter's text is read."""

from __future__ import annotations

import pytest

from portal.letters.body import Blank, read_papers

BODY = """# 借条
## 借款
今向{lender}借到{sum}（[《民法典》第六百七十五条](law:civil-code#675)）。
?利息：{interest}。
> {day}

# 收条
收到{sum}。
"""


def test_a_body_is_papers_of_lines_with_blanks() -> None:
    loan, receipt = read_papers(BODY)
    assert (loan.title, receipt.title) == ("借条", "收条")
    assert [line.kind for line in loan.lines] == ["heading", "plain", "optional", "right"]
    assert loan.lines[1].parts == (
        "今向", Blank("lender"), "借到", Blank("sum"), "（《民法典》第六百七十五条）。",
    )  # fmt: skip
    assert loan.lines[3].parts == (Blank("day"),)
    assert receipt.lines[0].parts == ("收到", Blank("sum"), "。")


@pytest.mark.parametrize("text", ["", "\n\n", "没有名称的一行\n", "##\n", "#\n"])
def test_a_body_without_a_title_has_no_paper_to_hand_in(text: str) -> None:
    assert all(not paper.lines for paper in read_papers(text))
