"""What the fuzz writes: records and texts with a few places spoilt, workbooks, pushes."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

NASTY = (
    "\0", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\ud7ff", "\U000e0041", "：", "，", "“", "\t", "\u3000", "\r",
    "\n", "\n\n",
    "&a", "*a", "!!python/object:os.system", "<<: ", "---\n", "...\n", "{{", "}}", "[[", "]]", '"', "'", "\\", "\\x00",
    "%", "|", ">", "? ", "- ", ": ", "#", "null", "~", "true", "0x10", "1e999", "9" * 400, "-1", "2026-02-30",
    "9999-12-31",
    "0001-01-01", "24:00", "99:99", "../../x", "con", "<script>", "javascript:", "](law:civil-code#1)", "](office:x)",
    "13800138000", "11010519491231002X", "住址加牙村12号", "a" * 3000, "［", "ཀྵ" * 50, "\U00020000", "e\u0301" * 40,
)  # fmt: skip

texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
edits = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["insert", "delete", "double", "replace"]), st.integers(1, 60), texts),
    min_size=1, max_size=5,
)  # fmt: skip


def spoil(text: str, changes: list[tuple[float, str, int, str]]) -> str:
    """The text with spans inserted, deleted, doubled or replaced."""
    for share, how, length, more in changes:
        at = int(share * len(text))
        span = text[at : at + length]
        put = {"insert": more + span, "delete": "", "double": span + span, "replace": more}[how]
        text = text[:at] + put + text[at + length :]
    return text


def encode(text: str) -> bytes:
    """A text as a file; lone surrogates stand as bytes that are no UTF-8."""
    return text.encode("utf-8", "surrogatepass")


def spoilt_files(files: Mapping[str, bytes], most: int = 3) -> st.SearchStrategy[dict[str, bytes]]:
    """Some of the files, spoilt."""

    def spoilt(path: str) -> st.SearchStrategy[bytes]:
        return edits.map(lambda changes: encode(spoil(files[path].decode(), changes)))

    paths = st.lists(st.sampled_from(sorted(files)), min_size=1, max_size=most, unique=True)
    return paths.flatmap(lambda chosen: st.fixed_dictionaries({path: spoilt(path) for path in chosen}))


cells = st.one_of(
    st.none(), st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.dates(), st.datetimes(), st.times(),
    st.sampled_from(["加牙村", "加牙", "jiaya", "周德村", "示例律师01", "labour", "0971-0000323"]),
    st.sampled_from(["是", "否", "√", "改期", "请假", "照常", "删除", "2026.3.5", "3月5日", "9:00", "2026-11-10"]),
    st.sampled_from(["=1+1", "=cmd|' /C calc'!A0"]),
    texts.map(lambda text: "".join(sign for sign in text if sign >= " " and not "\ud800" <= sign <= "\udfff")),
)  # fmt: skip
HEADERS = {
    "legal-helpers": ("村", "姓名", "培训日期", "在任", "电话", "同意日期"),
    "advisers": ("姓名", "律所", "执业证号", "电话", "同意日期", "编号"),
    "events": ("日期", "开始", "结束", "活动主题", "地点", "法律主题", "编号", "状态"),
    "work": ("村", "坐班日期", "是否到岗", "改到", "原因", "月份", "走访", "姓名"),
}
"""Columns that each kind of ledger has, and a few that it has not."""
workbooks = st.sampled_from(sorted(HEADERS)).flatmap(
    lambda kind: st.tuples(
        st.just(kind),
        st.permutations(HEADERS[kind]),
        st.lists(st.lists(cells, min_size=1, max_size=9), max_size=8),
    )
)
