"""Posters on the village boards, the photos on them, and new records that want their text."""

from portal.problems.messages.text import text

TEXTS = {
    "board-outdated": text(
        ("{day} 贴在村务栏的海报该换了：{why_zh}。", "The poster put up on {day} no longer holds: {why_en}."),
        ("和现在的档案一致的海报", "a poster that agrees with the records"),
        (
            "运行 portal poster {village} 打印新的，贴出后改 board 的 code 和 printed",
            "print a new one with portal poster {village}; once it is up, mend code and printed of board",
        ),
        is_warning=True,
    ),
    "text-to-be-written": text(
        ("这里还没有写。", "Nothing is written here yet."),
        ("这一节的内容", "the text of the section"),
        ("写上内容；没有要说的就写“没有”", "write it; where there is nothing to say, say so"),
        is_warning=True,
    ),
}
