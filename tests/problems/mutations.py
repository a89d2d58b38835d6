"""Mutations: what two clerks, an editor on Windows and a broken merge do to a file.

Each takes a file's lines and a random generator and returns the new text with the lines
that may be named as the fault, or None if the file has no place for it. Every one makes
an invalid file: whoever adds one has to be sure of that.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Mutant(NamedTuple):
    """A broken file."""

    text: str
    lines: frozenset[int]
    """Where the fault may be named, from 1; empty if anywhere will do."""


Mutation = Callable[[list[str], random.Random], Mutant | None]

SCALAR = re.compile(r"^(?P<lead> *(?:- )?)(?P<key>[a-z_]+): (?P<value>[^\s\[{|>\"'#][^#]*?)(?P<rest>\s*(?: #.*)?)$")
KEY = re.compile(r"^(?P<lead> *(?:- )?)(?P<key>[a-z_]+):(?P<rest>.*)$")
_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_CLOCK = re.compile(r"(?<=[mo]: )\d\d:\d\d\b|(?<= \d\d\d\d-\d\d-\d\d )\d\d:\d\d\b")


def _at(lines: list[str], index: int, *new: str, named: tuple[int, ...] = (0,)) -> Mutant:
    """The lines with one replaced by others; `named` counts from the first of them."""
    text = "\n".join([*lines[:index], *new, *lines[index + 1 :]])
    return Mutant(text, frozenset(index + 1 + step for step in named))


def _pick(lines: list[str], chance: random.Random, wanted: Callable[[str], object]) -> int | None:
    found = [index for index, line in enumerate(lines) if wanted(line) and not line.lstrip().startswith("#")]
    return chance.choice(found) if found else None


def _on(wanted: re.Pattern[str], change: Callable[[re.Match[str], random.Random], str]) -> Mutation:
    """A mutation of one line that the pattern finds."""

    def mutate(lines: list[str], chance: random.Random) -> Mutant | None:
        index = _pick(lines, chance, wanted.search)
        if index is None:
            return None
        match = wanted.search(lines[index])
        assert match
        new = lines[index][: match.start()] + change(match, chance) + lines[index][match.end() :]
        return None if new == lines[index] else _at(lines, index, new)

    return mutate


def _swap(wanted: re.Pattern[str], *instead: str) -> Mutation:
    return _on(wanted, lambda match, chance: chance.choice(instead))


def _scalar(*values: str) -> Mutation:
    """Another value for some key."""
    return _on(SCALAR, lambda m, c: f"{m['lead']}{m['key']}: {c.choice(values)}{m['rest']}")


def _valued(keys: str, *values: str) -> Mutation:
    """Another value for one of some keys, in a block or in braces. Any signs may be a board's code: it is left alone."""
    start = rf"(?<![\w-])(?<!board: {{)(?P<key>{keys}): "
    pattern = re.compile(start + r"(?P<value>[^,}\]#\s][^,}\]#]*?)(?=\s*(?:[,}\]]|\s#|$))")
    return _on(pattern, lambda m, c: f"{m['key']}: {c.choice(values)}")


# --- YAML: form ------------------------------------------------------------------------------


def repeat_key(lines: list[str], chance: random.Random) -> Mutant | None:
    """A line pasted twice."""
    index = _pick(lines, chance, lambda line: SCALAR.match(line) and not line.lstrip().startswith("- "))
    return None if index is None else _at(lines, index, lines[index], lines[index], named=(0, 1))


def repeat_item(lines: list[str], chance: random.Random) -> Mutant | None:
    """An item of a list pasted twice."""
    index = _pick(lines, chance, re.compile(r"^ *- \{.*\}$").match)
    return None if index is None else _at(lines, index, lines[index], lines[index], named=(0, 1))


def lose_colon(lines: list[str], chance: random.Random) -> Mutant | None:
    """`kind village`."""
    index = _pick(lines, chance, SCALAR.match)
    return None if index is None else _at(lines, index, lines[index].replace(":", "", 1))


def lose_space(lines: list[str], chance: random.Random) -> Mutant | None:
    """`kind:village`."""
    index = _pick(lines, chance, SCALAR.match)
    return None if index is None else _at(lines, index, lines[index].replace(": ", ":", 1))


def widen_colon(lines: list[str], chance: random.Random) -> Mutant | None:
    """`kind：village`."""
    index = _pick(lines, chance, KEY.match)
    return None if index is None else _at(lines, index, lines[index].replace(":", chance.choice("：﹕："), 1))


def widen_inner_colon(lines: list[str], chance: random.Random) -> Mutant | None:
    """`{zh：加牙村}`, `{zh:加牙村}`."""
    pattern = re.compile(r"(?<=[{ ])(zh|en|bo|on|by|count|date|number|consent|village): (?=[^{]*\})")
    return _on(pattern, lambda m, c: m[1] + c.choice(["：", ":"]))(lines, chance)


def indent(step: str) -> Mutation:
    """A line pushed to the right, where its neighbours stay."""

    def mutate(lines: list[str], chance: random.Random) -> Mutant | None:
        places = []
        for index in range(1, len(lines) - 1):
            here, above = lines[index], lines[index - 1]
            same = _depth(here) == _depth(above) and KEY.match(here) and KEY.match(above)
            if same and not here.lstrip().startswith("- ") and not above.lstrip().startswith("- "):
                places.append(index)
        if not places:
            return None
        index = chance.choice(places)
        return _at(lines, index, step + lines[index])

    return mutate


def dedent(lines: list[str], chance: random.Random) -> Mutant | None:
    """A line pulled one space to the left."""
    index = _pick(lines, chance, lambda line: re.match(r" +[a-z_]+:", line))
    return None if index is None else _at(lines, index, lines[index][1:], named=(0,))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def open_quote(lines: list[str], chance: random.Random) -> Mutant | None:
    """`zh: "加牙村`."""
    return _on(SCALAR, lambda m, c: f"{m['lead']}{m['key']}: {c.choice(chr(34) + chr(39))}{m['value']}{m['rest']}")(
        lines, chance
    )


def widen_quotes(lines: list[str], chance: random.Random) -> Mutant | None:
    """`zh: “加牙村”`."""
    pairs = ("“”", "‘’", "＂＂", "”“")
    return _on(
        SCALAR,
        lambda m, c: (lambda p: f"{m['lead']}{m['key']}: {p[0]}{m['value']}{p[1]}{m['rest']}")(c.choice(pairs)),
    )(lines, chance)


def lose_bracket(sign: str) -> Mutation:
    """One bracket less."""

    def mutate(lines: list[str], chance: random.Random) -> Mutant | None:
        index = _pick(lines, chance, lambda line: sign in line.partition(" #")[0])
        if index is None:
            return None
        at = lines[index].rindex(sign) if sign in "]}" else lines[index].index(sign)
        return _at(lines, index, lines[index][:at] + lines[index][at + 1 :])

    return mutate


def more_bracket(lines: list[str], chance: random.Random) -> Mutant | None:
    """One bracket too many."""
    return _on(re.compile(r"(?<=[\w）])[\]}]$(?<!\d\])"), lambda m, c: m[0] + c.choice("]}"))(lines, chance)


def insert(*texts: str) -> Mutation:
    """A line that has no business here."""

    def mutate(lines: list[str], chance: random.Random) -> Mutant | None:
        index = _pick(lines, chance, lambda line: KEY.match(line) and not line.startswith(" "))
        return None if index is None else _at(lines, index, chance.choice(texts), lines[index])

    return mutate


def hide(lines: list[str], chance: random.Random) -> Mutant | None:
    """A character nobody sees."""
    index = _pick(lines, chance, lambda line: len(line) > 3)
    if index is None:
        return None
    line, at = lines[index], chance.randrange(len(lines[index]))
    sign = chance.choice("\u200b\u200e\u202e\u2066\ufeff\u00ad\u2028\u0085\u0000\u001b\u007f\ufffd")
    return _at(lines, index, line[:at] + sign + line[at:])


def rename_key(lines: list[str], chance: random.Random) -> Mutant | None:
    """A key nobody knows."""
    index = _pick(lines, chance, KEY.match)
    if index is None:
        return None
    match = KEY.match(lines[index])
    assert match
    key = chance.choice([match["key"] + "x", match["key"].upper(), "x" + match["key"][1:], "备注", match["key"] + "_2"])
    return _at(lines, index, f"{match['lead']}{key}:{match['rest']}")


def lose_dash(lines: list[str], chance: random.Random) -> Mutant | None:
    """An item of a list without its hyphen."""
    index = _pick(lines, chance, re.compile(r"^ +- [\[{]").match)
    return None if index is None else _at(lines, index, lines[index].replace("- ", "", 1))


def join_dash(lines: list[str], chance: random.Random) -> Mutant | None:
    """`-item`."""
    index = _pick(lines, chance, re.compile(r"^ *- ").match)
    return (
        None if index is None else _at(lines, index, lines[index].replace("- ", chance.choice(["-", "－ ", "— "]), 1))
    )


def lose_required(keys: str) -> Mutation:
    """A required line deleted: any place in its record will do."""

    def mutate(lines: list[str], chance: random.Random) -> Mutant | None:
        index = _pick(lines, chance, re.compile(rf"^(?:  )?(?:{keys}): \S").match)
        return None if index is None else Mutant("\n".join(lines[:index] + lines[index + 1 :]), frozenset())

    return mutate


RECORDS: dict[str, Mutation] = {
    "repeat_key": repeat_key,
    "repeat_item": repeat_item,
    "lose_colon": lose_colon,
    "lose_space": lose_space,
    "widen_colon": widen_colon,
    "widen_inner_colon": widen_inner_colon,
    "indent_1": indent(" "),
    "indent_2": indent("  "),
    "indent_tab": indent("\t"),
    "indent_wide": indent("\u3000"),
    "dedent": dedent,
    "open_quote": open_quote,
    "widen_quotes": widen_quotes,
    "lose_]": lose_bracket("]"),
    "lose_[": lose_bracket("["),
    "lose_}": lose_bracket("}"),
    "lose_{": lose_bracket("{"),
    "more_bracket": more_bracket,
    "hide": hide,
    "rename_key": rename_key,
    "lose_dash": lose_dash,
    "join_dash": join_dash,
    "insert": insert(
        "<<<<<<< HEAD", "=======", ">>>>>>> a1b2c3d", "||||||| merged", "<<: *base", "foo: bar", "只是一行字", "foo",
        "- foo", "...", "--- ", "%YAML 1.1", "\tfoo: bar", "? [a, b]", ": x", "@foo", "`foo`", "{", "]", "!!map {a: b}",
    ),
    "anchor": _on(SCALAR, lambda m, c: f"{m['lead']}{m['key']}: &a {m['value']}"),
    "alias": _scalar("*a", "*加牙"),
    "tag": _on(SCALAR, lambda m, c: f"{m['lead']}{m['key']}: {c.choice(['!!str', '!!python/name:os.system', '!x', '!!binary'])} {m['value']}"),
    "needs_quotes": _on(SCALAR, lambda m, c: f"{m['lead']}{m['key']}: {c.choice('@`%')}{m['value']}"),
    "second_colon": _on(SCALAR, lambda m, c: f"{m['lead']}{m['key']}: {m['value']}: {m['value']}"),
    "date": _swap(
        _DATE, "2026-02-30", "2026-13-01", "2026-00-10", "2026/03/05", "2026.3.5", "2026-3-5", "3月5日", "20260305",
        "2026年3月5日", "0226-03-05", "2206-03-05", "２０２６-03-05", "26-03-05", "2026-03-05T09:00", "今天", "45000",
        "2026-03-32", "2027-02-29", "༢༠༢༦-༠༣-༠༥", "2026–03–05", "1e999", "null", "~",
    ),
    "clock": _swap(
        _CLOCK, "25:00", "9:00", "09:60", "0900", "09：00", "09.00", "下午3点", "24:00", "9点", "09:00:00", "0.375",
        "９:00", "-09:00", "9am", "1e999",
    ),
    "count": _valued(
        "count|attendance|calls|visits|mediations|lectures|members|printed|last|sit_ins_a_month|verified_within_days",
        "-1", "3.5", "３", "010", "1_000", "三", "0x1F", "1e999", ".inf", ".nan", "NaN", "12人", "1 000", "0b1", "0o17",
        "99999999999999999999", "+5", "true", "null",
    ),
    "flag": _valued("sample|active|confirmed|sensitive", "yes", "no", "True", "1", "是", "on", "TRUE", "真"),
    "choice": _valued(
        "kind|status|every|holidays|outcome|language|weekends",
        "foo", "村", "Village", "HELD", "已举办", "weekly", "held.", "1", "[village]", "{a: b}",
    ),
    "code": _valued("code", "63010610122", "6301061012211", "63010610122O", "６３０１０６１０１２２１", "0630106101221"),
    "phone": _valued("phone|number", "0971-00001", "0971 0000100", "１２３４８", "电话", "+8613900000000", "12345678901234"),
    "dangling": _valued(
        "adviser|village|organiser|material|topic|justice_office|place",
        "no-such-id", "Sample-01", "sample_01", "加牙", "sample-01-", "jiaya.yml", "''",
    ),
    "language_code": _on(re.compile(r"(?<=[{ ])zh: "), lambda m, c: c.choice(["cn: ", "ZH: ", "zh-CN: ", "中文: "])),
    "empty_text": _valued("zh", '""', "''", '" "'),
    "shape": _scalar("[a, b]", "{a: b}", "[]", "{}", "[[]]", "[{a: b}]"),
    "lose_required": lose_required("code|kind|status|starts|ends|verified|organiser|audience|version|last|source"),
}  # fmt: skip


# --- explainers: the body --------------------------------------------------------------------


def _body(wanted: str, change: Callable[[str, random.Random], str]) -> Mutation:
    """A mutation of one line of the body."""

    def mutate(lines: list[str], chance: random.Random) -> Mutant | None:
        start = lines.index("---", 1) + 1
        found = [index for index in range(start, len(lines)) if re.search(wanted, lines[index])]
        if not found:
            return None
        index = chance.choice(found)
        new = change(lines[index], chance)
        return None if new == lines[index] else _at(lines, index, new)

    return mutate


def _body_line(*texts: str) -> Mutation:
    """A line too many in the body."""

    def mutate(lines: list[str], chance: random.Random) -> Mutant | None:
        start = lines.index("---", 1) + 1
        found = [index for index in range(start, len(lines)) if lines[index].strip()]
        if not found:
            return None
        index, new = chance.choice(found), chance.choice(texts)
        return _at(lines, index, lines[index], *new.split("\n"), named=tuple(range(1, new.count("\n") + 2)))

    return mutate


def _append(*texts: str) -> Mutation:
    return _body(r"^(?:- |\d+\. |[^|#\s])", lambda line, chance: line + chance.choice(texts))


SCRIPTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>粗</b>", "<a href=javascript:alert(1)>x</a>",
    "<!-- x -->", "<?php x ?>", "<svg/onload=alert(1)>", "<SCRIPT SRC=//x>", "</p><script>", "<div style='x'>", "<br>",
    "<iframe src=//example.org>", "&lt;script&gt;", "&#60;script&#62;", "&#x3c;b", "{: onclick=alert(1)}",
    "{: style='color:red'}", "{#id}", "{.cls}", "{% raw %}", "{{ x }}",
)  # fmt: skip
LINKS = (
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](javascript&#58;alert(1))", "[x](data:text/html,x)",
    "[x](//example.org/)", "[x](https://example.org/)", "[x](http://example.org \"t\")", "[x](law:civil-code#1 't')",
    "[x]: javascript:alert(1)", "[x][1]", "[x][]", "![x](x.png)", "![x](https://example.org/x.png)", "<https://example.org>",
    "<a@example.org>", "[x](<javascript:alert(1)>)", "[x]( javascript:alert(1))", "[a [b] c](javascript:alert(1))",
    "[x](vbscript:x)", "[x](file:///etc/passwd)", "[x](/etc)", "[x](../../../x.md)", "[x](mailto:a@example.org)",
    "[x](tel:110)", "[](office:police)", "[x](x.html)", "[x](office:no-such-office)", "[x](law:no-such-law#1)",
    "[第一条](law:civil-code#99999)", "[x](law:civil-code)", "[x](law:civil-code#0)", "[x](../labour/no-such-page.md)",
    "[x](#anchor)", "[x]()", "[TOC]", "[^1]", "https://example.org/", "www.example.org", "//example.org/x",
    "[x](java\tscript:alert(1))", "\\[x](law:civil-code#1)", "[x\\](y)",
)  # fmt: skip

EXPLAINERS: dict[str, Mutation] = {
    "script": _append(*SCRIPTS),
    "script_line": _body_line(*SCRIPTS),
    "link": _append(*LINKS),
    "link_line": _body_line(*LINKS),
    "markdown_line": _body_line(
        "# 标题", "### 怎么办", "##怎么办", "> 引用", "> ## 引用", "- ## 小标题", "1. # 小标题", "    缩进", "\t缩进", "```", "~~~",
        "===", "---", "***", "- - -", "___", "    ## 怎么办", "* 项", "+ 项", "1) 项", "标题\n===", "标题\n---", "| a |",
        "<<<<<<< HEAD", "=======", ">>>>>>> x", "- ", "９. 步骤", "一段话", "`code`", "\\# x", "- [ ] x", ": x", "a | b",
    ),
    "heading": _body(r"^## ", lambda line, c: c.choice([line + "了", "#" + line, line[1:], " " + line, line.replace(" ", ""), line + " ##", "## "])),
    "marker": _body(r"^- ", lambda line, c: c.choice([line[2:], "-" + line[2:], "－" + line[1:], " " + line, "* " + line[2:], "— " + line[2:]])),
    "step": _body(r"^\d+\. ", lambda line, c: c.choice([re.sub(r"^\d+\. ", new, line) for new in ("", "9. ", "1.", "１. ", "1、", "- ", "0. ")])),
    "table": _body(r"^\|", lambda line, c: c.choice([line[1:], line[:-1], line.replace("|", "｜"), line + " x |", line.replace("|", "", 2), "  " + line])),
    "citation": _body(r"\(law:", lambda line, c: re.sub(r"\(law:([a-z-]+)#(\d+)", c.choice([r"(law:\g<1>x#\2", r"(law:\1#\g<2>99999", r"(law:\1", r"(law:\1＃\2", r"(law:\1#x\2", r"(law：\1#\2", r"(laws:\1#\2", r"（law:\1#\2"]), line, count=1)),
    "office": _body(r"\(office:", lambda line, c: re.sub(r"\(office:([a-z-]+)", c.choice([r"(office:\1x", r"(office:", r"(office：\1", r"(offices:\1", r"（office:\1"]), line, count=1)),
    "bracket": _body(r"\]\(", lambda line, c: line.replace(*c.choice([("](", "] ("), ("](", "]（"), ("[", "", ), (")", "）"), ("](", "("), ("[", "【")]), 1)),
    "hidden": hide,
    "phone": _append(" 13912345678", " 0971-0000100", " 12348", " 110"),
    "front_open": lambda lines, c: Mutant("\n".join(["x", *lines[1:]]), frozenset({1})),
    "front_close": lambda lines, c: _at(lines, lines.index("---", 1), "", named=(0, 1)),
    "repeated_line": _body(r"^(?:- |\| [^-]|[^|#\d-])", lambda line, c: line),
}  # fmt: skip


# --- whole files -----------------------------------------------------------------------------


def whole_files(raw: bytes) -> Iterator[tuple[str, bytes, frozenset[int]]]:
    """A file made unreadable: the name of the case, its bytes, the lines that may be named."""
    text = raw.decode()
    lines = text.split("\n")
    first = frozenset({1})
    with_han = next((i for i, line in enumerate(lines, 1) if not line.isascii()), 1)
    yield "empty", b"", first
    yield "blank", b"\n  \n\n", first
    yield "comments", b"# x\n# y\n", first
    yield "nul", b"\x00" * 300, first
    yield "random", random.Random(7).randbytes(4000), frozenset()
    yield "png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), first
    yield "scalar", b"hello\n", first
    yield "number", b"1e999\n", first
    yield "utf-16", text.encode("utf-16"), first
    yield "utf-16-le", text.encode("utf-16-le"), first
    yield "utf-16-be", text.encode("utf-16-be"), first
    yield "utf-32", text.encode("utf-32"), first
    yield "gbk", text.encode("gb18030"), frozenset({with_han})
    yield "surrogate", raw.replace(b"\n", b"\xed\xa0\x80\n", 1), first
    yield "cut", raw[: raw.index("的".encode()) + 1] if "的".encode() in raw else raw + b"\xe4\xb8", frozenset()
    yield "latin", raw.replace(b"\n", b" caf\xe9\n", 1), first
    yield "huge", b"# x\n" * 2_600_000, first
    yield "deep-flow", b"a: " + b"[" * 20000, first
    yield "deep-map", b"a: " + b"{a: " * 3000, first
    yield "deep-block", "\n".join(" " * i + "a:" for i in range(500)).encode(), frozenset()
    yield (
        "bomb",
        b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (c + 1, c + 1, c, c) for c in range(97, 120)),
        frozenset(),
    )
    yield "documents", raw + b"\n---\n" + raw, frozenset({len(lines) + 1, len(lines) + 2, len(lines)})
    yield "json", b'{"code": 630106101221, "code": 2}', first
    yield "many-keys", b"".join(b"key%d: x\n" % i for i in range(30000)), frozenset()
    yield "long-line", b"a: " + b"x" * 900_000, first
    yield "list", b"- a\n- b\n", frozenset({1, 2})
